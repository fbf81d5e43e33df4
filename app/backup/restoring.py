"""Put a backup in the place of a company file that nobody has open."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.backup.copies import Restored
from app.db.copying import copy_database, dated_name, quick_check
from app.db.driver import Connection, connect, driver
from app.db.files import companions, inspect
from app.kernel.errors import Busy, CorruptFile, MissingFile


def restore(backup: Path, target: Path, now: datetime) -> Restored:
    """Copy ``backup`` to ``target``; what stood there is kept beside it as ``<name>.before-restore.<stamp>``.

    Raises MissingFile, NotOurs, NewerFile, CorruptFile, SchemaChanged for the backup; Busy when another program has
    ``target`` open. Until the copy is whole and checked, ``target`` is not touched.
    """
    if not backup.is_file():
        raise MissingFile(path=str(backup))
    inspect(backup)
    arriving = target.with_name(target.name + ".restoring")
    source = connect(backup)
    try:
        verdict = quick_check(source)
        if verdict:
            raise CorruptFile(path=str(backup), detail=verdict[0])
        copy_database(source, arriving)
    finally:
        source.close()
    try:
        aside = _put_aside(target, now) if target.exists() else None
        arriving.replace(target)
    finally:
        arriving.unlink(missing_ok=True)
    return Restored(target, aside)


def _put_aside(target: Path, now: datetime) -> Path:
    """Move the file away with what SQLite keeps beside it: part of a damaged file may still lie in its log."""
    _claim(target)
    aside = target.with_name(dated_name(target, now, "before-restore"))
    for standing, kept in zip(companions(target), companions(aside), strict=True):
        if standing.exists():
            standing.replace(kept)
    return aside


def _claim(target: Path) -> None:
    """Fold the log into the file, which also shows whether anybody has it open. A damaged file is moved as it is."""
    try:
        connection = connect(target)
    except Exception:  # ruff: ignore[blind-except] - whatever is wrong with it is the reason for restoring
        return
    try:
        _alone(connection)
    finally:
        connection.close()


def _alone(connection: Connection) -> None:
    try:
        connection.execute("PRAGMA busy_timeout=500")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver().Error as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Busy from error
    finally:
        with suppress(driver().Error):
            connection.execute("PRAGMA locking_mode=NORMAL")
