"""Cells of the database: what SQLite gives becomes what a model declares, and anything else is a bug that shows."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.kernel.cells import Days, day, day_or_none, ids, instant, iso, text, whole, whole_or_none


def test_a_row_of_the_database_becomes_python_values() -> None:
    with sqlite3.connect(":memory:") as books:
        row = books.execute("SELECT 'Обрій', 1500, NULL, '2024-02-29', NULL").fetchone()
    books.close()
    assert (text(row[0]), whole(row[1]), whole_or_none(row[2]), day(row[3]), day_or_none(row[4])) == (
        "Обрій",
        1500,
        None,
        date(2024, 2, 29),
        None,
    )


def test_an_empty_text_and_a_zero_are_values_and_not_nothing() -> None:
    assert (text(""), whole(0), whole_or_none(0)) == ("", 0, 0)
    assert whole_or_none(-(2**63)) == -(2**63)


@pytest.mark.parametrize("cell", [None, 1, 1.5, b"abc"])
def test_what_is_no_text_is_named_in_the_error(cell: object) -> None:
    with pytest.raises(TypeError, match=f"not a text: {cell!r}"):
        text(cell)


@pytest.mark.parametrize("cell", [None, "1", 1.0, b"1"])
def test_what_is_no_whole_number_is_named_in_the_error(cell: object) -> None:
    with pytest.raises(TypeError, match=f"not a whole number: {cell!r}"):
        whole(cell)


def test_only_null_is_nothing() -> None:
    with pytest.raises(TypeError, match="not a whole number: ''"):
        whole_or_none("")
    with pytest.raises(ValueError, match="isoformat"):
        day_or_none("")


def test_a_date_column_holds_iso_text() -> None:
    assert day_or_none("2024-01-31") == date(2024, 1, 31)
    with pytest.raises(TypeError, match="not a text: None"):
        day(None)
    with pytest.raises(ValueError, match="isoformat"):
        day("31.01.2024")


@pytest.mark.parametrize("stands", [None, "0001-01-01", "2024-02-29", "9999-12-31"])
def test_a_date_is_stored_as_it_was_read(stands: str | None) -> None:
    assert iso(day_or_none(stands)) == stands


def test_a_moment_is_stored_in_utc_wherever_the_clock_hangs() -> None:
    kyiv = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 1, 1, 1, 30, tzinfo=kyiv)) == "2025-12-31T23:30:00.000Z"
    assert instant(datetime(2026, 1, 1, 1, 30, 0, 123_456, tzinfo=UTC), "microseconds") == "2026-01-01T01:30:00.123456Z"
    assert instant(datetime(2026, 1, 1, 1, 30, 0, 123_456, tzinfo=UTC), "seconds") == "2026-01-01T01:30:00Z"


def test_equal_texts_share_one_date() -> None:
    days = Days()
    first = days["2024-02-29"]
    assert first == date(2024, 2, 29)
    assert days["2024-02-29"] is first
    assert days == {"2024-02-29": first}


def test_a_text_that_is_no_date_is_not_remembered() -> None:
    days = Days()
    with pytest.raises(ValueError, match=r"out of range|day"):
        days["2023-02-29"]
    assert days == {}


def test_the_first_column_is_the_set_of_ids() -> None:
    assert ids([(7, "a"), (3, "b"), (7, "c")]) == {3, 7}
    assert ids([]) == frozenset()
    with pytest.raises(TypeError, match="not a whole number: None"):
        ids([(7,), (None,)])
