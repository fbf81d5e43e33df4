"""The form of leaving, and of handing on: who takes each client and task over, in one go and one undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from app.bootstrap import Office
from app.calc.facts import Function
from app.calc.scheme import Scheme, SchemeVersion
from app.i18n.words import Words, mark
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.leaving.checks import leaving_problems
from app.leaving.model import FunctionOn, Leaving, TaskOn
from app.overview.holdings import Holding
from app.wording.scheme_people import Speech
from app.wording.schemes import leaving_sentence
from app.wording.terms import FUNCTIONS, TASK_KINDS
from ui.kit.form_fields import Choice, DateField, Field, FormPlan, LongTextField, Stand, Values
from ui.runtime.context import UiContext
from ui.staff.card import StaffCard
from ui.staff.handing import Thing, handing_field

_TASK = "task"
_DAY = timedelta(days=1)
_WIDE = 760
"""Pixels of the form with the table of what is handed on."""
_PLACES = {"client_id": "takers", "person_id": "takers"}


def leaving(context: UiContext[Office], card: StaffCard) -> FormPlan[Office]:
    """The last day of a person, and who takes over what they hold."""
    words = context.words
    return _plan(
        context,
        card,
        words.text("{name} leaves").format(name=card.person.name),
        leaves=True,
        deed=words.text("Note the last day"),
        saved=words.text("The last day is noted."),
    )


def hand_on(context: UiContext[Office], card: StaffCard) -> FormPlan[Office]:
    """Who takes over what a person holds, whether the person stays or has left already."""
    words = context.words
    return _plan(
        context,
        card,
        words.text("Hand on what {name} holds").format(name=card.person.name),
        leaves=False,
        deed=words.text("Hand on"),
        saved=words.text("It is handed on."),
    )


def _plan(
    context: UiContext[Office], card: StaffCard, title: str, *, leaves: bool, deed: str, saved: str
) -> FormPlan[Office]:
    words, actor, today = context.words, context.actor, context.clock.today()
    people = {person.id: person for person in card.people}

    def load(office: Office) -> Stand:
        person = office.staff.get(actor, card.person.id)
        values = {
            "left_on": today if leaves else None,
            "on_date": None if leaves else (person.left_on + _DAY if person.left_on else today),
            "reason": words.text("Leaves the firm") if leaves or person.left_on else "",
        }
        offers = {"takers": list(_takers(words, card, today))} if card.holds else {}
        return Stand({key: values[key] for key in keys if key in values}, person.version, offers)

    fields = tuple(_fields(words, card, leaves=leaves))
    keys = {field.key for field in fields}

    def made(values: Values, version: int = 0) -> Leaving:
        return _leaving(card, values, version)

    def rules(values: Values) -> Iterable[Finding]:
        yield from leaving_problems(made(values), people)
        if not leaves and not values.get("takers"):
            yield Finding("nothing_handed_on", "takers")

    def save(office: Office, values: Values, version: int) -> Done[None]:
        return office.leaving.hand_on(actor, made(values, version))

    return FormPlan(
        f"staff.{'leave' if leaves else 'hand_on'}/{card.person.id}",
        title,
        fields,
        load,
        save,
        deed,
        saved,
        rules=rules,
        note="\n".join(_notes(context, card, today)),
        wanted_width=_WIDE if card.holds else 0,
        places=_PLACES,
    )


def _fields(words: Words, card: StaffCard, *, leaves: bool) -> Iterator[Field]:
    if leaves:
        yield DateField("left_on", mark("Last day"), required=True, missing="day_missing", short=True)
    if card.holds:
        hint = mark("the day after the last one") if leaves else ""
        yield DateField("on_date", mark("Handed over from"), hint=hint, required=not leaves, short=True)
        kinds = {function.value: words.text(FUNCTIONS[function.value]) for function in Function}
        kinds[_TASK] = words.text("Tasks")
        things = (*_functions(words, card), *_tasks(words, card))
        yield LongTextField("reason", mark("Reason"))
        yield handing_field("takers", mark("Who takes over"), things, kinds)


def _leaving(card: StaffCard, values: Values, version: int) -> Leaving:
    """What was typed; without a day of its own the hand-over begins after the last day."""
    left_on: date | None = values.get("left_on")
    on_date = values.get("on_date") or (left_on + _DAY if left_on else None)
    functions, tasks = [], []
    versions = {task.id: task.version for task in card.tasks}
    for key, taker in (values.get("takers") or {}).items():
        kind, _, number = key.partition("/")
        if kind == _TASK:
            tasks.append(TaskOn(int(number), versions[int(number)], taker))
        else:
            functions.append(FunctionOn(int(number), Function(kind), taker))
    reason = values.get("reason") or ""
    return Leaving(card.person.id, version, left_on, on_date, reason, tuple(functions), tuple(tasks))


def _takers(words: Words, card: StaffCard, today: date) -> Iterator[Choice]:
    """Everybody else, those who have left last."""
    for person in sorted(card.people, key=lambda one: one.left_on is not None):
        if person.id != card.person.id:
            gone = person.left_on is not None and person.left_on < today
            yield Choice(person.id, person.name, words.text("has left") if gone else person.staff_no)


def _functions(words: Words, card: StaffCard) -> Iterator[Thing]:
    for one in card.holdings:
        key = f"{one.function.value}/{one.client_id}"
        what = words.text(FUNCTIONS[one.function.value])
        yield Thing(key, one.function.value, what, one.client, holding_note(words, one))


def holding_note(words: Words, one: Holding) -> str:
    """On how many contracts, with whom, and what is agreed already."""
    parts = []
    if one.next_on is not None:
        day = words.date(one.next_on)
        parts.append(words.text("{name} from {day}").format(name=one.next_person, day=day))
    if one.contracts:
        parts.append(words.plural("{n} running contract", "{n} running contracts", one.contracts))
    if one.beside:
        names = ", ".join(one.beside)
        if one.newer:
            parts.append(words.text("newer ones: {names}").format(names=names))
        else:
            parts.append(words.text("with {names}").format(names=names))
    return ", ".join(parts)


def _tasks(words: Words, card: StaffCard) -> Iterator[Thing]:
    for task in card.tasks:
        due = words.text("by {day}").format(day=words.date(task.due_on)) if task.due_on else ""
        note = ", ".join(part for part in (due, task.note) if part)
        what = words.text("Task: {kind}").format(kind=words.text(TASK_KINDS[task.kind.value]))
        yield Thing(f"{_TASK}/{task.id}", _TASK, what, card.clients.get(task.client_id, ""), note)


def _notes(context: UiContext[Office], card: StaffCard, today: date) -> Iterator[str]:
    """What handing over does; what a scheme says of leavers only whoever may see pay is told."""
    words = context.words
    if any(one.beside and not one.newer for one in card.holdings):
        yield words.text("A function that several people hold goes to the new holder as a whole.")
    if card.pay is None:
        return
    speech = Speech(words, context.currency)
    for one in card.pay.assignments:
        version = _in_force(card.pay.schemes[one.scheme_id], today)
        if one.valid_to is None or one.valid_to >= today:
            scheme, sentence = card.pay.schemes[one.scheme_id].name, leaving_sentence(speech, version.terms)
            yield words.text("«{scheme}»: {sentence}").format(scheme=scheme, sentence=sentence)


def _in_force(scheme: Scheme, today: date) -> SchemeVersion:
    """The version that holds today, or the first one to come."""
    begun = [version for version in scheme.versions if version.valid_from <= today]
    return begun[-1] if begun else scheme.versions[0]
