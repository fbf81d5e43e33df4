"""A table's rows for Qt: what stands in each cell; their order is the arrangement's (``row_order``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.i18n.words import Words
from ui.kit.columns import FIGURES, RIGHT, Column, Kind, Row
from ui.kit.row_filters import Filter, taking
from ui.kit.row_order import Arrangement, Sort
from ui.kit.theme import figures_font, tokens

Index = QModelIndex | QPersistentModelIndex

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The tone of a chip."""

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MOST_SORTS = 3
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Frozen rows under declared columns; ``set_rows`` is the only way in."""

    reordered = Signal()
    """The order changed: other rows are shown, or the same in another order."""

    def __init__(self, columns: Sequence[Column[Row]], words: Words, parent: QObject | None = None) -> None:
        """An empty table."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.places = {column.key: at for at, column in enumerate(self.columns)}
        """The columns by their keys."""
        self.words = words
        self.sorts: tuple[Sort, ...] = ()
        """What the rows are sorted by, the first key first."""
        self.filters: dict[str, Filter] = {}
        """Filters by the keys of their columns."""
        self._arrangement = Arrangement(self.columns, ())
        self._old: list[Arrangement[Row]] = []
        self._crumbling = QTimer(self)
        """Rows that were shown before go in pieces: to free a hundred thousand at once takes longer than a frame."""
        self._crumbling.setInterval(0)
        self._crumbling.timeout.connect(self._crumble)
        self._base: list[int] = []
        """The order under the view and the filters; the search narrows it key by key."""
        self._order: list[int] = []
        self._view: Callable[[Row], bool] | None = None
        self._search = ""
        self._figures = figures_font()

    def set_rows(self, rows: Sequence[Row] | Arrangement[Row]) -> None:
        """Show these rows, in the order and under the filters that stand; a lane may have prepared them."""
        new = rows if isinstance(rows, Arrangement) else Arrangement(self.columns, rows)
        if new is not self._arrangement:
            self._old.append(self._arrangement)
            self._crumbling.start()
        self._arrangement = new
        self._arrange()

    def set_search(self, search: str) -> None:
        """Keep only rows that hold every word of ``search``."""
        if search != self._search:
            longer = bool(self._search) and search.startswith(self._search)
            self._search = search
            self._show(self._arrangement.found(self._order if longer else self._base, search))

    def set_view(self, view: Callable[[Row], bool] | None) -> None:
        """Keep only rows that ``view`` takes."""
        self._view = view
        self._arrange()

    def set_filters(self, filters: Mapping[str, Filter]) -> None:
        """Filter by these columns, by their keys."""
        self.filters = dict(filters)
        self._arrange()

    def sort_by(self, column: int, *, descending: bool = False, then: bool = False) -> None:
        """Sort by a column (``then``: only what the others leave equal); equal rows keep the order they came in."""
        before = tuple(sort for sort in self.sorts if sort.column != column) if then else ()
        self.sorts = (*before, Sort(column, descending))[-_MOST_SORTS:]
        self._arrange()

    def sorted_by(self, column: int) -> Sort | None:
        """How the rows are sorted by a column, if they are."""
        return next((sort for sort in self.sorts if sort.column == column), None)

    @property
    def untouched(self) -> bool:
        """Whether there are no rows yet, and nothing is asked of those that come."""
        return not self.loaded and not self.filters and not self._search and self._view is None

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """Every row, shown or not, as it was loaded."""
        return tuple(self.loaded)

    @property
    def loaded(self) -> Sequence[Row]:
        """The rows as they were handed in: the same object until others come."""
        return self._arrangement.rows

    def place(self, shown: int) -> int:
        """The place of a shown row among all."""
        return self._order[shown]

    def shown_at(self, place: int) -> int:
        """Where the row at a place among all is shown, or -1."""
        try:
            return self._order.index(place)
        except ValueError:
            return -1

    def row(self, shown: int) -> Row:
        """The row at a place on screen."""
        return self.loaded[self._order[shown]]

    def shown_rows(self) -> list[Row]:
        """Every row that is shown, in order."""
        return [self.loaded[place] for place in self._order]

    def find(self, wanted: Callable[[Row], bool]) -> int:
        """The place on screen of the first shown row that ``wanted`` takes, or -1."""
        return next((shown for shown, place in enumerate(self._order) if wanted(self.loaded[place])), -1)

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self.loaded)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Columns declared."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles, lying as their columns lie."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.text(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].kind in RIGHT else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell in a role."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(row, self.words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind in RIGHT else _LEFT
        if role == Qt.ItemDataRole.FontRole:
            return self._figures if column.kind in FIGURES else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return tokens().color(self._tone(column, row))
        if role == TONE_ROLE and column.kind is Kind.CHIP:
            chip = column.chips.get(column.value(row))
            return chip.tone if chip else "plain"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.words.text(column.title)}: {column.shown(row, self.words)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.shown(row, self.words)
        return None

    def _tone(self, column: Column[Row], row: Row) -> str:
        tone = column.tone(row) if column.tone else None
        if tone:
            return tone
        faded = column.muted or (column.kind in FIGURES and not column.value(row))
        return "muted" if faded else "text"

    def _arrange(self) -> None:
        arrangement = self._arrangement
        tests = [taking(self.columns[self.places[key]], wanted) for key, wanted in self.filters.items()]
        if self._view is not None:
            tests.append(self._view)
        self._base = arrangement.taken(arrangement.ordered(self.sorts), tests)
        self._show(arrangement.found(self._base, self._search))

    def _crumble(self) -> None:
        if self._old and not self._old[-1].crumble():
            self._old.pop()
        if not self._old:
            self._crumbling.stop()

    def _show(self, order: list[int]) -> None:
        self.beginResetModel()
        self._order = order
        self.endResetModel()
        self.reordered.emit()
