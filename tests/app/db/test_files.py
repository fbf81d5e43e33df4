"""Opening a file: the sound one, and every reason to refuse one, each with its own error."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.db.connect import SqliteDb
from app.db.driver import connect
from app.db.files import companions, create_file, new_file, open_file
from app.db.migrate import APPLICATION_ID
from app.kernel import errors
from tests.support.database import empty_file, open_db

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def changed(path: Path, statement: str) -> Path:
    """The file after somebody's plain statement."""
    connection = connect(path, create=True)
    connection.execute(statement)
    connection.close()
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def ours(folder: Path) -> Path:
    return empty_file(folder / "books.premia")


REFUSALS: dict[str, tuple[Callable[[Path], Path], type[errors.FileProblem]]] = {
    "no file": (lambda folder: folder / "nothing.premia", errors.MissingFile),
    "a folder": (lambda folder: folder, errors.MissingFile),
    "an empty file": (lambda folder: written(folder / "a", b""), errors.CorruptFile),
    "a text": (lambda folder: written(folder / "a", b"code;name\r\n" * 100), errors.CorruptFile),
    "a header and no more": (lambda folder: written(folder / "a", ours(folder).read_bytes()[:60]), errors.CorruptFile),
    "half a file": (lambda folder: written(folder / "a", ours(folder).read_bytes()[:5000]), errors.CorruptFile),
    "scribbled over": (
        lambda folder: written(folder / "a", ours(folder).read_bytes()[:100] + os.urandom(20_000)),
        errors.CorruptFile,
    ),
    "another program's file": (lambda folder: changed(folder / "a", "CREATE TABLE t(x)"), errors.NotOurs),
    "a newer file": (lambda folder: changed(ours(folder), "PRAGMA user_version=9999"), errors.NewerFile),
    "a guard was dropped": (lambda folder: changed(ours(folder), "DROP TRIGGER payment_stays"), errors.SchemaChanged),
    "a table was added": (lambda folder: changed(ours(folder), "CREATE TABLE t(x)"), errors.SchemaChanged),
    "a column was added": (lambda folder: changed(ours(folder), "ALTER TABLE client ADD x TEXT"), errors.SchemaChanged),
    "a schema that never was": (lambda folder: changed(ours(folder), "PRAGMA user_version=0"), errors.SchemaChanged),
}


@pytest.mark.parametrize("case", sorted(REFUSALS))
def test_a_file_that_cannot_be_used_is_refused_by_name(tmp_path: Path, case: str) -> None:
    make, error = REFUSALS[case]
    path = make(tmp_path)
    with pytest.raises(error) as caught:
        open_file(path, NOW)
    assert caught.value.values["path"] == str(path)
    assert type(caught.value) is error


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [error.code for error in errors.FileProblem.__subclasses__()]
    assert len(set(codes)) == len(codes)


def test_a_refused_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = changed(tmp_path / "a", "CREATE TABLE t(x)")
    before = path.read_bytes()
    with pytest.raises(errors.NotOurs):
        open_file(path, NOW)
    assert path.read_bytes() == before
    assert [file for file in companions(path) if file.exists()] == [path]


def test_a_file_on_a_share_is_refused(tmp_path: Path) -> None:
    share = f"1 1 0:1 / / rw - ext4 /dev/sda rw\n2 1 0:2 / {tmp_path} rw - cifs //server/share rw\n"
    with pytest.raises(errors.NetworkFile):
        open_file(ours(tmp_path), NOW, share)
    with pytest.raises(errors.NetworkFile):
        create_file(tmp_path / "new.premia", share)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = ours(tmp_path)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root reads everything")
    with pytest.raises(errors.UnreachableFile):
        open_file(path, NOW)


def test_a_sound_file_opens_with_the_pragmas_that_the_books_need(tmp_path: Path) -> None:
    db = open_file(ours(tmp_path), NOW)
    pragmas = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "cache_size": -64000,
        "busy_timeout": 10_000,
        "application_id": APPLICATION_ID,
    }
    found = {name: db.rows(f"PRAGMA {name}")[0][0] for name in pragmas}
    db.close()
    assert found == pragmas


def test_sqlite_utils_does_not_quietly_change_them(tmp_path: Path) -> None:
    db = open_file(ours(tmp_path), NOW)
    db.warm()
    assert db.rows("PRAGMA foreign_keys")[0][0] == 1
    assert db.rows("PRAGMA recursive_triggers")[0][0] == 1
    db.close()


def test_a_file_is_never_made_over_another(tmp_path: Path) -> None:
    path = ours(tmp_path)
    with pytest.raises(errors.FileExists):
        create_file(path)
    with pytest.raises(errors.FileExists), new_file(path):
        pass
    with pytest.raises(errors.UnreachableFile):
        create_file(tmp_path / "no" / "folder.premia")


def test_a_file_that_is_half_made_is_never_seen(tmp_path: Path) -> None:
    path = tmp_path / "new.premia"

    def fail(db: SqliteDb) -> None:
        db.insert("client_group", {"name": "a", "name_key": "a"})
        assert not path.exists()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), new_file(path) as db:
        fail(db)
    assert list(tmp_path.iterdir()) == []
    with new_file(path) as db:
        db.insert("client_group", {"name": "a", "name_key": "a"})
    assert list(tmp_path.iterdir()) == [path]
    reopened = open_db(path)
    assert reopened.rows("SELECT name FROM client_group") == [("a",)]
    reopened.close()


def test_another_connections_write_shows(tmp_path: Path) -> None:
    path = ours(tmp_path)
    here, there = open_db(path), open_db(path)
    before = here.data_version()
    assert here.data_version() == before
    with there.write():
        there.insert("client_group", {"name": "a", "name_key": "a"})
    assert here.data_version() != before
    here.close()
    there.close()
