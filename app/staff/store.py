"""The SQL of staff: open records and, apart from them, what people are paid."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.cells import day, day_or_none, ids, iso, text, whole
from app.kernel.database import Db, Row
from app.kernel.ids import name_key, natural_key
from app.kernel.period import Month
from app.staff.model import DaysWorked, Engagement, NewPerson, OpeningBalance, PayTerms, Person, StoredTerms

PERSON = "SELECT id, version, staff_no, name, position, email, hired_on, left_on FROM person"


def _person(row: Row) -> Person:
    return Person(
        id=whole(row["id"]),
        version=whole(row["version"]),
        staff_no=text(row["staff_no"]),
        name=text(row["name"]),
        position=text(row["position"]),
        email=text(row["email"]),
        hired_on=day_or_none(row["hired_on"]),
        left_on=day_or_none(row["left_on"]),
    )


def _row(new: NewPerson) -> Row:
    number = new.staff_no.strip()
    return {
        "staff_no": number,
        "staff_no_key": natural_key(number),
        "name": new.name.strip(),
        "name_key": name_key(new.name),
        "position": new.position,
        "email": new.email,
        "hired_on": iso(new.hired_on),
        "left_on": iso(new.left_on),
    }


class StaffStore:
    """People without any pay figure."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, new: NewPerson) -> int:
        """Insert a person, give the id."""
        return self._db.insert("person", _row(new))

    def add_many(self, items: Sequence[NewPerson], import_id: int | None) -> None:
        """Insert many people."""
        self._db.insert_many("person", [{**_row(new), "import_id": import_id} for new in items])

    def change(self, person_id: int, version: int, new: NewPerson) -> None:
        """Replace a person's fields. Raises Stale."""
        self._db.change("person", person_id, version, **_row(new))

    def remove(self, person_id: int, version: int) -> None:
        """Delete a person. Raises Stale, or Refused while anything names the person."""
        self._db.remove("person", person_id, version)

    def get(self, person_id: int) -> Person | None:
        """One person."""
        rows = self._db.query(f"{PERSON} WHERE id = :id", {"id": person_id})
        return _person(rows[0]) if rows else None

    def list(self) -> tuple[Person, ...]:
        """Everybody, by staff number."""
        return tuple(_person(row) for row in self._db.query(f"{PERSON} ORDER BY staff_no_key"))

    def ids_by_key(self) -> dict[str, int]:
        """Staff number key → id."""
        return {text(key): whole(row_id) for key, row_id in self._db.rows("SELECT staff_no_key, id FROM person")}

    def ids_by_number(self) -> dict[str, int]:
        """Staff number → id."""
        return {text(number): whole(row_id) for number, row_id in self._db.rows("SELECT staff_no, id FROM person")}

    def known(self) -> frozenset[int]:
        """The ids of all people: what features above check their references against."""
        return ids(self._db.rows("SELECT id FROM person"))


class PayStore:
    """The secret tables: pay terms, opening balances, days worked."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def _put(self, table: str, found: Sequence[Row], row: Row) -> int:
        if not found:
            return self._db.insert(table, row)
        row_id = whole(found[0]["id"])
        self._db.change(table, row_id, whole(found[0]["version"]), **row)
        return row_id

    def put_pay_terms(self, terms: PayTerms) -> int:
        """Insert the terms, or replace those of the same person and day."""
        sql = "SELECT id, version FROM pay_terms WHERE person_id = :person_id AND valid_from = :valid_from"
        key: Row = {"person_id": terms.person_id, "valid_from": terms.valid_from.isoformat()}
        return self._put("pay_terms", self._db.query(sql, key), _terms_row(terms))

    def change_pay_terms(self, terms_id: int, version: int, terms: PayTerms) -> None:
        """Replace an entry of the history. Raises Stale."""
        self._db.change("pay_terms", terms_id, version, **_terms_row(terms))

    def remove_pay_terms(self, terms_id: int, version: int) -> None:
        """Delete an entry of the history. Raises Stale."""
        self._db.remove("pay_terms", terms_id, version)

    def one_of_terms(self, terms_id: int) -> StoredTerms | None:
        """One entry of a history."""
        rows = self._db.query("SELECT * FROM pay_terms WHERE id = :id", {"id": terms_id})
        return _terms(rows[0]) if rows else None

    def pay_terms(self, person_id: int) -> tuple[StoredTerms, ...]:
        """A person's terms, oldest first."""
        sql = "SELECT * FROM pay_terms WHERE person_id = :id ORDER BY valid_from"
        return tuple(map(_terms, self._db.query(sql, {"id": person_id})))

    def put_opening_balance(self, balance: OpeningBalance) -> int:
        """Insert or replace what a person brings into the books."""
        sql = "SELECT id, version FROM opening_balance WHERE person_id = :id"
        row: Row = {
            "person_id": balance.person_id,
            "carry_minor": balance.carry_minor,
            "draw_owed_minor": balance.draw_owed_minor,
            "held_minor": balance.held_minor,
        }
        return self._put("opening_balance", self._db.query(sql, {"id": balance.person_id}), row)

    def opening_balances(self) -> tuple[OpeningBalance, ...]:
        """All opening balances."""
        sql = "SELECT person_id, carry_minor, draw_owed_minor, held_minor FROM opening_balance ORDER BY person_id"
        return tuple(OpeningBalance(*(whole(cell) for cell in row)) for row in self._db.rows(sql))

    def put_days_worked(self, worked: DaysWorked) -> int:
        """Insert or replace the days of a person's month."""
        sql = "SELECT id, version FROM days_worked WHERE person_id = :person_id AND month = :month"
        row: Row = {
            "person_id": worked.person_id,
            "month": worked.month.text,
            "days": worked.days,
            "note": worked.note,
        }
        key: Row = {"person_id": worked.person_id, "month": worked.month.text}
        return self._put("days_worked", self._db.query(sql, key), row)

    def remove_days_worked(self, person_id: int, month: Month) -> None:
        """Let the calendar decide again."""
        sql = "SELECT id, version FROM days_worked WHERE person_id = :person_id AND month = :month"
        for row in self._db.query(sql, {"person_id": person_id, "month": month.text}):
            self._db.remove("days_worked", whole(row["id"]), whole(row["version"]))

    def days_worked(self, person_id: int) -> tuple[DaysWorked, ...]:
        """What was typed for a person, oldest month first."""
        sql = "SELECT month, days, note FROM days_worked WHERE person_id = :id ORDER BY month"
        return tuple(
            DaysWorked(person_id, Month.parse(text(month)), whole(days), text(note))
            for month, days, note in self._db.rows(sql, {"id": person_id})
        )


def _terms_row(terms: PayTerms) -> Row:
    return {
        "person_id": terms.person_id,
        "valid_from": terms.valid_from.isoformat(),
        "engagement": terms.engagement.value,
        "salary_minor": terms.salary_minor,
        "guarantee_minor": terms.guarantee_minor,
        "draw_minor": terms.draw_minor,
        "draw_recoverable": int(terms.draw_recoverable),
    }


def _terms(row: Row) -> StoredTerms:
    terms = PayTerms(
        person_id=whole(row["person_id"]),
        valid_from=day(row["valid_from"]),
        engagement=Engagement(text(row["engagement"])),
        salary_minor=whole(row["salary_minor"]),
        guarantee_minor=whole(row["guarantee_minor"]),
        draw_minor=whole(row["draw_minor"]),
        draw_recoverable=bool(row["draw_recoverable"]),
    )
    return StoredTerms(whole(row["id"]), whole(row["version"]), terms)
