"""Rounding and sharing, written a second time from the head of SEMANTICS and its section 6: fractions, never ints."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

MILLION = 1_000_000


def nearest(value: Fraction) -> int:
    """R(x): half away from zero. Decimal's own rounding does it, on 60 digits."""
    with localcontext() as context:
        context.prec = 60
        doubled = Fraction(value) * 2
        if doubled.denominator == 1 and doubled.numerator % 2:
            exact = Decimal(doubled.numerator) / 2
            return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        return int((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def part_of(total: int, reached: int, whole: int) -> int:
    """R(total · C / whole), C clamped to 0…whole (SEMANTICS 2)."""
    if whole <= 0:
        return 0
    return nearest(Fraction(total) * max(0, min(reached, whole)) / whole)


def shared(amount: int, weights: list[int]) -> list[int]:
    """Down for everybody, then cent by cent to whoever lacks most; the weights stand in order of staff numbers."""
    fair = [Fraction(abs(amount)) * weight / sum(weights) for weight in weights]
    cents = [value.numerator // value.denominator for value in fair]
    while sum(cents) < abs(amount):
        lacking = [value - cent if cent <= value else Fraction(-1) for value, cent in zip(fair, cents, strict=True)]
        cents[lacking.index(max(lacking))] += 1
    return cents if amount >= 0 else [-cent for cent in cents]
