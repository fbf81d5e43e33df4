"""An open file on screen: rail, head, the pages, foot. Rebuilt when the language or the user changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.wording.terms import role
from ui.kit.page import DETAIL_WIDTH, Page
from ui.kit.theme import ThemeChoice
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, ShowRows, page_of
from ui.shell.header import Header
from ui.shell.pages import PageEntry, entries_for
from ui.shell.sidebar import Sidebar
from ui.shell.status_bar import StatusBar

if TYPE_CHECKING:
    from ui.shell.palette import Palette

_NARROW_BELOW = 1180
_MOST_DIGITS = 9
"""Ctrl+1 … Ctrl+9."""


class Workspace(QWidget):
    """Builds each page when it is first opened."""

    detail_resized = Signal(int)

    def __init__(
        self, context: UiContext[Office], file_name: str, theme: ThemeChoice, parent: QWidget | None = None
    ) -> None:
        """Show the pages that the actor of ``context`` may open."""
        super().__init__(parent)
        self.context = context
        self.detail_width = DETAIL_WIDTH
        self._entries: dict[str, PageEntry] = {entry.key: entry for entry in entries_for(context.actor)}
        self.searches: dict[str, str] = {}
        """What is searched for on each page."""
        self.pages: dict[str, Page[Office]] = {}
        self.page_key = ""
        self.finder: Palette | None = None
        """The line of Ctrl+K, made when it is first asked for."""
        words = context.words
        who = words.text("{login}, {role}").format(login=context.actor.login, role=role(words, context.actor.role))
        self.sidebar = Sidebar(words, tuple(self._entries.values()))
        self.header = Header(words, theme)
        self.status = StatusBar(words, context.lanes.desk, file_name, who)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(right, 1)
        self.sidebar.chosen.connect(self.open_page)
        self.header.searched.connect(self._search)
        context.navigator.wished.connect(self._go)
        context.navigator.find_wished.connect(self.look_up)
        context.lanes.desk.refused.connect(self._refused)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.header.begin_search)
        QShortcut(QKeySequence("Ctrl+K"), self, self.look_up)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self, self._begin_new)
        QShortcut(QKeySequence("F5"), self, self._refresh)
        for at, key in enumerate(tuple(self._entries)[:_MOST_DIGITS], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{at}"), self)
            shortcut.setProperty("page", key)
            shortcut.activated.connect(self._shortcut)

    def look_up(self, text: str = "") -> None:
        """Open the line in which everything is found."""
        if self.finder is None:
            from ui.shell.deeds import deeds_of
            from ui.shell.palette import Palette

            self.finder = Palette(self.context, partial(deeds_of, self), self)
        self.finder.begin(text)
        self.searches.pop("home", None)
        self.header.show_page(self.page, self.searches.get(self.page_key, ""))

    def open_page(self, key: str) -> None:
        """Show a page, once the one in front may be left; one that the actor may not open is left shut."""
        if key in self._entries and key != self.page_key:
            self.leave(partial(self._show_page, key))

    def leave(self, then: Callable[[], object]) -> None:
        """Do ``then``, which leads away from the page in front, unless somebody stays with what is unsaved on it."""
        if self.page_key:
            self.sidebar.show_page(self.page_key)
            self.page.leave(then)
        else:
            then()

    @property
    def unsaved(self) -> bool:
        """Whether something typed on the page in front is not saved."""
        return bool(self.page_key) and self.page.unsaved

    def put_aside(self) -> None:
        """The pages are about to be built anew: keep what is being typed."""
        if self.page_key:
            self.page.put_aside()

    def _show_page(self, key: str) -> None:
        page = self.pages.get(key) or self._build(key)
        self.page_key = key
        self.header.show_page(page, self.searches.get(key, ""))
        self.sidebar.show_page(key)
        self.status.say(page.line)
        self._stack.setCurrentWidget(page)
        page.set_detail_width(self.detail_width)
        page.take_focus()

    @property
    def page(self) -> Page[Office]:
        """The page in front."""
        return self.pages[self.page_key]

    @property
    def page_keys(self) -> tuple[str, ...]:
        """The pages that may be opened."""
        return tuple(self._entries)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave only icons on the rail when the window is narrow."""
        super().resizeEvent(event)
        self.sidebar.set_narrow(narrow=self.width() < _NARROW_BELOW)
        if self.finder is not None:
            self.finder.setGeometry(self.rect())

    def _build(self, key: str) -> Page[Office]:
        build = self._entries[key].build
        if build is None:
            raise LookupError(key)
        page = self.pages[key] = build(self.context)
        page.said.connect(self._said)
        page.search_wished.connect(self.header.begin_search)
        page.head_changed.connect(self._head_changed)
        page.detail_resized.connect(self._detail_resized)
        self._stack.addWidget(page)
        if self.searches.get(key):
            page.search(self.searches[key])
        return page

    def _search(self, text: str) -> None:
        self.searches[self.page_key] = text
        self.page.search(text)

    def _go(self, intent: Intent) -> None:
        key = page_of(intent)
        if key == self.page_key:
            self._arrive(intent)
        elif key in self._entries:
            self.leave(partial(self._show_and_arrive, key, intent))

    def _show_and_arrive(self, key: str, intent: Intent) -> None:
        self._show_page(key)
        self._arrive(intent)

    def _arrive(self, intent: Intent) -> None:
        search = intent.search if isinstance(intent, ShowRows) else ""
        self.header.search.setText(search)
        self.page.go(intent)

    def _head_changed(self) -> None:
        """A page with parts shows another part: what was searched for in the last one is over."""
        if self.page_key and self.sender() is self.page:
            self.searches.pop(self.page_key, None)
            self.header.show_page(self.page, "")

    def _said(self, line: str) -> None:
        if self.page_key and self.sender() is self.page:
            self.status.say(line)

    def _refused(self, error: Exception) -> None:
        if self.page_key:
            self.page.refused(error)

    def _begin_new(self) -> None:
        """Here and not on the page: the focus may be in the search or on the rail."""
        if self.page_key and self.page.ask_for_new is not None:
            self.page.ask_for_new()

    def _refresh(self) -> None:
        if self.page_key:
            self.page.refresh()

    def _shortcut(self) -> None:
        self.open_page(self.sender().property("page"))

    def _detail_resized(self, width: int) -> None:
        self.detail_width = width
        self.detail_resized.emit(width)
