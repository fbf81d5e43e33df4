"""A month: one back, one on, or one of a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.i18n.words import Words
from app.kernel.period import Month
from ui.kit.labels import PushButton, tool_button


class PeriodPicker(QWidget):
    """Shows a month and lets another be chosen."""

    chosen = Signal(object)
    """The Month chosen by the user."""

    def __init__(self, words: Words, month: Month, parent: QWidget | None = None) -> None:
        """Begin at ``month``."""
        super().__init__(parent)
        self._words = words
        self.month = month
        self._first: Month | None = None
        self._last: Month | None = None
        self._back = tool_button("arrow-left", words.text("Month before"))
        self._on = tool_button("arrow-right", words.text("Month after"))
        self._button = PushButton()
        self._button.setProperty("picker", True)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._picked)
        self._button.setMenu(self._menu)
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for part in (self._back, self._button, self._on):
            line.addWidget(part)
        self.setFocusProxy(self._button)
        self._button.setMinimumWidth(max(self._room(Month(month.year, each)) for each in range(1, 13)))
        self.show_month(month)

    def offer(self, months: Sequence[tuple[Month, str]], first: Month, last: Month) -> None:
        """Put months with a word each (their state) into the list; ``first`` and ``last`` bound the arrows."""
        self._first, self._last = first, last
        self._menu.clear()
        for month, note in months:
            title = self._words.month(month)
            action = QAction(f"{title}  ·  {note}" if note else title, self._menu)
            action.setData(month.text)
            self._menu.addAction(action)
        self.show_month(self.month)

    def show_month(self, month: Month) -> None:
        """Stand at ``month`` without telling anybody."""
        self.month = month
        title = self._words.month(month)
        self._button.setText(_headed(title))
        self._button.setAccessibleName(self._words.text("Month: {month}").format(month=title))
        self._back.setEnabled(self._first is None or month > self._first)
        self._on.setEnabled(self._last is None or month < self._last)

    def _room(self, month: Month) -> int:
        """Pixels that a month needs: with the most of a year, the arrow does not run away from the mouse."""
        self._button.setText(_headed(self._words.month(month)))
        self._button.ensurePolished()
        return self._button.sizeHint().width()

    def _go_back(self) -> None:
        self._choose(self.month.plus(-1))

    def _go_on(self) -> None:
        self._choose(self.month.plus(1))

    def _picked(self, action: QAction) -> None:
        self._choose(Month.parse(action.data()))

    def _choose(self, month: Month) -> None:
        self.show_month(month)
        self.chosen.emit(month)


def _headed(title: str) -> str:
    return title[:1].upper() + title[1:]
