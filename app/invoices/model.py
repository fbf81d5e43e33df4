"""Invoices, credit notes, reminders and tasks as the services give and take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

USUAL_DAYS = 14
"""Days to pay where the contract has no invoice yet."""


class InvoiceStatus(StrEnum):
    """The stored state; "paid" is worked out from the money."""

    DRAFT = "draft"
    SENT = "sent"
    CANCELLED = "cancelled"


class Channel(StrEnum):
    """How somebody was reminded."""

    CALL = "call"
    EMAIL = "email"
    MESSAGE = "message"
    MEETING = "meeting"
    LETTER = "letter"


class Outcome(StrEnum):
    """What a reminder brought."""

    PROMISED = "promised"
    FORGOT = "forgot"
    DISSATISFIED = "dissatisfied"
    DISPUTED = "disputed"
    NO_ANSWER = "no_answer"


class TaskKind(StrEnum):
    """Why somebody has something to do about a client."""

    DISSATISFIED = "dissatisfied"
    NEED = "need"
    ASK_INVOICE = "ask_invoice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """Money asked for one contract, in the contract's currency; ``subject`` says for what, else the contract's does."""

    number: str
    contract_id: int
    issued_on: date
    due_on: date
    net_minor: int
    gross_minor: int
    status: InvoiceStatus = InvoiceStatus.SENT
    cancelled_on: date | None = None
    cancel_reason: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice as stored."""

    id: int
    version: int
    number: str
    contract_id: int
    issued_on: date
    due_on: date
    net_minor: int
    gross_minor: int
    status: InvoiceStatus
    cancelled_on: date | None
    cancel_reason: str
    closed_short_on: date | None
    closed_short_reason: str
    subject: str


@dataclass(frozen=True, slots=True)
class NewCreditNote:
    """Money taken back from an invoice."""

    number: str
    invoice_id: int
    issued_on: date
    net_minor: int
    gross_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class NewReminder:
    """One attempt to collect; ``dissatisfied`` makes a task for ``task_for`` (the project manager)."""

    invoice_id: int
    on_date: date
    channel: Channel
    person_id: int
    outcome: Outcome
    promised_on: date | None = None
    note: str = ""
    task_for: int | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """Something for a person to do about a client."""

    client_id: int
    kind: TaskKind
    person_id: int
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A task as stored."""

    id: int
    version: int
    client_id: int
    kind: TaskKind
    person_id: int
    due_on: date | None
    done_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class CreditNote:
    """A credit note as stored."""

    id: int
    note: NewCreditNote


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder as stored; ``task_for`` is always None: the task stands by itself."""

    id: int
    reminder: NewReminder


class Claim(NamedTuple):
    """An invoice as payments see it: what may be paid on it, before what was received."""

    invoice_id: int
    number: str
    client_id: int
    currency: str
    status: InvoiceStatus
    cancelled_on: date | None
    due_minor: int
    """Gross less what was credited."""
    issued_on: date
