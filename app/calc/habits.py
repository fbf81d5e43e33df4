"""How long things take in a firm: from signing to invoice, from invoice to due date, from due date to money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.calc.facts import Facts, InvoiceFact
from app.calc.ranges import at_share

FEWEST = 3
"""With fewer examples of its own a client is taken to do as all clients do."""
_HALF, _NINE_OF_TEN = 5, 9


class Habit(NamedTuple):
    """So many days: half of all cases took no longer than ``usual``, nine of ten no longer than ``late``."""

    usual: int
    late: int
    of_client: bool
    """The client's own habit; else that of all clients together."""


class Habits:
    """Days by client, and of all clients together."""

    def __init__(self, examples: Iterable[tuple[int, int]]) -> None:
        """``examples``: client and days."""
        own: dict[int, list[int]] = defaultdict(list)
        for client_id, days in examples:
            own[client_id].append(days)
        self._all = _habit([days for each in own.values() for days in each], of_client=False)
        self._own = {client: _habit(days, of_client=True) for client, days in own.items() if len(days) >= FEWEST}

    def of(self, client_id: int) -> Habit:
        """The client's habit; where it has too few examples, that of all; without any, no days at all."""
        return self._own.get(client_id, self._all)


class FirmHabits(NamedTuple):
    """What the forecast goes by."""

    invoicing: Habits
    """From signing to an invoice."""
    terms: Habits
    """From the invoice to its due date."""
    paying: Habits
    """From the due date to the day on which an invoice was paid in full; less than 0: before it."""


def habits_of(facts: Facts) -> FirmHabits:
    """The firm's own habits, from its whole history. Cancelled invoices are no examples."""
    contracts = {row.id: row for row in facts.contracts}
    invoices = [row for row in facts.invoices if row.cancelled_on is None]
    client_of = {row.id: contracts[row.contract_id].client_id for row in invoices}
    paid = _paid_days(facts, {row.id: row for row in invoices})
    return FirmHabits(
        Habits((client_of[row.id], (row.issued_on - contracts[row.contract_id].signed_on).days) for row in invoices),
        Habits((client_of[row.id], (row.due_on - row.issued_on).days) for row in invoices),
        Habits((client_of[invoice_id], days) for invoice_id, days in paid.items()),
    )


def _paid_days(facts: Facts, invoices: Mapping[int, InvoiceFact]) -> dict[int, int]:
    """By invoice: days after its due date on which money alone had paid it in full."""
    received: dict[int, int] = defaultdict(int)
    days = {}
    for row in sorted(facts.allocations, key=lambda row: (row.received_on, row.payment_number_key, row.id)):
        invoice = invoices.get(row.invoice_id)
        if invoice is not None and invoice.id not in days:
            received[invoice.id] += row.amount_minor
            if received[invoice.id] >= invoice.gross_minor:
                days[invoice.id] = (row.received_on - invoice.due_on).days
    return days


def _habit(days: list[int], *, of_client: bool) -> Habit:
    if not days:
        return Habit(0, 0, of_client)
    ordered = sorted(days)
    return Habit(at_share(ordered, _HALF), at_share(ordered, _NINE_OF_TEN), of_client)
