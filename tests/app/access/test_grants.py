"""The four roles as PRODUCT, "Who uses it", has them."""

from __future__ import annotations

from app.access.grants import GRANTS
from app.kernel.actor import Permission, Role

P = Permission


def test_every_role_is_granted_something() -> None:
    assert GRANTS.keys() == set(Role)
    assert all(P.SEE_OWN in granted for granted in GRANTS.values())


def test_the_director_does_everything() -> None:
    assert GRANTS[Role.DIRECTOR] == set(Permission)


def test_the_office_manager_keeps_records_and_sees_no_pay() -> None:
    granted = GRANTS[Role.OFFICE_MANAGER]
    assert {P.EDIT_CLIENTS, P.EDIT_CONTRACTS, P.EDIT_INVOICES, P.EDIT_PAYMENTS, P.EDIT_TASKS, P.IMPORT} <= granted
    assert not granted & {P.SEE_PAY, P.EDIT_PAY, P.EDIT_SCHEMES, P.RUN_PAYROLL, P.SEE_JOURNAL, P.EDIT_USERS}


def test_the_accountant_pays_but_changes_neither_schemes_nor_contracts_nor_approvals() -> None:
    granted = GRANTS[Role.ACCOUNTANT]
    assert {P.SEE_PAY, P.EDIT_PAY, P.RUN_PAYROLL, P.EDIT_PAYMENTS, P.EDIT_RATES, P.SEE_JOURNAL, P.BACK_UP} <= granted
    assert not granted & {P.EDIT_SCHEMES, P.EDIT_CONTRACTS, P.APPROVE_PAYROLL, P.EDIT_USERS, P.EDIT_SETTINGS}


def test_staff_see_their_own() -> None:
    assert GRANTS[Role.STAFF] == {P.SEE_OWN, P.EDIT_TASKS}


def test_only_the_director_approves() -> None:
    assert [role for role, granted in GRANTS.items() if P.APPROVE_PAYROLL in granted] == [Role.DIRECTOR]
