"""Use cases of the secret half of staff: what people are paid besides bonuses."""

from __future__ import annotations

from collections.abc import Iterable

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.staff.checks import days_worked_problems, opening_balance_problems, pay_terms_problems
from app.staff.model import DaysWorked, OpeningBalance, PayTerms
from app.staff.store import PayStore, StaffStore


class PayTermsService:
    """Pay terms, opening balances, days worked: EDIT_PAY writes, SEE_PAY reads."""

    def __init__(self, use_cases: UseCases, store: PayStore, people: StaffStore) -> None:
        self._use_cases = use_cases
        self._store = store
        self._people = people

    def set_pay_terms(self, actor: Actor, terms: PayTerms, operation_id: OperationId | None = None) -> Done[int]:
        """From ``valid_from`` on these terms hold (SEMANTICS 11); the same day again replaces them. Raises Invalid."""

        def work() -> int:
            self._check(terms.person_id, pay_terms_problems(terms))
            return self._store.put_pay_terms(terms)

        return self._use_cases.perform(actor, Permission.EDIT_PAY, operation_id, work, action="staff.set_pay_terms")

    def pay_terms(self, actor: Actor, person_id: int) -> tuple[PayTerms, ...]:
        """The history of a person's terms, oldest first."""
        return self._use_cases.view(
            actor, Permission.SEE_PAY, lambda: self._store.pay_terms(person_id), action="staff.pay_terms"
        )

    def set_opening_balance(
        self, actor: Actor, balance: OpeningBalance, operation_id: OperationId | None = None
    ) -> Done[int]:
        """What a person brings into the books (SEMANTICS 1); again replaces it. Raises Invalid."""

        def work() -> int:
            self._check(balance.person_id, opening_balance_problems(balance))
            return self._store.put_opening_balance(balance)

        return self._use_cases.perform(
            actor, Permission.EDIT_PAY, operation_id, work, action="staff.set_opening_balance"
        )

    def opening_balances(self, actor: Actor) -> tuple[OpeningBalance, ...]:
        """Everybody's opening balance."""
        return self._use_cases.view(
            actor, Permission.SEE_PAY, self._store.opening_balances, action="staff.opening_balances"
        )

    def set_days_worked(self, actor: Actor, worked: DaysWorked, operation_id: OperationId | None = None) -> Done[int]:
        """Type the days a person worked in a month (SEMANTICS 11); again replaces them. Raises Invalid."""

        def work() -> int:
            self._check(worked.person_id, days_worked_problems(worked))
            return self._store.put_days_worked(worked)

        return self._use_cases.perform(actor, Permission.EDIT_PAY, operation_id, work, action="staff.set_days_worked")

    def clear_days_worked(
        self, actor: Actor, person_id: int, month: Month, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Let the calendar decide a person's month again."""
        return self._use_cases.perform(
            actor,
            Permission.EDIT_PAY,
            operation_id,
            lambda: self._store.remove_days_worked(person_id, month),
            action="staff.clear_days_worked",
        )

    def days_worked(self, actor: Actor, month: Month) -> tuple[DaysWorked, ...]:
        """The days that were typed for a month."""
        return self._use_cases.view(
            actor, Permission.SEE_PAY, lambda: self._store.days_worked(month), action="staff.days_worked"
        )

    def _check(self, person_id: int, problems: Iterable[Finding]) -> None:
        if self._people.get(person_id) is None:
            raise NotFound(kind="person", key=person_id)
        raise_if_any(problems)
