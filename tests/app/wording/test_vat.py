"""Value added tax in the words of each mode, in the three languages."""

from __future__ import annotations

import pytest

from app.i18n.words import LANGUAGES, Words
from app.settings.vat import VatMode
from app.wording.vat import OUTSIDE, PAYER, WITHOUT, Taxed, charges_vat, remark, total_lines, within


def test_every_mode_of_a_contract_has_its_words() -> None:
    assert {mode.value for mode in VatMode} == {PAYER, WITHOUT, OUTSIDE}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def lines(language: str, taxed: Taxed) -> list[tuple[str, str]]:
    words = Words.of(language)
    return [
        (plain(line.label), plain(line.amount))
        for line in total_lines(words, taxed, words.text("Total to be paid, {currency}"))
    ]


def said(language: str, taxed: Taxed) -> str:
    return plain(within(Words.of(language), taxed))


@pytest.mark.parametrize(
    ("percent", "vat_minor", "rate"),
    [(20, 2_000_00, "20 %"), (14, 1_400_00, "14 %"), (7, 700_00, "7 %"), (0, 0, "0 %")],
)
def test_a_payer_shows_the_rate_and_the_tax_even_of_nothing(percent: int, vat_minor: int, rate: str) -> None:
    taxed = Taxed(PAYER, percent * 10_000, 10_000_00, vat_minor, "UAH")
    amounts = [amount for _, amount in lines("uk", taxed)]
    assert [label for label, _ in lines("uk", taxed)] == ["Разом без ПДВ", f"ПДВ {rate}", "Усього до сплати, грн"]
    assert amounts == [plain(Words.of("uk").amount(one)) for one in (10_000_00, vat_minor, 10_000_00 + vat_minor)]
    assert said("uk", taxed) == f"у тому числі ПДВ {rate} — {plain(Words.of('uk').amount(vat_minor))} грн"
    assert not remark(Words.of("uk"), taxed)


def test_a_payer_in_the_other_languages() -> None:
    taxed = Taxed(PAYER, 200_000, 10_000_00, 2_000_00, "EUR")
    assert lines("ru", taxed)[1] == ("НДС 20 %", "2 000,00")
    assert said("ru", taxed) == "в том числе НДС 20 % — 2 000,00 EUR"
    assert lines("en", taxed)[1] == ("VAT 20 %", "2,000.00")
    assert said("en", taxed) == "including VAT 20 %: 2,000.00 EUR"


def test_who_pays_no_tax_says_without_vat() -> None:
    taxed = Taxed(WITHOUT, 0, 10_000_00, 0, "UAH")
    assert lines("uk", taxed) == [("ПДВ", "без ПДВ"), ("Усього до сплати, грн", "10 000,00")]
    assert [said(language, taxed) for language in LANGUAGES] == ["without VAT", "без ПДВ", "без НДС"]
    assert remark(Words.of("uk"), taxed) == "Без ПДВ: постачальник не є платником податку на додану вартість."


def test_what_lies_outside_the_tax_says_so_and_is_never_called_without_it() -> None:
    taxed = Taxed(OUTSIDE, 0, 10_000_00, 0, "USD")
    assert lines("uk", taxed) == [("Усього до сплати, USD", "10 000,00")]
    assert said("uk", taxed) == "не є об’єктом оподаткування ПДВ"
    assert remark(Words.of("uk"), taxed) == "Операція не є об’єктом оподаткування ПДВ."
    assert remark(Words.of("ru"), taxed) == "Операция не является объектом обложения НДС."


def test_a_tax_that_is_not_of_the_contracts_rate_names_no_rate() -> None:
    assert said("uk", Taxed(PAYER, 200_000, 10_000_00, 1_500_00, "UAH")) == "у тому числі ПДВ — 1 500,00 грн"
    assert said("uk", Taxed(PAYER, 200_000, 99, 20, "UAH")) == "у тому числі ПДВ 20 % — 0,20 грн"


def test_a_tax_in_the_books_is_never_hidden() -> None:
    assert charges_vat(Taxed(WITHOUT, 0, 10_000_00, 2_000_00, "UAH"))
