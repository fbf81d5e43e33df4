"""People: who may add them, what is refused, what the journal keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.kernel.actor import Actor, Permission
from app.kernel.errors import Duplicate, Invalid, NotFound, Refused, Stale
from app.staff import feed
from app.staff.model import NewPerson
from app.staff.store import StaffStore
from tests.support.firm import Firm, day
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

OLENA = NewPerson(staff_no="7", name="Олена Бойко", position="sales", hired_on=date(2024, 3, 1))


def test_a_person_is_added_read_and_journaled(office: Office, director: Actor) -> None:
    person_id = office.staff.add(director, OLENA).value
    person = office.staff.get(director, person_id)
    assert (person.staff_no, person.name, person.hired_on, person.version) == ("7", "Олена Бойко", date(2024, 3, 1), 1)
    assert office.staff.list(director) == (person,)
    assert office.staff.ids(director) == {"7": person_id}
    assert journaled(office)[0] == "staff.add"


def test_staff_is_the_directors_and_everybody_in_the_office_sees_it(office: Office) -> None:
    assert who_may(lambda actor: office.staff.add(actor, OLENA)) == {DIRECTOR}
    assert who_may(lambda actor: office.staff.add_many(actor, [OLENA])) == {DIRECTOR}
    assert who_may(lambda actor: office.staff.change(actor, 1, 1, OLENA)) == {DIRECTOR}
    assert who_may(lambda actor: office.staff.leave(actor, 1, 1, None)) == {DIRECTOR}
    assert who_may(lambda actor: office.staff.remove(actor, 1, 1)) == {DIRECTOR}
    assert who_may(office.staff.list) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}
    assert who_may(office.staff.ids) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}


def test_everything_wrong_is_told_at_once(office: Office, director: Actor) -> None:
    wrong = NewPerson(staff_no=" ", name="", email="olena", hired_on=date(2024, 5, 1), left_on=date(2024, 4, 1))
    assert found(lambda: office.staff.add(director, wrong)) == {
        ("staff_no", "number_missing"),
        ("name", "name_missing"),
        ("email", "email_wrong"),
        ("left_on", "left_before_hired"),
    }


def test_staff_numbers_that_read_alike_are_one_number(office: Office, director: Actor) -> None:
    office.staff.add(director, OLENA)
    assert found(lambda: office.staff.add(director, replace(OLENA, staff_no="007"))) == {("staff_no", "number_taken")}


def test_the_database_refuses_a_taken_number_too(office: Office, director: Actor) -> None:
    office.staff.add(director, OLENA)
    store = StaffStore(office._db)
    with pytest.raises(Duplicate):
        office.use_cases.perform(director, Permission.EDIT_STAFF, None, lambda: store.add(OLENA), action="staff.add")


def test_of_many_people_all_or_none_come_in(office: Office, director: Actor) -> None:
    petro, twin = replace(OLENA, staff_no="8", name="Петро"), replace(OLENA, name="")
    with pytest.raises(Invalid) as caught:
        office.staff.add_many(director, [OLENA, petro, twin])
    told = [(finding.values["item"], finding.place, finding.code) for finding in caught.value.findings]
    assert told == [(2, "name", "name_missing"), (2, "staff_no", "number_taken")]
    assert office.staff.list(director) == ()
    office.staff.add_many(director, [OLENA, petro])
    assert [person.staff_no for person in office.staff.list(director)] == ["7", "8"]
    assert journaled(office)[0] == "staff.add_many"


def test_staff_numbers_are_listed_in_their_natural_order(office: Office, director: Actor) -> None:
    office.staff.add_many(director, [replace(OLENA, staff_no=number) for number in ("10", "9", "2")])
    assert [person.staff_no for person in office.staff.list(director)] == ["2", "9", "10"]


def test_who_saw_an_older_state_changes_nothing(office: Office, director: Actor) -> None:
    person_id = office.staff.add(director, OLENA).value
    office.staff.change(director, person_id, 1, replace(OLENA, position="head of sales"))
    with pytest.raises(Stale):
        office.staff.change(director, person_id, 1, replace(OLENA, position="none"))
    assert office.staff.get(director, person_id).position == "head of sales"


def test_a_person_leaves_and_stays_in_the_books(office: Office, director: Actor) -> None:
    person_id = office.staff.add(director, OLENA).value
    assert found(lambda: office.staff.leave(director, person_id, 1, date(2024, 2, 1))) == {
        ("left_on", "left_before_hired")
    }
    office.staff.leave(director, person_id, 1, date(2025, 8, 31))
    assert office.staff.get(director, person_id).left_on == date(2025, 8, 31)
    assert journaled(office)[0] == "staff.leave"


def test_nobody_whom_the_books_name_is_deleted(office: Office, director: Actor) -> None:
    firm = Firm(office).person("Olena").person("Petro").client("Orion", found_by="Olena")
    with pytest.raises(Refused) as caught:
        office.staff.remove(director, firm.people["Olena"], 1)
    assert caught.value.rule == "person_in_use"
    office.staff.remove(director, firm.people["Petro"], 1)
    with pytest.raises(NotFound):
        office.staff.get(director, firm.people["Petro"])


def test_the_engine_is_told_of_everybody(office: Office) -> None:
    Firm(office).person("Olena", "9", hired="2024-03-01", left="2025-01-31")
    (fact,) = feed.people(office._db)
    assert (fact.hired_on, fact.left_on) == (day("2024-03-01"), day("2025-01-31"))
    assert fact.staff_no_key < "0021"  # "9" stands before "10"
