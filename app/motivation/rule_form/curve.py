"""What a table of tiers gives: at the top of each tier, and along the way. For the picture beneath the table."""

from __future__ import annotations

from typing import NamedTuple

from app.calc.tables import COUNTS, TOTALS, Band, Measure, TierMode, Tiers
from app.calc.tiers import Table
from app.kernel.money import PPM, round_half_up

_STEPS = 15
_BEYOND = 3
"""The picture goes on behind the last bound by a half of it: three halves in all."""
SUMS = TOTALS | {Measure.EVENT_AMOUNT}
"""Measures of money: what a table gives over them is a sum by itself."""
Bonus = int | None


class Point(NamedTuple):
    """A value of the measure, the bonus there (minor units; None where it depends on more), and the rate reached."""

    at: int
    bonus_minor: Bonus
    rate_ppm: int


def top_bonuses(tiers: Tiers) -> tuple[Bonus, ...]:
    """For each tier the bonus at its upper bound; None for the last one, and where it is no matter of the table."""
    return tuple(None if band.up_to_minor is None else bonus_at(tiers, band.up_to_minor) for band in tiers.bands)


def bonus_at(tiers: Tiers, at: int) -> Bonus:
    """What everything up to ``at`` earns under the table, before anything else; None: the table alone does not say."""
    table = Table(tiers.bands)
    if tiers.measure in SUMS:
        if tiers.mode is TierMode.MARGINAL:
            return round_half_up(table.exact(at), PPM)
        return round_half_up(at * table.rate_at(at), PPM)
    if tiers.measure in COUNTS and tiers.bands[0].premium_minor is not None:
        if tiers.mode is TierMode.WHOLE:
            return at * (table.premium_at(at) or 0)
        return _counted(tiers.bands, at)
    return None


def points(tiers: Tiers) -> tuple[Point, ...]:
    """Values of the measure from 0 to half as much again as the last bound, evenly; a bare table ends at 1,000,000."""
    bounds = [band.up_to_minor for band in tiers.bands if band.up_to_minor is not None]
    if tiers.measure in COUNTS or tiers.measure is Measure.DAYS_LATE:
        last = (max(bounds, default=4) * _BEYOND + 1) // 2
        step = max(1, -(-last // _STEPS))
    else:
        last = max(bounds, default=100 * PPM) * _BEYOND // 2
        step = _round_step(last)
    table, first = Table(tiers.bands), 1 if tiers.measure in COUNTS else 0
    return tuple(
        Point(at, bonus_at(tiers, at), table.rate_at(at)) for at in range(first, last + step, step) if at <= last
    )


def _round_step(last: int) -> int:
    """About fifteen steps, each of one digit and noughts: 1, 2 or 5."""
    unit = 1
    while unit * 10 * _STEPS <= last:
        unit *= 10
    return next(unit * times for times in (1, 2, 5, 10) if unit * times * _STEPS >= last or times == 10)  # ruff: ignore[magic-value-comparison]


def _counted(bands: tuple[Band, ...], at: int) -> int:
    total, below = 0, 0
    for band in bands:
        top = at if band.up_to_minor is None else min(at, band.up_to_minor)
        total += max(0, top - below) * (band.premium_minor or 0)
        below = max(below, top)
    return total
