"""What the engine is told of payments. No permission is checked here: only the engine's loader may ask."""

from __future__ import annotations

from typing import cast

from app.calc.facts import AllocationFact, RefundFact
from app.kernel.cells import Days
from app.kernel.database import Db

_AllocationRow = tuple[int, int, str, str, int, str, int, "int | None"]


def allocations(db: Db) -> tuple[AllocationFact, ...]:
    """Every part of a payment that pays an invoice; a payment undone by a storno never came."""
    days = Days()
    rows = db.rows(
        "SELECT a.id, a.payment_id, p.number, p.number_key, a.invoice_id, p.received_on, a.amount_minor,"
        " a.firm_amount_minor FROM allocation a JOIN payment p ON p.id = a.payment_id"
        " WHERE NOT EXISTS (SELECT 1 FROM payment s WHERE s.storno_of = p.id)"
    )
    return tuple(
        AllocationFact(row_id, payment_id, number, key, invoice_id, days[received_on], amount, firm_amount)
        for row_id, payment_id, number, key, invoice_id, received_on, amount, firm_amount in cast(
            "list[_AllocationRow]", rows
        )
    )


def refunds(db: Db) -> tuple[RefundFact, ...]:
    """Every refund of a payment that stands."""
    days = Days()
    rows = db.rows(
        "SELECT r.id, r.payment_id, r.invoice_id, r.refunded_on, r.amount_minor FROM refund r"
        " WHERE NOT EXISTS (SELECT 1 FROM payment s WHERE s.storno_of = r.payment_id)"
    )
    return tuple(
        RefundFact(row_id, payment_id, invoice_id, days[refunded_on], amount)
        for row_id, payment_id, invoice_id, refunded_on, amount in cast("list[tuple[int, int, int, str, int]]", rows)
    )
