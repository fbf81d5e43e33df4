"""The panel of a person: since when here, what they hold and have to do; pay for whoever may see it."""

from __future__ import annotations

from collections.abc import Iterator

from app.bootstrap import Office
from app.calc.facts import Function
from app.i18n.words import Words
from app.kernel.actor import Permission
from app.overview.holdings import Holding
from app.overview.model import StaffRow
from app.wording.terms import FUNCTIONS, TASK_KINDS
from ui.kit.columns import NOTHING, Chip
from ui.kit.detail import Deed, Detail, Fact, Facts, Link
from ui.kit.related import Related, RelatedRow, Small
from ui.runtime.context import UiContext
from ui.runtime.intents import ShowRows
from ui.staff.card import StaffCard
from ui.staff.pay_panel import engagement, pay_lists

_NAMED = 3
"""Clients that are named under a function; the others are counted."""
_TASKS = 8


def detail(row: StaffRow, context: UiContext[Office], chip: Chip, card: StaffCard | None) -> Detail:
    """What the panel says of a person; what belongs to it comes with the card."""
    words = context.words
    return Detail(
        row.name,
        row.position,
        (words.text(chip.text), chip.tone),
        (_about(words, row, card), _brought(words, row)),
        (Link(words.text("Contracts sold"), "file-text", ShowRows("contracts", row.name)),),
        tuple(_deeds(row, context, card)),
        related=tuple(_related(context, card)) if card else (),
        tools=_tools(context) if card else (),
    )


def _about(words: Words, row: StaffRow, card: StaffCard | None) -> Facts:
    facts = [
        Fact(words.text("Staff number"), row.staff_no),
        Fact(words.text("E-mail"), row.email or NOTHING),
        Fact(words.text("Works here since"), words.date(row.hired_on) or NOTHING),
        Fact(words.text("Left on"), words.date(row.left_on) or NOTHING),
    ]
    if card is not None and card.pay is not None and card.pay.terms:
        facts.append(Fact(words.text("Engagement"), engagement(words, card.pay.terms[-1].terms)))
    return Facts("", tuple(facts))


def _brought(words: Words, row: StaffRow) -> Facts:
    return Facts(
        words.text("Brought"),
        (
            Fact(words.text("Clients found"), words.number(row.clients_found)),
            Fact(words.text("Contracts sold"), words.number(row.contracts_sold)),
        ),
    )


def _tools(context: UiContext[Office]) -> tuple[Small, ...]:
    words = context.words
    if not context.actor.may(Permission.EDIT_STAFF):
        return ()
    return (
        Small("edit", "pencil", words.text("Change the person")),
        Small("remove", "trash-2", words.text("Remove the person")),
    )


def _deeds(row: StaffRow, context: UiContext[Office], card: StaffCard | None) -> Iterator[Deed]:
    words, may = context.words, context.actor.may
    if may(Permission.EDIT_STAFF) and row.left_on is None:
        yield Deed("leave", words.text("Leaves…"), "calendar-check")
    if may(Permission.EDIT_CONTRACTS) and card is not None and card.holds:
        yield Deed("hand_on", words.text("Hand clients and tasks on…"), "arrow-right")


def _related(context: UiContext[Office], card: StaffCard) -> Iterator[Related]:
    if card.pay is not None:
        yield from pay_lists(context, card.person, card.pay)
    yield _functions(context.words, card)
    yield _tasks(context.words, card)


def _functions(words: Words, card: StaffCard) -> Related:
    """Each function with for how many clients it is held; the list opens with all of them."""
    rows = []
    look = Small("held", "users", words.text("Show the clients"))
    for function, held in card.held().items():
        count = words.plural("{n} client", "{n} clients", len(held))
        title = words.text(FUNCTIONS[function.value])
        rows.append(RelatedRow(place_of(function), title, _named(words, held), count, deeds=(look,)))
    return Related(words.text("Functions now"), tuple(rows), None, words.text("No client is in this person's hands."))


def _named(words: Words, held: tuple[Holding, ...]) -> str:
    names = ", ".join(one.client for one in held[:_NAMED])
    more = len(held) - _NAMED
    if more > 0:
        names = f"{names} {words.plural('and {n} more', 'and {n} more', more)}"
    lines = [names]
    runs, promised = sum(one.contracts for one in held), sum(1 for one in held if one.next_on is not None)
    if runs:
        lines.append(words.plural("{n} running contract", "{n} running contracts", runs))
    if promised:
        lines.append(words.plural("{n} is to go to somebody else", "{n} are to go to somebody else", promised))
    return "\n".join(lines)


def _tasks(words: Words, card: StaffCard) -> Related:
    rows = []
    look = Small("client", "arrow-right", words.text("Open the client"))
    for task in card.tasks[:_TASKS]:
        note = "\n".join(part for part in (card.clients.get(task.client_id, ""), task.note) if part)
        due = words.text("by {day}").format(day=words.date(task.due_on)) if task.due_on else ""
        rows.append(RelatedRow(task.client_id, words.text(TASK_KINDS[task.kind.value]), note, due, deeds=(look,)))
    more = len(card.tasks) - _TASKS
    if more > 0:
        rows.append(RelatedRow(0, words.plural("and {n} more task", "and {n} more tasks", more)))
    return Related(words.text("Open tasks"), tuple(rows), None, words.text("Nothing is to be done."))


def place_of(function: Function) -> int:
    """The number by which a function's row is known."""
    return list(Function).index(function)
