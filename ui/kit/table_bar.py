"""The bar over a table: saved filters, «Filter», «Columns», copying, export; under it what is filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QTabBar, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.column_panel import ColumnPanel
from ui.kit.columns import Row
from ui.kit.filter_chips import FilterChips
from ui.kit.filter_panel import FilterPanel
from ui.kit.labels import push_button, tool_button
from ui.kit.row_filters import Filter, told
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView

_GAP = 16


class TableBar(QWidget):
    """Acts on its table by itself; only what needs a lane is wished for."""

    copy_wished = Signal()
    export_wished = Signal()

    def __init__(self, table: RowsView[Row], words: Words, today: Callable[[], date]) -> None:
        """Over ``table``; the tabs are filled by the page."""
        super().__init__()
        self._words = words
        self._table = table
        self._model: RowsModel[Any] = table.rows
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(words.text("Saved filters"))
        self.picker = QComboBox()
        """The saved filters where the tabs have no room."""
        self.picker.setAccessibleName(words.text("Saved filters"))
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.picker.hide()
        self.picker.activated.connect(self.tabs.setCurrentIndex)
        self.tabs.currentChanged.connect(self.picker.setCurrentIndex)
        self.filter = push_button(words.text("Filter"), self.open_filter, "filter")
        self.columns = tool_button("columns-3", words.text("Columns"))
        self.copy = tool_button("copy", words.text("Copy table"))
        self.export = push_button(words.text("Export to Excel"), self.export_wished.emit, "download")
        for button in (self.filter, self.export):
            button.setToolTip(button.accessibleName())
        self.columns.clicked.connect(self.open_columns)
        self.copy.clicked.connect(self.copy_wished)
        self.chips = FilterChips(words)
        self._filters = FilterPanel(self._model.columns, words, today, self)
        self._columns = ColumnPanel([words.text(column.title) for column in self._model.columns], words, self)
        self._lay_out()
        self._filters.wanted.connect(self.set_filter)
        self._columns.chosen.connect(table.choose_columns)
        self.chips.dropped.connect(self._dropped)
        self.chips.cleared.connect(self._cleared)
        table.head.menu_wished.connect(self._open_menu)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.tabs, 1)
        line.addWidget(self.picker)
        line.addStretch()
        for part in (self.filter, self.columns, self.copy, self.export):
            line.addWidget(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addLayout(line)
        lines.addWidget(self.chips)

    @property
    def panels(self) -> tuple[FilterPanel, ColumnPanel]:
        """What the two buttons open."""
        return self._filters, self._columns

    def open_filter(self, key: object = "") -> None:
        """Open the panel, at a column if it is named."""
        self._filters.begin(self._model.filters, key if isinstance(key, str) else "", self.filter)

    def open_columns(self) -> None:
        """Open the panel of columns."""
        self._columns.begin(self._table.wanted_columns(), self.columns)

    def set_filter(self, key: str, wanted: Filter | None) -> None:
        """Filter by a column, or no more."""
        filters = {**self._model.filters, key: wanted}
        self._set({known: standing for known, standing in filters.items() if standing is not None})

    def fit(self, titles: Sequence[str], counted: Sequence[str], room: int) -> None:
        """Everything in words where there is room; else the buttons become their icons, then the counts leave.

        Where the tabs have no room even then, they become a list to choose from.
        """
        for texts, in_words in ((counted, True), (counted, False), (titles, False)):
            self._write(texts, in_words=in_words)
            need = sum(self.tabs.tabRect(at).width() for at in range(self.tabs.count()))
            if need + self._buttons_width() <= room:
                self._pick_from(())
                return
        self._write(titles, in_words=True)
        self._pick_from(counted)
        if self.picker.sizeHint().width() + self._buttons_width() > room:
            self._write(titles, in_words=False)

    def _write(self, texts: Sequence[str], *, in_words: bool) -> None:
        for button in (self.filter, self.export):
            button.setText(f" {button.accessibleName()}" if in_words else "")
        for at, text in enumerate(texts):
            self.tabs.setTabText(at, text)

    def _buttons_width(self) -> int:
        buttons = (self.filter, self.columns, self.copy, self.export)
        return sum(button.sizeHint().width() + 8 for button in buttons) + _GAP

    def _pick_from(self, texts: Sequence[str]) -> None:
        """Offer the saved filters as a list, or (no texts) as tabs."""
        if texts:
            self.picker.clear()
            self.picker.addItems(list(texts))
            self.picker.setCurrentIndex(self.tabs.currentIndex())
        self.picker.setVisible(bool(texts))
        self.tabs.setVisible(not texts)

    def _set(self, filters: Mapping[str, Filter]) -> None:
        self._model.set_filters(filters)
        columns = self._model.columns
        standing = self._model.filters.items()
        self.chips.show_filters([
            (key, told(self._words, columns[self._model.places[key]], wanted)) for key, wanted in standing
        ])

    def _dropped(self, key: str) -> None:
        self.set_filter(key, None)
        (self.chips.chips[0] if self.chips.chips else self.filter).setFocus()

    def _cleared(self) -> None:
        self._set({})
        self.filter.setFocus()

    def _open_menu(self, at: int, where: QPoint) -> None:
        """What can be done with a column."""
        words, column, table = self._words, self._model.columns[at], self._table
        menu = QMenu(self)
        others = [other for other in table.head.shown_columns() if other != at]
        menu.addAction(words.text("Sort upwards"), lambda: self._model.sort_by(at))
        menu.addAction(words.text("Sort downwards"), lambda: self._model.sort_by(at, descending=True))
        then = menu.addAction(words.text("Then by this column"), lambda: self._model.sort_by(at, then=True))
        then.setEnabled(any(sort.column != at for sort in self._model.sorts))
        menu.addSeparator()
        menu.addAction(words.text("Filter by this column…"), lambda: self.open_filter(column.key))
        hide = menu.addAction(words.text("Hide this column"), lambda: table.choose_columns(others))
        hide.setEnabled(bool(others))
        menu.addAction(words.text("Columns…"), self.open_columns)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
