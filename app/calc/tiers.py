"""Tables of bands: (from, to], the first from 0, the boundary in the lower band (SEMANTICS 4). Exact, never rounded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.calc.tables import Band
from app.kernel.money import PPM, round_half_up


class Slice(NamedTuple):
    """The part of an amount that lies in one band."""

    amount_minor: int
    rate_ppm: int


class Table:
    """A tier table, ready to be read. The last band is open; amounts below zero read the first band."""

    def __init__(self, bands: Sequence[Band]) -> None:
        """Sum up the bands once."""
        self._rates = [band.rate_ppm for band in bands]
        self._premiums = [band.premium_minor for band in bands]
        self._bounds = [band.up_to_minor for band in bands if band.up_to_minor is not None][: len(bands) - 1]
        self._sums = [0]
        lower = 0
        for bound, rate_ppm in zip(self._bounds, self._rates, strict=False):
            self._sums.append(self._sums[-1] + (bound - lower) * rate_ppm)
            lower = bound

    def rate_at(self, amount_minor: int) -> int:
        """The rate that ``amount_minor`` reaches."""
        return self._rates[bisect_left(self._bounds, amount_minor)]

    def premium_at(self, count: int) -> int | None:
        """The premium of the band that ``count`` reaches; None in a table of rates."""
        return self._premiums[bisect_left(self._bounds, count)]

    @property
    def first_rate(self) -> int:
        """The rate of the lowest band."""
        return self._rates[0]

    def one_rate(self, from_minor: int, to_minor: int) -> int | None:
        """The rate of everything between two totals, where they lie in one band."""
        low, high = (from_minor, to_minor) if from_minor <= to_minor else (to_minor, from_minor)
        index = bisect_left(self._bounds, high)
        return self._rates[index] if bisect_right(self._bounds, low) >= index else None

    def exact(self, amount_minor: int) -> int:
        """T(amount) of the marginal table, in millionths of minor units."""
        index = bisect_left(self._bounds, amount_minor)
        lower = self._bounds[index - 1] if index else 0
        return self._sums[index] + (amount_minor - lower) * self._rates[index]

    def slices(self, from_minor: int, to_minor: int) -> tuple[Slice, ...]:
        """What lies between two totals, by band; negative parts where the total falls."""
        low, high = min(from_minor, to_minor), max(from_minor, to_minor)
        sign = 1 if to_minor >= from_minor else -1
        edges = [low, *(bound for bound in self._bounds if low < bound < high), high]
        return tuple(
            Slice(sign * (upper - lower), self.rate_at(upper)) for lower, upper in pairwise(edges) if upper > lower
        )


def of_plan(bands: Sequence[Band], plan_minor: int) -> tuple[Band, ...]:
    """Bands over parts of a plan as bands over amounts, each bound rounded to the minor unit."""
    return tuple(
        band if band.up_to_minor is None else Band(round_half_up(plan_minor * band.up_to_minor, PPM), band.rate_ppm)
        for band in bands
    )
