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
class OpenClient:
    """Show one client."""

    id: int


@dataclass(frozen=True, slots=True)
class OpenContract:
    """Show one contract."""

    id: int


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """Show one invoice."""

    id: int


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """Show one payment."""

    id: int


@dataclass(frozen=True, slots=True)
class OpenPerson:
    """Show one member of staff."""

    id: int


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
