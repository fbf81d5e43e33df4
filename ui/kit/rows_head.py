"""The head of a table: its own carets, sorted by a click or by keys, a menu for each column."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from ui.kit.columns import RIGHT, Row
from ui.kit.rows_model import RowsModel
from ui.kit.theme import LABEL_PX, text_font, tokens

ROW_PX = 36
SECTION_PADDING = 11
CARET_PX = 14
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_SORTING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RowsHead(QHeaderView):
    """Left and Right go through the columns, Space sorts (with Shift: as the next key), the Menu key opens the menu."""

    sort_wished = Signal(int, bool)
    """A column, and whether only what stands equal is to be sorted by it."""
    menu_wished = Signal(int, QPoint)
    """A column, and where on the screen its menu is to stand."""
    resized = Signal()

    def __init__(self, model: RowsModel[Row], parent: QWidget) -> None:
        """Over the columns of ``model``."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self._here = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setFixedHeight(ROW_PX)
        self.setMinimumSectionSize(44)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.sectionClicked.connect(self._clicked)

    @property
    def here(self) -> int:
        """The column that the keys act on; -1 before the first key."""
        return self._here

    def shown_columns(self) -> list[int]:
        """The columns on screen, from the left."""
        order = (self.logicalIndex(place) for place in range(self.count()))
        return [at for at in order if not self.isSectionHidden(at)]

    def least_width(self, at: int) -> int:
        """What the head of a column needs in this language, its caret included."""
        title = self._rows.headerData(at, Qt.Orientation.Horizontal)
        return self._advance(title) + 2 * SECTION_PADDING + CARET_PX

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, sort, or open the menu."""
        key, shown = Qt.Key(event.key()), self.shown_columns()
        if not shown:
            return
        if self._here not in shown:
            self._here = shown[0]
        if key in _STEPS:
            self._go(shown[min(max(shown.index(self._here) + _STEPS[key], 0), len(shown) - 1)])
        elif key in _SORTING:
            self.sort_wished.emit(self._here, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Menu or (key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self._open_menu(self._here)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the column under the pointer."""
        at = self.logicalIndexAt(event.pos())
        if at >= 0:
            self._here = at
            self.menu_wished.emit(at, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which column the keys act on."""
        super().focusInEvent(event)
        shown = self.shown_columns()
        if self._here not in shown and shown:
            self._here = shown[0]
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar that comes or goes takes or gives room, too."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # ruff: ignore[invalid-argument-name] - Qt's name
        """The section, its caret where the table is sorted by it, a ring where the keys act."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sort = self._rows.sorted_by(logicalIndex)
        if sort is not None:
            self._paint_caret(painter, rect, logicalIndex, descending=sort.descending)
        if self.hasFocus() and logicalIndex == self._here:
            painter.setPen(QPen(tokens().color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 4, -3, -5), 4, 4)
        painter.restore()

    def _paint_caret(self, painter: QPainter, rect: QRect, at: int, *, descending: bool) -> None:
        width = min(
            self._advance(self._rows.headerData(at, Qt.Orientation.Horizontal)),
            rect.width() - 2 * SECTION_PADDING - CARET_PX,
        )
        right = self._rows.columns[at].kind in RIGHT
        x = rect.right() - SECTION_PADDING - width - 10 if right else rect.left() + SECTION_PADDING + width + 9
        y, dip = rect.center().y() + 1, 1.5 if descending else -1.5
        first = self._rows.sorts[0].column == at
        painter.setPen(QPen(tokens().color("accent" if first else "muted"), 1.6))
        painter.drawPolyline([QPointF(x - 3, y - dip), QPointF(x, y + dip), QPointF(x + 3, y - dip)])

    def _advance(self, title: str) -> int:
        return QFontMetrics(text_font(LABEL_PX, QFont.Weight.DemiBold)).horizontalAdvance(title)

    def _clicked(self, at: int) -> None:
        self._here = at
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort_wished.emit(at, bool(shift))

    def _go(self, at: int) -> None:
        self._here = at
        self.setOffset(max(0, min(self.sectionPosition(at), self.length() - self.viewport().width())))
        self.viewport().update()

    def _open_menu(self, at: int) -> None:
        below = QPoint(self.sectionViewportPosition(at) + SECTION_PADDING, self.height())
        self.menu_wished.emit(at, self.viewport().mapToGlobal(below))
