"""Calendar periods of measures, caps and minima, and the periods of plans (SEMANTICS 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.calc.facts import QuotaFact
from app.calc.scheme import Every, PeriodLimits, Rule
from app.calc.tables import PERSONAL, Measure, Tiers
from app.kernel.period import Month

_EVERY = {
    Measure.MONTH_TOTAL: Every.MONTH,
    Measure.MONTH_COUNT: Every.MONTH,
    Measure.QUARTER_TOTAL: Every.QUARTER,
    Measure.QUARTER_COUNT: Every.QUARTER,
    Measure.YEAR_TOTAL: Every.YEAR,
    Measure.YEAR_COUNT: Every.YEAR,
}
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_DAYS_OF_MONTH = 31


class Period(NamedTuple):
    """A span of whole days."""

    first: date
    last: date

    @property
    def last_month(self) -> Month:
        """The month that the period ends in."""
        return Month.of(self.last)


class Periods:
    """The period that a day lies in, for each kind of period; plans go by person."""

    def __init__(self, quotas: Iterable[QuotaFact]) -> None:
        """Index the plans."""
        self._known: dict[tuple[Every, Month], Period] = {}
        self._quotas: dict[int, list[QuotaFact]] = defaultdict(list)
        for quota in sorted(quotas):
            self._quotas[quota.person_id].append(quota)

    def of(self, every: Every, month: Month) -> Period:
        """The calendar period of ``month``."""
        known = self._known.get((every, month))
        if known is None:
            size = _MONTHS[every]
            first = Month(month.year, (month.month - 1) // size * size + 1)
            known = self._known[every, month] = Period(first.first, first.plus(size - 1).last)
        return known

    def plan(self, person_id: int, day: date) -> QuotaFact | None:
        """The person's plan that covers ``day``."""
        for quota in self._quotas.get(person_id, ()):
            if quota.valid_from <= day <= quota.valid_to:
                return quota
        return None

    def measured(self, measure: Measure, person_id: int, day: date, month: Month) -> Period | None:
        """The running period of a measure of the person; None without a plan."""
        every = _EVERY.get(measure)
        if every is not None:
            return self.of(every, month)
        plan = self.plan(person_id, day)
        return None if plan is None else Period(plan.valid_from, plan.valid_to)

    def shortest(self, rule: Rule, person_id: int, day: date, month: Month) -> Period | None:
        """The shortest tier or cap period of the rule on the day; None where it has neither (SEMANTICS 3)."""
        found = []
        measure = personal_measure(rule)
        if measure is not None:
            period = self.measured(measure, person_id, day, month)
            if period is not None:
                found.append(period)
        if rule.per_period is not None and has_cap(rule.per_period):
            found.append(self.of(rule.per_period.every, month))
        return min(found, key=lambda period: (period.last - period.first, period.first), default=None)


def personal_measure(rule: Rule) -> Measure | None:
    """The measure of the recipient that the rule's table is over, if it is over one."""
    for rate in (rule.rate, rule.extension_rate):
        if isinstance(rate, Tiers) and rate.measure in PERSONAL:
            return rate.measure
    return None


def has_cap(limits: PeriodLimits | None) -> bool:
    """Whether a period's earnings are capped."""
    return limits is not None and limits.cap_minor is not None
