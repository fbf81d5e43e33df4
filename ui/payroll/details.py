"""What the panel says about a person's month, a line, a check."""

from __future__ import annotations

from app.i18n.words import Words
from app.payroll.model import AccrualLine, SheetLine
from app.wording.accruals import accrual_sentence
from app.wording.terms import accrual_kind, engagement, event_kind, function
from ui.kit.columns import NOTHING
from ui.kit.detail import Detail, Fact, Facts, Link
from ui.payroll.columns import CHECK_CHIPS, KIND_CHIPS, CheckRow
from ui.runtime.intents import ShowRows


def person_detail(row: SheetLine, currency: str, words: Words) -> Detail:
    """A person's month: what stands on the row, and what lies behind it where there is anything."""
    pay = row.pay

    def money(amount_minor: int) -> str:
        return words.money(amount_minor, currency)

    def fact(title: str, amount_minor: int) -> Fact:
        return Fact(title, money(amount_minor), "bad" if amount_minor < 0 else "")

    behind = (
        (words.text("Carried in"), pay.carry_in_minor),
        (words.text("Carried on"), pay.carry_out_minor),
        (words.text("Guarantee"), pay.guarantee_top_up_minor),
        (words.text("Draw paid"), pay.draw_top_up_minor),
        (words.text("Draw repaid"), -pay.draw_repaid_minor),
        (words.text("Not taken below zero"), pay.floored_minor),
        (words.text("Paid by earlier revisions"), row.paid_before_minor),
    )
    more = tuple(fact(title, amount) for title, amount in behind if amount)
    first = Facts(
        "",
        (
            fact(words.text("Salary"), pay.salary_minor),
            fact(words.text("Bonus"), pay.bonus_minor),
            fact(words.text("Adjustments"), pay.adjustments_minor),
            fact(words.text("True-ups"), pay.true_ups_minor),
            Fact(words.text("Gross pay"), money(pay.gross_minor)),
        ),
    )
    return Detail(
        row.person_name,
        words.text("{engagement}, no. {number}").format(
            engagement=engagement(words, pay.engagement), number=row.staff_no
        ),
        facts=(first, Facts(words.text("Behind it"), more)) if more else (first,),
    )


def line_detail(row: AccrualLine, currency: str, words: Words) -> Detail:
    """One accrual: its sentence, and everything that made it."""
    accrual = row.accrual
    chip = KIND_CHIPS[accrual.kind]
    order = words.number(accrual.order_number) if accrual.order_number else NOTHING
    rate = NOTHING if accrual.rate_ppm is None else words.percent(accrual.rate_ppm)
    return Detail(
        words.money(accrual.amount_minor, currency),
        accrual_sentence(words, accrual, row.client_name, row.source_name),
        (accrual_kind(words, accrual.kind), chip.tone),
        (
            Facts(
                "",
                (
                    Fact(words.text("Name"), row.person_name),
                    Fact(words.text("Function"), function(words, accrual.function)),
                    Fact(words.text("Event"), event_kind(words, accrual.event_kind)),
                    Fact(words.text("Date"), words.date(accrual.event_on)),
                ),
            ),
            Facts(
                words.text("How much"),
                (
                    Fact(words.text("Base"), words.money(accrual.base_minor, currency)),
                    Fact(words.text("Rate"), rate),
                    Fact(words.text("Amount"), words.money(accrual.amount_minor, currency)),
                ),
            ),
            Facts(
                words.text("From"),
                (
                    Fact(words.text("Client"), row.client_name or NOTHING),
                    Fact(words.text("Contract"), row.contract_number or NOTHING),
                    Fact(words.text("Order of the client"), order),
                    Fact(words.text("Invoice"), row.invoice_number or NOTHING),
                    Fact(words.text("Payment"), row.payment_number or NOTHING),
                    Fact(words.text("Scheme"), row.scheme_name or NOTHING),
                ),
            ),
        ),
        (
            *((Link(words.text("The contract"), "file-text", ShowRows("contracts", row.contract_number)),)
              if row.contract_number else ()),
            *((Link(words.text("The invoice"), "receipt-text", ShowRows("invoices", row.invoice_number)),)
              if row.invoice_number else ()),
        ),
    )  # fmt: skip


def check_detail(row: CheckRow, currency: str, words: Words) -> Detail:
    """A reconciliation or a note."""
    chip = CHECK_CHIPS[row.standing]
    money = (
        (words.text("Expected"), row.expected_minor),
        (words.text("Found"), row.found_minor),
    )
    facts = tuple(Fact(title, words.money(amount, currency)) for title, amount in money if amount is not None)
    return Detail(
        row.subject or words.text("The whole month"),
        row.text,
        (words.text(chip.text), chip.tone),
        (Facts("", facts),) if facts else (),
    )
