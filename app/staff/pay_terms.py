"""Use cases of the secret half of staff: what people are paid besides bonuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.staff.checks import closed_problems, days_worked_problems, opening_balance_problems, pay_terms_problems
from app.staff.model import DaysWorked, OpeningBalance, PayTerms, StoredTerms
from app.staff.neighbours import Months
from app.staff.store import PayStore, StaffStore

SEE, EDIT = Permission.SEE_PAY, Permission.EDIT_PAY


class PayTermsService:
    """Pay terms, opening balances, days worked: EDIT_PAY writes, SEE_PAY reads; closed months stay as they are."""

    def __init__(self, use_cases: UseCases, store: PayStore, people: StaffStore, months: Months) -> None:
        """Work in ``use_cases`` over ``store``; ``people`` know who is there, ``months`` which month is closed."""
        self._use_cases = use_cases
        self._store = store
        self._people = people
        self._months = months

    def set_pay_terms(self, actor: Actor, terms: PayTerms, operation_id: OperationId | None = None) -> Done[int]:
        """From ``valid_from`` on these terms hold (SEMANTICS 11); the same day again replaces them. Raises Invalid."""

        def work() -> int:
            self._check(terms.person_id, (*pay_terms_problems(terms), *self._closed("valid_from", terms.valid_from)))
            return self._store.put_pay_terms(terms)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="staff.set_pay_terms")

    def correct_pay_terms(
        self, actor: Actor, terms_id: int, version: int, terms: PayTerms, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Replace an entry of the history, its day too, that counted in no closed month; the person stays the same.

        Raises Invalid (``terms_taken``: another entry stands on the new day), NotFound, Stale.
        """

        def work() -> None:
            stands = self._terms(terms_id).terms
            new = replace(terms, person_id=stands.person_id)
            since = min(stands.valid_from, new.valid_from)
            raise_if_any((*pay_terms_problems(new), *self._closed("valid_from", since)))
            for other in self._store.pay_terms(new.person_id):
                if other.id != terms_id and other.terms.valid_from == new.valid_from:
                    values = {"valid_from": new.valid_from.isoformat()}
                    raise_if_any((Finding("terms_taken", "valid_from", values),))
            self._store.change_pay_terms(terms_id, version, new)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="staff.correct_pay_terms")

    def remove_pay_terms(
        self, actor: Actor, terms_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Delete an entry of the history that counted in no closed month. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            raise_if_any(self._closed("valid_from", self._terms(terms_id).terms.valid_from))
            self._store.remove_pay_terms(terms_id, version)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="staff.remove_pay_terms")

    def pay_terms(self, actor: Actor, person_id: int) -> tuple[StoredTerms, ...]:
        """The history of a person's terms, oldest first."""
        return self._use_cases.view(actor, SEE, lambda: self._store.pay_terms(person_id), action="staff.pay_terms")

    def closed_through(self, actor: Actor) -> Month | None:
        """The latest month in which no pay can be corrected any more; None while there is none."""
        return self._use_cases.view(actor, SEE, self._months.closed_through, action="staff.closed_through")

    def set_opening_balance(
        self, actor: Actor, balance: OpeningBalance, operation_id: OperationId | None = None
    ) -> Done[int]:
        """What a person brings into the books (SEMANTICS 1); again replaces it.

        Raises Invalid; ``opening_closed`` once a month is closed, since its results rest on it.
        """

        def work() -> int:
            self._check(balance.person_id, opening_balance_problems(balance))
            if self._months.closed_through() is not None:
                raise_if_any((Finding("opening_closed", "carry_minor"),))
            return self._store.put_opening_balance(balance)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="staff.set_opening_balance")

    def opening_balances(self, actor: Actor) -> tuple[OpeningBalance, ...]:
        """Everybody's opening balance."""
        return self._use_cases.view(actor, SEE, self._store.opening_balances, action="staff.opening_balances")

    def set_days_worked(self, actor: Actor, worked: DaysWorked, operation_id: OperationId | None = None) -> Done[int]:
        """Type the days a person worked in a month (SEMANTICS 11); again replaces them. Raises Invalid."""

        def work() -> int:
            self._check(worked.person_id, (*days_worked_problems(worked), *self._closed("month", worked.month.first)))
            return self._store.put_days_worked(worked)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="staff.set_days_worked")

    def clear_days_worked(
        self, actor: Actor, person_id: int, month: Month, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Let the calendar decide a person's month again. Raises Invalid for a closed month."""

        def work() -> None:
            raise_if_any(self._closed("month", month.first))
            self._store.remove_days_worked(person_id, month)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="staff.clear_days_worked")

    def days_worked(self, actor: Actor, person_id: int) -> tuple[DaysWorked, ...]:
        """The months of a person whose days were typed, oldest first."""
        return self._use_cases.view(actor, SEE, lambda: self._store.days_worked(person_id), action="staff.days_worked")

    def _terms(self, terms_id: int) -> StoredTerms:
        stored = self._store.one_of_terms(terms_id)
        if stored is None:
            raise NotFound(kind="pay_terms", key=terms_id)
        return stored

    def _closed(self, place: str, since: date) -> Iterable[Finding]:
        return closed_problems(place, since, self._months.closed_through())

    def _check(self, person_id: int, problems: Iterable[Finding]) -> None:
        if self._people.get(person_id) is None:
            raise NotFound(kind="person", key=person_id)
        raise_if_any(problems)
