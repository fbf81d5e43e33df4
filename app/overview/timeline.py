"""Everything that has happened with a client, in one dated list. Codes and numbers; ``app.wording`` says them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.kernel.cells import day, text, whole, whole_or_none
from app.kernel.database import Db


class Happening(NamedTuple):
    """One thing that happened (or, of a task, is to happen)."""

    on: date
    kind: str
    """A table: ``contract``, ``amendment``, ``act``, ``invoice``, ``credit_note``, ``payment``, ``refund``,
    ``reminder``, ``handover``, ``task``."""
    id: int
    number: str
    """The number of the document, or of the one it is about; empty where there is none."""
    code: str
    """What came of it: a status, an outcome, a function, a kind of task; empty where there is none."""
    amount_minor: int | None
    currency: str
    person: str
    note: str


TIMELINE = """
SELECT c.signed_on AS on_date, 'contract' AS kind, c.id, c.number, c.status AS code, c.net_minor AS amount_minor,
       c.currency, '' AS person, c.subject AS note FROM contract c WHERE c.client_id = :client_id
UNION ALL
SELECT a.on_date, 'amendment', a.id, c.number, '', a.net_change_minor, c.currency, '', a.reason
FROM amendment a JOIN contract c ON c.id = a.contract_id WHERE c.client_id = :client_id
UNION ALL
SELECT a.accepted_on, 'act', a.id, a.number, CASE WHEN a.returned_on IS NULL THEN 'out' ELSE 'back' END,
       a.net_minor + a.vat_minor, c.currency, '', c.number
FROM act a JOIN contract c ON c.id = a.contract_id WHERE c.client_id = :client_id
UNION ALL
SELECT i.issued_on, 'invoice', i.id, i.number, i.status, i.gross_minor, c.currency, '', i.cancel_reason
FROM invoice i JOIN contract c ON c.id = i.contract_id WHERE c.client_id = :client_id
UNION ALL
SELECT n.issued_on, 'credit_note', n.id, n.number, '', -n.gross_minor, c.currency, '', n.reason
FROM credit_note n JOIN invoice i ON i.id = n.invoice_id JOIN contract c ON c.id = i.contract_id
WHERE c.client_id = :client_id
UNION ALL
SELECT p.received_on, 'payment', p.id, p.number, CASE WHEN p.storno_of IS NULL THEN '' ELSE 'storno' END,
       p.amount_minor, p.currency, '', CASE WHEN p.storno_of IS NULL THEN p.note ELSE p.reason END
FROM payment p WHERE p.client_id = :client_id
UNION ALL
SELECT r.refunded_on, 'refund', r.id, i.number, '', -r.amount_minor, c.currency, '', r.reason
FROM refund r JOIN invoice i ON i.id = r.invoice_id JOIN contract c ON c.id = i.contract_id
WHERE c.client_id = :client_id
UNION ALL
SELECT r.on_date, 'reminder', r.id, i.number, r.outcome, NULL, '', p.name, r.note
FROM reminder r JOIN invoice i ON i.id = r.invoice_id JOIN contract c ON c.id = i.contract_id
JOIN person p ON p.id = r.person_id WHERE c.client_id = :client_id
UNION ALL
SELECT h.on_date, 'handover', h.id, '', h.function, NULL, '', p.name, h.reason
FROM handover h JOIN person p ON p.id = h.person_id WHERE h.client_id = :client_id
UNION ALL
SELECT COALESCE(t.done_on, t.due_on), 'task', t.id, '', t.kind, NULL, '', p.name, t.note
FROM task t JOIN person p ON p.id = t.person_id
WHERE t.client_id = :client_id AND COALESCE(t.done_on, t.due_on) IS NOT NULL
ORDER BY 1 DESC, 2, 3 DESC
"""


def timeline(db: Db, client_id: int) -> tuple[Happening, ...]:
    """The happenings of a client, the newest first; a task stands on the day it was done, or is due."""
    return tuple(
        Happening(
            day(on_date), text(kind), whole(key), text(number), text(code), whole_or_none(amount), text(currency),
            text(person), text(note),
        )
        for on_date, kind, key, number, code, amount, currency, person, note in db.rows(
            TIMELINE, {"client_id": client_id}
        )
    )  # fmt: skip
