"""A month's run on screen: figures, the tables under their tabs, and at the right whatever is selected, explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.payroll.model import AccrualLine, Sheet, SheetLine
from ui.kit.banner import Banner
from ui.kit.cards import Figure, FigureRow, whole_money
from ui.kit.columns import Column
from ui.kit.detail import Detail, DetailPanel
from ui.kit.empty_state import EmptyState
from ui.kit.labels import muted, push_button
from ui.kit.page import DETAIL_WIDTH
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.payroll.books import Doings, MonthBooks
from ui.payroll.columns import ADJUSTMENTS, CHECKS, PEOPLE, STEPS, CheckRow, check_rows, line_columns, step_rows
from ui.payroll.details import check_detail, line_detail, person_detail
from ui.payroll.lines_list import LinesList
from ui.payroll.month_bar import MonthBar
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent

_TABS = (mark("People"), mark("Lines"), mark("Adjustments"), mark("Checks"), mark("History"))
PEOPLE_TAB, LINES_TAB, ADJUSTMENTS_TAB, CHECKS_TAB, HISTORY_TAB = range(len(_TABS))


class MonthView(QWidget):
    """Everything of the page below its head."""

    open_month_wished = Signal()
    search_wished = Signal(str)
    counted = Signal(str)
    detail_resized = Signal(int)

    def __init__(self, context: UiContext[Office], bar: MonthBar, banner: Banner, page: QWidget) -> None:
        """Fill ``page``, with ``bar`` and ``banner`` on top."""
        super().__init__(page)
        words = context.words
        self.context = context
        self._bar = bar
        self.figures = FigureRow()
        self.tabs = QTabBar()
        self.detail = DetailPanel()
        self.lines = LinesList(words)
        self.empty = EmptyState("calculator", "", "")
        self.people = self._table(PEOPLE, lambda row: row.pay.person_id)
        self.accruals = self._table(line_columns(words), lambda row: row.id)
        self.adjustments = self._table(ADJUSTMENTS, lambda row: row.id)
        self.checks = self._table(CHECKS, lambda row: row.id)
        self.steps = self._table(STEPS, itemgetter(0))
        self.tables: tuple[RowsView[Any], ...] = (
            self.people, self.accruals, self.adjustments, self.checks, self.steps,
        )  # fmt: skip
        self._aside = QWidget()
        self._why = muted(words.text("Why this bonus: every line with its reason"))
        self._sheet: Sheet | None = None
        self._fresh = True
        self._stack = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build(bar, banner, page)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.people.picked.connect(self._explain)
        self.accruals.picked.connect(self._explain)
        self.checks.picked.connect(self._explain)
        self.people.activated_row.connect(self._to_lines)
        self.detail.followed.connect(self._follow)

    def show_books(self, books: MonthBooks, can: Doings) -> None:
        """Show a month; one that is not worked out yet says so."""
        words = self.context.words
        sheet = self._sheet = books.sheet
        self.tabs.setVisible(sheet is not None)
        self._aside.setVisible(sheet is not None)
        self._stack.setCurrentIndex(1 if sheet else 0)
        rows: tuple[Sequence[Any], ...] = ((),) * len(self.tables)
        if sheet is None:
            self._say_empty(books, can)
            self.figures.show_figures(())
        else:
            self.figures.show_figures(month_figures(sheet, words))
            rows = (
                sheet.lines, sheet.accruals, sheet.adjustments, check_rows(sheet, words), step_rows(sheet.steps),
            )  # fmt: skip
        for at, (table, shown) in enumerate(zip(self.tables, rows, strict=True)):
            table.rows.set_rows(shown)
            self.tabs.setTabText(at, f"{words.text(_TABS[at])}  {words.number(len(shown))}")
        if self._fresh and sheet is not None:
            self._fresh = False
            self.people.pick(lambda row: bool(row.pay.bonus_minor))
        self._tab_chosen()

    def search(self, text: str) -> None:
        """Filter every table of the month."""
        for table in self.tables:
            table.rows.set_search(text)
        self._count()

    def take_focus(self) -> None:
        """Into the table of the part that is open; to the month where there is none."""
        place = self.tables[max(0, self.tabs.currentIndex())] if self._sheet else self._bar.picker
        place.setFocus()

    @property
    def tables_have_focus(self) -> bool:
        """Whether somebody works in a table, which may be about to go."""
        return any(table.hasFocus() for table in self.tables)

    def set_detail_width(self, width: int) -> None:
        """Give the panel this width; sentences want some more than facts."""
        width = max(width, DETAIL_WIDTH + 40)
        self._splitter.setSizes([max(1, self.width() - width), width])

    def _table(self, columns: Sequence[Column[Any]], identity: Callable[[Any], object]) -> RowsView[Any]:
        table: RowsView[Any] = RowsView(RowsModel(columns, self.context.words, self), identity)
        table.typed.connect(self.search_wished)
        return table

    def _build(self, bar: MonthBar, banner: Banner, page: QWidget) -> None:
        words = self.context.words
        tables = QStackedWidget()
        for title, table in zip(_TABS, self.tables, strict=True):
            self.tabs.addTab(words.text(title))
            table.setAccessibleName(words.text(title))
            tables.addWidget(framed(table))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(words.text("Parts of the month"))
        self._tables = tables
        self._stack.addWidget(self.empty)
        self._stack.addWidget(tables)
        self._to_open = push_button(words.text("Go to the open month"), self.open_month_wished.emit, "arrow-right")
        self.empty.add_button(self._to_open)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (banner, bar, self.figures, self.tabs):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._splitter.addWidget(main)
        self._splitter.addWidget(self._build_aside())
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.splitterMoved.connect(self._split_moved)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._splitter)

    def _build_aside(self) -> QWidget:
        self._aside.setObjectName("Aside")
        beside = QVBoxLayout(self._aside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self._why.setContentsMargins(20, 4, 20, 8)
        beside.addWidget(self.detail, 1)
        beside.addWidget(self._why)
        beside.addWidget(self.lines, 2)
        return self._aside

    def _say_empty(self, books: MonthBooks, can: Doings) -> None:
        words = self.context.words
        title = words.text("{month} is not worked out yet").format(month=words.month(books.month))
        if can.compute:
            text = words.text(
                "Work it out: everybody's salary and bonus come from the contracts, invoices and payments you keep, "
                "with a sentence for each line. Nothing is paid before somebody approves it."
            )
        else:
            text = words.text("Months are worked out one after another. The open one is {month}.").format(
                month=words.month(books.open_month)
            )
        self.empty.say(title[:1].upper() + title[1:], text)
        self._to_open.setVisible(books.month != books.open_month)

    def _tab_chosen(self) -> None:
        at = max(0, self.tabs.currentIndex())
        self._tables.setCurrentIndex(at)
        self._explain(self.tables[at].current())
        self._count()

    def _explain(self, row: object) -> None:
        words, sheet = self.context.words, self._sheet
        at = self.tabs.currentIndex()
        detail: Detail | None = None
        if sheet is not None and at == PEOPLE_TAB and isinstance(row, SheetLine):
            detail = person_detail(row, sheet.run.currency, words)
        elif sheet is not None and at == LINES_TAB and isinstance(row, AccrualLine):
            detail = line_detail(row, sheet.run.currency, words)
        elif sheet is not None and at == CHECKS_TAB and isinstance(row, CheckRow):
            detail = check_detail(row, sheet.run.currency, words)
        self._aside.setVisible(sheet is not None and at in {PEOPLE_TAB, LINES_TAB, CHECKS_TAB})
        self.detail.show_detail(detail)
        of_person = at == PEOPLE_TAB and sheet is not None and isinstance(row, SheetLine)
        self.lines.setVisible(of_person)
        self._why.setVisible(of_person)
        self.detail.hug(hugs=of_person)
        if of_person and sheet is not None and isinstance(row, SheetLine):
            person = row.pay.person_id
            self.lines.show_lines([line for line in sheet.accruals if line.accrual.person_id == person])

    def _to_lines(self, row: object) -> None:
        if isinstance(row, SheetLine):
            self.tabs.setCurrentIndex(LINES_TAB)
            self.accruals.pick(lambda line: line.accrual.person_id == row.pay.person_id)
            self.accruals.setFocus()

    def _follow(self, intent: Intent) -> None:
        self.context.navigator.go(intent)

    def _split_moved(self) -> None:
        self.detail_resized.emit(self._splitter.sizes()[1])

    def _count(self) -> None:
        words = self.context.words
        if self._sheet is None:
            self.counted.emit("")
            return
        shown = self.tables[max(0, self.tabs.currentIndex())].rows.rowCount()
        self.counted.emit(words.plural("{n} row shown", "{n} rows shown", shown))


def month_figures(sheet: Sheet, words: Words) -> tuple[Figure, ...]:
    """The sums of the month."""
    pays, currency = [line.pay for line in sheet.lines], sheet.run.currency
    corrections = sum(pay.adjustments_minor + pay.true_ups_minor for pay in pays)
    true_ups = sum(pay.true_ups_minor for pay in pays)
    differing = sum(1 for check in sheet.checks if not check.holds)
    return (
        Figure(
            words.text("Salaries"),
            whole_money(words, sum(pay.salary_minor for pay in pays), currency),
            words.plural("{n} person", "{n} people", len(pays)),
        ),
        Figure(
            words.text("Bonuses"),
            whole_money(words, sum(pay.bonus_minor for pay in pays), currency),
            words.plural("{n} line", "{n} lines", len(sheet.accruals)),
        ),
        Figure(
            words.text("Corrections"),
            whole_money(words, corrections, currency),
            words.text("of it true-ups {amount}").format(amount=whole_money(words, true_ups, currency)),
        ),
        Figure(
            words.text("Gross pay"),
            whole_money(words, sum(pay.gross_minor for pay in pays), currency),
            words.plural("{n} check differs", "{n} checks differ", differing)
            if differing
            else words.text("all checks in order"),
            "bad" if differing else "good",
        ),
    )
