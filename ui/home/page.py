"""The first page: figures, what there is to do and where, open tasks. No table: it must stand at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Permission, Role
from app.kernel.changes import Area, Done
from app.kernel.money import PPM, round_half_up
from app.overview.to_do import Duty, Home, HomeFigures, Motivation, ToDo
from app.wording import to_do as wording
from app.wording.terms import TASK_KINDS, term
from ui.home.cards import DutyRow, ToDoCard
from ui.home.ways import WAYS, intent_of
from ui.kit.cards import Figure, FigureRow, compared, whole_money
from ui.kit.empty_state import EmptyState
from ui.kit.labels import label, push_button, rule, tool_button
from ui.kit.page import Page
from ui.kit.scrolling import scrolled
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenClient, OpenPage
from ui.runtime.jobs import Progress

_COLUMNS = 2
_FEW, _ALL = 6, 1000
"""Tasks shown at first, and when all of them are asked for."""
_SIDE = 20
_TENTH_PERCENT = PPM // 1000


class HomePage(Page[Office]):
    """What the role has to do; each card opens the place to do it."""

    areas = frozenset(Area) - {Area.USERS, Area.IMPORTS}

    def __init__(self, context: UiContext[Office]) -> None:
        """Empty until it is shown."""
        super().__init__(context, context.words.text("Home"))
        self.search_hint = context.words.text("Find anything (Ctrl+K)")
        self.home: Home | None = None
        self.figures = FigureRow()
        self.cards: list[ToDoCard] = []
        self.duties: list[DutyRow] = []
        self.ticks: list[QToolButton] = []
        self._most = _FEW
        self._body: QWidget | None = None
        inside = QWidget()
        inside.setObjectName("HomeBody")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(_SIDE, 16, _SIDE, 16)
        self._column.setSpacing(12)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.figures)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._load_once()  # read while the window around the page is still being built

    def load(self) -> None:
        """Ask the read lane for the page."""
        actor, today, most = self.context.actor, self.context.clock.today(), self._most

        def fetch(office: Office, _progress: Progress) -> Home:
            return office.overview.home(actor, today, most)

        self.context.lanes.read.ask(self, fetch, self.show_home, self.refused)

    def search(self, text: str) -> None:
        """There are no rows here: look everywhere."""
        if text:
            self.context.navigator.find(text)

    def show_home(self, home: Home) -> None:
        """Show what was read."""
        self.home = home
        if home.figures is not None:
            self.figures.show_figures(figures(home.figures, self.context.words, self.context.currency))
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self.cards, self.duties, self.ticks = [], [], []
        self._body = QWidget()
        self._column.addWidget(self._body, 1)
        lines = QVBoxLayout(self._body)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(10)
        for role, chores in _by_role(home.to_do):
            lines.addWidget(label(self._headline(role), "Section"))
            lines.addLayout(self._grid(chores))
            lines.addSpacing(6)
        if home.duties:
            lines.addWidget(self._duties(home))
        if home.to_do or home.duties:
            lines.addStretch(1)
        else:
            lines.addWidget(self._nothing() if home.begun else self._beginning(), 1)
        self._body.show()
        self.say(self._line(home))
        self.loaded.emit()

    def _line(self, home: Home) -> str:
        n = len(home.to_do) + home.duty_count
        return self.context.words.plural("{n} thing to do", "{n} things to do", n) if n else ""

    def _headline(self, role: Role) -> str:
        words = self.context.words
        if role is self.context.actor.role:
            return words.text("To do")
        return words.text("In the office") if role is Role.OFFICE_MANAGER else words.text("In bookkeeping")

    def _grid(self, chores: Sequence[ToDo]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for at in range(_COLUMNS):
            grid.setColumnStretch(at, 1)
        for at, chore in enumerate(chores):
            card = self._card(chore)
            self.cards.append(card)
            grid.addWidget(card, at // _COLUMNS, at % _COLUMNS)
        return grid

    def _card(self, chore: ToDo) -> ToDoCard:
        words, way = self.context.words, WAYS[chore.code]
        number = words.number(chore.number) if not chore.code.startswith("run_") else ""
        card = ToDoCard(
            wording.title(words, chore), wording.note(words, chore, self.context.currency), number, way.icon, way.tone
        )
        intent = intent_of(chore)
        if intent is not None:
            card.clicked.connect(partial(self.context.navigator.go, intent))
        return card

    def _duties(self, home: Home) -> QWidget:
        words = self.context.words
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(words.plural("{n} open task", "{n} open tasks", home.duty_count), "Section"))
        head.addStretch(1)
        if len(home.duties) < home.duty_count:
            head.addWidget(push_button(words.text("Show all"), self._show_all, link=True))
        lines.addLayout(head)
        card = QFrame()
        card.setProperty("card", True)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        for at, duty in enumerate(home.duties):
            if at:
                rows.addWidget(rule())
            rows.addLayout(self._duty(duty))
        lines.addWidget(card)
        return made

    def _duty(self, duty: Duty) -> QHBoxLayout:
        words, context = self.context.words, self.context
        kind = term(words, TASK_KINDS, duty.kind)
        late = duty.due_on is not None and duty.due_on < context.clock.today()
        note = f"{kind}: {duty.note}" if duty.note else kind
        row = DutyRow(duty.client, note, duty.person, words.date(duty.due_on), late=late)
        row.clicked.connect(partial(context.navigator.go, OpenClient(duty.client_id)))
        self.duties.append(row)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(4)
        line.addWidget(row, 1)
        if context.actor.may(Permission.EDIT_TASKS):
            done = tool_button("check", words.text("Done: {client}, {task}").format(client=duty.client, task=note))
            done.clicked.connect(partial(self._done, duty))
            line.addWidget(done)
            self.ticks.append(done)
        return line

    def _done(self, duty: Duty) -> None:
        actor = self.context.actor

        def work(office: Office, _progress: Progress) -> Done[None]:
            return office.tasks.done(actor, duty.id, duty.version)

        self.context.lanes.work.ask(self, work, self._was_done, self.refused)

    def _was_done(self, _done: Done[None]) -> None:
        self.banner.say(self.context.words.text("The task is done."), "good")

    def _show_all(self) -> None:
        self._most = _ALL
        self.refresh()

    def _beginning(self) -> EmptyState:
        """What comes first in books that are empty."""
        words, may = self.context.words, self.context.actor.may
        state = EmptyState(
            "layout-dashboard",
            words.text("Where to begin"),
            words.text("First the people who work here, then a client and its contract. Invoices and payments follow."),
        )
        ways = (
            (Permission.EDIT_STAFF, words.text("Enter the staff"), "users", "staff"),
            (Permission.EDIT_CLIENTS, words.text("Enter a client"), "building-2", "clients"),
        )
        for permission, title, icon, page in ways:
            if may(permission):
                state.add_button(push_button(title, partial(self.context.navigator.go, OpenPage(page)), icon))
        return state

    def _nothing(self) -> EmptyState:
        words = self.context.words
        return EmptyState(
            "circle-check",
            words.text("Nothing to do"),
            words.text("Here stands what waits for you: invoices to send, clients to call, months to pay."),
        )


def _by_role(to_do: Sequence[ToDo]) -> list[tuple[Role, list[ToDo]]]:
    found: dict[Role, list[ToDo]] = {}
    for chore in to_do:
        found.setdefault(chore.role, []).append(chore)
    return list(found.items())


def figures(firm: HomeFigures, words: Words, currency: str) -> tuple[Figure, ...]:
    """The row of key figures."""
    now, before = firm.now, firm.before
    row = [
        Figure(
            words.text("Invoiced, {month}").format(month=words.month_name(now.month.month)),
            whole_money(words, now.invoiced_minor, currency),
            compared(words, now.invoiced_minor, before.invoiced_minor, before.month),
        ),
        Figure(
            words.text("Received"),
            whole_money(words, now.received_minor, currency),
            compared(words, now.received_minor, before.received_minor, before.month),
        ),
        Figure(
            words.text("Overdue"),
            whole_money(words, firm.overdue_minor, currency),
            words.plural("{n} invoice", "{n} invoices", firm.overdue_count),
            "bad" if firm.overdue_count else "",
        ),
    ]
    if firm.motivation is not None:
        row.append(_cost(firm.motivation, words, currency))
    return tuple(row)


def _cost(cost: Motivation, words: Words, currency: str) -> Figure:
    note = words.text("nothing was received then")
    if cost.received_minor > 0:
        tenths = round_half_up(cost.cost_minor * 1000, cost.received_minor)
        note = words.text("{share} of what was received").format(share=words.percent(tenths * _TENTH_PERCENT))
    title = words.text("Motivation, {month}").format(month=words.month_name(cost.month.month))
    return Figure(title, whole_money(words, cost.cost_minor, currency), note)


def build(context: UiContext[Office]) -> HomePage:
    """The page."""
    return HomePage(context)
