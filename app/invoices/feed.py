"""What the engine is told of invoices. No permission is checked here: only the engine's loader may ask."""

from __future__ import annotations

from typing import cast

from app.calc.facts import CreditNoteFact, InvoiceFact, ReminderFact
from app.kernel.cells import Days
from app.kernel.database import Db

_InvoiceRow = tuple[int, str, str, int, str, str, int, int, "str | None", "str | None"]


def invoices(db: Db) -> tuple[InvoiceFact, ...]:
    """Every invoice that was sent; the cancelled ones come with their day of cancellation."""
    days = Days()
    rows = db.rows(
        "SELECT id, number, number_key, contract_id, issued_on, due_on, net_minor, gross_minor, cancelled_on,"
        " closed_short_on FROM invoice WHERE status <> 'draft'"
    )
    return tuple(
        InvoiceFact(
            row_id,
            number,
            key,
            contract_id,
            days[issued_on],
            days[due_on],
            net,
            gross,
            days[cancelled_on] if cancelled_on else None,
            days[closed_on] if closed_on else None,
        )
        for row_id, number, key, contract_id, issued_on, due_on, net, gross, cancelled_on, closed_on in cast(
            "list[_InvoiceRow]", rows
        )
    )


def credit_notes(db: Db) -> tuple[CreditNoteFact, ...]:
    """Every credit note."""
    days = Days()
    rows = db.rows("SELECT id, invoice_id, issued_on, net_minor, gross_minor FROM credit_note")
    return tuple(
        CreditNoteFact(row_id, invoice_id, days[issued_on], net, gross)
        for row_id, invoice_id, issued_on, net, gross in cast("list[tuple[int, int, str, int, int]]", rows)
    )


def reminders(db: Db) -> tuple[ReminderFact, ...]:
    """Every attempt to collect."""
    days = Days()
    rows = db.rows("SELECT invoice_id, person_id, on_date FROM reminder")
    return tuple(
        ReminderFact(invoice_id, person_id, days[on_date])
        for invoice_id, person_id, on_date in cast("list[tuple[int, int, str]]", rows)
    )
