"""The forms of payments: what came, what it paid, what was given back, and taking a wrong entry back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid
from app.payments.model import NewAllocation, NewPayment, NewRefund, Payable, Payment
from ui.kit.form_fields import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    FormPlan,
    LongTextField,
    MoneyField,
    PickField,
    Stand,
    TextField,
    Values,
    above_zero,
    currency_choices,
    not_below_zero,
)
from ui.runtime.context import UiContext

_OF_INVOICE, _IN_FIRM_MONEY = "invoice/", "firm/"
_PLACES = {"amount_minor": "amount"}
"""Where the findings of a payment stand in its forms."""


def new_payment(context: UiContext[Office]) -> FormPlan[Office]:
    """Money that came; what it pays is asked next."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        clients = [Choice(one.id, one.name, one.code) for one in office.clients.list(actor)]
        currencies = currency_choices(context.currency, (rate.currency for rate in office.settings.rates(actor)))
        values = {"received_on": context.clock.today(), "currency": context.currency}
        return Stand(values, 0, {"client_id": clients, "currency": currencies})

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        new = NewPayment(
            values["number"], values["client_id"], values["received_on"], values["amount"], values["currency"],
            note=values["note"],
        )  # fmt: skip
        return office.payments.add(actor, new)

    return FormPlan(
        "payments.new",
        words.text("New payment"),
        (
            PickField("client_id", mark("Client"), required=True),
            TextField(
                "number", mark("Number"), hint=mark("as in the bank statement"), required=True,
                missing="number_missing", short=True,
            ),
            DateField("received_on", mark("Received on"), required=True, short=True),
            MoneyField("amount", mark("Amount"), required=True, short=True, currency_key="currency", check=above_zero),
            ChoiceField("currency", mark("Currency"), required=True, short=True),
            LongTextField("note", mark("Note")),
        ),
        load,
        save,
        words.text("Add the payment"),
        words.text("The payment is added."),
        note=words.text("What the money pays is asked next; what pays nothing stays the client's advance."),
        places=_PLACES,
    )  # fmt: skip


def allocation(context: UiContext[Office], payment: Payment, open_invoices: Sequence[Payable]) -> FormPlan[Office]:
    """What a payment paid: the oldest invoices are proposed first."""
    words, actor = context.words, context.actor
    fields: list[Field] = []
    for one in open_invoices:
        title = words.text("{number}, open {amount}").format(
            number=one.number, amount=words.money(one.open_minor, one.currency)
        )
        foreign = one.currency != payment.currency
        key = f"{_OF_INVOICE}{one.invoice_id}"
        fields.append(MoneyField(key, title, short=foreign, currency=one.currency, check=not_below_zero))
        if foreign:
            paid = words.text("Came for it")
            firm_key = f"{_IN_FIRM_MONEY}{one.invoice_id}"
            fields.append(MoneyField(firm_key, paid, short=True, currency=payment.currency, check=not_below_zero))
    rest = _rest(payment)

    def load(_office: Office) -> Stand:
        return Stand(_proposal(rest, payment.currency, open_invoices))

    def save(office: Office, values: Values, _version: int) -> Done[None]:
        parts = []
        for one in open_invoices:
            amount_minor = values[f"{_OF_INVOICE}{one.invoice_id}"]
            if amount_minor:
                came_minor = values.get(f"{_IN_FIRM_MONEY}{one.invoice_id}")
                parts.append(NewAllocation(one.invoice_id, amount_minor, came_minor))
        if not parts:
            raise Invalid((Finding("allocations_missing", "", {}),))
        return office.payments.allocate(actor, payment.id, parts)

    return FormPlan(
        f"payments.allocate/{payment.id}",
        words.text("What did {number} pay?").format(number=payment.number),
        tuple(fields),
        load,
        save,
        words.text("Put it on these invoices"),
        words.text("The payment is put on its invoices."),
        note=words.text("To be allocated: {amount}. What is left stays an advance.").format(
            amount=words.money(rest, payment.currency)
        ),
    )


def refund(context: UiContext[Office], payment: Payment, numbers: Mapping[int, str]) -> FormPlan[Office]:
    """Money that is given back."""
    words, actor = context.words, context.actor
    paid = tuple(dict.fromkeys(part.invoice_id for part in payment.allocations))

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        new = NewRefund(payment.id, values["invoice_id"], values["refunded_on"], values["amount"], values["reason"])
        return office.payments.refund(actor, new)

    return FormPlan(
        f"payments.refund/{payment.id}",
        words.text("Refund of {number}").format(number=payment.number),
        (
            ChoiceField("invoice_id", mark("Of invoice"), required=True),
            DateField("refunded_on", mark("Given back on"), required=True, short=True),
            MoneyField("amount", mark("Amount"), required=True, short=True, check=above_zero),
            LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),
        ),
        lambda _office: Stand(
            {"refunded_on": context.clock.today(), "invoice_id": paid[0] if len(paid) == 1 else None},
            0,
            {"invoice_id": [Choice(one, numbers.get(one, "")) for one in paid]},
        ),
        save,
        words.text("Add the refund"),
        words.text("The refund is added."),
        places=_PLACES,
    )


def storno(context: UiContext[Office], payment: Payment) -> FormPlan[Office]:
    """A wrong entry is taken back by its opposite; it stays in the books."""
    words, actor = context.words, context.actor
    return FormPlan(
        f"payments.storno/{payment.id}",
        words.text("Take {number} back").format(number=payment.number),
        (LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),),
        lambda _office: Stand({}),
        lambda office, values, _version: office.payments.storno(actor, payment.id, values["reason"]),
        words.text("Take it back"),
        words.text("The payment is taken back."),
        note=words.text("Payments are never changed: an opposite entry undoes it, then enter the right one."),
    )


def _rest(payment: Payment) -> int:
    taken = (part.firm_amount_minor or part.amount_minor for part in payment.allocations)
    return payment.amount_minor - sum(taken)


def _proposal(rest_minor: int, currency: str, open_invoices: Sequence[Payable]) -> dict[str, Any]:
    """The oldest first, as far as the money goes; what is in another currency waits for its figures."""
    values: dict[str, Any] = {}
    for one in open_invoices:
        if one.currency == currency and rest_minor > 0:
            part_minor = min(rest_minor, one.open_minor)
            values[f"{_OF_INVOICE}{one.invoice_id}"] = part_minor
            rest_minor -= part_minor
    return values
