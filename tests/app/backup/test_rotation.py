"""Which automatic copies stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.backup.rotation import DAYS, MONTHS, WEEKS, to_keep

MOMENTS = st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)), max_size=60)  # ruff: ignore[call-datetime-without-tzinfo] (names carry local time)
EVENING = datetime(2026, 11, 20, 18, 30)  # ruff: ignore[call-datetime-without-tzinfo]


def test_two_years_of_evenings_leave_seven_days_five_weeks_and_twelve_months() -> None:
    kept = sorted(to_keep(EVENING - timedelta(days=days) for days in range(730)), reverse=True)
    assert [f"{moment:%m-%d}" for moment in kept] == [
        "11-20", "11-19", "11-18", "11-17", "11-16", "11-15", "11-14",  # days; two of them end their weeks
        "11-08", "11-01", "10-31", "10-25",
        "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31", "12-31",
    ]  # fmt: skip


def test_of_a_day_its_last_copy_stays() -> None:
    hours = [EVENING.replace(hour=hour) for hour in (9, 12, 18)]
    assert to_keep(hours) == {EVENING.replace(hour=18)}


def test_a_long_leave_removes_nothing() -> None:
    before = [EVENING - timedelta(days=60 + days) for days in range(6)]
    assert to_keep([*before, EVENING]) == {*before, EVENING}


@given(MOMENTS)
def test_the_newest_stays_nothing_is_invented_and_all_is_bounded(moments: list[datetime]) -> None:
    kept = to_keep(moments)
    assert kept <= set(moments)
    assert not moments or max(moments) in kept
    assert len(kept) <= DAYS + WEEKS + MONTHS
    assert to_keep(kept) == kept


@given(MOMENTS)
def test_of_the_last_days_weeks_and_months_the_last_copy_stays(moments: list[datetime]) -> None:
    kept = to_keep(moments)
    for period, count in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        last = {f"{moment:{period}}": moment for moment in sorted(moments)}
        assert set([last[name] for name in sorted(last, reverse=True)][:count]) <= kept


@given(MOMENTS)
def test_removing_day_by_day_ends_where_removing_at_once_does(moments: list[datetime]) -> None:
    """What is removed today is never missed later."""
    standing: frozenset[datetime] = frozenset()
    for moment in sorted(moments):
        standing = to_keep({*standing, moment})
    assert standing == to_keep(moments)
