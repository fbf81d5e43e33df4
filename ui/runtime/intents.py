"""Wishes to be elsewhere, as frozen facts: pages reach each other by these and know nothing of one another."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.kernel.period import Month


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Show the page ``key`` of the registry."""

    key: str


@dataclass(frozen=True, slots=True)
class ShowRows:
    """Show the table page ``key`` with only the rows that hold ``search``."""

    key: str
    search: str


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


Intent = OpenPage | ShowRows | OpenClient | OpenContract | OpenInvoice | OpenPayment | OpenPerson | OpenRun

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
    if isinstance(intent, OpenPage | ShowRows):
        return intent.key
    return PAGE_OF[type(intent)]


class Navigator(QObject):
    """Where a page says where it wants to go; the shell listens and goes."""

    wished = Signal(object)

    def go(self, intent: Intent) -> None:
        """Ask the shell to act on ``intent``."""
        self.wished.emit(intent)
