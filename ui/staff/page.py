"""Staff: who works here, what they brought and hold; what they are paid, for whoever may see it."""

from __future__ import annotations

from collections.abc import Mapping

from app.bootstrap import Office
from app.calc.facts import Function
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.kernel.changes import Area
from app.overview.model import StaffRow
from app.wording.terms import FUNCTIONS
from ui.kit.cards import Figure
from ui.kit.columns import Chip, Column, Kind
from ui.kit.edit_page import EditPage
from ui.kit.record_page import Books, RecordPlan, View
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenClient, OpenPerson
from ui.runtime.jobs import Job, Progress
from ui.staff import forms, leaving_form, panel, pay_deeds
from ui.staff.card import StaffCard, load_card
from ui.staff.held_dialog import HeldDialog

RIGHTS: Mapping[str, Permission] = {
    "edit": Permission.EDIT_STAFF,
    "remove": Permission.EDIT_STAFF,
    "leave": Permission.EDIT_STAFF,
    "hand_on": Permission.EDIT_CONTRACTS,
    "held": Permission.SEE_RECORDS,
    "client": Permission.SEE_RECORDS,
    **pay_deeds.RIGHTS,
}
"""What each deed of the panel needs."""
CHIPS = {"here": Chip(mark("Works here"), "good"), "left": Chip(mark("Has left"), "plain")}


def _standing(row: StaffRow) -> str:
    return "left" if row.left_on else "here"


COLUMNS: tuple[Column[StaffRow], ...] = (
    Column("staff_no", mark("No."), lambda row: row.staff_no, width=76, muted=True, sort=lambda row: row.staff_no_key),
    Column("name", mark("Name"), lambda row: row.name, width=170, stretch=True),
    Column("position", mark("Position"), lambda row: row.position, width=170, stretch=True, muted=True, rank=1),
    Column("hired", mark("Since"), lambda row: row.hired_on, Kind.DATE, width=104, muted=True, rank=3),
    Column("found", mark("Clients found"), lambda row: row.clients_found, Kind.NUMBER, width=116, rank=2),
    Column("sold", mark("Contracts sold"), lambda row: row.contracts_sold, Kind.NUMBER, width=124, rank=1),
    Column("standing", mark("Status"), _standing, Kind.CHIP, width=116, chips=CHIPS),
)

VIEWS: tuple[View[StaffRow], ...] = (
    View("all", mark("All")),
    View("here", mark("Work here"), lambda row: row.left_on is None),
    View("left", mark("Have left"), lambda row: row.left_on is not None),
)


def load(office: Office, context: UiContext[Office]) -> Books[StaffRow]:
    """Everybody."""
    words = context.words
    rows = office.overview.staff(context.actor)
    here = [row for row in rows if row.left_on is None]
    selling = sum(1 for row in here if row.contracts_sold)
    finding = sum(1 for row in here if row.clients_found)
    return Books(
        rows,
        (
            Figure(
                words.text("Work here"),
                words.number(len(here)),
                words.plural("{n} has left", "{n} have left", len(rows) - len(here)),
            ),
            Figure(words.text("Have sold"), words.number(selling), words.text("at least one contract")),
            Figure(words.text("Have found"), words.number(finding), words.text("at least one client")),
        ),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} person shown", "{n} people shown", n)


PLAN: RecordPlan[Office, StaffRow] = RecordPlan(
    key="staff",
    title=mark("Staff"),
    search_hint=mark("Search people (Ctrl+F)"),
    icon="users",
    empty_title=mark("Nobody yet"),
    purpose=mark("Here stand the people of the firm: since when they work here, whom they found and what they sold."),
    areas=frozenset({Area.STAFF, Area.CLIENTS, Area.CONTRACTS, Area.TASKS, Area.PAY_TERMS, Area.SCHEMES, Area.PAYROLL}),
    columns=COLUMNS,
    views=VIEWS,
    load=load,
    detail=lambda row, context: panel.detail(row, context, CHIPS[_standing(row)], None),
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("staff_no", False),
    opens=(OpenPerson,),
)


class StaffPage(EditPage[Office, StaffRow]):
    """The list of people, the panel of one, and the forms around it."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Whoever may not edit staff gets no buttons for it."""
        super().__init__(context, PLAN)
        self.card: StaffCard | None = None
        self._card_job: Job | None = None
        if context.actor.may(Permission.EDIT_STAFF):
            self.offer_new(context.words.text("New person"), self.ask_new, "user-plus")

    def ask_new(self) -> None:
        """The form of somebody who is not on the staff yet."""
        self.open_new(forms.new_person(self.context))

    def show_detail(self, row: StaffRow | None) -> None:
        """The facts of the row at once; what belongs to it when it is read."""
        if self._card_job is not None:
            self._card_job.drop()
        if row is None:
            self.card = None
            self.detail.show_detail(None)
            return
        context, chip = self.context, CHIPS[_standing(row)]
        self.card = self.card if self.card is not None and self.card.person.id == row.id else None
        self.detail.show_detail(panel.detail(row, context, chip, self.card))

        def read(office: Office, _progress: Progress) -> StaffCard:
            return load_card(office, context, row.id)

        def show(card: StaffCard) -> None:
            self.card = card
            self.detail.show_detail(panel.detail(row, context, chip, card))

        self._card_job = context.lanes.read.ask(self, read, show, self.refused)

    def do(self, key: str) -> None:
        """A deed of the panel, as ``terms.edit/12``."""
        card, (deed, _, number) = self.card, key.partition("/")
        if card is None or not self.context.actor.may(RIGHTS[deed]):
            return
        if deed == "edit":
            self.open_form(forms.change_person(self.context, card.person), card.person.id)
        elif deed == "remove":
            self._ask_remove(card)
        elif deed in {"leave", "hand_on"}:
            make = leaving_form.leaving if deed == "leave" else leaving_form.hand_on
            self.open_dialog(make(self.context, card))
        elif deed == "held":
            self._show_held(card, list(Function)[int(number)])
        elif deed == "client":
            self.context.navigator.go(OpenClient(int(number)))
        elif card.pay is not None:
            pay_deeds.do(self, card.person, card.pay, deed, int(number or 0))

    def _show_held(self, card: StaffCard, function: Function) -> None:
        words = self.context.words
        title = f"{card.person.name}: {words.text(FUNCTIONS[function.value])}"
        dialog = HeldDialog(title, card.held().get(function, ()), words, self)
        dialog.opened.connect(lambda client_id: self.context.navigator.go(OpenClient(client_id)))
        dialog.open()

    def _ask_remove(self, card: StaffCard) -> None:
        words, actor, person = self.context.words, self.context.actor, card.person
        self.ask_remove(
            person.name,
            words.text("Only a person whom nothing names can be removed. Ctrl+Z brings it back."),
            lambda office: office.staff.remove(actor, person.id, person.version),
            words.text("The person is removed."),
        )


def build(context: UiContext[Office]) -> StaffPage:
    """The page."""
    return StaffPage(context)
