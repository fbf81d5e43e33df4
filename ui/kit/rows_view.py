"""The table itself: columns that fit or were chosen, copying, keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QVBoxLayout, QWidget

from ui.kit.columns import Kind, Row
from ui.kit.delegates import ChipDelegate
from ui.kit.row_text import as_tsv
from ui.kit.rows_head import ROW_PX, RowsHead
from ui.kit.rows_model import RowsModel
from ui.runtime.table_looks import TableLook

COPIED_AT_ONCE = 2_000
"""Rows that are written so fast that nobody waits; more are left to whoever has a lane."""


class RowsView(QTableView, Generic[Row]):
    """Shows a RowsModel; keeps the selected row through sorting, filtering and reloading by ``identity``."""

    picked = Signal(object)
    """The row under the selection, or None."""
    activated_row = Signal(object)
    """Enter or a double click on a row."""
    typed = Signal(str)
    """A letter typed into the table: the start of a search."""
    look_changed = Signal()
    """The user chose, moved or widened columns."""

    def __init__(self, model: RowsModel[Row], identity: Callable[[Row], object], parent: QWidget | None = None) -> None:
        """``identity`` tells rows apart across reloads."""
        super().__init__(parent)
        self.rows = model
        self._identity = identity
        self.copy_by: Callable[[Sequence[int]], None] | None = None
        """Who copies more rows than are written while somebody waits."""
        self._kept: object | None = None
        self._kept_place: tuple[Sequence[Row], int] | None = None
        """Where the kept row stands in which rows: finding it there asks nobody for an identity."""
        self._restoring = False
        self._told: Row | None = None
        self._fitting = False
        self._widths: dict[int, int] = {}
        self._chosen: tuple[int, ...] = ()
        """The columns that the user wants, from the left; empty: those that have room, as declared."""
        self.setModel(model)
        self.head = RowsHead(model, self)
        self.setHorizontalHeader(self.head)
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
        self.head.resized.connect(self.fit_columns)
        self.head.sort_wished.connect(self._sort)
        self.head.sectionResized.connect(self._section_resized)
        self.head.sectionMoved.connect(self._section_moved)
        for at, column in enumerate(model.columns):
            self.setColumnHidden(at, column.spare)
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        model.reordered.connect(self._restore)

    def setAccessibleName(self, name: str) -> None:
        """Name the table, and its head after it."""
        super().setAccessibleName(name)
        self.head.setAccessibleName(self.rows.words.text("Columns of {table}").format(table=name))

    def current(self) -> Row | None:
        """The row under the selection."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def pick(self, wanted: Callable[[Row], bool]) -> bool:
        """Select the first shown row that ``wanted`` takes; False when there is none."""
        shown = self.rows.find(wanted)
        if shown >= 0:
            self._select(shown)
        return shown >= 0

    def picked_rows(self) -> list[int]:
        """The places of all selected rows, in order."""
        ranges = self.selectionModel().selection().toList()
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as text that a spreadsheet takes."""
        self._copy(self.picked_rows())

    def copy_all(self) -> None:
        """Put every shown row on the clipboard."""
        self._copy(range(self.rows.rowCount()))

    def _copy(self, shown: Sequence[int]) -> None:
        if self.copy_by is not None and len(shown) > COPIED_AT_ONCE:
            self.copy_by(shown)
            return
        rows = [self.rows.row(place) for place in shown]
        columns = [self.rows.columns[at] for at in self.wanted_columns()]
        QGuiApplication.clipboard().setText(as_tsv(columns, rows, self.rows.words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open, jump to the ends; a letter starts a search."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated_row.emit(self.current())
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.rows.rowCount():
            self._select(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        elif event.text().isalnum() and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def look(self) -> TableLook:
        """What the user made of the columns."""
        columns = self.rows.columns
        return TableLook(
            tuple(columns[at].key for at in self._chosen),
            {columns[at].key: width for at, width in sorted(self._widths.items())},
        )

    def wear(self, look: TableLook) -> None:
        """Show the columns of a look; keys that are no column of this table are left out."""
        places = self.rows.places
        self._chosen = tuple(dict.fromkeys(places[key] for key in look.shown if key in places))
        self._widths = {places[key]: width for key, width in look.widths.items() if key in places}
        self._fitting = True
        order = [*self._chosen, *(at for at in places.values() if at not in self._chosen)]
        for place, at in enumerate(order):
            self.head.moveSection(self.head.visualIndex(at), place)
        self._fitting = False
        self.fit_columns()

    def choose_columns(self, shown: Sequence[int]) -> None:
        """Show these columns in this order, and remember it; none: as the page is made."""
        columns = self.rows.columns
        widths = {columns[at].key: width for at, width in self._widths.items()} if shown else {}
        self.wear(TableLook(tuple(columns[at].key for at in shown), widths))
        self.look_changed.emit()

    def wanted_columns(self) -> list[int]:
        """The columns that are not put away, from the left, whether or not they have room."""
        return list(self._chosen) or [at for at, column in enumerate(self.rows.columns) if not column.spare]

    def fit_columns(self) -> None:
        """Give each column its width, and what is left to the stretching ones.

        Where there is no room, columns leave by rank; those that the user chose all stay, and the table is scrolled.
        """
        room = self.head.width()  # the viewport's; naming that one makes Qt for Python know every widget
        wanted = self.wanted_columns()
        widths = {at: self._widths.get(at) or self._least_width(at) for at in wanted}
        shown = set(wanted)
        for at in () if self._chosen else sorted(wanted, key=lambda at: -self.rows.columns[at].rank):
            if self.rows.columns[at].rank and sum(widths[other] for other in shown) > room:
                shown.discard(at)
        stretching = [at for at in shown if self.rows.columns[at].stretch]
        spare = max(0, room - sum(widths[at] for at in shown))
        self._fitting = True
        for at in range(len(self.rows.columns)):
            self.setColumnHidden(at, at not in shown)
            if at in shown:
                self.setColumnWidth(at, widths[at] + (spare // len(stretching) if at in stretching else 0))
        self._fitting = False

    def _least_width(self, at: int) -> int:
        """What is declared, and never less than the head needs."""
        return max(self.rows.columns[at].width, self.head.least_width(at))

    def _section_resized(self, section: int, _before: int, after: int) -> None:
        if not self._fitting and after > 0:
            self._widths[section] = after
            self.look_changed.emit()

    def _section_moved(self) -> None:
        if not self._fitting:
            self._chosen = tuple(self.head.shown_columns())
            self.look_changed.emit()

    def _sort(self, column: int, then: bool) -> None:  # ruff: ignore[boolean-type-hint-positional-argument]  a signal's
        standing = self.rows.sorted_by(column)
        first = then or (bool(self.rows.sorts) and self.rows.sorts[0].column == column)
        again = standing is not None and first and not standing.descending
        self.rows.sort_by(column, descending=again, then=then)
        self.head.viewport().update()

    def _double_clicked(self) -> None:
        self.activated_row.emit(self.current())

    def _current_changed(self) -> None:
        if self._restoring:
            return
        row = self.current()
        if row is not None:
            self._kept = self._identity(row)
            self._kept_place = (self.rows.loaded, self.rows.place(self.currentIndex().row()))
        self._tell(row)

    def _tell(self, row: Row | None) -> None:
        """A row that is shown in detail already need not be shown again with every key of a search."""
        if row is None or row is not self._told:
            self._told = row
            self.picked.emit(row)

    def _restore(self) -> None:
        """After a new order: the same row, else the first."""
        shown = self._kept_shown()
        if shown < 0 and self.rows.rowCount():
            shown = 0
        if shown < 0:
            self._tell(None)
            return
        self._restoring = True
        self._select(shown)
        self._restoring = False
        self._current_changed()

    def _kept_shown(self) -> int:
        kept = self._kept
        if kept is None:
            return -1
        if self._kept_place is not None and self._kept_place[0] is self.rows.loaded:
            return self.rows.shown_at(self._kept_place[1])
        return self.rows.find(lambda other: self._identity(other) == kept)

    def _select(self, shown: int) -> None:
        seen = next((at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)), 0)
        index = self.rows.index(shown, seen)  # Qt scrolls to no cell of a hidden column
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
