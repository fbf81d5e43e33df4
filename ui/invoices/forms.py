"""The forms of invoices: the invoice, a credit note, its cancellation, and closing it short."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.bootstrap import Office
from app.contracts.model import Contract, ContractStatus
from app.i18n.words import mark
from app.invoices.model import USUAL_DAYS, Invoice, InvoiceStatus, NewCreditNote, NewInvoice
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.settings.series import NumberedKind
from app.settings.vat import parts
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
    YesNoField,
    above_zero,
)
from ui.runtime.context import UiContext

_PLACES = {"net_minor": "amount", "gross_minor": "amount"}
"""Where the findings of an invoice stand in its form."""
SENT, DRAFT = InvoiceStatus.SENT.value, InvoiceStatus.DRAFT.value


def new_invoice(context: UiContext[Office], contract_id: int | None = None) -> FormPlan[Office]:
    """An invoice that is not there yet; of a contract it asks what is not invoiced so far."""
    words, actor, currencies = context.words, context.actor, dict[int, str]()

    def load(office: Office) -> Stand:
        today = context.clock.today()
        contracts = _invoiced(office, context)
        currencies.update((one.id, one.currency) for one in contracts)
        chosen = next((one for one in contracts if one.id == contract_id), None)
        values: dict[str, Any] = {
            "number": office.numbering.next_number(actor, NumberedKind.INVOICE, today), "issued_on": today,
            "due_on": today + timedelta(days=_usual_days(office, context, chosen)), "with_vat": True, "status": SENT,
        }  # fmt: skip
        if chosen is not None:
            values |= {"contract_id": chosen.id, "amount": _open(office, context, chosen), "subject": chosen.subject}
        return Stand(values, 0, _lists(office, context, contracts))

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        return office.invoices.add(actor, _invoice(office, context, values))

    return FormPlan(
        "invoices.new",
        words.text("New invoice"),
        _fields(currencies),
        load,
        save,
        words.text("Add the invoice"),
        words.text("The invoice is added."),
        places=_PLACES,
    )


def change_invoice(context: UiContext[Office], invoice: Invoice) -> FormPlan[Office]:
    """A draft may still be changed as a whole."""
    words, actor, invoice_id, currencies = context.words, context.actor, invoice.id, dict[int, str]()

    def load(office: Office) -> Stand:
        stands, contracts = office.invoices.get(actor, invoice_id), _invoiced(office, context)
        currencies.update((one.id, one.currency) for one in contracts)
        values = {
            "number": stands.number, "contract_id": stands.contract_id, "issued_on": stands.issued_on,
            "due_on": stands.due_on, "amount": stands.gross_minor, "with_vat": True, "subject": stands.subject,
            "status": stands.status.value,
        }  # fmt: skip
        return Stand(values, stands.version, _lists(office, context, contracts))

    def save(office: Office, values: Values, version: int) -> Done[None]:
        return office.invoices.change(actor, invoice_id, version, _invoice(office, context, values))

    return FormPlan(
        f"invoices.change/{invoice_id}",
        invoice.number,
        _fields(currencies),
        load,
        save,
        saved=words.text("The invoice is saved."),
        places=_PLACES,
    )


def credit_note(context: UiContext[Office], invoice: Invoice, currency: str) -> FormPlan[Office]:
    """Money that is no longer asked, in the ``currency`` of the contract."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        today = context.clock.today()
        number = office.numbering.next_number(actor, NumberedKind.CREDIT_NOTE, today)
        return Stand({"number": number, "issued_on": today, "with_vat": True})

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        contract = office.contracts.get(actor, invoice.contract_id)
        typed = parts(values["amount"], contract.vat_ppm, includes_vat=bool(values.get("with_vat")))
        new = NewCreditNote(
            values["number"], invoice.id, values["issued_on"], typed.net_minor, typed.gross_minor, values["reason"]
        )
        return office.invoices.credit_note(actor, new)

    return FormPlan(
        f"invoices.credit/{invoice.id}",
        words.text("Credit note to {number}").format(number=invoice.number),
        (
            TextField("number", mark("Number"), required=True, missing="number_missing", short=True),
            DateField("issued_on", mark("Date"), required=True, short=True),
            MoneyField("amount", mark("Amount"), required=True, currency=currency, check=above_zero),
            YesNoField("with_vat", mark("The amount is with VAT")),
            LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),
        ),
        load,
        save,
        words.text("Add the credit note"),
        words.text("The credit note is added."),
        places=_PLACES,
    )


def ending(context: UiContext[Office], invoice: Invoice, *, short: bool) -> FormPlan[Office]:
    """The end of an invoice: cancelled as a whole, or closed short with what has come."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        return Stand({"on": context.clock.today()}, office.invoices.get(actor, invoice.id).version)

    def save(office: Office, values: Values, version: int) -> Done[None]:
        end = office.invoices.close_short if short else office.invoices.cancel
        return end(actor, invoice.id, version, values["on"], values["reason"])

    title = words.text("Close {number} short") if short else words.text("Cancel {number}")
    note = (
        words.text("The rest is given up: the invoice counts as settled with what has come.")
        if short
        else words.text("Only an invoice without money can be cancelled; else write a credit note.")
    )
    return FormPlan(
        f"invoices.{'short' if short else 'cancel'}/{invoice.id}",
        title.format(number=invoice.number),
        (
            DateField("on", mark("Date"), required=True),
            LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),
        ),
        load,
        save,
        words.text("Close it short") if short else words.text("Cancel the invoice"),
        words.text("The invoice is closed short.") if short else words.text("The invoice is cancelled."),
        note=note,
    )


def _fields(currencies: Mapping[int, str]) -> tuple[Field, ...]:
    """``currencies`` of the contracts, known once the form has read them."""
    return (
        TextField("number", mark("Number"), required=True, missing="number_missing", short=True),
        ChoiceField(
            "status", mark("Status"), required=True, short=True, choices=((SENT, mark("Sent")), (DRAFT, mark("Draft"))),
        ),
        PickField("contract_id", mark("Contract"), required=True),
        DateField("issued_on", mark("Issued on"), required=True, short=True),
        DateField("due_on", mark("Due on"), required=True, short=True, check=_not_before_issued),
        MoneyField(
            "amount", mark("Amount"), required=True, currency_key="contract_id", currencies=currencies,
            check=above_zero,
        ),
        YesNoField("with_vat", mark("The amount is with VAT")),
        LongTextField("subject", mark("What it is for")),
    )  # fmt: skip


def _not_before_issued(value: Any, values: Values) -> Finding | None:
    issued_on = values.get("issued_on")
    if value is not None and issued_on is not None and value < issued_on:
        return Finding("due_before_issued", "", {"issued_on": issued_on.isoformat()})
    return None


def _invoice(office: Office, context: UiContext[Office], values: Values) -> NewInvoice:
    contract = office.contracts.get(context.actor, values["contract_id"])
    typed = parts(values["amount"], contract.vat_ppm, includes_vat=bool(values.get("with_vat")))
    return NewInvoice(
        values["number"], contract.id, values["issued_on"], values["due_on"], typed.net_minor, typed.gross_minor,
        InvoiceStatus(values["status"]), subject=values["subject"],
    )  # fmt: skip


def _invoiced(office: Office, context: UiContext[Office]) -> list[Contract]:
    """Contracts that may be invoiced, the latest first."""
    every = office.contracts.list(context.actor)
    found = [one for one in every if one.status is not ContractStatus.CANCELLED]
    return sorted(found, key=lambda one: (one.signed_on, one.id), reverse=True)


def _lists(office: Office, context: UiContext[Office], contracts: list[Contract]) -> dict[str, list[Choice]]:
    names = {client.id: client.name for client in office.clients.list(context.actor)}
    return {"contract_id": [Choice(one.id, one.number, names[one.client_id]) for one in contracts]}


def _open(office: Office, context: UiContext[Office], contract: Contract) -> int | None:
    """What of the contract is not invoiced yet, with VAT; nothing where all of it is."""
    gross_minor = parts(contract.net_minor, contract.vat_ppm, includes_vat=False).gross_minor
    asked = sum(
        one.gross_minor
        for one in office.invoices.list(context.actor)
        if one.contract_id == contract.id and one.status is not InvoiceStatus.CANCELLED
    )
    return gross_minor - asked if gross_minor > asked else None


def _usual_days(office: Office, context: UiContext[Office], contract: Contract | None) -> int:
    """As many days as the contract's last invoice gave."""
    if contract is None:
        return USUAL_DAYS
    own = [one for one in office.invoices.list(context.actor) if one.contract_id == contract.id]
    last = max(own, key=lambda one: (one.issued_on, one.id), default=None)
    return USUAL_DAYS if last is None else (last.due_on - last.issued_on).days
