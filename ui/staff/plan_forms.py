"""The secret forms of what a person earns by: schemes with their first and last day, plans of periods."""

from __future__ import annotations

from datetime import date

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.kernel.period import Month
from app.motivation.model import Assignment, NewAssignment, NewQuota, Quota
from app.staff.model import Person
from ui.kit.form_fields import Choice, ChoiceField, DateField, FormPlan, MoneyField, Stand, Values, above_zero
from ui.runtime.context import UiContext
from ui.staff import periods

_QUARTER_MONTHS = 3


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
            ChoiceField("scheme_id", mark("Motivation scheme"), required=True, missing="choice_missing"),
            DateField("valid_from", mark("Valid from"), required=True, missing="day_missing", short=True),
            DateField("valid_to", mark("Until"), short=True, check=_not_before_start),
        ),
        load,
        save,
        words.text("Let it pay"),
        words.text("The scheme pays from that day on."),
    )


def last_day(context: UiContext[Office], person: Person, standing: Assignment, scheme: str) -> FormPlan[Office]:
    """Until when a scheme pays the person; nothing typed lets it pay on."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        found = (one for one in office.motivation.assignments(actor) if one.id == standing.id)
        now = next(found, standing)
        return Stand({"valid_to": now.valid_to}, now.version)

    def save(office: Office, values: Values, version: int) -> Done[None]:
        return office.motivation.end_assignment(actor, standing.id, version, values["valid_to"])

    def check(day: date | None, _values: Values) -> Finding | None:
        return _not_before_start(day, {"valid_from": standing.valid_from})

    return FormPlan(
        f"staff.assign.end/{standing.id}",
        words.text("{scheme}: last day for {name}").format(scheme=scheme, name=person.name),
        (DateField("valid_to", mark("Until"), hint=mark("no end"), short=True, check=check),),
        load,
        save,
        words.text("Set the last day"),
        words.text("The last day is set."),
        note=words.text("It pays since {day}. Leave the field empty to let it pay on.").format(
            day=words.date(standing.valid_from)
        ),
    )


def quota(context: UiContext[Office], person: Person, standing: Quota | None) -> FormPlan[Office]:
    """The plan of a month, a quarter or a year; of one that stands only the amount changes."""
    words, actor, person_id = context.words, context.actor, person.id

    def load(office: Office) -> Stand:
        if standing is not None:
            found = (one for one in office.motivation.quotas(actor) if one.id == standing.id)
            return Stand({"amount": next(found, standing).amount_minor})
        today = context.clock.today()
        quarter = (today.month - 1) // _QUARTER_MONTHS + 1
        values = {"span": "quarter", "year": str(today.year), "month": today.month, "quarter": quarter}
        return Stand(values, 0, periods.offers(words))

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        first, last = (standing.valid_from, standing.valid_to) if standing else periods.span_of(values)
        return office.motivation.set_quota(actor, NewQuota(person_id, first, last, values["amount"]))

    title = words.text("Plan of {name}").format(name=person.name)
    if standing is not None:
        title = f"{title}: {periods.said(words, standing.valid_from, standing.valid_to)}"
    amount = MoneyField("amount", mark("Amount"), required=True, currency=context.currency, check=above_zero)
    return FormPlan(
        f"staff.quota/{person_id}/{standing.id if standing else 'new'}",
        title,
        (amount,) if standing else (*periods.span_fields(), amount),
        load,
        save,
        words.text("Set the plan"),
        words.text("The plan is set."),
        note=words.text("Rates that ask for a part of the plan reached are measured by it."),
        places={"amount_minor": "amount", "valid_from": "year", "valid_to": "year"},
    )


def month_of_row(number: int) -> Month:
    """The month of a row of days worked (``pay_panel.number_of``)."""
    return Month(number // 100, number % 100)


def _not_before_start(day: date | None, values: Values) -> Finding | None:
    start: date | None = values["valid_from"]
    return Finding("ends_before_start", "valid_to") if day and start and day < start else None
