"""The SQL of payments, allocations and refunds: rows are only added; a storno undoes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from app.kernel.cells import day, text, whole, whole_or_none
from app.kernel.database import Cell, Db, Row
from app.kernel.ids import natural_key
from app.payments.model import Allocation, NewAllocation, NewPayment, NewRefund, Payment, Refund

PAYMENT = (
    "SELECT p.id, p.number, p.client_id, p.received_on, p.amount_minor, p.currency, p.entered_on, p.note, p.storno_of,"
    " p.reason FROM payment p"
)
STANDING = (
    "SELECT p.client_id, p.number, p.received_on, p.id FROM payment p"
    " WHERE p.storno_of IS NULL AND NOT EXISTS (SELECT 1 FROM payment s WHERE s.storno_of = p.id)"
)
ALLOCATION = "SELECT id, invoice_id, amount_minor, firm_amount_minor, payment_id FROM allocation"
RECEIVED = (
    "SELECT x.invoice_id, SUM(x.minor) FROM (SELECT invoice_id, payment_id, amount_minor AS minor FROM allocation"
    " UNION ALL SELECT invoice_id, payment_id, -amount_minor FROM refund) x"
    " WHERE NOT EXISTS (SELECT 1 FROM payment s WHERE s.storno_of = x.payment_id)"
)
"""Allocated less refunded; payments undone by a storno never came."""

PaymentKey = tuple[int, str, date]
"""What a payment is known by: client, number, day. Banks of different clients give the same numbers."""


def _payment(row: tuple[Cell, ...], allocations: Sequence[Allocation]) -> Payment:
    row_id, number, client_id, received_on, amount, currency, entered_on, note, storno_of, reason = row
    return Payment(
        id=whole(row_id),
        number=text(number),
        client_id=whole(client_id),
        received_on=day(received_on),
        amount_minor=whole(amount),
        currency=text(currency),
        entered_on=day(entered_on),
        note=text(note),
        storno_of=whole_or_none(storno_of),
        reason=text(reason),
        allocations=tuple(allocations),
    )


def _allocation(row: tuple[Cell, ...]) -> Allocation:
    row_id, invoice_id, amount, firm_amount, _ = row
    return Allocation(whole(row_id), whole(invoice_id), whole(amount), whole_or_none(firm_amount))


def _row(new: NewPayment, entered_on: date) -> Row:
    number = new.number.strip()
    return {
        "number": number,
        "number_key": natural_key(number),
        "client_id": new.client_id,
        "received_on": new.received_on.isoformat(),
        "amount_minor": new.amount_minor,
        "currency": new.currency,
        "entered_on": entered_on.isoformat(),
        "note": new.note,
    }


def _allocation_row(payment_id: int, new: NewAllocation, allocated_on: date) -> Row:
    return {
        "payment_id": payment_id,
        "invoice_id": new.invoice_id,
        "allocated_on": allocated_on.isoformat(),
        "amount_minor": new.amount_minor,
        "firm_amount_minor": new.firm_amount_minor,
    }


class PaymentStore:
    """Money received and given back."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, new: NewPayment, entered_on: date) -> int:
        """Insert a payment with its allocations, give the id."""
        payment_id = self._db.insert("payment", _row(new, entered_on))
        self.allocate(payment_id, new.allocations, entered_on)
        return payment_id

    def add_many(self, items: Sequence[NewPayment], entered_on: date, import_id: int | None) -> None:
        """Insert many payments with their allocations, by the hundred thousand."""
        first = whole(self._db.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM payment")[0][0])
        numbers = [new.number.strip() for new in items]
        self._db.insert_columns(
            "payment",
            {
                "id": range(first, first + len(items)),
                "number": numbers,
                "number_key": list(map(natural_key, numbers)),
                "client_id": [new.client_id for new in items],
                "received_on": [new.received_on.isoformat() for new in items],
                "amount_minor": [new.amount_minor for new in items],
                "currency": [new.currency for new in items],
                "entered_on": [entered_on.isoformat()] * len(items),
                "note": [new.note for new in items],
                "import_id": [import_id] * len(items),
            },
        )
        parts = [(row_id, part) for row_id, new in enumerate(items, first) for part in new.allocations]
        self._db.insert_columns(
            "allocation",
            {
                "payment_id": [row_id for row_id, _ in parts],
                "invoice_id": [part.invoice_id for _, part in parts],
                "allocated_on": [entered_on.isoformat()] * len(parts),
                "amount_minor": [part.amount_minor for _, part in parts],
                "firm_amount_minor": [part.firm_amount_minor for _, part in parts],
            },
        )

    def allocate(self, payment_id: int, items: Sequence[NewAllocation], allocated_on: date) -> None:
        """Insert allocations of a payment."""
        for new in items:
            self._db.insert("allocation", _allocation_row(payment_id, new, allocated_on))

    def refund(self, new: NewRefund, entered_on: date) -> int:
        """Insert a refund, give its id."""
        return self._db.insert("refund", _refund_row(new, entered_on))

    def refund_many(self, items: Sequence[NewRefund], entered_on: date) -> None:
        """Insert many refunds."""
        self._db.insert_many("refund", [_refund_row(new, entered_on) for new in items])

    def storno(self, payment: Payment, entered_on: date, reason: str) -> int:
        """Insert the row that undoes a payment: its day and negative amount, entered today. Gives the row's id."""
        return self._db.insert(
            "payment",
            {
                "number": payment.number,
                "number_key": natural_key(payment.number),
                "client_id": payment.client_id,
                "received_on": payment.received_on.isoformat(),
                "amount_minor": -payment.amount_minor,
                "currency": payment.currency,
                "entered_on": entered_on.isoformat(),
                "storno_of": payment.id,
                "reason": reason,
            },
        )

    def get(self, payment_id: int) -> Payment | None:
        """One payment with its allocations."""
        rows = self._db.rows(f"{PAYMENT} WHERE p.id = :id", {"id": payment_id})
        parts = self._db.rows(f"{ALLOCATION} WHERE payment_id = :id ORDER BY id", {"id": payment_id})
        return _payment(rows[0], tuple(map(_allocation, parts))) if rows else None

    def list(self) -> tuple[Payment, ...]:
        """All payments with their allocations, storno rows among them, by day and number."""
        parts = defaultdict(list)
        for row in self._db.rows(f"{ALLOCATION} ORDER BY id"):
            parts[whole(row[4])].append(_allocation(row))
        rows = self._db.rows(f"{PAYMENT} ORDER BY p.received_on, p.number_key, p.id")
        return tuple(_payment(row, parts.get(whole(row[0]), ())) for row in rows)

    def ids_by_key(self) -> dict[PaymentKey, int]:
        """Key → id of the payments that stand."""
        return {
            (whole(client_id), text(number), day(received_on)): whole(row_id)
            for client_id, number, received_on, row_id in self._db.rows(STANDING)
        }

    def key_taken(self, key: PaymentKey) -> bool:
        """Whether a payment stands under the key."""
        client_id, number, received_on = key
        sql = f"{STANDING} AND p.client_id = :client_id AND p.number = :number AND p.received_on = :received_on"
        params: Row = {"client_id": client_id, "number": number, "received_on": received_on.isoformat()}
        return bool(self._db.rows(sql, params))

    def undone(self, payment_id: int) -> bool:
        """Whether a storno has undone the payment."""
        return bool(self._db.rows("SELECT 1 FROM payment WHERE storno_of = :id", {"id": payment_id}))

    def received_minor(self, invoice_id: int) -> int:
        """Allocated to the invoice less refunded, in its currency."""
        rows = self._db.rows(f"{RECEIVED} AND x.invoice_id = :id GROUP BY x.invoice_id", {"id": invoice_id})
        return whole(rows[0][1]) if rows else 0

    def received(self) -> dict[int, int]:
        """Invoice id → allocated less refunded, in the invoice's currency."""
        rows = self._db.rows(f"{RECEIVED} GROUP BY x.invoice_id")
        return {whole(invoice_id): whole(amount) for invoice_id, amount in rows}

    def refunds(self, payment_id: int | None = None) -> tuple[Refund, ...]:
        """A payment's refunds (of all payments without an id), oldest first."""
        sql = (
            "SELECT id, entered_on, payment_id, invoice_id, refunded_on, amount_minor, reason FROM refund"
            " WHERE payment_id = coalesce(:id, payment_id) ORDER BY refunded_on, id"
        )
        return tuple(
            Refund(
                whole(row_id),
                day(entered_on),
                NewRefund(whole(payment), whole(invoice), day(refunded_on), whole(amount), text(reason)),
            )
            for row_id, entered_on, payment, invoice, refunded_on, amount, reason in self._db.rows(
                sql, {"id": payment_id}
            )
        )


def _refund_row(new: NewRefund, entered_on: date) -> Row:
    return {
        "payment_id": new.payment_id,
        "invoice_id": new.invoice_id,
        "refunded_on": new.refunded_on.isoformat(),
        "amount_minor": new.amount_minor,
        "entered_on": entered_on.isoformat(),
        "reason": new.reason.strip(),
        "import_id": new.import_id,
    }
