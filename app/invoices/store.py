"""The SQL of invoices and credit notes, of reminders and tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import starmap

from app.invoices.model import (
    Channel,
    Claim,
    CreditNote,
    Invoice,
    InvoiceStatus,
    NewCreditNote,
    NewInvoice,
    NewReminder,
    NewTask,
    Outcome,
    Reminder,
    Task,
    TaskKind,
)
from app.kernel.cells import day, day_or_none, iso, text, whole
from app.kernel.database import Cell, Db, Row
from app.kernel.ids import natural_key

CREDIT_NOTE = "SELECT id, number, invoice_id, issued_on, net_minor, gross_minor, reason FROM credit_note"
CLAIM = (
    "SELECT i.id, i.number, c.client_id, c.currency, i.status, i.cancelled_on, i.gross_minor - COALESCE("
    "(SELECT SUM(n.gross_minor) FROM credit_note n WHERE n.invoice_id = i.id), 0), i.issued_on"
    " FROM invoice i JOIN contract c ON c.id = i.contract_id"
)
_STATUSES = {status.value: status for status in InvoiceStatus}
TASK = "SELECT id, version, client_id, kind, person_id, due_on, done_on, note FROM task"


def _invoice(row: Row) -> Invoice:
    return Invoice(
        id=whole(row["id"]),
        version=whole(row["version"]),
        number=text(row["number"]),
        contract_id=whole(row["contract_id"]),
        issued_on=day(row["issued_on"]),
        due_on=day(row["due_on"]),
        net_minor=whole(row["net_minor"]),
        gross_minor=whole(row["gross_minor"]),
        status=InvoiceStatus(text(row["status"])),
        cancelled_on=day_or_none(row["cancelled_on"]),
        cancel_reason=text(row["cancel_reason"]),
        closed_short_on=day_or_none(row["closed_short_on"]),
        closed_short_reason=text(row["closed_short_reason"]),
        subject=text(row["subject"]),
    )


def _row(new: NewInvoice) -> Row:
    number = new.number.strip()
    return {
        "number": number,
        "number_key": natural_key(number),
        "contract_id": new.contract_id,
        "issued_on": new.issued_on.isoformat(),
        "due_on": new.due_on.isoformat(),
        "net_minor": new.net_minor,
        "gross_minor": new.gross_minor,
        "status": new.status.value,
        "cancelled_on": iso(new.cancelled_on),
        "cancel_reason": new.cancel_reason,
        "subject": new.subject.strip(),
    }


def _claim(row: tuple[Cell, ...]) -> Claim:
    row_id, number, client_id, currency, status, cancelled_on, due, issued_on = row
    return Claim(
        whole(row_id),
        text(number),
        whole(client_id),
        text(currency),
        _STATUSES[text(status)],
        day_or_none(cancelled_on),
        whole(due),
        day(issued_on),
    )


def _task(row: Row) -> Task:
    return Task(
        id=whole(row["id"]),
        version=whole(row["version"]),
        client_id=whole(row["client_id"]),
        kind=TaskKind(text(row["kind"])),
        person_id=whole(row["person_id"]),
        due_on=day_or_none(row["due_on"]),
        done_on=day_or_none(row["done_on"]),
        note=text(row["note"]),
    )


class InvoiceStore:
    """Invoices; an invoice is the root of its credit notes."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, new: NewInvoice) -> int:
        """Insert an invoice, give the id."""
        return self._db.insert("invoice", _row(new))

    def add_many(self, items: Sequence[NewInvoice], import_id: int | None) -> None:
        """Insert many invoices."""
        self._db.insert_many("invoice", [{**_row(new), "import_id": import_id} for new in items])

    def change(self, invoice_id: int, version: int, new: NewInvoice) -> None:
        """Replace an invoice's fields. Raises Stale."""
        self._db.change("invoice", invoice_id, version, **_row(new))

    def send(self, invoice_id: int, version: int) -> None:
        """Make a draft an invoice. Raises Stale."""
        self._db.change("invoice", invoice_id, version, status=InvoiceStatus.SENT.value)

    def cancel(self, invoice_id: int, version: int, on: date, reason: str) -> None:
        """Cancel an invoice from a day on. Raises Stale."""
        new = {"status": InvoiceStatus.CANCELLED.value, "cancelled_on": on.isoformat(), "cancel_reason": reason}
        self._db.change("invoice", invoice_id, version, **new)

    def close_short(self, invoice_id: int, version: int, on: date | None, reason: str) -> None:
        """Ask no more money for an invoice. Raises Stale."""
        self._db.change("invoice", invoice_id, version, closed_short_on=iso(on), closed_short_reason=reason)

    def remove(self, invoice_id: int, version: int) -> None:
        """Delete an invoice. Raises Stale, or Refused while anything hangs on it."""
        self._db.remove("invoice", invoice_id, version)

    def credit(self, new: NewCreditNote, version: int) -> int:
        """Insert a credit note and raise the version of its invoice, give the note's id. Raises Stale."""
        self._db.change("invoice", new.invoice_id, version)
        return self._db.insert("credit_note", _note_row(new))

    def credit_many(self, items: Sequence[NewCreditNote], versions: Mapping[int, int]) -> None:
        """Insert many credit notes; ``versions`` are those of their invoices. Raises Stale."""
        for invoice_id in dict.fromkeys(new.invoice_id for new in items):
            self._db.change("invoice", invoice_id, versions[invoice_id])
        self._db.insert_many("credit_note", [_note_row(new) for new in items])

    def get(self, invoice_id: int) -> Invoice | None:
        """One invoice."""
        rows = self._db.query("SELECT * FROM invoice WHERE id = :id", {"id": invoice_id})
        return _invoice(rows[0]) if rows else None

    def list(self) -> tuple[Invoice, ...]:
        """All invoices by day and number."""
        return tuple(map(_invoice, self._db.query("SELECT * FROM invoice ORDER BY issued_on, number_key, id")))

    def ids_by_number(self) -> dict[str, int]:
        """Number → id."""
        return {text(number): whole(row_id) for number, row_id in self._db.rows("SELECT number, id FROM invoice")}

    def id_of(self, number: str) -> int | None:
        """The id of a number."""
        rows = self._db.rows("SELECT id FROM invoice WHERE number = :number", {"number": number})
        return whole(rows[0][0]) if rows else None

    def any_of_contract(self, contract_id: int) -> bool:
        """Whether money was asked on the contract."""
        sql = "SELECT 1 FROM invoice WHERE contract_id = :id LIMIT 1"
        return bool(self._db.rows(sql, {"id": contract_id}))

    def credit_notes(self, invoice_id: int | None = None) -> tuple[CreditNote, ...]:
        """An invoice's credit notes (of all invoices without an id), oldest first."""
        sql = f"{CREDIT_NOTE} WHERE invoice_id = coalesce(:id, invoice_id) ORDER BY issued_on, id"
        return tuple(
            CreditNote(
                whole(row_id),
                NewCreditNote(text(number), whole(invoice), day(issued_on), whole(net), whole(gross), text(reason)),
            )
            for row_id, number, invoice, issued_on, net, gross, reason in self._db.rows(sql, {"id": invoice_id})
        )

    def credit_note_numbers(self) -> frozenset[str]:
        """The numbers of all credit notes."""
        return frozenset(starmap(text, self._db.rows("SELECT number FROM credit_note")))

    def credit_note_number_taken(self, number: str) -> bool:
        """Whether a credit note with the number stands."""
        return bool(self._db.rows("SELECT 1 FROM credit_note WHERE number = :number", {"number": number}))

    def claim(self, invoice_id: int) -> Claim | None:
        """An invoice as payments see it."""
        rows = self._db.rows(f"{CLAIM} WHERE i.id = :id", {"id": invoice_id})
        return _claim(rows[0]) if rows else None

    def claims(self, client_ids: Collection[int] | None = None) -> dict[int, Claim]:
        """Every invoice as payments see it, or every one of some clients, by id."""
        rows = (
            self._db.rows(CLAIM)
            if client_ids is None
            else [row for own in client_ids for row in self._db.rows(f"{CLAIM} WHERE c.client_id = :own", {"own": own})]
        )
        return {claim.invoice_id: claim for claim in map(_claim, rows)}


class TaskStore:
    """Reminders and tasks."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def remind(self, new: NewReminder) -> int:
        """Insert a reminder, give its id."""
        return self._db.insert(
            "reminder",
            {
                "invoice_id": new.invoice_id,
                "on_date": new.on_date.isoformat(),
                "channel": new.channel.value,
                "person_id": new.person_id,
                "outcome": new.outcome.value,
                "promised_on": iso(new.promised_on),
                "note": new.note,
            },
        )

    def add(self, new: NewTask, reminder_id: int | None = None) -> int:
        """Insert a task, give its id."""
        return self._db.insert(
            "task",
            {
                "client_id": new.client_id,
                "kind": new.kind.value,
                "person_id": new.person_id,
                "reminder_id": reminder_id,
                "due_on": iso(new.due_on),
                "note": new.note,
            },
        )

    def done(self, task_id: int, version: int, on: date) -> None:
        """Note that a task is done. Raises Stale."""
        self._db.change("task", task_id, version, done_on=on.isoformat())

    def give_to(self, task_id: int, version: int, person_id: int) -> None:
        """Let somebody else do a task. Raises Stale."""
        self._db.change("task", task_id, version, person_id=person_id)

    def get(self, task_id: int) -> Task | None:
        """One task."""
        rows = self._db.query(f"{TASK} WHERE id = :id", {"id": task_id})
        return _task(rows[0]) if rows else None

    def open(self) -> tuple[Task, ...]:
        """Tasks that are not done, the most urgent first."""
        sql = f"{TASK} WHERE done_on IS NULL ORDER BY due_on IS NULL, due_on, id"
        return tuple(map(_task, self._db.query(sql)))

    def of_client(self, client_id: int) -> tuple[Task, ...]:
        """Everything that was or is to be done about a client: what is open first, then the latest."""
        sql = f"{TASK} WHERE client_id = :id ORDER BY done_on IS NOT NULL, done_on DESC, due_on IS NULL, due_on, id"
        return tuple(map(_task, self._db.query(sql, {"id": client_id})))

    def reminders(self, invoice_id: int) -> tuple[Reminder, ...]:
        """An invoice's reminders, oldest first."""
        sql = "SELECT * FROM reminder WHERE invoice_id = :id ORDER BY on_date, id"
        return tuple(
            Reminder(
                whole(row["id"]),
                NewReminder(
                    invoice_id=invoice_id,
                    on_date=day(row["on_date"]),
                    channel=Channel(text(row["channel"])),
                    person_id=whole(row["person_id"]),
                    outcome=Outcome(text(row["outcome"])),
                    promised_on=day_or_none(row["promised_on"]),
                    note=text(row["note"]),
                ),
            )
            for row in self._db.query(sql, {"id": invoice_id})
        )


def _note_row(new: NewCreditNote) -> Row:
    return {
        "number": new.number.strip(),
        "invoice_id": new.invoice_id,
        "issued_on": new.issued_on.isoformat(),
        "net_minor": new.net_minor,
        "gross_minor": new.gross_minor,
        "reason": new.reason,
    }
