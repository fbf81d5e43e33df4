"""The form of a reminder: what the client said to the call, and when the money is promised for."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.invoices.model import Channel, NewReminder, Outcome
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.overview.overdue import LateInvoice, Person
from app.wording.terms import CHANNELS, OUTCOMES
from ui.kit.form_fields import Choice, ChoiceField, DateField, FormPlan, LongTextField, PickField, Stand, Values
from ui.runtime.context import UiContext


def _promised(values: Values) -> bool:
    return bool(values["outcome"] == Outcome.PROMISED.value)


def _dissatisfied(values: Values) -> bool:
    return bool(values["outcome"] == Outcome.DISSATISFIED.value)


FIELDS = (
    ChoiceField(
        "outcome",
        mark("What came of it"),
        required=True,
        short=True,
        choices=tuple((outcome.value, OUTCOMES[outcome.value]) for outcome in Outcome),
    ),
    ChoiceField(
        "channel",
        mark("How"),
        required=True,
        short=True,
        choices=tuple((channel.value, CHANNELS[channel.value]) for channel in Channel),
    ),
    DateField("promised_on", mark("Promised for"), short=True, when=_promised),
    DateField("on_date", mark("Reminded on"), required=True, short=True),
    PickField("task_for", mark("Task for"), when=_dissatisfied),
    PickField("person_id", mark("Reminded by"), required=True, missing="person_missing"),
    LongTextField("note", mark("Note")),
)
"""The outcome comes first: Enter alone notes a call that nobody answered."""


def reminder_form(row: LateInvoice, people: tuple[Person, ...], context: UiContext[Office]) -> FormPlan[Office]:
    """The form for one late invoice; a dissatisfied client makes a task, at first for who runs the project."""
    words, actor = context.words, context.actor
    choices = [Choice(person.id, person.name) for person in people]
    here = {person.id for person in people}
    by = next((key for key in (actor.person_id, row.collector and row.collector.id) if key in here), None)
    manager = row.manager or row.collector
    stand = Stand(
        {
            "outcome": Outcome.NO_ANSWER.value,
            "channel": Channel.CALL.value,
            "on_date": context.clock.today(),
            "person_id": by,
            "task_for": manager.id if manager is not None and manager.id in here else None,
            "note": "",
        },
        choices={"person_id": choices, "task_for": choices},
    )
    return FormPlan(
        f"invoices.remind/{row.id}",
        words.text("A reminder about invoice {number}").format(number=row.number),
        FIELDS,
        lambda _office: stand,
        lambda office, values, _version: _save(office, actor, row.id, values),
        deed=words.text("Note it"),
        saved=words.text("The reminder is noted."),
        note=_about(row, words),
    )


def _about(row: LateInvoice, words: Words) -> str:
    late = words.plural("{n} day late", "{n} days late", row.days_late)
    return f"{row.client} · {words.money(row.open_minor, row.currency)} · {late}"


def _save(office: Office, actor: Actor, invoice_id: int, values: Values) -> Done[int]:
    new = NewReminder(
        invoice_id=invoice_id,
        on_date=values["on_date"],
        channel=Channel(values["channel"]),
        person_id=values["person_id"],
        outcome=Outcome(values["outcome"]),
        promised_on=values["promised_on"],
        note=values["note"] or "",
        task_for=values["task_for"],
    )
    return office.tasks.remind(actor, new)
