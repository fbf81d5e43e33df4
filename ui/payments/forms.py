"""The forms of payments: what came, what was given back, and taking a wrong entry back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.payments.model import NewPayment, NewRefund, Payment, Refundable
from ui.kit.form_fields import (
    Choice,
    ChoiceField,
    DateField,
    FormPlan,
    LongTextField,
    MoneyField,
    PickField,
    Stand,
    TextField,
    Values,
    above_zero,
    currency_choices,
)
from ui.runtime.context import UiContext

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


def refund(context: UiContext[Office], payment: Payment, refundable: Sequence[Refundable]) -> FormPlan[Office]:
    """Money that is given back, out of what the payment brought for one of its invoices."""
    words, actor = context.words, context.actor
    by_id = {one.invoice_id: one for one in refundable}
    title = words.text("{number}, at most {amount}")
    choices = [
        Choice(one.invoice_id, title.format(number=one.number, amount=words.money(one.most_minor, one.currency)))
        for one in refundable
    ]

    def within(amount_minor: int | None, values: Values) -> Finding | None:
        one = by_id.get(values["invoice_id"])
        if one is None or amount_minor is None or amount_minor <= one.most_minor:
            return above_zero(amount_minor, values)
        return Finding("refund_exceeds_payment", "", {"refundable_minor": one.most_minor, "amount_minor": amount_minor})

    def not_before(day: date | None, _values: Values) -> Finding | None:
        if day is None or day >= payment.received_on:
            return None
        return Finding("refunded_before_received", "", {"received_on": payment.received_on.isoformat()})

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        new = NewRefund(payment.id, values["invoice_id"], values["refunded_on"], values["amount"], values["reason"])
        return office.payments.refund(actor, new)

    return FormPlan(
        f"payments.refund/{payment.id}",
        words.text("Refund of {number}").format(number=payment.number),
        (
            ChoiceField("invoice_id", mark("Of invoice"), required=True),
            DateField("refunded_on", mark("Given back on"), required=True, short=True, check=not_before),
            MoneyField(
                "amount", mark("Amount"), required=True, short=True, check=within, currency_key="invoice_id",
                currencies={one.invoice_id: one.currency for one in refundable},
            ),
            LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),
        ),
        lambda _office: Stand(
            {"refunded_on": context.clock.today(), "invoice_id": choices[0].id if len(choices) == 1 else None},
            0,
            {"invoice_id": choices},
        ),
        save,
        words.text("Add the refund"),
        words.text("The refund is added."),
        places=_PLACES,
    )  # fmt: skip


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
