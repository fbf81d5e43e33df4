"""Bring a file to the newest schema: all steps or none, after a backup, one program at a time (DB-NOTES 1.4)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from app.db.driver import Connection, connect, table_api, translating
from app.db.fingerprint import fingerprint
from app.db.migrations.chain import STEPS, Step, migrations
from app.kernel.errors import Busy, NewerFile

if TYPE_CHECKING:
    from app.keys.data_key import DataKey

_WAL_TRIES, _WAL_PAUSE_SECONDS = 100, 0.1
APPLICATION_ID = 0x5052454D
"""PREM: how a company file is told from any other SQLite file."""


def schema_number(connection: Connection) -> int:
    """The schema step that the file stands at."""
    found = connection.execute("PRAGMA user_version").fetchone()
    return int(str(found[0])) if found else 0


def migrate(
    path: Path,
    back_up: Callable[[Connection, int], None],
    steps: tuple[Step, ...] = STEPS,
    *,
    key: DataKey | None = None,
) -> int:
    """Apply what is pending, give the number of steps applied; ``back_up`` copies a file that holds something first.

    Raises NewerFile, Busy, and whatever a step raises: then the file stands as before.
    """
    with translating(path), closing(connect(path, key)) as connection:
        _into_wal(connection, path)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=OFF")  # a silent no-op inside a transaction, so before it
        standing = schema_number(connection)
        if 0 < standing < len(steps):
            back_up(connection, standing)
        return _upgrade(connection, steps)


def _into_wal(connection: Connection, path: Path) -> None:
    """SQLite refuses at once to change the journal's mode while another program does so too; we wait. Raises Busy."""
    for pauses_left in reversed(range(_WAL_TRIES + 1)):
        try:
            with translating(path):
                connection.execute("PRAGMA journal_mode=WAL")
        except Busy:
            if not pauses_left:
                raise
            sleep(_WAL_PAUSE_SECONDS)
        else:
            return


def _upgrade(connection: Connection, steps: tuple[Step, ...]) -> int:
    chain = migrations(steps)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        standing = schema_number(connection)  # under the lock: another program may have been quicker
        if standing > len(steps):
            raise NewerFile(schema=standing)
        if standing < len(steps):
            chain.apply(table_api(connection))
            _prove(connection, steps[-1])
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={len(steps)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return len(steps) - standing


def _prove(connection: Connection, step: Step) -> None:
    """A bug of ours must not reach anybody's file."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"{step.name} leaves broken foreign keys: {broken[:3]}")
    found = fingerprint(connection)
    if found != step.fingerprint:
        raise RuntimeError(f"{step.name} makes the schema {found}, chain.py says {step.fingerprint}")
