"""The form that says what a payment paid: the oldest invoices are proposed, and what is left is told as one types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid, Plain
from app.payments.model import NewAllocation, Payable, Payment
from ui.kit.form_fields import FormPlan, MoneyField, Remark, Stand, Values, not_below_zero
from ui.runtime.context import UiContext

_OF_INVOICE, _OF_PAYMENT = "invoice/", "payment/"


def allocation(context: UiContext[Office], payment: Payment, open_invoices: Sequence[Payable]) -> FormPlan[Office]:
    """An amount for each invoice; of one in another currency also how much of the payment came for it."""
    words, actor = context.words, context.actor
    rest_minor = _rest(payment)

    def save(office: Office, values: Values, _version: int) -> Done[None]:
        paid = [one for one in open_invoices if values[_of_invoice(one)]]
        parts = [NewAllocation(one.invoice_id, values[_of_invoice(one)], values.get(_of_payment(one))) for one in paid]
        if not parts:
            raise Invalid((Finding("allocations_missing", "", {}),))
        try:
            return office.payments.allocate(actor, payment.id, parts)
        except Invalid as invalid:
            findings = (_under_its_amount(one, payment.currency, paid) for one in invalid.findings)
            raise Invalid(tuple(findings)) from invalid

    return FormPlan(
        f"payments.allocate/{payment.id}",
        words.text("What did {number} pay?").format(number=payment.number),
        tuple(_fields(words, payment, open_invoices)),
        lambda _office: Stand(_proposal(rest_minor, payment.currency, open_invoices)),
        save,
        words.text("Put it on these invoices"),
        words.text("The payment is put on its invoices."),
        note=words.text("To be allocated: {amount}. What is left stays an advance.").format(
            amount=words.money(rest_minor, payment.currency)
        ),
        rules=partial(_problems, rest_minor, payment.currency, open_invoices),
        live=lambda values: _left(words, rest_minor, payment.currency, open_invoices, values),
    )


def _fields(words: Words, payment: Payment, open_invoices: Sequence[Payable]) -> Iterator[MoneyField]:
    """Where some invoice is another client's, each says whose it is."""
    of_group = any(one.client_id != payment.client_id for one in open_invoices)
    said = words.text("{number}, {client}, open {amount}") if of_group else words.text("{number}, open {amount}")
    for one in open_invoices:
        title = said.format(number=one.number, client=one.client, amount=words.money(one.open_minor, one.currency))
        foreign = one.currency != payment.currency
        beside = foreign and not of_group  # a name needs the whole line
        yield MoneyField(_of_invoice(one), title, short=beside, currency=one.currency, check=partial(_within_open, one))
        if foreign:
            came = words.text("Came for {number}").format(number=one.number)
            yield MoneyField(_of_payment(one), came, short=beside, currency=payment.currency, check=not_below_zero)


def _of_invoice(one: Payable) -> str:
    """The field of what it pays, in the invoice's currency."""
    return f"{_OF_INVOICE}{one.invoice_id}"


def _of_payment(one: Payable) -> str:
    """The field of what came for it, in the payment's currency, where that is another."""
    return f"{_OF_PAYMENT}{one.invoice_id}"


def _taken_key(one: Payable, currency: str) -> str:
    """The field that says what is taken from a payment in ``currency``."""
    return _of_invoice(one) if one.currency == currency else _of_payment(one)


def _within_open(one: Payable, amount_minor: int | None, values: Values) -> Finding | None:
    if amount_minor is None or amount_minor <= one.open_minor:
        return not_below_zero(amount_minor, values)
    told: dict[str, Plain] = {"invoice": one.number, "open_minor": one.open_minor, "amount_minor": amount_minor}
    return Finding("allocated_exceeds_open", "", told)


def _problems(rest_minor: int, currency: str, open_invoices: Sequence[Payable], values: Values) -> Iterator[Finding]:
    """Both amounts of a foreign invoice or none; more than there is stands where the money ran out."""
    ran_out_at = ""
    for one in open_invoices:
        paid_minor, taken_minor = values[_of_invoice(one)] or 0, values[_taken_key(one, currency)] or 0
        if paid_minor and not taken_minor:
            told = {"invoice": one.number, "currency": currency}
            yield Finding("firm_amount_missing", _of_payment(one), told)
        elif taken_minor and not paid_minor:
            told = {"invoice": one.number, "currency": one.currency}
            yield Finding("allocated_amount_missing", _of_invoice(one), told)
        if taken_minor and rest_minor >= 0:
            ran_out_at = _taken_key(one, currency)
        rest_minor -= taken_minor
    if rest_minor < 0:
        yield Finding("allocated_exceeds_payment", ran_out_at, {"over_minor": -rest_minor})


def _left(words: Words, rest_minor: int, currency: str, open_invoices: Sequence[Payable], values: Values) -> Remark:
    left_minor = rest_minor - sum(values[_taken_key(one, currency)] or 0 for one in open_invoices)
    if left_minor < 0:
        said = words.text("{amount} more than there is to allocate")
        return Remark(said.format(amount=words.money(-left_minor, currency)), "bad")
    if left_minor == 0:
        return Remark(words.text("The payment is allocated in full."), "good")
    return Remark(words.text("Stays an advance: {amount}").format(amount=words.money(left_minor, currency)))


def _under_its_amount(finding: Finding, currency: str, paid: Sequence[Payable]) -> Finding:
    """A finding of the service, with the field that it concerns for its place."""
    part = finding.values.get("part")
    if not isinstance(part, int):
        return finding
    one = paid[part]
    of_payment = finding.code in {"firm_amount_missing", "allocated_exceeds_payment"} or (
        "firm_amount_minor" in finding.values
    )
    return replace(finding, place=_taken_key(one, currency) if of_payment else _of_invoice(one))


def _rest(payment: Payment) -> int:
    taken = (part.firm_amount_minor or part.amount_minor for part in payment.allocations)
    return payment.amount_minor - sum(taken)


def _proposal(rest_minor: int, currency: str, open_invoices: Sequence[Payable]) -> dict[str, Any]:
    """The oldest first, as far as the money goes; what is in another currency waits for its figures."""
    values: dict[str, Any] = {}
    for one in open_invoices:
        if one.currency == currency and rest_minor > 0:
            part_minor = min(rest_minor, one.open_minor)
            values[_of_invoice(one)] = part_minor
            rest_minor -= part_minor
    return values
