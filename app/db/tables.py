"""The tables of a company file, and the two phrases that its schema texts abbreviate."""

from __future__ import annotations

import re

from app.kernel.money import AMOUNT_LIMIT_MINOR

KNOWN = frozenset({
    "accepted_finding", "accrual", "act", "adjustment", "allocation", "amendment", "assignment", "balance",
    "calendar_day", "client", "client_contact", "client_group", "client_membership", "client_tag", "contract",
    "contract_role", "credit_note", "currency_rate", "days_worked", "firm", "form_draft", "handover", "import_batch",
    "invoice", "journal", "journal_body", "number_series", "opening_balance", "opening_measure", "pay_terms", "payment",
    "payroll_line", "payroll_run", "payroll_snapshot", "payroll_step", "person", "quota", "refund", "reminder",
    "scheme", "scheme_approval", "scheme_draft", "scheme_limit", "scheme_person", "scheme_version", "sign_in_failure",
    "task", "user_account", "user_secret", "vat_mode",
})  # fmt: skip
"""A name outside this set is a slip of the pen: sqlite_utils would make a table of it (DB-NOTES 1.3)."""

_DAY = re.compile(r"\{day:(\w+)\}")
_MONEY = re.compile(r"\{money:(\w+)\}")


def ddl(text: str) -> tuple[str, ...]:
    """The statements of a schema text, with ``{day:x}`` and ``{money:x}`` written out.

    A plain ``date(x)`` accepts 2025-02-30; the modifier makes SQLite normalise it, so that it differs (DB-NOTES 5).
    """
    text = _DAY.sub(r"\1 IS date(\1, '+0 days')", text)
    text = _MONEY.sub(rf"abs(\1) < {AMOUNT_LIMIT_MINOR}", text)
    return tuple(statement.strip() for statement in text.split(";\n") if statement.strip())
