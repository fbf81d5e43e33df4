"""Whole-amount tables over a measure of the recipient, with their catch-ups (SEMANTICS 4).

Each month rates every line of the running period at the rate reached at that month's end; the difference to what was
already given is a ``catch_up`` line of that month, one per earlier line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.calc.events import Reversal
from app.calc.limits import PerEvent, limits_events
from app.calc.lines import MAIN, Line, late_line, new_line
from app.calc.match_terms import Catch, Terms, Undone
from app.calc.measures import Key, Measures, Reading
from app.calc.results import AccrualKind
from app.calc.tables import COUNTS, Measure, Tiers
from app.calc.tiers import Table
from app.kernel.money import PPM, round_half_up, split
from app.kernel.period import Month

Exact = tuple[int, int]
"""An unrounded amount as numerator and denominator."""


class Slot:
    """A line as long as its period runs."""

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

    def __init__(self, catch: Catch, place: int, reading: tuple[Key, Table], base_minor: int, kept: int) -> None:
        """Nothing is given yet."""
        self.catch = catch
        self.place = place
        self.key, self.table = reading
        self.base_minor = base_minor
        self.kept = kept
        self.of: tuple[Slot, Reversal] | None = None
        """What it takes back, and how much of it."""
        self.worth_minor = 0
        """What the table gave at the last look, before a limit per event."""
        self.main_minor = 0
        self.late_minor = 0

    @property
    def name(self) -> tuple[str, str, int]:
        """Event, rule and person."""
        terms = self.catch.terms
        return self.catch.event.key, terms.path, terms.holders.people[self.place]


class WholeTables:
    """The lines of running periods."""

    def __init__(self, measures: Measures, limits: PerEvent) -> None:
        """No period runs yet."""
        self._measures = measures
        self._limits = limits
        self._slots: dict[Key, list[Slot]] = defaultdict(list)
        self._by_name: dict[tuple[str, str, int], Slot] = {}

    def open(
        self, catch: Catch, place: int, reading: tuple[Key, Reading], base_minor: int, kept: int
    ) -> Iterator[Line]:
        """The lines of an original: its own, and what lateness takes."""
        key, read = reading
        slot = self._keep(Slot(catch, place, (key, read.table), base_minor, kept))
        yield self._line(slot, AccrualKind.ACCRUAL, read.plan_minor)
        if slot.late_minor:
            yield late_line(catch, place, (kept, slot.main_minor, slot.late_minor), None)

    def reverse(self, catch: Catch, of: Undone, place: int, reading: tuple[Key, Reading], base_minor: int) -> Line:
        """The line of what takes back inside the period: a negative one at the month-end rate."""
        key, read = reading
        slot = Slot(catch, place, (key, read.table), base_minor, PPM)
        original = self._by_name[of.original.event.key, catch.terms.path, slot.name[2]]
        slot.of = original, of.reversal
        return self._line(self._keep(slot), AccrualKind.REVERSAL, read.plan_minor)

    def runs(self, month: Month) -> bool:
        """Whether any period lasts until ``month`` or longer."""
        return any(key.period.last_month >= month for key in self._slots)

    def catch_ups(self, month: Month) -> Iterator[Line]:
        """At the end of ``month``: what earlier lines of running periods come to now, less what they gave.

        To be asked before the lines of the month itself are opened.
        """
        for key in [key for key in self._slots if key.period.last_month < month]:
            for slot in self._slots.pop(key):
                self._by_name.pop(slot.name, None)
        for slots in self._slots.values():
            for slot in slots:
                yield from self._look(slot, month)

    def _look(self, slot: Slot, month: Month) -> Iterator[Line]:
        main_minor, late_minor = slot.main_minor, slot.late_minor
        self._value(slot)
        level = self._measures.at_month_end(slot.key)
        premium = slot.key.counts and slot.table.premium_at(level) is not None
        rate_ppm = None if premium else slot.table.rate_at(level)
        changes = (("catch_up", main_minor, slot.main_minor), ("late_catch_up", late_minor, slot.late_minor))
        for part, before, after in changes:
            if after != before:
                worked = (AccrualKind.CATCH_UP, f"{part}:{month.text}", "catch_up")
                amounts = (0, rate_ppm, after - before)
                line = new_line(slot.catch, slot.place, worked, amounts, numbers=(level, before, after))
                yield line._replace(on=month.last, month=month)

    def _keep(self, slot: Slot) -> Slot:
        self._slots[slot.key].append(slot)
        self._by_name[slot.name] = slot
        self._value(slot)
        return slot

    def _line(self, slot: Slot, kind: AccrualKind, plan_minor: int) -> Line:
        level = self._measures.at_month_end(slot.key)
        premium_minor = slot.table.premium_at(level) if slot.key.counts else None
        rate_ppm = slot.table.rate_at(level) if premium_minor is None else None
        numbers = (level, plan_minor) if premium_minor is None else (level, premium_minor)
        worked = (kind, MAIN, _code(slot.catch.terms))
        amounts: tuple[int, int | None, int] = (slot.base_minor, rate_ppm, slot.main_minor)
        line = new_line(slot.catch, slot.place, worked, amounts, numbers=numbers)
        return line._replace(unlimited_minor=slot.worth_minor) if limits_events(slot.catch.terms.rule) else line

    def _value(self, slot: Slot) -> None:
        """What the slot comes to at the month's end: its own line, and what lateness takes of it."""
        if slot.key.counts and slot.of is not None:
            original, reversal = slot.of
            numerator, denominator = reversal.of(original.worth_minor), 1
        else:
            numerator, denominator = _worth(slot, self._measures.at_month_end(slot.key))
        worth_minor = round_half_up(numerator, denominator)
        change = worth_minor - slot.worth_minor
        slot.worth_minor = worth_minor
        slot.main_minor += self._limits.of_person(slot.catch, slot.place, change)
        if slot.of is not None:
            original, reversal = slot.of
            slot.late_minor = reversal.of(original.late_minor)
        elif slot.kept != PPM:
            if slot.main_minor != worth_minor:
                numerator, denominator = slot.main_minor, 1
            slot.late_minor = round_half_up(numerator * slot.kept, denominator * PPM) - slot.main_minor


def _worth(slot: Slot, level: int) -> Exact:
    premium_minor = slot.table.premium_at(level) if slot.key.counts else None
    if premium_minor is not None:
        return split(premium_minor, slot.catch.terms.holders.weights)[slot.place], 1
    return slot.base_minor * slot.table.rate_at(level), PPM


def _code(terms: Terms) -> str:
    measure = terms.rate.measure if isinstance(terms.rate, Tiers) else Measure.MONTH_TOTAL
    if measure in COUNTS:
        return "count_whole"
    return "quota_whole" if measure is Measure.QUOTA else "tier_whole"
