"""A table of one client's own: saved filters, search, copying, export; and what stands there while it has no rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.overview.model import ClientRow
from ui.kit.columns import Column, Row
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.record_page import View
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.kit.table_bar import TableBar
from ui.kit.table_files import TableFiles
from ui.runtime.jobs import Job, Progress


class RowsPart(QWidget, Generic[Row]):
    """Base of what stands behind the tabs of a client's story; the rows come when it is shown a client."""

    key = ""
    """Under which the look of the table is kept."""

    def __init__(
        self,
        page: Page[Office],
        title: str,
        columns: Sequence[Column[Row]],
        views: Sequence[View[Row]],
        empty: EmptyState,
    ) -> None:
        """A part of ``page``, which says its errors and lends its lanes; ``title`` names the table and its files."""
        super().__init__()
        self.page = page
        self.context = page.context
        self.title = title
        self.views = tuple(views)
        self.model: RowsModel[Row] = RowsModel(columns, page.context.words, self)
        self.table: RowsView[Row] = RowsView(self.model, self.identity)
        self.table.setAccessibleName(title)
        self.bar = TableBar(self.table, page.context.words, page.context.clock.today)
        self.files: TableFiles[Office, Row] = TableFiles(page, self.table, title)
        self.empty = empty
        self.client_id = 0
        self._job: Job | None = None
        self._known = False
        """Whether the rows are those of the client."""
        self._counts: tuple[int, ...] = ()
        self._nothing = EmptyState("search", "", "")
        self._nothing.say(
            self.context.words.text("Nothing matches"),
            self.context.words.text("No row holds what you look for. Clear the search or choose another filter."),
        )
        self._build()
        self.table.wear(self.context.looks.of(self.context.actor.login, self.key))
        self.table.look_changed.connect(self._keep_look)
        self.table.typed.connect(page.search_wished)
        self.table.activated_row.connect(self.open_row)
        self.bar.tabs.currentChanged.connect(self._view_chosen)
        self.bar.copy_wished.connect(self.files.copy_all)
        self.bar.export_wished.connect(self.files.ask_where)
        self.model.reordered.connect(self._recount)

    def identity(self, row: Row) -> object:
        """What tells rows apart across reloads."""
        raise NotImplementedError

    def read(self, office: Office, client_id: int) -> Any:
        """On the read lane: what ``show`` is given."""
        raise NotImplementedError

    def show_read(self, told: Any) -> None:
        """Show what was read, by ``show_rows``."""
        raise NotImplementedError

    def open_row(self, row: Row) -> None:
        """Go to where a row is worked with."""

    def load(self, client: ClientRow) -> None:
        """Ask for the rows of a client; an earlier request is dropped."""
        if self._job is not None:
            self._job.drop()
        if client.id != self.client_id:
            self._known = False
            self.model.set_rows(())
        self.client_id = client.id
        self.files.title = f"{client.name}. {self.title}"

        def read(office: Office, _progress: Progress) -> Any:
            return self.read(office, client.id)

        self._job = self.context.lanes.read.ask(self.page, read, self.show_read, self.page.refused)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """These are the client's."""
        self._known = True
        self._counts = tuple(sum(map(view.takes, rows)) if view.takes else len(rows) for view in self.views)
        self.model.set_rows(rows)
        self.bar.setVisible(bool(rows))
        self._fit_bar()

    def search(self, text: str) -> None:
        """Show only rows that hold every word of ``text``."""
        self.model.set_search(text)

    def take_focus(self) -> None:
        """Into the table, or to what is offered in its place."""
        offered = self.empty.findChild(QPushButton) if self._stack.currentWidget() is self.empty else None
        (offered or self.table).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room becomes shorter."""
        super().resizeEvent(event)
        self._fit_bar()

    def _build(self) -> None:
        for view in self.views:
            self.bar.tabs.addTab(self.context.words.text(view.title))
        self._stack = QStackedWidget()
        for widget in (framed(self.table), self._nothing, self.empty):
            self._stack.addWidget(widget)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(12)
        self.lines.addWidget(self.bar)
        self.lines.addWidget(self._stack, 1)

    def titles(self) -> list[str]:
        """What the saved filters are called."""
        return [self.context.words.text(view.title) for view in self.views]

    def _fit_bar(self) -> None:
        titles = self.titles()
        counted = [
            f"{title}  {self.context.words.number(self._counts[at])}"
            if self.views[at].takes and self._counts
            else title
            for at, title in enumerate(titles)
        ]
        self.bar.fit(titles, counted, self.width())

    def _view_chosen(self, at: int) -> None:
        self.model.set_view(self.views[at].takes)

    def _recount(self) -> None:
        if self._known and not self.model.total:
            worked_with = self.table.hasFocus()
            self._stack.setCurrentWidget(self.empty)
            if worked_with:
                self.take_focus()
        else:
            self._stack.setCurrentIndex(0 if self.model.rowCount() or not self.model.total else 1)
        if self._known and self.isVisible():
            self.say_count()

    def say_count(self) -> None:
        """In the status bar: how many rows are shown."""
        shown = self.context.words.plural("{n} row shown", "{n} rows shown", self.model.rowCount())
        self.page.say(shown if self.model.total else "")

    def _keep_look(self) -> None:
        self.context.looks.keep(self.context.actor.login, self.key, self.table.look())
