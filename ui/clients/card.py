"""Everything that is known of one client, as its panel and its forms need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.bootstrap import Office
from app.calc.facts import Function
from app.clients.model import Client, Group, Membership, StoredContact
from app.contracts.holding import Held
from app.i18n.words import Words
from app.invoices.model import Task
from app.kernel.actor import Permission
from app.overview.model import ClientRow, ContractRow, StaffRow
from app.wording.terms import CONTRACT_STATUSES, FUNCTIONS, TASK_KINDS
from ui.kit.columns import NOTHING
from ui.kit.detail import Deed, Detail, Fact, Facts, Link
from ui.kit.related import Related, RelatedRow, Small
from ui.printing.deeds import paper_deeds
from ui.runtime.context import UiContext
from ui.runtime.intents import ShowRows

TIMELINE, EARNED = "timeline", "earned"
"""Deeds of the panel, and the parts of a client's story."""
_HISTORY = 4
_TASKS = 8
_CONTRACTS = 8
_TONES = {"active": "info", "completed": "good", "cancelled": "bad"}


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A client with what belongs to it."""

    client: Client
    memberships: tuple[Membership, ...]
    groups: tuple[Group, ...]
    contacts: tuple[StoredContact, ...]
    holders: Mapping[Function, tuple[Held, ...]]
    tasks: tuple[Task, ...]
    staff: tuple[StaffRow, ...]
    contracts: tuple[ContractRow, ...] = ()
    """As they were signed."""

    @property
    def group_id(self) -> int | None:
        """The group that the client belongs to by the last membership."""
        return self.memberships[-1].group_id if self.memberships else None

    def group_name(self, group_id: int | None) -> str:
        """A group's name; empty for none."""
        return next((group.name for group in self.groups if group.id == group_id), "")

    def person(self, person_id: int | None) -> str:
        """Somebody's name."""
        return next((one.name for one in self.staff if one.id == person_id), NOTHING)


def load_card(office: Office, context: UiContext[Office], client_id: int) -> ClientCard:
    """Read it, on the read lane."""
    actor = context.actor
    return ClientCard(
        office.clients.get(actor, client_id),
        office.client_groups.of_client(actor, client_id),
        office.client_groups.list(actor),
        office.clients.contacts(actor, client_id),
        office.contracts.holders(actor, client_id),
        office.tasks.of_client(actor, client_id),
        office.overview.staff(actor),
        office.overview.contracts_of(actor, client_id),
    )


def detail(row: ClientRow, context: UiContext[Office], card: ClientCard | None) -> Detail:
    """What the panel says of a client; the second half comes with the card."""
    words = context.words
    return Detail(
        row.name,
        row.code,
        (words.text("Overdue"), "bad") if row.overdue_minor else None,
        (_about(words, row, card), _orders(words, row), _money(words, row)),
        (
            Link(words.text("Contracts of this client"), "file-text", ShowRows("contracts", row.name)),
            Link(words.text("Invoices of this client"), "receipt-text", ShowRows("invoices", row.name)),
            Link(words.text("Payments of this client"), "wallet", ShowRows("payments", row.name)),
        ),
        paper_deeds(words, "statement", words.text("Reconciliation")),
        related=_related(context, card) if card else (),
        tools=_tools(context) if card else (),
        ahead=_stories(context),
    )


def _about(words: Words, row: ClientRow, card: ClientCard | None) -> Facts:
    facts = [
        Fact(words.text("Group"), _group(words, row, card)),
        Fact(words.text("Country"), row.country or NOTHING),
        Fact(words.text("Found by"), row.found_by or NOTHING),
    ]
    if card is not None:
        client = card.client
        optional = (
            (words.text("Legal name"), client.legal_name),
            (words.text("Tax number"), client.tax_no),
            (words.text("Address"), client.address),
            (words.text("Bank details"), client.bank_details),
            (
                words.text("Signs for the client"),
                ", ".join(filter(None, (client.signatory, client.signatory_position))),
            ),
            (words.text("Won on"), words.date(client.won_on)),
            (words.text("Tags"), ", ".join(client.tags)),
            (words.text("Note"), client.note),
        )
        facts += [Fact(title, value) for title, value in optional if value]
    return Facts("", tuple(facts))


def _group(words: Words, row: ClientRow, card: ClientCard | None) -> str:
    if card is None or not card.memberships:
        return row.group or NOTHING
    name = card.group_name(card.group_id)
    since = words.date(card.memberships[-1].valid_from)
    if not name:
        return words.text("none since {day}").format(day=since)
    return words.text("{name} since {day}").format(name=name, day=since)


def _orders(words: Words, row: ClientRow) -> Facts:
    return Facts(
        words.text("Orders"),
        (
            Fact(words.text("Contracts"), words.number(row.orders)),
            Fact(words.text("Last order"), words.date(row.last_order_on) or NOTHING),
        ),
    )


def _money(words: Words, row: ClientRow) -> Facts:
    late = "bad" if row.overdue_minor else ""
    return Facts(
        words.text("Money"),
        (
            Fact(words.text("Invoiced"), words.money(row.invoiced_minor, row.currency)),
            Fact(words.text("Received"), words.money(row.received_minor, row.currency)),
            Fact(words.text("Still open"), words.money(row.invoiced_minor - row.received_minor, row.currency)),
            Fact(words.text("Overdue"), words.money(row.overdue_minor, row.currency), late),
        ),
    )


def _stories(context: UiContext[Office]) -> tuple[Deed, ...]:
    words = context.words
    timeline = Deed(TIMELINE, words.text("Timeline (Ctrl+T)"), "history")
    if not context.actor.may(Permission.SEE_PAY):
        return (timeline,)
    return (timeline, Deed(EARNED, words.text("What this client has earned whom"), "hand-coins"))


def _tools(context: UiContext[Office]) -> tuple[Small, ...]:
    words = context.words
    if not context.actor.may(Permission.EDIT_CLIENTS):
        return ()
    return (
        Small("edit", "pencil", words.text("Change the client")),
        Small("remove", "trash-2", words.text("Remove the client")),
    )


def _related(context: UiContext[Office], card: ClientCard) -> tuple[Related, ...]:
    return (_contacts(context, card), _people(context, card), _contracts(context, card), _tasks(context, card))


def _contacts(context: UiContext[Office], card: ClientCard) -> Related:
    words, may = context.words, context.actor.may(Permission.EDIT_CLIENTS)
    deeds = (
        Small("contact.edit", "pencil", words.text("Change the contact")),
        Small("contact.remove", "trash-2", words.text("Remove the contact")),
    )
    rows = []
    for stored in card.contacts:
        one = stored.contact
        note = "\n".join(part for part in (one.position, one.phone, one.email) if part)
        rows.append(RelatedRow(stored.id, one.name, note, deeds=deeds if may else ()))
    add = Small("contact.add", "plus", words.text("Add a contact"))
    return Related(words.text("Contacts"), tuple(rows), add if may else None, words.text("Nobody is noted yet."))


def _people(context: UiContext[Office], card: ClientCard) -> Related:
    """Each function with who holds it; and who held it before."""
    words = context.words
    rows = []
    for function, course in card.holders.items():
        lines = [
            f"{', '.join(card.person(person_id) for person_id in held.people)}, {_since(words, held)}"
            for held in course[:_HISTORY]
        ]
        rows.append(RelatedRow(0, words.text(FUNCTIONS[function.value]), "\n".join(lines)))
    may = context.actor.may(Permission.EDIT_CONTRACTS)
    add = Small("handover", "arrow-right", words.text("Hand over"))
    nothing = words.text("No contract has named anybody yet.")
    return Related(words.text("People by function"), tuple(rows), add if may else None, nothing)


def _since(words: Words, held: Held) -> str:
    day = words.date(held.since)
    if held.reason:
        return words.text("handed over {day}: {reason}").format(day=day, reason=held.reason)
    return words.text("since {day}, contract {number}").format(day=day, number=held.contract)


def _contracts(context: UiContext[Office], card: ClientCard) -> Related:
    """In their order, the latest where there are many; each says which order of the client it is."""
    words = context.words
    shown = card.contracts[-_CONTRACTS:]
    before = len(card.contracts) - len(shown)
    rows = []
    if before:
        earlier = words.plural("{n} earlier contract", "{n} earlier contracts", before)
        rows.append(RelatedRow(0, earlier, words.text("«Contracts of this client» shows them all.")))
    for row in shown:
        signed = words.text("signed {day}").format(day=words.date(row.signed_on))
        note = f"{signed}\n{words.money(row.net_minor, row.currency)}"
        state = words.text(CONTRACT_STATUSES[row.status])
        deed = Small("contract.open", "arrow-right", words.text("Open the contract"))
        rows.append(RelatedRow(row.id, _order(words, row), note, state, _TONES[row.status], (deed,)))
    return Related(words.text("Contracts in order"), tuple(rows), None, words.text("No contract is signed yet."))


def _order(words: Words, row: ContractRow) -> str:
    if row.extends:
        return words.text("{number}: extension of {of}").format(number=row.number, of=row.extends)
    if not row.order_number:
        return row.number
    return words.text("{number}: {ordinal} order").format(number=row.number, ordinal=words.ordinal(row.order_number))


def _tasks(context: UiContext[Office], card: ClientCard) -> Related:
    words, may = context.words, context.actor.may(Permission.EDIT_TASKS)
    today = context.clock.today()
    done = Small("task.done", "check", words.text("Mark as done"))
    rows = []
    for task in card.tasks[:_TASKS]:
        word, tone = _due(words, task, today)
        note = f"{card.person(task.person_id)}\n{task.note}".strip()
        deeds = (done,) if may and task.done_on is None else ()
        rows.append(RelatedRow(task.id, words.text(TASK_KINDS[task.kind.value]), note, word, tone, deeds))
    add = Small("task.add", "plus", words.text("Add a task"))
    return Related(words.text("Tasks"), tuple(rows), add if may else None, words.text("Nothing is to be done."))


def _due(words: Words, task: Task, today: date) -> tuple[str, str]:
    if task.done_on is not None:
        return words.text("done {day}").format(day=words.date(task.done_on)), "good"
    if task.due_on is None:
        return "", ""
    return words.text("by {day}").format(day=words.date(task.due_on)), "bad" if task.due_on < today else ""
