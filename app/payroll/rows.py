"""Results of the engine as rows of the payroll tables and back. Pure."""

from __future__ import annotations

import json
from typing import NamedTuple

from app.calc.results import Accrual, AccrualKind, Balance, PersonMonth, Why
from app.kernel.cells import day, text, whole, whole_or_none
from app.kernel.period import Month
from app.motivation import canonical
from app.payroll.model import Run, RunState, Step

Row = dict[str, int | str | bytes | None]
"""A row as the seam to the database knows it."""

ACCRUAL_COLUMNS = (
    "key", "kind", "person_id", "scheme_id", "scheme_version", "rule_key", "event_key", "event_kind", "event_on",
    "month", "client_id", "contract_id", "invoice_id", "payment_id", "order_number", "function", "base_minor",
    "rate_ppm", "amount_minor", "before_minor", "after_minor",
)  # fmt: skip
"""Columns that stand in the table as in ``Accrual``; ``why`` is JSON, and ``pay_month`` is the month of the run."""


class AdjustmentRow(NamedTuple):
    """A manual line as stored, without names."""

    id: int
    version: int
    person_id: int
    amount_minor: int
    reason: str
    login: str


class Totals(NamedTuple):
    """A person's sums over every month that counts, up to and with one run (SEMANTICS 9, last sentence)."""

    lines_minor: int = 0
    adjustments_minor: int = 0
    top_ups_minor: int = 0
    repaid_minor: int = 0
    floored_minor: int = 0
    paid_minor: int = 0


def run_of(row: Row) -> Run:
    """A row of ``payroll_run``."""
    return Run(
        id=whole(row["id"]),
        version=whole(row["version"]),
        month=Month.parse(text(row["month"])),
        revision=whole(row["revision"]),
        state=RunState(text(row["state"])),
        currency=text(row["currency"]),
        semantics=whole(row["semantics"]),
        reason=text(row["reason"]),
    )


def step_of(row: Row) -> Step:
    """A row of ``payroll_step``."""
    return Step(*(text(row[name]) for name in ("at", "login", "from_state", "to_state", "reason")))


def accrual_row(run_id: int, line: Accrual) -> Row:
    """A line as a row of ``accrual``."""
    row: Row = {"run_id": run_id, "why": canonical.dumps(line.why, Why)}
    row.update((name, getattr(line, name)) for name in ACCRUAL_COLUMNS)
    row.update(kind=line.kind.value, event_on=line.event_on.isoformat(), month=line.month.text)
    return row


def accrual_of(row: Row) -> Accrual:
    """A row of ``accrual`` joined with ``run_month``."""
    return Accrual(
        key=text(row["key"]),
        kind=AccrualKind(text(row["kind"])),
        person_id=whole(row["person_id"]),
        scheme_id=whole(row["scheme_id"]),
        scheme_version=whole(row["scheme_version"]),
        rule_key=text(row["rule_key"]),
        event_key=text(row["event_key"]),
        event_kind=text(row["event_kind"]),
        event_on=day(row["event_on"]),
        month=Month.parse(text(row["month"])),
        pay_month=Month.parse(text(row["run_month"])),
        client_id=whole_or_none(row["client_id"]),
        contract_id=whole_or_none(row["contract_id"]),
        invoice_id=whole_or_none(row["invoice_id"]),
        payment_id=whole_or_none(row["payment_id"]),
        order_number=whole(row["order_number"]),
        function=text(row["function"]),
        base_minor=whole(row["base_minor"]),
        rate_ppm=whole_or_none(row["rate_ppm"]),
        amount_minor=whole(row["amount_minor"]),
        why=_why(text(row["why"])),
        before_minor=whole_or_none(row["before_minor"]),
        after_minor=whole_or_none(row["after_minor"]),
    )


def _why(stored: str) -> Why:
    """As ``canonical`` would read it, four times as fast: a computation reads the lines of all closed months."""
    plain = json.loads(stored)
    return Why(plain["code"], tuple((name, value) for name, value in plain["values"]))


def line_row(run_id: int, pay: PersonMonth, paid_before_minor: int) -> Row:
    """A person's month as a row of ``payroll_line``."""
    return {"run_id": run_id, **pay._asdict(), "paid_before_minor": paid_before_minor}


def person_month_of(row: Row) -> PersonMonth:
    """A row of ``payroll_line``."""
    figures = {name: whole(row[name]) for name in PersonMonth._fields if name != "engagement"}
    return PersonMonth(engagement=text(row["engagement"]), **figures)


def balance_row(run_id: int, balance: Balance) -> Row:
    """What a person carries on, as a row of ``balance``."""
    return {"run_id": run_id, **balance._asdict()}


def balance_of(row: Row) -> Balance:
    """A row of ``balance``."""
    return Balance(*(whole(row[name]) for name in Balance._fields))
