"""A line that finds one of thousands: words of its name are typed, Enter takes it; the last row makes a new one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ui.kit.form_fields import Choice
from ui.kit.icons import icon

_MOST_SHOWN = 50
_ROW_PX = 32
_ROWS_SEEN = 8
_CHEVRON_PX = 14
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS_SEEN, Qt.Key.Key_PageUp: -_ROWS_SEEN}


class EntityPicker(QLineEdit):
    """Shows the name of what is chosen; ``offer`` says what there is."""

    chosen = Signal()
    """Another one was chosen, or none any more."""
    create_wished = Signal(str)
    """The row for a new one was taken; with what was typed."""
    left = Signal()

    def __init__(self, create_title: str = "", parent: QWidget | None = None) -> None:
        """``create_title`` is the text of the row for a new one; without it there is no such row."""
        super().__init__(parent)
        self._create_title = create_title
        self._choices: list[Choice] = []
        self._keys: list[str] = []
        self.current: Choice | None = None
        self._list = _Popup(self)
        self._list.taken.connect(self._take)
        self.setTextMargins(0, 0, _CHEVRON_PX + 6, 0)
        self.textEdited.connect(self._typed)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Say what there is to choose from."""
        self._choices = list(choices)
        self._keys = [f"{choice.title} {choice.note}".casefold() for choice in self._choices]

    def add(self, choice: Choice) -> None:
        """One more, chosen at once: it has just been made."""
        self.offer([*self._choices, choice])
        self.choose(choice.id)
        self.chosen.emit()

    def choose(self, wanted: Any) -> None:
        """Show the entry with this id; None or an unknown id: none."""
        self.current = next((choice for choice in self._choices if choice.id == wanted), None)
        self.setText(self.current.title if self.current else "")
        self.setCursorPosition(0)

    @property
    def offered(self) -> list[str]:
        """The rows that the open list shows."""
        return self._list.texts() if self._list.isVisible() else []

    def matches(self, text: str) -> list[Choice]:
        """Entries that hold every word of ``text``, as many as are shown; those that begin with it first."""
        typed, keys = text.casefold().strip(), self._keys
        found: Sequence[int] = range(len(keys))
        for word in typed.split():  # one plain pass for each: 100,000 entries between two keys
            found = [at for at in found if word in keys[at]]
        first = list(islice((at for at in found if keys[at].startswith(typed)), _MOST_SHOWN))
        others = (at for at in found if not keys[at].startswith(typed))
        return [self._choices[at] for at in (*first, *islice(others, _MOST_SHOWN - len(first)))]

    def open_list(self, text: str = "") -> None:
        """Show what matches ``text``."""
        found = self.matches(text)
        rows: list[_Line] = [(choice.title, choice.note, choice) for choice in found]
        if self._create_title:
            rows.append((self._create_title, "", None))
        if not rows:
            self._list.hide()
            return
        current = next((at for at, row in enumerate(rows) if self.current is not None and row[2] is self.current), 0)
        self._list.show_rows(rows, current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the list and open it; Enter takes a row; Esc closes the list and puts back what was chosen."""
        key = Qt.Key(event.key())
        shown = self._list.isVisible()
        if key in _MOVES:
            if shown:
                self._list.move_by(_MOVES[key])
            else:
                self.open_list()
        elif shown and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self._list.current)
        elif shown and key == Qt.Key.Key_Escape:
            self._put_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the only match of what was typed; else it stays as typed, and the form says that there is no such."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self._list.hide()
            return
        if self.current is None and self.text().strip():
            found = self.matches(self.text())
            if len(found) == 1:
                self._choose(found[0])
        self._list.hide()
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the whole list."""
        super().mousePressEvent(event)
        if self._list.isVisible():
            self._list.hide()
        else:
            self.open_list()
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and the arrow of a list at its end."""
        super().paintEvent(event)
        at = QPoint(self.width() - _CHEVRON_PX - 8, (self.height() - _CHEVRON_PX) // 2)
        painter = QPainter(self)
        icon("chevron-down").paint(painter, at.x(), at.y(), _CHEVRON_PX, _CHEVRON_PX)
        painter.end()

    def _typed(self, text: str) -> None:
        had = self.current
        self.current = None
        if text.strip():
            self.open_list(text)
        else:
            self._list.hide()
        if had is not None:
            self.chosen.emit()

    def _put_back(self) -> None:
        self._list.hide()
        if self.current is not None:
            self.setText(self.current.title)

    def _take(self, row: int) -> None:
        choice = self._list.choice(row)
        self._list.hide()
        if choice is None:
            self.create_wished.emit("" if self.current is not None else self.text().strip())
        else:
            self._choose(choice)

    def _choose(self, choice: Choice) -> None:
        self.current = choice
        self.setText(choice.title)
        self.chosen.emit()


_Line = tuple[str, str, "Choice | None"]


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []

    def show_lines(self, lines: list[_Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # type: ignore[override]
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        title, note, choice = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{title}  ·  {note}" if note else title
        if role == Qt.ItemDataRole.DecorationRole and choice is None:
            return icon("plus", "accent")
        return None


class _Popup(QFrame):
    """The list under the line; it never has the focus, so typing goes on."""

    taken = Signal(int)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line, Qt.WindowType.ToolTip)
        self.setObjectName("Popup")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._line = line
        self._rows = _Rows(self)
        self._view = QListView(self)
        self._view.setModel(self._rows)
        self._view.setObjectName("PopupList")
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setUniformItemSizes(True)
        self._view.setMinimumHeight(_ROW_PX)
        self._view.setIconSize(QSize(16, 16))
        self._view.setMouseTracking(True)
        self._view.entered.connect(self._view.setCurrentIndex)
        self._view.clicked.connect(self._clicked)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self._view)

    @property
    def current(self) -> int:
        return self._view.currentIndex().row()

    def texts(self) -> list[str]:
        return [self._rows.data(self._rows.index(at)) for at in range(len(self._rows.lines))]  # type: ignore[misc]

    def choice(self, row: int) -> Choice | None:
        return self._rows.lines[row][2]

    def show_rows(self, lines: list[_Line], current: int) -> None:
        self._rows.show_lines(lines)
        self._view.setCurrentIndex(self._rows.index(current))
        height = min(len(lines), _ROWS_SEEN) * _ROW_PX + 10
        below = self._line.mapToGlobal(QPoint(0, self._line.height() + 2))
        room = self._line.screen().availableGeometry()
        y = below.y() if below.y() + height <= room.bottom() else below.y() - self._line.height() - height - 4
        self.setGeometry(below.x(), y, self._line.width(), height)
        self.show()

    def move_by(self, rows: int) -> None:
        at = min(max(self.current + rows, 0), len(self._rows.lines) - 1)
        self._view.setCurrentIndex(self._rows.index(at))

    def _clicked(self, index: QModelIndex) -> None:
        self.taken.emit(index.row())
