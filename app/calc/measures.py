"""Measures of recipients: totals, counts and parts of plans, as they run through their periods (SEMANTICS 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from app.calc.bases import Bases
from app.calc.facts import Facts
from app.calc.match_terms import Catch, Terms, Undone
from app.calc.periods import Period, Periods
from app.calc.scheme import Scheme
from app.calc.tables import COUNTS, PERSONAL, Measure, Tiers
from app.calc.tiers import Table, of_plan
from app.kernel.money import split

RuleId = tuple[int, str]
"""A rule through all versions of its scheme: a measure never restarts."""


class Key(NamedTuple):
    """One running measure."""

    scheme_id: int
    rule_key: str
    person_id: int
    counts: bool
    """Events are counted; otherwise bases are added up."""
    period: Period


class Reading(NamedTuple):
    """A recipient's place in a table: the table over amounts or counts, and what it is read by."""

    key: Key | None
    """None without a plan."""
    table: Table
    plan_minor: int
    """0 where no plan is read."""


class Measures:
    """What every recipient has reached under every rule that has a table over a measure of the recipient."""

    def __init__(self, facts: Facts, schemes: Iterable[Scheme], bases: Bases, periods: Periods) -> None:
        """Start with what was reached before the books began."""
        self._bases = bases
        self._periods = periods
        self._measured = measured(schemes)
        self._begin = facts.books_from.first
        self._opening = {
            (row.scheme_key, row.rule_key, row.person_id): (row.amount_minor, row.matched_count)
            for row in facts.opening_measures
        }
        self._reached: dict[Key, int] = {}
        self._ends: dict[Key, int] = {}
        self._tables: dict[tuple[int, int], Table] = {}

    def concerns(self, catch: Catch) -> bool:
        """Whether the catch moves any measure."""
        terms = catch.terms
        return bool(self._measured and terms.paid) and (terms.scheme.id, terms.rule.key) in self._measured

    def look_ahead(self, catches: Iterable[Catch]) -> None:
        """Add up a whole month: whole-amount tables are read by what its end reaches."""
        if self._measured:
            for catch in catches:
                if self.concerns(catch):
                    self._add(self._ends, catch)

    def advance(self, catch: Catch) -> None:
        """Move the measures by one catch, in the order of events."""
        self._add(self._reached, catch)

    def reached(self, key: Key, scheme_key: str) -> int:
        """What the measure has reached until now, event by event."""
        return self._at(self._reached, key, scheme_key)

    def at_month_end(self, key: Key) -> int:
        """What the measure has reached at the end of the month that is being rated."""
        return self._ends.get(key, 0)

    def reading(self, catch: Catch, place: int, rate: Tiers) -> Reading:
        """Where the holder at ``place`` stands in the table on the event's day."""
        terms, event = catch.terms, catch.event
        person_id = terms.holders.people[place]
        period = self._periods.measured(rate.measure, person_id, event.on, event.month)
        plan = self._periods.plan(person_id, event.on) if rate.measure is Measure.QUOTA else None
        plan_minor = 0 if plan is None else plan.amount_minor
        table = self._tables.get((id(rate), plan_minor))
        if table is None:
            bands = of_plan(rate.bands, plan_minor) if plan_minor else rate.bands
            table = self._tables[id(rate), plan_minor] = Table(bands)
        if period is None:
            return Reading(None, table, plan_minor)
        key = Key(terms.scheme.id, terms.rule.key, person_id, rate.measure in COUNTS, period)
        return Reading(key, table, plan_minor)

    def shares(self, catch: Catch) -> tuple[int, ...]:
        """The base in parts, by the weights of the holders."""
        weights = catch.terms.holders.weights
        base_minor = self._bases.of(catch.event, catch.terms.rule.base)
        return (base_minor,) if len(weights) == 1 else split(base_minor, weights)

    def in_period(self, catch: Catch, of: Undone, person_id: int) -> bool:
        """Whether what takes back lies in the same shortest tier or cap period as its original (SEMANTICS 3)."""
        rule, event, original = catch.terms.rule, catch.event, of.original.event
        shortest = self._periods.shortest
        period = shortest(rule, person_id, original.on, original.month)
        return period is not None and period == shortest(rule, person_id, event.on, event.month)

    def _add(self, levels: dict[Key, int], catch: Catch) -> None:
        for key, change in self._moves(catch):
            levels[key] = self._at(levels, key, catch.terms.scheme.key) + change

    def _moves(self, catch: Catch) -> Iterator[tuple[Key, int]]:
        """Every measure that the catch moves, and by how much."""
        terms = catch.terms
        shares = self.shares(catch)
        rule_id = (terms.scheme.id, terms.rule.key)
        for place in terms.paid:
            person_id = terms.holders.people[place]
            keys = {}
            for measure in self._measured[rule_id]:
                period = self._entered(catch, person_id, measure)
                if period is not None:
                    counts = measure in COUNTS
                    counted = 1 if catch.of is None else -int(undoes_all(catch))
                    keys[Key(*rule_id, person_id, counts, period)] = counted if counts else shares[place]
            yield from keys.items()

    def _entered(self, catch: Catch, person_id: int, measure: Measure) -> Period | None:
        """The period of the measure that the catch lies in; None where it enters none, being a later reversal."""
        event = catch.event
        period = self._periods.measured(measure, person_id, event.on, event.month)
        if catch.of is None or period is None:
            return period
        original = catch.of.original.event
        if self._periods.shortest(catch.terms.rule, person_id, original.on, original.month) is not None:
            return period if self.in_period(catch, catch.of, person_id) else None
        begun = self._periods.measured(measure, person_id, original.on, original.month)
        return period if begun == period else None

    def _at(self, levels: dict[Key, int], key: Key, scheme_key: str) -> int:
        level = levels.get(key)
        if level is not None:
            return level
        opening = self._opening.get((scheme_key, key.rule_key, key.person_id))
        if opening is None or not key.period.first <= self._begin <= key.period.last:
            return 0
        return opening[key.counts]


def is_personal(terms: Terms) -> bool:
    """Whether the rate is a table over a measure of the recipient."""
    return isinstance(terms.rate, Tiers) and terms.rate.measure in PERSONAL


def undoes_all(catch: Catch) -> bool:
    """Whether nothing of the original stands any more."""
    return catch.of is not None and catch.of.reversal.after_minor == catch.of.reversal.whole_minor


def measured(schemes: Iterable[Scheme]) -> dict[RuleId, tuple[Measure, ...]]:
    """Measures of recipients that rules have in any version, by rule."""
    found: dict[RuleId, dict[Measure, None]] = defaultdict(dict)
    for scheme in schemes:
        for version in scheme.versions:
            for rule in version.rules:
                for rate in (rule.rate, rule.extension_rate):
                    if isinstance(rate, Tiers) and rate.measure in PERSONAL:
                        found[scheme.id, rule.key][rate.measure] = None
    return {rule_id: tuple(measures) for rule_id, measures in found.items()}


def history_from(facts: Facts, schemes: Iterable[Scheme]) -> date:
    """The first day of any measured period that runs when the books begin: what lies in it counts (SEMANTICS 1)."""
    begin = facts.books_from
    measures = {measure for found in measured(schemes).values() for measure in found}
    periods = Periods(facts.quotas)
    firsts = [begin.first]
    if Measure.QUOTA in measures:
        firsts += [row.valid_from for row in facts.quotas if row.valid_from <= begin.first <= row.valid_to]
    for measure in measures - {Measure.QUOTA}:
        period = periods.measured(measure, 0, begin.first, begin)
        firsts.append(begin.first if period is None else period.first)
    return min(firsts)
