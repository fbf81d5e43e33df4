"""Step 10: for whom a draft is to be in force, and what that ends and begins for each of them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.motivation.draft.assigning import moves
from app.motivation.draft.model import Draft
from app.motivation.model import Assignment
from app.staff.model import Person


@dataclass(frozen=True, slots=True)
class Other:
    """An assignment to another scheme that would end, or goes on beside the new one."""

    assignment_id: int
    scheme_name: str
    last_day: date | None
    """Its last day; None where it goes on, or never begins."""
    goes_on: bool


@dataclass(frozen=True, slots=True)
class EntryPerson:
    """Somebody whom the draft may pay."""

    person: Person
    chosen: bool
    begins: bool
    """An assignment begins on the first day; else one stands already, or the person is not chosen."""
    ends: bool
    """Was paid by this scheme and no longer will be."""
    others: tuple[Other, ...]


def entry_people(
    draft: Draft, staff: Collection[Person], standing: Sequence[Assignment], scheme_names: Mapping[int, str]
) -> tuple[EntryPerson, ...]:
    """Everybody who is with the firm on the first day, or is chosen, by name."""
    plan = moves(draft.scheme_id, draft.people, draft.valid_from, standing, draft.keeps)
    begins = set(plan.begin)
    going = {item.id: item for item in (*plan.end, *plan.remove)}
    own = {item.person_id for item in going.values() if item.scheme_id == draft.scheme_id}
    rows = []
    for person in sorted(staff, key=lambda one: (one.name, one.id)):
        chosen = person.id in draft.people
        there = person.left_on is None or person.left_on >= draft.valid_from
        if not (chosen or there or person.id in own):
            continue
        others = tuple(
            _other(item, draft, scheme_names, goes_on=item.id not in going)
            for item in standing
            if chosen and item.person_id == person.id and item.scheme_id != draft.scheme_id and _lasts(item, draft)
        )
        ends = person.id in own and not chosen
        rows.append(EntryPerson(person, chosen, person.id in begins, ends, others))
    return tuple(rows)


def _lasts(item: Assignment, draft: Draft) -> bool:
    return item.valid_to is None or item.valid_to >= draft.valid_from


def _other(item: Assignment, draft: Draft, names: Mapping[int, str], *, goes_on: bool) -> Other:
    began = item.valid_from < draft.valid_from
    last_day = draft.valid_from - timedelta(days=1) if began and not goes_on else None
    return Other(item.id, names.get(item.scheme_id, ""), last_day, goes_on)
