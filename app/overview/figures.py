"""Sums over the tables: a client's money, and the firm's month in its own currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import reduce

from app.i18n.alphabet import BEHIND
from app.kernel.cells import day, day_or_none, text, whole
from app.kernel.database import Cell, Db
from app.kernel.period import Month
from app.overview.model import ClientRow, Figures, InvoiceRow
from app.overview.rates import Rates
from app.overview.settled import MONEY
from app.overview.tables import invoice_rows, invoices_for_figures, these

CLIENTS = """
SELECT k.id, k.code, k.name, k.country, COALESCE(p.name, ''),
       COALESCE((SELECT g.name FROM client_membership m JOIN client_group g ON g.id = m.group_id
                 WHERE m.client_id = k.id AND m.valid_from = (SELECT MAX(l.valid_from) FROM client_membership l
                 WHERE l.client_id = k.id AND l.valid_from <= :today)), ''),
       (SELECT COUNT(*) FROM contract c WHERE c.client_id = k.id AND c.status <> 'cancelled'),
       (SELECT MAX(c.signed_on) FROM contract c WHERE c.client_id = k.id AND c.status <> 'cancelled')
FROM client k LEFT JOIN person p ON p.id = k.found_by
"""
_NAME = reduce(lambda made, late: f"replace({made}, '{late[0]}', '{late[1]}')", BEHIND.items(), "k.name_key")
BY_NAME = f"ORDER BY {_NAME}, k.id"
"""As ``text_key`` orders them."""

SIGNED = """
SELECT COALESCE(SUM(CASE WHEN signed_on >= :first THEN 1 ELSE 0 END), 0), COUNT(DISTINCT client_id) FROM contract
WHERE status <> 'cancelled' AND signed_on BETWEEN :year_ago AND :last
"""

RECEIVED = """
SELECT p.received_on, p.currency, p.amount_minor FROM payment p
WHERE p.received_on BETWEEN :first AND :last AND p.storno_of IS NULL
  AND p.id NOT IN (SELECT payment_id FROM undone)
UNION ALL
SELECT r.refunded_on, c.currency, -r.amount_minor FROM refund r JOIN invoice i ON i.id = r.invoice_id
JOIN contract c ON c.id = i.contract_id WHERE r.refunded_on BETWEEN :first AND :last
  AND r.payment_id NOT IN (SELECT payment_id FROM undone)
"""


def client_rows(db: Db, today: date) -> tuple[ClientRow, ...]:
    """Every client by name, with its orders and its money in the currency most of its invoices are in."""
    return _clients(db, db.rows(CLIENTS + BY_NAME, {"today": today.isoformat()}), invoice_rows(db, today))


def first_clients(db: Db, today: date, most: int) -> tuple[ClientRow, ...]:
    """The first ``most`` of them, quickly."""
    first = these(db.rows(f"SELECT k.id FROM client k {BY_NAME} LIMIT :most", {"most": most}))  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)
    found = db.rows(f"{CLIENTS} WHERE k.id IN {first} {BY_NAME}", {"today": today.isoformat()})
    return _clients(db, found, invoice_rows(db, today, first))


def _clients(
    db: Db, cells: Iterable[tuple[Cell, ...]], asked: Iterable[tuple[InvoiceRow, int, int]]
) -> tuple[ClientRow, ...]:
    invoices: dict[int, list[InvoiceRow]] = {}
    for invoice, client_id, _contract_id in asked:
        if invoice.state not in {"draft", "cancelled"}:
            invoices.setdefault(client_id, []).append(invoice)
    home = text(db.query("SELECT currency FROM firm")[0]["currency"])
    found = []
    for key, code, name, country, finder, group, orders, last in cells:
        mine = invoices.get(whole(key), [])
        currency = Counter(invoice.currency for invoice in mine).most_common(1)[0][0] if mine else home
        counted = [invoice for invoice in mine if invoice.currency == currency]
        found.append(
            ClientRow(
                id=whole(key),
                code=text(code),
                name=text(name),
                group=text(group),
                country=text(country),
                found_by=text(finder),
                orders=whole(orders),
                last_order_on=day_or_none(last),
                invoiced_minor=sum(invoice.gross_minor - invoice.credited_minor for invoice in counted),
                received_minor=sum(invoice.received_minor for invoice in counted),
                overdue_minor=sum(open_minor(invoice) for invoice in counted if invoice.state == "overdue"),
                currency=currency,
            )
        )
    return tuple(found)


def open_minor(invoice: InvoiceRow) -> int:
    """What is still to come on an invoice."""
    return max(0, invoice.gross_minor - invoice.credited_minor - invoice.received_minor)


def month_figures(db: Db, month: Month, today: date) -> Figures:
    """The firm's month: asked, received, signed; and what is overdue today. Foreign sums at the latest rate."""
    rates = Rates(db)
    span = {"first": month.first.isoformat(), "last": month.last.isoformat()}
    invoices = invoices_for_figures(db, month, today)
    asked = [
        invoice
        for invoice in invoices
        if invoice.state not in {"draft", "cancelled"} and Month.of(invoice.issued_on) == month
    ]
    overdue = [invoice for invoice in invoices if invoice.state == "overdue"]
    signed, active = db.rows(SIGNED, {**span, "year_ago": month.plus(-11).first.isoformat()})[0]
    return Figures(
        invoiced_minor=sum(
            rates.at_home(invoice.gross_minor - invoice.credited_minor, invoice.currency, invoice.issued_on)
            for invoice in asked
        ),
        received_minor=sum(
            rates.at_home(whole(amount), text(currency), day(received_on))
            for received_on, currency, amount in db.rows(MONEY + RECEIVED, span)
        ),
        overdue_minor=sum(rates.at_home(open_minor(invoice), invoice.currency, today) for invoice in overdue),
        overdue_count=len(overdue),
        contracts_signed=whole(signed),
        clients_active=whole(active),
    )
