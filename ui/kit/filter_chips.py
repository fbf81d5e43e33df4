"""What a table is filtered by, as a row of chips; each goes by its cross."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, starmap

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n.words import Words
from ui.kit.icons import icon
from ui.kit.labels import PushButton, push_button

_GAP, _HEIGHT = 8, 28


class FilterChips(QWidget):
    """Hidden while nothing is filtered. Chips that have no room in a line go on in the next."""

    dropped = Signal(str)
    """The key of the column that is not to be filtered by any more."""
    cleared = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._words = words
        self.chips: list[QPushButton] = []
        self.clear = push_button(words.text("Show all"), self.cleared.emit, link=True)
        self.clear.setParent(self)
        self.setAccessibleName(words.text("Filters that stand"))
        self.hide()

    def show_filters(self, told: Sequence[tuple[str, str]]) -> None:
        """Show filters: the keys of their columns, and their texts."""
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = list(starmap(self._chip, told))
        self.setVisible(bool(told))
        for chip in self.chips:
            chip.show()
        for before, after in pairwise((*self.chips, self.clear)):
            QWidget.setTabOrder(before, after)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Another style has other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def _chip(self, key: str, text: str) -> QPushButton:
        chip = PushButton(f"{text} ", self)
        chip.setProperty("chip", True)
        chip.setIcon(icon("x"))
        chip.setIconSize(QSize(14, 14))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the text
        chip.setAccessibleName(self._words.text("Remove the filter: {filter}").format(filter=text))
        chip.setToolTip(text)
        chip.setAutoDefault(False)
        chip.clicked.connect(partial(self.dropped.emit, key))
        return chip

    def _place(self) -> None:
        x = y = 0
        for chip in (*self.chips, self.clear):
            width = min(chip.sizeHint().width(), max(self.width(), 1))
            if x and x + width > self.width():
                x, y = 0, y + _HEIGHT + _GAP
            chip.setGeometry(QRect(x, y, width, _HEIGHT))
            x += width + _GAP
        self.setFixedHeight(y + _HEIGHT)
