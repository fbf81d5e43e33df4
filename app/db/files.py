"""Open and create company files: every reason to refuse one has its own error."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.connect import SqliteDb
from app.db.copying import copy_database, dated_name
from app.db.driver import Connection, connect, driver, translating
from app.db.fingerprint import fingerprint
from app.db.migrate import APPLICATION_ID, migrate, schema_number
from app.db.migrations.chain import NEWEST, STEPS
from app.db.mounts import on_network
from app.kernel.errors import (
    CorruptFile,
    EncryptedFile,
    FileExists,
    KeyUnfit,
    MissingFile,
    NetworkFile,
    NewerFile,
    NotOurs,
    SchemaChanged,
    UnreachableFile,
)
from app.keys.door import MAGIC, fitting, is_encrypted

if TYPE_CHECKING:
    from app.keys.data_key import DataKey

HEADER_BYTES = 100


def open_file(path: Path, now: datetime, mountinfo: str | None = None, *, key: DataKey | None = None) -> SqliteDb:
    """An open file at the newest schema; an older one is migrated, after a backup named by ``now``.

    Raises MissingFile, NetworkFile, CorruptFile, NotOurs, NewerFile, SchemaChanged, UnreachableFile, Busy; of an
    encrypted file EncryptedFile without a ``key``, KeyUnfit with a wrong one, CipherMissing.
    """
    if not path.is_file():
        raise MissingFile(path=str(path))
    if on_network(path, mountinfo):
        raise NetworkFile(path=str(path))
    _look_at_header(path)
    standing = inspect(path, key)
    if standing < NEWEST:
        migrate(path, backup_before_migration(path, now, key), key=key)
    remove_file(part_of(path))  # who converts the file holds it alone: if anything lies there, nobody does any more
    return SqliteDb(path, connect(path, key))


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


def part_of(path: Path) -> Path:
    """Where a file is made that is encrypted when ``path`` is plain, or the other way round."""
    return path.with_name(path.name + ".converting")


def companions(path: Path) -> tuple[Path, ...]:
    """The file itself and what SQLite keeps beside it."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm", "-journal"))


def inspect(path: Path, key: DataKey | None = None) -> int:
    """The schema number of a file that is ours, sound at first sight, and not newer. Changes nothing in it."""
    if key is None and is_encrypted(path):
        raise EncryptedFile(path=str(path))
    with translating(path), closing(connect(path, key)) as connection:
        if key is not None:
            _try_key(path, key, connection)
        found = connection.execute("PRAGMA application_id").fetchone()
        if found is None or found[0] != APPLICATION_ID:
            raise NotOurs(path=str(path))
        standing = schema_number(connection)
        if standing > NEWEST:
            raise NewerFile(path=str(path), schema=standing)
        if standing < 1 or fingerprint(connection) != STEPS[standing - 1].fingerprint:
            raise SchemaChanged(path=str(path))
    return standing


def _try_key(path: Path, key: DataKey, connection: Connection) -> None:
    """A wrong key and a damaged first page look alike; wrapped keys that name this very key tell them apart."""
    from app.keys.sidecar import names_key

    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except driver().DatabaseError as error:
        unreadable = getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB"
        if unreadable and is_encrypted(path) and not names_key(path, key):
            raise KeyUnfit(path=str(path)) from error
        raise


def backup_before_migration(path: Path, now: datetime, key: DataKey | None = None) -> Callable[[Connection, int], None]:
    """Copies the file into its folder of backups under a name that tells the old schema."""

    def back_up(connection: Connection, standing: int) -> None:
        folder = path.with_name(path.name + ".backups")
        folder.mkdir(exist_ok=True)
        target = folder / dated_name(path, now, f"schema-{standing}")
        from app.keys.sidecar import copy_sidecar

        own_key = fitting(path, key)
        if own_key is not None:
            copy_sidecar(path, target)
        copy_database(connection, target, own_key)

    return back_up


def _look_at_header(path: Path) -> None:
    """What SQLite would take for an empty database, or not for a database at all."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
    except OSError as error:
        raise UnreachableFile(path=str(path)) from error
    if len(head) < HEADER_BYTES or not (head.startswith(MAGIC) or is_encrypted(path)):
        raise CorruptFile(path=str(path))
    if not os.access(path.parent, os.R_OK | os.X_OK):
        raise UnreachableFile(path=str(path))
