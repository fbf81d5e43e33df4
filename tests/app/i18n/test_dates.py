"""Days that people type."""

from __future__ import annotations

from datetime import date

import pytest

from app.i18n.dates import DayError, parse_day

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed", ["31.01.2026", "31/1/26", "31-01-2026", " 31 1 2026 ", "31.1", "2026-01-31", "2026.1.31", "31.01.2026."]
)
def test_a_day_is_typed_in_many_ways(typed: str) -> None:
    assert parse_day(typed, TODAY) == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "day_missing"), ("  ", "day_missing"), ("soon", "day_unreadable"), ("1.2.3.4", "day_unreadable"),
     ("31.02.2026", "day_not_there"), ("2026-13-01", "day_not_there"), ("00.01.2026", "day_not_there")],
)  # fmt: skip
def test_what_is_no_day_is_said(typed: str, code: str) -> None:
    with pytest.raises(DayError) as caught:
        parse_day(typed, TODAY)
    assert caught.value.code == code
    assert caught.value.finding("on").place == "on"
