"""The scale of an axis: round numbers between the least and the most, and where a value lies. Whole numbers only."""

from __future__ import annotations

from dataclasses import dataclass

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` to ``high``, which are ticks themselves, over ``length`` pixels."""

    low: int
    high: int
    step: int
    length: int

    @property
    def ticks(self) -> tuple[int, ...]:
        """The numbers that stand on the axis, the least first."""
        return tuple(range(self.low, self.high + 1, self.step))

    def place(self, value: int) -> int:
        """Pixels from the low end."""
        return (value - self.low) * self.length // (self.high - self.low)


def scale_of(least: int, most: int, length: int, ticks: int = 5, smallest: int = 1) -> Scale:
    """A scale that holds 0, ``least`` and ``most`` in about ``ticks`` steps, none of them finer than ``smallest``."""
    low, high = min(least, 0), max(most, 0)
    if low == high:
        high = low + smallest
    step = _step((high - low + ticks - 1) // ticks, smallest)
    return Scale(low // step * step, -(-high // step) * step, step, max(length, 1))


def _step(wanted: int, smallest: int) -> int:
    """The least round number that is not less than ``wanted``."""
    size = smallest
    while True:
        for step in _STEPS:
            if size * step >= wanted:
                return size * step
        size *= 10
