"""Encrypted company files: what lies on the disk, and each way in which one cannot be opened."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.db import driver as driver_module
from app.db.connect import SqliteDb
from app.db.copying import copy_database
from app.db.driver import connect
from app.db.files import backup_before_migration, inspect, open_file
from app.db.fingerprint import fingerprint
from app.db.migrate import migrate
from app.db.migrations.chain import STEPS, Step
from app.kernel import errors
from app.keys.data_key import DataKey
from app.keys.door import is_encrypted, unlock
from app.keys.sidecar import keys_path
from tests.support.database import office_file
from tests.support.encrypted import KEY, LOGIN, PASSWORD, WORD, add_word, encrypted_copy, readable, sound

if TYPE_CHECKING:
    from sqlite_utils import Database

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAGE = 4096


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    return encrypted_copy(office_file(tmp_path / "plain.premia"), folder / "books.premia")


def test_nothing_on_the_disk_can_be_read(books: Path) -> None:
    db = open_file(books, NOW, key=KEY)
    with db.write():
        db.insert("client", {"code": WORD, "name": WORD, "name_key": WORD.casefold()})
    assert books.with_name("books.premia-wal").stat().st_size > 0
    assert readable(books.parent) == []
    ((found,),) = db.rows("SELECT name FROM client")
    assert found == WORD
    db.close()
    assert readable(books.parent) == []


def test_what_is_looked_for_would_be_found_in_a_plain_file(tmp_path: Path) -> None:
    add_word(office_file(tmp_path / "plain.premia"), None)
    assert "plain.premia" in readable(tmp_path)


def test_what_spills_from_memory_stays_in_memory(books: Path) -> None:
    with closing(connect(books, KEY)) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options").fetchall()}
    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("page", [0, 1, 20, -1])
def test_a_flipped_byte_is_noticed_wherever_it_is(books: Path, page: int) -> None:
    pages = books.stat().st_size // PAGE
    flipped(books, page % pages * PAGE + 100)
    try:
        assert not sound(books, KEY)
    except driver_module.driver().DatabaseError:
        assert page == 0  # nothing can be asked of it at all


DAMAGED: dict[str, Callable[[Path], object]] = {
    "its salt": lambda path: flipped(path, 3),
    "its first page": lambda path: flipped(path, 100),
    "cut short": lambda path: os.truncate(path, PAGE + 7),
    "the schema's second page": lambda path: flipped(path, PAGE + 100),
}


@pytest.mark.parametrize("case", sorted(DAMAGED))
def test_with_the_right_key_a_damaged_file_is_called_damaged(books: Path, case: str) -> None:
    DAMAGED[case](books)
    key = unlock(books, LOGIN, PASSWORD)
    try:
        open_file(books, NOW, key=key).close()
    except errors.CorruptFile:
        return
    assert not sound(books, key)  # what opening does not read, the check does


def test_without_a_key_it_asks_for_one(books: Path) -> None:
    for problem in (lambda: open_file(books, NOW), lambda: inspect(books)):
        with pytest.raises(errors.EncryptedFile) as told:
            problem()
        assert told.value.values == {"path": str(books)}


def test_without_its_wrapped_keys_it_still_asks_for_one(books: Path) -> None:
    keys_path(books).unlink()
    with pytest.raises(errors.EncryptedFile):
        open_file(books, NOW)
    open_file(books, NOW, key=KEY).close()


def test_a_wrong_key_is_told(books: Path) -> None:
    with pytest.raises(errors.KeyUnfit):
        open_file(books, NOW, key=DataKey.fresh())
    keys_path(books).unlink()
    with pytest.raises(errors.KeyUnfit):
        open_file(books, NOW, key=DataKey.fresh())


def test_a_key_changes_nothing_about_a_plain_file(tmp_path: Path) -> None:
    plain = office_file(tmp_path / "plain.premia")
    open_file(plain, NOW, key=KEY).close()
    assert not is_encrypted(plain)
    keys_path(plain).write_bytes(b"left behind")
    open_file(plain, NOW).close()


def test_a_text_and_a_damaged_plain_file_are_not_called_encrypted(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_bytes(b"code;name\r\n" * PAGE)
    plain = office_file(tmp_path / "plain.premia")
    flipped(plain, 2)
    assert not is_encrypted(text)
    assert not is_encrypted(plain)
    assert not is_encrypted(tmp_path / "nothing")


def test_plain_sqlite_refuses_to_write_what_should_be_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver_module, "driver", lambda: sqlite3)
    with pytest.raises(errors.CipherMissing):
        connect(tmp_path / "new", KEY, create=True)
    assert (tmp_path / "new").stat().st_size == 0


def test_a_copy_keeps_the_key(books: Path, tmp_path: Path) -> None:
    add_word(books, KEY)
    target = tmp_path / "copies" / "copy.premia"
    target.parent.mkdir()
    with closing(connect(books, KEY)) as source:
        copy_database(source, target, KEY)
    assert inspect(target, KEY) == inspect(books, KEY)
    assert readable(target.parent) == []


def test_a_copy_without_the_key_is_refused_and_leaves_nothing(books: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.premia"
    target.parent.mkdir()
    with closing(connect(books, KEY)) as source, pytest.raises(driver_module.driver().Error):
        copy_database(source, target)
    assert list(target.parent.iterdir()) == []


def test_the_copy_before_an_upgrade_is_encrypted_and_has_its_keys(books: Path) -> None:
    add_word(books, KEY)
    with closing(connect(books, KEY)) as source:
        backup_before_migration(books, NOW, KEY)(source, 1)
    (copy,) = books.with_name("books.premia.backups").glob("*.premia")
    assert unlock(copy, LOGIN, PASSWORD) == KEY
    assert sound(copy, KEY)
    assert readable(books.parent) == []


def test_an_encrypted_file_is_upgraded_after_its_copy(books: Path) -> None:
    def apply(db: Database) -> None:
        db.execute("CREATE TABLE tomorrow(id INTEGER PRIMARY KEY) STRICT")

    with closing(connect(books, KEY)) as connection:
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE tomorrow(id INTEGER PRIMARY KEY) STRICT")
        expected = fingerprint(connection)
        connection.execute("ROLLBACK")
    step = Step("m9999", apply, expected)
    assert migrate(books, backup_before_migration(books, NOW, KEY), (*STEPS, step), key=KEY) == 1
    assert sound(books, KEY)
    (copy,) = books.with_name("books.premia.backups").glob("*.premia")
    assert inspect(copy, KEY) == len(STEPS)
    assert readable(books.parent) == []


def test_opening_costs_no_more_than_a_plain_file(books: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.premia"

    def seconds(path: Path, key: DataKey | None) -> float:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            SqliteDb(path, connect(path, key)).close()
            times.append(time.perf_counter() - began)
        return min(times)

    assert seconds(books, KEY) < 5 * seconds(plain, None) + 0.02
