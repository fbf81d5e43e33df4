"""Sums in words as an accountant would write them by hand."""

from __future__ import annotations

import pytest

from app.kernel.money import AMOUNT_LIMIT_MINOR, CURRENCIES
from app.wording.currencies import NAMES
from app.wording.sums import number_in_words, sum_in_words

HRYVNIAS = {
    0: ("Zero hryvnias and 00 kopiykas", "Нуль гривень 00 коп.", "Ноль гривен 00 коп."),
    1_01: ("One hryvnia and 01 kopiyka", "Одна гривня 01 коп.", "Одна гривна 01 коп."),
    2_47: ("Two hryvnias and 47 kopiykas", "Дві гривні 47 коп.", "Две гривны 47 коп."),
    5_00: ("Five hryvnias and 00 kopiykas", "П’ять гривень 00 коп.", "Пять гривен 00 коп."),
    11_00: ("Eleven hryvnias and 00 kopiykas", "Одинадцять гривень 00 коп.", "Одиннадцать гривен 00 коп."),
    21_00: ("Twenty-one hryvnias and 00 kopiykas", "Двадцять одна гривня 00 коп.", "Двадцать одна гривна 00 коп."),
    112_05: (
        "One hundred and twelve hryvnias and 05 kopiykas",
        "Сто дванадцять гривень 05 коп.",
        "Сто двенадцать гривен 05 коп.",
    ),
    1_000_00: ("One thousand hryvnias and 00 kopiykas", "Одна тисяча гривень 00 коп.", "Одна тысяча гривен 00 коп."),
    1_002_00: (
        "One thousand and two hryvnias and 00 kopiykas",
        "Одна тисяча дві гривні 00 коп.",
        "Одна тысяча две гривны 00 коп.",
    ),
    2_000_00: ("Two thousand hryvnias and 00 kopiykas", "Дві тисячі гривень 00 коп.", "Две тысячи гривен 00 коп."),
    21_000_47: (
        "Twenty-one thousand hryvnias and 47 kopiykas",
        "Двадцять одна тисяча гривень 47 коп.",
        "Двадцать одна тысяча гривен 47 коп.",
    ),
    1_000_000_00: (
        "One million hryvnias and 00 kopiykas",
        "Один мільйон гривень 00 коп.",
        "Один миллион гривен 00 коп.",
    ),
    2_341_902_99: (
        "Two million three hundred and forty-one thousand nine hundred and two hryvnias and 99 kopiykas",
        "Два мільйони триста сорок одна тисяча дев’ятсот дві гривні 99 коп.",
        "Два миллиона триста сорок одна тысяча девятьсот две гривны 99 коп.",
    ),
    -12_50: (
        "Minus twelve hryvnias and 50 kopiykas",
        "Мінус дванадцять гривень 50 коп.",
        "Минус двенадцать гривен 50 коп.",
    ),
}


@pytest.mark.parametrize("amount_minor", HRYVNIAS)
def test_hryvnias(amount_minor: int) -> None:
    said = tuple(sum_in_words(amount_minor, "UAH", language) for language in ("en", "uk", "ru"))
    assert said == HRYVNIAS[amount_minor]


@pytest.mark.parametrize(
    ("amount_minor", "currency", "language", "said"),
    [
        (1_01, "USD", "uk", "Один долар США 01 цент"),
        (2_02, "USD", "uk", "Два долари США 02 центи"),
        (11_11, "USD", "uk", "Одинадцять доларів США 11 центів"),
        (21_21, "USD", "ru", "Двадцать один доллар США 21 цент"),
        (22_22, "USD", "ru", "Двадцать два доллара США 22 цента"),
        (2_000_47, "USD", "en", "Two thousand US dollars and 47 cents"),
        (1_00, "EUR", "uk", "Один євро 00 центів"),
        (2_03, "EUR", "ru", "Два евро 03 цента"),
        (1_01, "EUR", "en", "One euro and 01 cent"),
        (3_04, "PLN", "uk", "Три польські злоті 04 гроші"),
        (4_05, "PLN", "ru", "Четыре польских злотых 05 грошей"),
        (1_002_00, "GBP", "uk", "Одна тисяча два фунти стерлінгів 00 пенсів"),
        (5_01, "GBP", "ru", "Пять фунтов стерлингов 01 пенни"),
        (2_00, "CZK", "ru", "Две чешские кроны 00 геллеров"),
        (31_00, "CHF", "uk", "Тридцять один швейцарський франк 00 сантимів"),
    ],
)
def test_other_currencies(amount_minor: int, currency: str, language: str, said: str) -> None:
    assert sum_in_words(amount_minor, currency, language) == said


@pytest.mark.parametrize("language", NAMES)
def test_every_currency_of_the_books_has_its_name(language: str) -> None:
    assert set(NAMES[language]) == set(CURRENCIES)


@pytest.mark.parametrize("language", NAMES)
def test_the_greatest_amount_of_the_books_can_be_said(language: str) -> None:
    said = sum_in_words(AMOUNT_LIMIT_MINOR - 1, "UAH", language)
    assert "  " not in said
    assert said.split()[-2] == "99"


@pytest.mark.parametrize("language", NAMES)
def test_no_two_numbers_are_said_alike(language: str) -> None:
    numbers = [*range(2200), *range(20_990, 21_120), *range(999_900, 1_002_100), 10**9, 10**12, 10**12 + 1]
    assert len({number_in_words(number, language) for number in numbers}) == len(set(numbers))
