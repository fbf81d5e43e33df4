"""Copies that can be trusted, and putting one back without losing what stood there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.backup.restoring import restore
from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.driver import connect
from app.kernel.actor import Actor, Role
from app.kernel.errors import Busy, CorruptFile, Denied, MissingFile, NotOurs, UnreachableFile
from app.settings.model import CalendarDay
from tests.support.clock import FrozenClock
from tests.support.database import actor

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def holiday(office: Office, actor: Actor, day: int) -> None:
    office.settings.set_calendar_day(actor, CalendarDay(date(2026, 3, day), working=False))


def holidays(path: Path, clock: FrozenClock) -> list[int]:
    with Office.open(path, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        return [special.day.day for special in office.settings.calendar_days(director)]


def test_a_backup_is_a_file_of_its_own(office: Office, director: Actor, clock: FrozenClock, tmp_path: Path) -> None:
    holiday(office, director, 8)
    made = office.backup.back_up(director)
    holiday(office, director, 9)
    assert made.parent == tmp_path / "office.premia.backups"
    assert made.name.startswith("office.20261120-")
    assert [file.name for file in made.parent.iterdir()] == [made.name]
    assert holidays(made, clock) == [8]


def test_two_backups_of_one_second_both_stay(office: Office, director: Actor, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere" / "deep"
    first, second = office.backup.back_up(director, folder), office.backup.back_up(director, folder)
    assert first != second
    assert {copy.path for copy in office.backup.backups(director, folder)} == {first, second}
    assert all(copy.size_bytes > 0 for copy in office.backup.backups(director, folder))


def test_the_list_leaves_out_what_is_no_backup(office: Office, director: Actor) -> None:
    assert office.backup.backups(director) == ()
    made = office.backup.back_up(director)
    (made.parent / "notes.premia").write_text("not a backup")
    assert [copy.path for copy in office.backup.backups(director)] == [made]


def test_a_backup_is_made_while_another_program_writes(office: Office, director: Actor, clock: FrozenClock) -> None:
    holiday(office, director, 8)
    there = SqliteDb(office.path)
    with there.write():
        there.insert("calendar_day", {"day": "2026-03-09", "working": 0})
        made = office.backup.back_up(director)
    there.close()
    assert holidays(made, clock) == [8]


def test_who_may_not_back_up(office: Office) -> None:
    with pytest.raises(Denied):
        office.backup.back_up(actor(Role.OFFICE_MANAGER))
    office.backup.back_up(actor(Role.ACCOUNTANT))


def test_a_folder_that_cannot_be_made(office: Office, director: Actor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnreachableFile):
        office.backup.back_up(director, tmp_path / "file" / "backups")


def test_the_open_file_is_sound(office: Office, director: Actor) -> None:
    assert office.backup.check_file(director) == ()


# putting back


def test_restoring_keeps_what_stood_there(office: Office, director: Actor, clock: FrozenClock) -> None:
    holiday(office, director, 8)
    made = office.backup.back_up(director)
    holiday(office, director, 9)
    office.close()
    restored = restore(made, office.path, NOW)
    assert holidays(office.path, clock) == [8]
    assert restored.kept_aside is not None
    assert restored.kept_aside.name.startswith("office.before-restore.20261120-")
    assert holidays(restored.kept_aside, clock) == [8, 9]
    assert made.exists()


def test_restoring_where_nothing_stands(office: Office, director: Actor, clock: FrozenClock, tmp_path: Path) -> None:
    holiday(office, director, 8)
    made = office.backup.back_up(director)
    restored = restore(made, tmp_path / "new.premia", NOW)
    assert restored.kept_aside is None
    assert holidays(tmp_path / "new.premia", clock) == [8]


def test_a_file_that_somebody_has_open_is_not_replaced(office: Office, director: Actor) -> None:
    made = office.backup.back_up(director)
    before = office.path.read_bytes()
    with pytest.raises(Busy):
        restore(made, office.path, NOW)
    assert office.path.read_bytes() == before
    assert not list(office.path.parent.glob("*.restoring"))
    holiday(office, director, 8)


def test_a_damaged_file_is_replaced_and_kept(office: Office, director: Actor, clock: FrozenClock) -> None:
    made = office.backup.back_up(director)
    office.close()
    office.path.write_bytes(b"SQLite format 3\x00 and then nothing of use")
    restored = restore(made, office.path, NOW)
    assert holidays(office.path, clock) == []
    assert restored.kept_aside is not None
    assert restored.kept_aside.read_bytes().endswith(b"nothing of use")


def test_only_a_sound_backup_of_ours_is_put_back(office: Office, director: Actor, tmp_path: Path) -> None:
    made = office.backup.back_up(director)
    office.close()
    standing = office.path.read_bytes()
    foreign = tmp_path / "foreign.premia"
    plain = connect(foreign, create=True)
    plain.execute("CREATE TABLE t(x)")
    plain.close()
    scribbled = tmp_path / "scribbled.premia"
    content = bytearray(made.read_bytes())
    content[-40_960:] = b"\xff" * 40_960
    scribbled.write_bytes(content)
    for backup, error in ((tmp_path / "none", MissingFile), (foreign, NotOurs), (scribbled, CorruptFile)):
        with pytest.raises(error):
            restore(backup, office.path, NOW)
    assert office.path.read_bytes() == standing
    assert not list(tmp_path.glob("*.restoring"))
