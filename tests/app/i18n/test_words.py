from __future__ import annotations

from datetime import date

import pytest

from app.i18n.numbers import NumberError
from app.i18n.words import LANGUAGE_NAMES, LANGUAGES, Words, mark
from app.kernel.money import CURRENCIES
from app.kernel.period import Month

EN, UK, RU = (Words.of(language) for language in ("en", "uk", "ru"))


def test_money_has_its_sign_where_the_language_puts_it() -> None:
    assert EN.money(123_456, "UAH") == "₴1,234.56"
    assert EN.money(-123_456, "USD") == "\u2212$1,234.56"
    assert EN.money(123_456, "PLN") == "1,234.56\u00a0zł"
    assert UK.money(123_456, "UAH") == "1\u00a0234,56\u00a0₴"
    assert RU.money(-123_456, "EUR") == "\u22121\u00a0234,56\u00a0€"


def test_sentences_name_the_currency_by_its_code() -> None:
    assert EN.coded(1_200_000, "UAH") == "12,000.00\u00a0UAH"
    assert UK.coded(1_200_000, "UAH") == "12\u00a0000,00\u00a0грн"
    assert all(words.coded(1, currency) for words in (EN, UK, RU) for currency in CURRENCIES)


def test_months_stand_alone_and_dates_read_the_same_everywhere() -> None:
    september = Month(2026, 9)
    assert [words.month(september) for words in (EN, UK, RU)] == [
        "September\u00a02026",
        "вересень\u00a02026",
        "сентябрь\u00a02026",
    ]
    assert UK.month_name(1) == "січень"
    assert EN.date(date(2026, 10, 14)) == RU.date(date(2026, 10, 14)) == "14.10.2026"
    assert not EN.date(None)


@pytest.mark.parametrize(
    ("n", "english", "ukrainian", "russian"),
    [
        (1, "1st", "1-ше", "1-й"),
        (2, "2nd", "2-ге", "2-й"),
        (3, "3rd", "3-тє", "3-й"),
        (4, "4th", "4-те", "4-й"),
        (7, "7th", "7-ме", "7-й"),
        (11, "11th", "11-те", "11-й"),
        (13, "13th", "13-те", "13-й"),
        (22, "22nd", "22-ге", "22-й"),
        (40, "40th", "40-ве", "40-й"),
        (101, "101st", "101-ше", "101-й"),
    ],
)
def test_the_number_of_an_order(n: int, english: str, ukrainian: str, russian: str) -> None:
    assert (EN.ordinal(n), UK.ordinal(n), RU.ordinal(n)) == (english, ukrainian, russian)


def test_an_unknown_language_is_english_and_a_language_is_one_object() -> None:
    assert Words.of("de").language == "en"
    assert Words.of("uk") is UK
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)


def test_a_plural_fills_its_number_and_leaves_the_rest() -> None:
    assert EN.plural("{n} line of {name}", "{n} lines of {name}", 1).format(name="x") == "1 line of x"
    assert EN.plural("{n} line of {name}", "{n} lines of {name}", 1_234).format(name="x") == "1,234 lines of x"


def test_what_was_typed_becomes_whole_numbers() -> None:
    assert UK.parse_amount("12,50") == 1_250
    assert UK.parse_percent("2,5 %") == 25_000
    with pytest.raises(NumberError) as raised:
        UK.parse_percent("abc")
    assert (raised.value.code, raised.value.text) == ("percent_not_a_number", "abc")
    assert UK.exchange_rate(41_234_500) == "41,2345"


def test_mark_is_the_text_itself() -> None:
    assert mark("Payments") == "Payments"
    assert not EN.text("")
