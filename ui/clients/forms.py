"""The forms of clients: the client itself, people there, groups, hand-overs and tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from app.bootstrap import Office
from app.calc.facts import Function
from app.clients.checks import contact_problems
from app.clients.model import Client, Contact, NewClient, NewGroup, StoredContact
from app.contracts.model import NewHandover
from app.i18n.words import mark
from app.invoices.model import NewTask, TaskKind
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.wording.terms import FUNCTIONS, TASK_KINDS
from ui.clients.card import ClientCard
from ui.kit.form_fields import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    FormPlan,
    LastChange,
    ListField,
    LongTextField,
    PickField,
    Stand,
    TextField,
    Values,
    WholeField,
)
from ui.runtime.context import UiContext

_HANDED_ON = (Function.DELIVERING, Function.INVOICING, Function.COLLECTING, Function.ACCEPTING)
"""Finding and selling are not handed over: who found and sold stays so (SEMANTICS 6)."""
_OF_CLIENT = (
    "code", "name", "legal_name", "tax_no", "country", "address", "note", "won_on", "found_by", "tags",
    "bank_details", "signatory", "signatory_position",
)  # fmt: skip


def new_client(context: UiContext[Office]) -> FormPlan[Office]:
    """A client that is not there yet; its code is suggested."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        values = {"code": office.clients.next_code(actor), "valid_from": context.clock.today(), "orders_before": 0}
        return Stand(values, 0, _lists(office, context))

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        return office.client_groups.admit(actor, _client(values), values["group_id"], values["valid_from"])

    return FormPlan(
        "clients.new",
        words.text("New client"),
        _fields(context, None),
        load,
        save,
        words.text("Add the client"),
        words.text("The client is added."),
    )


def change_client(context: UiContext[Office], card: ClientCard) -> FormPlan[Office]:
    """The fields of a client, and the group it belongs to from a day on."""
    words, actor, client_id = context.words, context.actor, card.client.id

    def load(office: Office) -> Stand:
        client = office.clients.get(actor, client_id)
        memberships = office.client_groups.of_client(actor, client_id)
        values = _values(client) | {
            "group_id": memberships[-1].group_id if memberships else None,
            "valid_from": context.clock.today(),
        }
        return Stand(values, client.version, _lists(office, context))

    def save(office: Office, values: Values, version: int) -> Done[None]:
        group_id, since = values["group_id"], values["valid_from"]
        return office.client_groups.revise(actor, (client_id, version), _client(values), group_id, since)

    return FormPlan(
        f"clients.change/{client_id}",
        card.client.name,
        _fields(context, card),
        load,
        save,
        saved=words.text("The client is saved."),
        last_change=_last_change(context, "client", client_id),
    )


def new_group(context: UiContext[Office]) -> FormPlan[Office]:
    """Several legal entities of one owner."""
    words, actor = context.words, context.actor

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        return office.client_groups.add(actor, NewGroup(values["name"]))

    return FormPlan(
        "clients.group.new",
        words.text("New client group"),
        (TextField("name", mark("Name of the group"), required=True, missing="name_missing"),),
        lambda _office: Stand({}),
        save,
        words.text("Add the group"),
        note=words.text("Several legal entities of one owner: their orders are counted together."),
    )


def contact(context: UiContext[Office], client: Client, stored: StoredContact | None) -> FormPlan[Office]:
    """A person at the client, a new one or one that is noted already."""
    words, actor, client_id = context.words, context.actor, client.id

    def of(values: Values) -> Contact:
        return Contact(client_id, values["name"], values["position"], values["phone"], values["email"])

    def load(office: Office) -> Stand:
        if stored is None:
            return Stand({})
        now = next((one for one in office.clients.contacts(actor, client_id) if one.id == stored.id), stored)
        one = now.contact
        values = {"name": one.name, "position": one.position, "phone": one.phone, "email": one.email}
        return Stand(values, now.version)

    def save(office: Office, values: Values, version: int) -> Done[Any]:
        if stored is None:
            return office.clients.add_contact(actor, of(values))
        return office.clients.change_contact(actor, stored.id, version, of(values))

    def rules(values: Values) -> Iterable[Finding]:
        return contact_problems(of(values))

    return FormPlan(
        f"clients.contact/{client_id}/{stored.id if stored else 'new'}",
        words.text("Contact at {client}").format(client=client.name),
        (
            TextField("name", mark("Name"), required=True, missing="name_missing"),
            TextField("position", mark("Position")),
            TextField("phone", mark("Telephone"), short=True),
            TextField("email", mark("E-mail"), short=True),
        ),
        load,
        save,
        saved=words.text("The contact is saved."),
        rules=rules,
        last_change=_last_change(context, "client_contact", stored.id) if stored else None,
    )


def hand_over(context: UiContext[Office], card: ClientCard) -> FormPlan[Office]:
    """From a day on somebody else holds a function for the client."""
    words, actor, client_id = context.words, context.actor, card.client.id

    def load(office: Office) -> Stand:
        values = {"on_date": context.clock.today()}
        return Stand(values, 0, {"person_id": _people(office, context)})

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        new = NewHandover(
            client_id, Function(values["function"]), values["person_id"], values["on_date"], values["reason"]
        )
        return office.contracts.hand_over(actor, new)

    return FormPlan(
        f"clients.handover/{client_id}",
        words.text("Hand over {client}").format(client=card.client.name),
        (
            ChoiceField(
                "function",
                mark("Function"),
                required=True,
                missing="choice_missing",
                choices=tuple((function.value, FUNCTIONS[function.value]) for function in _HANDED_ON),
            ),
            PickField("person_id", mark("To whom"), required=True, missing="person_missing"),
            DateField("on_date", mark("From which day"), required=True, missing="day_missing", short=True),
            LongTextField("reason", mark("Reason"), required=True, missing="reason_missing"),
        ),
        load,
        save,
        words.text("Hand over"),
        words.text("It is handed over."),
        note=words.text("What is earned from that day on goes to the new holder; what was earned before stays."),
    )


def new_task(context: UiContext[Office], card: ClientCard) -> FormPlan[Office]:
    """Something for somebody to do about the client."""
    words, actor, client_id = context.words, context.actor, card.client.id

    def load(office: Office) -> Stand:
        values = {"kind": TaskKind.OTHER.value, "person_id": actor.person_id}
        return Stand(values, 0, {"person_id": _people(office, context)})

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        kind = TaskKind(values["kind"])
        return office.tasks.add(actor, NewTask(client_id, kind, values["person_id"], values["due_on"], values["note"]))

    return FormPlan(
        f"clients.task/{client_id}",
        words.text("Task about {client}").format(client=card.client.name),
        (
            ChoiceField(
                "kind",
                mark("What it is about"),
                required=True,
                missing="choice_missing",
                choices=tuple((kind.value, TASK_KINDS[kind.value]) for kind in TaskKind),
            ),
            PickField("person_id", mark("Who does it"), required=True, missing="person_missing"),
            DateField("due_on", mark("By when"), short=True),
            LongTextField("note", mark("Note")),
        ),
        load,
        save,
        words.text("Add the task"),
        words.text("The task is added."),
    )


def _fields(context: UiContext[Office], card: ClientCard | None) -> tuple[Field, ...]:
    standing = card.group_id if card else None

    def moves(values: Values) -> bool:
        return bool(values["group_id"] != standing)

    return (
        TextField("name", mark("Name of the client"), required=True, missing="name_missing"),
        TextField("code", mark("Code"), required=True, missing="code_missing", short=True),
        TextField("tax_no", mark("Tax number"), short=True),
        TextField("legal_name", mark("Legal name"), hint=mark("as it stands in contracts")),
        TextField("country", mark("Country"), short=True),
        DateField("won_on", mark("Won on"), short=True),
        TextField("address", mark("Address")),
        PickField(
            "group_id",
            mark("Client group"),
            hint=mark("no group"),
            create=lambda _typed: new_group(context),
            create_title=mark("Add a new group …"),
        ),
        DateField(
            "valid_from", mark("In this group since"), required=True, missing="day_missing", short=True, when=moves
        ),
        PickField("found_by", mark("Found by"), hint=mark("not one of the staff")),
        WholeField("orders_before", mark("Earlier orders"), short=True, check=_not_negative),
        ListField("tags", mark("Tags"), hint=mark("parted by commas"), short=True),
        LongTextField("note", mark("Note")),
        TextField("bank_details", mark("Bank details"), hint=mark("account, bank")),
        TextField("signatory", mark("Signs for the client")),
        TextField("signatory_position", mark("Position of who signs")),
    )


def _not_negative(count: int | None, _values: Values) -> Finding | None:
    return Finding("orders_negative", "orders_before", {"count": count}) if count is not None and count < 0 else None


def _client(values: Values) -> NewClient:
    return NewClient(**{key: values[key] for key in _OF_CLIENT}, orders_before=values["orders_before"] or 0)


def _values(client: Client) -> dict[str, Any]:
    return {key: getattr(client, key) for key in (*_OF_CLIENT, "orders_before")}


def _lists(office: Office, context: UiContext[Office]) -> dict[str, Sequence[Choice]]:
    groups = [Choice(group.id, group.name) for group in office.client_groups.list(context.actor)]
    return {"group_id": groups, "found_by": _people(office, context)}


def _people(office: Office, context: UiContext[Office]) -> list[Choice]:
    """Everybody on the staff, those who have left last."""
    today: date = context.clock.today()
    staff = sorted(office.overview.staff(context.actor), key=lambda one: one.left_on is not None)
    left = context.words.text("has left")
    return [
        Choice(one.id, one.name, left if one.left_on is not None and one.left_on < today else one.staff_no)
        for one in staff
    ]


def _last_change(context: UiContext[Office], table: str, row_id: int) -> Callable[[Office], LastChange | None]:
    def ask(office: Office) -> LastChange | None:
        entry = office.journal.last_change(context.actor, table, row_id)
        return LastChange(entry.login, datetime.fromisoformat(entry.at)) if entry else None

    return ask
