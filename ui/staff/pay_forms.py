"""The secret forms of a person: pay from a day on, what was brought into the books, days worked in a month."""

from __future__ import annotations

from typing import Any

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.kernel.period import Month
from app.staff.checks import days_worked_problems
from app.staff.model import DaysWorked, Engagement, OpeningBalance, PayTerms, Person, StoredTerms
from app.wording.terms import ENGAGEMENTS
from ui.kit.form_fields import (
    ChoiceField,
    DateField,
    Field,
    FormPlan,
    MoneyField,
    Stand,
    TextField,
    Values,
    WholeField,
    YesNoField,
    not_below_zero,
)
from ui.runtime.context import UiContext
from ui.staff import periods

_PLACES = {"salary_minor": "salary", "guarantee_minor": "guarantee", "draw_minor": "draw"}


def pay_terms(context: UiContext[Office], person: Person, stored: StoredTerms | None) -> FormPlan[Office]:
    """What the person is paid from a day on: a new entry, or one that is corrected together with its day."""
    words, actor, person_id = context.words, context.actor, person.id

    def load(office: Office) -> Stand:
        history = office.pay_terms.pay_terms(actor, person_id)
        if stored is not None:
            now = next((one for one in history if one.id == stored.id), stored)
            return Stand(_shown(now.terms), now.version)
        first = context.clock.today().replace(day=1)
        last = history[-1].terms if history else PayTerms(person_id, first, Engagement.EMPLOYEE, 0)
        return Stand(_shown(last) | {"valid_from": first})

    def save(office: Office, values: Values, version: int) -> Done[Any]:
        terms = PayTerms(
            person_id, values["valid_from"], Engagement(values["engagement"]), values["salary"],
            values["guarantee"] or 0, values["draw"] or 0, bool(values["draw_recoverable"]),
        )  # fmt: skip
        if stored is None:
            return office.pay_terms.set_pay_terms(actor, terms)
        return office.pay_terms.correct_pay_terms(actor, stored.id, version, terms)

    return FormPlan(
        f"staff.pay/{person_id}/{stored.id if stored else 'new'}",
        words.text("Pay of {name}").format(name=person.name),
        _terms_fields(context.currency),
        load,
        save,
        words.text("Correct the entry") if stored else words.text("Set the pay"),
        words.text("The entry is corrected.") if stored else words.text("The pay is set."),
        note="" if stored else words.text("What was paid before stays in the history. The same day again replaces it."),
        places=_PLACES,
    )


def opening(context: UiContext[Office], person: Person) -> FormPlan[Office]:
    """What a person brings into the books: possible until the first month is closed."""
    words, actor, person_id, currency = context.words, context.actor, person.id, context.currency

    def load(office: Office) -> Stand:
        balances = office.pay_terms.opening_balances(actor)
        stands = next((one for one in balances if one.person_id == person_id), OpeningBalance(person_id))
        return Stand({
            "carry": stands.carry_minor or None, "draw_owed": stands.draw_owed_minor or None,
            "held": stands.held_minor or None,
        })  # fmt: skip

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        sums = (values["carry"] or 0, values["draw_owed"] or 0, values["held"] or 0)
        return office.pay_terms.set_opening_balance(actor, OpeningBalance(person_id, *sums))

    return FormPlan(
        f"staff.opening/{person_id}",
        words.text("What {name} brings into the books").format(name=person.name),
        (
            MoneyField("carry", mark("Carried over"), currency=currency, check=_no_claim),
            MoneyField("draw_owed", mark("Owed of the draw"), currency=currency, check=not_below_zero),
            MoneyField("held", mark("Held back"), currency=currency),
        ),
        load,
        save,
        saved=words.text("What was brought in is noted."),
        note=words.text("A debt that is carried over is written with a minus. It can change until a month is closed."),
        places={"carry_minor": "carry", "draw_owed_minor": "draw_owed", "held_minor": "held"},
    )


def days_worked(context: UiContext[Office], person: Person, month: Month | None) -> FormPlan[Office]:
    """The days of a month that differ from the calendar: of ``month``, or of one that is typed."""
    words, actor, person_id = context.words, context.actor, person.id

    def load(office: Office) -> Stand:
        typed = office.pay_terms.days_worked(actor, person_id)
        wanted = month or Month.of(context.clock.today())
        stands = next((one for one in typed if one.month == month), None)
        values: dict[str, Any] = {"year": str(wanted.year), "month": wanted.month}
        if stands is not None:
            values |= {"days": stands.days, "note": stands.note}
        return Stand(values, 0, {"month": periods.offers(words)["month"]} if month is None else {})

    def worked(values: Values) -> DaysWorked:
        return DaysWorked(person_id, month or periods.month_of(values), values["days"], values["note"])

    def save(office: Office, values: Values, _version: int) -> Done[int]:
        return office.pay_terms.set_days_worked(actor, worked(values))

    fields = (
        WholeField("days", mark("Days worked"), required=True, short=True),
        TextField("note", mark("Reason"), hint=mark("leave, illness")),
    )
    title = words.text("Days worked by {name}").format(name=person.name)
    return FormPlan(
        f"staff.days/{person_id}/{month.text if month else 'new'}",
        f"{title}: {words.month(month)}" if month else title,
        fields if month else (*periods.month_fields(), *fields),
        load,
        save,
        saved=words.text("The days are noted."),
        note=words.text("Salary, guarantee and draw of the month follow these days instead of the calendar's."),
        rules=lambda values: days_worked_problems(worked(values)),
        places={"month": "year" if month is None else "days"},
    )


def _terms_fields(currency: str) -> tuple[Field, ...]:
    return (
        DateField("valid_from", mark("Valid from"), required=True, missing="day_missing", short=True),
        ChoiceField("engagement", mark("Engagement"), required=True, short=True, choices=tuple(ENGAGEMENTS.items())),
        MoneyField("salary", mark("Salary a month"), required=True, currency=currency, check=not_below_zero),
        MoneyField("guarantee", mark("Guaranteed at least"), short=True, currency=currency, check=not_below_zero),
        MoneyField("draw", mark("Draw"), short=True, currency=currency, check=not_below_zero),
        YesNoField("draw_recoverable", mark("The draw is paid back"), when=lambda values: bool(values.get("draw"))),
    )


def _shown(terms: PayTerms) -> dict[str, Any]:
    return {
        "valid_from": terms.valid_from, "engagement": terms.engagement.value, "salary": terms.salary_minor,
        "guarantee": terms.guarantee_minor or None, "draw": terms.draw_minor or None,
        "draw_recoverable": terms.draw_recoverable,
    }  # fmt: skip


def _no_claim(carry_minor: int | None, _values: Values) -> Finding | None:
    wrong = carry_minor is not None and carry_minor > 0
    return Finding("carry_positive", "carry", {"amount_minor": carry_minor or 0}) if wrong else None
