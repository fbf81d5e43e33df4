"""Who acts, and what an actor may be allowed to do. Which role grants what is kept by ``app.access``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The four roles of PRODUCT, "Who uses it"."""

    OFFICE_MANAGER = "office_manager"
    DIRECTOR = "director"
    STAFF = "staff"
    ACCOUNTANT = "accountant"


class Permission(StrEnum):
    """What a use case may require."""

    SEE_RECORDS = "see_records"
    SEE_OWN = "see_own"
    EDIT_CLIENTS = "edit_clients"
    EDIT_CONTRACTS = "edit_contracts"
    EDIT_INVOICES = "edit_invoices"
    EDIT_PAYMENTS = "edit_payments"
    EDIT_TASKS = "edit_tasks"
    EDIT_STAFF = "edit_staff"
    EDIT_PAY = "edit_pay"
    SEE_PAY = "see_pay"
    EDIT_SCHEMES = "edit_schemes"
    RUN_PAYROLL = "run_payroll"
    APPROVE_PAYROLL = "approve_payroll"
    EDIT_SETTINGS = "edit_settings"
    EDIT_RATES = "edit_rates"
    EDIT_USERS = "edit_users"
    IMPORT = "import"
    BACK_UP = "back_up"
    SEE_JOURNAL = "see_journal"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person; ``person_id`` is the member of staff behind the login, if any."""

    user_id: int
    login: str
    role: Role
    permissions: frozenset[Permission]
    person_id: int | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the actor holds ``permission``."""
        return permission in self.permissions
