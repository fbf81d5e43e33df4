"""Salary, guarantee and draw of a month by segments and working days (SEMANTICS 11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.calc.facts import DaysWorkedFact, Facts, PayTermsFact, PersonFact
from app.kernel.money import round_half_up
from app.kernel.period import Month, days_of

UNKNOWN_ENGAGEMENT = "employee"
"""What somebody without pay terms counts as: of an employee's pay, deductions are withheld."""

_FRIDAY = 4


class MonthlyPay(NamedTuple):
    """What a person's terms come to in one month."""

    engagement: str
    salary_minor: int
    guarantee_minor: int
    draw_minor: int
    draw_recoverable: bool


NO_TERMS = MonthlyPay(UNKNOWN_ENGAGEMENT, 0, 0, 0, draw_recoverable=True)


class _Segment(NamedTuple):
    terms: PayTermsFact
    days: int


def working_days(month: Month, changed: Mapping[date, bool]) -> tuple[date, ...]:
    """The working days of the firm's calendar: Monday to Friday, as ``changed`` has it."""
    return tuple(day for day in days_of(month) if changed.get(day, day.weekday() <= _FRIDAY))


class Payroll:
    """Pay terms of a firm, ready to be asked for a month."""

    def __init__(self, facts: Facts, month: Month) -> None:
        """Index what the month needs."""
        self._month = month
        self._days = working_days(month, facts.working_days)
        self._people = {person.id: person for person in facts.people}
        self._typed = _typed(facts.days_worked, month)
        self._terms: dict[int, list[PayTermsFact]] = defaultdict(list)
        for terms in sorted(facts.pay_terms, key=lambda t: (t.person_id, t.valid_from)):
            if terms.valid_from <= month.last:
                self._terms[terms.person_id].append(terms)

    def people(self) -> tuple[int, ...]:
        """Everybody who is employed under some terms on a day of the month."""
        return tuple(person_id for person_id in self._terms if _employed(self._people[person_id], self._month))

    def of(self, person_id: int) -> MonthlyPay:
        """The person's month; nothing where there are no terms."""
        terms = self._terms.get(person_id)
        if not terms:
            return NO_TERMS
        segments = self._segments(person_id, terms)
        present = sum(segment.days for segment in segments)
        typed = self._typed.get(person_id, present)
        whole = max(present * len(self._days), 1)

        def prorated(amounts: Iterable[tuple[int, int]]) -> int:
            return sum(round_half_up(amount * days * typed, whole) for amount, days in amounts)

        return MonthlyPay(
            terms[-1].engagement,
            prorated((segment.terms.salary_minor, segment.days) for segment in segments),
            prorated((segment.terms.guarantee_minor, segment.days) for segment in segments),
            prorated((segment.terms.draw_minor, segment.days) for segment in segments),
            terms[-1].draw_recoverable,
        )

    def _segments(self, person_id: int, terms: Sequence[PayTermsFact]) -> list[_Segment]:
        """Working days of the month that the person is employed, under each of the terms."""
        person = self._people[person_id]
        first, last = _span(person, self._month)
        bounds = [*(row.valid_from for row in terms[1:]), None]
        return [
            _Segment(
                row,
                sum(
                    1 for day in self._days if max(first, row.valid_from) <= day <= last and (end is None or day < end)
                ),
            )
            for row, end in zip(terms, bounds, strict=True)
        ]


def _typed(rows: Iterable[DaysWorkedFact], month: Month) -> dict[int, int]:
    return {row.person_id: row.days for row in rows if row.month == month}


def _span(person: PersonFact, month: Month) -> tuple[date, date]:
    first = month.first if person.hired_on is None else max(person.hired_on, month.first)
    last = month.last if person.left_on is None else min(person.left_on, month.last)
    return first, last


def _employed(person: PersonFact, month: Month) -> bool:
    first, last = _span(person, month)
    return first <= last
