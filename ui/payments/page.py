"""Payments: money that came, and what it was for."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area
from app.kernel.period import Month
from app.overview.model import PaymentRow
from app.wording.terms import PAYMENT_STATES, payment_state
from ui.kit.cards import Figure, whole_money
from ui.kit.columns import NOTHING, Column, Kind, chips
from ui.kit.detail import Detail, Fact, Facts, Link
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenPayment, ShowRows

CHIPS = chips(
    PAYMENT_STATES, {"allocated": "good", "partly": "warn", "advance": "info", "storno": "plain", "undone": "plain"}
)
_WITH_REST = frozenset({"partly", "advance"})

COLUMNS: tuple[Column[PaymentRow], ...] = (
    Column("number", mark("Number"), lambda row: row.number, width=116, sort=lambda row: row.number_key),
    Column("client", mark("Client"), lambda row: row.client, width=170, stretch=True),
    Column("received", mark("Received on"), lambda row: row.received_on, Kind.DATE, width=112, muted=True, rank=1),
    Column("invoices", mark("For invoices"), lambda row: row.invoices, width=150, muted=True, rank=2),
    Column(
        "amount", mark("Amount"), lambda row: row.amount_minor, Kind.MONEY, width=130, currency=lambda row: row.currency
    ),
    Column("state", mark("Status"), lambda row: row.state, Kind.CHIP, width=150, chips=CHIPS),
)

VIEWS: tuple[View[PaymentRow], ...] = (
    View("all", mark("All")),
    View("rest", mark("Not fully allocated"), lambda row: row.state in _WITH_REST),
    View("storno", mark("Storno"), lambda row: row.state in {"storno", "undone"}),
)


def load(office: Office, context: UiContext[Office]) -> Books[PaymentRow]:
    """Every payment, and the figures of the month that money came in last."""
    words, today = context.words, context.clock.today()
    rows = office.overview.payments(context.actor)
    month = Month.of(min(today, max((row.received_on for row in rows), default=today)))
    firm = office.overview.figures(context.actor, month, today)
    before = office.overview.figures(context.actor, month.plus(-1), today)
    in_month = sum(1 for row in rows if Month.of(row.received_on) == month)
    rest = sum(1 for row in rows if row.state in _WITH_REST)
    return Books(
        rows,
        (
            Figure(
                words.text("Received, {month}").format(month=words.month_name(month.month)),
                whole_money(words, firm.received_minor, context.currency),
                words.plural("{n} payment", "{n} payments", in_month),
            ),
            Figure(
                words.text("Received, {month}").format(month=words.month_name(month.plus(-1).month)),
                whole_money(words, before.received_minor, context.currency),
                words.text("the month before"),
            ),
            Figure(
                words.text("Not fully allocated"),
                words.number(rest),
                words.text("earns nobody a bonus yet") if rest else words.text("every payment has its invoice"),
                "warn" if rest else "good",
            ),
        ),
    )


def detail(row: PaymentRow, context: UiContext[Office]) -> Detail:
    """What is known of a payment."""
    words = context.words
    chip = CHIPS.get(row.state)
    rest_minor = row.amount_minor - row.allocated_minor
    return Detail(
        row.number,
        row.client,
        (payment_state(words, row.state), chip.tone if chip else "plain"),
        (
            Facts(
                "",
                (
                    Fact(words.text("Received on"), words.date(row.received_on)),
                    Fact(words.text("Entered on"), words.date(row.entered_on)),
                ),
            ),
            Facts(
                words.text("Money"),
                (
                    Fact(words.text("Amount"), words.money(row.amount_minor, row.currency)),
                    Fact(words.text("Allocated"), words.money(row.allocated_minor, row.currency)),
                    Fact(
                        words.text("Not allocated"), words.money(rest_minor, row.currency), "warn" if rest_minor else ""
                    ),
                    Fact(words.text("For invoices"), row.invoices or NOTHING),
                ),
            ),
        ),
        (
            Link(words.text("The client"), "building-2", ShowRows("clients", row.client)),
            Link(words.text("Invoices of this client"), "receipt-text", ShowRows("invoices", row.client)),
        ),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} payment shown", "{n} payments shown", n)


PLAN: RecordPlan[Office, PaymentRow] = RecordPlan(
    key="payments",
    title=mark("Payments"),
    search_hint=mark("Search payments (Ctrl+F)"),
    icon="wallet",
    empty_title=mark("No payments yet"),
    purpose=mark(
        "Here stands the money that came in. What is not allocated to an invoice waits as the client's advance."
    ),
    areas=frozenset({Area.CLIENTS, Area.INVOICES, Area.PAYMENTS}),
    columns=COLUMNS,
    views=VIEWS,
    load=load,
    detail=detail,
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("received", True),
    opens=(OpenPayment,),
)


def build(context: UiContext[Office]) -> RecordPage[Office, PaymentRow]:
    """The page."""
    return RecordPage(context, PLAN)
