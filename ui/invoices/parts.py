"""The page of invoices: all of them, and the board of what is overdue."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.actor import Permission
from ui.kit.page import Page
from ui.kit.parts_page import Part, PartsPage
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, OpenPage, ShowView

ALL, OVERDUE = "all", "overdue"


def _all(context: UiContext[Office]) -> Page[Office]:
    from ui.invoices.page import build

    return build(context)


def _overdue(context: UiContext[Office]) -> Page[Office]:
    from ui.invoices.overdue import build

    return build(context)


PARTS: tuple[Part[Office], ...] = (
    Part(ALL, mark("All invoices"), Permission.SEE_RECORDS, _all),
    Part(OVERDUE, mark("Overdue board"), Permission.SEE_RECORDS, _overdue),
)


class InvoicesPage(PartsPage[Office]):
    """Everything about one invoice is acted on among all of them; what is late is collected on the board."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Begin with all invoices."""
        words = context.words
        super().__init__(context, words.text("Invoices"), words.text("Parts of the invoices"), PARTS)

    def go(self, intent: Intent) -> None:
        """To the board when it is named, else among all invoices."""
        board = (isinstance(intent, ShowView) and intent.view == OVERDUE) or intent == OpenPage("invoices", OVERDUE)
        self.open_part(OVERDUE if board else ALL)
        self.part.go(OpenPage("invoices") if board else intent)


def build(context: UiContext[Office]) -> InvoicesPage:
    """The page."""
    return InvoicesPage(context)
