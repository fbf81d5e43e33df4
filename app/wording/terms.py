"""Names of the program's own things: functions, states, roles, fields. Codes stay codes until they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import Words, mark

FUNCTIONS: Mapping[str, str] = {
    "finding": mark("Finding the client"),
    "selling": mark("Selling"),
    "upselling": mark("Upselling"),
    "delivering": mark("Running the project"),
    "invoicing": mark("Invoicing"),
    "collecting": mark("Collecting the money"),
    "accepting": mark("Getting work accepted"),
    "named": mark("Named by the rule"),
    "pool": mark("Team"),
    "each": mark("Everybody in the scheme"),
}
"""Parts in a contract, and how else a rule says whom it pays."""
EVENT_KINDS: Mapping[str, str] = {
    "contract_signed": mark("Contract signed"),
    "invoice_issued": mark("Invoice issued"),
    "payment_received": mark("Payment received"),
    "work_accepted": mark("Work accepted"),
    "invoice_settled": mark("Invoice paid in full"),
    "client_won": mark("Client won"),
    "client_anniversary": mark("Client's anniversary"),
    "period_end": mark("End of the month"),
}
ORDER_KINDS: Mapping[str, str] = {
    "first": mark("First order"),
    "repeat": mark("Repeat order"),
    "extension": mark("Extension"),
}
SERVICE_KINDS: Mapping[str, str] = {"standard": mark("Standard service"), "complex": mark("Complex service")}
ACCRUAL_KINDS: Mapping[str, str] = {
    "accrual": mark("Accrual"),
    "late": mark("Reduction for a late payment"),
    "reversal": mark("Reversal"),
    "catch_up": mark("Catch-up of a tier table"),
    "minimum": mark("Up to the minimum"),
    "hold_back": mark("Hold-back"),
    "release": mark("Release of what was held back"),
    "true_up": mark("True-up of a closed month"),
}
RUN_STATES: Mapping[str, str] = {
    "draft": mark("Draft"),
    "submitted": mark("Submitted"),
    "approved": mark("Approved"),
    "paid": mark("Paid out"),
    "closed": mark("Closed"),
}
ENGAGEMENTS: Mapping[str, str] = {
    "employee": mark("Employee"),
    "contractor": mark("Contractor"),
    "owner": mark("Owner"),
}
ROLES: Mapping[str, str] = {
    "office_manager": mark("Office manager"),
    "director": mark("Director"),
    "staff": mark("Member of staff"),
    "accountant": mark("Accountant"),
}
AREAS: Mapping[str, str] = {
    "settings": mark("Settings"),
    "users": mark("Users"),
    "staff": mark("Staff"),
    "clients": mark("Clients"),
    "contracts": mark("Contracts"),
    "invoices": mark("Invoices"),
    "payments": mark("Payments"),
    "tasks": mark("Tasks"),
    "imports": mark("Imports"),
    "pay_terms": mark("Pay terms"),
    "schemes": mark("Motivation schemes"),
    "payroll": mark("Payroll"),
}
PERMISSIONS: Mapping[str, str] = {
    "see_records": mark("See clients, contracts, invoices and payments"),
    "see_own": mark("See one's own clients and pay"),
    "edit_clients": mark("Edit clients"),
    "edit_contracts": mark("Edit contracts"),
    "edit_invoices": mark("Edit invoices"),
    "edit_payments": mark("Edit payments"),
    "edit_tasks": mark("Edit tasks"),
    "edit_staff": mark("Edit staff"),
    "edit_pay": mark("Edit pay terms"),
    "see_pay": mark("See pay"),
    "edit_schemes": mark("Edit motivation schemes"),
    "run_payroll": mark("Work out payroll"),
    "approve_payroll": mark("Approve payroll"),
    "edit_settings": mark("Edit settings"),
    "edit_rates": mark("Edit currency rates and the calendar"),
    "edit_users": mark("Manage users"),
    "import": mark("Import"),
    "back_up": mark("Make and restore backups"),
    "see_journal": mark("See the journal"),
}
CONTRACT_STATUSES: Mapping[str, str] = {
    "active": mark("In force"),
    "completed": mark("Completed"),
    "cancelled": mark("Terminated"),
}
INVOICE_STATES: Mapping[str, str] = {
    "draft": mark("Draft"),
    "sent": mark("Sent"),
    "partial": mark("Paid in part"),
    "paid": mark("Paid"),
    "overdue": mark("Overdue"),
    "cancelled": mark("Cancelled"),
    "closed_short": mark("Closed short"),
}
PAYMENT_STATES: Mapping[str, str] = {
    "allocated": mark("Allocated"),
    "partly": mark("Allocated in part"),
    "advance": mark("Advance"),
    "storno": mark("Storno"),
    "undone": mark("Undone by storno"),
}
VAT_MODES: Mapping[str, str] = {
    "payer": mark("VAT payer"),
    "without": mark("Without VAT"),
    "outside": mark("Outside the scope of VAT"),
}
CHANNELS: Mapping[str, str] = {
    "call": mark("Call"),
    "email": mark("E-mail"),
    "message": mark("Message"),
    "meeting": mark("Meeting"),
    "letter": mark("Letter"),
}
OUTCOMES: Mapping[str, str] = {
    "promised": mark("Promised to pay"),
    "forgot": mark("Had forgotten"),
    "dissatisfied": mark("Dissatisfied"),
    "disputed": mark("Disputes the debt"),
    "no_answer": mark("No answer"),
}
TASK_KINDS: Mapping[str, str] = {
    "dissatisfied": mark("The client is dissatisfied"),
    "need": mark("The client has a new need"),
    "ask_invoice": mark("An invoice is asked for"),
    "other": mark("Other"),
}
RECORDS: Mapping[str, str] = {
    "person": mark("Person"),
    "client": mark("Client"),
    "client_group": mark("Client group"),
    "contract": mark("Contract"),
    "act": mark("Acceptance act"),
    "amendment": mark("Amendment"),
    "handover": mark("Hand-over"),
    "invoice": mark("Invoice"),
    "credit_note": mark("Credit note"),
    "reminder": mark("Reminder"),
    "task": mark("Task"),
    "payment": mark("Payment"),
    "allocation": mark("Allocation"),
    "refund": mark("Refund"),
    "scheme": mark("Motivation scheme"),
    "scheme_version": mark("Version of a scheme"),
    "scheme_person": mark("Person named by a scheme"),
    "scheme_draft": mark("Draft of a scheme"),
    "scheme_limit": mark("Limit of bonuses"),
    "scheme_approval": mark("Approval of a scheme"),
    "accepted_finding": mark("Accepted finding"),
    "assignment": mark("Assignment to a scheme"),
    "quota": mark("Quota"),
    "opening_measure": mark("Opening measure"),
    "opening_balance": mark("Opening balance"),
    "pay_terms": mark("Pay terms"),
    "days_worked": mark("Days worked"),
    "payroll_run": mark("Payroll run"),
    "payroll_line": mark("Payroll line"),
    "accrual": mark("Accrual"),
    "adjustment": mark("Manual adjustment"),
    "user": mark("User"),
    "user_account": mark("User"),
    "firm": mark("Firm"),
    "currency_rate": mark("Currency rate"),
    "calendar_day": mark("Day of the calendar"),
    "vat_mode": mark("VAT mode"),
    "number_series": mark("Number series"),
    "import_batch": mark("Import"),
}
"""Kinds of NotFound and tables of Stale and Duplicate."""
NUMBERED: Mapping[str, str] = {kind: RECORDS[kind] for kind in ("contract", "invoice", "act", "credit_note")}
"""Papers that have a number series."""


def term(words: Words, names: Mapping[str, str], code: str) -> str:
    """The name of ``code`` in the language; a code that nobody has named stays itself."""
    return words.text(names[code]) if code in names else code


def function(words: Words, code: str) -> str:
    """The name of a function."""
    return term(words, FUNCTIONS, code)


def event_kind(words: Words, code: str) -> str:
    """The name of an event."""
    return term(words, EVENT_KINDS, code)


def accrual_kind(words: Words, code: str) -> str:
    """The name of a sort of accrual line."""
    return term(words, ACCRUAL_KINDS, code)


def run_state(words: Words, code: str) -> str:
    """The name of a run's state."""
    return term(words, RUN_STATES, code)


def engagement(words: Words, code: str) -> str:
    """How a person works for the firm."""
    return term(words, ENGAGEMENTS, code)


def role(words: Words, code: str) -> str:
    """The name of a user's role."""
    return term(words, ROLES, code)


def area(words: Words, code: str) -> str:
    """The name of an area of the books."""
    return term(words, AREAS, code)


def permission(words: Words, code: str) -> str:
    """The name of a right."""
    return term(words, PERMISSIONS, code)


def service_kind(words: Words, code: str) -> str:
    """What is sold."""
    return term(words, SERVICE_KINDS, code)


def contract_status(words: Words, code: str) -> str:
    """Where a contract stands."""
    return term(words, CONTRACT_STATUSES, code)


def invoice_state(words: Words, code: str) -> str:
    """Where an invoice stands."""
    return term(words, INVOICE_STATES, code)


def payment_state(words: Words, code: str) -> str:
    """Where a payment stands."""
    return term(words, PAYMENT_STATES, code)
