"""The seam to the database: what stores, feeds, overview and journal see of an engine (ARCHITECTURE, "The seam")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

Cell = int | str | bytes | None
"""The only values that cross the seam: a float or a Decimal is a bug upstream."""

Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Image:
    """One row before and after a write; ``before`` is None for an insert, ``after`` for a removal."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class BulkImage:
    """Many rows added (or ``removed``) at once: how many, and the SHA-256 of the canonical text of their ``columns``.

    They stand under consecutive ids from ``first_id``; 0 says that their ids do not follow one another.
    """

    table: str
    count: int
    digest: str
    first_id: int = 0
    columns: tuple[str, ...] = ()
    removed: bool = False


class WriteLog(Protocol):
    """What the running write transaction has done so far, in order."""

    images: list[Image | BulkImage]


class Db(Protocol):
    """An open company file (or, later, a server). SQL has ``:name`` parameters and what SQLite and PostgreSQL share."""

    def query(self, sql: str, params: Mapping[str, Cell] | None = None) -> list[Row]:
        """Rows as dictionaries."""

    def rows(self, sql: str, params: Mapping[str, Cell] | None = None) -> list[tuple[Cell, ...]]:
        """Rows as tuples: for feeds, where there may be a million."""

    def execute(self, sql: str, params: Mapping[str, Cell] | None = None) -> int:
        """Run one statement, give the number of rows touched. It leaves no image: for derived rows only."""

    def insert(self, table: str, row: Row) -> int:
        """Insert one row, give its id. Raises Duplicate, Refused."""

    def insert_many(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows that all have the same keys. Raises Duplicate, Refused."""

    def insert_columns(self, table: str, columns: Mapping[str, Sequence[Cell]]) -> None:
        """The same by columns, each as long as the others: for rows by the hundred thousand."""

    def change(self, table: str, row_id: int, version: int, **new: Cell) -> Image:
        """Set columns and raise the version by one. Raises Stale when the row no longer stands at ``version``."""

    def remove(self, table: str, row_id: int, version: int | None) -> Image:
        """Delete one row. Raises Stale when it no longer stands at ``version`` (None: of a table without versions)."""

    def remove_many(self, added: BulkImage) -> BulkImage:
        """Delete rows that ``insert_many`` added. Raises Stale when they no longer stand as it left them, Refused."""

    def read(self) -> AbstractContextManager[None]:
        """One snapshot for several reads; joins an open one; a write inside it raises."""

    def write(self) -> AbstractContextManager[WriteLog]:
        """One write transaction (one writer at a time); joins an open one. Raises Busy."""

    def close(self) -> None:
        """Give the file back."""
