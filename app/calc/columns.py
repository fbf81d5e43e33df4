"""A rule of percentages in columns: what it caught, ready to be rated anew at each position of a slider.

What one catch gives must not depend on what another gives: no limit, no hold-back, no measure of the recipient. Of such
a rule everything goes into columns that is for one person and that nothing takes back; the rest goes the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from app.calc.match_terms import Catch, Terms
from app.calc.parts import Cell, Part, part_of
from app.calc.rule_rating import Numbered, kept_of
from app.calc.scheme import ByOrder, Fading, Limits, Percent, Pool, Rate, Rule
from app.calc.tables import Measure, Tiers
from app.calc.tally import Sums
from app.calc.tiers import Table
from app.calc.worked import Worked
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month

_HALF = PPM // 2


@dataclass(frozen=True, slots=True)
class Column:
    """What a rule catches for one person at a time, where nothing but its rate, base and lateness decide."""

    keys: tuple[Cell, ...]
    """Person, month and part of each cell."""
    cells: list[int]
    bases_minor: list[int]
    numbers: list[int]
    """What the rate is read by: which order or month, how many days late; 0 for one percentage."""
    reduced: tuple[tuple[int, int, int, int], ...]
    """What came late and keeps a part: cell, base, number, share kept in ppm."""

    @staticmethod
    def takes(_rate: Rate) -> bool:
        """Every rate of the sort that the rule has."""
        return True

    def sums(self, rate: Rate) -> Sums:
        """What the rule gives at ``rate``."""
        if not self.keys:
            return {}
        totals = [0] * len(self.keys)
        rate_at = _reader(rate)
        if isinstance(rate, Percent):
            ppm = rate.rate_ppm
            for cell, base in zip(self.cells, self.bases_minor, strict=True):
                totals[cell] += (base * ppm + _HALF) // PPM if base >= 0 else -((_HALF - base * ppm) // PPM)
        else:
            read = {number: rate_at(number) for number in set(self.numbers)}
            for cell, base, number in zip(self.cells, self.bases_minor, self.numbers, strict=True):
                exact = base * read[number]
                totals[cell] += (exact + _HALF) // PPM if exact >= 0 else -((_HALF - exact) // PPM)
        for cell, base, number, kept in self.reduced:
            totals[cell] += round_half_up(base * rate_at(number) * kept, PPM * PPM)
        return dict(zip(self.keys, totals, strict=True))


class Columned(NamedTuple):
    """A rule's column, and what of its catches goes the long way."""

    column: Column
    rest: tuple[Numbered, ...]


class _Filler:
    """Puts rows into a column."""

    def __init__(self) -> None:
        self._places: dict[Cell, int] = {}
        self._cells: list[int] = []
        self._bases: list[int] = []
        self._numbers: list[int] = []
        self._reduced: list[tuple[int, int, int, int]] = []

    def add(self, terms: Terms, placed: tuple[Month, Part], base_minor: int, number: int) -> None:
        self._cells.append(self._place(terms, placed))
        self._bases.append(base_minor)
        self._numbers.append(number)

    def add_reduced(self, terms: Terms, placed: tuple[Month, Part], row: tuple[int, int, int]) -> None:
        self._reduced.append((self._place(terms, placed), *row))

    def column(self) -> Column:
        return Column(tuple(self._places), self._cells, self._bases, self._numbers, tuple(self._reduced))

    def _place(self, terms: Terms, placed: tuple[Month, Part]) -> int:
        return self._places.setdefault(Cell(terms.holders.people[0], *placed), len(self._places))


def column_of(worked: Worked, path: str, catches: Sequence[Numbered]) -> Columned | None:
    """Everything that a rule catches; None where what it gives for one catch may depend on another."""
    bundled = [(bundle, terms) for bundle in worked.bundles for terms in bundle.terms if terms.path == path]
    rules = {id(terms.rule): terms.rule for terms in (*(catch.terms for _, catch in catches), *(t for _, t in bundled))}
    if any(worked.measures(catch) for _, catch in catches[:1]) or not all(map(_stands_alone, rules.values())):
        return None
    if not all(_is_row(terms) for _, terms in bundled):
        return None
    taken_back = {catch.of.original.event.key for _, catch in catches if catch.of is not None}
    filler, rest = _Filler(), []
    for numbered in catches:
        catch = numbered[1]
        event, terms = catch.event, catch.terms
        if catch.of is not None or event.key in taken_back or not _is_row(terms):
            rest.append(numbered)
            continue
        placed, kept = (event.month, part_of(terms, event.order)), kept_of(catch)
        base_minor, number = worked.world.bases.of(event, terms.rule.base), _number(catch)
        if kept == PPM:
            filler.add(terms, placed, base_minor, number)
        else:
            filler.add_reduced(terms, placed, (base_minor, number, kept))
    begin, month_of = worked.world.facts.books_from.first, worked.world.months.of
    for bundle, terms in bundled:
        number = 0 if isinstance(terms.rate, Percent) else terms.places.of(bundle.order).number
        bases, part = bundle.bases(terms.rule.base, worked.world.bases), part_of(terms, bundle.order)
        for on, base_minor in zip(bundle.days, bases, strict=True):
            if on >= begin:
                filler.add(terms, (month_of(on), part), base_minor, number)
    return Columned(filler.column(), tuple(rest))


def _stands_alone(rule: Rule) -> bool:
    """Whether what the rule gives for one event has nothing to do with others."""
    rate = rule.rate
    counted = isinstance(rate, (Percent, ByOrder, Fading)) or (
        isinstance(rate, Tiers) and rate.measure is Measure.DAYS_LATE
    )
    limited = rule.per_event != Limits() or rule.per_period is not None or rule.hold_back is not None
    return counted and not limited and not isinstance(rule.recipient, Pool)


def _is_row(terms: Terms) -> bool:
    """One person, and the rule's own rate: not what it says of extensions."""
    return len(terms.holders.people) == 1 and terms.rate is terms.rule.rate


def _number(catch: Catch) -> int:
    rate = catch.terms.rate
    if isinstance(rate, Percent):
        return 0
    return catch.event.days_late or 0 if isinstance(rate, Tiers) else catch.terms.number(catch.event)


def _reader(rate: Rate) -> Callable[[int], int]:
    """The rate at what it is read by."""
    if isinstance(rate, Percent):
        ppm = rate.rate_ppm
        return lambda _number: ppm
    if isinstance(rate, Tiers):
        return Table(rate.bands).rate_at
    return cast("ByOrder | Fading", rate).rate_at  # no other kind becomes a column
