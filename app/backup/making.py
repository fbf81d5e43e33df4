"""Makes one copy and proves it: SQLite's check, our schema, and the journal of the file it was made of."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.backup.copies import Occasion, folder_of, stamp
from app.backup.rotation import to_keep
from app.backup.soundness import hash_at, head
from app.db.copying import copy_database, dated_name
from app.db.driver import connect, translating
from app.db.files import inspect
from app.kernel.errors import CorruptFile, PremiaError, UnreachableFile
from app.keys.data_key import DataKey
from app.keys.door import fitting, is_encrypted
from app.keys.sidecar import copy_sidecar, remove_sidecar


def make_copy(
    path: Path, now: datetime, occasion: Occasion, folder: Path | None = None, *, key: DataKey | None = None
) -> Path:
    """Copy what is committed in the file at ``path``, give the copy's path. Raises FileProblem: then none is left.

    The copy of an encrypted file is encrypted with the same ``key``, and has the same wrapped keys beside it.
    """
    where = folder or folder_of(path)
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreachableFile(path=str(where)) from error
    target = _free(where / dated_name(path, now, occasion.value))
    own_key = fitting(path, key)
    try:
        if own_key is not None:
            copy_sidecar(path, target)
        with closing(connect(path, key)) as source:  # its own: it neither waits for nor sees an open transaction
            copy_database(source, target, own_key)
        _prove(target, path, key)
    except BaseException:
        _remove(target)
        raise
    return target


def rotate(path: Path, occasion: Occasion, folder: Path | None = None) -> tuple[Path, ...]:
    """Remove the copies of this occasion that no longer count, give their paths."""
    made: dict[datetime, list[Path]] = {}
    for copy in copies_of(path, occasion, folder):
        moment = stamp(copy)
        if moment is not None:
            made.setdefault(moment, []).append(copy)
    gone = tuple(copy for moment in made.keys() - to_keep(made) for copy in made[moment])
    for copy in gone:
        _remove(copy)
    return gone


def copies_of(path: Path, occasion: Occasion, folder: Path | None = None) -> tuple[Path, ...]:
    """Copies of the file at ``path`` that were made on such an occasion, the newest first."""
    where = folder or folder_of(path)
    prefix = f"{path.stem}.{occasion.value}." if occasion.value else f"{path.stem}."
    found = [
        file
        for file in where.glob(f"*{path.suffix}")
        if file.name.startswith(prefix) and stamp(file) and "." not in file.stem.removeprefix(prefix)
    ]
    return tuple(sorted(found, key=lambda file: file.name, reverse=True))


def holds_everything(copy: Path, path: Path, key: DataKey | None = None) -> bool:
    """Whether nothing was journaled in the file since the copy, which is encrypted when the file is."""
    if is_encrypted(copy) != is_encrypted(path):
        return False
    try:
        inspect(copy, key)
    except PremiaError:  # under another key, or damaged: as good as none
        return False
    with translating(copy), closing(connect(copy, key)) as old, closing(connect(path, key)) as new:
        return head(old)[:2] == head(new)[:2]


def _remove(copy: Path) -> None:
    copy.unlink(missing_ok=True)
    remove_sidecar(copy)


def _prove(copy: Path, path: Path, key: DataKey | None) -> None:
    """Read what lies on the disk, not what was meant. Raises CorruptFile, SchemaChanged."""
    inspect(copy, key)
    with translating(copy), closing(connect(copy, key)) as made, closing(connect(path, key)) as source:
        last = head(made)
        if last.id and hash_at(source, last.id) != last.hash:
            raise CorruptFile(path=str(copy), detail="journal")


def _free(target: Path) -> Path:
    """``target``, or the first name after it that no file has: two copies in one second both stay."""
    number, path = 2, target
    while path.exists():
        path = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return path
