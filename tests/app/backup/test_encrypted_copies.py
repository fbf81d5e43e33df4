"""Copies of an encrypted file: as secret as the file, with its keys beside them, and they can be put back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.backup.preview import preview
from app.backup.rescue import candidates, newest_sound
from app.backup.restoring import restore
from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.kernel.errors import Busy, EncryptedFile, KeyUnfit
from app.keys.data_key import DataKey
from app.keys.door import is_encrypted, unlock
from app.keys.sidecar import keys_path
from app.settings.model import CalendarDay
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file
from tests.support.encrypted import KEY, LOGIN, PASSWORD, add_word, encrypted_copy, readable

DIRECTOR = actor(Role.DIRECTOR)
OTHER = DataKey(b"\x07" * 32)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    path = encrypted_copy(office_file(tmp_path / "plain.premia"), folder / "books.premia")
    add_word(path, KEY)
    return path


@pytest.fixture
def office(books: Path, clock: FrozenClock) -> Iterator[Office]:
    opened = Office.open(books, clock, KEY)
    yield opened
    opened.close()


def write(office: Office, actor: Actor, day: int) -> None:
    office.settings.set_calendar_day(actor, CalendarDay(date(2026, 3, day), working=False))


def test_copies_of_every_occasion_are_encrypted_and_have_their_keys(office: Office, books: Path) -> None:
    write(office, DIRECTOR, 8)
    copies = [
        office.backup.back_up(DIRECTOR),
        office.backup.auto_back_up(DIRECTOR),
        office.backup.copy_before_import(DIRECTOR),
    ]
    for copy in copies:
        assert copy is not None
        assert unlock(copy, LOGIN, PASSWORD) == KEY
    assert readable(books.parent) == []
    assert len(office.backup.backups(DIRECTOR)) == 3
    assert all(one.sound for one in office.backup.examined(DIRECTOR))
    assert office.backup.check_file(DIRECTOR) == ()
    assert office.backup.auto_back_up(DIRECTOR) is None  # the one that stands holds everything


def test_rotation_takes_the_keys_with_the_copy(office: Office, clock: FrozenClock) -> None:
    for day in range(1, 12):
        clock.advance(hours=1)
        write(office, DIRECTOR, day)
        office.backup.auto_back_up(DIRECTOR)
    files = {file.name for file in office.backup.folder.iterdir()}
    copies = {name for name in files if name.endswith(".premia")}
    assert len(copies) < 11
    assert files == copies | {f"{name}.keys" for name in copies}


def test_a_copy_is_put_back_with_its_keys_and_what_stood_there_keeps_its_own(
    office: Office, books: Path, clock: FrozenClock
) -> None:
    copy = office.backup.back_up(DIRECTOR)
    write(office, DIRECTOR, 8)
    seen = office.backup.preview(DIRECTOR, copy)
    assert seen.backup.sound
    office.close()
    keys_path(books).unlink()
    restored = restore(copy, books, clock.now(), KEY)
    assert unlock(books, LOGIN, PASSWORD) == KEY
    Office.open(books, clock, KEY).close()
    assert restored.kept_aside is not None
    assert is_encrypted(restored.kept_aside)
    assert readable(books.parent) == []


def test_a_copy_whose_keys_are_lost_takes_those_of_the_file(office: Office, books: Path, clock: FrozenClock) -> None:
    copy = office.backup.back_up(DIRECTOR)
    office.close()
    keys_path(copy).unlink()
    restore(copy, books, clock.now(), KEY)
    assert unlock(books, LOGIN, PASSWORD) == KEY


def test_a_copy_is_not_put_back_without_its_key(office: Office, books: Path, clock: FrozenClock) -> None:
    copy = office.backup.back_up(DIRECTOR)
    office.close()
    before = books.read_bytes()
    with pytest.raises(EncryptedFile):
        restore(copy, books, clock.now())
    with pytest.raises(KeyUnfit):
        restore(copy, books, clock.now(), OTHER)
    assert books.read_bytes() == before


def test_a_file_that_is_open_is_not_replaced(office: Office, books: Path, clock: FrozenClock) -> None:
    copy = office.backup.back_up(DIRECTOR)
    office.data_version()
    with pytest.raises(Busy):
        restore(copy, books, clock.now(), KEY)


def test_a_plain_copy_of_former_days_makes_the_file_plain_again(
    books: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    restored = restore(tmp_path / "plain.premia", books, clock.now(), KEY)
    assert not is_encrypted(books)
    assert not keys_path(books).exists()
    assert restored.kept_aside is not None
    assert unlock(restored.kept_aside, LOGIN, PASSWORD) == KEY


def test_copies_under_other_keys_are_told_and_do_not_count(office: Office, tmp_path: Path) -> None:
    folder = office.backup.folder
    folder.mkdir()
    encrypted_copy(tmp_path / "plain.premia", folder / "books.auto.20261101-120000.premia", OTHER)
    office_file(folder / "books.auto.20261102-120000.premia")
    found = candidates(office.path, key=KEY)
    assert [one.problem for one in found] == ["", "file_key_wrong"]
    assert [one.problem for one in candidates(office.path)] == ["", "file_encrypted"]
    assert len(office.backup.backups(DIRECTOR)) == 1
    assert office.backup.auto_back_up(DIRECTOR) is not None  # the plain one is no copy of an encrypted file
    newest = newest_sound(office.path, key=KEY)
    assert newest is not None
    assert is_encrypted(newest.path)


def test_a_preview_without_the_key_tells_what_is_missing(office: Office) -> None:
    copy = office.backup.back_up(DIRECTOR)
    seen = preview(copy, office.path)
    assert (seen.backup.problem, seen.lost) == ("file_encrypted", None)
