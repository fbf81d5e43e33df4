"""A rule with a marginal table over a recipient's total or plan, ready to be rated anew at each position of a slider.

A recipient's total runs from event to event, so rows keep the order of events. Whoever is concerned by anything more (a
share of an order, something taken back, another rate for extensions, a total from before the books) goes the long way,
with everything that the rule gives this person: totals of others do not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from app.calc.match_terms import Catch
from app.calc.parts import Cell, part_of
from app.calc.periods import Period, Periods, has_cap
from app.calc.rule_rating import Numbered, kept_of
from app.calc.scheme import Limits, Pool, Rate, Rule
from app.calc.tables import TOTALS, Measure, TierMode, Tiers
from app.calc.tally import Sums
from app.calc.tiers import Table, of_plan
from app.calc.worked import Worked
from app.kernel.money import PPM, round_half_up

_MEASURES = TOTALS | {Measure.QUOTA}
NO_CAP = -1


class Step(NamedTuple):
    """One event of one recipient."""

    flight: int
    cell: int
    share_minor: int
    kept_ppm: int
    cap_minor: int
    """What the recipient may earn in the period of ``slot``; ``NO_CAP`` where nothing limits it."""
    slot: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps in the order of events; each climbs a flight: a recipient's total in one period."""

    keys: tuple[Cell, ...]
    plans_minor: tuple[int | None, ...]
    """By flight: the plan that the table is read by, 0 for a total, None for a day without a plan."""
    slots: int
    steps: tuple[Step, ...]

    @staticmethod
    def takes(rate: Rate) -> bool:
        """Whether the rate is read slice by slice."""
        return isinstance(rate, Tiers) and rate.mode is TierMode.MARGINAL

    def sums(self, rate: Rate) -> Sums:
        """What the rule gives at ``rate``."""
        bands = cast("Tiers", rate).bands
        tables = {plan: Table(of_plan(bands, plan) if plan else bands) for plan in set(self.plans_minor)}
        flights = [tables[plan] for plan in self.plans_minor]
        unplanned = [plan is None for plan in self.plans_minor]
        levels, exacts = [0] * len(flights), [0] * len(flights)
        totals, earned = [0] * len(self.keys), [0] * self.slots
        for flight, cell, share, kept, cap, slot in self.steps:
            low, table = exacts[flight], flights[flight]
            if unplanned[flight]:
                high = low + share * table.first_rate
                amount = round_half_up((high - low) * kept, PPM * PPM)
            else:
                level = levels[flight] = levels[flight] + share
                high = exacts[flight] = table.exact(level)
                if kept == PPM:
                    amount = round_half_up(high, PPM) - round_half_up(low, PPM)
                else:
                    amount = round_half_up((high - low) * kept, PPM * PPM)
            if cap != NO_CAP:
                before = earned[slot]
                after = earned[slot] = before + amount
                amount = min(after, cap) - min(before, cap)
            totals[cell] += amount
        return dict(zip(self.keys, totals, strict=True))


class Laddered(NamedTuple):
    """A rule's ladder, and what of its catches goes the long way."""

    column: Ladder
    rest: tuple[Numbered, ...]


def ladder_of(worked: Worked, path: str, catches: Sequence[Numbered], history: Iterable[Catch]) -> Laddered | None:
    """Everything that a rule catches; None where the rule limits or holds more than a period's cap does."""
    rules = {id(catch.terms.rule): catch.terms.rule for _, catch in catches}
    if not all(map(_climbs, rules.values())):
        return None
    facts = worked.world.facts
    taken_back = {catch.of.original.event.key for _, catch in catches if catch.of is not None}
    apart = {row.person_id for row in facts.opening_measures if f"{row.scheme_key}.{row.rule_key}" == path}
    for catch in (*history, *(catch for _, catch in catches if not _is_step(catch, taken_back))):
        apart.update(catch.terms.holders.people)
    builder = _Builder(worked, Periods(facts.quotas))
    rest = []
    for numbered in catches:
        if apart.isdisjoint(numbered[1].terms.holders.people):
            builder.add(numbered[1])
        else:
            rest.append(numbered)
    return Laddered(builder.ladder(), tuple(rest))


class _Builder:
    """Puts steps on their flights."""

    def __init__(self, worked: Worked, periods: Periods) -> None:
        self._bases = worked.world.bases
        self._periods = periods
        self._cells: dict[Cell, int] = {}
        self._flights: dict[tuple[int, Period | None], int] = {}
        self._plans: list[int | None] = []
        self._slots: dict[tuple[int, Period], int] = {}
        self._steps: list[Step] = []

    def add(self, catch: Catch) -> None:
        """One more event of the one recipient."""
        event, terms = catch.event, catch.terms
        person_id, rule = terms.holders.people[0], terms.rule
        measure = cast("Tiers", terms.rate).measure
        period = self._periods.measured(measure, person_id, event.on, event.month)
        flight = self._flights.setdefault((person_id, period), len(self._flights))
        if flight == len(self._plans):
            plan = self._periods.plan(person_id, event.on) if measure is Measure.QUOTA else None
            self._plans.append(None if period is None else plan.amount_minor if plan is not None else 0)
        cell = self._cells.setdefault(Cell(person_id, event.month, part_of(terms, event.order)), len(self._cells))
        cap_minor, slot, limits = NO_CAP, 0, rule.per_period
        if limits is not None and limits.cap_minor is not None:
            cap_minor = limits.cap_minor
            slot = self._slots.setdefault((person_id, self._periods.of(limits.every, event.month)), len(self._slots))
        share_minor = self._bases.of(event, rule.base)
        self._steps.append(Step(flight, cell, share_minor, kept_of(catch), cap_minor, slot))

    def ladder(self) -> Ladder:
        """All of it."""
        return Ladder(tuple(self._cells), tuple(self._plans), len(self._slots), tuple(self._steps))


def _climbs(rule: Rule) -> bool:
    rate, limits = rule.rate, rule.per_period
    measured = isinstance(rate, Tiers) and rate.measure in _MEASURES
    lifted = limits is not None and (limits.minimum_minor is not None or not has_cap(limits))
    limited = rule.per_event != Limits() or rule.hold_back is not None or lifted
    return measured and not limited and not isinstance(rule.recipient, Pool)


def _is_step(catch: Catch, taken_back: set[str]) -> bool:
    """One person, the rule's own rate, and nothing is taken back."""
    terms = catch.terms
    alone = len(terms.holders.people) == 1 and terms.rate is terms.rule.rate
    return alone and catch.of is None and catch.event.key not in taken_back
