"""Encrypt a plain company file, or make an encrypted one plain: into a new file, proved, then put in place in one step.

The file is held alone meanwhile, so that nobody writes what would not be taken along. A kill leaves the old file or the
new one, whole. The old file's bytes are given back to the disk, which may keep them for a while: nothing here writes
over them, since neither file systems nor flash disks promise to write in the same place.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copymode

from app.backup.alone import alone
from app.backup.soundness import head
from app.db.copying import quick_check
from app.db.driver import Connection, connect, translating
from app.db.files import inspect, part_of, remove_file
from app.db.fingerprint import fingerprint
from app.kernel.errors import CipherMissing, CorruptFile
from app.keys.attempts import AttemptRecord
from app.keys.data_key import DataKey
from app.keys.door import is_encrypted
from app.keys.ring import KeyRing
from app.keys.sidecar import remove_sidecar, sync_folder

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


def encrypt_file(path: Path, login: str, password: str, key: DataKey | None = None) -> DataKey:
    """Encrypt the plain file at ``path``, and give its key, which ``login`` gets at by ``password``.

    Without a ``key`` a new one is made; one may come along that stands on paper already.

    Raises Busy, DiskFull, CorruptFile, CipherMissing: then the file stands as before.
    """
    key = key or DataKey.fresh()
    with _converted(path, None, key) as put_in_place:
        remove_sidecar(path)
        KeyRing(path, key).grant(login, password)  # before the file: beside a plain one it does no harm
        try:
            put_in_place()
        except BaseException:
            remove_sidecar(path)
            raise
    return key


def decrypt_file(path: Path, key: DataKey) -> None:
    """Make the encrypted file at ``path`` plain. Raises as ``encrypt_file``."""
    with _converted(path, key, None) as put_in_place:
        put_in_place()
    remove_sidecar(path)
    AttemptRecord(path).forget(AttemptRecord(path).failed())


class _PutInPlace:
    """The last step: the new file takes the name of the old one."""

    def __init__(self, part: Path, path: Path, standing: Connection) -> None:
        self._part, self._path, self._standing = part, path, standing

    def __call__(self) -> None:
        if os.name == "nt":  # an open file cannot be replaced there
            self._standing.close()
        left_over(self._path).unlink(missing_ok=True)  # of the old file, empty; it must not lie beside the new one
        self._part.replace(self._path)
        sync_folder(self._path.parent)


@contextmanager
def _converted(path: Path, key: DataKey | None, new_key: DataKey | None) -> Generator[_PutInPlace]:
    """The file at ``path`` under another key, proved and on the disk, while nobody else can open the standing one."""
    part = part_of(path)
    remove_file(part)
    inspect(path, key)
    try:
        with translating(path), closing(connect(path, key)) as standing:
            alone(standing)
            wrong = quick_check(standing)
            if wrong:
                raise CorruptFile(path=str(path), detail=wrong[0])
            standing.execute("PRAGMA journal_mode=DELETE")  # no log may lie beside the name that is going to be taken
            _export(standing, part, new_key)
            _prove(standing, part, new_key)
            copymode(path, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            yield _PutInPlace(part, path, standing)
    finally:
        remove_file(part)


def left_over(path: Path) -> Path:
    """What leaving the mode of the log leaves behind while a file is held alone."""
    return path.with_name(path.name + "-journal")


def _export(standing: Connection, part: Path, new_key: DataKey | None) -> None:
    if standing.execute("PRAGMA cipher_version").fetchone() is None:
        raise CipherMissing(path=str(part))
    standing.execute("PRAGMA cipher_log_level=NONE")
    literal = "" if new_key is None else new_key.literal
    part.touch(mode=0o600)
    standing.execute("ATTACH DATABASE :part AS converted KEY :key", {"part": str(part), "key": literal})
    try:
        standing.execute("SELECT sqlcipher_export('converted')").fetchall()
        for pragma in ("application_id", "user_version"):  # the export leaves them behind
            ((number,),) = standing.execute(f"PRAGMA main.{pragma}").fetchall()
            standing.execute(f"PRAGMA converted.{pragma}={int(str(number))}")
    finally:
        standing.execute("DETACH DATABASE converted")


def _prove(standing: Connection, part: Path, new_key: DataKey | None) -> None:
    """Read what lies on the disk: our schema, sound, as many rows everywhere, the same head of the journal."""
    if is_encrypted(part) != (new_key is not None):
        raise CorruptFile(path=str(part), detail="key")
    inspect(part, new_key)
    with closing(connect(part, new_key)) as made:
        wrong = quick_check(made) or made.execute("PRAGMA foreign_key_check").fetchall()
        same = (
            fingerprint(made) == fingerprint(standing)
            and head(made) == head(standing)
            and _counts(made) == _counts(standing)
        )
        if wrong or not same:
            raise CorruptFile(path=str(part), detail="converted")


def _counts(connection: Connection) -> list[tuple[str, str]]:
    tables = [str(row[0]) for row in connection.execute(_TABLES).fetchall()]
    counted = []
    for table in tables:
        ((count,),) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()  # ruff: ignore[hardcoded-sql-expression] (names of the schema)
        counted.append((table, str(count)))
    return counted
