"""Open and create company files: every reason to refuse one has its own error."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from app.db.connect import SqliteDb
from app.db.copying import copy_database, dated_name
from app.db.driver import Connection, connect, translating
from app.db.fingerprint import fingerprint
from app.db.migrate import APPLICATION_ID, migrate, schema_number
from app.db.migrations.chain import NEWEST, STEPS
from app.db.mounts import on_network
from app.kernel.errors import (
    CorruptFile,
    FileExists,
    MissingFile,
    NetworkFile,
    NewerFile,
    NotOurs,
    SchemaChanged,
    UnreachableFile,
)

MAGIC = b"SQLite format 3\x00"
HEADER_BYTES = 100


def open_file(path: Path, now: datetime, mountinfo: str | None = None) -> SqliteDb:
    """An open file at the newest schema; an older one is migrated, after a backup named by ``now``.

    Raises MissingFile, NetworkFile, CorruptFile, NotOurs, NewerFile, SchemaChanged, UnreachableFile, Busy.
    """
    if not path.is_file():
        raise MissingFile(path=str(path))
    if on_network(path, mountinfo):
        raise NetworkFile(path=str(path))
    _look_at_header(path)
    standing = inspect(path)
    if standing < NEWEST:
        migrate(path, backup_before_migration(path, now))
    return SqliteDb(path)


def create_file(path: Path, mountinfo: str | None = None) -> SqliteDb:
    """A new, empty file at the newest schema. Raises FileExists, NetworkFile, UnreachableFile."""
    if path.exists():
        raise FileExists(path=str(path))
    if not path.parent.is_dir():
        raise UnreachableFile(path=str(path))
    if on_network(path, mountinfo):
        raise NetworkFile(path=str(path))
    connect(path, create=True).close()
    migrate(path, lambda _connection, _standing: None)
    return SqliteDb(path)


@contextmanager
def new_file(path: Path) -> Generator[SqliteDb]:
    """Create a file that appears at ``path`` only when the block has ended well: a half-made one is never seen."""
    if path.exists():
        raise FileExists(path=str(path))
    part = path.with_name(path.name + ".part")
    remove_file(part)
    db = create_file(part)
    try:
        yield db
        db.close()
        if path.exists():
            raise FileExists(path=str(path))
        part.replace(path)
    finally:
        db.close()
        remove_file(part)


def remove_file(path: Path) -> None:
    """Remove a database with its companions, where they stand."""
    for companion in companions(path):
        companion.unlink(missing_ok=True)


def companions(path: Path) -> tuple[Path, ...]:
    """The file itself and what SQLite keeps beside it."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm", "-journal"))


def inspect(path: Path) -> int:
    """The schema number of a file that is ours, sound at first sight, and not newer. Changes nothing in it."""
    with translating(path), closing(connect(path)) as connection:
        found = connection.execute("PRAGMA application_id").fetchone()
        if found is None or found[0] != APPLICATION_ID:
            raise NotOurs(path=str(path))
        standing = schema_number(connection)
        if standing > NEWEST:
            raise NewerFile(path=str(path), schema=standing)
        if standing < 1 or fingerprint(connection) != STEPS[standing - 1].fingerprint:
            raise SchemaChanged(path=str(path))
    return standing


def backup_before_migration(path: Path, now: datetime) -> Callable[[Connection, int], None]:
    """Copies the file into its folder of backups under a name that tells the old schema."""

    def back_up(connection: Connection, standing: int) -> None:
        folder = path.with_name(path.name + ".backups")
        folder.mkdir(exist_ok=True)
        copy_database(connection, folder / dated_name(path, now, f"schema-{standing}"))

    return back_up


def _look_at_header(path: Path) -> None:
    """What SQLite would take for an empty database, or not for a database at all."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
    except OSError as error:
        raise UnreachableFile(path=str(path)) from error
    if len(head) < HEADER_BYTES or not head.startswith(MAGIC):
        raise CorruptFile(path=str(path))
    if not os.access(path.parent, os.R_OK | os.X_OK):
        raise UnreachableFile(path=str(path))
