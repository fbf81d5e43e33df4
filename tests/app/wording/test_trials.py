"""What schemes tried on history come to, as a director reads it."""

from __future__ import annotations

from datetime import date

import pytest

from app.calc.forecast import Assumed, AssumedKind, Doubtful
from app.calc.gains import GainReason, ReasonCode
from app.calc.parts import Part
from app.calc.ranges import Range
from app.i18n.words import Words
from app.wording.trials import (
    ASSUMED_KINDS,
    PARTS,
    REASON_CODES,
    assumed_sentence,
    break_even_sentence,
    doubtful_sentence,
    part_name,
    range_sentence,
    reason_sentence,
)

EN, UK, RU = Words.of("en"), Words.of("uk"), Words.of("ru")


def plain(said: str) -> str:
    """Amounts keep together on a line; here they are read with usual spaces."""
    return said.replace("\xa0", " ")


def test_every_code_has_its_sentence() -> None:
    assert {code.value for code in ReasonCode} == REASON_CODES
    assert {kind.value for kind in AssumedKind} == ASSUMED_KINDS
    assert {part.value for part in Part} == set(PARTS)
    assert [part_name(words, "repeat") for words in (EN, UK, RU)] == [
        "Repeat orders",
        "Повторні замовлення",
        "Повторные заказы",
    ]


def test_a_reason_names_the_rule_and_both_sums() -> None:
    less = GainReason(ReasonCode.RULE_GIVES_LESS, "sales.sold", Part.REPEAT, 5_000_000, 1_250_000)
    assert plain(reason_sentence(EN, less, "selling", "UAH")) == (
        "«sold» (Selling) gives only 12,500.00 UAH instead of 50,000.00 UAH; mostly: Repeat orders."
    )
    gone = GainReason(ReasonCode.RULE_GONE, "sales.sold", Part.FIRST, 5_000_000, 0)
    assert plain(reason_sentence(EN, gone, "selling", "UAH")) == (
        "The rule «sold» (Selling) gave 50,000.00 UAH and is gone; mostly: First orders."
    )


def test_a_range_says_that_it_is_one() -> None:
    said = plain(range_sentence(EN, Range(100_00, 200_00, 300_00), "UAH"))
    assert "between 100.00 UAH and 300.00 UAH" in said
    assert "It is a range, not a promise" in said
    assert "Це діапазон, а не обіцянка" in plain(range_sentence(UK, Range(100_00, 200_00, 300_00), "UAH"))
    assert "Это диапазон, а не обещание" in plain(range_sentence(RU, Range(100_00, 200_00, 300_00), "UAH"))


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (None, "Bonuses take the whole margin: no turnover is enough."),
        (0, "Nobody has a salary: whatever comes in covers its bonuses."),
        (474_05, "From receipts of 474.05 UAH a month (without VAT) on, margin covers salaries and bonuses."),
    ],
)
def test_break_even_in_words(minor: int | None, said: str) -> None:
    assert plain(break_even_sentence(EN, minor, "UAH")) == said


def test_what_a_forecast_assumes_and_what_it_does_not_count_on() -> None:
    day = date(2026, 12, 5)
    paid = Assumed(AssumedKind.PAYMENT, day, 1, 2, 3, 100_00, "USD", 6, of_client=True)
    assert plain(assumed_sentence(EN, paid, "Orion", "A-1")) == (
        "05.12.2026: Orion pays 100.00 USD for contract A-1 (days after the due date, as usual with this client: 6)."
    )
    assert "as usual in the firm: 6" in plain(assumed_sentence(EN, paid._replace(of_client=False), "Orion", "A-1"))
    invoiced = paid._replace(kind=AssumedKind.INVOICE, invoice_id=None)
    assert plain(assumed_sentence(EN, invoiced, "Orion", "A-1")).startswith("05.12.2026: Orion is invoiced 100.00 USD")
    accepted = paid._replace(kind=AssumedKind.ACT)
    assert plain(assumed_sentence(EN, accepted, "Orion", "A-1")) == (
        "05.12.2026: Orion accepts work for 100.00 USD under contract A-1."
    )
    unpaid = Doubtful(1, 2, 3, day, 100_00, "UAH")
    assert plain(doubtful_sentence(EN, unpaid, "Orion", "A-1")) == (
        "Orion, contract A-1: 100.00 UAH due on 05.12.2026 and not paid; not counted on."
    )
    assert plain(doubtful_sentence(EN, unpaid._replace(invoice_id=None), "Orion", "A-1")) == (
        "Orion, contract A-1: 100.00 UAH never invoiced though signed on 05.12.2026; not counted on."
    )
