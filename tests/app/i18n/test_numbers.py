from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n.numbers import (
    STYLES,
    NumberError,
    format_minor,
    format_percent,
    format_units,
    parse_minor,
    parse_percent,
)
from app.kernel.money import AMOUNT_LIMIT_MINOR

LANGUAGES = sorted(STYLES)
AMOUNTS = st.integers(-AMOUNT_LIMIT_MINOR + 1, AMOUNT_LIMIT_MINOR - 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed",
    [
        "1 234,56",
        "1,234.56",
        "1.234,56",
        "1234.56",
        "1234,56",
        "1\u00a0234,56",
        "1\u202f234,56",
        "1'234.56",
        "+1234.56",
        " 1 234,56 ₴ ",
        "1 234,56 грн.",
        "$1,234.56",
        "1234.560",
        "UAH 1234.56",
    ],
)
def test_every_writing_of_an_amount_is_taken_in_every_language(typed: str, language: str) -> None:
    assert parse_minor(typed, language) == 123_456


@pytest.mark.parametrize("typed", ["-5,50", "−5.50", "– 5,5", "-5.5 €"])
def test_every_minus_is_a_minus(typed: str) -> None:
    assert parse_minor(typed, "uk") == -550


@pytest.mark.parametrize(
    ("typed", "language", "minor"),
    [
        ("1,234", "en", 123_400),
        ("12,345,678", "uk", 1_234_567_800),
        ("12 345 678", "ru", 1_234_567_800),
        ("12,5", "en", 1_250),
        ("0", "en", 0),
        ("007", "en", 700),
    ],
)
def test_thousands_and_decimals(typed: str, language: str, minor: int) -> None:
    assert parse_minor(typed, language) == minor


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("", "en", "amount_empty"),
        ("   ", "uk", "amount_empty"),
        ("₴", "uk", "amount_not_a_number"),
        ("twelve", "en", "amount_not_a_number"),
        ("12 34", "en", "amount_not_a_number"),
        ("1,23,456.00", "en", "amount_not_a_number"),
        ("1.2.3", "en", "amount_not_a_number"),
        ("--5", "en", "amount_not_a_number"),
        ("=1+1", "en", "amount_not_a_number"),
        ("1" * 65, "en", "amount_not_a_number"),
        ("0.125", "en", "amount_too_precise"),
        ("1,2345", "uk", "amount_too_precise"),
        ("1,234", "uk", "amount_too_precise"),
        ("1.234", "uk", "amount_ambiguous"),
        ("10 000 000 000 000", "en", "amount_too_large"),
    ],
)
def test_what_is_no_amount_is_named_by_a_code(typed: str, language: str, code: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_minor(typed, language)
    assert caught.value.code == code
    assert caught.value.finding("amount").place == "amount"


@given(AMOUNTS, st.sampled_from(LANGUAGES))
def test_an_amount_survives_being_written_and_read(amount_minor: int, language: str) -> None:
    assert parse_minor(format_minor(amount_minor, language), language) == amount_minor


@given(AMOUNTS, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_an_amount_of_one_language_is_read_in_another(amount_minor: int, written: str, read: str) -> None:
    assert parse_minor(format_minor(amount_minor, written), read) == amount_minor


@given(st.integers(-10_000_000, 10_000_000), st.sampled_from(LANGUAGES))
def test_a_rate_survives_being_written_and_read(rate_ppm: int, language: str) -> None:
    assert parse_percent(format_percent(rate_ppm, language), language) == rate_ppm


def test_percentages_have_no_useless_zeros() -> None:
    assert [format_percent(ppm, "en") for ppm in (25_000, 100_000, 0, 333_333, 1)] == [
        "2.5\u00a0%",
        "10\u00a0%",
        "0\u00a0%",
        "33.3333\u00a0%",
        "0.0001\u00a0%",
    ]


def test_numbers_of_other_widths() -> None:
    assert format_units(41_234_500, 6, "uk", least_places=4) == "41,2345"
    assert format_units(-1_234, 0, "en") == "\u22121,234"
