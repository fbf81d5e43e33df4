"""The table itself: a head with its own sort caret, columns that fit, copying, keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import QItemSelectionModel, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from ui.kit.columns import RIGHT, Kind, Row
from ui.kit.delegates import ChipDelegate
from ui.kit.rows_model import RowsModel
from ui.kit.theme import LABEL_PX, text_font, tokens

ROW_PX = 36
_SECTION_PADDING = 11
_CARET_PX = 14


class _Head(QHeaderView):
    """A head whose caret stands beside its text."""

    def __init__(self, model: RowsModel[Row], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setFixedHeight(ROW_PX)
        self.setMinimumSectionSize(44)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # ruff: ignore[invalid-argument-name] - Qt's name
        """The section, and the caret where the table is sorted by it."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if self._rows.sort_column != logicalIndex:
            return
        text = self._rows.headerData(logicalIndex, Qt.Orientation.Horizontal)
        width = QFontMetrics(text_font(LABEL_PX, QFont.Weight.DemiBold)).horizontalAdvance(text)
        right = self._rows.columns[logicalIndex].kind in RIGHT
        x = rect.right() - _SECTION_PADDING - width - 10 if right else rect.left() + _SECTION_PADDING + width + 9
        y = rect.center().y() + 1
        dip = 1.5 if self._rows.sort_descending else -1.5
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().color("accent"), 1.6))
        painter.drawPolyline([QPointF(x - 3, y - dip), QPointF(x, y + dip), QPointF(x + 3, y - dip)])
        painter.restore()


class RowsView(QTableView, Generic[Row]):
    """Shows a RowsModel; keeps the selected row through sorting, filtering and reloading by ``identity``."""

    picked = Signal(object)
    """The row under the selection, or None."""
    activated_row = Signal(object)
    """Enter or a double click on a row."""
    typed = Signal(str)
    """A letter typed into the table: the start of a search."""

    def __init__(self, model: RowsModel[Row], identity: Callable[[Row], object], parent: QWidget | None = None) -> None:
        """``identity`` tells rows apart across reloads."""
        super().__init__(parent)
        self.rows = self._rows = model
        self._identity = identity
        self._kept: object | None = None
        self._restoring = False
        self._fitting = False
        self._widths: dict[int, int] = {}
        self.setModel(model)
        self.setHorizontalHeader(_Head(model, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        for at, column in enumerate(model.columns):
            if column.kind is Kind.CHIP:
                self.setItemDelegateForColumn(at, ChipDelegate(self))
        self.horizontalHeader().sectionClicked.connect(self._sort_clicked)
        self.horizontalHeader().sectionResized.connect(self._section_resized)
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        model.reordered.connect(self._restore)

    def current(self) -> Row | None:
        """The row under the selection."""
        index = self.currentIndex()
        return self._rows.row(index.row()) if index.isValid() else None

    def pick(self, wanted: Callable[[Row], bool]) -> bool:
        """Select the first shown row that ``wanted`` takes; False when there is none."""
        shown = self._rows.find(wanted)
        if shown >= 0:
            self._select(shown)
        return shown >= 0

    def picked_rows(self) -> list[int]:
        """The places of all selected rows, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as text that a spreadsheet takes."""
        self._put_on_clipboard(self.picked_rows())

    def copy_all(self) -> None:
        """Put every shown row on the clipboard."""
        self._put_on_clipboard(range(self._rows.rowCount()))

    def _put_on_clipboard(self, shown: Sequence[int]) -> None:
        QGuiApplication.clipboard().setText(self._rows.as_tsv(shown, range(len(self._rows.columns))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open, jump to the ends; a letter starts a search."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated_row.emit(self.current())
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._rows.rowCount():
            self._select(0 if key == Qt.Key.Key_Home else self._rows.rowCount() - 1)
        elif event.text().isalnum() and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Hide what has no room, by rank; give what is left to the stretching columns."""
        room = self.horizontalHeader().width()  # the viewport's; naming that one makes Qt for Python know every widget
        widths = {at: self._widths.get(at) or self._least_width(at) for at in range(len(self._rows.columns))}
        shown = set(widths)
        for at in sorted(widths, key=lambda at: -self._rows.columns[at].rank):
            if self._rows.columns[at].rank and sum(widths[other] for other in shown) > room:
                shown.discard(at)
        stretching = [at for at in shown if self._rows.columns[at].stretch]
        spare = max(0, room - sum(widths[at] for at in shown))
        self._fitting = True
        for at, width in widths.items():
            self.setColumnHidden(at, at not in shown)
            share = spare // len(stretching) if at in stretching else 0
            self.setColumnWidth(at, width + share)
        self._fitting = False

    def _least_width(self, at: int) -> int:
        """What is declared, and never less than the head needs in this language, its caret included."""
        title = self._rows.headerData(at, Qt.Orientation.Horizontal)
        head = QFontMetrics(text_font(LABEL_PX, QFont.Weight.DemiBold)).horizontalAdvance(title)
        return max(self._rows.columns[at].width, head + 2 * _SECTION_PADDING + _CARET_PX)

    def _section_resized(self, section: int, _before: int, after: int) -> None:
        if not self._fitting and after > 0:
            self._widths[section] = after

    def _sort_clicked(self, column: int) -> None:
        again = column == self._rows.sort_column and not self._rows.sort_descending
        self._rows.sort_by(column, descending=again)
        self.horizontalHeader().viewport().update()

    def _double_clicked(self) -> None:
        self.activated_row.emit(self.current())

    def _current_changed(self) -> None:
        if self._restoring:
            return
        row = self.current()
        if row is not None:
            self._kept = self._identity(row)
        self.picked.emit(row)

    def _restore(self) -> None:
        """After a new order: the same row, else the first."""
        kept = self._kept
        shown = self._rows.find(lambda row: self._identity(row) == kept) if kept is not None else -1
        if shown < 0 and self._rows.rowCount():
            shown = 0
        if shown < 0:
            self.picked.emit(None)
            return
        self._restoring = True
        self._select(shown)
        self._restoring = False
        self._current_changed()

    def _select(self, shown: int) -> None:
        seen = next((at for at in range(len(self._rows.columns)) if not self.isColumnHidden(at)), 0)
        index = self._rows.index(shown, seen)  # Qt scrolls to no cell of a hidden column
        # by the view itself a Ctrl that is still held would toggle the row, and so leave it unselected
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, how)
        self.scrollTo(index)


def framed(view: QTableView) -> QFrame:
    """The table in its card."""
    card = QFrame()
    card.setObjectName("TableCard")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(view)
    return card
