"""Numbers, flags and dates of TOML files: exact or a finding, never rounded in silence and never an exception."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.kernel.errors import Finding
from app.kernel.toml_table import Table
from tests.support.toml import MISSING, read, wrong

STAND_IN_DAY = date(2000, 1, 1)


# Whole numbers, flags and dates


@pytest.mark.parametrize(("toml", "number"), [("0", 0), ("1_000_000", 1_000_000), ("0x10", 16)])
def test_a_whole_number_lies_between_nought_and_a_million_unless_told_otherwise(toml: str, number: int) -> None:
    table = read(f"key = {toml}\n")
    assert table.whole("key") == number
    assert table.findings == []


def test_a_whole_number_may_be_left_out() -> None:
    table = read("")
    assert (table.whole("key"), table.whole("key", 5)) == (None, 5)
    assert table.findings == []


def test_a_whole_number_keeps_to_its_range() -> None:
    table = read("key = -1\nother = 13\n")
    assert table.whole("key", low=-1) == -1
    assert table.whole("other", high=13) == 13
    assert table.findings == []
    assert table.whole("key", 1, high=12) == 1
    assert table.whole("other", 1, high=12) == 1
    assert table.findings == [
        Finding("number_range", "key", {"found": "-1", "low": 0, "high": 12}),
        Finding("number_range", "other", {"found": "13", "low": 0, "high": 12}),
    ]


@pytest.mark.parametrize(("toml", "found"), [("1.0", "1.0"), ("true", "true"), ('"1"', "1"), ("[1]", "[…]")])
def test_anything_else_is_no_whole_number(toml: str, found: str) -> None:
    table = read(f"key = {toml}\n")
    assert table.whole("key", 5) == 5
    assert table.findings == [wrong("whole", found)]


def test_a_flag_is_true_or_false_or_left_out() -> None:
    table = read("key = true\nother = false\n")
    assert table.flag("key")
    assert not table.flag("other", default=True)
    assert not table.flag("rule")
    assert table.flag("rule", default=True)
    assert table.findings == []


@pytest.mark.parametrize(("toml", "found"), [("1", "1"), ('"true"', "true"), ("{}", "{…}")])
def test_anything_else_is_no_flag(toml: str, found: str) -> None:
    table = read(f"key = {toml}\n")
    assert table.flag("key", default=True)
    assert table.findings == [wrong("flag", found)]


def test_a_day_is_a_date_of_toml() -> None:
    table = read("key = 2024-02-29\n")
    assert table.day("key", STAND_IN_DAY) == date(2024, 2, 29)
    assert table.findings == []


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ("", MISSING),
        ("key = 2024-01-31T10:00:00", wrong("date", "2024-01-31 10:00:00")),
        ('key = "2024-01-31"', wrong("date", "2024-01-31")),
        ("key = 10:00:00", wrong("date", "10:00:00")),
    ],
)
def test_anything_else_is_no_day(toml: str, finding: Finding) -> None:
    table = read(toml)
    assert table.day("key", STAND_IN_DAY) == STAND_IN_DAY
    assert table.findings == [finding]


# Percentages and amounts


@pytest.mark.parametrize(
    ("toml", "rate_ppm"),
    [("5", 50_000), ("0", 0), ("-2.5", -25_000), ("0.0001", 1), ("33.3333", 333_333), ("1.50000", 15_000)],
)
def test_a_percentage_is_exact_in_ppm(toml: str, rate_ppm: int) -> None:
    table = read(f"key = {toml}\n")
    assert table.percent("key") == rate_ppm
    assert table.findings == []


@pytest.mark.parametrize(
    ("toml", "amount_minor"),
    [
        ("100", 100_00),
        ("0.01", 1),
        ("-0.29", -29),  # 0.29 * 100 is 28.999… in floats
        ("1_000.50", 1_000_50),
        ("1e3", 1_000_00),
        ("9999999999999.99", 10**15 - 1),
        ("-9999999999999.99", 1 - 10**15),
        ("0e99999", 0),
        ("0e-99999", 0),
    ],
)
def test_an_amount_is_exact_in_minor_units(toml: str, amount_minor: int) -> None:
    table = read(f"key = {toml}\n")
    assert table.amount("key") == amount_minor
    assert table.findings == []


@pytest.mark.parametrize(
    ("ask", "code", "fine"),
    [(Table.percent, "percent_fine", "0.00001"), (Table.amount, "amount_fine", "0.001")],
    ids=["percent", "amount"],
)
def test_more_decimals_than_are_kept_are_a_finding(ask: Callable[[Table, str], int], code: str, fine: str) -> None:
    table = read(f"key = {fine}\nother = 1e-999999999\n")  # the second would be a billion digits
    ask(table, "key")
    ask(table, "other")
    assert table.findings == [
        Finding(code, "key", {"found": fine}),
        Finding(code, "other", {"found": "1E-999999999"}),
    ]


@pytest.mark.parametrize("toml", ["10_000_000_000_000", "-1e13", "1e999999999"])
def test_an_amount_beyond_the_books_is_a_finding(toml: str) -> None:
    table = read(f"key = {toml}\n")
    assert table.amount("key") == 0
    assert [(finding.code, finding.place) for finding in table.findings] == [("number_range", "key")]
    assert (table.findings[0].values["low"], table.findings[0].values["high"]) == (-(10**13), 10**13)


def test_a_percentage_beyond_the_books_is_a_finding() -> None:
    table = read("key = 99_999_999_999.9999\nother = 1e11\n")
    assert table.percent("key") == 10**15 - 1
    assert table.findings == []
    assert table.percent("other") == 0
    assert table.findings == [Finding("number_range", "other", {"found": "1E+11", "low": -(10**11), "high": 10**11})]


@pytest.mark.parametrize(
    ("toml", "found"),
    [("inf", "Infinity"), ("-inf", "-Infinity"), ("nan", "NaN"), ("true", "true"), ('"5 %"', "5 %"), ("[5]", "[…]")],
)
def test_anything_else_is_no_number(toml: str, found: str) -> None:
    table = read(f"key = {toml}\n")
    assert (table.percent("key"), table.amount("key")) == (0, 0)
    assert table.findings == [wrong("number", found)] * 2


def test_a_percentage_and_an_amount_must_be_there() -> None:
    table = read("")
    assert (table.percent("key"), table.amount("key")) == (0, 0)
    assert table.findings == [MISSING] * 2


def test_percentages_are_a_list_and_each_wrong_one_has_its_place() -> None:
    table = read('key = [5, 2.5]\nother = [5, "3", 0.00001]\n')
    assert table.percents("key") == (50_000, 25_000)
    assert table.findings == []
    table.percents("other")
    assert table.findings == [
        wrong("number", "3", "other[1]"),
        Finding("percent_fine", "other[2]", {"found": "0.00001"}),
    ]
