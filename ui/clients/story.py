"""One client told at length, in the place of the list: its timeline, and whom it has earned what."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import mark
from app.overview.model import ClientRow
from ui.clients.card import EARNED, TIMELINE
from ui.clients.rows_part import RowsPart
from ui.kit.edit_page import EditPage
from ui.kit.labels import label, push_button
from ui.kit.reading_order import tab_as_read

_TITLES = {TIMELINE: mark("Timeline"), EARNED: mark("Pay it brought")}


class ClientStory(QWidget):
    """Two parts behind tabs; each is built when it is first opened, that of pay only for who may see pay."""

    left = Signal()
    """Back to the list."""

    def __init__(self, page: EditPage[Office, Any], keys: tuple[str, ...]) -> None:
        """A part of ``page``, without a client yet; ``keys`` are the parts that the actor may see."""
        super().__init__()
        words = page.context.words
        self._page = page
        self._client: ClientRow | None = None
        self._fresh: set[str] = set()
        """The parts that show the client as it is."""
        self.keys = keys
        self.parts: dict[str, RowsPart[Any]] = {}
        self.back = push_button(words.text("All clients"), self.left.emit, "arrow-left", link=True)
        self.back.setToolTip(words.text("All clients (Esc)"))
        self.name = label("", "Section")
        self.name.setWordWrap(True)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(words.text("What is told of the client"))
        for key in self.keys:
            self.tabs.addTab(words.text(_TITLES[key]))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.name, 1)
        self._stack = QStackedWidget()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addWidget(self.tabs)
        lines.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._part_chosen)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def key(self) -> str:
        """The part in front."""
        return self.keys[self.tabs.currentIndex()]

    @property
    def part(self) -> RowsPart[Any]:
        """The part in front, built when it is first asked for."""
        key = self.key
        if key not in self.parts:
            made = self.parts[key] = self._build(key)
            self._stack.addWidget(made)
        return self.parts[key]

    def open(self, key: str) -> None:
        """Show a part; one that is not there is left shut."""
        if key in self.keys:
            self.tabs.setCurrentIndex(self.keys.index(key))

    def show_client(self, client: ClientRow) -> None:
        """Tell of this client, as it is now."""
        self._client = client
        self._fresh.clear()
        self.name.setText(client.name)
        self._show_part()

    def take_focus(self) -> None:
        """Into the part in front."""
        self.part.take_focus()

    def _part_chosen(self) -> None:
        for part in self.parts.values():
            part.search("")
        self._show_part()
        self._page.head_changed.emit()  # which empties the search in the head
        if not self.tabs.hasFocus():
            self.take_focus()

    def _show_part(self) -> None:
        part = self.part
        self._stack.setCurrentWidget(part)
        tab_as_read(self._page)  # what is built now stands before the panel
        if self._client is not None and self.key not in self._fresh:
            self._fresh.add(self.key)
            part.load(self._client)
        else:
            part.say_count()

    def _build(self, key: str) -> RowsPart[Any]:
        if key == EARNED:
            from ui.clients.earned import Earned

            return Earned(self._page)
        from ui.clients.timeline import Timeline

        return Timeline(self._page)
