"""The way out of a damaged file: its copies, the newest first, each with what it is worth.

The steps are: ``candidates`` to choose from, ``preview`` of what would be lost, ``restore`` of the one that is sound.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path

from app.backup.copies import BackupFile, Examined, folder_of, made_at
from app.backup.soundness import examine
from app.keys.data_key import DataKey


def copies_on(target: Path, folder: Path | None = None) -> tuple[BackupFile, ...]:
    """Copies of the file at ``target``, newest first, by their names; nobody has looked into them."""
    where = folder or folder_of(target)
    named = f"{escape(target.stem)}.*{target.suffix}"
    files = [file for file in where.glob(named) if file.is_file()] if where.is_dir() else []
    found = [BackupFile(file, made_at(file), file.stat().st_size) for file in files]
    return tuple(sorted(found, key=lambda copy: (copy.made_at, copy.path.name), reverse=True))


def candidates(
    target: Path, folder: Path | None = None, *, until_sound: bool = False, key: DataKey | None = None
) -> tuple[Examined, ...]:
    """Copies of the file at ``target``, newest first; ``until_sound`` looks no further than the first sound one."""
    found = []
    for copy in copies_on(target, folder):
        found.append(examine(copy.path, key))
        if until_sound and found[-1].sound:
            break
    return tuple(found)


def newest_sound(target: Path, folder: Path | None = None, *, key: DataKey | None = None) -> Examined | None:
    """The copy to restore; None where no sound one lies in the folder."""
    found = candidates(target, folder, until_sound=True, key=key)
    return found[-1] if found and found[-1].sound else None
