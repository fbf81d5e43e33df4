"""Money that moves on invoices, sorted: payments, refunds, credit notes, invoices closed short (SEMANTICS 2 and 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from app.calc.events import Span
from app.calc.facts import AllocationFact, Facts, InvoiceFact

CREDIT, PAYMENT, REFUND, CLOSE = range(4)
"""The order within a day: a credit note first, so that its order with a refund does not matter (SEMANTICS 3)."""


class Other(NamedTuple):
    """What moves an invoice and is no allocation: a refund of a payment, a credit note, closing it short."""

    amount_minor: int
    payment_id: int | None = None
    payment_number: str = ""


Source = AllocationFact | Other
Move = tuple[date, int, str, int, int, Source]
"""Money that moves on an invoice, or a change of what it asks: day, step, number, row, invoice, and what moves it.

Sorted as it stands, and bare: there may be a million. No two are equal before their last part.
"""


def moving_contracts(facts: Facts, span: Span) -> frozenset[int]:
    """Contracts with money that moves, or an invoice that changes, on the span's first day or later."""
    first = span.first
    if first == date.min:
        return frozenset(contract.id for contract in facts.contracts)
    invoices = {row.invoice_id for row in facts.allocations if row.received_on >= first}
    invoices |= {row.invoice_id for row in facts.refunds if row.refunded_on >= first}
    invoices |= {row.invoice_id for row in facts.credit_notes if row.issued_on >= first}
    return frozenset(
        invoice.contract_id
        for invoice in facts.invoices
        if invoice.id in invoices
        or invoice.issued_on >= first
        or (invoice.cancelled_on is not None and invoice.cancelled_on >= first)
        or (invoice.closed_short_on is not None and invoice.closed_short_on >= first)
    )


def moves_of(facts: Facts, invoices: Mapping[int, InvoiceFact]) -> Iterator[Move]:
    """Everything that moves on the invoices (by id), in no order."""
    issued = {invoice_id: invoice.issued_on for invoice_id, invoice in invoices.items()}
    for row in facts.allocations:
        invoice_id = row.invoice_id
        if invoice_id in issued:
            on, issued_on = row.received_on, issued[invoice_id]
            on = issued_on if issued_on > on else on  # ruff: ignore[if-expr-min-max]  twice as fast
            yield on, PAYMENT, row.payment_number_key, row.id, invoice_id, row
    yield from _refunds(facts, issued)
    for note in facts.credit_notes:
        if note.invoice_id in issued:
            yield _on_invoice(note.issued_on, CREDIT, note.id, invoices[note.invoice_id], note.gross_minor)
    for invoice in invoices.values():
        if invoice.cancelled_on is not None:
            yield _on_invoice(invoice.cancelled_on, CREDIT, 0, invoice, invoice.gross_minor)
        if invoice.closed_short_on is not None:
            yield _on_invoice(invoice.closed_short_on, CLOSE, 0, invoice, 0)


def _refunds(facts: Facts, issued: dict[int, date]) -> Iterator[Move]:
    """A refund is never dated before its payment's event."""
    refunds = [refund for refund in facts.refunds if refund.invoice_id in issued]
    wanted = {refund.payment_id for refund in refunds}
    numbers: dict[int, tuple[str, str]] = {}
    received: dict[tuple[int, int], list[date]] = defaultdict(list)
    for row in facts.allocations if wanted else ():
        if row.payment_id in wanted:
            numbers[row.payment_id] = (row.payment_number, row.payment_number_key)
            received[row.payment_id, row.invoice_id].append(row.received_on)
    for refund in refunds:
        number, number_key = numbers.get(refund.payment_id, ("", ""))
        known = received.get((refund.payment_id, refund.invoice_id), [])
        on = max([refund.refunded_on, issued[refund.invoice_id], *known])
        source = Other(refund.amount_minor, refund.payment_id, number)
        yield on, REFUND, number_key, refund.id, refund.invoice_id, source


def _on_invoice(on: date, step: int, row_id: int, invoice: InvoiceFact, amount_minor: int) -> Move:
    """What happens to an invoice happens when it is issued or later."""
    return max(on, invoice.issued_on), step, invoice.number_key, row_id, invoice.id, Other(amount_minor)
