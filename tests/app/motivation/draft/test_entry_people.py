"""For whom a draft is to be in force: who begins, what ends, and what goes on beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.motivation.draft.entry_people import Other, entry_people
from app.motivation.draft.opening import empty_draft
from app.motivation.model import Assignment
from app.staff.model import Person

MARCH_1, FEBRUARY_29 = date(2024, 3, 1), date(2024, 2, 29)
DRAFT = empty_draft("new", "Нова", MARCH_1)
NAMES = {5: "Стара", 6: "Нова"}


def person(number: int, name: str, left_on: date | None = None) -> Person:
    return Person(number, 1, str(number), name, "Менеджер", "", date(2020, 1, 1), left_on)


OLENA, PETRO, GONE = person(1, "Олена"), person(2, "Петро"), person(3, "Ганна", date(2024, 2, 10))


def pays(number: int, scheme_id: int, who: Person, since: date, until: date | None = None) -> Assignment:
    return Assignment(number, 1, scheme_id, who.id, since, until)


def test_everybody_who_is_with_the_firm_on_the_first_day_may_be_chosen() -> None:
    rows = entry_people(DRAFT, [PETRO, OLENA, GONE], (), NAMES)
    assert [(row.person.name, row.chosen, row.begins) for row in rows] == [
        ("Олена", False, False),
        ("Петро", False, False),
    ]


def test_what_pays_the_chosen_until_now_ends_unless_it_is_to_go_on() -> None:
    standing = (pays(11, 5, OLENA, date(2024, 1, 1)), pays(12, 5, PETRO, date(2024, 1, 1)))
    chosen = replace(DRAFT, people=frozenset({OLENA.id}))
    olena, petro = entry_people(chosen, [OLENA, PETRO], standing, NAMES)
    assert (olena.chosen, olena.begins, olena.others) == (True, True, (Other(11, "Стара", FEBRUARY_29, goes_on=False),))
    assert petro.others == ()
    olena, _petro = entry_people(replace(chosen, keeps=frozenset({11})), [OLENA, PETRO], standing, NAMES)
    assert olena.others == (Other(11, "Стара", None, goes_on=True),)


def test_an_assignment_that_would_have_begun_later_never_begins() -> None:
    standing = (pays(11, 5, OLENA, date(2024, 4, 1)), pays(12, 5, OLENA, date(2023, 1, 1), date(2023, 12, 31)))
    [row] = entry_people(replace(DRAFT, people=frozenset({OLENA.id})), [OLENA], standing, NAMES)
    assert row.others == (Other(11, "Стара", None, goes_on=False),)


def test_whoever_is_paid_by_the_scheme_already_goes_on_or_ends() -> None:
    standing = (pays(11, 6, OLENA, date(2024, 1, 1)), pays(12, 6, GONE, date(2024, 1, 1)))
    draft = replace(DRAFT, scheme_id=6, people=frozenset({OLENA.id}))
    gone, olena = entry_people(draft, [OLENA, GONE], standing, NAMES)
    assert (olena.chosen, olena.begins, olena.ends) == (True, False, False)
    assert (gone.person, gone.chosen, gone.ends) == (GONE, False, True)
