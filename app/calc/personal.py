"""Tables over a measure of the recipient: totals, counts, plans; those of whole amounts stand in ``whole_tables``.

The base is split first, then each recipient's own measure is rated (SEMANTICS 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from app.calc.limits import PerEvent, limits_events
from app.calc.lines import MAIN, Line, late_line, new_line
from app.calc.match_terms import Catch, Terms, Undone
from app.calc.measures import Measures, Reading, undoes_all
from app.calc.results import AccrualKind
from app.calc.tables import COUNTS, TierMode, Tiers
from app.calc.whole_tables import Exact, WholeTables
from app.kernel.money import PPM, round_half_up, split
from app.kernel.period import Month


class Personal:
    """Rates what tables over measures of recipients catch, month by month."""

    def __init__(self, measures: Measures) -> None:
        """Nothing is rated yet."""
        self._measures = measures
        self._limits = PerEvent()
        self._whole = WholeTables(measures, self._limits)
        self._mirrored: dict[tuple[str, str, int], int] = defaultdict(int)
        """What partial reversals of a premium have given back."""

    def rate(self, catch: Catch, kept: int) -> Iterator[Line]:
        """The lines of an original, for each recipient."""
        rate, terms = _tiers(catch.terms), catch.terms
        shares = self._measures.shares(catch)
        readings = {place: self._measures.reading(catch, place, rate) for place in terms.paid}
        reached = {
            place: 0 if reading.key is None else self._measures.reached(reading.key, terms.scheme.key)
            for place, reading in readings.items()
        }
        self._measures.advance(catch)
        for place, reading in readings.items():
            if rate.mode is TierMode.WHOLE and reading.key is not None:
                yield from self._whole.open(catch, place, (reading.key, reading), shares[place], kept)
                continue
            line, exact = _by_slices(catch, place, reading, (reached[place], shares[place]))
            yield from self._limited(catch, line, exact, kept)

    def take_back(self, catch: Catch, of: Undone, place: int, given_minor: int) -> Line | None:
        """The line of what takes back inside the period of its original, whose line gave ``given_minor``.

        None where the original's line is mirrored.
        """
        rate = _tiers(catch.terms)
        reading = self._measures.reading(catch, place, rate)
        if reading.key is None:
            return None
        share = self._measures.shares(catch)[place]
        if rate.mode is TierMode.WHOLE:
            return self._whole.reverse(catch, of, place, (reading.key, reading), share)
        reached = self._measures.reached(reading.key, catch.terms.scheme.key)
        if rate.measure not in COUNTS:
            return self._clamped(catch, _by_slices(catch, place, reading, (reached - share, share))[0])
        premium_minor = reading.table.premium_at(reached + 1)
        if premium_minor is None:
            return None
        return self._take_premium_back(catch, of, place, (reached + 1, premium_minor, given_minor))

    def runs(self, month: Month) -> bool:
        """Whether a period of a whole-amount table lasts until ``month`` or longer."""
        return self._whole.runs(month)

    def catch_ups(self, month: Month) -> Iterator[Line]:
        """At the end of ``month``: the differences that whole-amount tables owe earlier lines."""
        return self._whole.catch_ups(month)

    def forget(self, catch: Catch, place: int, amount_minor: int) -> None:
        """What a later reversal takes from what an invoice has earned, though it mirrors."""
        self._limits.of_person(catch, place, amount_minor)

    def _take_premium_back(self, catch: Catch, of: Undone, place: int, known: tuple[int, int, int]) -> Line | None:
        """The highest rung falls away with the last of an event, less what partial reversals gave back."""
        (count, premium_minor, given_minor), terms = known, catch.terms
        key = (of.original.event.key, terms.path, terms.holders.people[place])
        if not undoes_all(catch):
            self._mirrored[key] += of.reversal.of(given_minor)
            return None
        taken_minor = -split(premium_minor, terms.holders.weights)[place] - self._mirrored.pop(key, 0)
        worked = (AccrualKind.REVERSAL, MAIN, "premium")
        amounts: tuple[int, int | None, int] = (self._measures.shares(catch)[place], None, taken_minor)
        return self._clamped(catch, new_line(catch, place, worked, amounts, numbers=(count, premium_minor)))

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
        amount_minor = self._limits.of_person(catch, line.place, line.amount_minor)
        return line._replace(amount_minor=amount_minor, unlimited_minor=line.amount_minor)


def _by_slices(catch: Catch, place: int, reading: Reading, span: tuple[int, int]) -> tuple[Line, Exact]:
    """R(T(c₁)) − R(T(c₀)), or the rate or premium of the recipient's n-th event; and the same unrounded."""
    (low, share), table, kind = span, reading.table, _kind(catch)
    amounts: tuple[int, int | None, int]
    if reading.key is None:
        exact = (share * table.first_rate, PPM)
        amounts = (share, table.first_rate, round_half_up(*exact))
        return new_line(catch, place, (kind, MAIN, "quota_missing"), amounts), exact
    if reading.key.counts:
        return _counted(catch, place, table_at=(reading, low + 1), share=share)
    high = low + share
    exact = (table.exact(high) - table.exact(low), PPM)
    amount_minor = round_half_up(table.exact(high), PPM) - round_half_up(table.exact(low), PPM)
    code = "quota_marginal" if reading.plan_minor else "tier_marginal"
    amounts = (share, table.one_rate(low, high), amount_minor)
    return new_line(catch, place, (kind, MAIN, code), amounts, numbers=(low, high, reading.plan_minor)), exact


def _counted(catch: Catch, place: int, *, table_at: tuple[Reading, int], share: int) -> tuple[Line, Exact]:
    reading, number = table_at
    premium_minor = reading.table.premium_at(number)
    if premium_minor is not None:
        part_minor = split(premium_minor, catch.terms.holders.weights)[place]
        worked = (_kind(catch), MAIN, "premium")
        line = new_line(catch, place, worked, (share, None, part_minor), numbers=(number, premium_minor))
        return line, (part_minor, 1)
    rate_ppm = reading.table.rate_at(number)
    exact = (share * rate_ppm, PPM)
    worked = (_kind(catch), MAIN, "count_marginal")
    return new_line(catch, place, worked, (share, rate_ppm, round_half_up(*exact)), numbers=(number,)), exact


def _tiers(terms: Terms) -> Tiers:
    """The table of terms that have one (``measures.is_personal``)."""
    return cast("Tiers", terms.rate)


def _kind(catch: Catch) -> AccrualKind:
    return AccrualKind.ACCRUAL if catch.of is None else AccrualKind.REVERSAL
