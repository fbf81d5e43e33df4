"""Rows about money asked, received and given back into records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from app.importing.fields import Kind
from app.importing.intake import Entry, KindCount, Made, add, readers, same
from app.importing.order_records import net_and_gross
from app.importing.reading import Line, Rows
from app.importing.session import Session
from app.invoices.model import Invoice, InvoiceStatus, NewCreditNote, NewInvoice
from app.kernel.money import pro_rata
from app.payments.model import NewAllocation, NewPayment, NewRefund, Payment


def invoices(session: Session) -> KindCount:
    """Invoices; VAT and due day come from the mapping where the row has none."""
    added, unchanged = session.made(Kind.INVOICES, lambda: _invoices(session))
    add_many = session.records.invoices.add_many
    count = add(added, lambda items: add_many(session.actor, items, session.import_id))
    return KindCount(Kind.INVOICES, count, unchanged)


def _invoices(session: Session) -> Made:
    entries = [entry for line in session.lines(Kind.INVOICES) for entry in _invoice_of(session, line)]
    stored = {one.number: one for one in session.records.invoices.list(session.actor)} if entries else {}
    compared = same("issued_on", "due_on", "status", "cancelled_on", "cancel_reason", "subject") | readers(
        contract="contract_id", net="net_minor", gross="gross_minor"
    )
    return session.fresh(entries, stored, compared)


def _invoice_of(session: Session, line: Line) -> Iterator[Entry[NewInvoice]]:
    contract_id = session.contract_names.find(line, "contract")
    if contract_id is None:
        return
    contract = session.contracts[contract_id]
    currency = line.text("currency") or contract.currency
    if currency != contract.currency:
        line.report("currency", "invoice_other_currency", given=currency, stands=contract.currency)
    amounts = net_and_gross(line, line.whole("vat", contract.vat_ppm))
    if amounts is None:
        return
    issued_on = line.day("issued_on")
    status = InvoiceStatus(line.text("status") or InvoiceStatus.SENT)
    new = NewInvoice(
        line.text("number"),
        contract_id,
        issued_on,
        _due(line, issued_on),
        *amounts,
        status,
        line.day_or_none("cancelled_on"),
        line.text("cancel_reason") if status is InvoiceStatus.CANCELLED else "",
        line.text("subject"),
    )
    yield Entry(new.number, new, line)


def _due(line: Line, issued_on: date) -> date:
    """The due day: the row's, else so many days after the issue as the mapping says, else the day of issue."""
    given = line.day_or_none("due_on")
    if given is not None:
        return given
    try:
        return issued_on + timedelta(days=line.rows.table.due_days or 0)
    except OverflowError:
        return issued_on


def credit_notes(session: Session) -> KindCount:
    """Money taken back from invoices; the amount that is not given follows the invoice's own."""
    entries = []
    for line in session.lines(Kind.CREDIT_NOTES):
        invoice_id = session.invoice_names.find(line, "invoice")
        if invoice_id is None:
            continue
        net, gross = _credited(line, session.invoices[invoice_id])
        new = NewCreditNote(line.text("number"), invoice_id, line.day("issued_on"), net, gross, line.text("reason"))
        entries.append(Entry(new.number, new, line))
    standing = session.records.invoices.credit_notes(session.actor) if entries else ()
    stored = {one.note.number: one.note for one in standing}
    compared = same("issued_on", "reason") | readers(invoice="invoice_id", net="net_minor", gross="gross_minor")
    added, unchanged = session.fresh(entries, stored, compared)
    count = add(added, lambda items: session.records.invoices.add_credit_notes(session.actor, items))
    return KindCount(Kind.CREDIT_NOTES, count, unchanged)


def _credited(line: Line, invoice: Invoice) -> tuple[int, int]:
    net, gross = line.whole_or_none("net"), line.whole_or_none("gross")
    if net is None and gross is None:
        line.report("net" if "net" in line.rows.where else "gross", "cell_missing")
    if net is None:
        net = pro_rata(invoice.net_minor, gross or 0, invoice.gross_minor)
    return net, pro_rata(invoice.gross_minor, net, invoice.net_minor) if gross is None else gross


def payments(session: Session) -> KindCount:
    """Payments; rows with the same number, client and date are the parts of one."""
    added, unchanged = session.made(Kind.PAYMENTS, lambda: _payments(session))
    add_many = session.records.payments.add_many
    count = add(added, lambda items: add_many(session.actor, items, session.import_id))
    return KindCount(Kind.PAYMENTS, count, unchanged)


def _payments(session: Session) -> Made:
    parts: dict[Hashable, list[Entry[NewPayment]]] = defaultdict(list)
    for rows in session.of(Kind.PAYMENTS):
        for entry in _parts(session, rows):
            parts[entry.key].append(entry)
    entries = [entries[0] if len(entries) == 1 else _joined(entries) for entries in parts.values()]
    stored = _standing(session, entries) if entries else {}
    session.kept.append(parts)
    compared = same("currency", "note") | readers(amount="amount_minor")
    compared |= {"invoice": _allocated, "invoice_amount": _allocated}
    return session.fresh(entries, stored, compared)


def _parts(session: Session, rows: Rows) -> Iterator[Entry[NewPayment]]:
    """Each row as a payment of its own: its key, its amount and its part for an invoice, if it has one."""
    texts = [rows.texts(name) for name in ("number", "client", "invoice", "currency", "note")]
    values = [rows.column(name) for name in ("received_on", "amount", "invoice_amount")]
    cells = cast("Iterator[tuple[str, str, str, str, str, date, int, int | None]]", zip(*texts, *values, strict=True))
    for at, (number, client, invoice, currency, note, received_on, amount_minor, invoice_minor) in enumerate(cells):
        if at in rows.bad:
            continue
        line = Line(rows, at)
        invoice_id = session.invoice_names.find(line, "invoice", invoice) if invoice else None
        client_id = _payer(session, line, client, invoice_id)
        if client_id is None or (invoice and invoice_id is None):
            continue
        allocations = () if invoice_id is None else (_allocation(invoice_id, amount_minor, invoice_minor),)
        new = NewPayment(number, client_id, received_on, amount_minor, currency or session.currency, allocations, note)
        yield Entry((number, session.client_codes[client_id], received_on), new, line)


def _payer(session: Session, line: Line, client: str, invoice_id: int | None) -> int | None:
    """The client that a row names, else the one of its invoice."""
    if client:
        return session.clients.find(line, "client", client)
    if invoice_id is not None:
        return session.contracts[session.invoices[invoice_id].contract_id].client_id
    if not line.text("invoice"):
        line.report("client", "cell_missing")
    return None


def _allocation(invoice_id: int, amount_minor: int, invoice_minor: int | None) -> NewAllocation:
    """The part for an invoice; with an amount in the invoice's currency, what came is the firm's (SEMANTICS 10)."""
    if invoice_minor is None:
        return NewAllocation(invoice_id, amount_minor)
    return NewAllocation(invoice_id, invoice_minor, amount_minor)


def _joined(entries: list[Entry[NewPayment]]) -> Entry[NewPayment]:
    """Several rows as one payment with its parts; an invoice that comes twice, or another currency, is told."""
    first = entries[0]
    seen: set[int] = set()
    for entry in entries:
        invoice_ids = {part.invoice_id for part in entry.new.allocations}
        if invoice_ids & seen:
            entry.line.report("invoice", "repeated", key=entry.line.text("invoice"), first=first.line.place())
        if entry.new.currency != first.new.currency:
            entry.line.report(
                "currency", "differs", key=first.new.number, given=entry.new.currency, stands=first.new.currency
            )
        seen |= invoice_ids
    if any(entry.line.spoiled for entry in entries):
        first.line.spoil()
    total_minor = sum(entry.new.amount_minor for entry in entries)
    allocations = tuple(part for entry in entries for part in entry.new.allocations)
    return first._replace(new=first.new._replace(amount_minor=total_minor, allocations=allocations))


def _allocated(payment: Any) -> tuple[tuple[int, int, int], ...]:  # ruff: ignore[any-type]
    return tuple(
        sorted((part.invoice_id, part.amount_minor, part.firm_amount_minor or 0) for part in payment.allocations)
    )


def _standing(session: Session, entries: list[Entry[NewPayment]]) -> dict[Hashable, Payment]:
    """The payment that each one would be: the same one where several have the key (one of them undone by a storno).

    Parts that were allocated in the program after the import are left out: an advance may find its invoice.
    """
    by_key: dict[Hashable, list[Payment]] = defaultdict(list)
    for one in session.records.payments.list(session.actor):
        if one.storno_of is None:
            by_key[one.number, session.client_codes[one.client_id], one.received_on].append(one)
    session.kept.append(by_key)
    found = {}
    for entry in entries:
        if entry.key in by_key:
            given = set(_allocated(entry.new))
            candidates = [_without_later(one, given) for one in by_key[entry.key]]
            alike = (one for one in candidates if one.amount_minor == entry.new.amount_minor)
            found[entry.key] = next(alike, candidates[-1])
    return found


def _without_later(payment: Payment, given: set[tuple[int, int, int]]) -> Payment:
    if not given <= set(_allocated(payment)):
        return payment
    kept = tuple(
        part
        for part in payment.allocations
        if (part.invoice_id, part.amount_minor, part.firm_amount_minor or 0) in given
    )
    return replace(payment, allocations=kept)


def refunds(session: Session) -> KindCount:
    """Money given back out of payments."""
    entries, stored = [], {}
    lines = list(session.lines(Kind.REFUNDS))
    by_number: dict[str, list[Payment]] = defaultdict(list)
    for one in session.records.payments.list(session.actor) if lines else ():
        by_number[one.number].append(one)
    for line in lines:
        payment = _refunded(session, line, by_number[line.text("payment")])
        invoice_id = _refunded_invoice(session, line, payment) if payment else None
        if payment is None or invoice_id is None:
            continue
        amount_minor, reason = line.whole("amount"), line.text("reason")
        new = NewRefund(payment.id, invoice_id, line.day("refunded_on"), amount_minor, reason)
        entries.append(Entry((payment.number, *_refund_key(new)), new, line))
    numbers = {one.id: one.number for payments in by_number.values() for one in payments}
    for standing in session.records.payments.refunds(session.actor) if entries else ():
        refund = standing.refund
        stored[numbers[refund.payment_id], *_refund_key(refund)] = refund
    added, unchanged = session.fresh(entries, stored, {})
    add_many = session.records.payments.add_refunds
    count = add(
        added,
        lambda items: add_many(session.actor, [replace(new, import_id=session.import_id) for new in items]),
    )
    return KindCount(Kind.REFUNDS, count, unchanged)


def _refund_key(refund: NewRefund) -> tuple[int, date, int]:
    return refund.invoice_id, refund.refunded_on, refund.amount_minor


def _refunded(session: Session, line: Line, candidates: list[Payment]) -> Payment | None:
    """The payment that a refund names: by number, and by client and date where several have it."""
    undone = {one.storno_of for one in candidates}
    client_id = session.clients.find(line, "client") if line.text("client") else None
    received_on = line.day_or_none("received_on")
    found = [
        one
        for one in candidates
        if one.storno_of is None
        and one.id not in undone
        and client_id in {None, one.client_id}
        and received_on in {None, one.received_on}
    ]
    if len(found) == 1:
        return found[0]
    line.report("payment", "payment_ambiguous" if found else "payment_unknown", value=line.text("payment"))
    return None


def _refunded_invoice(session: Session, line: Line, payment: Payment) -> int | None:
    """The invoice whose part is given back; it may be left out where the payment pays one only."""
    if line.text("invoice"):
        return session.invoice_names.find(line, "invoice")
    paid = {part.invoice_id for part in payment.allocations}
    if len(paid) == 1:
        return paid.pop()
    line.report("invoice", "cell_missing")
    return None
