"""Put a backup in the place of a company file that nobody has open."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from app.backup.alone import alone
from app.backup.copies import Restored
from app.db.copying import copy_database, dated_name, quick_check
from app.db.driver import connect, driver
from app.db.files import companions, inspect
from app.kernel.errors import CorruptFile, MissingFile
from app.keys.data_key import DataKey
from app.keys.door import fitting
from app.keys.sidecar import copy_sidecar, keys_path, names_key, remove_sidecar, sync_folder


def restore(backup: Path, target: Path, now: datetime, key: DataKey | None = None) -> Restored:
    """Copy ``backup`` to ``target``; what stood there is kept beside it as ``<name>.before-restore.<stamp>``.

    Raises MissingFile, NotOurs, NewerFile, CorruptFile, SchemaChanged for the backup; Busy when another program has
    ``target`` open. Until the copy is whole and checked, ``target`` is not touched. An encrypted backup asks for its
    ``key``, stays encrypted, and brings its wrapped keys along: the passwords are again those of its day.
    """
    if not backup.is_file():
        raise MissingFile(path=str(backup))
    inspect(backup, key)
    own_key = fitting(backup, key)
    arriving = target.with_name(target.name + ".restoring")
    source = connect(backup, key)
    try:
        verdict = quick_check(source)
        if verdict:
            raise CorruptFile(path=str(backup), detail=verdict[0])
        copy_database(source, arriving, own_key)
    finally:
        source.close()
    try:
        if own_key is not None:
            copy_sidecar(backup if keys_path(backup).is_file() or not names_key(target, own_key) else target, arriving)
        aside = _put_aside(target, now, key) if target.exists() else None
        if keys_path(arriving).is_file():
            keys_path(arriving).replace(keys_path(target))
        arriving.replace(target)
        sync_folder(target.parent)
    finally:
        arriving.unlink(missing_ok=True)
        remove_sidecar(arriving)
    return Restored(target, aside)


def _put_aside(target: Path, now: datetime, key: DataKey | None) -> Path:
    """Move the file away with what lies beside it: part of a damaged file may still lie in its log, and its keys."""
    _claim(target, key)
    aside = target.with_name(dated_name(target, now, "before-restore"))
    moved = zip((*companions(target), keys_path(target)), (*companions(aside), keys_path(aside)), strict=True)
    for standing, kept in moved:
        if standing.exists():
            standing.replace(kept)
    return aside


def _claim(target: Path, key: DataKey | None) -> None:
    """Fold the log into the file, which also shows whether anybody has it open. A damaged file is moved as it is."""
    try:
        connection = connect(target, key)
    except Exception:  # ruff: ignore[blind-except] - whatever is wrong with it is the reason for restoring
        return
    with closing(connection), suppress(driver().Error):
        alone(connection)
