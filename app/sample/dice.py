"""Chance that is the same everywhere: SplitMix64, so that no Python and no system makes another sample."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

Thing = TypeVar("Thing")

SATURDAY = 5
_WORD = 2**64 - 1
_GOLDEN = 0x9E3779B97F4A7C15


class Dice:
    """A stream of chosen numbers; whole numbers only."""

    def __init__(self, seed: int) -> None:
        """Start a stream; equal seeds give equal streams."""
        self._state = seed & _WORD

    def _next(self) -> int:
        self._state = (self._state + _GOLDEN) & _WORD
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _WORD
        return mixed ^ (mixed >> 31)

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both inclusive."""
        return low + self._next() % (high - low + 1)

    def chance(self, percent: int) -> bool:
        """True in ``percent`` of a hundred cases."""
        return self._next() % 100 < percent

    def choice(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[self._next() % len(things)]

    def weighted(self, weights: Sequence[int]) -> int:
        """An index, as often as its weight says."""
        point = self._next() % sum(weights)
        for index, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return index
        raise AssertionError

    def days_after(self, day: date, low: int, high: int) -> date:
        """A working weekday ``low`` to ``high`` days after ``day``; a weekend moves on to Monday."""
        return weekday(day + timedelta(days=self.between(low, high)))

    def round_amount(self, low: int, high: int, step: int) -> int:
        """An amount in minor units between two amounts in major units, a multiple of ``step`` major units."""
        return self.between(low // step, high // step) * step * 100


def weekday(day: date) -> date:
    """``day``, or the Monday after it where it is a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
