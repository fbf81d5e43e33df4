"""What one rule gives, month by month: amounts, limits, lateness, shares, reversals (SEMANTICS 2–4 and 9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from app.calc.amounts import Amounts
from app.calc.events import Event, Reversal
from app.calc.limits import PerEvent, PerPeriod, limits_events
from app.calc.lines import LATE, MAIN, Line, alone_line, late_line
from app.calc.match_terms import Catch, Undone
from app.calc.measures import Measures, is_personal
from app.calc.periods import Periods, has_cap
from app.calc.personal import Personal
from app.calc.plans import Plan
from app.calc.pools import Pools
from app.calc.results import AccrualKind
from app.calc.scheme import Pool
from app.calc.stream import World
from app.calc.tables import LateBand
from app.kernel.money import PPM, round_half_up, split
from app.kernel.period import Month

_ACCRUAL, _REVERSAL = AccrualKind.ACCRUAL, AccrualKind.REVERSAL


Numbered = tuple[int, Catch]
"""A catch with its place in the order of all catches."""
CLOSES_NOTHING, CLOSES_MONTH = range(2)


class Placed(NamedTuple):
    """A line with its place: its month, whether the month's end brought it, the number of its catch."""

    month: Month
    closes: int
    number: int
    line: Line


@dataclass(slots=True)
class Given:
    """What an original's line has given until now, catch-ups included: before and after the cap of its period."""

    line: Line
    raw_minor: int
    final_minor: int


def kept_ppm(late: Sequence[LateBand], days: int) -> int:
    """The share that a payment ``days`` late keeps; upper days are inclusive (SEMANTICS 4)."""
    bands = (band.kept_ppm for band in late if band.up_to_days is None or days <= band.up_to_days)
    return next(bands, PPM)


class RuleRater:
    """Rates what one rule catches, in the order of events; its measures, caps and minima run along."""

    def __init__(self, world: World, plans: Sequence[Plan]) -> None:
        """Start with nothing measured."""
        self._world = world
        self._bases = world.bases
        self._amounts = Amounts(world.bases)
        self._periods = Periods(world.facts.quotas)
        self._measures = Measures(world.facts, [plan.scheme for plan in plans], world.bases, self._periods)
        self._personal = Personal(self._measures)
        self._per_event = PerEvent()
        self._per_period = PerPeriod(self._periods)
        self._pools = Pools(world, plans)
        self._given: dict[tuple[str, str], list[Given]] = {}
        self._unlimited: dict[tuple[str, str], int] = {}
        """Whole amounts of originals before a limit per event."""
        self._wanted: set[str] = set()
        self.without_plan: list[tuple[Event, int]] = []
        """Events and people that a table over plans found without one."""

    def rate(self, catches: Sequence[Numbered], history: Sequence[Catch], through: Month) -> Iterator[Placed]:
        """All lines to the end of ``through``. Lines of nothing over a base of nothing are left out."""
        self._wanted = {catch.of.original.event.key for _, catch in catches if catch.of is not None}
        self._measures.look_ahead(history)
        for catch in history:
            if self._measures.concerns(catch):
                self._measures.advance(catch)
        if not catches:  # all that the rule caught lies in bundles
            return
        by_month = {month: list(found) for month, found in groupby(catches, key=_month)}
        month, last = catches[0][1].event.month, catches[-1][1].event.month
        while month <= through:
            if month <= last or self._runs(month):
                yield from self._rate_month(by_month.get(month, ()), month)
            month = month.plus(1)

    def _runs(self, month: Month) -> bool:
        """Whether a period that began with an event may still bring something at the end of ``month``."""
        return self._personal.runs(month) or self._per_period.runs(month)

    def _rate_month(self, catches: Sequence[Numbered], month: Month) -> Iterator[Placed]:
        self._measures.look_ahead(catch for _, catch in catches)
        catch_ups = list(self._personal.catch_ups(month))
        wanted = self._wanted
        for number, catch in catches:
            terms = catch.terms
            if (
                terms.alone is not None
                and catch.of is None
                and catch.event.key not in wanted
                and not self._measures.concerns(catch)
            ):
                base_minor = self._bases.of(catch.event, terms.rule.base)
                if base_minor:
                    yield Placed(month, CLOSES_NOTHING, number, alone_line(catch, base_minor))
                continue
            for line in self._rate(catch):
                yield Placed(month, CLOSES_NOTHING, number, line)
        for number, line in enumerate(self._close(month, catch_ups)):
            yield Placed(month, CLOSES_MONTH, number, line)

    def _rate(self, catch: Catch) -> list[Line]:
        if isinstance(catch.terms.rule.recipient, Pool):
            self._pools.add(catch, *self._pooled(catch))
            return []
        if catch.of is not None:
            return list(self._reverse(catch, catch.of))
        kept = kept_of(catch)
        if is_personal(catch.terms):
            raw = self._personal.rate(catch, kept)
        else:
            if self._measures.concerns(catch):
                self._measures.advance(catch)
            raw = self._rate_whole(catch, kept)
        given: list[Given] = []
        for line in raw:
            if line.code == "quota_missing":
                self.without_plan.append((catch.event, line.person_id))
            capped = self._per_period.capped(line)
            if line.base_minor or line.amount_minor:
                given.append(Given(capped, line.amount_minor, capped.amount_minor))
        if catch.event.key in self._wanted:
            self._given[catch.event.key, catch.terms.path] = given
        return [one.line for one in given if one.line.base_minor or one.line.amount_minor]

    def _rate_whole(self, catch: Catch, kept: int) -> Iterator[Line]:
        """The whole amount first, then its limits, then late, each then shared (SEMANTICS 9)."""
        terms = catch.terms
        base_minor = self._bases.of(catch.event, terms.rule.base)
        code, amount_minor, numerator, denominator, rate_ppm = self._amounts.work_out(catch, base_minor)
        unlimited_minor = amount_minor
        if limits_events(terms.rule):
            amount_minor = self._limited(catch, amount_minor)
            if amount_minor != unlimited_minor:
                numerator, denominator = amount_minor, 1
        weights = terms.holders.weights
        bases, amounts = _share(base_minor, weights), _share(amount_minor, weights)
        unlimited = unlimited_minor if limits_events(terms.rule) else None
        for at in terms.paid:
            yield Line(
                catch, terms.holders.people[at], at, _ACCRUAL, MAIN, code, bases[at], rate_ppm, amounts[at],
                (amount_minor,), catch.event.on, catch.event.month, unlimited_minor=unlimited,
            )  # fmt: skip
        if kept == PPM:
            return
        reduced = _share(round_half_up(numerator * kept, denominator * PPM) - amount_minor, weights)
        for at in terms.paid:
            if reduced[at]:
                yield late_line(catch, at, (kept, amounts[at], reduced[at]), rate_ppm)

    def _limited(self, catch: Catch, amount_minor: int) -> int:
        if catch.of is None and catch.event.key in self._wanted:
            self._unlimited[catch.event.key, catch.terms.path] = amount_minor
        return self._per_event.limited(catch, catch.terms.rule.per_event, amount_minor)

    def _pooled(self, catch: Catch) -> tuple[int, int, int]:
        """A pool's part of an event: base, and the exact amount as a fraction (SEMANTICS 6)."""
        base_minor = self._bases.of(catch.event, catch.terms.rule.base)
        if catch.of is not None:
            if limits_events(catch.terms.rule):
                return base_minor, self._take_back_limited(catch, catch.of) * kept_of(catch.of.original), PPM
            return (base_minor, *self._pools.undone(catch, catch.of))
        worked = self._amounts.work_out(catch, base_minor)
        numerator, denominator = worked.numerator, worked.denominator
        if limits_events(catch.terms.rule):
            numerator, denominator = self._limited(catch, worked.amount_minor), 1
        return base_minor, numerator * kept_of(catch), denominator * PPM

    def _reverse(self, catch: Catch, of: Undone) -> Iterator[Line]:
        """A reversal inside its period is a negative event of the cumulative; a later one mirrors (SEMANTICS 3)."""
        terms = catch.terms
        given = self._given.get((of.original.event.key, terms.path), [])
        if self._measures.concerns(catch):
            self._measures.advance(catch)
        limited: tuple[int, ...] | None = None
        if limits_events(terms.rule) and not is_personal(terms):
            limited = _share(self._take_back_limited(catch, of), terms.holders.weights)
        for place in terms.paid:
            person_id = terms.holders.people[place]
            inside = self._measures.in_period(catch, of, person_id)
            own = [one for one in given if one.line.place == place]
            counts = inside or self._in_minimum(catch, of, person_id)
            for taken in self._reversed(catch, of, place, (own, limited, inside)):
                line = self._per_period.capped(taken) if counts else taken
                if line.base_minor or line.amount_minor:
                    yield line

    def _reversed(
        self, catch: Catch, of: Undone, place: int, how: tuple[list[Given], tuple[int, ...] | None, bool]
    ) -> Iterator[Line]:
        (given, limited, inside), terms = how, catch.terms
        for one in given:
            part = one.line.part
            if part == LATE and not (inside and is_personal(terms)):
                yield _mirror(catch, of.reversal, one, one.raw_minor if inside else one.final_minor)
            elif part == MAIN and inside and is_personal(terms):
                taken = self._personal.take_back(catch, of, place, one.raw_minor)
                yield _mirror(catch, of.reversal, one, one.raw_minor) if taken is None else taken
            elif part == MAIN and limited is not None and (inside or not has_cap(terms.rule.per_period)):
                yield _mirror(catch, of.reversal, one, one.final_minor)._replace(amount_minor=limited[place])
            elif part == MAIN:
                if is_personal(terms):
                    self._personal.forget(catch, place, of.reversal.of(one.line.unlimited_minor or 0))
                yield _mirror(catch, of.reversal, one, one.raw_minor if inside else one.final_minor)
        if inside and is_personal(terms):
            yield from (_mirror(catch, of.reversal, one, one.raw_minor) for one in given if one.line.part == LATE)

    def _take_back_limited(self, catch: Catch, of: Undone) -> int:
        """What is taken back of an amount with a limit per event: always cumulatively within its invoice."""
        unlimited_minor = self._unlimited.get((of.original.event.key, catch.terms.path), 0)
        return self._per_event.limited(catch, catch.terms.rule.per_event, of.reversal.of(unlimited_minor))

    def _in_minimum(self, catch: Catch, of: Undone, person_id: int) -> bool:
        """Whether a mirrored reversal counts in the sum that a period's minimum is compared with."""
        limits = catch.terms.rule.per_period
        if limits is None:
            return False
        original = of.original.event
        if self._periods.shortest(catch.terms.rule, person_id, original.on, original.month) is not None:
            return False
        return self._periods.of(limits.every, original.month) == self._periods.of(limits.every, catch.event.month)

    def _close(self, month: Month, catch_ups: list[Line]) -> Iterator[Line]:
        """What the end of a month brings: catch-ups, minima, pools."""
        for line in catch_ups:
            capped = self._per_period.capped(line)
            self._remember(line, capped)
            if capped.amount_minor:
                yield capped
        yield from self._per_period.lifted(month, self._world.months)
        yield from self._pools.close(month)

    def _remember(self, line: Line, capped: Line) -> None:
        """A catch-up is a part of what its line finally gave."""
        part = LATE if line.part.startswith(LATE) else MAIN
        for one in self._given.get((line.catch.event.key, line.catch.terms.path), ()):
            if one.line.place == line.place and one.line.part == part:
                one.raw_minor += line.amount_minor
                one.final_minor += capped.amount_minor


def _mirror(catch: Catch, reversal: Reversal, one: Given, amount_minor: int) -> Line:
    """What an original's line gave, pro rata, to whoever was paid (SEMANTICS 3)."""
    line, event = one.line, catch.event
    return Line(
        catch, line.person_id, line.place, _REVERSAL, line.part, "reversal", reversal.of(line.base_minor),
        line.rate_ppm, reversal.of(amount_minor), (amount_minor,), event.on, event.month,
    )  # fmt: skip


def kept_of(catch: Catch) -> int:
    """The share that the event keeps under the rule: all of it, or less where it came late."""
    late, days = catch.terms.rule.late, catch.event.days_late
    return PPM if not late or days is None else kept_ppm(late, days)


def _share(amount_minor: int, weights: tuple[int, ...]) -> tuple[int, ...]:
    return (amount_minor,) if len(weights) == 1 else split(amount_minor, weights)


def _month(numbered: Numbered) -> Month:
    return numbered[1].event.month
