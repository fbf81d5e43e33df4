"""Tables over a measure of the recipient: totals, counts, plans; by slices or whole, with catch-ups (SEMANTICS 4).

The base is split first, then each recipient's own measure is rated. Under a whole-amount table each month rates every
line of the running period at the rate reached at that month's end; the difference is a ``catch_up`` line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.calc.bases import Bases
from app.calc.facts import Facts
from app.calc.limits import PerEvent, limits_events
from app.calc.lines import LATE, MAIN, Line, new_line
from app.calc.match_terms import Catch, Terms
from app.calc.periods import Period, Periods
from app.calc.results import AccrualKind
from app.calc.scheme import Limits, Scheme
from app.calc.tables import COUNTS, PERSONAL, Measure, TierMode, Tiers
from app.calc.tiers import Table, of_plan
from app.kernel.money import PPM, pro_rata, round_half_up, split
from app.kernel.period import Month

RuleId = tuple[int, str]
"""A rule through all versions of its scheme."""
Key = tuple[int, str, int, bool, Period]
"""Scheme, rule, person, whether events are counted, period."""
Exact = tuple[int, int]
"""An unrounded amount as numerator and denominator."""


class Slot:
    """A line under a whole-amount table, as long as its period runs."""

    __slots__ = (
        "base_minor",
        "catch",
        "kept",
        "key",
        "late_minor",
        "main_minor",
        "of",
        "place",
        "table",
        "worth_minor",
    )

    def __init__(self, catch: Catch, place: int, key: Key, table: Table, base_minor: int, kept: int) -> None:
        """Nothing is given yet."""
        self.catch = catch
        self.place = place
        self.key = key
        self.table = table
        self.base_minor = base_minor
        self.kept = kept
        self.of: Slot | None = None
        """What it takes back."""
        self.worth_minor = 0
        """What the table gives at the last look, before a limit per event."""
        self.main_minor = 0
        self.late_minor = 0


class Reading(NamedTuple):
    """A recipient's place in a table: the table over amounts or counts, and what it is read by."""

    key: Key | None
    """None without a plan."""
    table: Table
    plan_minor: int


class Personal:
    """Rates what tables over measures of recipients catch, month by month."""

    def __init__(self, facts: Facts, schemes: Iterable[Scheme], bases: Bases, periods: Periods) -> None:
        """Start with what was measured before the books began."""
        self._bases = bases
        self._periods = periods
        self._limits = PerEvent()
        self._measured = measured(schemes)
        self._begin = facts.books_from
        self._opening = {
            (row.scheme_key, row.rule_key, row.person_id): (row.amount_minor, row.matched_count)
            for row in facts.opening_measures
        }
        self._reached: dict[Key, int] = {}
        """While the month is rated, event by event."""
        self._ends: dict[Key, int] = {}
        """At the end of the month being rated."""
        self._tables: dict[tuple[int, int], Table] = {}
        self._slots: dict[Key, list[Slot]] = defaultdict(list)
        self._by_event: dict[tuple[str, str, int], Slot] = {}
        """Slots by event, rule and person: what takes back asks for them."""
        self._mirrored: dict[tuple[str, str, int], int] = defaultdict(int)
        """What partial reversals of a premium have given back."""

    def concerns(self, catch: Catch) -> bool:
        """Whether the catch moves any measure."""
        return bool(self._measured) and (catch.terms.scheme.id, catch.terms.rule.key) in self._measured

    def measure(self, catches: Iterable[Catch]) -> None:
        """Look ahead to the month's end: what whole-amount tables are read by."""
        for catch in catches:
            if self.concerns(catch):
                for key, change in self._moves(catch):
                    self._ends[key] = self._at(self._ends, key, catch.terms.scheme.key) + change

    def advance(self, catch: Catch) -> None:
        """Move the measures of a catch that is not rated by them."""
        for key, change in self._moves(catch):
            self._reached[key] = self._at(self._reached, key, catch.terms.scheme.key) + change

    def rate(self, catch: Catch, kept: int) -> Iterator[Line]:
        """The lines of an original, for each recipient."""
        rate, terms = _tiers(catch.terms), catch.terms
        shares = self._shares(catch)
        before = {key: self._at(self._reached, key, terms.scheme.key) for key, _ in self._moves(catch)}
        self.advance(catch)
        for place in terms.paid:
            reading = self._reading(catch, place, rate)
            if rate.mode is TierMode.WHOLE and reading.key is not None:
                yield from self._open(catch, place, reading, shares[place], kept)
                continue
            low = before.get(reading.key, 0) if reading.key is not None else 0
            line, exact = self._marginal(catch, place, reading, (low, shares[place]))
            yield from self._limited(catch, line, exact, kept)

    def take_back(self, catch: Catch, place: int, given_minor: int) -> Line | None:
        """The line of what takes back inside the period of its original, whose line gave ``given_minor``.

        None where the original's line is mirrored.
        """
        rate, terms, of = _tiers(catch.terms), catch.terms, catch.of
        assert of is not None  # ruff: ignore[assert]  only what takes back comes here
        reading = self._reading(catch, place, rate)
        person_id = terms.holders.people[place]
        if rate.mode is TierMode.WHOLE and reading.key is not None:
            return self._open_reversal(catch, place, reading, self._shares(catch)[place])
        if reading.key is None:
            return None
        after = self._at(self._reached, reading.key, terms.scheme.key)
        if rate.measure not in COUNTS:
            base_minor = self._shares(catch)[place]
            line, _ = self._marginal(catch, place, reading, (after - base_minor, base_minor))
            return self._clamped(catch, line)
        premium_minor = reading.table.premium_at(after + 1)
        if premium_minor is None:
            return None
        key = (of.original.event.key, terms.path, person_id)
        if not _undoes_all(catch):
            reversal = of.reversal
            part_minor = pro_rata(given_minor, reversal.before_minor, reversal.whole_minor) - pro_rata(
                given_minor, reversal.after_minor, reversal.whole_minor
            )
            self._mirrored[key] += part_minor
            return None
        taken_minor = -split(premium_minor, terms.holders.weights)[place] - self._mirrored.pop(key, 0)
        worked = (AccrualKind.REVERSAL, MAIN, "premium")
        amounts = (self._shares(catch)[place], None, taken_minor)
        return self._clamped(catch, new_line(catch, place, worked, amounts, numbers=(after + 1, premium_minor)))

    def catch_ups(self, month: Month) -> Iterator[Line]:
        """At the end of ``month``: what lines of running periods come to now, less what they gave."""
        for key in [key for key in self._slots if key[4].last_month < month]:
            for slot in self._slots.pop(key):
                self._by_event.pop(_name(slot), None)
        for slots in self._slots.values():
            for slot in slots:
                if slot.catch.event.month < month:
                    yield from self._look(slot, month)

    def _look(self, slot: Slot, month: Month) -> Iterator[Line]:
        main_minor, late_minor = slot.main_minor, slot.late_minor
        self._value(slot)
        level = self._ends.get(slot.key, 0)
        for part, before, after in (
            ("catch_up", main_minor, slot.main_minor),
            ("late_catch_up", late_minor, slot.late_minor),
        ):
            if after != before:
                worked = (AccrualKind.CATCH_UP, f"{part}:{month.text}", "catch_up")
                rate_ppm = slot.table.rate_at(level)
                line = new_line(
                    slot.catch, slot.place, worked, (0, rate_ppm, after - before), numbers=(level, before, after)
                )
                yield line._replace(on=month.last, month=month)

    def _open(self, catch: Catch, place: int, reading: Reading, base_minor: int, kept: int) -> Iterator[Line]:
        assert reading.key is not None  # ruff: ignore[assert]  the caller has asked
        slot = Slot(catch, place, reading.key, reading.table, base_minor, kept)
        self._keep(slot)
        yield self._slot_line(slot, _whole_code(catch.terms), AccrualKind.ACCRUAL, reading.plan_minor)
        if slot.late_minor:
            yield late_line(catch, place, (kept, slot.main_minor, slot.late_minor), None)

    def _open_reversal(self, catch: Catch, place: int, reading: Reading, base_minor: int) -> Line:
        assert catch.of is not None  # ruff: ignore[assert]  only what takes back comes here
        assert reading.key is not None  # ruff: ignore[assert]  the caller has asked
        slot = Slot(catch, place, reading.key, reading.table, base_minor, PPM)
        person_id = catch.terms.holders.people[place]
        slot.of = self._by_event.get((catch.of.original.event.key, catch.terms.path, person_id))
        self._keep(slot)
        return self._slot_line(slot, _whole_code(catch.terms), AccrualKind.REVERSAL, reading.plan_minor)

    def _keep(self, slot: Slot) -> None:
        self._slots[slot.key].append(slot)
        self._by_event[_name(slot)] = slot
        self._value(slot)

    def late_of(self, catch: Catch, place: int) -> int | None:
        """What takes back the late line of an original under a whole-amount table; None where there is no such slot."""
        slot = self._by_event.get((catch.event.key, catch.terms.path, catch.terms.holders.people[place]))
        return None if slot is None else slot.late_minor

    def _slot_line(self, slot: Slot, code: str, kind: AccrualKind, plan_minor: int) -> Line:
        level = self._ends.get(slot.key, 0)
        premium_minor = slot.table.premium_at(level)
        rate_ppm = slot.table.rate_at(level) if premium_minor is None else None
        numbers = (level, plan_minor) if premium_minor is None else (level, premium_minor)
        amounts = (slot.base_minor, rate_ppm, slot.main_minor)
        line = new_line(slot.catch, slot.place, (kind, MAIN, code), amounts, numbers=numbers)
        return line._replace(unlimited_minor=slot.worth_minor) if limits_events(slot.catch.terms.rule) else line

    def _value(self, slot: Slot) -> None:
        """What the slot comes to at the month's end: its own line, and what lateness takes of it."""
        level = self._ends.get(slot.key, 0)
        counts, of = slot.key[3], slot.catch.of
        if counts and of is not None and slot.of is not None:
            numerator, denominator = _mirror(slot.of.worth_minor, slot), 1
        else:
            numerator, denominator = _worth(slot, level)
        worth_minor = round_half_up(numerator, denominator)
        change = worth_minor - slot.worth_minor
        slot.worth_minor = worth_minor
        if limits_events(slot.catch.terms.rule):
            change = self._limit(slot.catch, slot.place, change)
        slot.main_minor += change
        if slot.of is not None:
            slot.late_minor = _mirror(slot.of.late_minor, slot)
        elif slot.kept != PPM:
            if slot.main_minor == worth_minor:
                slot.late_minor = round_half_up(numerator * slot.kept, denominator * PPM) - slot.main_minor
            else:
                slot.late_minor = round_half_up(slot.main_minor * slot.kept, PPM) - slot.main_minor

    def _marginal(self, catch: Catch, place: int, reading: Reading, span: tuple[int, int]) -> tuple[Line, Exact]:
        """R(T(c₁)) − R(T(c₀)), or the rate or premium of the recipient's n-th event; and the same unrounded."""
        (low, share), table, kind = span, reading.table, _kind(catch)
        if reading.key is None:
            rate_ppm = table.first_rate
            exact = (share * rate_ppm, PPM)
            amounts = (share, rate_ppm, round_half_up(*exact))
            return new_line(catch, place, (kind, MAIN, "quota_missing"), amounts), exact
        if reading.key[3]:
            return self._counted(catch, place, reading, (low + 1, share))
        high = low + share
        exact = (table.exact(high) - table.exact(low), PPM)
        amount_minor = round_half_up(table.exact(high), PPM) - round_half_up(table.exact(low), PPM)
        code = "quota_marginal" if reading.plan_minor else "tier_marginal"
        amounts = (share, table.one_rate(low, high), amount_minor)
        numbers = (low, high, reading.plan_minor)
        return new_line(catch, place, (kind, MAIN, code), amounts, numbers=numbers), exact

    def _counted(self, catch: Catch, place: int, reading: Reading, nth: tuple[int, int]) -> tuple[Line, Exact]:
        number, share = nth
        premium_minor = reading.table.premium_at(number)
        if premium_minor is not None:
            part_minor = split(premium_minor, catch.terms.holders.weights)[place]
            worked = (_kind(catch), MAIN, "premium")
            return new_line(catch, place, worked, (share, None, part_minor), numbers=nth[:1] + (premium_minor,)), (
                part_minor,
                1,
            )
        rate_ppm = reading.table.rate_at(number)
        exact = (share * rate_ppm, PPM)
        worked = (_kind(catch), MAIN, "count_marginal")
        return new_line(catch, place, worked, (share, rate_ppm, round_half_up(*exact)), numbers=(number,)), exact

    def _limited(self, catch: Catch, line: Line, exact: Exact, kept: int) -> Iterator[Line]:
        limited = self._clamped(catch, line)
        if limited.amount_minor != line.amount_minor:
            exact = (limited.amount_minor, 1)
        yield limited
        if kept != PPM:
            late_minor = round_half_up(exact[0] * kept, exact[1] * PPM) - limited.amount_minor
            if late_minor:
                yield late_line(catch, line.place, (kept, limited.amount_minor, late_minor), line.rate_ppm)

    def _clamped(self, catch: Catch, line: Line) -> Line:
        if not limits_events(catch.terms.rule):
            return line
        amount_minor = self._limit(catch, line.place, line.amount_minor)
        return line._replace(amount_minor=amount_minor, unlimited_minor=line.amount_minor)

    def _limit(self, catch: Catch, place: int, amount_minor: int) -> int:
        """A limit per event is the recipient's own part of it."""
        limits, weights = catch.terms.rule.per_event, catch.terms.holders.weights
        own = Limits(
            *(
                None if limit is None else split(limit, weights)[place]
                for limit in (limits.minimum_minor, limits.cap_minor)
            )
        )
        return self._limits.limited(catch, own, amount_minor, catch.terms.holders.people[place])

    def forget(self, catch: Catch, place: int, given_minor: int) -> None:
        """What a later reversal takes from what an invoice has earned, though it mirrors."""
        if limits_events(catch.terms.rule):
            self._limit(catch, place, given_minor)

    def _reading(self, catch: Catch, place: int, rate: Tiers) -> Reading:
        terms, event = catch.terms, catch.event
        person_id = terms.holders.people[place]
        period = self._periods.measured(rate.measure, person_id, event.on, event.month)
        plan_minor = 0
        if rate.measure is Measure.QUOTA:
            plan = self._periods.plan(person_id, event.on)
            plan_minor = 0 if plan is None else plan.amount_minor
        key = None
        if period is not None:
            key = (terms.scheme.id, terms.rule.key, person_id, rate.measure in COUNTS, period)
        return Reading(key, self._table(rate, plan_minor), plan_minor)

    def _table(self, rate: Tiers, plan_minor: int) -> Table:
        table = self._tables.get((id(rate), plan_minor))
        if table is None:
            bands: Sequence = of_plan(rate.bands, plan_minor) if plan_minor else rate.bands
            table = self._tables[id(rate), plan_minor] = Table(bands)
        return table

    def _shares(self, catch: Catch) -> tuple[int, ...]:
        weights = catch.terms.holders.weights
        base_minor = self._bases.of(catch.event, catch.terms.rule.base)
        return (base_minor,) if len(weights) == 1 else split(base_minor, weights)

    def _moves(self, catch: Catch) -> Iterator[tuple[Key, int]]:
        """Every measure that the catch moves, and by how much."""
        terms, event = catch.terms, catch.event
        shares: tuple[int, ...] | None = None
        rule_id = (terms.scheme.id, terms.rule.key)
        for place in terms.paid:
            person_id = terms.holders.people[place]
            seen: set[Key] = set()
            for measure in self._measured[rule_id]:
                period = self._periods.measured(measure, person_id, event.on, event.month)
                if period is None or not self._enters(catch, person_id, measure, period):
                    continue
                key = (*rule_id, person_id, measure in COUNTS, period)
                if key in seen:
                    continue
                seen.add(key)
                if measure in COUNTS:
                    change = 1 if catch.of is None else -int(_undoes_all(catch))
                else:
                    shares = shares or self._shares(catch)
                    change = shares[place]
                yield key, change

    def _enters(self, catch: Catch, person_id: int, measure: Measure, period: Period) -> bool:
        """Whether what takes back lies in the period of its original, and so in the cumulative (SEMANTICS 3)."""
        if catch.of is None:
            return True
        original = catch.of.original.event
        if self._periods.shortest(catch.terms.rule, person_id, original.on, original.month) is not None:
            return self.in_period(catch, person_id)
        return self._periods.measured(measure, person_id, original.on, original.month) == period

    def in_period(self, catch: Catch, person_id: int) -> bool:
        """Whether what takes back lies in the same shortest tier or cap period as its original."""
        assert catch.of is not None  # ruff: ignore[assert]  only what takes back comes here
        rule, event, original = catch.terms.rule, catch.event, catch.of.original.event
        shortest = self._periods.shortest
        period = shortest(rule, person_id, original.on, original.month)
        return period is not None and period == shortest(rule, person_id, event.on, event.month)

    def _at(self, levels: dict[Key, int], key: Key, scheme_key: str) -> int:
        level = levels.get(key)
        if level is not None:
            return level
        _, rule_key, person_id, counts, period = key
        opening = self._opening.get((scheme_key, rule_key, person_id))
        if opening is None or not period.first <= self._begin.first <= period.last:
            return 0
        return opening[counts]


def late_line(catch: Catch, place: int, amounts: tuple[int, int, int], rate_ppm: int | None) -> Line:
    """The line that takes the late part back, without a base: share kept, the full line, this one."""
    kept, full_minor, late_minor = amounts
    worked = (AccrualKind.LATE, LATE, "late")
    return new_line(catch, place, worked, (0, rate_ppm, late_minor), numbers=(kept, full_minor))


def measured(schemes: Iterable[Scheme]) -> dict[RuleId, tuple[Measure, ...]]:
    """Measures of recipients that rules have in any version: a measure never restarts (SEMANTICS 4)."""
    found: dict[RuleId, dict[Measure, None]] = defaultdict(dict)
    for scheme in schemes:
        for version in scheme.versions:
            for rule in version.rules:
                for rate in (rule.rate, rule.extension_rate):
                    if isinstance(rate, Tiers) and rate.measure in PERSONAL:
                        found[scheme.id, rule.key][rate.measure] = None
    return {rule_id: tuple(measures) for rule_id, measures in found.items()}


def is_personal(terms: Terms) -> bool:
    """Whether the rate is a table over a measure of the recipient."""
    return isinstance(terms.rate, Tiers) and terms.rate.measure in PERSONAL


def _tiers(terms: Terms) -> Tiers:
    assert isinstance(terms.rate, Tiers)  # ruff: ignore[assert]  the caller has asked
    return terms.rate


def _worth(slot: Slot, level: int) -> Exact:
    premium_minor = slot.table.premium_at(level) if slot.key[3] else None
    if premium_minor is not None:
        return split(premium_minor, slot.catch.terms.holders.weights)[slot.place], 1
    return slot.base_minor * slot.table.rate_at(level), PPM


def _mirror(given_minor: int, slot: Slot) -> int:
    assert slot.catch.of is not None  # ruff: ignore[assert]  only what takes back comes here
    reversal = slot.catch.of.reversal
    before, after = (
        pro_rata(given_minor, part, reversal.whole_minor) for part in (reversal.before_minor, reversal.after_minor)
    )
    return before - after


def _name(slot: Slot) -> tuple[str, str, int]:
    terms = slot.catch.terms
    return slot.catch.event.key, terms.path, terms.holders.people[slot.place]


def _undoes_all(catch: Catch) -> bool:
    """Whether nothing of the original stands any more."""
    return catch.of is not None and catch.of.reversal.after_minor == catch.of.reversal.whole_minor


def _whole_code(terms: Terms) -> str:
    measure = _tiers(terms).measure
    if measure in COUNTS:
        return "count_whole"
    return "quota_whole" if measure is Measure.QUOTA else "tier_whole"


def _kind(catch: Catch) -> AccrualKind:
    return AccrualKind.ACCRUAL if catch.of is None else AccrualKind.REVERSAL
