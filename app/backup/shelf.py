"""A company file that nobody has open, with its copies: what the way back is walked on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.backup.copies import BackupFile, Examined, Preview, Restored
from app.backup.preview import preview
from app.backup.rescue import copies_on
from app.backup.restoring import restore
from app.backup.soundness import examine
from app.keys.data_key import DataKey


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in a folder, and what it is worth; None until somebody has looked into it."""

    file: BackupFile
    worth: Examined | None = None

    @property
    def sound(self) -> bool:
        """Whether it is known to be sound."""
        return self.worth is not None and self.worth.sound


class Shelf:
    """Everything about one file from outside; ``key`` is that of an encrypted one."""

    def __init__(self, path: Path, key: DataKey | None = None) -> None:
        """Nothing is read yet."""
        self.path = path
        self.key = key

    def copies(self, folder: Path | None, report: Callable[[int, int], None]) -> tuple[Copy, ...]:
        """Copies with what each is worth, the newest first; ``report(done, total)`` may raise to give up."""
        found = copies_on(self.path, folder)
        looked = []
        for at, file in enumerate(found):
            report(at, len(found))
            looked.append(Copy(file, examine(file.path, self.key)))
        return tuple(looked)

    def preview(self, backup: Path) -> Preview:
        """What putting ``backup`` in place would lose."""
        return preview(backup, self.path, self.key)

    def restore(self, backup: Path, now: datetime) -> Restored:
        """Put ``backup`` in place; as ``restoring.restore``."""
        return restore(backup, self.path, now, self.key)

    def close(self) -> None:
        """Nothing is kept open."""


def newest_sound(copies: tuple[Copy, ...]) -> Copy | None:
    """The first that is known to be sound."""
    return next((copy for copy in copies if copy.sound), None)
