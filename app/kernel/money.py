"""Money as whole minor units with its currency, rates as whole millionths, and the one place where all is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

PPM = 1_000_000
"""A rate of 100 %, in millionths."""

RATE_SCALE = 1_000_000
"""Exchange rates are whole numbers with six decimals (SEMANTICS 10)."""

AMOUNT_LIMIT_MINOR = 10**15
"""No amount may reach this many minor units: beyond it a sum of amounts could leave SQLite's 64-bit integers."""

CURRENCIES = ("UAH", "USD", "EUR", "PLN", "GBP", "CHF", "CZK", "RUB", "BYN", "KZT", "MDL", "GEL")
"""Currencies the program keeps books in. All of them have two decimals."""


class Money(NamedTuple):
    """An amount in minor units of ``currency`` (ISO 4217)."""

    amount_minor: int
    currency: str


def round_half_up(numerator: int, denominator: int) -> int:
    """R(numerator / denominator): half away from zero, exact (SEMANTICS, head of the page). ``denominator`` > 0."""
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((denominator - 2 * numerator) // (2 * denominator))


def apply_rate(amount_minor: int, rate_ppm: int) -> int:
    """R(amount × rate) in minor units."""
    return round_half_up(amount_minor * rate_ppm, PPM)


def pro_rata(total_minor: int, cumulative_minor: int, whole_minor: int) -> int:
    """R(total · cumulative / whole), the cumulative clamped to 0…whole (SEMANTICS 2); a whole of 0 earns nothing."""
    if whole_minor <= 0:
        return 0
    clamped = min(max(cumulative_minor, 0), whole_minor)
    return round_half_up(total_minor * clamped, whole_minor)


def split(amount_minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """``amount_minor`` in parts after whole ``weights``, in their order; the parts sum to the amount exactly.

    Each part is rounded down and the rest goes by largest remainder, ties to the earlier weight: callers pass the
    weights in the order of staff numbers. A negative amount is split as its absolute value (SEMANTICS 6).
    """
    total = sum(weights)
    if total <= 0:
        raise ValueError("split needs a positive weight")
    magnitude = abs(amount_minor)
    parts = [magnitude * weight // total for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda i: -(magnitude * weights[i] % total))
    for index in by_remainder[: magnitude - sum(parts)]:
        parts[index] += 1
    return tuple(parts) if amount_minor >= 0 else tuple(-part for part in parts)


def without_vat(gross_minor: int, vat_ppm: int) -> int:
    """The net inside a gross amount: R(gross / (1 + rate))."""
    return round_half_up(gross_minor * PPM, PPM + vat_ppm)


def with_vat(net_minor: int, vat_ppm: int) -> int:
    """The gross of a net amount: net + R(net × rate)."""
    return net_minor + apply_rate(net_minor, vat_ppm)


def convert(amount_minor: int, rate_micro: int, units: int = 1) -> int:
    """R(amount × rate): ``rate_micro`` is the price of ``units`` units with six decimals (SEMANTICS 10)."""
    return round_half_up(amount_minor * rate_micro, RATE_SCALE * units)
