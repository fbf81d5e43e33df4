"""One connection to a company file: the embedded engine behind the kernel's ``Db`` (ARCHITECTURE, "The seam")."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.db.driver import connect, driver, table_api, translated
from app.db.tables import KNOWN
from app.kernel.database import BulkImage, Cell, Image, Row, WriteLog
from app.kernel.errors import Stale

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.db.driver import Connection, Cursor

_PLAIN_TYPES = frozenset({int, str, bytes, type(None)})
_DIGESTED = 1000
"""Rows in one text: for the speed of the one and the size of the other."""
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "recursive_triggers=ON",
    "cache_size=-64000",
)


@dataclass(slots=True)
class Log:
    """The images of one write transaction, in order."""

    images: list[Image | BulkImage] = field(default_factory=list)


class SqliteDb:
    """An open file. A connection belongs to the thread that opened it; every lane opens its own."""

    def __init__(self, path: Path, connection: Connection | None = None) -> None:
        """Connect to the file at ``path``, which must exist, and set the pragmas."""
        self._path = path
        self._connection = connection or connect(path)
        self._error: type[Exception] = driver().Error
        self._tables: Database | None = None
        self._log: Log | None = None
        self._savepoints = 0
        self._readers = 0
        for pragma in _PRAGMAS:
            self._run(f"PRAGMA {pragma}")

    # reading

    def query(self, sql: str, params: Mapping[str, Cell] | None = None) -> list[Row]:
        """Rows as dictionaries."""
        cursor = self._run(sql, params)
        names = [str(column[0]) for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in self._fetch(cursor)]

    def rows(self, sql: str, params: Mapping[str, Cell] | None = None) -> list[tuple[Cell, ...]]:
        """Rows as tuples."""
        return self._fetch(self._run(sql, params))

    @contextmanager
    def read(self) -> Generator[None]:
        """One snapshot; joins. A write inside raises RuntimeError: it would break the snapshot."""
        outermost = self._readers == 0
        begins = outermost and self._log is None
        if begins:
            self._run("BEGIN")
        if outermost:
            self._run("PRAGMA query_only=ON")
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            if outermost:
                self._run("PRAGMA query_only=OFF")
            if begins:
                self._run("ROLLBACK")

    # writing

    def execute(self, sql: str, params: Mapping[str, Cell] | None = None) -> int:
        """Run one statement, give the number of rows touched."""
        self._may_write()
        return self._run(sql, params).rowcount

    def insert(self, table: str, row: Row) -> int:
        """Insert one row, give its id."""
        self._may_write()
        plain = _plain(row)
        with self._statement():
            inserted = self._table_api().table(_known(table)).insert(plain)
            row_id = int(inserted.last_rowid)  # type: ignore[arg-type,unused-ignore]
        if self._log is not None:
            self._log.images.append(Image(table, row_id, None, self._row(table, row_id)))
        return row_id

    def insert_many(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows that all have the same keys; all or none."""
        self.insert_columns(table, _columns(table, rows) if rows else {})

    def insert_columns(self, table: str, columns: Mapping[str, Sequence[Cell]]) -> None:
        """Insert rows given as the columns of a table; all or none."""
        self._may_write()
        names, values = _lines(table, columns)
        if not values:
            return
        with self._statement(), self.write() as log:
            first_id = self._first_id(table, names, values)
            # not by sqlite_utils: it looks at every value once more, 1.9 times as long as the driver's own way,
            # and an import of 100,000 payments inserts 400,000 rows with its dry run
            listed, places = ", ".join(names), ", ".join("?" * len(names))
            self._connection.executemany(
                f"INSERT INTO {_known(table)} ({listed}) VALUES ({places})",  # ruff: ignore[hardcoded-sql-expression] (known names only)
                self._named_first(table, names, values),
            )
            log.images.append(BulkImage(table, len(values), _digest(values), first_id, tuple(names)))

    def remove_many(self, added: BulkImage) -> BulkImage:
        """Delete rows that ``insert_many`` added. Raises Stale when they no longer stand as it left them, Refused."""
        self._may_write()
        if self._log is None or not added.first_id:
            raise RuntimeError("remove_many needs write(), and rows whose ids follow one another")
        standing = [str(row[1]) for row in self.rows(f"PRAGMA table_info({_known(added.table)})")]
        if not set(added.columns) <= set(standing):
            raise ValueError(f"{added.table} has no column {sorted(set(added.columns) - set(standing))}")
        where = "WHERE id BETWEEN :first AND :last"
        span: dict[str, Cell] = {"first": added.first_id, "last": added.first_id + added.count - 1}
        names = ", ".join(added.columns)
        rows = self.rows(f"SELECT {names} FROM {added.table} {where} ORDER BY id", span)  # ruff: ignore[hardcoded-sql-expression] (known names only)
        if len(rows) != added.count or _digest(rows) != added.digest:
            raise Stale(table=added.table, row_id=added.first_id)
        self._run(f"DELETE FROM {added.table} {where}", span)  # ruff: ignore[hardcoded-sql-expression] (known names only)
        image = replace(added, removed=True)
        self._log.images.append(image)
        return image

    def change(self, table: str, row_id: int, version: int, **new: Cell) -> Image:
        """Set columns and raise the version by one; without columns only the version rises. Raises Stale."""
        before = self._standing(table, row_id, version)
        plain = _plain(new)
        if not plain.keys() <= before.keys():
            raise ValueError(f"{table} has no column {sorted(plain.keys() - before.keys())}")
        assignments = "".join(f"{name} = :{name}, " for name in plain)
        self._run(
            f"UPDATE {table} SET {assignments}version = version + 1 WHERE id = :id",  # ruff: ignore[hardcoded-sql-expression] (known names only)
            {**plain, "id": row_id},
        )
        return self._record(Image(table, row_id, before, {**before, **plain, "version": version + 1}))

    def remove(self, table: str, row_id: int, version: int | None) -> Image:
        """Delete one row; a row that never changes has no version. Raises Stale."""
        before = self._standing(table, row_id, version)
        self._run(f"DELETE FROM {table} WHERE id = :id", {"id": row_id})  # ruff: ignore[hardcoded-sql-expression] (known names only)
        return self._record(Image(table, row_id, before, None))

    @contextmanager
    def write(self) -> Generator[WriteLog]:
        """One write transaction; a joined one is undone to where it began when it fails. Raises Busy."""
        self._may_write()
        if self._log is not None:
            with self._savepoint(self._log):
                yield self._log
            return
        self._run("BEGIN IMMEDIATE")
        self._log = log = Log()
        try:
            yield log
            self._run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._log = None

    # the file

    def data_version(self) -> int:
        """A number that differs after another connection has written; costs nothing to ask."""
        return int(str(self.rows("PRAGMA data_version")[0][0]))

    def interrupt(self) -> None:
        """Stop the running statement; may be called from another thread."""
        self._connection.interrupt()

    def warm(self) -> None:
        """Import what the first insert needs; called when nobody waits."""
        self._table_api()

    def close(self) -> None:
        """Give the file back; closing twice does no harm."""
        self._connection.close()

    # inside

    def _run(self, sql: str, params: Mapping[str, Cell] | None = None) -> Cursor:
        try:
            if params:
                return self._connection.execute(sql, _plain(params))
            return self._connection.execute(sql)
        except self._error as error:
            self._reraise(error)

    def _fetch(self, cursor: Cursor) -> list[tuple[Cell, ...]]:
        try:
            return cursor.fetchall()
        except self._error as error:
            self._reraise(error)

    def _reraise(self, error: Exception) -> NoReturn:
        if self._readers and getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY":
            raise RuntimeError("a write inside read()") from error
        mapped = translated(error, self._path)
        if mapped is error:
            raise error
        raise mapped from error

    def _may_write(self) -> None:
        if self._readers:
            raise RuntimeError("a write inside read()")

    def _table_api(self) -> Database:
        if self._tables is None:
            self._tables = table_api(self._connection)
        return self._tables

    @contextmanager
    def _statement(self) -> Generator[None]:
        try:
            yield
        except self._error as error:
            self._reraise(error)

    @contextmanager
    def _savepoint(self, log: Log) -> Generator[None]:
        self._savepoints += 1
        name = f"joined_{self._savepoints}"
        mark = len(log.images)
        self._run(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            del log.images[mark:]
            if self._connection.in_transaction:  # a full disk has ended it already
                self._run(f"ROLLBACK TO {name}")
                self._run(f"RELEASE {name}")
            raise
        else:
            self._run(f"RELEASE {name}")
        finally:
            self._savepoints -= 1

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._run("ROLLBACK")

    def _row(self, table: str, row_id: int) -> Row:
        return self.query(f"SELECT * FROM {_known(table)} WHERE id = :id", {"id": row_id})[0]  # ruff: ignore[hardcoded-sql-expression] (known names)

    def _standing(self, table: str, row_id: int, version: int | None) -> Row:
        self._may_write()
        if self._log is None:
            raise RuntimeError("change and remove need write(): between reading and writing another program may write")
        found = self.query(f"SELECT * FROM {_known(table)} WHERE id = :id", {"id": row_id})  # ruff: ignore[hardcoded-sql-expression] (known names only)
        if not found or found[0].get("version") != version:
            raise Stale(table=table, row_id=row_id)
        return found[0]

    def _first_id(self, table: str, names: Sequence[str], values: Sequence[Sequence[Cell]]) -> int:
        """The id that the first of these rows will have, when theirs follow one another; 0 otherwise."""
        if "id" not in names:
            return int(str(self.rows(f"SELECT coalesce(max(id), 0) + 1 FROM {_known(table)}")[0][0]))  # ruff: ignore[hardcoded-sql-expression]
        place = names.index("id")
        first = int(str(values[0][place]))
        follow = all(line[place] == row_id for row_id, line in enumerate(values, first))
        return first if follow else 0

    def _named_first(
        self, table: str, names: Sequence[str], values: Sequence[tuple[Cell, ...]]
    ) -> Sequence[tuple[Cell, ...]]:
        """The rows in an order in which none names a later one, where their table refers to itself (by one column)."""
        keys = self.rows(f"PRAGMA foreign_key_list({_known(table)})")
        own = next((str(key[3]) for key in keys if key[2] == table and key[3] in names), None)
        if own is None or "id" not in names:
            return values
        place, column = names.index("id"), names.index(own)
        above = {line[place]: line[column] for line in values if line[column] is not None}

        def depth(line: tuple[Cell, ...]) -> int:
            seen, at = 0, line[place]
            while at in above and seen <= len(above):  # rows that run in a circle are refused anyway
                seen, at = seen + 1, above[at]
            return seen

        return sorted(values, key=depth) if above else values

    def _record(self, image: Image) -> Image:
        if self._log is not None:
            self._log.images.append(image)
        return image


def _known(table: str) -> str:
    if table not in KNOWN:
        raise ValueError(f"no such table: {table}")
    return table


def _columns(table: str, rows: Sequence[Row]) -> dict[str, list[Cell]]:
    """The columns of rows that all have the same keys."""
    keys = rows[0].keys()
    if any(row.keys() != keys for row in rows):
        raise ValueError(f"{table}: rows of one insert have different keys")
    return {name: [row[name] for row in rows] for name in keys}


def _lines(table: str, columns: Mapping[str, Sequence[Cell]]) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """The names of columns and their rows, with exact values only: seen to by columns, in a tenth of the time."""
    names = list(columns)
    if not all(name.isidentifier() for name in names):
        raise ValueError(f"{table}: {names} are no names of columns")
    exact = [
        column if _PLAIN_TYPES.issuperset(map(type, column)) else [_plain({name: value})[name] for value in column]
        for name, column in columns.items()
    ]
    return names, list(zip(*exact, strict=True))


def _digest(lines: Sequence[Sequence[Cell]]) -> str:
    """A hash over the values of rows, whoever they come from: as lists of JSON, many rows at a time."""
    from hashlib import sha256  # loads OpenSSL, 6 ms of the start

    digest = sha256()
    for at in range(0, len(lines), _DIGESTED):
        text = json.dumps(lines[at : at + _DIGESTED], ensure_ascii=False, separators=(",", ":"), default=bytes.hex)
        digest.update(text.encode())
    return digest.hexdigest()


def _plain(row: Mapping[str, Cell]) -> dict[str, Cell]:
    """The row with exact values only; sqlite_utils would make a float of a Decimal without a word (DB-NOTES 1.3)."""
    if all(type(value) in _PLAIN_TYPES for value in row.values()):
        return dict(row)
    return {name: value if type(value) in _PLAIN_TYPES else _exact(name, value) for name, value in row.items()}


def _exact(name: str, value: object) -> Cell:
    """An enum's text or number; everything else that is not plain is a bug of the caller."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise TypeError(f"{name}: a {type(value).__name__} may not be stored")
