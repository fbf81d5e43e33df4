"""The forms of a person: new, and changed. Pay and leaving have modules of their own."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.staff.checks import person_problems
from app.staff.model import NewPerson, Person
from ui.kit.form_fields import DateField, Field, FormPlan, Stand, TextField, Values
from ui.runtime.context import UiContext


def new_person(context: UiContext[Office]) -> FormPlan[Office]:
    """Somebody who is not on the staff yet; the next number is suggested."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        numbers = [one.staff_no for one in office.staff.list(actor)]
        return Stand({"staff_no": _next(numbers), "hired_on": context.clock.today()})

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        return office.staff.add(actor, _person(values))

    return FormPlan(
        "staff.new",
        words.text("New person"),
        _fields(),
        load,
        save,
        words.text("Add the person"),
        words.text("The person is added."),
        rules=lambda values: person_problems(_person(values)),
    )


def change_person(context: UiContext[Office], person: Person) -> FormPlan[Office]:
    """What is known of a person; pay stands by itself."""
    words, actor, person_id = context.words, context.actor, person.id

    def load(office: Office) -> Stand:
        stands = office.staff.get(actor, person_id)
        values = {
            "staff_no": stands.staff_no, "name": stands.name, "position": stands.position, "email": stands.email,
            "hired_on": stands.hired_on, "left_on": stands.left_on,
        }  # fmt: skip
        return Stand(values, stands.version)

    def save(office: Office, values: Values, version: int) -> Done[None]:
        return office.staff.change(actor, person_id, version, _person(values))

    return FormPlan(
        f"staff.change/{person_id}",
        person.name,
        (*_fields(), DateField("left_on", mark("Last day"), short=True)),
        load,
        save,
        saved=words.text("The person is saved."),
        rules=lambda values: person_problems(_person(values)),
    )


def _fields() -> tuple[Field, ...]:
    return (
        TextField("staff_no", mark("Staff number"), required=True, missing="number_missing", short=True),
        DateField("hired_on", mark("Works here since"), short=True),
        TextField("name", mark("Name"), required=True, missing="name_missing"),
        TextField("position", mark("Position")),
        TextField("email", mark("E-mail")),
    )


def _person(values: Values) -> NewPerson:
    return NewPerson(
        values["staff_no"], values["name"], values["position"], values["email"], values["hired_on"],
        values.get("left_on"),
    )  # fmt: skip


def _next(numbers: list[str]) -> str:
    """The next of numbers that are plain digits, as wide as they are."""
    plain = [number for number in numbers if number.isdigit()]
    if not plain:
        return ""
    return str(max(map(int, plain)) + 1).zfill(max(map(len, plain)))
