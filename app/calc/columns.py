"""A rule of percentages in columns: everything that it caught, ready to be rated anew at each position of a slider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from app.calc.match_terms import Terms
from app.calc.parts import Cell, Part, part_of
from app.calc.rule_rating import Numbered
from app.calc.scheme import ByOrder, Fading, Percent, Rate
from app.calc.tally import Sums
from app.calc.worked import Worked
from app.kernel.money import PPM, apply_rate
from app.kernel.period import Month

_HALF = PPM // 2


@dataclass(frozen=True, slots=True)
class Column:
    """What a rule of percentages catches for one person at a time, where nothing but its rate and base decide."""

    keys: tuple[Cell, ...]
    """Person, month and part of each cell."""
    cells: list[int]
    bases_minor: list[int]
    numbers: list[int]
    """Which order or month a list of rates is read by; 0 for one percentage."""

    def sums(self, rate: Rate) -> Sums:
        """What the rule gives at ``rate``."""
        totals = [0] * len(self.keys)
        if isinstance(rate, Percent):
            ppm = rate.rate_ppm
            for cell, base in zip(self.cells, self.bases_minor, strict=True):
                totals[cell] += (base * ppm + _HALF) // PPM if base >= 0 else -((_HALF - base * ppm) // PPM)
        else:
            counted = cast("ByOrder | Fading", rate)  # no other kind becomes a column
            for cell, base, number in zip(self.cells, self.bases_minor, self.numbers, strict=True):
                totals[cell] += apply_rate(base, counted.rate_at(number))
        return dict(zip(self.keys, totals, strict=True))


def column_of(worked: Worked, path: str, catches: Sequence[Numbered]) -> Column | None:
    """Everything that a rule catches; None where anything but a rate and a base decides what it gives."""
    found = [catch for _, catch in catches]
    if any(catch.of is not None or worked.measures(catch) or not _simple(catch.terms) for catch in found):
        return None
    cells: dict[Cell, int] = {}
    column = Column((), [], [], [])

    def add(terms: Terms, placed: tuple[Month, Part], base_minor: int, number: int) -> None:
        column.cells.append(cells.setdefault(Cell(terms.holders.people[0], *placed), len(cells)))
        column.bases_minor.append(base_minor)
        column.numbers.append(number)

    for catch in found:
        event, terms = catch.event, catch.terms
        number = 0 if isinstance(terms.rate, Percent) else terms.number(event)
        placed = event.month, part_of(terms, event.order)
        add(terms, placed, worked.world.bases.of(event, terms.rule.base), number)
    begin, month_of = worked.world.facts.books_from.first, worked.world.months.of
    for bundle in worked.bundles:
        for terms in bundle.terms:
            if terms.path != path:
                continue
            if not _simple(terms):
                return None
            number = 0 if isinstance(terms.rate, Percent) else terms.places.of(bundle.order).number
            bases, part = bundle.bases(terms.rule.base, worked.world.bases), part_of(terms, bundle.order)
            for on, base_minor in zip(bundle.days, bases, strict=True):
                if on >= begin:
                    add(terms, (month_of(on), part), base_minor, number)
    return replace(column, keys=tuple(cells))


def _simple(terms: Terms) -> bool:
    """One percentage for one person, and the rule's own: not what it says of extensions."""
    return terms.alone is not None and terms.rate is terms.rule.rate
