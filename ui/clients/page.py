"""Clients: who pays the firm, how much they have ordered and what they owe."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.kernel.changes import Area
from app.kernel.period import Month
from app.overview.model import ClientRow
from ui.clients import forms, papers
from ui.clients.card import EARNED, TIMELINE, ClientCard, detail, load_card
from ui.clients.story import ClientStory
from ui.kit.cards import Figure, whole_money
from ui.kit.columns import NOTHING, Column, Kind
from ui.kit.edit_page import EditPage
from ui.kit.record_page import Books, RecordPlan, View
from ui.printing.deeds import PaperDeeds
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, OpenClient, OpenContract
from ui.runtime.jobs import Job, Progress

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


def first(office: Office, context: UiContext[Office], most: int) -> tuple[ClientRow, ...]:
    """Those whose names come first, while the others are read."""
    return office.overview.first_clients(context.actor, most, context.clock.today())


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} client shown", "{n} clients shown", n)


PLAN: RecordPlan[Office, ClientRow] = RecordPlan(
    key="clients",
    title=mark("Clients"),
    search_hint=mark("Search clients (Ctrl+F)"),
    icon="building-2",
    empty_title=mark("No clients yet"),
    purpose=mark("Here stand the firms that pay you: how often they have ordered, what they paid and what they owe."),
    areas=frozenset({Area.CLIENTS, Area.CONTRACTS, Area.INVOICES, Area.PAYMENTS, Area.STAFF, Area.TASKS}),
    columns=COLUMNS,
    views=VIEWS,
    load=load,
    first=first,
    detail=lambda row, context: detail(row, context, None),
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("name", False),
    opens=(OpenClient,),
)


class ClientsPage(EditPage[Office, ClientRow]):
    """The list of clients, the panel of one, and the forms around it."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Whoever may not edit clients gets no buttons for it."""
        super().__init__(context, PLAN)
        self.card: ClientCard | None = None
        self._card_job: Job | None = None
        self.story: ClientStory | None = None
        """What is told of a client at length, in the place of the list; made when it is first asked for."""
        self.told = False
        """Whether it is in front."""
        if context.actor.may(Permission.SEE_PAY):
            self.areas |= {Area.PAYROLL}
        self._hear(QKeySequence("Ctrl+T"), self.open_story)
        self._may = context.actor.may(Permission.EDIT_CLIENTS)
        if self._may:
            self.offer_new(context.words.text("New client"), self.ask_new)

    def ask_new(self) -> None:
        """The form of a client that is not there yet."""
        self.open_new(forms.new_client(self.context))

    def do(self, key: str) -> None:
        """A deed of the panel, as ``contact.edit/12``."""
        card, (deed, _, number) = self.card, key.partition("/")
        if deed in {TIMELINE, EARNED}:
            self.open_story(deed)
        elif card is None:
            return
        elif deed == "edit" and self._may:
            self.open_form(forms.change_client(self.context, card), card.client.id)
        elif deed == "remove":
            self._ask_remove(card)
        elif deed == "contract.open":
            self.context.navigator.go(OpenContract(int(number)))
        elif deed == "handover":
            self.open_dialog(forms.hand_over(self.context, card))
        elif deed == "contact.add":
            self.open_dialog(forms.contact(self.context, card.client, None))
        elif deed == "task.add":
            self.open_dialog(forms.new_task(self.context, card))
        else:
            self._do_with_related(card, deed, int(number or 0))

    def open_story(self, part: str = TIMELINE) -> None:
        """Tell of the selected client in the place of the list; nothing without one."""
        row = self.table.current()
        if row is None or part not in self.story_parts:
            return
        if self.story is None:
            self.story = ClientStory(self, self.story_parts)
            self.story.left.connect(self.close_story)
        story = self.story
        story.open(part)
        if not self.told:
            self.told = True
            self.put_in_front(story)
            story.show_client(row)
            self._change_head(self.context.words.text("Search what is told of the client (Ctrl+F)"))
        story.part.say_count()
        story.take_focus()

    def close_story(self) -> None:
        """Back to the list."""
        if self.told and self.story is not None:
            self.told = False
            self.story.part.search("")
            self.put_in_front(None)
            self._change_head(self.context.words.text(PLAN.search_hint))
            self._recount()
            self.table.setFocus()

    @property
    def story_parts(self) -> tuple[str, ...]:
        """What ``open_story`` may be given."""
        return (TIMELINE, EARNED) if self.context.actor.may(Permission.SEE_PAY) else (TIMELINE,)

    def search(self, text: str) -> None:
        """In what is in front."""
        if self.told and self.story is not None:
            self.story.part.search(text)
        else:
            super().search(text)

    def go(self, intent: Intent) -> None:
        """To the list first."""
        self.close_story()
        super().go(intent)

    def take_focus(self) -> None:
        """Into what is in front."""
        if self.told and self.story is not None:
            self.story.take_focus()
        else:
            super().take_focus()

    def show_detail(self, row: ClientRow | None) -> None:
        """The facts of the row at once; what belongs to it when it is read."""
        if self.told and self.story is not None:
            if row is None:
                self.close_story()
            else:
                self.story.show_client(row)
        if self._card_job is not None:
            self._card_job.drop()
        if row is None:
            self.card = None
            self.detail.show_detail(None)
            return
        known = self.card if self.card is not None and self.card.client.id == row.id else None
        self.card = known
        self.detail.show_detail(detail(row, self.context, known))

        def read(office: Office, _progress: Progress) -> ClientCard:
            return load_card(office, self.context, row.id)

        def show(card: ClientCard) -> None:
            self.card = card
            self.detail.show_detail(detail(row, self.context, card))

        self._card_job = self.context.lanes.read.ask(self, read, show, self.refused)

    def _change_head(self, hint: str) -> None:
        """Another search begins empty, and so the list's ends."""
        self.model.set_search("")
        self.search_hint = hint
        self.head_changed.emit()

    def _do_with_related(self, card: ClientCard, deed: str, row_id: int) -> None:
        words, actor = self.context.words, self.context.actor
        stored = next((one for one in card.contacts if one.id == row_id), None)
        task = next((one for one in card.tasks if one.id == row_id), None)
        if deed == "contact.edit" and stored is not None:
            self.open_dialog(forms.contact(self.context, card.client, stored))
        elif deed == "contact.remove" and stored is not None:
            self.ask_remove(
                stored.contact.name,
                words.text("The contact leaves the client. Ctrl+Z brings it back."),
                lambda office: office.clients.remove_contact(actor, stored.id, stored.version),
                words.text("The contact is removed."),
            )
        elif deed == "task.done" and task is not None:
            self.perform(
                lambda office: office.tasks.done(actor, task.id, task.version), words.text("The task is done.")
            )

    def _ask_remove(self, card: ClientCard) -> None:
        words, actor, client = self.context.words, self.context.actor, card.client
        text = words.text(
            "Only a client that no contract, payment or task names can be removed. Ctrl+Z brings it back."
        )
        self.ask_remove(
            client.name,
            text,
            lambda office: office.clients.remove(actor, client.id, client.version),
            words.text("The client is removed."),
        )


def build(context: UiContext[Office]) -> ClientsPage:
    """The page."""
    page = ClientsPage(context)
    PaperDeeds(page, papers.PAPERS)
    return page
