"""The secret lists of a person's panel: pay with its history, schemes, plans, days worked, what was brought in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Permission
from app.kernel.period import Month
from app.motivation.model import Assignment
from app.staff.model import PayTerms, Person
from app.wording.terms import ENGAGEMENTS
from ui.kit.related import Related, RelatedRow, Small
from ui.runtime.context import UiContext
from ui.staff import periods
from ui.staff.card import PayCard


def pay_lists(context: UiContext[Office], person: Person, pay: PayCard) -> Iterator[Related]:
    """Every list; buttons only for whoever may edit, and only where the months are open."""
    may_pay, may_plan = context.actor.may(Permission.EDIT_PAY), context.actor.may(Permission.EDIT_SCHEMES)
    yield _terms(context, pay, may=may_pay)
    yield _schemes(context.words, pay, context.clock.today(), may=may_plan)
    yield _quotas(context, pay, may=may_plan)
    yield _days(context.words, pay, may=may_pay)
    if pay.opening is not None or (may_pay and pay.closed is None):
        yield _opening(context, person, pay, may=may_pay)


def engagement(words: Words, terms: PayTerms) -> str:
    """How a person works for the firm."""
    return words.text(ENGAGEMENTS[terms.engagement.value])


def _terms(context: UiContext[Office], pay: PayCard, *, may: bool) -> Related:
    """The latest first; each pays until the day before the next."""
    words, rows = context.words, []
    deeds = (
        Small("terms.edit", "pencil", words.text("Correct this entry")),
        Small("terms.remove", "trash-2", words.text("Remove this entry")),
    )
    until: date | None = None
    for stored in reversed(pay.terms):
        terms = stored.terms
        open_still = may and pay.is_open(Month.of(terms.valid_from))
        day = _from_to(words, terms.valid_from, until)
        title = words.money(terms.salary_minor, context.currency)
        rows.append(
            RelatedRow(stored.id, title, f"{day}\n{_besides(context, terms)}", deeds=deeds if open_still else ())
        )
        until = date.fromordinal(terms.valid_from.toordinal() - 1)
    add = Small("terms.add", "plus", words.text("Set the pay from a day on"))
    return Related(words.text("Pay a month"), tuple(rows), add if may else None, words.text("No pay is set yet."))


def _besides(context: UiContext[Office], terms: PayTerms) -> str:
    words, currency = context.words, context.currency
    parts = [engagement(words, terms)]
    if terms.guarantee_minor:
        amount = words.money(terms.guarantee_minor, currency)
        parts.append(words.text("at least {amount}").format(amount=amount))
    if terms.draw_minor:
        amount = words.money(terms.draw_minor, currency)
        if terms.draw_recoverable:
            parts.append(words.text("draw {amount}, paid back").format(amount=amount))
        else:
            parts.append(words.text("draw {amount}, kept").format(amount=amount))
    return ", ".join(parts)


def _schemes(words: Words, pay: PayCard, today: date, *, may: bool) -> Related:
    rows = []
    end = Small("assignment.end", "calendar-check", words.text("Set the last day"))
    remove = Small("assignment.remove", "trash-2", words.text("Remove the assignment"))
    for one in reversed(pay.assignments):
        deeds = (end, remove) if pay.is_open(Month.of(one.valid_from)) else (end,)
        word, tone = (words.text("pays now"), "good") if _pays(one, today) else ("", "")
        days = _from_to(words, one.valid_from, one.valid_to)
        rows.append(RelatedRow(one.id, pay.schemes[one.scheme_id].name, days, word, tone, deeds if may else ()))
    add = Small("assignment.add", "plus", words.text("Let a scheme pay"))
    nothing = words.text("No scheme pays this person.")
    return Related(words.text("Motivation schemes"), tuple(rows), add if may else None, nothing)


def _pays(assignment: Assignment, today: date) -> bool:
    return assignment.valid_from <= today <= (assignment.valid_to or date.max)


def _quotas(context: UiContext[Office], pay: PayCard, *, may: bool) -> Related:
    words, rows = context.words, []
    deeds = (
        Small("quota.edit", "pencil", words.text("Change the plan")),
        Small("quota.remove", "trash-2", words.text("Remove the plan")),
    )
    for quota in reversed(pay.quotas):
        period = periods.said(words, quota.valid_from, quota.valid_to)
        title = words.money(quota.amount_minor, context.currency)
        rows.append(RelatedRow(quota.id, title, period, deeds=deeds if may else ()))
    add = Small("quota.add", "plus", words.text("Set a plan"))
    return Related(words.text("Plans"), tuple(rows), add if may else None, words.text("No plan is set."))


def _days(words: Words, pay: PayCard, *, may: bool) -> Related:
    rows = []
    deeds = (
        Small("days.edit", "pencil", words.text("Change the days")),
        Small("days.clear", "trash-2", words.text("Let the calendar decide again")),
    )
    for worked in reversed(pay.days):
        open_still = may and pay.is_open(worked.month)
        title = words.month(worked.month)
        title = title[:1].upper() + title[1:]
        count = words.plural("{n} day", "{n} days", worked.days)
        rows.append(RelatedRow(number_of(worked.month), title, worked.note, count, deeds=deeds if open_still else ()))
    add = Small("days.add", "plus", words.text("Type the days worked in a month"))
    nothing = words.text("Every month goes by the firm's calendar.")
    return Related(words.text("Days worked"), tuple(rows), add if may else None, nothing)


def _opening(context: UiContext[Office], person: Person, pay: PayCard, *, may: bool) -> Related:
    words, rows = context.words, []
    may = may and pay.closed is None
    if pay.opening is not None:
        sums = (
            (words.text("Carried over"), pay.opening.carry_minor),
            (words.text("Owed of the draw"), pay.opening.draw_owed_minor),
            (words.text("Held back"), pay.opening.held_minor),
        )
        rows = [
            RelatedRow(person.id, title, word=words.money(minor, context.currency)) for title, minor in sums if minor
        ]
    add = Small("opening", "pencil", words.text("Enter what was brought in"))
    title, nothing = words.text("Brought into the books"), words.text("Nothing was brought in.")
    return Related(title, tuple(rows), add if may else None, nothing)


def number_of(month: Month) -> int:
    """A month as one number: the id of its row."""
    return month.year * 100 + month.month


def _from_to(words: Words, first: date, last: date | None) -> str:
    if last is None:
        return words.text("since {day}").format(day=words.date(first))
    return words.text("{first} – {last}").format(first=words.date(first), last=words.date(last))
