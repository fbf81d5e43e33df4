"""A person's month, from SEMANTICS 9 and 11, and the true-ups of closed months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from app.calc.facts import Facts, PayTermsFact
from app.calc.scheme import Scheme
from app.kernel.period import Month
from tests.calc.second.lines import Key, Line, lines
from tests.calc.second.receivers import assigned
from tests.calc.second.rounding import nearest


@dataclass(frozen=True)
class Carried:
    """What goes from month to month."""

    carry: int = 0
    owed: int = 0
    held: int = 0


@dataclass(frozen=True)
class Row:
    """One person's row of the sheet."""

    salary: int = 0
    bonus: int = 0
    adjustments: int = 0
    true_ups: int = 0
    carry_in: int = 0
    carry_out: int = 0
    top_up: int = 0
    repaid: int = 0
    guarantee: int = 0
    floored: int = 0
    gross: int = 0


@dataclass(frozen=True)
class Sheet:
    """The month: rows, what is carried, what was paid under each key in all, and the true-ups of this month."""

    rows: dict[int, Row]
    carried: dict[int, Carried]
    given: dict[Key, int]
    plain: dict[Key, int]
    true_ups: dict[Key, tuple[int, int]]
    lines: dict[Key, Line]


@dataclass(frozen=True)
class Before:
    """What the month begins with."""

    given: Mapping[Key, int]
    carried: Mapping[int, Carried]
    adjustments: Mapping[int, int]


def sheet(facts: Facts, schemes: Sequence[Scheme], month: Month, before: Before) -> Sheet:
    """Works the month out."""
    earned = lines(facts, schemes, month)
    plain = {key: line.amount for key, line in earned.items() if line.pay_month == month}
    earlier = {key: line.amount for key, line in earned.items() if line.pay_month < month}
    true_ups = {}
    for key in {*earlier, *before.given}:
        paid, owed = before.given.get(key, 0), earlier.get(key, 0)
        if owed != paid:
            true_ups[key] = (paid, owed)
    given = {key: earlier.get(key, 0) + plain.get(key, 0) for key in {*earlier, *plain, *before.given}}
    rows, carried = {}, {}
    for person in facts.people:
        row, after = _row(facts, month, person.id, (plain, true_ups, before))
        if after.carry < 0 and forgiven(facts, schemes, person.id, month.last):
            row, after = replace(row, carry_out=0, floored=-after.carry), replace(after, carry=0)
        rows[person.id], carried[person.id] = row, after
    return Sheet(rows, carried, given, plain, true_ups, earned)


def forgiven(facts: Facts, schemes: Sequence[Scheme], person: int, day: date) -> bool:
    """Whether every scheme that pays the person on the month's last day forgives a month below zero (SEMANTICS 9)."""
    paying = [scheme for scheme in schemes if assigned(facts, scheme.id, person, day)]
    return bool(paying) and all(scheme.version_on(day).terms.floor_negative for scheme in paying)


def _is_held(key: Key) -> bool:
    return key.part.startswith(("hold:", "release:"))


def _row(
    facts: Facts,
    month: Month,
    person: int,
    sums: tuple[Mapping[Key, int], Mapping[Key, tuple[int, int]], Before],
) -> tuple[Row, Carried]:
    plain, true_ups, before = sums
    bonus = sum(amount for key, amount in plain.items() if key.person == person)
    changed = sum(now - was for key, (was, now) in true_ups.items() if key.person == person)
    manual = before.adjustments.get(person, 0)
    start = before.carried.get(person, Carried())
    total = bonus + changed + manual + start.carry
    row = _paid(max(0, total), start.owed, _terms(facts, month, person))
    owed = start.owed - row.repaid + (row.top_up if _comes_back(facts, month, person) else 0)
    carry = min(0, total)
    held = start.held - sum(amount for key, amount in plain.items() if key.person == person and _is_held(key))
    held -= sum(now - was for key, (was, now) in true_ups.items() if key.person == person and _is_held(key))
    row = replace(row, bonus=bonus, adjustments=manual, true_ups=changed, carry_in=start.carry, carry_out=carry)
    return row, Carried(carry, owed, held)


def _paid(payable: int, owed: int, terms: tuple[int, int, int]) -> Row:
    """Draw, then guarantee, over what is payable."""
    salary, guaranteed, draw = terms
    top_up = max(0, draw - payable)
    repaid = 0 if payable <= draw else min(owed, payable - draw)
    paid = payable + top_up - repaid
    guarantee = max(0, guaranteed - salary - paid)
    return Row(salary=salary, top_up=top_up, repaid=repaid, guarantee=guarantee, gross=salary + paid + guarantee)


def _comes_back(facts: Facts, month: Month, person: int) -> bool:
    last = _terms_on(facts, person, month.last)
    return last is not None and last.draw_recoverable


def _terms(facts: Facts, month: Month, person: int) -> tuple[int, int, int]:
    """Salary, guarantee and draw of the month, each prorated."""
    dates = [month.first + timedelta(days=n) for n in range(31)]
    working = [day for day in dates if Month.of(day) == month and _works(facts, day)]
    who = next(fact for fact in facts.people if fact.id == person)
    there = [
        day
        for day in working
        if (who.hired_on is None or day >= who.hired_on) and (who.left_on is None or day <= who.left_on)
    ]
    segments: dict[PayTermsFact, int] = {}
    for day in there:
        terms = _terms_on(facts, person, day)
        if terms is not None:
            segments[terms] = segments.get(terms, 0) + 1
    salary = guarantee = draw = 0
    typed = [fact.days for fact in facts.days_worked if fact.person_id == person and fact.month == month]
    for terms, count in segments.items():
        days = Fraction(typed[0] * count, sum(segments.values())) if typed else Fraction(count)
        part = days / len(working)
        salary += nearest(terms.salary_minor * part)
        guarantee += nearest(terms.guarantee_minor * part)
        draw += nearest(terms.draw_minor * part)
    return salary, guarantee, draw


def _terms_on(facts: Facts, person: int, day: date) -> PayTermsFact | None:
    mine = [terms for terms in facts.pay_terms if terms.person_id == person and terms.valid_from <= day]
    return max(mine, key=lambda terms: terms.valid_from) if mine else None


def _works(facts: Facts, day: date) -> bool:
    return facts.working_days.get(day, day.weekday() < 5)
