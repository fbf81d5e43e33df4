"""What every page of the window is: it loads when shown, reloads when its areas change, and says its errors itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.kernel.changes import Area
from app.kernel.errors import PremiaError
from ui.kit.banner import Banner
from ui.kit.labels import push_button
from ui.kit.reading_order import tab_as_read
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent
from ui.runtime.lanes import OfficeT

DETAIL_WIDTH = 300
"""Pixels of the detail panel until the user drags it."""


class Page(QWidget, Generic[OfficeT]):
    """Base of the pages; what a page may do it gets from its context."""

    said = Signal(str)
    """The line for the status bar."""
    search_wished = Signal(str)
    """Letters typed into the page that begin a search."""
    detail_resized = Signal(int)
    """The user gave the detail panel this width."""

    head_changed = Signal()
    """The title, the search or the primary button are others now."""

    loaded = Signal()
    """The data that were asked for are on screen."""

    areas: frozenset[Area] = frozenset()
    """What the page shows: it reloads when any of it changes."""

    def __init__(self, context: UiContext[OfficeT], title: str, parent: QWidget | None = None) -> None:
        """``title`` stands in the head of the window."""
        super().__init__(parent)
        self.context = context
        self.title = title
        self.search_hint = ""
        self.primary: QPushButton | None = None
        self.primary_wanted = True
        """Whether the primary button has anything to do now."""
        self.ask_for_new: Callable[[], object] | None = None
        """Ctrl+N, wherever in the window the focus is; None where nothing is added."""
        self.banner = Banner(context.words)
        self.line = ""
        self._stale = True
        context.changes.changed.connect(self._changed)

    def load(self) -> None:
        """Ask for the page's data."""

    def search(self, text: str) -> None:
        """Show only what holds ``text``."""

    def go(self, intent: Intent) -> None:
        """Act on a wish that belongs to this page."""

    def take_focus(self) -> None:
        """Put the focus where the page is worked in."""
        self.setFocus()

    @property
    def unsaved(self) -> bool:
        """Whether something that was typed here is not saved."""
        return False

    def put_aside(self) -> None:
        """Keep what is being typed: the page goes without a question."""

    def leave(self, then: Callable[[], object]) -> None:
        """Do ``then``, which leads away from here, unless something unsaved is rather stayed with."""
        then()

    def offer_new(self, title: str, ask: Callable[[], object], icon: str = "plus") -> None:
        """The button for a new row in the head of the window, and Ctrl+N."""
        self.primary = push_button(title, ask, icon, primary=True)
        self.primary.setToolTip("Ctrl+N")
        self.ask_for_new = ask

    def set_detail_width(self, width: int) -> None:
        """Give the detail panel this width."""

    def say(self, line: str) -> None:
        """Put a line into the status bar."""
        self.line = line
        self.said.emit(line)

    def refused(self, error: Exception) -> None:
        """Show an error of the world in the banner; bugs are shown by the crash path."""
        if isinstance(error, PremiaError):
            from app.wording.errors import error_sentence

            self.banner.say(error_sentence(self.context.words, error))

    def refresh(self) -> None:
        """Load now when visible, else when shown next."""
        self._stale = True
        if self.isVisible():
            self._load_once()

    def showEvent(self, event: QShowEvent) -> None:
        """Load what is not there yet or no longer true."""
        super().showEvent(event)
        tab_as_read(self)
        self._load_once()

    def _load_once(self) -> None:
        if self._stale:
            self._stale = False
            self.load()

    def _changed(self, areas: frozenset[Area]) -> None:
        if areas & self.areas:
            self.refresh()
