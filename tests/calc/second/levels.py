"""Measures of recipients and the periods that they run in (SEMANTICS 3 and 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.calc.facts import QuotaFact
from app.calc.scheme import Base, Every
from app.calc.tables import COUNTS, PERSONAL, Band, Measure, Tiers
from app.kernel.period import Month
from tests.calc.second.catching import Catch, World, people_with
from tests.calc.second.marks import increase
from tests.calc.second.rounding import MILLION, nearest, shared

Period = tuple[date, date]


def calendar(every: Every, month: Month) -> Period:
    """The calendar period of a month."""
    size = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[every]
    first = Month(month.year, (month.month - 1) // size * size + 1)
    return first.first, first.plus(size - 1).last


def measured_period(measure: Measure, month: Month) -> Period:
    """The calendar period of a total or a count."""
    return calendar(Every(measure.value.partition("_")[0]), month)


@dataclass
class Levels:
    """What one rule of one scheme catches, and what it comes to for each recipient."""

    world: World
    path: str
    catches: list[Catch]

    def base(self, catch: Catch) -> int:
        """In the firm's money."""
        row = catch.row
        if catch.rule.base is Base.INCREASE:
            return increase(self.world.firm, self.world.lives, row)
        return row.price.of({Base.NET: row.net, Base.GROSS: row.gross, Base.MARGIN: row.margin}[catch.rule.base])

    def parts(self, catch: Catch) -> dict[int, int]:
        """The base of everybody."""
        return dict(zip(people_with(catch.parts), shared(self.base(catch), catch.weights), strict=True))

    def plan(self, person: int, day: date) -> QuotaFact | None:
        """The plan that covers the day."""
        plans = [q for q in self.world.facts.quotas if q.person_id == person and q.valid_from <= day <= q.valid_to]
        return min(plans) if plans else None

    def period(self, measure: Measure, person: int, day: date) -> Period | None:
        """The running period of a measure."""
        if measure is Measure.QUOTA:
            plan = self.plan(person, day)
            return None if plan is None else (plan.valid_from, plan.valid_to)
        return measured_period(measure, Month.of(day))

    def shortest(self, catch: Catch, person: int, day: date) -> Period | None:
        """The shortest tier or cap period."""
        found: list[Period] = []
        for rate in (catch.rule.rate, catch.rule.extension_rate):
            if isinstance(rate, Tiers) and rate.measure in PERSONAL:
                period = self.period(rate.measure, person, day)
                found += [] if period is None else [period]
                break
        limits = catch.rule.per_period
        if limits is not None and limits.cap_minor is not None:
            found.append(calendar(limits.every, Month.of(day)))
        return min(found, key=lambda p: (p[1] - p[0], p[0]), default=None)

    def inside(self, catch: Catch, person: int) -> bool:
        """Whether what takes back lies in the shortest period of its original."""
        assert catch.of is not None
        period = self.shortest(catch, person, catch.of.row.on)
        return period is not None and period == self.shortest(catch, person, catch.row.on)

    def enters(self, catch: Catch, person: int, measure: Measure, period: Period) -> bool:
        """Whether the catch counts in the measure of the period."""
        if person not in catch.paid or self.period(measure, person, catch.row.on) != period:
            return False
        if catch.of is None:
            return True
        if self.shortest(catch, person, catch.of.row.on) is not None:
            return self.inside(catch, person)
        return self.period(measure, person, catch.of.row.on) == period

    def level(self, person: int, measure: Measure, period: Period, upto: int | Month) -> int:
        """What the measure has reached before a catch (its place), or at a month's end."""
        total = self._opening(person, measure, period)
        for at, catch in enumerate(self.catches):
            if at >= upto if isinstance(upto, int) else catch.month > upto:
                continue
            if not self.enters(catch, person, measure, period):
                continue
            if measure in COUNTS:
                total += 1 if catch.of is None else -(catch.row.taken == 1)
            else:
                total += self.parts(catch)[person]
        return total

    def _opening(self, person: int, measure: Measure, period: Period) -> int:
        scheme_key, _, rule_key = self.path.partition(".")
        if not period[0] <= self.world.facts.books_from.first <= period[1]:
            return 0
        rows = [
            m
            for m in self.world.facts.opening_measures
            if (m.scheme_key, m.rule_key, m.person_id) == (scheme_key, rule_key, person)
        ]
        return sum(m.matched_count if measure in COUNTS else m.amount_minor for m in rows)

    def bands(self, rate: Tiers, person: int, day: date) -> tuple[Band, ...]:
        """Of a plan: its bounds as amounts."""
        plan = self.plan(person, day)
        if rate.measure is not Measure.QUOTA or plan is None:
            return rate.bands
        return tuple(
            b
            if b.up_to_minor is None
            else replace(b, up_to_minor=nearest(Fraction(plan.amount_minor * b.up_to_minor, MILLION)))
            for b in rate.bands
        )
