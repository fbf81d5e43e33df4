"""Whole minor units: the one place where anything is rounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import (
    PPM,
    Money,
    apply_rate,
    convert,
    pro_rata,
    round_half_up,
    split,
    with_vat,
    without_vat,
)

AMOUNTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (5, 3, 2), (-4, 3, -1), (0, 7, 0), (1, 2, 1), (-1, 2, -1)],
)
def test_half_up_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert round_half_up(numerator, denominator) == rounded


def test_an_amount_with_its_currency() -> None:
    assert Money(100_00, "UAH") == (100_00, "UAH")


def test_a_rate_of_an_amount() -> None:
    assert apply_rate(55_601_84, 50_000) == 2_780_09
    assert apply_rate(-900_00, 50_000) == -45_00


def test_pro_rata_is_clamped_and_a_whole_of_nothing_earns_nothing() -> None:
    assert [pro_rata(83_33, c, 100_00) for c in (33_33, 66_66, 100_00)] == [27_77, 55_55, 83_33]
    assert pro_rata(100, 150, 120) == 100
    assert pro_rata(100, -5, 120) == 0
    assert pro_rata(100, 5, 0) == 0


@given(AMOUNTS, st.lists(st.integers(1, 10**9), min_size=1, max_size=9))
def test_parts_of_a_cumulative_sum_to_the_whole(total: int, parts: list[int]) -> None:
    whole, reached, earned = sum(parts), 0, 0
    for part in parts:
        earned += pro_rata(total, reached + part, whole) - pro_rata(total, reached, whole)
        reached += part
    assert earned == total


def test_thirds() -> None:
    """SEMANTICS 6."""
    assert split(100_00, (1, 1, 1)) == (33_34, 33_33, 33_33)
    assert split(-100_00, (1, 1, 1)) == (-33_34, -33_33, -33_33)
    assert split(100, (1, 2)) == (33, 67)


def test_shares_need_a_weight() -> None:
    with pytest.raises(ValueError, match="positive weight"):
        split(100, ())


@given(AMOUNTS, st.lists(st.integers(0, PPM), min_size=1, max_size=9).filter(any))
def test_shares_sum_to_the_amount_and_are_fair_to_the_cent(amount: int, weights: list[int]) -> None:
    parts = split(amount, weights)
    total = sum(weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * total - amount * weight) < total


def test_vat_out_and_in() -> None:
    assert without_vat(1_000_00, 200_000) == 833_33
    assert with_vat(833_33, 200_000) == 1_000_00


def test_conversion() -> None:
    """SEMANTICS 10."""
    assert convert(833_33, 41_234_500) == 34_361_95
    assert convert(100_00, 169_500_000, 100) == 169_50
