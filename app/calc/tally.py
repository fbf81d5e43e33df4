"""Sums of one rule over a window of months, small enough to be put together anew at every position of a slider."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from app.calc.parts import Cell, Part
from app.kernel.period import Month

Key = TypeVar("Key")
Sums = Mapping[Cell, int]
"""What a rule gives by person, month of the event, and what it is for."""


class Window(NamedTuple):
    """The months that are looked at, both inclusive."""

    first: Month
    last: Month

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month, in order."""
        return tuple(self.first.plus(step) for step in range(self.last.months_since(self.first) + 1))


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule gives in a window: by month and part, and by person and part."""

    by_month: Mapping[tuple[Month, Part], int]
    by_person: Mapping[tuple[int, Part], int]


NOTHING = Tally({}, {})


def tally(sums: Sums, window: Window) -> Tally:
    """Add up the cells of the window; months outside it are left out."""
    first, last = window
    months: dict[tuple[Month, Part], int] = defaultdict(int)
    people: dict[tuple[int, Part], int] = defaultdict(int)
    for (person_id, month, part), amount_minor in sums.items():
        if first <= month <= last:
            months[month, part] += amount_minor
            people[person_id, part] += amount_minor
    return Tally(dict(months), dict(people))


def joined(one: Tally, other: Tally) -> Tally:
    """Two windows of one rule together."""
    return Tally(_sum(one.by_month, other.by_month), _sum(one.by_person, other.by_person))


def _sum(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}
