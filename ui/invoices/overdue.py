"""The overdue board: debts by age, what was said last about each, and a reminder in two keys (R, Enter)."""

from __future__ import annotations

from functools import partial

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.kernel.changes import Area
from app.overview.overdue import LateInvoice, Person, totals
from app.wording.terms import OUTCOMES, term
from ui.invoices.reminder import reminder_form
from ui.kit.cards import Figure, whole_money
from ui.kit.columns import NOTHING, Column, Kind, chips
from ui.kit.detail import Deed, Detail, Fact, Facts, Link
from ui.kit.edit_page import EditPage
from ui.kit.labels import push_button
from ui.kit.record_page import Books, RecordPlan, View
from ui.kit.row_order import Arrangement
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenInvoice, ShowRows

BANDS = (mark("1–30 days"), mark("31–60 days"), mark("61–90 days"), mark("More than 90 days"))
_TONES = ("warn", "warn", "bad", "bad")
_BROKEN = "broken"

SAID = chips(
    {**OUTCOMES, "": mark("Not reminded"), _BROKEN: mark("Promise not kept")},
    {
        "promised": "info",
        "forgot": "plain",
        "dissatisfied": "bad",
        "disputed": "bad",
        "no_answer": "plain",
        "": "warn",
        _BROKEN: "bad",
    },
)
_KEYS = frozenset({"r", "к"})
"""The key of a reminder, on a Latin and on a Cyrillic keyboard."""


def said_last(row: LateInvoice, context: UiContext[Office]) -> str:
    """The chip of what was said last: a promise whose day is over was not kept."""
    broken = row.promised_on is not None and row.promised_on < context.clock.today()
    return _BROKEN if broken else row.outcome


def _columns(context: UiContext[Office]) -> tuple[Column[LateInvoice], ...]:
    return (
        Column("client", mark("Client"), lambda row: row.client, width=150, stretch=True),
        Column("number", mark("Invoice"), lambda row: row.number, width=128, sort=lambda row: row.number_key, rank=1),
        Column(
            "open",
            mark("Still open"),
            lambda row: row.open_minor,
            Kind.MONEY,
            width=122,
            currency=lambda row: row.currency,
        ),
        Column(
            "late", mark("Days late"), lambda row: row.days_late, Kind.NUMBER, width=88, tone=lambda r: _TONES[r.band]
        ),
        Column("reminded", mark("Reminded on"), lambda row: row.reminded_on, Kind.DATE, width=108, muted=True, rank=3),
        Column("said", mark("Said last"), partial(said_last, context=context), Kind.CHIP, width=140, chips=SAID),
        Column("promised", mark("Promised for"), lambda row: row.promised_on, Kind.DATE, width=108, rank=2),
        Column(
            "collector",
            mark("Collected by"),
            lambda row: row.collector.name if row.collector else "",
            width=150,
            muted=True,
            rank=4,
        ),
    )


def _in_band(band: int, row: LateInvoice) -> bool:
    return row.band == band


VIEWS: tuple[View[LateInvoice], ...] = (
    View("all", mark("All")),
    *(View(f"band{band}", title, partial(_in_band, band)) for band, title in enumerate(BANDS)),
)


def detail(row: LateInvoice, context: UiContext[Office]) -> Detail:
    """What is known of a debt."""
    words = context.words
    chip = SAID[said_last(row, context)]
    deeds = (Deed("remind", words.text("Note a reminder (R)"), "bell"),) if _may(context) else ()
    return Detail(
        row.client,
        words.text("Invoice {number}").format(number=row.number),
        (words.text(chip.text), chip.tone),
        (
            Facts(
                "",
                (
                    Fact(words.text("Still open"), words.money(row.open_minor, row.currency)),
                    Fact(words.text("Due on"), words.date(row.due_on), "bad"),
                    Fact(words.text("Days late"), words.plural("{n} day", "{n} days", row.days_late), "bad"),
                ),
            ),
            Facts(
                words.text("Last reminder"),
                (
                    Fact(words.text("Reminded on"), words.date(row.reminded_on) or NOTHING),
                    Fact(words.text("What came of it"), term(words, OUTCOMES, row.outcome) if row.outcome else NOTHING),
                    Fact(words.text("Promised for"), words.date(row.promised_on) or NOTHING),
                ),
            ),
            Facts(
                words.text("People"),
                (
                    Fact(words.text("Collected by"), row.collector.name if row.collector else NOTHING),
                    Fact(words.text("Project run by"), row.manager.name if row.manager else NOTHING),
                ),
            ),
        ),
        (
            Link(words.text("The invoice"), "receipt-text", OpenInvoice(row.id)),
            Link(words.text("The client"), "building-2", ShowRows("clients", row.client)),
        ),
        deeds,
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} overdue invoice", "{n} overdue invoices", n)


def _may(context: UiContext[Office]) -> bool:
    return context.actor.may(Permission.EDIT_TASKS)


class OverduePage(EditPage[Office, LateInvoice]):
    """The board of one context."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Empty until it is shown."""
        self._people: tuple[Person, ...] = ()
        super().__init__(context, self._plan(context))
        if not _may(context):
            return
        self.primary = push_button(context.words.text("Note a reminder"), self.remind, "bell", primary=True)
        self.primary.setToolTip(context.words.text("Note a reminder (R)"))
        self.table.typed.disconnect(self.search_wished)
        self.table.typed.connect(self._typed)

    def show_books(self, books: Books[LateInvoice], arranged: Arrangement[LateInvoice] | None = None) -> None:
        """Nobody is reminded of anything where nothing is overdue."""
        super().show_books(books, arranged)
        if self.primary is not None:
            self.primary.setEnabled(bool(books.rows))

    def remind(self) -> None:
        """Open the form of a reminder for the selected row."""
        row = self.table.current()
        if row is not None:
            self.open_dialog(reminder_form(row, self._people, self.context))

    def _typed(self, letter: str) -> None:
        if letter.casefold() in _KEYS:
            self.remind()
        else:
            self.search_wished.emit(letter)

    def do(self, key: str) -> None:
        """A reminder, by the panel's deed, Enter or F2."""
        if key in {"remind", "edit"} and _may(self.context):
            self.remind()

    def _plan(self, context: UiContext[Office]) -> RecordPlan[Office, LateInvoice]:
        return RecordPlan(
            key="overdue",
            title=mark("Invoices"),
            search_hint=mark("Search overdue invoices (Ctrl+F)"),
            icon="circle-check",
            empty_title=mark("Nothing is overdue"),
            purpose=mark("Here stands what should have been paid by now: how late it is, and what was said last."),
            areas=frozenset({
                Area.CLIENTS, Area.CONTRACTS, Area.INVOICES, Area.PAYMENTS, Area.TASKS, Area.STAFF, Area.SETTINGS,
            }),
            columns=_columns(context),
            views=VIEWS,
            load=self._load,
            detail=detail,
            count_line=_count_line,
            identity=lambda row: row.id,
            sort=("late", True),
        )  # fmt: skip

    def _load(self, office: Office, context: UiContext[Office]) -> Books[LateInvoice]:
        words = context.words
        board = office.overview.overdue(context.actor, context.clock.today())
        self._people = board.people
        figures = tuple(
            Figure(
                words.text(BANDS[band]),
                whole_money(words, amount_minor, context.currency),
                words.plural("{n} invoice", "{n} invoices", number),
                _TONES[band] if number else "",
            )
            for band, (number, amount_minor) in totals(board.rows).items()
        )
        return Books(board.rows, figures)


def build(context: UiContext[Office]) -> OverduePage:
    """The board."""
    return OverduePage(context)
