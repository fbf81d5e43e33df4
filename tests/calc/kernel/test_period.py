"""Months and the arithmetic of dates."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.period import Month, add_months, days_of, month_number_since


def test_months_are_read_and_written() -> None:
    assert Month.parse("2026-09") == Month(2026, 9)
    assert Month(2026, 9).text == "2026-09"
    assert Month.of(date(2026, 9, 30)) == Month(2026, 9)


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "0000-05", "26-09", "2026-9", "2026-０9", "abcd-ef"])
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


def test_first_last_and_days() -> None:
    february = Month(2024, 2)
    assert (february.first, february.last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert len(days_of(february)) == 29
    assert days_of(february)[-1] == february.last


def test_months_are_counted() -> None:
    assert Month(2024, 11).plus(3) == Month(2025, 2)
    assert Month(2024, 1).plus(-1) == Month(2023, 12)
    assert Month(2025, 2).months_since(Month(2024, 11)) == 3
    assert Month(2024, 2) < Month(2024, 11)


def test_the_same_day_later_is_clamped_to_the_months_end() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 1, 15), 12) == date(2025, 1, 15)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2024, 1, 31), 1),
        (date(2024, 2, 1), 1),
        (date(2024, 2, 28), 1),
        (date(2024, 2, 29), 2),
        (date(2024, 3, 30), 2),
        (date(2024, 3, 31), 3),
    ],
)
def test_the_first_month_runs_until_the_day_before_the_same_day(day: date, number: int) -> None:
    """SEMANTICS 5: won 31 Jan, paid 1 Feb is M1."""
    assert month_number_since(date(2024, 1, 31), day) == number
