"""An open company file as one thread uses it: its connection, the frame of its use cases, and the way to close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from app.journal.use_case import UseCaseFrame
from app.stores import Stores

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from app.db.connect import SqliteDb
    from app.kernel.actor import Actor
    from app.kernel.use_cases import Clock
    from app.keys.data_key import DataKey


class CompanyFile(Stores):
    """A file that is open, without its services."""

    def __init__(self, path: Path, db: SqliteDb, clock: Clock, key: DataKey | None = None) -> None:
        """Take over ``db``; use ``open`` or ``create``. ``key`` is that of an encrypted file, kept in memory only."""
        super().__init__(db)
        self.path = path
        self._key = key
        self.use_cases = UseCaseFrame(db, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; closing twice does no harm."""
        self._db.close()

    def heed(self, guard: Callable[[Actor], None]) -> None:
        """Ask ``guard`` before every use case: ``Session.check`` refuses them while the session is locked."""
        self.use_cases.guard = guard

    def data_version(self) -> int:
        """A number that differs after another program or lane has written; costs nothing to ask."""
        return self._db.data_version()

    def interrupt(self) -> None:
        """Stop the running statement; may be called from another thread."""
        self._db.interrupt()

    def warm(self) -> None:
        """Import what the first write needs, while nobody waits."""
        self._db.warm()
