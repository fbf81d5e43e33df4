"""A part of the page that is folded away until it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.icons import icon
from ui.kit.labels import muted, push_button


class Fold(QFrame):
    """A headline that opens and closes what lies under it."""

    opened = Signal()
    """It was opened."""

    def __init__(self, title: str, note: str) -> None:
        """Closed; ``note`` says what is inside."""
        super().__init__()
        self.setProperty("card", True)
        self.head = push_button(title, self._turn, "chevron-right", link=True)
        self.note = muted(note, wrap=True)
        self.inside = QWidget()
        self.lines = QVBoxLayout(self.inside)
        self.lines.setContentsMargins(0, 4, 0, 0)
        self.lines.setSpacing(10)
        self.inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.note)
        column.addWidget(self.inside)

    @property
    def is_open(self) -> bool:
        """Whether what is inside is shown."""
        return not self.inside.isHidden()

    def open(self) -> None:
        """Show what is inside."""
        if not self.is_open:
            self._turn()

    def _turn(self) -> None:
        opens = not self.is_open
        self.inside.setVisible(opens)
        self.head.setIcon(icon("chevron-down" if opens else "chevron-right", "accent"))
        self.head.setAccessibleDescription(self.note.text())
        if opens:
            self.opened.emit()
