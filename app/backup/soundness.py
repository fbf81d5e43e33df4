"""What a closed company file is worth: whether SQLite reads it, its schema is ours, and its journal holds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from app.backup.copies import Examined
from app.db.copying import quick_check
from app.db.driver import Connection, connect, translating
from app.db.files import inspect
from app.journal.chain import verify
from app.journal.links import links_of
from app.kernel.errors import CorruptFile, MissingFile, PremiaError
from app.keys.data_key import DataKey

JOURNAL_BROKEN = "journal_broken"


class Head(NamedTuple):
    """The last row of a journal."""

    id: int
    hash: str
    at: str


def examine(path: Path, key: DataKey | None = None) -> Examined:
    """Look at the whole file; it is not changed. A problem is told by its code, never raised."""
    if not path.is_file():
        return Examined(path, MissingFile.code)
    try:
        inspect(path, key)
        with translating(path), closing(connect(path, key)) as connection:
            return _read(path, connection)
    except PremiaError as error:
        return Examined(path, error.code)
    except Exception:  # ruff: ignore[blind-except] (a driver's error about a file in pieces may be any)
        return Examined(path, CorruptFile.code)


def _read(path: Path, connection: Connection) -> Examined:
    if quick_check(connection):
        return Examined(path, CorruptFile.code)
    last = head(connection)
    verdict = verify(links_of(lambda sql, params: connection.execute(sql, params).fetchall()))
    return Examined(path, JOURNAL_BROKEN if verdict.broken else "", last.id, last.at, last.hash)


def head(connection: Connection) -> Head:
    """The last row of the journal; of an empty one, nothing under the id 0."""
    found = connection.execute("SELECT id, hash, at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return Head(int(str(found[0])), str(found[1]), str(found[2])) if found else Head(0, "", "")


def hash_at(connection: Connection, row_id: int) -> str:
    """The hash of a row of the journal; nothing where there is none."""
    found = connection.execute("SELECT hash FROM journal WHERE id = :id", {"id": row_id}).fetchone()
    return str(found[0]) if found else ""
