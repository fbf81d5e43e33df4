"""What changed in the books, told to whoever shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.kernel.changes import Area


class ChangeBus(QObject):
    """Carries the areas that a use case (or another program) has changed."""

    changed = Signal(object)
    """Emitted with a ``frozenset[Area]``."""

    def publish(self, areas: frozenset[Area]) -> None:
        """Tell every listener; an empty set is no news."""
        if areas:
            self.changed.emit(areas)
