"""Which area every table belongs to, what its undo requires, and whether it can be undone at all."""

from __future__ import annotations

from typing import NamedTuple

from app.kernel.actor import Permission
from app.kernel.changes import Area


class Place(NamedTuple):
    """A table's area and the permission that its editing needs; without ``undoable`` a change of it stands."""

    area: Area
    permission: Permission
    undoable: bool = True


_CLIENTS = Place(Area.CLIENTS, Permission.EDIT_CLIENTS)
_CONTRACTS = Place(Area.CONTRACTS, Permission.EDIT_CONTRACTS)
_INVOICES = Place(Area.INVOICES, Permission.EDIT_INVOICES)
_PAY = Place(Area.PAY_TERMS, Permission.EDIT_PAY)
_SCHEMES = Place(Area.SCHEMES, Permission.EDIT_SCHEMES)
_USERS = Place(Area.USERS, Permission.EDIT_USERS, undoable=False)
_PAYMENTS = Place(Area.PAYMENTS, Permission.EDIT_PAYMENTS, undoable=False)
_PAYROLL = Place(Area.PAYROLL, Permission.RUN_PAYROLL, undoable=False)

PLACES: dict[str, Place] = {
    "firm": Place(Area.SETTINGS, Permission.EDIT_SETTINGS, undoable=False),
    "currency_rate": Place(Area.SETTINGS, Permission.EDIT_RATES),
    "calendar_day": Place(Area.SETTINGS, Permission.EDIT_RATES),
    "vat_mode": Place(Area.SETTINGS, Permission.EDIT_SETTINGS),
    "number_series": Place(Area.SETTINGS, Permission.EDIT_SETTINGS),
    "import_batch": Place(Area.IMPORTS, Permission.IMPORT, undoable=False),
    "user_account": _USERS,
    "user_secret": _USERS,
    "person": Place(Area.STAFF, Permission.EDIT_STAFF),
    "pay_terms": _PAY,
    "opening_balance": _PAY,
    "days_worked": _PAY,
    "client_group": _CLIENTS,
    "client": _CLIENTS,
    "client_membership": _CLIENTS,
    "client_tag": _CLIENTS,
    "client_contact": _CLIENTS,
    "contract": _CONTRACTS,
    "contract_role": _CONTRACTS,
    "amendment": _CONTRACTS,
    "act": _CONTRACTS,
    "handover": _CONTRACTS,
    "invoice": _INVOICES,
    "credit_note": _INVOICES,
    "reminder": Place(Area.TASKS, Permission.EDIT_TASKS),
    "task": Place(Area.TASKS, Permission.EDIT_TASKS),
    "payment": _PAYMENTS,
    "allocation": _PAYMENTS,
    "refund": _PAYMENTS,
    "scheme": _SCHEMES,
    "scheme_version": _SCHEMES,
    "scheme_person": _SCHEMES,
    "scheme_limit": _SCHEMES,
    "scheme_approval": Place(Area.SCHEMES, Permission.EDIT_SCHEMES, undoable=False),
    "accepted_finding": Place(Area.SCHEMES, Permission.EDIT_SCHEMES, undoable=False),
    "assignment": _SCHEMES,
    "quota": _SCHEMES,
    "opening_measure": _SCHEMES,
    "payroll_run": _PAYROLL,
    "payroll_step": _PAYROLL,
    "payroll_line": _PAYROLL,
    "accrual": _PAYROLL,
    "adjustment": _PAYROLL,
    "balance": _PAYROLL,
    "payroll_snapshot": _PAYROLL,
}

UNJOURNALED = frozenset({"journal", "journal_body", "sign_in_failure", "form_draft", "scheme_draft"})
"""The journal does not write about itself; failed sign-ins have lines of their own, their count has none; what is being
typed is no record yet."""

WITHOUT_VALUES = frozenset({"user_secret"})
"""Of these rows the journal says only that they changed."""

UNVERSIONED = frozenset({"payment", "allocation", "refund"})
"""Of the tables that an import fills: rows that never change, and so carry no version."""

DATED = {
    "currency_rate": "on_date",
    "pay_terms": "valid_from",
    "contract": "signed_on",
    "amendment": "on_date",
    "act": "accepted_on",
    "handover": "on_date",
    "invoice": "issued_on",
    "credit_note": "issued_on",
    "payment": "received_on",
    "refund": "refunded_on",
}
"""The column that says from which day on a row of a table can move anybody's pay."""

DERIVED: dict[str, frozenset[str]] = {"contract": frozenset({"order_number"})}
"""Columns that are recomputed without an image: an undo does not mind that they moved on."""
