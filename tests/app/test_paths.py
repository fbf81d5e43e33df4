"""Where things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from app.kernel.errors import FileProblem, MissingFile, NotText


def test_resources_come_with_the_program() -> None:
    assert paths.resource().is_dir()
    assert paths.resource("__init__.py").is_file()


def test_the_users_folders_are_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert paths.data_folder().is_dir()
    assert paths.log_folder().is_dir()
    assert paths.documents_folder() == tmp_path, "no folder for documents has been made yet"


def test_a_written_text_is_read_with_and_without_a_mark_of_its_order(tmp_path: Path) -> None:
    file = tmp_path / "scheme.toml"
    for mark in (b"", b"\xef\xbb\xbf"):
        file.write_bytes(mark + "ключ".encode())
        assert paths.written_text(file) == "ключ"


def test_what_is_no_written_text_is_said_for_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "scheme.toml"
    with pytest.raises(MissingFile):
        paths.written_text(file)
    file.write_bytes("ключ".encode("cp1251"))
    with pytest.raises(NotText) as told:
        paths.written_text(file)
    assert told.value.values == {"path": str(file)}
    with pytest.raises(FileProblem):
        paths.written_text(tmp_path)
