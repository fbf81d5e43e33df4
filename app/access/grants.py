"""Which role grants what (PRODUCT, "Who uses it")."""

from __future__ import annotations

from app.kernel.actor import Actor, Permission, Role

_OFFICE_MANAGER = frozenset({
    Permission.SEE_OWN,
    Permission.SEE_RECORDS,
    Permission.EDIT_CLIENTS,
    Permission.EDIT_CONTRACTS,
    Permission.EDIT_INVOICES,
    Permission.EDIT_PAYMENTS,
    Permission.EDIT_TASKS,
    Permission.IMPORT,
})

_ACCOUNTANT = frozenset({
    Permission.SEE_OWN,
    Permission.SEE_RECORDS,
    Permission.EDIT_PAYMENTS,
    Permission.EDIT_TASKS,
    Permission.EDIT_PAY,
    Permission.SEE_PAY,
    Permission.RUN_PAYROLL,
    Permission.EDIT_RATES,
    Permission.SEE_JOURNAL,
    Permission.BACK_UP,
    Permission.IMPORT,
})

_STAFF = frozenset({Permission.SEE_OWN, Permission.EDIT_TASKS})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICE_MANAGER: _OFFICE_MANAGER,
    Role.DIRECTOR: frozenset(Permission),
    Role.ACCOUNTANT: _ACCOUNTANT,
    Role.STAFF: _STAFF,
}
"""Everybody may see what is their own; only the director does everything."""


def founding_actor(login: str) -> Actor:
    """Who makes a file in which nobody stands yet."""
    return Actor(0, login, Role.DIRECTOR, GRANTS[Role.DIRECTOR])
