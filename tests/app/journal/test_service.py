"""Reading the journal, proving it, hearing of others' changes, and taking an operation back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.driver import connect
from app.journal.chain import Broken
from app.journal.model import Outcome, Question
from app.journal.undo import stands
from app.kernel.actor import Actor, Permission, Role
from app.kernel.changes import Area
from app.kernel.database import Row
from app.kernel.errors import Denied, NotFound, Refused
from app.kernel.ids import OperationId
from app.settings.model import CalendarDay, CurrencyRate
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file

WOMENS_DAY = CalendarDay(date(2026, 3, 8), working=False, note="8 березня")
OFFICE = actor(Role.OFFICE_MANAGER, user_id=2)
ACCOUNTANT = actor(Role.ACCOUNTANT, user_id=3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return office_file(tmp_path / "office.premia")


@pytest.fixture
def two_sided(path: Path, clock: FrozenClock) -> tuple[Office, SqliteDb]:
    """An office, and the connection under it for tests that write what no service yet can."""
    db = SqliteDb(path)
    return Office(path, db, clock), db


def insert(office: Office, db: SqliteDb, table: str, **row: int | str | None) -> OperationId:
    done = office.use_cases.perform(
        actor(Role.DIRECTOR), Permission.EDIT_SETTINGS, None, lambda: db.insert(table, dict(row)), action=f"{table}.add"
    )
    return done.operation_id


def add_person(office: Office, db: SqliteDb) -> OperationId:
    return insert(office, db, "person", staff_no="1", staff_no_key="1", name="О", name_key="о")


# entries


def test_entries_come_newest_first_and_page_back(office: Office, director: Actor) -> None:
    for day in (7, 8, 9):
        office.settings.set_calendar_day(director, CalendarDay(date(2026, 3, day), working=False))
    newest, second, *_ = office.journal.entries(director)
    assert (newest.action, newest.area, newest.outcome) == (
        "settings.set_calendar_day",
        Area.SETTINGS,
        Outcome.DONE,
    )
    assert newest.images is not None
    assert newest.images[0].table == "calendar_day"
    assert office.journal.entries(director, Question(before_id=newest.id, limit=1)) == (second,)
    assert office.journal.entries(director, Question(operation_id=second.operation_id)) == (second,)


def test_entries_are_asked_by_time_area_and_user(office: Office, director: Actor, clock: FrozenClock) -> None:
    clock.advance(days=1)
    office.settings.set_calendar_day(director, WOMENS_DAY)
    entries = office.journal.entries
    assert len(entries(director, Question(since="2026-11-21"))) == 1
    assert len(entries(director, Question(until="2026-11-21"))) == len(entries(director)) - 1
    assert {entry.area for entry in entries(director, Question(area=Area.USERS))} == {Area.USERS}
    assert entries(director, Question(user_id=99)) == ()


def test_bodies_of_pay_are_kept_from_who_may_not_see_it(two_sided: tuple[Office, SqliteDb]) -> None:
    office, db = two_sided
    add_person(office, db)
    pay: dict[str, int | str | None] = {"person_id": 1, "valid_from": "2026-01-01", "engagement": "employee"}
    insert(office, db, "pay_terms", salary_minor=123_456, **pay)
    watcher = Actor(9, "w", Role.STAFF, frozenset({Permission.SEE_JOURNAL}))
    seen, hidden = office.journal.entries(ACCOUNTANT)[0], office.journal.entries(watcher)[0]
    assert "123456" in str(seen.images)
    assert (hidden.area, hidden.images) == (Area.PAY_TERMS, None)
    assert office.journal.entries(watcher)[1].images is not None
    assert office.journal.verify(watcher).broken is None
    office.close()


def test_the_journal_is_not_for_everybody_and_says_who_asked(office: Office, director: Actor) -> None:
    with pytest.raises(Denied):
        office.journal.entries(OFFICE)
    (refusal,) = office.journal.entries(director, Question(user_id=2))
    assert (refusal.outcome, refusal.permission, refusal.area) == (Outcome.REFUSED, "see_journal", None)


# proof


def test_the_chain_holds_and_a_changed_byte_is_named(path: Path, clock: FrozenClock) -> None:
    with Office.open(path, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        office.settings.set_calendar_day(director, WOMENS_DAY)
        assert office.journal.verify(director).broken is None
        plain = connect(path)
        guard = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_body_stays'").fetchone()
        plain.execute("DROP TRIGGER journal_body_stays")
        plain.execute("UPDATE journal_body SET body = replace(body, '8 березня', '8 квітня') WHERE id = 3")
        plain.execute(str((guard or ("",))[0]))
        plain.close()
        assert office.journal.verify(director).broken == Broken(3, "body")


# what others wrote


def test_changes_of_others_are_heard(path: Path, clock: FrozenClock) -> None:
    with Office.open(path, clock) as here, Office.open(path, clock) as there:
        director = here.access.sole_user()
        assert director is not None
        token = here.journal.token(director)
        nothing = here.journal.changes_since(director, token)
        assert (nothing.token, nothing.areas) == (token, frozenset())
        theirs = there.settings.set_calendar_day(director, WOMENS_DAY)
        heard = here.journal.changes_since(director, token)
        assert (heard.areas, heard.token) == (frozenset({Area.SETTINGS}), token + 1)
        assert here.journal.changes_since(director, token, own={theirs.operation_id}).areas == frozenset()
        assert here.journal.changes_since(director, heard.token).areas == frozenset()


def test_a_token_may_be_about_some_areas_only(office: Office, director: Actor) -> None:
    before = office.journal.token(director, {Area.CLIENTS})
    office.settings.set_calendar_day(director, WOMENS_DAY)
    assert office.journal.token(director, {Area.CLIENTS}) == before
    assert office.journal.token(director, {Area.SETTINGS}) > before


# undo


def test_what_was_added_is_taken_away_and_can_come_back(office: Office, director: Actor) -> None:
    added = office.settings.set_calendar_day(director, WOMENS_DAY)
    undone = office.journal.undo(director, added.operation_id)
    assert undone.areas == {Area.SETTINGS}
    assert office.settings.calendar_days(director) == ()
    office.journal.undo(director, undone.operation_id)
    assert office.settings.calendar_days(director) == (WOMENS_DAY,)


def test_what_was_changed_is_set_back(office: Office, director: Actor) -> None:
    office.settings.set_calendar_day(director, WOMENS_DAY)
    changed = office.settings.set_calendar_day(director, CalendarDay(WOMENS_DAY.day, working=True))
    office.journal.undo(director, changed.operation_id)
    assert office.settings.calendar_days(director) == (WOMENS_DAY,)


def test_what_was_removed_comes_back(office: Office, director: Actor) -> None:
    office.settings.set_calendar_day(director, WOMENS_DAY)
    cleared = office.settings.clear_calendar_day(director, WOMENS_DAY.day)
    office.journal.undo(director, cleared.operation_id)
    assert office.settings.calendar_days(director) == (WOMENS_DAY,)


def test_parents_and_children_are_undone_in_reverse(two_sided: tuple[Office, SqliteDb]) -> None:
    office, db = two_sided

    def work() -> None:
        client_id = db.insert("client", {"code": "C1", "name": "Обрій", "name_key": "обрій"})
        tag_id = db.insert("client_tag", {"client_id": client_id, "tag": "важливий"})
        db.change("client", client_id, 1)
        db.change("client_tag", tag_id, 1, tag="дуже важливий")

    director = actor(Role.DIRECTOR)
    done = office.use_cases.perform(director, Permission.EDIT_CLIENTS, None, work, action="x")
    undone = office.journal.undo(director, done.operation_id)
    assert db.rows("SELECT * FROM client") == []
    office.journal.undo(director, undone.operation_id)
    assert db.rows("SELECT tag FROM client_tag") == [("дуже важливий",)]
    office.close()


def test_what_was_touched_since_stays(office: Office, director: Actor) -> None:
    added = office.settings.set_calendar_day(director, WOMENS_DAY)
    office.settings.set_calendar_day(director, CalendarDay(WOMENS_DAY.day, working=True))
    with pytest.raises(Refused) as caught:
        office.journal.undo(director, added.operation_id)
    assert caught.value.values == {"rule": "undo_changed", "table": "calendar_day", "row_id": 1}


def test_many_rows_go_at_once_and_do_not_come_back(office: Office, director: Actor) -> None:
    rates = [CurrencyRate("USD", date(2026, 1, day), 41_000_000) for day in (1, 2)]
    bulk = office.settings.add_rates(director, rates)
    undone = office.journal.undo(director, bulk.operation_id)
    assert office.settings.rates(director) == ()
    with pytest.raises(Refused) as caught:
        office.journal.undo(director, undone.operation_id)
    assert caught.value.rule == "undo_bulk"


def test_one_of_many_rows_that_was_touched_since_keeps_them_all(office: Office, director: Actor) -> None:
    rates = [CurrencyRate("USD", date(2026, 1, day), 41_000_000) for day in (1, 2)]
    bulk = office.settings.add_rates(director, rates)
    office.settings.add_rate(director, CurrencyRate("USD", date(2026, 1, 2), 42_000_000))
    with pytest.raises(Refused) as caught:
        office.journal.undo(director, bulk.operation_id)
    assert caught.value.values == {"rule": "undo_changed", "table": "currency_rate", "row_id": 2}
    assert len(office.settings.rates(director)) == 2


def test_final_things_stay(office: Office, director: Actor) -> None:
    firm = office.journal.entries(director, Question(limit=100))[-1]
    with pytest.raises(Refused) as caught:
        office.journal.undo(director, firm.operation_id)
    assert caught.value.rule == "undo_final"


def test_what_is_done_says_whether_it_can_be_taken_back(office: Office, director: Actor) -> None:
    assert office.settings.set_calendar_day(director, WOMENS_DAY).undoable
    firm = office.settings.firm(director)
    assert not office.settings.change_firm(director, replace(firm, name="Orion")).undoable


def test_undoing_needs_the_right_to_edit(office: Office, director: Actor) -> None:
    added = office.settings.set_calendar_day(director, WOMENS_DAY)
    with pytest.raises(Denied) as caught:
        office.journal.undo(OFFICE, added.operation_id)
    assert caught.value.values["permission"] == "edit_rates"
    assert office.journal.entries(director)[0].action == "journal.undo"
    office.journal.undo(ACCOUNTANT, added.operation_id)


def test_an_operation_that_never_was(office: Office, director: Actor) -> None:
    with pytest.raises(NotFound):
        office.journal.undo(director, OperationId("never"))


def test_a_row_that_a_later_schema_widened_still_stands_as_it_was_left() -> None:
    image: Row = {"id": 1, "name": "Orion", "version": 1}
    assert stands("client", {**image, "bank_details": ""}, image)
    assert not stands("client", {**image, "bank_details": "IBAN", "version": 2}, image)
    assert not stands("client", {"id": 1, "version": 1}, image)
