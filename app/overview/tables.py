"""The SELECTs that cross features: records beside the names and sums a reader wants with them."""

from __future__ import annotations

from datetime import date

from app.kernel.cells import day, day_or_none, ids, text, whole
from app.kernel.database import Db, Row
from app.kernel.period import Month
from app.overview.model import ContractRow, InvoiceRow, PaymentRow, StaffRow
from app.overview.settled import MONEY, UNACCEPTED

INVOICES = """
SELECT i.id, i.number, i.number_key, k.name AS client, c.number AS contract, i.issued_on, i.due_on, i.gross_minor,
       COALESCE(got.minor, 0) - COALESCE(back.minor, 0) AS received, COALESCE(credited.minor, 0) AS credited,
       c.currency, i.status, i.closed_short_on, k.id AS client_id, c.id AS contract_id
FROM invoice i JOIN contract c ON c.id = i.contract_id JOIN client k ON k.id = c.client_id
LEFT JOIN got ON got.invoice_id = i.id LEFT JOIN back ON back.invoice_id = i.id
LEFT JOIN credited ON credited.invoice_id = i.id
"""

NEWEST_FIRST = "ORDER BY i.issued_on DESC, i.number_key DESC"

OF_MONTH_OR_DUE = """
WHERE i.issued_on BETWEEN :first AND :last OR (i.status = 'sent' AND i.due_on < :today AND i.closed_short_on IS NULL)
"""
"""What a month's figures are made of: its own invoices, and those of any month that may be overdue."""

CONTRACTS = """
SELECT c.id, c.number, c.number_key, k.name AS client, c.signed_on, c.net_minor, c.vat_ppm, c.currency, c.service_kind,
       c.order_number, COALESCE(root.number, '') AS extends, c.status, COALESCE(finder.name, '') AS finder
FROM contract c JOIN client k ON k.id = c.client_id LEFT JOIN contract root ON root.id = c.extends_id
LEFT JOIN person finder ON finder.id = k.found_by
ORDER BY c.signed_on DESC, c.number_key DESC
"""

ROLES = """
SELECT r.contract_id, r.function, p.name FROM contract_role r JOIN person p ON p.id = r.person_id
WHERE r.function IN ('finding', 'selling', 'delivering') ORDER BY r.contract_id, r.weight DESC, p.staff_no_key
"""

UNACCEPTED_IDS = "SELECT id FROM unaccepted"
ACTS_OUT = "SELECT contract_id FROM act WHERE returned_on IS NULL"

PAYMENTS = """
SELECT p.id, p.number, p.number_key, k.name AS client, p.received_on, p.entered_on, p.amount_minor, p.currency,
       p.storno_of, undoing.id AS undone_by
FROM payment p JOIN client k ON k.id = p.client_id LEFT JOIN payment undoing ON undoing.storno_of = p.id
ORDER BY p.received_on DESC, p.number_key DESC, p.id DESC
"""

ALLOCATIONS = """
SELECT a.payment_id, i.number, COALESCE(a.firm_amount_minor, a.amount_minor) AS amount_minor FROM allocation a
JOIN invoice i ON i.id = a.invoice_id ORDER BY a.payment_id, i.number_key
"""

STAFF = """
SELECT p.id, p.staff_no, p.staff_no_key, p.name, p.position, p.email, p.hired_on, p.left_on,
       (SELECT COUNT(*) FROM client k WHERE k.found_by = p.id) AS found,
       (SELECT COUNT(*) FROM contract_role r JOIN contract c ON c.id = r.contract_id
        WHERE r.person_id = p.id AND r.function = 'selling' AND c.status <> 'cancelled') AS sold
FROM person p ORDER BY p.staff_no_key
"""


def state_of(status: str, open_minor: int, received_minor: int, *, closed_short: bool, overdue: bool) -> str:
    """The state an invoice is shown in: draft, cancelled, closed_short, paid, overdue, partial or sent."""
    if status != "sent":
        return status
    if closed_short:
        return "closed_short"
    if open_minor <= 0:
        return "paid"
    if overdue:
        return "overdue"
    return "partial" if received_minor > 0 else "sent"


def _invoice(row: Row, today: date) -> InvoiceRow:
    due_on, received_minor, status = day(row["due_on"]), whole(row["received"]), text(row["status"])
    open_minor = whole(row["gross_minor"]) - whole(row["credited"]) - received_minor
    closed_short = row["closed_short_on"] is not None
    overdue = status == "sent" and not closed_short and open_minor > 0 and due_on < today
    return InvoiceRow(
        id=whole(row["id"]),
        number=text(row["number"]),
        number_key=text(row["number_key"]),
        client=text(row["client"]),
        contract=text(row["contract"]),
        issued_on=day(row["issued_on"]),
        due_on=due_on,
        gross_minor=whole(row["gross_minor"]),
        received_minor=received_minor,
        credited_minor=whole(row["credited"]),
        currency=text(row["currency"]),
        state=state_of(status, open_minor, received_minor, closed_short=closed_short, overdue=overdue),
        days_late=(today - due_on).days if overdue else 0,
    )


def invoice_rows(db: Db, today: date) -> list[tuple[InvoiceRow, int, int]]:
    """Every invoice, newest first, each with the ids of its client and contract."""
    return [
        (_invoice(row, today), whole(row["client_id"]), whole(row["contract_id"]))
        for row in db.query(MONEY + INVOICES + NEWEST_FIRST)
    ]


def invoices_for_figures(db: Db, month: Month, today: date) -> list[InvoiceRow]:
    """The invoices of ``month``, and whatever else is overdue as of ``today``."""
    span = {"first": month.first.isoformat(), "last": month.last.isoformat(), "today": today.isoformat()}
    return [_invoice(row, today) for row in db.query(MONEY + INVOICES + OF_MONTH_OR_DUE, span)]


def _names_by_function(db: Db) -> dict[tuple[int, str], str]:
    names: dict[tuple[int, str], list[str]] = {}
    for contract_id, function, name in db.rows(ROLES):
        names.setdefault((whole(contract_id), text(function)), []).append(text(name))
    return {key: ", ".join(people) for key, people in names.items()}


def contract_rows(db: Db, today: date) -> tuple[ContractRow, ...]:
    """Every contract, newest first, with who found, sold and delivers it and its money."""
    names = _names_by_function(db)
    acts = dict.fromkeys(ids(db.rows(ACTS_OUT)), "out")
    acts |= dict.fromkeys(ids(db.rows(MONEY + UNACCEPTED + UNACCEPTED_IDS)), "missing")
    invoiced: dict[int, int] = {}
    received: dict[int, int] = {}
    for invoice, _client_id, contract_id in invoice_rows(db, today):
        if invoice.state not in {"draft", "cancelled"}:
            invoiced[contract_id] = invoiced.get(contract_id, 0) + invoice.gross_minor - invoice.credited_minor
        received[contract_id] = received.get(contract_id, 0) + invoice.received_minor
    return tuple(
        ContractRow(
            id=whole(row["id"]),
            number=text(row["number"]),
            number_key=text(row["number_key"]),
            client=text(row["client"]),
            signed_on=day(row["signed_on"]),
            net_minor=whole(row["net_minor"]),
            vat_ppm=whole(row["vat_ppm"]),
            currency=text(row["currency"]),
            service_kind=text(row["service_kind"]),
            order_number=whole(row["order_number"]),
            extends=text(row["extends"]),
            found_by=names.get((whole(row["id"]), "finding"), text(row["finder"])),
            sold_by=names.get((whole(row["id"]), "selling"), ""),
            delivered_by=names.get((whole(row["id"]), "delivering"), ""),
            invoiced_minor=invoiced.get(whole(row["id"]), 0),
            received_minor=received.get(whole(row["id"]), 0),
            status=text(row["status"]),
            act=acts.get(whole(row["id"]), ""),
        )
        for row in db.query(CONTRACTS)
    )


def _payment(row: Row, invoices: list[str], allocated_minor: int) -> PaymentRow:
    if row["storno_of"] is not None:
        state = "storno"
    elif row["undone_by"] is not None:
        state = "undone"
    elif allocated_minor == 0:
        state = "advance"
    else:
        state = "allocated" if allocated_minor >= whole(row["amount_minor"]) else "partly"
    return PaymentRow(
        id=whole(row["id"]),
        number=text(row["number"]),
        number_key=text(row["number_key"]),
        client=text(row["client"]),
        received_on=day(row["received_on"]),
        entered_on=day(row["entered_on"]),
        amount_minor=whole(row["amount_minor"]),
        allocated_minor=allocated_minor,
        currency=text(row["currency"]),
        invoices=", ".join(invoices),
        state=state,
    )


def payment_rows(db: Db) -> tuple[PaymentRow, ...]:
    """Every payment, newest first, with the invoices it pays."""
    invoices: dict[int, list[str]] = {}
    allocated: dict[int, int] = {}
    for payment_id, number, amount in db.rows(ALLOCATIONS):
        invoices.setdefault(whole(payment_id), []).append(text(number))
        allocated[whole(payment_id)] = allocated.get(whole(payment_id), 0) + whole(amount)
    return tuple(
        _payment(row, invoices.get(whole(row["id"]), []), allocated.get(whole(row["id"]), 0))
        for row in db.query(PAYMENTS)
    )


def staff_rows(db: Db) -> tuple[StaffRow, ...]:
    """Everybody in order of staff number, without any pay figure."""
    return tuple(
        StaffRow(
            id=whole(row["id"]),
            staff_no=text(row["staff_no"]),
            staff_no_key=text(row["staff_no_key"]),
            name=text(row["name"]),
            position=text(row["position"]),
            email=text(row["email"]),
            hired_on=day_or_none(row["hired_on"]),
            left_on=day_or_none(row["left_on"]),
            clients_found=whole(row["found"]),
            contracts_sold=whole(row["sold"]),
        )
        for row in db.query(STAFF)
    )
