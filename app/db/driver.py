"""The only file that names a database driver: sqlcipher3, the same SQLite on every system, or else the standard one.

sqlite_utils prefers a module called ``pysqlite3``; ours must stand under that name before it is first imported, else
its statements run on another SQLite than the connection, and ``INSERT … RETURNING`` leaves a transaction open.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.kernel.database import Cell
from app.kernel.errors import (
    Busy,
    CipherMissing,
    CorruptFile,
    DiskFull,
    Duplicate,
    PremiaError,
    ReadOnlyFile,
    Refused,
    UnreachableFile,
)
from app.keys.door import fitting

if TYPE_CHECKING:
    from types import ModuleType

    from sqlite_utils import Database

    from app.keys.data_key import DataKey

BUSY_SECONDS = 10
"""How long a statement waits for another program's write before it gives up as Busy."""

_UNIQUE = re.compile(r"UNIQUE constraint failed: (?:index '(?P<index>\w+)'|(?P<columns>.+))")
_RULE = re.compile(r"rule:(\w+)")
_CONSTRAINTS = {"FOREIGN KEY": "foreign_key", "CHECK": "check", "NOT NULL": "not_null"}
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_IOERR_SHORT_READ")


class Cursor(Protocol):
    """What is used of a driver's cursor."""

    description: Sequence[Sequence[str | None]] | None
    lastrowid: int
    rowcount: int

    def fetchall(self) -> list[tuple[Cell, ...]]:
        """All rows that are left."""

    def fetchone(self) -> tuple[Cell, ...] | None:
        """The next row."""


class Connection(Protocol):
    """What is used of a driver's connection."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Mapping[str, Cell] | Iterable[Cell] = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Cell]], /) -> Cursor:
        """Run one statement for each of many rows."""

    def backup(self, target: Connection, *, pages: int = -1) -> None:
        """Copy the whole database into ``target``."""

    def interrupt(self) -> None:
        """Stop the running statement; may be called from another thread."""

    def close(self) -> None:
        """Give the file back."""


@cache
def driver() -> ModuleType:
    """The driver's DB-API module."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        from sqlite3 import dbapi2
    module: ModuleType = dbapi2
    return module


def connect(path: Path, key: DataKey | None = None, *, create: bool = False) -> Connection:
    """A raw connection without implicit transactions; raises what ``translate`` gives, CipherMissing.

    A file that is to be created is encrypted with ``key``; of those that stand, a plain one is opened without it.
    """
    mode = "rwc" if create else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    key = key if create else fitting(path, key)
    with translating(path):
        connection: Connection = driver().connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
        if key is not None:
            try:
                _unlock(connection, path, key)
            except BaseException:
                connection.close()
                raise
    return connection


def _unlock(connection: Connection, path: Path, key: DataKey) -> None:
    """Give the key before anything else is asked. Plain SQLite takes the pragma too, and does nothing with it."""
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise CipherMissing(path=str(path))
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would write about a wrong key to the error output
    connection.execute(f'PRAGMA key="{key.literal}"')


def table_api(connection: Connection) -> Database:
    """sqlite_utils over ``connection``."""
    return sqlite_utils().Database(connection, execute_plugins=False)  # type: ignore[no-any-return,unused-ignore]


@cache
def sqlite_utils() -> ModuleType:
    """The library on our driver; imported here and nowhere else, because it costs 60 ms that a start need not pay."""
    ours = driver()
    package = ours.__name__.partition(".")[0]
    if package != "sqlite3":
        sys.modules.setdefault("pysqlite3", sys.modules[package])
        sys.modules.setdefault("pysqlite3.dbapi2", ours)
    import sqlite_utils
    from sqlite_utils import utils

    if vars(utils)["dbapi2"].connect is not ours.connect:
        raise RuntimeError("sqlite_utils was imported before app.db.driver named the driver")
    return sqlite_utils


@contextmanager
def translating(path: Path) -> Generator[None]:
    """Raise the driver's errors about the file at ``path`` as the world's."""
    try:
        yield
    except driver().Error as error:
        mapped = translated(error, path)
        if mapped is error:
            raise
        raise mapped from error


def translated(error: Exception, path: Path) -> Exception:
    """The world's error behind a driver's, or the driver's own when it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy()
    if name.startswith("SQLITE_CONSTRAINT"):
        return _broken_constraint(str(error)) or error
    if name.startswith(_DAMAGED):
        return CorruptFile(path=str(path))
    if name.startswith("SQLITE_FULL"):
        return DiskFull(path=str(path))
    if name.startswith("SQLITE_READONLY"):
        return ReadOnlyFile(path=str(path))
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR")):
        return UnreachableFile(path=str(path))
    if "non-deterministic use of date()" in str(error):  # somebody sent 'now' for a day
        return Refused(rule="check", detail=str(error))
    return error


def _broken_constraint(text: str) -> PremiaError | None:
    """Duplicate for UNIQUE, Refused for CHECK, foreign keys and the guards' rules."""
    rule = _RULE.search(text)
    if rule:
        return Refused(rule=rule[1])
    unique = _UNIQUE.search(text)
    if unique and unique["index"]:
        return Refused(rule=unique["index"])
    if unique:
        columns = [column.strip().partition(".") for column in unique["columns"].split(",")]
        return Duplicate(table=columns[0][0], field=",".join(column[2] for column in columns))
    kind, _, detail = text.partition(" constraint failed")
    code = _CONSTRAINTS.get(kind)  # its extended code tells less: a parent that is still needed is a "trigger" there
    return Refused(rule=code, detail=detail.removeprefix(": ")) if code else None
