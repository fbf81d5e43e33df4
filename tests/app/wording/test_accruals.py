"""Every way an amount can come about, as the sentence that its earner reads."""

from __future__ import annotations

from datetime import date

import pytest

from app.calc.results import Accrual, AccrualKind, Why
from app.i18n.numbers import MINUS, NBSP
from app.i18n.words import Words
from app.kernel.period import Month
from app.wording.accruals import CODES, accrual_sentence, adjustment_sentence
from tests.support.pay_lines import accrual, reason

EN = Words.of("en")
HEAD = "Payment 12,000.00 UAH of 14.10.2026 (invoice 31, 2nd order of Orion), without VAT 10,000.00; "
FOUND = HEAD + "you found the client and did not sell this order: "


def _without_rate(why: Why) -> Why:
    return Why(why.code, tuple(pair for pair in why.values if pair[0] != "rate_ppm"))


def said(line: Accrual, language: str = "en") -> str:
    plain = accrual_sentence(Words.of(language), line, "Orion").replace(NBSP, " ")
    assert "{" not in plain
    return plain.replace(MINUS, "-")


def test_the_finder_of_a_repeat_order_that_somebody_else_sold() -> None:
    assert said(accrual()) == FOUND + "1 % = 100.00."


def test_the_same_in_ukrainian_and_russian() -> None:
    assert said(accrual(), "uk") == (
        "Оплата 12 000,00 грн від 14.10.2026 (рахунок 31, 2-ге замовлення, клієнт «Orion»), без ПДВ 10 000,00; "
        "ви залучили клієнта й не продавали цього замовлення: 1 % = 100,00."
    )
    assert said(accrual(), "ru") == (
        "Оплата 12 000,00 грн от 14.10.2026 (счёт 31, 2-й заказ, клиент «Orion»), без НДС 10 000,00; "
        "вы привлекли клиента и не продавали этот заказ: 1 % = 100,00."
    )


def test_a_true_up_says_both_values_and_why() -> None:
    why = reason(
        "true_up", event_on="2026-09-12", changed_month="2026-09", before_minor=0, after_minor=50_000, gone=0,
        inner="percent", rate_ppm=50_000,
    )  # fmt: skip
    line = accrual(50_000, why, kind=AccrualKind.TRUE_UP, before_minor=0, after_minor=50_000, month=Month(2026, 9))
    assert said(line) == (
        "Payment 12,000.00 UAH of 12.09.2026 (invoice 31, 2nd order of Orion), without VAT 10,000.00: "
        "entered or changed after closing (September 2026): 500.00 instead of 0.00, difference 500.00. "
        "Now: you found the client and did not sell this order: 5 % = 500.00."
    )


def test_a_true_up_of_what_is_no_longer_earned() -> None:
    why = reason("true_up", changed_month="2026-09", before_minor=10_000, after_minor=0, gone=1, inner="percent")
    line = accrual(-10_000, why, kind=AccrualKind.TRUE_UP, before_minor=10_000, after_minor=0)
    assert said(line).endswith(
        "no longer earned, changed after closing (September 2026): 0.00 instead of 100.00, difference -100.00."
    )


@pytest.mark.parametrize(
    ("line", "calculation"),
    [
        (accrual(20_000, reason("fixed", fixed_minor=20_000)), "fixed sum 200.00."),
        (
            accrual(8_000, reason("fixed", fixed_minor=20_000, paid_minor=400_000, contract_net_minor=1_000_000)),
            "fixed sum 200.00 as the money comes in (paid by now: 4,000.00 of 10,000.00): 80.00.",
        ),
        (accrual(why=reason("order_list", last=0)), "rate of this order 1 % = 100.00."),
        (accrual(why=reason("order_list", last=1)), "rate of this and every later order 1 % = 100.00."),
        (
            accrual(80_000, reason("fading", rate_ppm=80_000, start_ppm=100_000, step_ppm=20_000, floor_ppm=10_000)),
            "rate 10 %, less 2 % with every order, not below 1 %: 8 % = 800.00.",
        ),
        (
            accrual(28_000, _without_rate(reason("tier_event", mode="marginal", contract_base_minor=1_200_000))),
            "tier table, slice by slice, on the contract of 12,000.00: 280.00.",
        ),
        (
            accrual(40_000, reason("tier_event", rate_ppm=40_000, mode="whole", contract_base_minor=1_200_000)),
            "tier table on the contract of 12,000.00: 4 % = 400.00.",
        ),
        (
            accrual(
                28_000,
                reason(
                    "tier_marginal", month="2026-10", from_minor=0, to_minor=1_200_000, slices=2,
                    slice_1_minor=1_000_000, slice_1_ppm=20_000, slice_2_minor=200_000, slice_2_ppm=40_000,
                ),
            ),
            "your total for October 2026 goes from 0.00 to 12,000.00: 10,000.00 × 2 % + 2,000.00 × 4 % = 280.00.",
        ),
        (
            accrual(40_000, reason("tier_whole", month="2026-10", total_minor=2_000_000, rate_ppm=40_000)),
            "your total for October 2026 is 20,000.00, the rate of everything 4 %: 10,000.00 × 4 % = 400.00.",
        ),
        (
            accrual(-5_000, reason("late", kept_ppm=500_000, days_late=1, due_on="2026-10-13", full_minor=10_000)),
            "paid 1 day late (due 13.10.2026), so 50 % of 100.00 is kept: -50.00.",
        ),
        (
            accrual(-5_000, reason("late", kept_ppm=500_000, days_late=45, due_on="2026-08-30", full_minor=10_000)),
            "paid 45 days late (due 30.08.2026), so 50 % of 100.00 is kept: -50.00.",
        ),
    ],
)  # fmt: skip
def test_every_rate_says_how_it_made_the_amount(line: Accrual, calculation: str) -> None:
    assert said(line) == FOUND + calculation


@pytest.mark.parametrize(
    ("part", "which"), [("main", "the accrual of 01.07.2026, 100.00"), ("late", "the reduction of 01.07.2026, 100.00")]
)
def test_a_refund_takes_back_what_was_given(part: str, which: str) -> None:
    why = reason(
        "reversal", gross_minor=-600_000, net_minor=-500_000, base_minor=-500_000, part=part,
        original_on="2026-07-01", original_minor=10_000, reversed_minor=500_000, of_minor=1_000_000,
    )  # fmt: skip
    assert said(accrual(-5_000, why)) == (
        "Refund 6,000.00 UAH of 14.10.2026 (invoice 31, 2nd order of Orion), without VAT 5,000.00; "
        f"you found the client and did not sell this order: {which}, is taken back for 5,000.00 of 10,000.00: -50.00."
    )


def test_a_shared_function_says_the_share() -> None:
    thirds = reason(share_weight=1, share_total=3, whole_minor=10_000)
    halves = reason(share_weight=500_000, share_total=1_000_000, whole_minor=10_000)
    alone = reason(share_weight=1, share_total=1, whole_minor=10_000)
    assert said(accrual(3_334, thirds)) == FOUND + "1 % = 100.00; your share (1 / 3): 33.34."
    assert said(accrual(5_000, halves)) == FOUND + "1 % = 100.00; your share (50 %): 50.00."
    assert said(accrual(10_000, alone)) == FOUND + "1 % = 100.00."
    total = reason("tier_whole", month="2026-10", total_minor=500_000, rate_ppm=20_000, share_weight=1, share_total=2)
    assert said(accrual(10_000, total, base_minor=500_000)) == FOUND + (
        "your share of the base (1 / 2) is 5,000.00; your total for October 2026 is 5,000.00, "
        "the rate of everything 2 %: "
        "5,000.00 × 2 % = 100.00."
    )


def test_another_currency_says_its_rate() -> None:
    why = reason(
        currency="USD", gross_minor=100_000, net_minor=83_333, base_minor=3_436_195, exchange_micro=41_234_500,
        exchange_units=1, exchange_on="2026-10-13",
    )  # fmt: skip
    assert said(accrual(34_362, why)).startswith(
        "Payment 1,000.00 USD of 14.10.2026 (invoice 31, 2nd order of Orion), without VAT 833.33, "
        "at the rate 41.2345 of 13.10.2026, base: 34,361.95 UAH; "
    )
    hundred = reason(currency="USD", exchange_micro=4_123_450_000, exchange_units=100, exchange_on="2026-10-13")
    assert "at the rate 4,123.4500 / 100 of" in said(accrual(why=hundred))
    brought = reason(
        currency="USD", gross_minor=100_000, net_minor=83_333, base_minor=3_400_000, firm_amount_minor=4_080_000
    )
    assert "without VAT 833.33, received in the firm's currency: 40,800.00, base: 34,000.00 UAH;" in said(
        accrual(why=brought)
    )


def test_other_bases_are_named() -> None:
    assert "without VAT 10,000.00, base: margin 4,000.00 UAH;" in said(
        accrual(why=reason(base="margin", base_minor=400_000))
    )
    assert "base: with VAT 12,000.00 UAH;" in said(accrual(why=reason(base="gross", base_minor=1_200_000)))
    no_vat = said(accrual(why=reason(gross_minor=1_000_000)))
    assert "VAT" not in no_vat
    assert "base" not in no_vat


def test_the_order_and_the_part_are_named() -> None:
    assert "(invoice 31, extension of order no. 2 of Orion)" in said(accrual(why=reason(order_kind="extension")))
    assert "(invoice 31, an order of Orion outside the count)" in said(
        accrual(why=reason(order_number=0, order_kind=""))
    )
    assert "; you found the client and sold this order: " in said(accrual(why=reason(sold=1)))
    assert "; you ran the project: " in said(accrual(why=reason(function="delivering")))


@pytest.mark.parametrize(
    ("event", "begins"),
    [
        (
            "contract_signed",
            "Contract C-7 of 14.10.2026 for 12,000.00 UAH (2nd order of Orion), without VAT 10,000.00; ",
        ),
        ("invoice_issued", "Invoice 31 of 14.10.2026 for 12,000.00 UAH (2nd order of Orion), without VAT "),
        ("work_accepted", "Act of 14.10.2026 for 12,000.00 UAH (contract C-7, 2nd order of Orion), without VAT "),
        ("invoice_settled", "Invoice 31 for 12,000.00 UAH paid in full on 14.10.2026 (2nd order of Orion), "),
        ("client_won", "Client won on 14.10.2026: contract C-7 for 12,000.00 UAH (2nd order of Orion), "),
    ],
)
def test_every_event_says_what_happened(event: str, begins: str) -> None:
    assert said(accrual(why=reason(event=event))).startswith(begins)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("event", ["payment_received", "invoice_issued", "contract_signed", "work_accepted",
                                   "invoice_settled", "client_won"])  # fmt: skip
def test_every_code_is_whole_in_every_language(language: str, code: str, event: str) -> None:
    why = reason(code, event=event, gross_minor=-1, net_minor=-1, inner="late", days_late=5, changed_month="2026-09")
    line = accrual(1, why, before_minor=0, after_minor=1, event_on=date(2026, 1, 2))
    assert said(line, language).endswith(".")


def test_a_manual_line_says_its_reason_and_author() -> None:
    assert adjustment_sentence(EN, "thanks", "olga") == "Manual adjustment: thanks (entered by: olga)."
