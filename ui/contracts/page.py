"""Contracts: every order with its number, its people and its money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.bootstrap import Office
from app.contracts.model import Contract, ContractStatus
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.kernel.changes import Area
from app.kernel.period import Month
from app.overview.model import ContractRow
from app.wording.terms import CONTRACT_STATUSES, contract_status, service_kind
from ui.contracts import forms, papers
from ui.kit.cards import Figure, whole_money
from ui.kit.columns import NOTHING, Column, Kind, chips
from ui.kit.detail import Deed, Detail, Fact, Facts, Link, set_apart
from ui.kit.edit_page import EditPage
from ui.kit.record_page import Books, RecordPlan, View
from ui.printing.deeds import PaperDeeds, paper_deeds
from ui.runtime.context import UiContext
from ui.runtime.intents import NewInvoiceOf, OpenContract, ShowRows
from ui.runtime.jobs import Progress

CHIPS = chips(CONTRACT_STATUSES, {"active": "info", "completed": "good", "cancelled": "plain"})

COLUMNS: tuple[Column[ContractRow], ...] = (
    Column("number", mark("Number"), lambda row: row.number, width=110, sort=lambda row: row.number_key),
    Column("client", mark("Client"), lambda row: row.client, width=170, stretch=True),
    Column("signed", mark("Signed"), lambda row: row.signed_on, Kind.DATE, width=100, muted=True, rank=1),
    Column("order", mark("Order"), lambda row: row.order_number, Kind.NUMBER, width=72, muted=True, rank=2),
    Column("net", mark("Net"), lambda row: row.net_minor, Kind.MONEY, width=128, currency=lambda row: row.currency),
    Column("sold_by", mark("Sold by"), lambda row: row.sold_by, width=130, muted=True, rank=3),
    Column(
        "received",
        mark("Received"),
        lambda row: row.received_minor,
        Kind.MONEY,
        width=128,
        currency=lambda row: row.currency,
        muted=True,
        rank=4,
    ),
    Column("status", mark("Status"), lambda row: row.status, Kind.CHIP, width=116, chips=CHIPS),
    Column("found_by", mark("Found by"), lambda row: row.found_by, width=130, muted=True, spare=True),
    Column("delivered_by", mark("Delivered by"), lambda row: row.delivered_by, width=130, muted=True, spare=True),
    Column("vat", mark("VAT"), lambda row: row.vat_ppm, Kind.PERCENT, width=72, muted=True, spare=True),
    Column(
        "invoiced",
        mark("Invoiced with VAT"),
        lambda row: row.invoiced_minor,
        Kind.MONEY,
        width=128,
        currency=lambda row: row.currency,
        muted=True,
        spare=True,
    ),
)

VIEWS: tuple[View[ContractRow], ...] = (
    View("all", mark("All")),
    View("active", mark("In force"), lambda row: row.status == "active"),
    View("first", mark("First orders"), lambda row: row.order_number == 1 and not row.extends),
    View("repeat", mark("Repeat orders"), lambda row: row.order_number > 1 and not row.extends),
    View("extensions", mark("Extensions"), lambda row: bool(row.extends)),
    View("no_act", mark("Without an act"), lambda row: row.act == "missing"),
    View("act_out", mark("Act not back"), lambda row: row.act == "out"),
)


def load(office: Office, context: UiContext[Office]) -> Books[ContractRow]:
    """Every contract, and the figures of the month that was worked in last."""
    words, today = context.words, context.clock.today()
    rows = office.overview.contracts(context.actor)
    month = Month.of(min(today, max((row.signed_on for row in rows), default=today)))
    firm = office.overview.figures(context.actor, month, today)
    repeat = sum(1 for row in rows if row.order_number > 1 and not row.extends)
    active = sum(1 for row in rows if row.status == "active")
    title = words.month_name(month.month)
    return Books(
        rows,
        (
            Figure(
                words.text("Signed, {month}").format(month=title),
                words.number(firm.contracts_signed),
                words.plural("of {n} contract in all", "of {n} contracts in all", len(rows)),
            ),
            Figure(
                words.text("In force"),
                words.number(active),
                words.plural("{n} repeat order", "{n} repeat orders", repeat),
            ),
            Figure(
                words.text("Invoiced, {month}").format(month=title),
                whole_money(words, firm.invoiced_minor, context.currency),
                words.text("in the firm's currency"),
            ),
            Figure(
                words.text("Received, {month}").format(month=title),
                whole_money(words, firm.received_minor, context.currency),
                words.text("in the firm's currency"),
            ),
        ),
    )


def first(office: Office, context: UiContext[Office], most: int) -> tuple[ContractRow, ...]:
    """The newest, while the others are read."""
    return office.overview.newest_contracts(context.actor, most)


def detail(row: ContractRow, context: UiContext[Office]) -> Detail:
    """What is known of a contract."""
    words = context.words
    chip = CHIPS.get(row.status)
    own = tuple(_deeds(row, context))
    going_on = (deed for deed in own if deed.key not in _ENDINGS)
    endings = (deed for deed in own if deed.key in _ENDINGS)
    every = (*going_on, *paper_deeds(words, "act", words.text("Act")), *endings)
    deeds, more = set_apart(words, every, _USUAL)
    order = words.text("Extends {number}").format(number=row.extends) if row.extends else words.number(row.order_number)
    return Detail(
        row.number,
        row.client,
        (contract_status(words, row.status), chip.tone if chip else "plain"),
        (
            Facts(
                "",
                (
                    Fact(words.text("Signed on"), words.date(row.signed_on)),
                    Fact(words.text("Order of the client"), order),
                    Fact(words.text("Service"), service_kind(words, row.service_kind)),
                ),
            ),
            Facts(
                words.text("Money"),
                (
                    Fact(words.text("Net"), words.money(row.net_minor, row.currency)),
                    Fact(words.text("VAT"), words.percent(row.vat_ppm)),
                    Fact(words.text("Invoiced with VAT"), words.money(row.invoiced_minor, row.currency)),
                    Fact(words.text("Received"), words.money(row.received_minor, row.currency)),
                ),
            ),
            Facts(
                words.text("People"),
                (
                    Fact(words.text("Found by"), row.found_by or NOTHING),
                    Fact(words.text("Sold by"), row.sold_by or NOTHING),
                    Fact(words.text("Delivered by"), row.delivered_by or NOTHING),
                ),
            ),
        ),
        (
            Link(words.text("The client"), "building-2", ShowRows("clients", row.client)),
            Link(words.text("Invoices of this contract"), "receipt-text", ShowRows("invoices", row.number)),
        ),
        deeds,
        more=more,
    )


DEEDS: Mapping[str, tuple[str, str]] = {
    "edit": (mark("Change (F2)"), "pencil"),
    "invoice": (mark("New invoice…"), "receipt-text"),
    "act": (mark("New act…"), "check-check"),
    "extend": (mark("Extension…"), "copy"),
    "amend": (mark("Amendment…"), "history"),
    "complete": (mark("The work is done"), "check"),
    "cancel": (mark("Cancel the contract…"), "x"),
    "remove": (mark("Remove…"), "trash-2"),
}
"""What can be done with a contract, with its icon."""
_USUAL = frozenset({"edit", "invoice", "act"})
_ENDINGS = frozenset({"cancel", "remove"})
_OF_ACTIVE = frozenset({"invoice", "act", "amend", "extend", "complete", "cancel"})


def _deeds(row: ContractRow, context: UiContext[Office]) -> Iterator[Deed]:
    if not context.actor.may(Permission.EDIT_CONTRACTS):
        return
    for key, (title, icon) in DEEDS.items():
        if row.status == ContractStatus.ACTIVE.value or key not in _OF_ACTIVE:
            yield Deed(key, context.words.text(title), icon)


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} contract shown", "{n} contracts shown", n)


PLAN: RecordPlan[Office, ContractRow] = RecordPlan(
    key="contracts",
    title=mark("Contracts"),
    search_hint=mark("Search contracts (Ctrl+F)"),
    icon="file-text",
    empty_title=mark("No contracts yet"),
    purpose=mark(
        "Here stands every order: which one of its client it is, who found, sold and delivered it, what it brought."
    ),
    areas=frozenset({Area.CLIENTS, Area.CONTRACTS, Area.INVOICES, Area.PAYMENTS, Area.STAFF}),
    columns=COLUMNS,
    views=VIEWS,
    load=load,
    first=first,
    detail=detail,
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("signed", True),
    opens=(OpenContract,),
)


class ContractsPage(EditPage[Office, ContractRow]):
    """The list of orders, and the forms around them."""

    form_width = 404

    def __init__(self, context: UiContext[Office]) -> None:
        """Whoever may not edit contracts gets no buttons for it."""
        super().__init__(context, PLAN)
        PaperDeeds(self, papers.PAPERS)
        self._may = context.actor.may(Permission.EDIT_CONTRACTS)
        if self._may:
            self.offer_new(context.words.text("New contract"), self.ask_new)

    def ask_new(self) -> None:
        """The form of an order that is not there yet."""
        self.open_new(forms.new_contract(self.context))

    def do(self, key: str) -> None:
        """A deed of the panel on the selected contract."""
        row = self.table.current()
        if row is None or key not in DEEDS or not self._may:
            return
        actor, row_id = self.context.actor, row.id

        def read(office: Office, _progress: Progress) -> Contract:
            return office.contracts.get(actor, row_id)

        self.context.lanes.read.ask(self, read, lambda contract: self._do(key, contract), self.refused)

    def _do(self, key: str, contract: Contract) -> None:
        context = self.context
        if key == "invoice":
            context.navigator.go(NewInvoiceOf(contract.id))
        elif key == "edit":
            self.open_form(forms.change_contract(context, contract), contract.id)
        elif key == "extend":
            self.open_new(forms.new_contract(context, contract))
        elif key in {"amend", "act", "cancel"}:
            make = {"amend": forms.amendment, "act": forms.act, "cancel": forms.cancellation}[key]
            self.open_dialog(make(context, contract))
        elif key == "complete":
            self.perform(
                lambda office: office.contracts.complete(context.actor, contract.id, contract.version),
                context.words.text("The contract is completed."),
            )
        else:
            self._ask_remove(contract)

    def _ask_remove(self, contract: Contract) -> None:
        words, actor = self.context.words, self.context.actor
        self.ask_remove(
            contract.number,
            words.text("Only a contract without invoices, acts and payments can be removed. Ctrl+Z brings it back."),
            lambda office: office.contracts.remove(actor, contract.id, contract.version),
            words.text("The contract is removed."),
        )


def build(context: UiContext[Office]) -> ContractsPage:
    """The page."""
    return ContractsPage(context)
