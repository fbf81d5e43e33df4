"""The forms of staff: the person, the last day, pay by date, and schemes by date."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.motivation.model import NewAssignment
from app.staff.model import Engagement, NewPerson, PayTerms, Person
from app.wording.terms import ENGAGEMENTS
from ui.kit.form_fields import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    FormPlan,
    MoneyField,
    Stand,
    TextField,
    Values,
    YesNoField,
    not_below_zero,
)
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
    )


def leaving(context: UiContext[Office], person: Person) -> FormPlan[Office]:
    """The last day of a person; what becomes of later pay the scheme says."""
    words, actor, person_id = context.words, context.actor, person.id

    def load(office: Office) -> Stand:
        return Stand({"left_on": context.clock.today()}, office.staff.get(actor, person_id).version)

    def save(office: Office, values: Values, version: int) -> Done[None]:
        return office.staff.leave(actor, person_id, version, values["left_on"])

    return FormPlan(
        f"staff.leave/{person_id}",
        words.text("{name} leaves").format(name=person.name),
        (DateField("left_on", mark("Last day"), required=True),),
        load,
        save,
        words.text("Note the last day"),
        words.text("The last day is noted."),
        note=words.text("Hand the person's clients over on their pages. What later money still pays, the scheme says."),
    )


def pay_terms(context: UiContext[Office], person: Person) -> FormPlan[Office]:
    """What the person is paid from a day on; the same day again replaces it."""
    words, actor, person_id = context.words, context.actor, person.id

    def load(office: Office) -> Stand:
        history = office.pay_terms.pay_terms(actor, person_id)
        last = history[-1] if history else PayTerms(person_id, context.clock.today(), Engagement.EMPLOYEE, 0)
        values = {
            "valid_from": context.clock.today().replace(day=1), "engagement": last.engagement.value,
            "salary": last.salary_minor, "guarantee": last.guarantee_minor or None, "draw": last.draw_minor or None,
            "draw_recoverable": last.draw_recoverable,
        }  # fmt: skip
        return Stand(values)

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        terms = PayTerms(
            person_id, values["valid_from"], Engagement(values["engagement"]), values["salary"],
            values["guarantee"] or 0, values["draw"] or 0, bool(values["draw_recoverable"]),
        )  # fmt: skip
        return office.pay_terms.set_pay_terms(actor, terms)

    currency = context.currency
    return FormPlan(
        f"staff.pay/{person_id}",
        words.text("Pay of {name}").format(name=person.name),
        (
            DateField("valid_from", mark("Valid from"), required=True, short=True),
            ChoiceField(
                "engagement", mark("Engagement"), required=True, short=True, choices=tuple(ENGAGEMENTS.items())
            ),
            MoneyField("salary", mark("Salary a month"), required=True, currency=currency, check=not_below_zero),
            MoneyField("guarantee", mark("Guaranteed at least"), short=True, currency=currency, check=not_below_zero),
            MoneyField("draw", mark("Draw"), short=True, currency=currency, check=not_below_zero),
            YesNoField("draw_recoverable", mark("The draw is paid back"), when=lambda values: bool(values.get("draw"))),
        ),
        load,
        save,
        words.text("Set the pay"),
        words.text("The pay is set."),
    )


def assignment(context: UiContext[Office], person: Person) -> FormPlan[Office]:
    """From a day on a scheme pays the person."""
    words, actor, person_id = context.words, context.actor, person.id

    def load(office: Office) -> Stand:
        schemes = [Choice(one.scheme.id, one.scheme.name) for one in office.motivation.schemes(actor)]
        first = context.clock.today().replace(day=1)
        return Stand({"valid_from": first}, 0, {"scheme_id": schemes})

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        new = NewAssignment(values["scheme_id"], person_id, values["valid_from"], values["valid_to"])
        return office.motivation.assign(actor, new)

    return FormPlan(
        f"staff.assign/{person_id}",
        words.text("Scheme of {name}").format(name=person.name),
        (
            ChoiceField("scheme_id", mark("Motivation scheme"), required=True),
            DateField("valid_from", mark("Valid from"), required=True, short=True),
            DateField("valid_to", mark("Until"), short=True),
        ),
        load,
        save,
        words.text("Let it pay"),
        words.text("The scheme pays from that day on."),
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
