"""Payments: money that came, and what it was for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.kernel.changes import Area, Done
from app.kernel.period import Month
from app.overview.model import PaymentRow
from app.payments.model import Payable, Payment, Refundable
from app.wording.terms import PAYMENT_STATES, payment_state
from ui.kit.cards import Figure, whole_money
from ui.kit.columns import NOTHING, Column, Kind, chips
from ui.kit.detail import Deed, Detail, Fact, Facts, Link
from ui.kit.edit_page import EditPage
from ui.kit.record_page import Books, RecordPlan, View
from ui.payments import forms
from ui.payments.allocation import allocation
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenPayment, ShowRows
from ui.runtime.jobs import Progress

Also = TypeVar("Also")

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


def first(office: Office, context: UiContext[Office], most: int) -> tuple[PaymentRow, ...]:
    """The newest, while the others are read."""
    return office.overview.newest_payments(context.actor, most)


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
        tuple(_deeds(row, context)),
    )


DEEDS: Mapping[str, tuple[str, str]] = {
    "allocate": (mark("Put it on invoices…"), "receipt-text"),
    "refund": (mark("Refund…"), "hand-coins"),
    "storno": (mark("Take it back…"), "x"),
}
"""What can be done with a payment, with its icon."""
OF_STATE: Mapping[str, frozenset[str]] = {
    "advance": frozenset({"allocate", "storno"}),
    "partly": frozenset({"allocate", "refund", "storno"}),
    "allocated": frozenset({"refund", "storno"}),
}
"""In which state of a payment each is offered."""


def _deeds(row: PaymentRow, context: UiContext[Office]) -> Iterator[Deed]:
    if not context.actor.may(Permission.EDIT_PAYMENTS):
        return
    for key, (title, icon) in DEEDS.items():
        if key in OF_STATE.get(row.state, frozenset()):
            yield Deed(key, context.words.text(title), icon)


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
    first=first,
    detail=detail,
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("received", True),
    opens=(OpenPayment,),
)


class PaymentsPage(EditPage[Office, PaymentRow]):
    """The list of payments, and the forms around them."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Whoever may not enter payments gets no buttons for it."""
        super().__init__(context, PLAN)
        self._may = context.actor.may(Permission.EDIT_PAYMENTS)
        if self._may:
            self.offer_new(context.words.text("New payment"), self.ask_new)

    def ask_new(self) -> None:
        """The form of money that came; what it pays is asked when it is saved."""

        def saved(done: Done[int]) -> None:
            self.select(done.value)
            self._ask_allocation(done.value)

        self.leave(lambda: self.open_dialog(forms.new_payment(self.context), saved=saved))

    def do(self, key: str) -> None:
        """A deed of the panel on the selected payment."""
        row = self.table.current()
        if row is None or not self._may or key not in DEEDS:
            return
        ways = {"allocate": self._ask_allocation, "refund": self._ask_refund, "storno": self._ask_storno}
        ways[key](row.id)

    def _ask_allocation(self, payment_id: int) -> None:
        context = self.context

        def opened(payment: Payment, payable: tuple[Payable, ...]) -> None:
            if payable:
                self.open_dialog(allocation(context, payment, payable))
            else:
                said = context.words.text("The client has no open invoice: the money stays an advance.")
                self.banner.say(said, "info")

        self._with_payment(payment_id, lambda office: office.payments.payable(context.actor, payment_id), opened)

    def _ask_refund(self, payment_id: int) -> None:
        context = self.context

        def opened(payment: Payment, refundable: tuple[Refundable, ...]) -> None:
            if refundable:
                self.open_dialog(forms.refund(context, payment, refundable))
            else:
                said = context.words.text("All that this payment brought for invoices has been given back already.")
                self.banner.say(said, "info")

        self._with_payment(payment_id, lambda office: office.payments.refundable(context.actor, payment_id), opened)

    def _ask_storno(self, payment_id: int) -> None:
        def opened(payment: Payment, _nothing: None) -> None:
            self.open_dialog(forms.storno(self.context, payment))

        self._with_payment(payment_id, lambda _office: None, opened)

    def _with_payment(
        self, payment_id: int, also: Callable[[Office], Also], then: Callable[[Payment, Also], None]
    ) -> None:
        """Read a payment and what its form needs beside it."""
        actor = self.context.actor

        def read(office: Office, _progress: Progress) -> tuple[Payment, Also]:
            return office.payments.get(actor, payment_id), also(office)

        self.context.lanes.read.ask(self, read, lambda found: then(*found), self.refused)


def build(context: UiContext[Office]) -> PaymentsPage:
    """The page."""
    return PaymentsPage(context)
