"""Minima and caps, per event and per period, cumulatively (SEMANTICS 4 and 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from app.calc.events import Months
from app.calc.lines import Line, new_line
from app.calc.match_terms import Catch
from app.calc.period_ends import end_of
from app.calc.periods import Period, Periods, has_cap
from app.calc.results import AccrualKind
from app.calc.scheme import EventKind, Limits, PeriodLimits, Rule
from app.kernel.money import split
from app.kernel.period import Month

NO_LIMITS = Limits()
_OF_CONTRACTS = frozenset({EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON})


class PerEvent:
    """What invoices (or contracts, or acts) have earned under each rule until now."""

    def __init__(self) -> None:
        """Nothing is earned."""
        self._earned: dict[tuple[str, str, int], int] = defaultdict(int)

    def of_person(self, catch: Catch, place: int, amount_minor: int) -> int:
        """The same for one holder, whose limit is the holder's own part of it; the amount where there is no limit."""
        limits, holders = catch.terms.rule.per_event, catch.terms.holders
        if limits == NO_LIMITS:
            return amount_minor
        minimum_minor, cap_minor = (
            None if limit is None else split(limit, holders.weights)[place]
            for limit in (limits.minimum_minor, limits.cap_minor)
        )
        return self.limited(catch, Limits(minimum_minor, cap_minor), amount_minor, holders.people[place])

    def limited(self, catch: Catch, limits: Limits, amount_minor: int, person_id: int = 0) -> int:
        """What ``amount_minor`` more adds, cumulatively within its invoice; ``person_id`` where people are limited."""
        key = (catch.terms.path, _scope(catch), person_id)
        before = self._earned[key]
        after = self._earned[key] = before + amount_minor
        return _within(limits, after) - _within(limits, before)


def _within(limits: Limits, earned_minor: int) -> int:
    """Minima apply to what is positive only."""
    if earned_minor <= 0:
        return 0
    if limits.minimum_minor is not None and earned_minor < limits.minimum_minor:
        earned_minor = limits.minimum_minor
    if limits.cap_minor is not None and earned_minor > limits.cap_minor:
        return limits.cap_minor
    return earned_minor


def _scope(catch: Catch) -> str:
    """What is limited as one: the invoice, else the contract, else the document itself."""
    event = catch.event if catch.of is None else catch.of.original.event
    if event.kind in _OF_CONTRACTS or catch.terms.rule.paid_and_accepted:
        return f"contract:{event.order.id}"
    return event.key if event.invoice is None else f"invoice:{event.invoice.id}"


class _Reached(NamedTuple):
    limits: PeriodLimits
    line: Line
    """The last line of the period: the minimum is explained by it."""


class PerPeriod:
    """What people have earned under each rule in calendar periods."""

    def __init__(self, periods: Periods) -> None:
        """Nothing is earned."""
        self._periods = periods
        self._earned: dict[tuple[str, int, Period], int] = defaultdict(int)
        self._given: dict[tuple[str, int, Period], int] = defaultdict(int)
        self._reached: dict[tuple[str, int, Period], _Reached] = {}

    def capped(self, line: Line) -> Line:
        """The line within the cap of its period, which runs on; every line of the rule comes by, in its order."""
        limits = line.catch.terms.rule.per_period
        if limits is None:
            return line
        key = (line.catch.terms.path, line.person_id, self._periods.of(limits.every, line.month))
        if has_cap(limits):
            before = self._earned[key]
            after = self._earned[key] = before + line.amount_minor
            amount_minor = _under(limits, after) - _under(limits, before)
            if amount_minor != line.amount_minor:
                line = line._replace(amount_minor=amount_minor, uncapped_minor=line.amount_minor)
        self._given[key] += line.amount_minor
        self._reached[key] = _Reached(limits, line)
        return line

    def same(self, limits: PeriodLimits, one: Month, other: Month) -> bool:
        """Whether two months lie in one period of the limits."""
        return self._periods.of(limits.every, one) == self._periods.of(limits.every, other)

    def runs(self, month: Month) -> bool:
        """Whether a period that something was earned in lasts until ``month`` or longer."""
        return any(key[2].last_month >= month for key in self._reached)

    def lifted(self, month: Month, months: Months) -> Iterator[Line]:
        """What lifts periods that end with ``month`` to their minimum, rule by rule and person by person."""
        for key in sorted(key for key in self._reached if key[2].last_month == month):
            limits, line = self._reached.pop(key)
            given_minor, minimum_minor = self._given.pop(key), limits.minimum_minor
            if minimum_minor is None or not 0 < given_minor < minimum_minor:
                continue
            event = end_of(month, line.catch.event.order, months, 0, None)
            event = event._replace(
                key=f"period:{limits.every.value}:{month.text}", kind=line.catch.event.kind, on=month.last
            )
            catch = line.catch._replace(event=event, of=None)
            worked = (AccrualKind.MINIMUM, "minimum", "minimum")
            amounts = (0, None, minimum_minor - given_minor)
            made = new_line(catch, line.place, worked, amounts, numbers=(minimum_minor, given_minor))
            yield made._replace(source=line)


def _under(limits: PeriodLimits, earned_minor: int) -> int:
    cap_minor = limits.cap_minor
    return earned_minor if cap_minor is None else min(earned_minor, cap_minor)


def limits_events(rule: Rule) -> bool:
    """Whether the rule has a minimum or a cap per event."""
    return rule.per_event != NO_LIMITS
