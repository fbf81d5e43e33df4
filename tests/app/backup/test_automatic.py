"""Copies that nobody asks for: when the program closes, on the first opening of a day, before an import."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from app.backup import making
from app.backup.copies import Occasion, stamp
from app.backup.making import copies_of, make_copy
from app.bootstrap import Office
from app.db.driver import connect
from app.kernel.actor import Actor, Role
from app.kernel.errors import CorruptFile, Denied, SchemaChanged, UnreachableFile
from app.settings.model import CalendarDay
from tests.support.clock import FrozenClock
from tests.support.database import actor, empty_file


def write(office: Office, actor: Actor, day: int = 8) -> None:
    office.settings.set_calendar_day(actor, CalendarDay(date(2026, 3, day), working=False))


def automatic(office: Office) -> list[str]:
    return [f"{stamp(copy):%m-%d %H:%M}" for copy in copies_of(office.path, Occasion.AUTOMATIC)]


def test_closing_makes_a_copy_when_something_was_written(
    office: Office, director: Actor, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    first = office.backup.auto_back_up(director)
    assert first is not None
    assert first.name.startswith("office.auto.20261120-")
    clock.advance(minutes=5)
    assert office.backup.auto_back_up(director) is None, "nothing new"
    write(office, director)
    clock.advance(minutes=5)
    assert office.backup.auto_back_up(director) is not None
    assert len(automatic(office)) == 1, "of a day its last copy stays"


def test_the_first_opening_of_a_day_makes_one(office: Office, director: Actor, clock: FrozenClock) -> None:
    assert office.backup.auto_back_up(director, once_a_day=True) is not None
    write(office, director)
    assert office.backup.auto_back_up(director, once_a_day=True) is None, "there is one of today"
    clock.advance(days=1)
    assert office.backup.auto_back_up(director, once_a_day=True) is not None
    assert len(automatic(office)) == 2


def test_a_year_of_evenings_leaves_what_the_rotation_says(office: Office, director: Actor, clock: FrozenClock) -> None:
    for day in range(1, 29):
        write(office, director, day)
        office.backup.auto_back_up(director)
        clock.advance(days=1)
    assert len(automatic(office)) == 7 + 3 + 1, "days; weeks that ended before them; the month of November"


def test_copies_made_by_hand_and_before_an_upgrade_stay(office: Office, director: Actor, clock: FrozenClock) -> None:
    by_hand = office.backup.back_up(director)
    before_upgrade = by_hand.with_name("office.schema-1.20200101-000000.premia")
    before_upgrade.write_bytes(by_hand.read_bytes())
    for day in range(1, 12):
        write(office, director, day)
        office.backup.auto_back_up(director)
        clock.advance(days=1)
    assert by_hand.exists()
    assert before_upgrade.exists()


def test_copies_of_another_file_in_the_same_folder_stay(office: Office, director: Actor, tmp_path: Path) -> None:
    theirs = tmp_path / "all" / "office.two.auto.20200101-000000.premia"
    theirs.parent.mkdir()
    theirs.write_bytes(office.path.read_bytes())
    office.backup.auto_back_up(director, theirs.parent)
    assert theirs.exists()


@pytest.mark.parametrize("role", list(Role))
def test_whoever_closes_the_program_leaves_a_copy(office: Office, role: Role) -> None:
    assert office.backup.auto_back_up(actor(role)) is not None


def test_an_import_is_copied_by_whoever_may_import(office: Office) -> None:
    assert office.backup.copy_before_import(actor(Role.OFFICE_MANAGER)).name.startswith("office.before-import.")
    with pytest.raises(Denied):
        office.backup.copy_before_import(actor(Role.STAFF))


# proof


def test_a_copy_of_which_the_journal_is_another_is_not_kept(
    office: Office, director: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the copying ever to go wrong in a way that SQLite does not see."""
    other = empty_file(tmp_path / "other.premia")
    connection = connect(other)
    connection.execute(
        "INSERT INTO journal(id, at, user_id, login, operation_id, action, outcome, area, body_hash, prev_hash, hash) "
        "VALUES (1, '2026-01-01T00:00:00Z', 1, 'x', 'x', 'x', 'done', '', 'x', '', 'forged')"
    )
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    monkeypatch.setattr(making, "copy_database", lambda _source, target, _key: copyfile(other, target))
    with pytest.raises(CorruptFile):
        make_copy(office.path, FrozenClock().now(), Occasion.AUTOMATIC)
    monkeypatch.undo()
    assert office.backup.backups(director) == ()


def test_a_copy_with_other_tables_is_not_kept(office: Office, director: Actor) -> None:
    plain = connect(office.path)
    plain.execute("DROP TRIGGER journal_stays")
    plain.close()
    with pytest.raises(SchemaChanged):
        office.backup.auto_back_up(director)
    assert list(office.backup.folder.iterdir()) == []


def test_without_a_folder_nothing_is_removed(office: Office, director: Actor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnreachableFile):
        office.backup.auto_back_up(director, tmp_path / "file" / "copies")
