"""Where things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths


def test_resources_come_with_the_program() -> None:
    assert paths.resource().is_dir()
    assert paths.resource("__init__.py").is_file()


def test_the_users_folders_are_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert paths.data_folder().is_dir()
    assert paths.log_folder().is_dir()
    assert paths.documents_folder().name
