"""The list of what Ctrl+K has found: icon, title, what about, and what kind of thing it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.icons import icon
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, TEXT_PX, text_font, tokens

ROW_PX = 40
_SIDE, _ICON = 15, 18
_EDGE = 4

Index = QModelIndex | QPersistentModelIndex


class Found(NamedTuple):
    """One row, and what is done when it is chosen."""

    title: str
    note: str
    kind: str
    icon: str
    do: Callable[[], object]

    @property
    def told(self) -> str:
        """The row as it is read out."""
        return ", ".join(part for part in (self.title, self.note, self.kind) if part)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Found] = ()

    def put(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.found[index.row()].title
        return self.found[index.row()].told if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Painted(QStyledItemDelegate):
    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self._rows = rows
        self._title = text_font(TEXT_PX, QFont.Weight.Medium)
        self._small = text_font(LABEL_PX)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found, theme = self._rows.found[index.row()], tokens()
        row: QRect = option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(QRectF(row).adjusted(_EDGE, 1, -_EDGE, -1), 6, 6)
        middle = row.center().y()
        icon(found.icon, "accent" if marked else "muted").paint(
            painter, QRect(row.left() + _SIDE, middle - _ICON // 2 + 1, _ICON, _ICON)
        )
        small = QFontMetrics(self._small)
        wide = small.horizontalAdvance(found.kind)
        right = QRect(row.right() - _SIDE - wide, row.top(), wide + 1, row.height())
        write(painter, right, found.kind, self._small, "muted")
        left = row.left() + _SIDE + _ICON + 12
        room = right.left() - 16 - left
        title = min(QFontMetrics(self._title).horizontalAdvance(found.title) + 1, room)
        write(painter, QRect(left, row.top(), title, row.height()), found.title, self._title, "text")
        rest = QRect(left + title + 10, row.top(), max(0, room - title - 10), row.height())
        write(painter, rest, found.note, self._small, "muted")
        painter.restore()


class FoundList(QListView):
    """Rows that are chosen from elsewhere: the focus never comes here."""

    chosen = Signal()
    """A row was clicked; it is the current one."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._rows = _Rows()
        self._painted = _Painted(self._rows)
        self.setModel(self._rows)
        self.setItemDelegate(self._painted)
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._clicked)

    @property
    def found(self) -> Sequence[Found]:
        """What is shown, from top to bottom."""
        return self._rows.found

    def show_found(self, found: Sequence[Found]) -> None:
        """Replace the rows; the first is marked."""
        self._rows.put(found)
        if found:
            self.setCurrentIndex(self._rows.index(0, 0))
            self.scrollToTop()

    def current(self) -> Found | None:
        """The marked row."""
        at = self.currentIndex().row()
        return self._rows.found[at] if 0 <= at < len(self._rows.found) else None

    def step(self, by: int) -> None:
        """Mark a row further down or up; from either end on to the other."""
        count = len(self._rows.found)
        if not count:
            return
        at = self.currentIndex().row() + by
        if abs(by) == 1:
            at %= count
        self.setCurrentIndex(self._rows.index(max(0, min(at, count - 1)), 0))

    def height_of(self, most: int) -> int:
        """Pixels that show every row, or ``most`` of them."""
        return min(len(self._rows.found), most) * ROW_PX + 2 * _EDGE

    def _clicked(self) -> None:
        self.chosen.emit()
