"""What is done with the secret lists of a person's panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from app.bootstrap import Office
from app.kernel.actor import Permission
from app.motivation.model import Assignment, Quota
from app.overview.model import StaffRow
from app.staff.model import Person, StoredTerms
from ui.kit.edit_page import EditPage
from ui.staff import pay_forms, periods, plan_forms
from ui.staff.card import PayCard

RIGHTS: Mapping[str, Permission] = {
    "terms.add": Permission.EDIT_PAY,
    "terms.edit": Permission.EDIT_PAY,
    "terms.remove": Permission.EDIT_PAY,
    "opening": Permission.EDIT_PAY,
    "days.add": Permission.EDIT_PAY,
    "days.edit": Permission.EDIT_PAY,
    "days.clear": Permission.EDIT_PAY,
    "assignment.add": Permission.EDIT_SCHEMES,
    "assignment.end": Permission.EDIT_SCHEMES,
    "assignment.remove": Permission.EDIT_SCHEMES,
    "quota.add": Permission.EDIT_SCHEMES,
    "quota.edit": Permission.EDIT_SCHEMES,
    "quota.remove": Permission.EDIT_SCHEMES,
}
"""What each deed needs."""

Page = EditPage[Office, StaffRow]


class _Stored(Protocol):
    @property
    def id(self) -> int: ...


Stored = TypeVar("Stored", bound=_Stored)


def do(page: Page, person: Person, pay: PayCard, deed: str, row_id: int) -> None:
    """Do what a button of a secret list says; ``row_id`` is 0 for the one beside the headline."""
    kind = deed.partition(".")[0]
    if kind == "terms":
        _with_terms(page, person, _one(pay.terms, row_id), deed)
    elif kind == "assignment":
        _with_assignment(page, person, pay, _one(pay.assignments, row_id), deed)
    elif kind == "quota":
        _with_quota(page, person, _one(pay.quotas, row_id), deed)
    elif kind == "days":
        _with_days(page, person, deed, row_id)
    elif deed == "opening":
        page.open_dialog(pay_forms.opening(page.context, person))


def _one(rows: Iterable[Stored], row_id: int) -> Stored | None:
    return next((row for row in rows if row.id == row_id), None)


def _with_terms(page: Page, person: Person, stored: StoredTerms | None, deed: str) -> None:
    words, actor = page.context.words, page.context.actor
    if deed == "terms.add" or (deed == "terms.edit" and stored is not None):
        page.open_dialog(pay_forms.pay_terms(page.context, person, stored))
    elif stored is not None:
        day, terms = words.date(stored.terms.valid_from), stored
        page.ask_remove(
            words.text("the pay of {name} from {day}").format(name=person.name, day=day),
            words.text("What was set before it holds again. Ctrl+Z brings the entry back."),
            lambda office: office.pay_terms.remove_pay_terms(actor, terms.id, terms.version),
            words.text("The entry is removed."),
        )


def _with_assignment(page: Page, person: Person, pay: PayCard, standing: Assignment | None, deed: str) -> None:
    words, actor = page.context.words, page.context.actor
    if standing is None:
        page.open_dialog(plan_forms.assignment(page.context, person))
        return
    scheme = pay.schemes[standing.scheme_id].name
    if deed == "assignment.end":
        page.open_dialog(plan_forms.last_day(page.context, person, standing, scheme))
        return
    page.ask_remove(
        words.text("«{scheme}» of {name}").format(scheme=scheme, name=person.name),
        words.text("The scheme pays this person nothing then. Ctrl+Z brings the assignment back."),
        lambda office: office.motivation.remove_assignment(actor, standing.id, standing.version),
        words.text("The assignment is removed."),
    )


def _with_quota(page: Page, person: Person, standing: Quota | None, deed: str) -> None:
    words, actor = page.context.words, page.context.actor
    if standing is None or deed == "quota.edit":
        page.open_dialog(plan_forms.quota(page.context, person, standing))
        return
    period = periods.said(words, standing.valid_from, standing.valid_to)
    page.ask_remove(
        words.text("the plan of {name} ({period})").format(name=person.name, period=period),
        words.text("Rates that are measured by the plan have none then. Ctrl+Z brings it back."),
        lambda office: office.motivation.remove_quota(actor, standing.id, standing.version),
        words.text("The plan is removed."),
    )


def _with_days(page: Page, person: Person, deed: str, row_id: int) -> None:
    words, actor = page.context.words, page.context.actor
    month = plan_forms.month_of_row(row_id) if row_id else None
    if month is None or deed == "days.edit":
        page.open_dialog(pay_forms.days_worked(page.context, person, month))
        return
    page.perform(
        lambda office: office.pay_terms.clear_days_worked(actor, person.id, month),
        words.text("The month goes by the calendar again."),
    )
