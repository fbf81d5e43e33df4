"""Everything that has happened with a client, in one dated list: codes and numbers that ``app.wording`` says."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.kernel.cells import day, day_or_none, text, whole, whole_or_none
from app.kernel.database import Db, Row


class Happening(NamedTuple):
    """One thing that happened (or, of an open task, is to happen)."""

    on: date
    kind: str
    """One of ``KINDS``."""
    id: int
    number: str
    """The number of the document, or of the one it is about; empty where there is none."""
    code: str
    """What came of it: a status, an outcome, a function, a kind of task; empty where there is none."""
    amount_minor: int | None
    currency: str
    person: str
    note: str
    of: str = ""
    """What it belongs to: the contract that is extended or accepted, the invoice that is credited, those that are paid,
    the group that is joined."""
    channel: str = ""
    """How somebody was reminded."""
    by: date | None = None
    """The day that it names: an invoice is due, money is promised, a task was to be done."""
    order_number: int = 0
    payer: str = ""
    """Another client that paid this one's invoices."""
    taxed: bool = False
    """Whether VAT comes on top of the amount."""
    place: str = ""
    """Where it is worked with: ``contract``, ``invoice``, ``payment``, ``person`` or ``client``."""
    place_id: int = 0


_CONTRACT = "FROM contract c WHERE c.client_id = :client_id"
_INVOICE = "FROM invoice i JOIN contract c ON c.id = i.contract_id WHERE c.client_id = :client_id"
_ACT = "FROM act a JOIN contract c ON c.id = a.contract_id WHERE c.client_id = :client_id"
_TASK = "FROM task t JOIN person p ON p.id = t.person_id LEFT JOIN reminder r ON r.id = t.reminder_id"
_TASKED = """t.id, t.kind AS code, p.name AS person, t.note, t.due_on AS by_date,
CASE WHEN r.id IS NULL THEN 'client' ELSE 'invoice' END AS place, COALESCE(r.invoice_id, t.client_id) AS place_id"""

# The kinds in the order in which things of one day come about. What a SELECT does not give is empty.
SELECTS = {
    "won": """
SELECT k.won_on AS on_date, k.id, COALESCE(p.name, '') AS person, 'client' AS place, k.id AS place_id
FROM client k LEFT JOIN person p ON p.id = k.found_by WHERE k.id = :client_id AND k.won_on IS NOT NULL""",
    "membership": """
SELECT m.valid_from AS on_date, m.id, CASE WHEN g.id IS NULL THEN 'left' ELSE 'joined' END AS code,
       COALESCE(g.name, '') AS belongs_to, 'client' AS place, m.client_id AS place_id
FROM client_membership m LEFT JOIN client_group g ON g.id = m.group_id WHERE m.client_id = :client_id""",
    "contract": """
SELECT c.signed_on AS on_date, c.id, c.number, c.status AS code, c.net_minor AS amount, c.currency, c.subject AS note,
       COALESCE(root.number, '') AS belongs_to, c.order_number, c.vat_ppm > 0 AS taxed, 'contract' AS place,
       c.id AS place_id
FROM contract c LEFT JOIN contract root ON root.id = c.extends_id WHERE c.client_id = :client_id""",
    "amendment": """
SELECT a.on_date, a.id, c.number, a.net_change_minor AS amount, c.currency, a.reason AS note, c.vat_ppm > 0 AS taxed,
       'contract' AS place, c.id AS place_id
FROM amendment a JOIN contract c ON c.id = a.contract_id WHERE c.client_id = :client_id""",
    "invoice": f"""
SELECT i.issued_on AS on_date, i.id, i.number, i.status AS code, i.gross_minor AS amount, c.currency, i.subject AS note,
       i.due_on AS by_date, 'invoice' AS place, i.id AS place_id {_INVOICE}""",
    "payment": """
SELECT p.received_on AS on_date, p.id, p.number, CASE WHEN p.storno_of IS NULL THEN '' ELSE 'storno' END AS code,
       p.amount_minor AS amount, p.currency, CASE WHEN p.storno_of IS NULL THEN p.note ELSE p.reason END AS note,
       COALESCE((SELECT group_concat(number, ', ') FROM (
         SELECT i.number FROM allocation a JOIN invoice i ON i.id = a.invoice_id WHERE a.payment_id = p.id
         ORDER BY i.number_key)), '') AS belongs_to,
       '' AS payer, 'payment' AS place, p.id AS place_id
FROM payment p WHERE p.client_id = :client_id
UNION ALL
SELECT p.received_on, p.id, p.number, '', SUM(a.amount_minor), c.currency, p.note, group_concat(i.number, ', '),
       payer.name, 'payment', p.id
FROM contract c JOIN invoice i ON i.contract_id = c.id JOIN allocation a ON a.invoice_id = i.id
JOIN payment p ON p.id = a.payment_id JOIN client payer ON payer.id = p.client_id
WHERE c.client_id = :client_id AND p.client_id <> :client_id
  AND NOT EXISTS (SELECT 1 FROM payment s WHERE s.storno_of = p.id) GROUP BY p.id, c.currency""",
    "reminder": """
SELECT x.on_date, x.id, i.number, x.outcome AS code, p.name AS person, x.note, x.channel, x.promised_on AS by_date,
       'invoice' AS place, i.id AS place_id
FROM reminder x JOIN invoice i ON i.id = x.invoice_id JOIN contract c ON c.id = i.contract_id
JOIN person p ON p.id = x.person_id WHERE c.client_id = :client_id""",
    "act": f"""
SELECT a.accepted_on AS on_date, a.id, a.number, CASE WHEN a.returned_on IS NULL THEN 'out' ELSE 'back' END AS code,
       a.net_minor + a.vat_minor AS amount, c.currency, a.subject AS note, c.number AS belongs_to, 'contract' AS place,
       c.id AS place_id {_ACT}""",
    "act_returned": f"""
SELECT a.returned_on AS on_date, a.id, a.number, c.number AS belongs_to, 'contract' AS place, c.id AS place_id {_ACT}
  AND a.returned_on IS NOT NULL""",
    "credit_note": """
SELECT x.issued_on AS on_date, x.id, x.number, -x.gross_minor AS amount, c.currency, x.reason AS note,
       i.number AS belongs_to, 'invoice' AS place, i.id AS place_id
FROM credit_note x JOIN invoice i ON i.id = x.invoice_id JOIN contract c ON c.id = i.contract_id
WHERE c.client_id = :client_id""",
    "refund": """
SELECT x.refunded_on AS on_date, x.id, i.number, -x.amount_minor AS amount, c.currency, x.reason AS note,
       'invoice' AS place, i.id AS place_id
FROM refund x JOIN invoice i ON i.id = x.invoice_id JOIN contract c ON c.id = i.contract_id
WHERE c.client_id = :client_id""",
    "closed_short": f"""
SELECT i.closed_short_on AS on_date, i.id, i.number, i.closed_short_reason AS note, 'invoice' AS place, i.id AS place_id
{_INVOICE} AND i.closed_short_on IS NOT NULL""",
    "invoice_cancelled": f"""
SELECT i.cancelled_on AS on_date, i.id, i.number, i.cancel_reason AS note, 'invoice' AS place, i.id AS place_id
{_INVOICE} AND i.cancelled_on IS NOT NULL""",
    "contract_cancelled": f"""
SELECT c.cancelled_on AS on_date, c.id, c.number, c.cancel_reason AS note, 'contract' AS place, c.id AS place_id
{_CONTRACT} AND c.cancelled_on IS NOT NULL""",
    "handover": """
SELECT h.on_date, h.id, h.function AS code, p.name AS person, h.reason AS note, 'person' AS place, p.id AS place_id
FROM handover h JOIN person p ON p.id = h.person_id WHERE h.client_id = :client_id""",
    "task_done": f"""
SELECT t.done_on AS on_date, {_TASKED} {_TASK} WHERE t.client_id = :client_id AND t.done_on IS NOT NULL""",
    "task": f"""
SELECT t.due_on AS on_date, {_TASKED} {_TASK}
WHERE t.client_id = :client_id AND t.done_on IS NULL AND t.due_on IS NOT NULL""",
}
"""By kind. Of what another client paid for this one's invoices (a group pays as one) only that part is told."""

KINDS = tuple(SELECTS)
_PLACE = {kind: place for place, kind in enumerate(KINDS)}


def timeline(db: Db, client_id: int) -> tuple[Happening, ...]:
    """The happenings of a client, the newest first; a task stands on the day it was done, or is due."""
    found = [_happening(kind, row) for kind, sql in SELECTS.items() for row in db.query(sql, {"client_id": client_id})]
    return tuple(sorted(found, key=lambda one: (one.on, _PLACE[one.kind], one.id), reverse=True))


def _happening(kind: str, row: Row) -> Happening:
    def said(column: str) -> str:
        return text(row.get(column, ""))

    return Happening(
        on=day(row["on_date"]),
        kind=kind,
        id=whole(row["id"]),
        number=said("number"),
        code=said("code"),
        amount_minor=whole_or_none(row.get("amount")),
        currency=said("currency"),
        person=said("person"),
        note=said("note"),
        of=said("belongs_to"),
        channel=said("channel"),
        by=day_or_none(row.get("by_date")),
        order_number=whole(row.get("order_number", 0)),
        payer=said("payer"),
        taxed=bool(row.get("taxed")),
        place=said("place"),
        place_id=whole(row["place_id"]),
    )
