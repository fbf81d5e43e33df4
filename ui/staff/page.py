"""Staff: who works here and what they brought. What anybody is paid is not on this page."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area
from app.overview.model import StaffRow
from ui.kit.cards import Figure
from ui.kit.columns import NOTHING, Chip, Column, Kind
from ui.kit.detail import Detail, Fact, Facts, Link
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenPerson, ShowRows

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


def build(context: UiContext[Office]) -> RecordPage[Office, StaffRow]:
    """The page."""
    return RecordPage(context, PLAN)
