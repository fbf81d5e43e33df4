"""The list at the left: schemes with their state and how many they pay, then drafts; the arrow keys go through both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.kit.delegates import paint_chip
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, TEXT_PX, text_font, tokens

LIST_WIDTH = 280
_ROW_PX, _HEADLINE_PX = 66, 34
_EDGE, _SIDE = 8, 20
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A scheme or a draft: its place, name, state with a tone, and what is said at the right. No place: a headline."""

    place: str
    title: str
    chip: str = ""
    tone: str = "plain"
    note: str = ""

    @property
    def told(self) -> str:
        """As it is read out."""
        return ", ".join(part for part in (self.title, self.chip, self.note) if part)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def put(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].title
        return self.rows[index.row()].told if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The arrow keys pass over headlines."""
        if not self.rows[index.row()].place:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painted(QStyledItemDelegate):
    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self._rows = rows
        self._title, self._small = text_font(TEXT_PX, QFont.Weight.Medium), text_font(LABEL_PX)
        self._headline = text_font(LABEL_PX, QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW_PX if self._rows.rows[index.row()].place else _HEADLINE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = self._rows.rows[index.row()], QRect(option.rect)
        if not row.place:
            write(painter, box.adjusted(_SIDE, 6, -_SIDE, 0), row.title, self._headline, "muted")
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, option)
        inside = box.adjusted(_SIDE, 0, -_SIDE, 0)
        write(painter, QRect(inside.left(), box.top() + 9, inside.width(), 22), row.title, self._title, "text")
        below = QRect(inside.left(), box.top() + 34, inside.width(), 22)
        wide = QFontMetrics(self._small).horizontalAdvance(row.note) + 1
        note = QRect(below.right() - wide, below.top(), wide + 1, below.height())
        write(painter, note, row.note, self._small, "muted")
        paint_chip(painter, QRectF(below.adjusted(0, 0, -wide - 8 if row.note else 0, 0)), row.chip, row.tone)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """A name that had to be elided is told as a tip."""
        title = self._rows.rows[index.row()].title
        short = QFontMetrics(self._title).horizontalAdvance(title) > option.rect.width() - 2 * _SIDE
        QToolTip.showText(event.globalPos(), title if short else "", view)
        return True

    def _paint_ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        theme, state = tokens(), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.color("focus"), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection" if chosen else "surface2"))
        painter.drawRoundedRect(QRectF(box).adjusted(_EDGE, 2, -_EDGE, -2), 6, 6)


class SchemeList(QListView):
    """Tells which scheme or draft is the current one; keeps it through a reload."""

    picked = Signal(str)
    """The place of the row that is current now."""
    typed = Signal(str)
    """A letter: the start of a search."""

    def __init__(self, name: str) -> None:
        """``name`` is what a screen reader says."""
        super().__init__()
        self._rows = _Rows()
        self._painted = _Painted(self._rows)
        self.setObjectName("SchemeList")
        self.setAccessibleName(name)
        self.setModel(self._rows)
        self.setItemDelegate(self._painted)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._current_changed)

    @property
    def rows(self) -> Sequence[Row]:
        """From top to bottom, headlines among them."""
        return self._rows.rows

    @property
    def place(self) -> str:
        """Of the current row."""
        at = self.currentIndex().row()
        return self.rows[at].place if 0 <= at < len(self.rows) else ""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; nothing is current then."""
        if rows != self.rows:
            self._rows.put(tuple(rows))

    def pick(self, place: str) -> bool:
        """Make the row of ``place`` current; tells whether there is one."""
        at = next((at for at, row in enumerate(self.rows) if row.place == place and place), None)
        if at is not None:
            self.setCurrentIndex(self._rows.index(at, 0))
        return at is not None

    def pick_first(self) -> None:
        """Make the first row current that is no headline."""
        self.pick(next((row.place for row in self.rows if row.place), ""))

    def keyboardSearch(self, letters: str) -> None:
        """Letters search on the page."""
        if letters.strip():
            self.typed.emit(letters)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self.place:
            self.picked.emit(self.place)
