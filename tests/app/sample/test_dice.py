from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from app.sample.dice import Dice, weekday


def test_a_seed_always_throws_the_same() -> None:
    dice = Dice(20231201)
    assert [dice.between(1, 6) for _ in range(10)] == [5, 6, 2, 3, 1, 4, 5, 2, 2, 1]
    assert Dice(7).between(0, 10**9) == Dice(7).between(0, 10**9) == 701284894


def test_every_side_comes_about_equally_often() -> None:
    dice = Dice(1)
    seen = Counter(dice.between(1, 6) for _ in range(6000))
    assert set(seen) == {1, 2, 3, 4, 5, 6}
    assert min(seen.values()) > 900


def test_weights_say_how_often() -> None:
    dice = Dice(2)
    seen = Counter(dice.weighted((90, 10, 0)) for _ in range(1000))
    assert 850 < seen[0] < 950
    assert seen[2] == 0


@pytest.mark.parametrize(
    ("day", "worked"),
    [("2026-11-20", "2026-11-20"), ("2026-11-21", "2026-11-23"), ("2026-11-22", "2026-11-23")],
)
def test_a_weekend_moves_on_to_monday(day: str, worked: str) -> None:
    assert weekday(date.fromisoformat(day)) == date.fromisoformat(worked)


def test_amounts_are_round() -> None:
    dice = Dice(3)
    amounts = {dice.round_amount(1_000, 3_000, 500) for _ in range(200)}
    assert amounts == {100_000, 150_000, 200_000, 250_000, 300_000}
