"""Wishes to be elsewhere, as frozen facts: pages reach each other by these and know nothing of one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.kernel.period import Month


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Show the page ``key`` of the registry, and of a page with parts the one that is named."""

    key: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class ShowRows:
    """Show the table page ``key`` with only the rows that hold ``search``."""

    key: str
    search: str


@dataclass(frozen=True, slots=True)
class ShowView:
    """Show the table page ``key`` by its saved filter ``view``."""

    key: str
    view: str


@dataclass(frozen=True, slots=True)
class _One:
    """A wish to see one thing; two are equal only when they are of the same class, too."""

    id: int


class OpenClient(_One):
    """Show one client."""

    __slots__ = ()


class OpenContract(_One):
    """Show one contract."""

    __slots__ = ()


class OpenInvoice(_One):
    """Show one invoice."""

    __slots__ = ()


class OpenPayment(_One):
    """Show one payment."""

    __slots__ = ()


class OpenPerson(_One):
    """Show one member of staff."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class OpenRun:
    """Show the payroll of a month."""

    month: Month


@dataclass(frozen=True, slots=True)
class EncryptFile:
    """Encrypt the open file: it is closed, and opened again by the password or by the recovery key."""

    password: str = field(repr=False)
    recovery_key: str = field(repr=False)
    """Stands on paper already."""


@dataclass(frozen=True, slots=True)
class DecryptFile:
    """Make the open file plain: it is closed and opened again."""

    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RestoreCopy:
    """Put a copy in the place of the open file, which is closed and kept aside."""

    path: Path


@dataclass(frozen=True, slots=True)
class LockWindow:
    """Lock the session now."""


FileWish = EncryptFile | DecryptFile | RestoreCopy | LockWindow
"""What is done to the file as a whole, and so by the window that holds it."""

Intent = OpenPage | ShowRows | ShowView | OpenClient | OpenContract | OpenInvoice | OpenPayment | OpenPerson | OpenRun

PAGE_OF: dict[type[object], str] = {
    OpenClient: "clients",
    OpenContract: "contracts",
    OpenInvoice: "invoices",
    OpenPayment: "payments",
    OpenPerson: "staff",
    OpenRun: "payroll",
}
"""The page that an intent about one thing belongs to."""


def page_of(intent: Intent) -> str:
    """The key of the page that acts on ``intent``."""
    if isinstance(intent, OpenPage | ShowRows | ShowView):
        return intent.key
    return PAGE_OF[type(intent)]


class Navigator(QObject):
    """Where a page says where it wants to go; the shell listens and goes."""

    wished = Signal(object)
    find_wished = Signal(str)
    file_wished = Signal(object)

    def go(self, intent: Intent) -> None:
        """Ask the shell to act on ``intent``."""
        self.wished.emit(intent)

    def find(self, text: str) -> None:
        """Ask the shell to look for ``text`` everywhere."""
        self.find_wished.emit(text)

    def ask(self, wish: FileWish) -> None:
        """Ask the window to do something with the whole file."""
        self.file_wished.emit(wish)
