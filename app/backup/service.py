"""Sound, dated copies of the open file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.backup.copies import BackupFile
from app.db.copying import copy_database, dated_name, quick_check
from app.db.driver import connect
from app.db.files import inspect
from app.kernel.actor import Actor, Permission
from app.kernel.errors import PremiaError, UnreachableFile
from app.kernel.use_cases import UseCases


class BackupService:
    """Use cases about copies of the file. Putting one back is ``restoring.restore``: then the file is not open."""

    def __init__(self, use_cases: UseCases, path: Path) -> None:
        """Copy the file at ``path``."""
        self._use_cases = use_cases
        self._path = path

    @property
    def folder(self) -> Path:
        """Where copies go when nobody says otherwise."""
        return self._path.with_name(self._path.name + ".backups")

    def back_up(self, actor: Actor, folder: Path | None = None) -> Path:
        """Copy the file into ``folder``, check and sync the copy, give its path. Raises Denied, FileProblem."""
        now = self._use_cases.clock.now()

        def work() -> Path:
            where = folder or self.folder
            try:
                where.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UnreachableFile(path=str(where)) from error
            target = _free(where / dated_name(self._path, now))
            source = connect(self._path)  # its own connection: the copy must not wait for, or see, an open transaction
            try:
                copy_database(source, target)
            finally:
                source.close()
            return target

        return self._use_cases.view(actor, Permission.BACK_UP, work, action="backup.back_up")

    def backups(self, actor: Actor, folder: Path | None = None) -> tuple[BackupFile, ...]:
        """Copies that lie in ``folder``, newest first; files that are no company files are left out."""

        def work() -> tuple[BackupFile, ...]:
            where = folder or self.folder
            files = [file for file in where.glob(f"*{self._path.suffix}") if _ours(file)] if where.is_dir() else []
            copies = [
                BackupFile(file, datetime.fromtimestamp(file.stat().st_mtime, UTC), file.stat().st_size)
                for file in files
            ]
            return tuple(sorted(copies, key=lambda copy: (copy.made_at, copy.path.name), reverse=True))

        return self._use_cases.view(actor, Permission.BACK_UP, work, action="backup.backups")

    def check_file(self, actor: Actor) -> tuple[str, ...]:
        """What SQLite itself finds wrong with the open file; empty for a sound one."""

        def work() -> tuple[str, ...]:
            connection = connect(self._path)
            try:
                return quick_check(connection)
            finally:
                connection.close()

        return self._use_cases.view(actor, Permission.SEE_OWN, work, action="backup.check_file")


def _ours(file: Path) -> bool:
    try:
        inspect(file)
    except PremiaError:
        return False
    return True


def _free(target: Path) -> Path:
    """``target``, or the first name after it that no file has: two copies in one second both stay."""
    number, path = 2, target
    while path.exists():
        path = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return path
