"""What has happened with a client, each thing in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from app.i18n.words import Words, mark
from app.wording.terms import FUNCTIONS, OUTCOMES, TASK_KINDS, term

CHANNELS: Mapping[str, str] = {
    "call": mark("by phone"),
    "email": mark("by e-mail"),
    "message": mark("by a message"),
    "meeting": mark("at a meeting"),
    "letter": mark("by a letter"),
}
SENTENCES: Mapping[str, str] = {
    "won": mark("Became a client"),
    "membership": mark("Joined the group {of}"),
    "membership_left": mark("Left its group"),
    "contract": mark("Contract {number} signed"),
    "contract_order": mark("Contract {number} signed: {ordinal} order"),
    "contract_extension": mark("Contract {number} signed: extension of {of}"),
    "contract_cancelled": mark("Contract {number} terminated"),
    "amendment": mark("Contract {number} amended"),
    "act": mark("Work accepted: act {number}, contract {of}"),
    "act_out": mark("Work accepted: act {number}, contract {of}; the signed copy is not back yet"),
    "act_returned": mark("The signed copy of act {number} came back, contract {of}"),
    "invoice": mark("Invoice {number} issued, due on {by}"),
    "invoice_draft": mark("Invoice {number} drafted, not sent yet"),
    "invoice_cancelled": mark("Invoice {number} cancelled"),
    "closed_short": mark("Invoice {number} closed short"),
    "credit_note": mark("Credit note {number} to invoice {of}"),
    "payment": mark("Payment {number} received for invoice {of}"),
    "payment_many": mark("Payment {number} received for invoices {of}"),
    "payment_advance": mark("Payment {number} received, not allocated to any invoice"),
    "payment_other": mark("Payment {number} of {payer} received for invoice {of}"),
    "payment_other_many": mark("Payment {number} of {payer} received for invoices {of}"),
    "payment_storno": mark("Payment {number} undone by storno"),
    "refund": mark("Money of invoice {number} given back"),
    "reminder": mark("Reminder: {outcome}. Invoice {number}, {channel}"),
    "reminder_promised": mark("Reminder: promised to pay by {by}. Invoice {number}, {channel}"),
    "handover": mark("{function}: handed over to {person}"),
    "task": mark("Task to be done: {task}"),
    "task_other": mark("Task to be done"),
    "task_done": mark("Task done: {task}"),
    "task_done_other": mark("Task done"),
}


class Told(Protocol):
    """A happening, as it is told."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def number(self) -> str:
        """The number of the document."""

    @property
    def code(self) -> str:
        """What came of it."""

    @property
    def of(self) -> str:
        """What it belongs to."""

    @property
    def channel(self) -> str:
        """How somebody was reminded."""

    @property
    def by(self) -> date | None:
        """The day that it names."""

    @property
    def order_number(self) -> int:
        """Which order of the client a contract is; 0 for none."""

    @property
    def payer(self) -> str:
        """Another client that paid."""

    @property
    def person(self) -> str:
        """Whose doing it is."""

    @property
    def note(self) -> str:
        """What was noted with it."""

    @property
    def taxed(self) -> bool:
        """Whether VAT comes on top of its amount."""


def happening_sentence(words: Words, told: Told) -> str:
    """What happened, in one sentence; ``happening_note`` says the rest."""
    return words.text(SENTENCES[_case(told)]).format(
        number=told.number,
        of=told.of,
        by=words.date(told.by),
        payer=told.payer,
        ordinal=words.ordinal(told.order_number),
        channel=words.text(CHANNELS.get(told.channel, "")),
        outcome=_inside(term(words, OUTCOMES, told.code)),
        function=term(words, FUNCTIONS, told.code),
        person=told.person,
        task=_inside(term(words, TASK_KINDS, told.code)),
    )


def happening_note(words: Words, told: Told) -> str:
    """Who, and what was noted with it."""
    tax = words.text("without VAT") if told.taxed else ""
    late = (
        words.text("was to be done by {day}").format(day=words.date(told.by))
        if told.kind == "task_done" and told.by is not None
        else ""
    )
    person = "" if told.kind == "handover" else told.person
    return " · ".join(part for part in (person, late, tax, " ".join(told.note.split())) if part)


def _case(told: Told) -> str:
    """Which sentence says it."""
    special = {
        "membership": "membership_left" if told.code == "left" else "",
        "contract": "contract_extension" if told.of else "contract_order" if told.order_number else "",
        "act": "act_out" if told.code == "out" else "",
        "invoice": "invoice_draft" if told.code == "draft" else "",
        "payment": _case_of_payment(told),
        "task": "task_other" if told.code == "other" else "",
        "task_done": "task_done_other" if told.code == "other" else "",
        "reminder": "reminder_promised" if told.code == "promised" and told.by is not None else "",
    }
    return special.get(told.kind) or told.kind


def _case_of_payment(told: Told) -> str:
    if told.code == "storno":
        return "payment_storno"
    if not told.of:
        return "payment_advance"
    many = "_many" if ", " in told.of else ""
    return f"payment_other{many}" if told.payer else f"payment{many}"


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]
