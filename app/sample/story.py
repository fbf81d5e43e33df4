"""What the sample firm lives through, as the services take it; people, clients and contracts are named by their places.

A place counts from 1 in the order of the cast, of the clients, of the contracts by their numbers. ``build`` puts the
ids of the file in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from app.clients.model import Membership, NewClient
from app.contracts.model import NewAct, NewAmendment, NewContract, NewHandover
from app.invoices.model import NewCreditNote, NewInvoice, NewReminder, NewTask
from app.kernel.period import Month
from app.payments.model import NewPayment, NewRefund
from app.settings.model import CurrencyRate

Item = TypeVar("Item")

SEED = 20231201
HISTORY_FROM = Month(2023, 12)
BOOKS_FROM = Month(2025, 1)
LAST_CLOSED = Month(2026, 10)
LAST_MONTH = Month(2026, 11)
"""The month that is left to be worked out by hand."""


class Entered(NamedTuple, Generic[Item]):
    """A fact and the month whose papers it lay among: its own, or a later one (then a true-up follows)."""

    month: Month
    item: Item


class Cancelled(NamedTuple):
    """A contract or an invoice (by place) that was cancelled on a day."""

    place: int
    on: date
    reason: str


class Storno(NamedTuple):
    """A payment (by number) that turned out to be wrong."""

    payment_number: str
    reason: str


class TaskDone(NamedTuple):
    """A task (by place) that was done on a day."""

    place: int
    on: date


@dataclass(frozen=True, slots=True)
class Story:
    """Three years, month by month."""

    clients: tuple[Entered[NewClient], ...]
    groups: tuple[str, ...]
    memberships: tuple[Entered[Membership], ...]
    rates: tuple[CurrencyRate, ...]
    contracts: tuple[Entered[NewContract], ...]
    cancelled_contracts: tuple[Entered[Cancelled], ...]
    amendments: tuple[Entered[NewAmendment], ...]
    handovers: tuple[Entered[NewHandover], ...]
    acts: tuple[Entered[NewAct], ...]
    invoices: tuple[Entered[NewInvoice], ...]
    cancelled_invoices: tuple[Entered[Cancelled], ...]
    credit_notes: tuple[Entered[NewCreditNote], ...]
    payments: tuple[Entered[NewPayment], ...]
    stornos: tuple[Entered[Storno], ...]
    refunds: tuple[Entered[NewRefund], ...]
    """Their ``payment_id`` is the place of the payment."""
    reminders: tuple[Entered[NewReminder], ...]
    tasks: tuple[Entered[NewTask], ...]
    tasks_done: tuple[Entered[TaskDone], ...]


def entered_on(day: date) -> Month:
    """The month whose papers a fact of ``day`` lies among: everything before the books is entered when they open."""
    return max(Month.of(day), BOOKS_FROM)
