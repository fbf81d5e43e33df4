"""What stands where rows would: what the page is for, and the first thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.icons import IconLabel
from ui.kit.labels import label, muted

_ICON_PX = 40
_TEXT_PX = 420


class EmptyState(QWidget):
    """An icon, a headline, a sentence, and buttons."""

    def __init__(self, icon_name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        """Stand in the middle of the room given."""
        super().__init__(parent)
        self._title = label(title, "Section")
        self._text = muted(text, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(_TEXT_PX)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 20, 20, 20)
        lines.setSpacing(8)
        lines.addStretch(2)
        lines.addWidget(IconLabel(icon_name, _ICON_PX, "faint"), 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addSpacing(4)
        lines.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._text)
        middle.addStretch(1)
        lines.addLayout(middle)
        lines.addSpacing(8)
        lines.addLayout(self._buttons)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)

    @property
    def title(self) -> str:
        """The headline."""
        return self._title.text()

    def add_button(self, button: QPushButton) -> None:
        """Offer something to do."""
        self._buttons.addWidget(button)
