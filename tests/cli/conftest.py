"""The command line as a person sees it: what it prints, what it complains of, its exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app.__main__ import main


class Answer(NamedTuple):
    """What one command left."""

    code: int
    out: str
    err: str


Command = Callable[..., Answer]


@pytest.fixture
def premia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs one command in a folder of its own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREMIA_LANGUAGE", "en")
    monkeypatch.delenv("PREMIA_PASSWORD", raising=False)

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:  # argparse's way out
            code = stopped.code if isinstance(stopped.code, int) else 1
        return Answer(code, *capsys.readouterr())

    return run
