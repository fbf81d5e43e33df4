"""Sound, dated copies of the open file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.backup.copies import BackupFile, Examined, Occasion, Preview, folder_of, made_at, stamp
from app.backup.making import copies_of, holds_everything, make_copy, rotate
from app.backup.preview import preview
from app.backup.rescue import candidates, copies_on
from app.backup.soundness import examine
from app.db.copying import quick_check
from app.db.driver import connect, translating
from app.db.files import inspect
from app.kernel.actor import Actor, Permission
from app.kernel.errors import PremiaError
from app.kernel.use_cases import UseCases
from app.keys.data_key import DataKey


class BackupService:
    """Use cases about copies of the file. Putting one back is ``restoring.restore``: then the file is not open."""

    def __init__(self, use_cases: UseCases, path: Path, key: DataKey | None = None) -> None:
        """Copy the file at ``path``; ``key`` is that of an encrypted one, and of its copies."""
        self._key = key
        self._use_cases = use_cases
        self._path = path

    @property
    def folder(self) -> Path:
        """Where copies go when nobody says otherwise."""
        return folder_of(self._path)

    def back_up(self, actor: Actor, folder: Path | None = None) -> Path:
        """Copy the file into ``folder``, prove and sync the copy, give its path. Raises Denied, FileProblem."""

        def work() -> Path:
            return make_copy(self._path, self._use_cases.clock.now(), Occasion.BY_HAND, folder, key=self._key)

        return self._use_cases.view(actor, Permission.BACK_UP, work, action="backup.back_up")

    def auto_back_up(self, actor: Actor, folder: Path | None = None, *, once_a_day: bool = False) -> Path | None:
        """Make the automatic copy and remove those that no longer count; None when no copy is due.

        To be called when the program closes, and with ``once_a_day`` when a file was opened. No copy is due when the
        newest automatic one holds everything already, or with ``once_a_day`` is of today. Whoever works in the file has
        it made: it is a copy beside the file, not a way to carry it away. Raises FileProblem.
        """

        def work() -> Path | None:
            now = self._use_cases.clock.now()
            newest = next(iter(copies_of(self._path, Occasion.AUTOMATIC, folder)), None)
            if newest is not None:
                made = stamp(newest)
                if once_a_day and made is not None and made.date() == now.astimezone().date():
                    return None
                if holds_everything(newest, self._path, self._key):
                    return None
            copy = make_copy(self._path, now, Occasion.AUTOMATIC, folder, key=self._key)
            rotate(self._path, Occasion.AUTOMATIC, folder)
            return copy

        return self._use_cases.view(actor, Permission.SEE_OWN, work, action="backup.auto_back_up")

    def copy_before_import(self, actor: Actor) -> Path:
        """Copy what is committed, while an import waits to be; earlier ones go by the rotation. Raises FileProblem."""

        def work() -> Path:
            copy = make_copy(self._path, self._use_cases.clock.now(), Occasion.BEFORE_IMPORT, key=self._key)
            rotate(self._path, Occasion.BEFORE_IMPORT)
            return copy

        return self._use_cases.view(actor, Permission.IMPORT, work, action="backup.copy_before_import")

    def preview(self, actor: Actor, backup: Path) -> Preview:
        """What putting ``backup`` in the place of the open file would lose."""
        return self._use_cases.view(
            actor, Permission.BACK_UP, lambda: preview(backup, self._path, self._key), action="backup.preview"
        )

    def examined(self, actor: Actor, folder: Path | None = None) -> tuple[Examined, ...]:
        """Copies of the file, the newest first, each with what it is worth; takes a second for some hundred MB."""
        return self._use_cases.view(
            actor, Permission.BACK_UP, lambda: candidates(self._path, folder, key=self._key), action="backup.examined"
        )

    def copies(self, actor: Actor, folder: Path | None = None) -> tuple[BackupFile, ...]:
        """Copies of the file by their names, the newest first, damaged ones too; quick, since none is looked into."""
        return self._use_cases.view(
            actor, Permission.BACK_UP, lambda: copies_on(self._path, folder), action="backup.copies"
        )

    def worth(self, actor: Actor, backup: Path) -> Examined:
        """What one copy is worth; takes a second for some hundred MB."""
        return self._use_cases.view(
            actor, Permission.BACK_UP, lambda: examine(backup, self._key), action="backup.worth"
        )

    def backups(self, actor: Actor, folder: Path | None = None) -> tuple[BackupFile, ...]:
        """Copies that lie in ``folder``, newest first; files that are no company files are left out."""

        def work() -> tuple[BackupFile, ...]:
            where = folder or self.folder
            files = [file for file in where.glob(f"*{self._path.suffix}") if self._ours(file)] if where.is_dir() else []
            copies = [BackupFile(file, made_at(file), file.stat().st_size) for file in files]
            return tuple(sorted(copies, key=lambda copy: (copy.made_at, copy.path.name), reverse=True))

        return self._use_cases.view(actor, Permission.BACK_UP, work, action="backup.backups")

    def check_file(self, actor: Actor) -> tuple[str, ...]:
        """What SQLite itself finds wrong with the open file; empty for a sound one.

        Raises CorruptFile where it gets no further.
        """

        def work() -> tuple[str, ...]:
            with translating(self._path), closing(connect(self._path, self._key)) as connection:
                return quick_check(connection)

        return self._use_cases.view(actor, Permission.SEE_OWN, work, action="backup.check_file")

    def _ours(self, file: Path) -> bool:
        try:
            inspect(file, self._key)
        except PremiaError:
            return False
        return True
