"""The pages of the window: who may open them, and how they are built when they are first opened.

A page that is not built yet (``build`` is None) is declared here for its place on the rail, and is not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.actor import Actor, Permission
from ui.kit.page import Page
from ui.runtime.context import UiContext

if TYPE_CHECKING:
    from ui.kit.parts_page import Part

Build = Callable[[UiContext[Office]], Page[Office]]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One entry of the rail; ``title`` and ``section`` are marked texts."""

    key: str
    title: str
    icon: str
    permission: Permission
    build: Build | None = None
    section: str = ""
    """The headline that begins with this entry."""
    at_foot: bool = False


def _home(context: UiContext[Office]) -> Page[Office]:
    from ui.home.page import build

    return build(context)


def _clients(context: UiContext[Office]) -> Page[Office]:
    from ui.clients.page import build

    return build(context)


def _contracts(context: UiContext[Office]) -> Page[Office]:
    from ui.contracts.page import build

    return build(context)


def _invoices(context: UiContext[Office]) -> Page[Office]:
    from ui.invoices.parts import build

    return build(context)


def _payments(context: UiContext[Office]) -> Page[Office]:
    from ui.payments.page import build

    return build(context)


def _staff(context: UiContext[Office]) -> Page[Office]:
    from ui.staff.page import build

    return build(context)


def _schemes(context: UiContext[Office]) -> Page[Office]:
    from ui.motivation.page import build

    return build(context)


def _payroll(context: UiContext[Office]) -> Page[Office]:
    from ui.payroll.page import build

    return build(context)


def _settings(context: UiContext[Office]) -> Page[Office]:
    from ui.settings.page import build

    return build(context)


def _admin(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.page import build

    return build(context)


_SEE = Permission.SEE_RECORDS

ENTRIES: tuple[PageEntry, ...] = (
    PageEntry("home", mark("Home"), "layout-dashboard", Permission.SEE_OWN, _home),
    PageEntry("clients", mark("Clients"), "building-2", _SEE, _clients),
    PageEntry("contracts", mark("Contracts"), "file-text", _SEE, _contracts),
    PageEntry("invoices", mark("Invoices"), "receipt-text", _SEE, _invoices),
    PageEntry("payments", mark("Payments"), "wallet", _SEE, _payments),
    PageEntry("staff", mark("Staff"), "users", _SEE, _staff, section=mark("People and pay")),
    PageEntry("schemes", mark("Schemes"), "badge-percent", Permission.EDIT_SCHEMES, _schemes),
    PageEntry("payroll", mark("Payroll"), "banknote", Permission.SEE_PAY, _payroll),
    PageEntry("reports", mark("Reports"), "trending-up", _SEE),
    PageEntry("settings", mark("Settings"), "settings", Permission.EDIT_RATES, _settings, at_foot=True),
    PageEntry("admin", mark("Administration"), "shield-check", Permission.SEE_OWN, _admin, at_foot=True),
)


def entries_for(actor: Actor) -> tuple[PageEntry, ...]:
    """The pages that exist and that ``actor`` may open, in the order of the rail."""
    return tuple(entry for entry in ENTRIES if entry.build is not None and actor.may(entry.permission))


def parts_of(key: str) -> tuple[Part[Office], ...]:
    """The parts of a page, whoever may open them; none of a page that is one piece."""
    from ui.admin.page import PARTS as ADMIN
    from ui.invoices.parts import PARTS as INVOICES
    from ui.settings.page import PARTS as SETTINGS

    return {"invoices": INVOICES, "settings": SETTINGS, "admin": ADMIN}.get(key, ())


def places_for(actor: Actor) -> frozenset[str]:
    """The pages and the parts (``page/part``) that ``actor`` may open."""
    found = set()
    for entry in entries_for(actor):
        found.add(entry.key)
        found |= {f"{entry.key}/{part.key}" for part in parts_of(entry.key) if actor.may(part.permission)}
    return frozenset(found)
