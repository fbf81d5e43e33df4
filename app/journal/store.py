"""The journal's SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from app.journal.areas import UNVERSIONED
from app.journal.chain import GENESIS, Kept, Link
from app.journal.links import links_of
from app.kernel.cells import text, whole
from app.kernel.database import BulkImage, Cell, Db, Row


class Written(NamedTuple):
    """An operation that is in the journal already."""

    action: str
    result: str | None
    areas: tuple[str, ...]


class JournalStore:
    """Reads and appends; nothing here can change or remove."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def head(self) -> tuple[int, str]:
        """The id and hash of the last row; (0, GENESIS) of an empty journal."""
        found = self._db.query("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
        return (whole(found[0]["id"]), text(found[0]["hash"])) if found else (0, GENESIS)

    def append(self, link: Link, body: str) -> None:
        """Add one row with its body."""
        self._db.insert("journal", dict(link._asdict()))
        self._db.insert("journal_body", {"id": link.id, "area": link.area, "body": body})

    def written(self, operation_id: str) -> Written | None:
        """What the journal knows of an operation that was done."""
        found = self._db.query(
            "SELECT action, result, area FROM journal "
            "WHERE operation_id = :operation_id AND outcome = 'done' ORDER BY id",
            {"operation_id": operation_id},
        )
        if not found:
            return None
        result = found[0]["result"]
        areas = tuple(str(row["area"]) for row in found)
        return Written(str(found[0]["action"]), None if result is None else str(result), areas)

    def bodies(self, operation_id: str) -> list[Row]:
        """``area`` and ``body`` of an operation that was done, in order."""
        return self._db.query(
            "SELECT j.area, b.body FROM journal j JOIN journal_body b ON b.id = j.id "
            "WHERE j.operation_id = :operation_id AND j.outcome = 'done' ORDER BY j.id",
            {"operation_id": operation_id},
        )

    def entries(self, areas: Collection[str], where: Mapping[str, Cell], limit: int) -> list[Row]:
        """The newest rows first; a body only where its area is among ``areas``.

        ``where`` may hold ``area``, ``user_id``, ``operation_id``, ``since`` and ``until`` (UTC ISO) and ``before_id``.
        """
        allowed = {f"area_{number}": area for number, area in enumerate(sorted(areas))}
        names = ", ".join(f":{name}" for name in allowed) or "NULL"
        conditions = " AND ".join(_CONDITIONS[name] for name in where) or "1 = 1"
        sql = (
            # ruff: ignore[hardcoded-sql-expression] (names of parameters, and the conditions below)
            "SELECT j.id, j.at, j.user_id, j.login, j.operation_id, j.action, j.outcome, j.area, j.hash, b.body "
            f"FROM journal j LEFT JOIN journal_body b ON b.id = j.id AND b.area IN ({names}) "
            f"WHERE {conditions} ORDER BY j.id DESC LIMIT :row_limit"
        )
        return self._db.query(sql, {**allowed, **where, "row_limit": limit})

    def links(self) -> Iterator[tuple[Link, Kept]]:
        """Every row with its body, in order of id."""
        return links_of(self._db.rows)

    def newest(self, areas: Collection[str]) -> int:
        """The id of the last row about one of ``areas``; 0 when there is none."""
        named = {f"area_{number}": area for number, area in enumerate(sorted(areas))}
        names = ", ".join(f":{name}" for name in named) or "NULL"
        found = self._db.rows(
            f"SELECT coalesce(max(id), 0) FROM journal WHERE outcome = 'done' AND area IN ({names})",  # ruff: ignore[hardcoded-sql-expression]
            named,
        )
        return whole(found[0][0])

    def since(self, row_id: int) -> list[tuple[Cell, ...]]:
        """(id, area, operation_id) of what was done after the row ``row_id``."""
        return self._db.rows(
            "SELECT id, area, operation_id FROM journal WHERE id > :row_id AND outcome = 'done' ORDER BY id",
            {"row_id": row_id},
        )

    def row(self, table: str, row_id: int) -> Row | None:
        """The row of any journaled table as it stands now: undo compares it with what the journal saw."""
        found = self._db.query(f"SELECT * FROM {table} WHERE id = :id", {"id": row_id})  # ruff: ignore[hardcoded-sql-expression] (names of PLACES)
        return found[0] if found else None

    def restore(self, table: str, row: Row) -> None:
        """Put a removed row back."""
        self._db.insert(table, row)

    def change(self, table: str, row_id: int, version: int, new: Row) -> None:
        """Set columns back."""
        self._db.change(table, row_id, version, **new)

    def remove(self, table: str, row_id: int, version: int | None) -> None:
        """Take an added row away."""
        self._db.remove(table, row_id, version)

    def remove_many(self, added: BulkImage) -> None:
        """Take rows away that were added at once. Raises Stale."""
        self._db.remove_many(added)

    def changed(self, added: BulkImage) -> list[int]:
        """The ids of such rows that were changed since; rows without versions cannot be."""
        if added.table in UNVERSIONED:
            return []
        found = self._db.rows(
            f"SELECT id FROM {added.table} WHERE id BETWEEN :first AND :last AND version <> 1",  # ruff: ignore[hardcoded-sql-expression] (names of PLACES)
            {"first": added.first_id, "last": added.first_id + added.count - 1},
        )
        return [whole(row[0]) for row in found]

    def first_day(self, added: BulkImage, column: str) -> str | None:
        """The earliest day in ``column`` of such rows."""
        found = self._db.rows(
            f"SELECT min({column}) FROM {added.table} WHERE id BETWEEN :first AND :last",  # ruff: ignore[hardcoded-sql-expression] (names of DATED)
            {"first": added.first_id, "last": added.first_id + added.count - 1},
        )
        return None if found[0][0] is None else str(found[0][0])


_CONDITIONS = {
    "area": "j.area = :area",
    "user_id": "j.user_id = :user_id",
    "operation_id": "j.operation_id = :operation_id",
    "since": "j.at >= :since",
    "until": "j.at < :until",
    "before_id": "j.id < :before_id",
}
