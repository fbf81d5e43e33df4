"""Invoices: what was asked for, what came, and what is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.invoices.model import Invoice, InvoiceStatus
from app.kernel.actor import Permission
from app.kernel.changes import Area
from app.kernel.period import Month
from app.overview.model import InvoiceRow
from app.wording.terms import INVOICE_STATES, invoice_state
from ui.invoices import forms, papers
from ui.kit.cards import Figure, compared, whole_money
from ui.kit.columns import NOTHING, Column, Kind, chips
from ui.kit.detail import Deed, Detail, Fact, Facts, Link, set_apart
from ui.kit.edit_page import EditPage
from ui.kit.record_page import Books, RecordPlan, View
from ui.printing.deeds import PaperDeeds
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, NewInvoiceOf, OpenInvoice, ShowRows
from ui.runtime.jobs import Progress

CHIPS = chips(
    INVOICE_STATES,
    {
        "draft": "plain",
        "sent": "info",
        "partial": "warn",
        "paid": "good",
        "overdue": "bad",
        "cancelled": "plain",
        "closed_short": "plain",
    },
)
_UNPAID = frozenset({"sent", "partial", "overdue"})

COLUMNS: tuple[Column[InvoiceRow], ...] = (
    Column("number", mark("Number"), lambda row: row.number, width=132, sort=lambda row: row.number_key),
    Column("client", mark("Client"), lambda row: row.client, width=150, stretch=True),
    Column("contract", mark("Contract"), lambda row: row.contract, width=110, muted=True, rank=3),
    Column("issued", mark("Date"), lambda row: row.issued_on, Kind.DATE, width=100, muted=True, rank=1),
    Column(
        "due",
        mark("Due"),
        lambda row: row.due_on,
        Kind.DATE,
        width=100,
        muted=True,
        rank=2,
        tone=lambda row: "bad" if row.days_late else None,
    ),
    Column(
        "gross", mark("Amount"), lambda row: row.gross_minor, Kind.MONEY, width=126, currency=lambda row: row.currency
    ),
    Column("state", mark("Status"), lambda row: row.state, Kind.CHIP, width=114, chips=CHIPS),
    Column(
        "received",
        mark("Received"),
        lambda row: row.received_minor,
        Kind.MONEY,
        width=126,
        currency=lambda row: row.currency,
        muted=True,
        spare=True,
    ),
    Column("late", mark("Days late"), lambda row: row.days_late, Kind.NUMBER, width=90, muted=True, spare=True),
)

VIEWS: tuple[View[InvoiceRow], ...] = (
    View("all", mark("All")),
    View("unpaid", mark("Unpaid"), lambda row: row.state in _UNPAID),
    View("overdue", mark("Overdue"), lambda row: row.days_late > 0),
    View("drafts", mark("Drafts"), lambda row: row.state == "draft"),
)


def load(office: Office, context: UiContext[Office]) -> Books[InvoiceRow]:
    """Every invoice, and the figures of the month that was invoiced last."""
    words, today = context.words, context.clock.today()
    rows = office.overview.invoices(context.actor, today)
    month = Month.of(min(today, max((row.issued_on for row in rows), default=today)))
    firm = office.overview.figures(context.actor, month, today)
    before = office.overview.figures(context.actor, month.plus(-1), today)
    unpaid = sum(1 for row in rows if row.state in _UNPAID)
    return Books(
        rows,
        (
            Figure(
                words.text("Invoiced, {month}").format(month=words.month_name(month.month)),
                whole_money(words, firm.invoiced_minor, context.currency),
                compared(words, firm.invoiced_minor, before.invoiced_minor, month.plus(-1)),
            ),
            Figure(
                words.text("Received"),
                whole_money(words, firm.received_minor, context.currency),
                compared(words, firm.received_minor, before.received_minor, month.plus(-1)),
            ),
            Figure(
                words.text("Overdue"),
                whole_money(words, firm.overdue_minor, context.currency),
                words.plural("{n} invoice", "{n} invoices", firm.overdue_count),
                "bad" if firm.overdue_count else "",
            ),
            Figure(
                words.text("Unpaid"), words.number(unpaid), words.plural("of {n} invoice", "of {n} invoices", len(rows))
            ),
        ),
    )


def first(office: Office, context: UiContext[Office], most: int) -> tuple[InvoiceRow, ...]:
    """The newest, while the others are read."""
    return office.overview.newest_invoices(context.actor, most, context.clock.today())


def detail(row: InvoiceRow, context: UiContext[Office]) -> Detail:
    """What is known of an invoice."""
    words = context.words
    chip = CHIPS.get(row.state)
    open_minor = row.gross_minor - row.credited_minor - row.received_minor
    late = words.plural("{n} day", "{n} days", row.days_late) if row.days_late else NOTHING
    deeds, more = set_apart(words, (*_deeds(row, context), *papers.deeds(row, words)), _USUAL)
    return Detail(
        row.number,
        row.client,
        (invoice_state(words, row.state), chip.tone if chip else "plain"),
        (
            Facts(
                "",
                (
                    Fact(words.text("Contract"), row.contract or NOTHING),
                    Fact(words.text("Issued on"), words.date(row.issued_on)),
                    Fact(words.text("Due on"), words.date(row.due_on), "bad" if row.days_late else ""),
                    Fact(words.text("Days late"), late, "bad" if row.days_late else ""),
                ),
            ),
            Facts(
                words.text("Money"),
                (
                    Fact(words.text("Amount with VAT"), words.money(row.gross_minor, row.currency)),
                    Fact(words.text("Credited"), words.money(row.credited_minor, row.currency)),
                    Fact(words.text("Received"), words.money(row.received_minor, row.currency)),
                    Fact(words.text("Still open"), words.money(open_minor, row.currency)),
                ),
            ),
        ),
        (
            Link(words.text("The client"), "building-2", ShowRows("clients", row.client)),
            Link(words.text("The contract"), "file-text", ShowRows("contracts", row.contract)),
            Link(words.text("Payments of this invoice"), "wallet", ShowRows("payments", row.number)),
        ),
        deeds,
        more=more,
    )


DEEDS: Mapping[str, tuple[str, str]] = {
    "edit": (mark("Change (F2)"), "pencil"),
    "send": (mark("It is sent"), "check"),
    "credit": (mark("Credit note…"), "receipt-text"),
    "short": (mark("Close it short…"), "check-check"),
    "cancel": (mark("Cancel the invoice…"), "x"),
    "again": (mark("Once more as a draft"), "copy"),
    "remove": (mark("Remove…"), "trash-2"),
}
"""What can be done with an invoice, with its icon."""
_USUAL = frozenset({"edit", "send", "credit", "invoice.pdf", "invoice.eml"})
_OF_STATE: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"edit", "send", "again", "remove"}),
    "sent": frozenset({"credit", "short", "cancel", "again"}),
    "overdue": frozenset({"credit", "short", "cancel", "again"}),
    "partial": frozenset({"credit", "short", "again"}),
}
_ELSE = frozenset({"again"})


def _deeds(row: InvoiceRow, context: UiContext[Office]) -> Iterator[Deed]:
    if not context.actor.may(Permission.EDIT_INVOICES):
        return
    for key, (title, icon) in DEEDS.items():
        if key in _OF_STATE.get(row.state, _ELSE):
            yield Deed(key, context.words.text(title), icon)


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} invoice shown", "{n} invoices shown", n)


PLAN: RecordPlan[Office, InvoiceRow] = RecordPlan(
    key="invoices",
    title=mark("Invoices"),
    search_hint=mark("Search invoices (Ctrl+F)"),
    icon="receipt-text",
    empty_title=mark("No invoices yet"),
    purpose=mark("Here stands what you have asked your clients for: what was paid, what is late and by how long."),
    areas=frozenset({Area.CLIENTS, Area.CONTRACTS, Area.INVOICES, Area.PAYMENTS}),
    columns=COLUMNS,
    views=VIEWS,
    load=load,
    first=first,
    detail=detail,
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("issued", True),
    opens=(OpenInvoice,),
)


class InvoicesPage(EditPage[Office, InvoiceRow]):
    """The list of invoices, and the forms around them."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Whoever may not edit invoices gets no buttons for it."""
        super().__init__(context, PLAN)
        PaperDeeds(self, papers.PAPERS)
        self._may = context.actor.may(Permission.EDIT_INVOICES)
        if self._may:
            self.offer_new(context.words.text("New invoice"), self.ask_new)

    def ask_new(self) -> None:
        """The form of an invoice that is not there yet."""
        self._open_new(None)

    def go(self, intent: Intent) -> None:
        """A new invoice of a contract is a wish of the contracts' page."""
        if isinstance(intent, NewInvoiceOf):
            self._open_new(intent.id)
        else:
            super().go(intent)

    def do(self, key: str) -> None:
        """A deed of the panel on the selected invoice."""
        row = self.table.current()
        if row is None or key not in DEEDS or not self._may:
            return
        actor, row_id, currency = self.context.actor, row.id, row.currency

        def read(office: Office, _progress: Progress) -> Invoice:
            return office.invoices.get(actor, row_id)

        self.context.lanes.read.ask(self, read, lambda invoice: self._do(key, invoice, currency), self.refused)

    def _open_new(self, contract_id: int | None) -> None:
        self.open_new(forms.new_invoice(self.context, contract_id))

    def _do(self, key: str, invoice: Invoice, currency: str) -> None:
        context, words = self.context, self.context.words
        if key == "edit":
            self._edit(invoice)
        elif key == "credit":
            self.open_dialog(forms.credit_note(context, invoice, currency))
        elif key in {"cancel", "short"}:
            self.open_dialog(forms.ending(context, invoice, short=key == "short"))
        elif key == "send":
            self.perform(
                lambda office: office.invoices.send(context.actor, invoice.id, invoice.version),
                words.text("The invoice counts as sent."),
            )
        elif key == "again":
            self.perform(
                lambda office: office.invoices.duplicate(context.actor, invoice.id),
                words.text("A draft like it is added."),
            )
        else:
            self._ask_remove(invoice)

    def _edit(self, invoice: Invoice) -> None:
        if invoice.status is InvoiceStatus.DRAFT:
            self.open_form(forms.change_invoice(self.context, invoice), invoice.id)
        else:
            self.banner.say(
                self.context.words.text("An invoice that was sent is not changed: write a credit note, or cancel it."),
                "info",
            )

    def _ask_remove(self, invoice: Invoice) -> None:
        words, actor = self.context.words, self.context.actor
        self.ask_remove(
            invoice.number,
            words.text("Only a draft can be removed. Ctrl+Z brings it back."),
            lambda office: office.invoices.remove(actor, invoice.id, invoice.version),
            words.text("The invoice is removed."),
        )


def build(context: UiContext[Office]) -> InvoicesPage:
    """The page."""
    return InvoicesPage(context)
