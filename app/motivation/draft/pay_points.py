"""Where the pay terms of those who are to be paid are others than step 3 says. Worth a word, and no hindrance.

Codes (each with ``person``, the name, and what stands on the first day)::

    pay_has_salary      salary_minor: bonus only, and a salary stands
    pay_no_salary       a salary is meant, and none stands
    pay_guarantee       wanted_minor, found_minor
    pay_draw            wanted_minor, found_minor
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.calc.facts import Facts, PayTermsFact
from app.kernel.errors import Finding
from app.motivation.draft.answers import PayKind
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import Point
from app.motivation.draft.steps import Step


def pay_points(draft: Draft, facts: Facts, names: Mapping[int, str]) -> Iterator[Point]:
    """By person, in the order of names; nothing while step 3 is not answered."""
    pay = draft.answers.pay
    if pay.kind is None:
        return
    for person_id in sorted(draft.people & names.keys(), key=lambda one: (names[one], one)):
        stands = _standing(facts, person_id, draft)
        salary = stands.salary_minor if stands else 0
        guarantee, draw = (stands.guarantee_minor, stands.draw_minor) if stands else (0, 0)
        if pay.kind is PayKind.BONUS_ONLY and salary:
            yield _point("pay_has_salary", names[person_id], salary_minor=salary)
        if pay.kind is not PayKind.BONUS_ONLY and not salary:
            yield _point("pay_no_salary", names[person_id])
        if pay.guarantee_minor != guarantee:
            yield _point("pay_guarantee", names[person_id], wanted_minor=pay.guarantee_minor, found_minor=guarantee)
        if pay.draw_minor != draw:
            yield _point("pay_draw", names[person_id], wanted_minor=pay.draw_minor, found_minor=draw)


def _standing(facts: Facts, person_id: int, draft: Draft) -> PayTermsFact | None:
    rows = [row for row in facts.pay_terms if row.person_id == person_id and row.valid_from <= draft.valid_from]
    return max(rows, key=lambda row: row.valid_from, default=None)


def _point(code: str, person: str, **values: int) -> Point:
    return Point(Step.PAY, Finding(code, "", {"person": person, **values}))
