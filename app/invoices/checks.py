"""What is wrong with an invoice, a credit note, a reminder or a task before it is written. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from app.contracts.numbering import Order
from app.invoices.model import Invoice, InvoiceStatus, NewCreditNote, NewInvoice, NewReminder, NewTask, Outcome
from app.kernel.errors import Finding
from app.kernel.money import AMOUNT_LIMIT_MINOR


def invoice_problems(new: NewInvoice, contract: Order | None) -> Iterator[Finding]:
    """Everything wrong with an invoice on its contract (None: there is no such contract)."""
    if not new.number.strip():
        yield Finding("number_missing", "number")
    if contract is None:
        yield Finding("contract_unknown", "contract_id", {"id": new.contract_id})
    elif contract.cancelled_on is not None and contract.cancelled_on < new.issued_on:
        values = {"number": contract.number, "cancelled_on": contract.cancelled_on.isoformat()}
        yield Finding("contract_cancelled", "contract_id", values)
    if new.due_on < new.issued_on:
        yield Finding("due_before_issued", "due_on", {"issued_on": new.issued_on.isoformat()})
    yield from _amounts(new.net_minor, new.gross_minor)
    yield from _status_problems(new)


def _amounts(net_minor: int, gross_minor: int) -> Iterator[Finding]:
    if net_minor < 0:
        yield Finding("amount_negative", "net_minor", {"amount_minor": net_minor})
    if gross_minor < net_minor:
        yield Finding("gross_below_net", "gross_minor", {"net_minor": net_minor, "gross_minor": gross_minor})
    for place, amount_minor in (("net_minor", net_minor), ("gross_minor", gross_minor)):
        if amount_minor >= AMOUNT_LIMIT_MINOR:
            yield Finding("amount_too_large", place, {"amount_minor": amount_minor})


def _status_problems(new: NewInvoice) -> Iterator[Finding]:
    cancelled = new.status is InvoiceStatus.CANCELLED
    if cancelled and new.cancelled_on is None:
        yield Finding("cancelled_on_missing", "cancelled_on")
    if not cancelled and new.cancelled_on is not None:
        yield Finding("not_cancelled", "cancelled_on", {"cancelled_on": new.cancelled_on.isoformat()})
    if new.cancelled_on is not None and new.cancelled_on < new.issued_on:
        yield Finding("before_issued", "cancelled_on", {"issued_on": new.issued_on.isoformat()})


def end_problems(invoice: Invoice, on: date, reason: str) -> Iterator[Finding]:
    """A cancellation or short closing says why and comes no earlier than the invoice."""
    if on < invoice.issued_on:
        yield Finding("before_issued", "on", {"issued_on": invoice.issued_on.isoformat()})
    if not reason.strip():
        yield Finding("reason_missing", "reason")


def credit_note_problems(new: NewCreditNote, invoice: Invoice, earlier: Collection[NewCreditNote]) -> Iterator[Finding]:
    """A credit note says why, and all of them together never exceed the invoice."""
    if not new.number.strip():
        yield Finding("number_missing", "number")
    if not new.reason.strip():
        yield Finding("reason_missing", "reason")
    if new.issued_on < invoice.issued_on:
        yield Finding("before_issued", "issued_on", {"issued_on": invoice.issued_on.isoformat()})
    if new.net_minor <= 0:
        yield Finding("amount_not_positive", "net_minor", {"amount_minor": new.net_minor})
    yield from _amounts(max(0, new.net_minor), new.gross_minor)
    rests = {
        "net_minor": (invoice.net_minor - sum(note.net_minor for note in earlier), new.net_minor),
        "gross_minor": (invoice.gross_minor - sum(note.gross_minor for note in earlier), new.gross_minor),
    }
    for place, (rest_minor, amount_minor) in rests.items():
        if amount_minor > rest_minor:
            yield Finding("credit_exceeds_invoice", place, {"rest_minor": rest_minor, "amount_minor": amount_minor})


def problems_of_credit_notes(
    items: Sequence[NewCreditNote], invoices: Mapping[int, Invoice], standing: Iterable[NewCreditNote]
) -> Iterator[Finding]:
    """Problems of many credit notes, each beside those before it."""
    by_invoice: dict[int, list[NewCreditNote]] = {}
    taken: set[str] = set()
    for note in standing:
        by_invoice.setdefault(note.invoice_id, []).append(note)
        taken.add(note.number)
    for index, new in enumerate(items):
        invoice = invoices.get(new.invoice_id)
        number = new.number.strip()
        if invoice is None or invoice.status is not InvoiceStatus.SENT:
            code = "invoice_unknown" if invoice is None else "invoice_not_sent"
            yield Finding(code, "invoice_id", {"id": new.invoice_id}).of_item(index)
            continue
        earlier = by_invoice.setdefault(new.invoice_id, [])
        for finding in credit_note_problems(new, invoice, earlier):
            yield finding.of_item(index)
        if number in taken:
            yield Finding("number_taken", "number", {"number": number}).of_item(index)
        earlier.append(new)
        taken.add(number)


def reminder_problems(new: NewReminder, people: Collection[int], today: date) -> Iterator[Finding]:
    """A reminder was made by somebody, not later than today; only a promise has a promised day."""
    if new.person_id not in people:
        yield Finding("person_unknown", "person_id", {"id": new.person_id})
    if new.task_for is not None and new.task_for not in people:
        yield Finding("person_unknown", "task_for", {"id": new.task_for})
    if new.on_date > today:
        yield Finding("date_in_future", "on_date", {"on": new.on_date.isoformat()})
    if new.promised_on is not None and new.outcome is not Outcome.PROMISED:
        yield Finding("promise_not_meant", "promised_on", {"outcome": new.outcome.value})
    if new.promised_on is not None and new.promised_on < new.on_date:
        yield Finding("promised_in_past", "promised_on", {"on": new.on_date.isoformat()})


def task_problems(new: NewTask, people: Collection[int], clients: Collection[int]) -> Iterator[Finding]:
    """A task is somebody's, about a client."""
    if new.person_id not in people:
        yield Finding("person_unknown", "person_id", {"id": new.person_id})
    if new.client_id not in clients:
        yield Finding("client_unknown", "client_id", {"id": new.client_id})
