"""Invoices: what was asked for, what came, and what is late."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area
from app.kernel.period import Month
from app.overview.model import InvoiceRow
from app.wording.terms import INVOICE_STATES, invoice_state
from ui.invoices import papers
from ui.kit.cards import Figure, compared, whole_money
from ui.kit.columns import NOTHING, Column, Kind, chips
from ui.kit.detail import Detail, Fact, Facts, Link
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.printing.deeds import PaperDeeds
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenInvoice, ShowRows

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
    Column("number", mark("Number"), lambda row: row.number, width=112, sort=lambda row: row.number_key),
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


def detail(row: InvoiceRow, context: UiContext[Office]) -> Detail:
    """What is known of an invoice."""
    words = context.words
    chip = CHIPS.get(row.state)
    open_minor = row.gross_minor - row.credited_minor - row.received_minor
    late = words.plural("{n} day", "{n} days", row.days_late) if row.days_late else NOTHING
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
        papers.deeds(row, words),
    )


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
    detail=detail,
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("issued", True),
    opens=(OpenInvoice,),
)


def build(context: UiContext[Office]) -> RecordPage[Office, InvoiceRow]:
    """The page."""
    page = RecordPage(context, PLAN)
    PaperDeeds(page, papers.PAPERS)
    return page
