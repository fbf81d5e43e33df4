"""How far a year's cost may swing: years put together of the firm's own months, drawn again and again.

The draws come from outside, seeded (``motivation.simulation``), so that the same seed gives the same range; every
candidate is asked about the same years, so that ranges can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

FEWEST_MONTHS = 6
"""With fewer months there is no range: it would only repeat them."""


class Range(NamedTuple):
    """Of ten such years one costs less than ``low_minor``, five less than ``middle_minor``, nine than ``high_minor``.

    It is a range of what the firm has seen, not a promise: months are drawn one by one, so seasons and trends are not
    in it.
    """

    low_minor: int
    middle_minor: int
    high_minor: int


def yearly_range(by_month: Sequence[int], draws: Sequence[Sequence[int]]) -> Range | None:
    """The range of the sums of the drawn months; ``draws`` hold places in ``by_month``. None with too few months."""
    if len(by_month) < FEWEST_MONTHS:
        return None
    years = sorted(sum(map(by_month.__getitem__, draw)) for draw in draws)
    return Range(*(at_share(years, tenths) for tenths in (1, 5, 9)))


def at_share(ordered: Sequence[int], tenths: int) -> int:
    """The smallest of the values that at least so many tenths of them do not exceed (nearest rank)."""
    return ordered[max(-(-len(ordered) * tenths // 10) - 1, 0)]
