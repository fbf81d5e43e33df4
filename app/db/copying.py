"""A sound copy of an open database, in one go: page by page it restarts for ever beside a writer (DB-NOTES 4)."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.driver import Connection, connect, translating
from app.db.fingerprint import fingerprint
from app.kernel.errors import CorruptFile

if TYPE_CHECKING:
    from app.keys.data_key import DataKey

DATED = "%Y%m%d-%H%M%S"


def dated_name(path: Path, now: datetime, what: str = "") -> str:
    """``books.20261231-235959.premia``: the local time of ``now``, and ``what`` where it is given."""
    middle = f".{what}" if what else ""
    return f"{path.stem}{middle}.{now.astimezone().strftime(DATED)}{path.suffix}"


def copy_database(source: Connection, target: Path, key: DataKey | None = None) -> None:
    """Copy, check and sync to the disk, then put in place: ``target`` is never half a copy. Raises CorruptFile.

    ``key`` is that of the source, and becomes that of the copy; None for a plain one.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with translating(target):
            _copy_and_check(source, part, key)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _copy_and_check(source: Connection, part: Path, key: DataKey | None) -> None:
    with closing(connect(part, key, create=True)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # a copy is one file, without companions
        verdict = quick_check(copy) if fingerprint(copy) == fingerprint(source) else ("schema",)
    if verdict:
        raise CorruptFile(path=str(part), detail=verdict[0])


def quick_check(connection: Connection) -> tuple[str, ...]:
    """What SQLite finds wrong, and of an encrypted file the pages that somebody changed; empty for a sound file."""
    changed = _changed_pages(connection)
    if changed:
        again = _changed_pages(connection)  # it takes no lock, and may have seen a page half written
        changed = tuple(page for page in changed if page in again)
    if changed:
        return changed
    lines = tuple(str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall())
    return () if lines == ("ok",) else lines


def _changed_pages(connection: Connection) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall())
