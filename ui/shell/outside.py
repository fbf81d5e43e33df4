"""Looks now and then whether another program has written to the file, and lets the pages know."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.bootstrap import Office
from app.kernel.changes import Area
from ui.runtime.change_bus import ChangeBus
from ui.runtime.jobs import Progress
from ui.runtime.lanes import Lanes

_EVERY_MS = 3000


class OutsideChanges(QObject):
    """Asks the read lane for the file's number of writes; one that nobody here caused refreshes every page."""

    def __init__(self, lanes: Lanes[Office], changes: ChangeBus, parent: QObject) -> None:
        """Begin to look."""
        super().__init__(parent)
        self._lanes = lanes
        self._changes = changes
        self._seen: int | None = None
        self._own = False
        changes.changed.connect(self._noted)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Compare once."""
        self._lanes.read.ask(self, _version, self._compare, self._ignore)

    def _compare(self, version: int) -> None:
        moved = self._seen is not None and version != self._seen
        self._seen = version
        if moved and not self._own:
            self._changes.publish(frozenset(Area))
        self._own = False

    def _noted(self) -> None:
        self._own = True

    def _ignore(self, _error: Exception) -> None:
        """A file that is busy now is asked again later."""


def _version(office: Office, _progress: Progress) -> int:
    return office.data_version()
