"""What is wrong with handing on before anything is written. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from app.kernel.errors import Finding
from app.leaving.model import Leaving
from app.staff.model import Person


def leaving_problems(leaving: Leaving, people: Mapping[int, Person]) -> Iterator[Finding]:
    """Functions go from a day on and for a reason; nobody takes over from themselves or after their own last day."""
    if leaving.functions and leaving.on_date is None:
        yield Finding("day_missing", "on_date")
    if leaving.functions and not leaving.reason.strip():
        yield Finding("reason_missing", "reason")
    takers = [(taken.person_id, leaving.on_date) for taken in leaving.functions]
    takers += [(taken.person_id, leaving.left_on) for taken in leaving.tasks]
    for person_id, since in dict.fromkeys(takers):
        yield from _taker_problems(person_id, since, leaving, people)


def _taker_problems(
    person_id: int, since: date | None, leaving: Leaving, people: Mapping[int, Person]
) -> Iterator[Finding]:
    person = people.get(person_id)
    if person is None:
        yield Finding("person_unknown", "takers", {"id": person_id})
    elif person_id == leaving.person_id:
        yield Finding("taker_is_leaver", "takers", {"name": person.name})
    elif person.left_on is not None and since is not None and person.left_on < since:
        yield Finding("taker_has_left", "takers", {"name": person.name, "left_on": person.left_on.isoformat()})
