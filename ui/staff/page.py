"""Staff: who works here and what they brought. What anybody is paid is not on this page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.kernel.changes import Area
from app.overview.model import StaffRow
from app.staff.model import Person
from ui.kit.cards import Figure
from ui.kit.columns import NOTHING, Chip, Column, Kind
from ui.kit.detail import Deed, Detail, Fact, Facts, Link
from ui.kit.edit_page import EditPage
from ui.kit.form_fields import FormPlan
from ui.kit.record_page import Books, RecordPlan, View
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenPerson, ShowRows
from ui.runtime.jobs import Progress
from ui.staff import forms

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


def detail(row: StaffRow, context: UiContext[Office]) -> Detail:
    """What is known of a person, pay left out."""
    words = context.words
    chip = CHIPS[_standing(row)]
    return Detail(
        row.name,
        row.position,
        (words.text(chip.text), chip.tone),
        (
            Facts(
                "",
                (
                    Fact(words.text("Staff number"), row.staff_no),
                    Fact(words.text("E-mail"), row.email or NOTHING),
                    Fact(words.text("Works here since"), words.date(row.hired_on) or NOTHING),
                    Fact(words.text("Left on"), words.date(row.left_on) or NOTHING),
                ),
            ),
            Facts(
                words.text("Brought"),
                (
                    Fact(words.text("Clients found"), words.number(row.clients_found)),
                    Fact(words.text("Contracts sold"), words.number(row.contracts_sold)),
                ),
            ),
        ),
        (Link(words.text("Contracts sold"), "file-text", ShowRows("contracts", row.name)),),
        tuple(_deeds(row, context)),
    )


DEEDS: Mapping[str, tuple[str, str, Permission]] = {
    "edit": (mark("Change (F2)"), "pencil", Permission.EDIT_STAFF),
    "leave": (mark("Leaves…"), "calendar-check", Permission.EDIT_STAFF),
    "pay": (mark("Pay…"), "banknote", Permission.EDIT_PAY),
    "assign": (mark("Scheme…"), "hand-coins", Permission.EDIT_SCHEMES),
    "remove": (mark("Remove…"), "trash-2", Permission.EDIT_STAFF),
}
"""What can be done with a person, with its icon and the right that it needs."""


def _deeds(row: StaffRow, context: UiContext[Office]) -> Iterator[Deed]:
    for key, (title, icon, permission) in DEEDS.items():
        if context.actor.may(permission) and not (key == "leave" and row.left_on):
            yield Deed(key, context.words.text(title), icon)


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} person shown", "{n} people shown", n)


PLAN: RecordPlan[Office, StaffRow] = RecordPlan(
    key="staff",
    title=mark("Staff"),
    search_hint=mark("Search people (Ctrl+F)"),
    icon="users",
    empty_title=mark("Nobody yet"),
    purpose=mark("Here stand the people of the firm: since when they work here, whom they found and what they sold."),
    areas=frozenset({Area.STAFF, Area.CLIENTS, Area.CONTRACTS}),
    columns=COLUMNS,
    views=VIEWS,
    load=load,
    detail=detail,
    count_line=_count_line,
    identity=lambda row: row.id,
    sort=("staff_no", False),
    opens=(OpenPerson,),
)


class StaffPage(EditPage[Office, StaffRow]):
    """The list of people, and the forms around them."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Whoever may not edit staff gets no buttons for it."""
        super().__init__(context, PLAN)
        if context.actor.may(Permission.EDIT_STAFF):
            self.offer_new(context.words.text("New person"), self.ask_new, "user-plus")

    def ask_new(self) -> None:
        """The form of somebody who is not on the staff yet."""
        self.open_new(forms.new_person(self.context))

    def do(self, key: str) -> None:
        """A deed of the panel on the selected person."""
        row, known = self.table.current(), DEEDS.get(key)
        if row is None or known is None or not self.context.actor.may(known[2]):
            return
        actor, row_id = self.context.actor, row.id

        def read(office: Office, _progress: Progress) -> Person:
            return office.staff.get(actor, row_id)

        self.context.lanes.read.ask(self, read, lambda person: self._do(key, person), self.refused)

    def _do(self, key: str, person: Person) -> None:
        context, words = self.context, self.context.words
        if key == "edit":
            self.open_form(forms.change_person(context, person), person.id)
        elif key in _FORMS:
            self.open_dialog(_FORMS[key](context, person))
        else:
            self.ask_remove(
                person.name,
                words.text("Only a person whom nothing names can be removed. Ctrl+Z brings it back."),
                lambda office: office.staff.remove(context.actor, person.id, person.version),
                words.text("The person is removed."),
            )


_FORMS: Mapping[str, Callable[[UiContext[Office], Person], FormPlan[Office]]] = {
    "leave": forms.leaving,
    "pay": forms.pay_terms,
    "assign": forms.assignment,
}


def build(context: UiContext[Office]) -> StaffPage:
    """The page."""
    return StaffPage(context)
