"""The SELECTs that cross features: records beside the names and sums a reader wants with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.kernel.cells import Days, day_or_none, ids, text, whole
from app.kernel.database import Cell, Db
from app.kernel.period import Month
from app.overview.model import ContractRow, InvoiceRow, PaymentRow, StaffRow
from app.overview.settled import MONEY, UNACCEPTED, money_of

Cells = Sequence[tuple[Cell, ...]]

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
"""
CONTRACTS_NEWEST_FIRST = "ORDER BY c.signed_on DESC, c.number_key DESC"
CONTRACTS_AS_SIGNED = "ORDER BY c.signed_on, c.number_key, c.id"

ROLES = """
SELECT r.contract_id, r.function, p.name FROM contract_role r JOIN person p ON p.id = r.person_id
WHERE r.function IN ('finding', 'selling', 'delivering')
"""
HEAVIEST_FIRST = "ORDER BY r.contract_id, r.weight DESC, p.staff_no_key"

MONEY_OF_CONTRACTS = """
SELECT i.contract_id,
       SUM(CASE WHEN i.status IN ('draft', 'cancelled') THEN 0 ELSE i.gross_minor - COALESCE(credited.minor, 0) END),
       SUM(COALESCE(got.minor, 0) - COALESCE(back.minor, 0))
FROM invoice i LEFT JOIN got ON got.invoice_id = i.id LEFT JOIN back ON back.invoice_id = i.id
LEFT JOIN credited ON credited.invoice_id = i.id
"""
BY_CONTRACT = "GROUP BY i.contract_id"

UNACCEPTED_IDS = "SELECT id FROM unaccepted"
ACTS_OUT = "SELECT contract_id FROM act WHERE returned_on IS NULL"

PAYMENTS = """
SELECT p.id, p.number, p.number_key, k.name AS client, p.received_on, p.entered_on, p.amount_minor, p.currency,
       p.storno_of, undoing.id AS undone_by
FROM payment p JOIN client k ON k.id = p.client_id LEFT JOIN payment undoing ON undoing.storno_of = p.id
"""
PAYMENTS_NEWEST_FIRST = "ORDER BY p.received_on DESC, p.number_key DESC, p.id DESC"

ALLOCATIONS = """
SELECT a.payment_id, i.number, COALESCE(a.firm_amount_minor, a.amount_minor) AS amount_minor FROM allocation a
JOIN invoice i ON i.id = a.invoice_id
"""
BY_PAYMENT = "ORDER BY a.payment_id, i.number_key"

STAFF = """
SELECT p.id, p.staff_no, p.staff_no_key, p.name, p.position, p.email, p.hired_on, p.left_on,
       (SELECT COUNT(*) FROM client k WHERE k.found_by = p.id) AS found,
       (SELECT COUNT(*) FROM contract_role r JOIN contract c ON c.id = r.contract_id
        WHERE r.person_id = p.id AND r.function = 'selling' AND c.status <> 'cancelled') AS sold
FROM person p ORDER BY p.staff_no_key
"""


def these(cells: Cells) -> str:
    """The ids in the first cells as SQL lists them: whole numbers and nothing else."""
    return f"({', '.join(str(whole(row[0])) for row in cells)})"


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


def _invoice(cells: tuple[Cell, ...], today: date, days: Days) -> InvoiceRow:
    due_on = days[text(cells[6])]
    gross_minor, received_minor, credited_minor = map(whole, cells[7:10])
    status, closed_short = text(cells[11]), cells[12] is not None
    open_minor = gross_minor - credited_minor - received_minor
    overdue = status == "sent" and not closed_short and open_minor > 0 and due_on < today
    return InvoiceRow(
        whole(cells[0]),
        text(cells[1]),
        text(cells[2]),
        text(cells[3]),
        text(cells[4]),
        days[text(cells[5])],
        due_on,
        gross_minor,
        received_minor,
        credited_minor,
        text(cells[10]),
        state_of(status, open_minor, received_minor, closed_short=closed_short, overdue=overdue),
        (today - due_on).days if overdue else 0,
    )


def invoice_rows(db: Db, today: date, clients: str = "") -> list[tuple[InvoiceRow, int, int]]:
    """Every invoice, newest first, each with the ids of its client and contract; or those of ``these`` clients."""
    if clients:
        own = f"SELECT o.id FROM invoice o JOIN contract c ON c.id = o.contract_id WHERE c.client_id IN {clients}"  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)
        asked = f"{money_of(own)} {INVOICES} WHERE k.id IN {clients} {NEWEST_FIRST}"
    else:
        asked = MONEY + INVOICES + NEWEST_FIRST
    days = Days()
    return [(_invoice(cells, today, days), whole(cells[-2]), whole(cells[-1])) for cells in db.rows(asked)]


def newest_invoices(db: Db, today: date, most: int) -> tuple[InvoiceRow, ...]:
    """The first ``most`` of them, quickly."""
    newest = these(db.rows(f"SELECT i.id FROM invoice i {NEWEST_FIRST} LIMIT :most", {"most": most}))  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)
    money = money_of(f"SELECT id FROM invoice WHERE id IN {newest}")  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)
    days = Days()
    found = db.rows(f"{money} {INVOICES} WHERE i.id IN {newest} {NEWEST_FIRST}")
    return tuple(_invoice(cells, today, days) for cells in found)


def invoices_for_figures(db: Db, month: Month, today: date) -> list[InvoiceRow]:
    """The invoices of ``month``, and whatever else is overdue as of ``today``."""
    span = {"first": month.first.isoformat(), "last": month.last.isoformat(), "today": today.isoformat()}
    days = Days()
    return [_invoice(cells, today, days) for cells in db.rows(MONEY + INVOICES + OF_MONTH_OR_DUE, span)]


def contract_rows(db: Db) -> tuple[ContractRow, ...]:
    """Every contract, newest first, with who found, sold and delivers it and its money."""
    acts = dict.fromkeys(ids(db.rows(ACTS_OUT)), "out")
    acts |= dict.fromkeys(ids(db.rows(MONEY + UNACCEPTED + UNACCEPTED_IDS)), "missing")
    return _contracts(
        db.rows(CONTRACTS + CONTRACTS_NEWEST_FIRST),
        db.rows(ROLES + HEAVIEST_FIRST),
        db.rows(MONEY + MONEY_OF_CONTRACTS + BY_CONTRACT),
        acts,
    )


def newest_contracts(db: Db, most: int) -> tuple[ContractRow, ...]:
    """The first ``most`` of them, quickly; whether an act is missing is not told."""
    newest = these(db.rows(f"SELECT c.id FROM contract c {CONTRACTS_NEWEST_FIRST} LIMIT :most", {"most": most}))  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)
    money = money_of(f"SELECT id FROM invoice WHERE contract_id IN {newest}")  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)
    return _contracts(
        db.rows(f"{CONTRACTS} WHERE c.id IN {newest} {CONTRACTS_NEWEST_FIRST}"),
        db.rows(f"{ROLES} AND r.contract_id IN {newest} {HEAVIEST_FIRST}"),
        db.rows(f"{money} {MONEY_OF_CONTRACTS} WHERE i.contract_id IN {newest} {BY_CONTRACT}"),
        {},
    )


def contracts_of(db: Db, client_id: int) -> tuple[ContractRow, ...]:
    """The contracts of a client as they were signed; whether an act is missing is not told."""
    mine = {"client_id": client_id}
    own = "(SELECT id FROM contract WHERE client_id = :client_id)"
    money = money_of(f"SELECT id FROM invoice WHERE contract_id IN {own}")  # ruff: ignore[hardcoded-sql-expression] (the texts above)
    return _contracts(
        db.rows(f"{CONTRACTS} WHERE c.client_id = :client_id {CONTRACTS_AS_SIGNED}", mine),
        db.rows(f"{ROLES} AND r.contract_id IN {own} {HEAVIEST_FIRST}", mine),
        db.rows(f"{money} {MONEY_OF_CONTRACTS} WHERE i.contract_id IN {own} {BY_CONTRACT}", mine),
        {},
    )


def _contracts(contracts: Cells, roles: Cells, sums: Cells, acts: Mapping[int, str]) -> tuple[ContractRow, ...]:
    people: dict[tuple[Cell, Cell], str] = {}
    for contract_id, function, name in roles:
        known = people.get((contract_id, function))
        people[contract_id, function] = f"{known}, {text(name)}" if known else text(name)
    money = {cells[0]: (whole(cells[1]), whole(cells[2])) for cells in sums}
    days, nothing = Days(), (0, 0)
    keys = (whole(cells[0]) for cells in contracts)
    return tuple(
        ContractRow(
            key,
            text(cells[1]),
            text(cells[2]),
            text(cells[3]),
            days[text(cells[4])],
            whole(cells[5]),
            whole(cells[6]),
            text(cells[7]),
            text(cells[8]),
            whole(cells[9]),
            text(cells[10]),
            people.get((key, "finding")) or text(cells[12]),
            people.get((key, "selling"), ""),
            people.get((key, "delivering"), ""),
            *money.get(key, nothing),
            text(cells[11]),
            acts.get(key, ""),
        )
        for key, cells in zip(keys, contracts, strict=True)
    )


def payment_rows(db: Db) -> tuple[PaymentRow, ...]:
    """Every payment, newest first, with the invoices it pays."""
    return _payments(db.rows(PAYMENTS + PAYMENTS_NEWEST_FIRST), db.rows(ALLOCATIONS + BY_PAYMENT))


def newest_payments(db: Db, most: int) -> tuple[PaymentRow, ...]:
    """The first ``most`` of them, quickly."""
    newest = these(db.rows(f"SELECT p.id FROM payment p {PAYMENTS_NEWEST_FIRST} LIMIT :most", {"most": most}))  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)
    return _payments(
        db.rows(f"{PAYMENTS} WHERE p.id IN {newest} {PAYMENTS_NEWEST_FIRST}"),
        db.rows(f"{ALLOCATIONS} WHERE a.payment_id IN {newest} {BY_PAYMENT}"),
    )


def _payments(payments: Cells, allocations: Cells) -> tuple[PaymentRow, ...]:
    invoices: dict[Cell, list[str]] = {}
    allocated: dict[Cell, int] = {}
    for payment_id, number, amount in allocations:
        numbers = invoices.setdefault(payment_id, [])
        if number not in numbers[-1:]:  # money may come to one invoice in several parts
            numbers.append(text(number))
        allocated[payment_id] = allocated.get(payment_id, 0) + whole(amount)
    days = Days()
    return tuple(
        _payment(cells, ", ".join(invoices.get(cells[0], ())), allocated.get(cells[0], 0), days) for cells in payments
    )


def _payment(cells: tuple[Cell, ...], invoices: str, allocated_minor: int, days: Days) -> PaymentRow:
    amount_minor, (storno_of, undone_by) = whole(cells[6]), cells[8:]
    if storno_of is not None:
        state = "storno"
    elif undone_by is not None:
        state = "undone"
    elif allocated_minor == 0:
        state = "advance"
    else:
        state = "allocated" if allocated_minor >= amount_minor else "partly"
    return PaymentRow(
        id=whole(cells[0]),
        number=text(cells[1]),
        number_key=text(cells[2]),
        client=text(cells[3]),
        received_on=days[text(cells[4])],
        entered_on=days[text(cells[5])],
        amount_minor=amount_minor,
        allocated_minor=allocated_minor,
        currency=text(cells[7]),
        invoices=invoices,
        state=state,
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
