"""How offices write numbers, dates and words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.importing.fields import Field, Reads
from app.importing.formats import BadCell, Formats, Value, cell_reader
from app.sheets.sheet import Cell

PLAIN = Formats()
UKRAINIAN = Formats(decimal=",", thousands=" ", dates=("DD.MM.YYYY", "D.M.YY"))
GERMAN = Formats(decimal=",", thousands=".")
ENGLISH = Formats(thousands=",")


def read(reads: Reads, cell: Cell, formats: Formats = PLAIN) -> Value:
    return cell_reader(Field("x", reads, choices=("active", "cancelled")), formats, {})(cell)


@pytest.mark.parametrize(
    ("cell", "formats", "minor"),
    [
        ("1863.40", PLAIN, 1863_40),
        ("-5", PLAIN, -5_00),
        ("1 234,56", UKRAINIAN, 1234_56),
        ("1\u00a0234\u00a0567,5", UKRAINIAN, 1234567_50),
        ("1.234,56", GERMAN, 1234_56),
        ("£68,486.66", ENGLISH, 68486_66),
        ("(12.00)", ENGLISH, -12_00),
        ("(£12.00)", PLAIN, -12_00),
        ("£68,486.66", PLAIN, 68486_66),
        ("1,234,567", PLAIN, 1234567_00),
        ("1.234.567,50", UKRAINIAN, 1234567_50),
        ("1\u202f234,5", UKRAINIAN, 1234_50),
        ("1'234.56", PLAIN, 1234_56),
        ("\u221212.00", PLAIN, -12_00),
        ("12.00-", PLAIN, -12_00),
        ("100 ₴", PLAIN, 100_00),
        (Decimal("68486.66"), PLAIN, 68486_66),
        (7, UKRAINIAN, 7_00),
        (None, PLAIN, None),
    ],
)
def test_amounts_are_exact_minor_units(cell: Cell, formats: Formats, minor: int | None) -> None:
    assert read(Reads.MONEY, cell, formats) == minor


@pytest.mark.parametrize(
    ("cell", "formats", "code"),
    [
        ("12.345", PLAIN, "number_too_precise"),
        ("1,5", ENGLISH, "number_unreadable"),
        ("1.50", UKRAINIAN, "number_unreadable"),
        ("ten", PLAIN, "number_unreadable"),
        ("1,234", PLAIN, "number_unreadable"),
        ("12,34.5", PLAIN, "number_unreadable"),
        ("1,2345,678", PLAIN, "number_unreadable"),
        ("1.234", UKRAINIAN, "number_unreadable"),
        ("--5", PLAIN, "number_unreadable"),
        ("4.54747E-13", PLAIN, "number_unreadable"),
        ("1e5", PLAIN, "number_unreadable"),
        ("٣", PLAIN, "number_unreadable"),
        ("9" * 30, PLAIN, "number_unreadable"),
        (Decimal("1e40"), PLAIN, "number_unreadable"),
        (Decimal("NaN"), PLAIN, "number_unreadable"),
        (date(2024, 1, 1), PLAIN, "number_unreadable"),
    ],
)
def test_what_is_no_amount_is_said(cell: Cell, formats: Formats, code: str) -> None:
    with pytest.raises(BadCell) as caught:
        read(Reads.MONEY, cell, formats)
    assert caught.value.code == code


def test_rates_are_percents_or_fractions() -> None:
    assert read(Reads.PERCENT, "20%") == 200_000
    assert read(Reads.PERCENT, "7,5", UKRAINIAN) == 75_000
    assert read(Reads.PERCENT, "0.2", Formats(percent="fraction")) == 200_000


@pytest.mark.parametrize(
    ("cell", "formats", "day"),
    [
        ("2024-02-29", PLAIN, date(2024, 2, 29)),
        ("31.12.2025", UKRAINIAN, date(2025, 12, 31)),
        ("1.2.24", UKRAINIAN, date(2024, 2, 1)),
        ("1.2.71", UKRAINIAN, date(1971, 2, 1)),
        ("03/15/2024", Formats(dates=("MM/DD/YYYY",)), date(2024, 3, 15)),
        ("2024-03-15 10:22:01", Formats(dates=("YYYY-MM-DD*",)), date(2024, 3, 15)),
        ("09-Mar-11", Formats(dates=("DD-MMM-YY",)), date(2011, 3, 9)),
        ("19 июля 2010 г.", Formats(dates=("D MMM YYYY*",)), date(2010, 7, 19)),
        ("1 травня 2024", Formats(dates=("D MMM YYYY",)), date(2024, 5, 1)),
        ("42156", Formats(dates=("DD/MM/YYYY", "serial")), date(2015, 6, 1)),
        (42156, Formats(dates=("serial",)), date(2015, 6, 1)),
        ("42156.75", Formats(dates=("serial",)), date(2015, 6, 1)),
        ("59", Formats(dates=("serial",)), date(1900, 2, 28)),
        ("40694", Formats(dates=("serial1904",)), date(2015, 6, 1)),
        (date(2024, 3, 1), PLAIN, date(2024, 3, 1)),
        (None, PLAIN, None),
    ],
)
def test_dates_follow_the_patterns_in_their_order(cell: Cell, formats: Formats, day: date | None) -> None:
    assert read(Reads.DATE, cell, formats) == day


@pytest.mark.parametrize(("cell", "code"), [("31.12.2025", "date_unreadable"), ("2023-02-29", "date_impossible")])
def test_what_is_no_date_is_said(cell: str, code: str) -> None:
    with pytest.raises(BadCell) as caught:
        read(Reads.DATE, cell)
    assert caught.value.code == code


def test_words_may_be_flags_choices_and_lists() -> None:
    assert (read(Reads.FLAG, "Так"), read(Reads.FLAG, "no"), read(Reads.FLAG, None)) == (1, 0, None)
    assert read(Reads.CHOICE, "Active") == "active"
    assert read(Reads.LIST, "a; b ;;c") == ("a", "b", "c")
    with pytest.raises(BadCell, match="flag_unreadable"):
        read(Reads.FLAG, "perhaps")
    with pytest.raises(BadCell, match="value_unknown"):
        read(Reads.CHOICE, "lost")


def test_numbers_and_dates_are_texts_where_texts_are_wanted() -> None:
    assert read(Reads.TEXT, 10248) == "10248"
    assert read(Reads.TEXT, None) == ""  # ruff: ignore[compare-to-empty-string]
