"""Clients: who pays the firm, how much they have ordered and what they owe."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area
from app.kernel.period import Month
from app.overview.model import ClientRow
from ui.clients import papers
from ui.kit.cards import Figure, whole_money
from ui.kit.columns import NOTHING, Column, Kind
from ui.kit.detail import Detail, Fact, Facts, Link
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.printing.deeds import PaperDeeds, paper_deeds
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenClient, ShowRows

COLUMNS: tuple[Column[ClientRow], ...] = (
    Column("code", mark("Code"), lambda row: row.code, width=84, muted=True, rank=3),
    Column("name", mark("Client"), lambda row: row.name, width=190, stretch=True),
    Column("group", mark("Group"), lambda row: row.group, width=130, muted=True, rank=4),
    Column("orders", mark("Orders"), lambda row: row.orders, Kind.NUMBER, width=80, rank=1),
    Column("last_order", mark("Last order"), lambda row: row.last_order_on, Kind.DATE, width=108, muted=True, rank=2),
    Column(
        "invoiced",
        mark("Invoiced"),
        lambda row: row.invoiced_minor,
        Kind.MONEY,
        width=134,
        currency=lambda row: row.currency,
        rank=2,
    ),
    Column(
        "received",
        mark("Received"),
        lambda row: row.received_minor,
        Kind.MONEY,
        width=134,
        currency=lambda row: row.currency,
        rank=1,
    ),
    Column(
        "overdue",
        mark("Overdue"),
        lambda row: row.overdue_minor,
        Kind.MONEY,
        width=126,
        currency=lambda row: row.currency,
        tone=lambda row: "bad" if row.overdue_minor else None,
    ),
)

VIEWS: tuple[View[ClientRow], ...] = (
    View("all", mark("All")),
    View("overdue", mark("Overdue"), lambda row: row.overdue_minor > 0),
    View("repeat", mark("Came back"), lambda row: row.orders > 1),
    View("no_orders", mark("No orders yet"), lambda row: row.orders == 0),
)


def load(office: Office, context: UiContext[Office]) -> Books[ClientRow]:
    """Every client, and the month's figures."""
    words, today = context.words, context.clock.today()
    rows = office.overview.clients(context.actor, today)
    month = Month.of(min(today, max((row.last_order_on for row in rows if row.last_order_on), default=today)))
    firm = office.overview.figures(context.actor, month, today)
    back = sum(1 for row in rows if row.orders > 1)
    ordered = sum(1 for row in rows if row.orders)
    share = words.percent(back * 100 // ordered * 10_000) if ordered else NOTHING
    return Books(
        rows,
        (
            Figure(
                words.text("Clients"),
                words.number(len(rows)),
                words.plural("{n} active in the last year", "{n} active in the last year", firm.clients_active),
            ),
            Figure(
                words.text("Came back"),
                words.number(back),
                words.text("{share} of those who ordered").format(share=share),
            ),
            Figure(
                words.text("Received, {month}").format(month=words.month_name(month.month)),
                whole_money(words, firm.received_minor, context.currency),
                words.text("in the firm's currency"),
            ),
            Figure(
                words.text("Overdue"),
                whole_money(words, firm.overdue_minor, context.currency),
                words.plural("{n} invoice", "{n} invoices", firm.overdue_count),
                "bad" if firm.overdue_count else "",
            ),
        ),
    )


def detail(row: ClientRow, context: UiContext[Office]) -> Detail:
    """What is known of a client."""
    words = context.words
    open_minor = row.invoiced_minor - row.received_minor
    return Detail(
        row.name,
        row.code,
        (words.text("Overdue"), "bad") if row.overdue_minor else None,
        (
            Facts(
                "",
                (
                    Fact(words.text("Group"), row.group or NOTHING),
                    Fact(words.text("Country"), row.country or NOTHING),
                    Fact(words.text("Found by"), row.found_by or NOTHING),
                ),
            ),
            Facts(
                words.text("Orders"),
                (
                    Fact(words.text("Contracts"), words.number(row.orders)),
                    Fact(words.text("Last order"), words.date(row.last_order_on) or NOTHING),
                ),
            ),
            Facts(
                words.text("Money"),
                (
                    Fact(words.text("Invoiced"), words.money(row.invoiced_minor, row.currency)),
                    Fact(words.text("Received"), words.money(row.received_minor, row.currency)),
                    Fact(words.text("Still open"), words.money(open_minor, row.currency)),
                    Fact(
                        words.text("Overdue"),
                        words.money(row.overdue_minor, row.currency),
                        "bad" if row.overdue_minor else "",
                    ),
                ),
            ),
        ),
        (
            Link(words.text("Contracts of this client"), "file-text", ShowRows("contracts", row.name)),
            Link(words.text("Invoices of this client"), "receipt-text", ShowRows("invoices", row.name)),
            Link(words.text("Payments of this client"), "wallet", ShowRows("payments", row.name)),
        ),
        paper_deeds(words, "statement", words.text("Reconciliation")),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} client shown", "{n} clients shown", n)


PLAN: RecordPlan[Office, ClientRow] = RecordPlan(
    key="clients",
    title=mark("Clients"),
    search_hint=mark("Search clients (Ctrl+F)"),
    icon="building-2",
    empty_title=mark("No clients yet"),
    purpose=mark("Here stand the firms that pay you: how often they have ordered, what they paid and what they owe."),
    areas=frozenset({Area.CLIENTS, Area.CONTRACTS, Area.INVOICES, Area.PAYMENTS, Area.STAFF}),
    columns=COLUMNS,
    views=VIEWS,
    load=load,
    detail=detail,
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("name", False),
    opens=(OpenClient,),
)


def build(context: UiContext[Office]) -> RecordPage[Office, ClientRow]:
    """The page."""
    page = RecordPage(context, PLAN)
    PaperDeeds(page, papers.PAPERS)
    return page
