"""Tables: bands are (from, to], late days are inclusive upper days (SEMANTICS 4)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.calc.tables import Band, LateBand
from tests.calc.second.rounding import MILLION


def slices(bands: Sequence[Band], amount: int) -> Fraction:
    """T(amount) of a marginal table, exact; below zero the first band goes on."""
    if amount < 0:
        return Fraction(amount) * bands[0].rate_ppm / MILLION
    total, low = Fraction(0), 0
    for band in bands:
        high = amount if band.up_to_minor is None else min(amount, band.up_to_minor)
        if high > low:
            total += Fraction(high - low) * band.rate_ppm / MILLION
            low = high
    return total


def rate_for_all(bands: Sequence[Band], amount: int) -> Fraction:
    """The rate that ``amount`` has reached: a bound belongs to the band below it."""
    for band in bands:
        if band.up_to_minor is None or amount <= band.up_to_minor:
            return Fraction(band.rate_ppm, MILLION)
    raise ValueError("a table must end open")


def keeps(table: Sequence[LateBand], days_late: int | None) -> Fraction | None:
    """The share kept; None where nothing is taken: not late enough, or nothing speaks of lateness."""
    if days_late is None:
        return None
    for band in table:
        if band.up_to_days is None or days_late <= band.up_to_days:
            return Fraction(band.kept_ppm, MILLION) if band.kept_ppm < MILLION else None
    return None
