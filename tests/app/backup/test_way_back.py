"""The way back: what would be lost, and which copy of a damaged file is sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from app.backup.copies import LostArea
from app.backup.preview import preview
from app.backup.rescue import candidates, newest_sound
from app.backup.restoring import restore
from app.bootstrap import Office
from app.db.driver import connect
from app.kernel.actor import Actor, Role
from app.kernel.changes import Area
from app.kernel.errors import CorruptFile, Denied
from app.settings.model import CalendarDay, CurrencyRate
from app.staff.model import NewPerson
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file


def write(office: Office, actor: Actor, day: int = 8) -> None:
    office.settings.set_calendar_day(actor, CalendarDay(date(2026, 3, day), working=False))


def test_a_preview_tells_what_would_be_lost_by_area_and_date(
    office: Office, director: Actor, clock: FrozenClock
) -> None:
    write(office, director, 8)
    copy = office.backup.back_up(director)
    clock.advance(days=1)
    write(office, director, 9)
    office.staff.add(director, NewPerson("1", "Ольга"))
    clock.advance(days=2)
    office.settings.add_rate(director, CurrencyRate("USD", date(2026, 3, 9), 41_000_000))
    seen = office.backup.preview(director, copy)
    assert (seen.backup.sound, seen.same_books) == (True, True)
    assert seen.lost == (
        LostArea(Area.SETTINGS, 2, "2026-11-21T12:00:00.000Z", "2026-11-23T12:00:00.000Z"),
        LostArea(Area.STAFF, 1, "2026-11-21T12:00:00.000Z", "2026-11-21T12:00:00.000Z"),
    )


def test_nothing_would_be_lost_when_nothing_happened(office: Office, director: Actor) -> None:
    seen = office.backup.preview(director, office.backup.back_up(director))
    assert (seen.same_books, seen.lost) == (True, ())


def test_after_a_way_back_the_newer_branch_is_told_too(office: Office, director: Actor, clock: FrozenClock) -> None:
    """Two files that share a beginning and went on each for itself: what lies beyond the beginning would be lost."""
    copy = office.backup.back_up(director)
    other = copy.with_name("went-on.premia")
    copyfile(copy, other)
    with Office.open(other, clock) as elsewhere:
        for day in (1, 2, 3):
            write(elsewhere, director, day)
    write(office, director, 8)
    seen = preview(other, office.path)
    assert seen.same_books
    assert [(lost.area, lost.entries) for lost in seen.lost or ()] == [(Area.SETTINGS, 1)]


def test_books_of_another_firm_are_told(office: Office, tmp_path: Path) -> None:
    other = office_file(tmp_path / "other.premia")
    connection = connect(other)
    for guard in ("journal_stays", "journal_remains", "journal_body_remains"):
        connection.execute(f"DROP TRIGGER {guard}")
    connection.execute("UPDATE journal SET hash = 'other' || id, prev_hash = 'other' || (id - 1)")
    connection.close()
    seen = preview(office.path, other)
    assert (seen.backup.problem, seen.target and seen.target.problem, seen.lost) == ("", "file_schema_changed", None)
    assert preview(office.path, tmp_path / "not there.premia").target is None


def test_who_may_not_back_up_may_not_look(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Denied):
        office.backup.preview(actor(Role.OFFICE_MANAGER), tmp_path)


# a damaged file


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), 4096):
        content[at : at + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))


def tamper(path: Path) -> None:
    """Change a journal row and put the guards back, so that only the chain tells."""
    connection = connect(path)
    guards = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_stays'").fetchall()
    connection.execute("DROP TRIGGER journal_stays")
    connection.execute("UPDATE journal SET login = 'nobody' WHERE id = 1")
    connection.execute(str(guards[0][0]))
    connection.close()


@pytest.fixture
def copies(office: Office, director: Actor, clock: FrozenClock) -> list[Path]:
    """Five copies, the newest first: in pieces, tampered with, no database at all, sound, sound."""
    made: list[Path] = []
    for day in range(1, 6):
        write(office, director, day)
        made.insert(0, office.backup.back_up(director))
        clock.advance(days=1)
    damage(made[0])
    tamper(made[1])
    made[2].write_text("a letter")
    return made


def test_a_damaged_file_leads_to_its_newest_sound_copy(office: Office, copies: list[Path], clock: FrozenClock) -> None:
    office.close()
    damage(office.path)
    with pytest.raises(CorruptFile), Office.open(office.path, clock) as opened:
        opened.access.sole_user()
    found = candidates(office.path)
    assert [(one.path, one.problem) for one in found] == [
        (copies[0], "file_corrupt"),
        (copies[1], "journal_broken"),
        (copies[2], "file_corrupt"),
        (copies[3], ""),
        (copies[4], ""),
    ]
    sound = newest_sound(office.path)
    assert sound is not None
    assert (sound.path, sound.last_at) == (copies[3], "2026-11-21T12:00:00.000Z")
    restore(sound.path, office.path, clock.now())
    with Office.open(office.path, clock) as again:
        director = again.access.sole_user()
        assert director is not None
        assert len(again.settings.calendar_days(director)) == 2


def test_copies_are_weighed_while_the_file_is_open(office: Office, director: Actor, copies: list[Path]) -> None:
    assert [one.sound for one in office.backup.examined(director)] == [False, False, False, True, True]
    assert len(copies) == 5


def test_without_a_sound_copy_nothing_is_offered(office: Office, director: Actor, tmp_path: Path) -> None:
    assert newest_sound(office.path) is None
    damage(office.backup.back_up(director))
    assert newest_sound(office.path) is None
    assert candidates(tmp_path / "nowhere.premia") == ()


def test_looking_changes_nothing(office: Office, director: Actor) -> None:
    copy = office.backup.back_up(director)
    before = copy.read_bytes(), sorted(file.name for file in copy.parent.iterdir())
    candidates(office.path)
    preview(copy, office.path)
    assert (copy.read_bytes(), sorted(file.name for file in copy.parent.iterdir())) == before
