"""A page whose parts stand under tabs; each is built when it is first opened, and is lent the head of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout

from app.kernel.actor import Permission
from ui.kit.page import Page
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, OpenPage
from ui.runtime.lanes import OfficeT


@dataclass(frozen=True, slots=True)
class Part(Generic[OfficeT]):
    """One part; ``title`` is a marked text."""

    key: str
    title: str
    permission: Permission
    build: Callable[[UiContext[OfficeT]], Page[OfficeT]]


class PartsPage(Page[OfficeT], Generic[OfficeT]):
    """Only the parts that the actor may open are there."""

    def __init__(
        self, context: UiContext[OfficeT], title: str, tabs_name: str, parts: tuple[Part[OfficeT], ...]
    ) -> None:
        """Begin with the first part; ``tabs_name`` is what the tabs are called to a screen reader."""
        super().__init__(context, title)
        self.parts = tuple(part for part in parts if context.actor.may(part.permission))
        self.built: dict[str, Page[OfficeT]] = {}
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tabs_name)
        for part in self.parts:
            self.tabs.addTab(context.words.text(part.title))
        bar = QFrame()
        bar.setObjectName("PartBar")
        across = QVBoxLayout(bar)
        across.setContentsMargins(20, 4, 20, 0)
        across.addWidget(self.tabs)
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(self._stack, 1)
        bar.setVisible(len(self.parts) > 1)
        self._detail_width = 0
        self._front = ""
        self._show_part(0)
        self.tabs.currentChanged.connect(self._part_chosen)

    @property
    def part(self) -> Page[OfficeT]:
        """The part in front."""
        return self.built[self._front]

    @property
    def part_key(self) -> str:
        """The key of the part in front."""
        return self._front

    def open_part(self, key: str) -> None:
        """Show a part; one that is not there is left shut."""
        for at, part in enumerate(self.parts):
            if part.key == key:
                self.tabs.setCurrentIndex(at)

    @property
    def unsaved(self) -> bool:
        """Whether something typed in the part in front is not saved."""
        return self.part.unsaved

    def put_aside(self) -> None:
        """The part in front keeps what is being typed."""
        self.part.put_aside()

    def leave(self, then: Callable[[], object]) -> None:
        """Ask the part in front."""
        self.part.leave(then)

    def go(self, intent: Intent) -> None:
        """Show the part that the intent names, if it names one."""
        if isinstance(intent, OpenPage) and intent.part:
            self.open_part(intent.part)

    def load(self) -> None:
        """The parts load themselves when they are shown."""
        self.loaded.emit()

    def refresh(self) -> None:
        """Load the part in front anew."""
        super().refresh()
        self.part.refresh()

    def search(self, text: str) -> None:
        """In the part in front."""
        self.part.search(text)

    def take_focus(self) -> None:
        """Into the part in front."""
        self.part.take_focus()

    def set_detail_width(self, width: int) -> None:
        """Give the panels this width."""
        self._detail_width = width
        self.part.set_detail_width(width)

    def refused(self, error: Exception) -> None:
        """The part in front says it."""
        self.part.refused(error)

    def _part_chosen(self, at: int) -> None:
        if self.parts[at].key == self._front:
            return
        self.tabs.blockSignals(True)  # the part in front stays until it may be left
        self.tabs.setCurrentIndex(next(n for n, part in enumerate(self.parts) if part.key == self._front))
        self.tabs.blockSignals(False)
        self.part.leave(lambda: self._go_to(at))

    def _go_to(self, at: int) -> None:
        by_key = self.tabs.hasFocus()
        self.tabs.setFocus()  # else what is hidden now hands the focus on to the rail
        self.part.search("")
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        self._show_part(at)
        self.head_changed.emit()
        self.said.emit(self.part.line)
        if self._detail_width:
            self.part.set_detail_width(self._detail_width)
        if not by_key:
            self.part.take_focus()  # last: the head has its buttons now

    def _show_part(self, at: int) -> None:
        part = self.parts[at]
        if part.key not in self.built:
            page = self.built[part.key] = part.build(self.context)
            page.said.connect(self._said)
            page.search_wished.connect(self.search_wished)
            page.detail_resized.connect(self.detail_resized)
            page.head_changed.connect(self.head_changed)
            self._stack.addWidget(page)
            page.loaded.connect(self._lend_head)
        self._front = part.key
        self._stack.setCurrentWidget(self.part)
        self._lend_head()

    def _lend_head(self) -> None:
        """What the head of the window shows is the part's in front."""
        page = self.part
        self.search_hint = page.search_hint
        self.primary = page.primary
        self.primary_wanted = page.primary_wanted
        self.ask_for_new = page.ask_for_new
        self.line = page.line
        self.banner = page.banner

    def _said(self, line: str) -> None:
        if self.sender() is self.part:
            self.line = line
            self.said.emit(line)
