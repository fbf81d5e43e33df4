"""A headline that opens and closes what stands under it, and says what of it is in use."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.icons import icon
from ui.kit.labels import label, muted, push_button


class Fold(QWidget):
    """Holds ``inside``; one that is not ``folded`` has a plain headline and is always open."""

    opened = Signal()

    def __init__(self, title: str, inside: QWidget, *, folded: bool) -> None:
        """Closed where it may be."""
        super().__init__()
        self.inside = inside
        self.head = push_button(title, self.turn, "chevron-right", link=True) if folded else None
        self._note = muted("", wrap=True)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.head or label(title, "ChartTitle"))
        line.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(inside)
        inside.setVisible(not folded)

    @property
    def open(self) -> bool:
        """Whether the inside is to be seen."""
        return not self.inside.isHidden()

    def turn(self) -> None:
        """Open it, or close it."""
        self.show_inside(open_=not self.open)

    def show_inside(self, *, open_: bool) -> None:
        """Open or close it."""
        if self.head is None or open_ == self.open:
            return
        self.inside.setVisible(open_)
        self.head.setIcon(icon("chevron-down" if open_ else "chevron-right", "accent"))
        self.opened.emit()

    def say(self, note: str) -> None:
        """What of it is in use, beside the headline."""
        self._note.setText(note)
        if self.head is not None:
            self.head.setAccessibleDescription(note)
