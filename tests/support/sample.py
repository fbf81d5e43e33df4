"""The sample firm for tests: built once in a process, copied for whoever wants to change it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from unittest.mock import patch

from app.sample import build
from app.sample.build import build_sample

_KEPT: list[TemporaryDirectory[str]] = []


@cache
def sample_file() -> Path:
    """The sample as it was built: to read only. Ukrainian, books from 2025-01, closed through 2026-10."""
    folder = TemporaryDirectory(prefix="premia-sample-")
    _KEPT.append(folder)  # removed when the test run ends
    path = Path(folder.name) / "sample.premia"
    build_sample(path)
    return path


def sample_path(folder: Path) -> Path:
    """A copy of the sample in ``folder``: to change."""
    path = folder / "sample.premia"
    copyfile(sample_file(), path)
    return path


@cache
def open_sample_file() -> Path:
    """The sample's records with no month closed and no scheme in force: to copy."""
    folder = TemporaryDirectory(prefix="premia-sample-")
    _KEPT.append(folder)
    path = Path(folder.name) / "open.premia"
    with patch.object(build, "SCHEMES", {}), patch.object(build, "_close", lambda *_given: None):
        build_sample(path)
    return path
