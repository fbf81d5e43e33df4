"""Administration: one page with its parts under tabs; a part that the role may not open is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.actor import Actor, Permission
from ui.kit.page import Page
from ui.runtime.context import UiContext

Build = Callable[[UiContext[Office]], Page[Office]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part; ``title`` is a marked text."""

    key: str
    title: str
    permission: Permission
    build: Build


def _users(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.users import UsersPage

    return UsersPage(context)


def _account(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.account import AccountPage

    return AccountPage(context)


def _encryption(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.encryption import EncryptionPage

    return EncryptionPage(context)


def _backups(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.backups import BackupsPage

    return BackupsPage(context)


def _journal(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.journal import JournalPage

    return JournalPage(context)


PARTS: tuple[Part, ...] = (
    Part("users", mark("Users"), Permission.EDIT_USERS, _users),
    Part("account", mark("My sign-in"), Permission.SEE_OWN, _account),
    Part("encryption", mark("Encryption"), Permission.EDIT_USERS, _encryption),
    Part("backups", mark("Backups"), Permission.BACK_UP, _backups),
    Part("journal", mark("Journal"), Permission.SEE_JOURNAL, _journal),
)


def parts_for(actor: Actor) -> tuple[Part, ...]:
    """The parts that ``actor`` may open."""
    return tuple(part for part in PARTS if actor.may(part.permission))


class AdminPage(Page[Office]):
    """Builds each part when it is first opened, and lends it the head of the window."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Begin with the first part."""
        super().__init__(context, context.words.text("Administration"))
        self.parts = parts_for(context.actor)
        self.built: dict[str, Page[Office]] = {}
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(context.words.text("Parts of the administration"))
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
    def part(self) -> Page[Office]:
        """The part in front."""
        return self.built[self._front]

    def open_part(self, key: str) -> None:
        """Show a part; one that is not there is left shut."""
        for at, part in enumerate(self.parts):
            if part.key == key:
                self.tabs.setCurrentIndex(at)

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
        self.part.search("")
        self._show_part(at)
        self.head_changed.emit()
        self.said.emit(self.part.line)
        if self._detail_width:
            self.part.set_detail_width(self._detail_width)

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
        self.line = page.line
        self.banner = page.banner

    def _said(self, line: str) -> None:
        if self.sender() is self.part:
            self.line = line
            self.said.emit(line)


def build(context: UiContext[Office]) -> AdminPage:
    """The page."""
    return AdminPage(context)
