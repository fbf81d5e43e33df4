"""The page of one kind of record: figures, saved filters, table, detail. A feature declares it, this builds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.kernel.changes import Area
from ui.kit.cards import Figure, FigureRow
from ui.kit.columns import Column, Row
from ui.kit.detail import Detail, DetailPanel
from ui.kit.empty_state import EmptyState
from ui.kit.page import DETAIL_WIDTH, Page
from ui.kit.row_order import Arrangement
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.kit.table_bar import TableBar
from ui.kit.table_files import TableFiles
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, ShowRows, ShowView
from ui.runtime.jobs import Job, Progress
from ui.runtime.lanes import OfficeT

_SIDE = 20
_FIRST_ROWS = 60
"""More than a large screen shows."""


@dataclass(frozen=True, slots=True)
class View(Generic[Row]):
    """A saved filter: its marked title, and the rows it takes (None: all)."""

    key: str
    title: str
    takes: Callable[[Row], bool] | None = None


@dataclass(frozen=True, slots=True)
class Books(Generic[Row]):
    """What a page has loaded: its rows, and the figures over them."""

    rows: Sequence[Row]
    figures: tuple[Figure, ...] = ()
    counts: tuple[int, ...] = ()
    """Rows of each view."""


@dataclass(frozen=True, slots=True)
class RecordPlan(Generic[OfficeT, Row]):
    """Everything that is particular to one page of records."""

    key: str
    title: str
    search_hint: str
    icon: str
    empty_title: str
    purpose: str
    """What the page is for, said while there is nothing on it. These five and the titles are marked texts."""
    areas: frozenset[Area]
    columns: tuple[Column[Row], ...]
    views: tuple[View[Row], ...]
    load: Callable[[OfficeT, UiContext[OfficeT]], Books[Row]]
    """Runs on the read lane."""
    detail: Callable[[Row, UiContext[OfficeT]], Detail]
    count_line: Callable[[Words, int], str]
    identity: Callable[[Row], int]
    sort: tuple[str, bool] | None = None
    """The column the page begins sorted by, and whether downwards."""
    first: Callable[[OfficeT, UiContext[OfficeT], int], Sequence[Row]] | None = None
    """The first rows of ``load`` sorted as the page begins, quickly: on screen while the others are read."""
    opens: tuple[type[Any], ...] = field(default=())
    """Intents with an ``id`` that select a row here."""


class _Main(QWidget):
    """The part left of the panel; it says when its width changes."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say so."""
        super().resizeEvent(event)
        self.resized.emit()


class RecordPage(Page[OfficeT], Generic[OfficeT, Row]):
    """A page of records after its plan."""

    def __init__(self, context: UiContext[OfficeT], plan: RecordPlan[OfficeT, Row]) -> None:
        """Build the page; its rows come when it is shown."""
        words = context.words
        super().__init__(context, words.text(plan.title))
        self.plan = plan
        self.areas = plan.areas
        self.search_hint = words.text(plan.search_hint)
        self.figures = FigureRow()
        self.model: RowsModel[Row] = RowsModel(plan.columns, words, self)
        self.table: RowsView[Row] = RowsView(self.model, plan.identity)
        self.table.setAccessibleName(self.title)
        self.bar = TableBar(self.table, words, context.clock.today)
        self.tabs = self.bar.tabs
        self.files: TableFiles[OfficeT, Row] = TableFiles(self, self.table, self.title)
        self.detail = DetailPanel()
        self.empty = EmptyState(plan.icon, words.text(plan.empty_title), words.text(plan.purpose))
        self._stack = QStackedWidget()
        self._main = _Main()
        self._rows_side = QWidget()
        self._front = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._bar_above: QWidget | None = None
        self._over: QWidget | None = None
        self._counts: tuple[int, ...] = ()
        self._job: Job | None = None
        self._wanted: int | None = None
        self._build()
        if plan.sort:
            self.model.sort_by(self.model.places[plan.sort[0]], descending=plan.sort[1])
        self._begun = self.model.sorts
        self.table.wear(context.looks.of(context.actor.login, plan.key))
        self.table.look_changed.connect(self._keep_look)
        self.bar.copy_wished.connect(self.files.copy_all)
        self.bar.export_wished.connect(self.files.ask_where)
        self.tabs.currentChanged.connect(self._view_chosen)
        self.table.picked.connect(self._picked)
        self.table.typed.connect(self.search_wished)
        self.detail.followed.connect(self._follow)
        self.model.reordered.connect(self._recount)

    def load(self) -> None:
        """Ask the read lane for the rows; an earlier request is dropped."""
        if self._job is not None:
            self._job.drop()
        if self.plan.first is not None and self.model.untouched and self.model.sorts == self._begun:
            self._load_first(self.plan.first)
        plan, context, sorts = self.plan, self.context, self.model.sorts

        def fetch(office: OfficeT, _progress: Progress) -> tuple[Books[Row], Arrangement[Row]]:
            books = plan.load(office, context)
            counts = tuple(sum(map(view.takes, books.rows)) if view.takes else len(books.rows) for view in plan.views)
            return Books(books.rows, books.figures, counts), Arrangement(plan.columns, books.rows).prepare(sorts)

        def show(made: tuple[Books[Row], Arrangement[Row]]) -> None:
            self.show_books(*made)

        self._job = context.lanes.read.ask(self, fetch, show, self.refused)

    def _load_first(self, first: Callable[[OfficeT, UiContext[OfficeT], int], Sequence[Row]]) -> None:
        context = self.context

        def fetch(office: OfficeT, _progress: Progress) -> Sequence[Row]:
            return first(office, context, _FIRST_ROWS)

        def show(rows: Sequence[Row]) -> None:
            if self.model.untouched and rows:
                self.model.set_rows(rows)
                self.say(context.words.text("Reading the other rows …"))

        context.lanes.read.ask(self, fetch, show, self.refused)

    def show_detail(self, row: Row | None) -> None:
        """Show the facts of a row in the panel."""
        self.detail.show_detail(None if row is None else self.plan.detail(row, self.context))

    def search(self, text: str) -> None:
        """Show only rows that hold every word of ``text``."""
        self.model.set_search(text)

    def go(self, intent: Intent) -> None:
        """Select the row an intent names, now or once it is loaded."""
        if isinstance(intent, ShowRows):
            self.tabs.setCurrentIndex(0)
        elif isinstance(intent, ShowView):
            self.tabs.setCurrentIndex(next(at for at, view in enumerate(self.plan.views) if view.key == intent.view))
        elif isinstance(intent, self.plan.opens):
            self.tabs.setCurrentIndex(0)
            self._wanted = getattr(intent, "id", None)
            self._select_wanted()

    def take_focus(self) -> None:
        """Into the table."""
        self.table.setFocus()

    def set_detail_width(self, width: int) -> None:
        """Give the detail panel this width."""
        self._splitter.setSizes([max(1, self.width() - width), width])

    def add_above(self, widget: QWidget) -> None:
        """A page's own bar between the figures and the saved filters; it stays where there are no rows."""
        self._column.insertWidget(1, widget)
        self._bar_above = widget

    def put_in_front(self, widget: QWidget | None) -> None:
        """Show a widget of the page's own where figures, saved filters and table stand; None: these again."""
        if widget is not None and self._front.indexOf(widget) < 0:
            self._front.addWidget(widget)
        self._front.setCurrentWidget(widget or self._rows_side)

    def put_over(self, widget: QWidget | None) -> None:
        """Show a widget of the page's own instead of all of the page; None: what it was made for."""
        if widget is not None and self._pages.indexOf(widget) < 0:
            self._pages.addWidget(widget)
        self._over = widget
        self._show_own()

    def _show_own(self) -> None:
        bare = not self.model.total and self._bar_above is None
        first = not bare and self._over is None and self._pages.currentWidget() is self.empty
        self._pages.setCurrentWidget(self._over or (self.empty if bare else self._splitter))
        if first and self.isVisible():
            self.take_focus()  # it was where nothing is now, and would go to the search: F2 and Ctrl+Z be deaf

    def _build(self) -> None:
        for view in self.plan.views:
            self.tabs.addTab(self.context.words.text(view.title))
        self._nothing = EmptyState("search", self.context.words.text("Nothing matches"), "")
        self._nothing.say(
            self.context.words.text("Nothing matches"),
            self.context.words.text("No row holds what you look for. Clear the search or choose another filter."),
        )
        for widget in (framed(self.table), self._nothing):
            self._stack.addWidget(widget)
        column = self._column = QVBoxLayout(self._rows_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.figures, self.bar):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._front.addWidget(self._rows_side)
        whole = QVBoxLayout(self._main)
        whole.setContentsMargins(_SIDE, 16, _SIDE, 16)
        whole.setSpacing(12)
        whole.addWidget(self.banner)
        whole.addWidget(self._front, 1)
        self._splitter.addWidget(self._main)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setCollapsible(1, False)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([1000, DETAIL_WIDTH])
        self._splitter.splitterMoved.connect(self._split_moved)
        self._main.resized.connect(self._fit_bar)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._splitter)
        self._pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def show_books(self, books: Books[Row], arranged: Arrangement[Row] | None = None) -> None:
        """Show what was loaded, or what a page has found out about it since; a lane may have arranged its rows."""
        self._job = None
        self._counts = books.counts
        self._fit_bar()
        self.figures.show_figures(books.figures)
        self.model.set_rows(arranged or books.rows)
        self._show_own()
        self._select_wanted()
        self.loaded.emit()

    def _fit_bar(self) -> None:
        words = self.context.words
        titles = [words.text(view.title) for view in self.plan.views]
        counted = [
            f"{title}  {words.number(self._counts[at])}" if self.plan.views[at].takes and self._counts else title
            for at, title in enumerate(titles)
        ]
        self.bar.fit(titles, counted, self._main.width() - 2 * _SIDE)

    def _keep_look(self) -> None:
        self.context.looks.keep(self.context.actor.login, self.plan.key, self.table.look())

    def _select_wanted(self) -> None:
        wanted = self._wanted
        if wanted is not None and self.model.total:
            self.table.pick(lambda row: self.plan.identity(row) == wanted)
            self._wanted = None

    def _picked(self, row: Row | None) -> None:
        self.show_detail(row)

    def _view_chosen(self, at: int) -> None:
        self.model.set_view(self.plan.views[at].takes)

    def _recount(self) -> None:
        shown = self.model.rowCount()
        self._stack.setCurrentIndex(0 if shown or not self.model.total else 1)
        self.say(self.plan.count_line(self.context.words, shown) if self.model.total else "")

    def _follow(self, intent: Intent) -> None:
        self.context.navigator.go(intent)

    def _split_moved(self) -> None:
        self.detail_resized.emit(self._splitter.sizes()[1])
