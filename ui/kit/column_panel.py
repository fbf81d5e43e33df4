"""The panel of the button «Columns»: which are shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.filter_panel import place_under
from ui.kit.labels import label, muted, push_button, tool_button

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_WIDTH, _ROW_PX, _MOST_ROWS = 280, 32, 12


class _List(QListWidget):
    """Alt+Up and Alt+Down are no steps in it: they move what is marked."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in _STEPS:
            self.moved.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)


class ColumnPanel(QFrame):
    """Space shows or hides a column, Alt+Up and Alt+Down move it, and so do the mouse and the buttons."""

    chosen = Signal(object)
    """The places of the columns to show, in order; none: as the page is made."""

    def __init__(self, titles: Sequence[str], words: Words, parent: QWidget) -> None:
        """``titles`` of all columns, by their places."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("Popup")
        self.setAccessibleName(words.text("Columns"))
        self.setFixedWidth(_WIDTH)
        self._titles = tuple(titles)
        self._filling = False
        self.list = _List()
        self.list.setObjectName("PopupList")
        self.list.setAccessibleName(words.text("Columns"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setFixedHeight(min(len(titles), _MOST_ROWS) * _ROW_PX + 2)
        self.up = tool_button("arrow-up", words.text("Move up (Alt+Up)"))
        self.down = tool_button("arrow-down", words.text("Move down (Alt+Down)"))
        self.reset = push_button(words.text("As it was"), self._reset)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for part in (self.up, self.down):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.reset)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(8)
        inside.addWidget(label(words.text("Columns"), "Section"))
        inside.addWidget(muted(words.text("Ticked ones are shown, in this order."), wrap=True))
        inside.addWidget(self.list)
        inside.addLayout(foot)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.list.moved.connect(self._move)
        self.list.itemChanged.connect(self._changed)
        self.list.model().rowsMoved.connect(self._changed)

    def begin(self, shown: Sequence[int], under: QWidget) -> None:
        """Open under a button; ``shown`` are the columns on screen, from the left."""
        self.fill(shown)
        self.adjustSize()
        self.move(place_under(under, self))
        self.show()
        self.list.setFocus()

    def fill(self, shown: Sequence[int]) -> None:
        """Show what is chosen."""
        here = max(0, self.list.currentRow())
        self._filling = True
        self.list.clear()
        for at in (*shown, *(at for at in range(len(self._titles)) if at not in shown)):
            item = QListWidgetItem(self._titles[at])
            item.setData(Qt.ItemDataRole.UserRole, at)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if at in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(here)
        self._filling = False

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + step < self.list.count():
            return
        self._filling = True
        self.list.insertItem(row + step, self.list.takeItem(row))
        self.list.setCurrentRow(row + step)
        self._filling = False
        self._changed()

    def _changed(self) -> None:
        if self._filling:
            return
        items = [self.list.item(row) for row in range(self.list.count())]
        shown = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
        if shown:
            self.chosen.emit(shown)
        else:  # a table without columns shows nothing: the last one stays
            self._filling = True
            items[max(0, self.list.currentRow())].setCheckState(Qt.CheckState.Checked)
            self._filling = False

    def _reset(self) -> None:
        self.hide()
        self.chosen.emit([])
