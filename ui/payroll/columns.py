"""The tables of the payroll page: people, lines, adjustments, checks, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n.words import Words, mark
from app.kernel.ids import natural_key
from app.payroll.model import AccrualLine, AdjustmentLine, Sheet, SheetLine, Step
from app.wording.checks import check_name, note_sentence
from app.wording.terms import ACCRUAL_KINDS, RUN_STATES, function
from ui.kit.columns import Chip, Column, Kind, chips

STATE_CHIPS = chips(
    RUN_STATES,
    {"draft": "warn", "submitted": "info", "approved": "info", "paid": "good", "closed": "plain"},
)
KIND_CHIPS = chips(
    ACCRUAL_KINDS,
    {
        "accrual": "info",
        "late": "warn",
        "reversal": "bad",
        "catch_up": "good",
        "minimum": "good",
        "hold_back": "warn",
        "release": "good",
        "true_up": "plain",
    },
)
CHECK_CHIPS = {
    "holds": Chip(mark("In order"), "good"),
    "differs": Chip(mark("Differs"), "bad"),
    "note": Chip(mark("Worth a look"), "warn"),
}


def _bad_below_zero(amount_minor: int) -> str | None:
    return "bad" if amount_minor < 0 else None


PEOPLE: tuple[Column[SheetLine], ...] = (
    Column("staff_no", mark("No."), lambda row: row.staff_no, width=58, muted=True, rank=4,
           sort=lambda row: natural_key(row.staff_no)),
    Column("name", mark("Name"), lambda row: row.person_name, width=164, stretch=True),
    Column("salary", mark("Salary"), lambda row: row.pay.salary_minor, Kind.MONEY, width=100, rank=1),
    Column("bonus", mark("Bonus"), lambda row: row.pay.bonus_minor, Kind.MONEY, width=100,
           tone=lambda row: _bad_below_zero(row.pay.bonus_minor)),
    Column("adjustments", mark("Adjustments"), lambda row: row.pay.adjustments_minor, Kind.MONEY, width=112, rank=3,
           tone=lambda row: _bad_below_zero(row.pay.adjustments_minor)),
    Column("true_ups", mark("True-ups"), lambda row: row.pay.true_ups_minor, Kind.MONEY, width=100, rank=2,
           tone=lambda row: _bad_below_zero(row.pay.true_ups_minor)),
    Column("gross", mark("Gross pay"), lambda row: row.pay.gross_minor, Kind.MONEY, width=112),
)  # fmt: skip


def line_columns(words: Words) -> tuple[Column[AccrualLine], ...]:
    """The columns of the lines: functions are named in the language of the window."""
    return (
        Column("person", mark("Name"), lambda row: row.person_name, width=130, stretch=True),
        Column("date", mark("Date"), lambda row: row.accrual.event_on, Kind.DATE, width=100, muted=True, rank=2),
        Column("client", mark("Client"), lambda row: row.client_name, width=140, stretch=True, rank=1),
        Column("contract", mark("Contract"), lambda row: row.contract_number, width=100, muted=True, rank=5,
               sort=lambda row: natural_key(row.contract_number)),
        Column("invoice", mark("Invoice"), lambda row: row.invoice_number, width=100, muted=True, rank=6,
               sort=lambda row: natural_key(row.invoice_number)),
        Column("function", mark("Function"), lambda row: function(words, row.accrual.function), width=130, muted=True,
               rank=4),
        Column("base", mark("Base"), lambda row: row.accrual.base_minor, Kind.MONEY, width=108, muted=True, rank=3),
        Column("rate", mark("Rate"), lambda row: row.accrual.rate_ppm, Kind.PERCENT, width=72, muted=True, rank=3),
        Column("amount", mark("Amount"), lambda row: row.accrual.amount_minor, Kind.MONEY, width=100,
               tone=lambda row: _bad_below_zero(row.accrual.amount_minor)),
    )  # fmt: skip


ADJUSTMENTS: tuple[Column[AdjustmentLine], ...] = (
    Column("person", mark("Name"), lambda row: row.person_name, width=150),
    Column("reason", mark("Reason"), lambda row: row.reason, width=200, stretch=True),
    Column("login", mark("Entered by"), lambda row: row.login, width=110, muted=True, rank=1),
    Column("amount", mark("Amount"), lambda row: row.amount_minor, Kind.MONEY, width=120,
           tone=lambda row: _bad_below_zero(row.amount_minor)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A reconciliation, or a note that is worth a look."""

    id: int
    standing: str
    text: str
    subject: str
    expected_minor: int | None = None
    found_minor: int | None = None


def check_rows(sheet: Sheet, words: Words) -> tuple[CheckRow, ...]:
    """What differs first, then the notes, then what is in order."""
    rows = [
        CheckRow(at, "holds" if check.holds else "differs", check_name(words, check.code), check.subject,
                 check.expected_minor, check.found_minor)
        for at, check in enumerate(sheet.checks)
    ]  # fmt: skip
    notes = [
        CheckRow(len(rows) + at, "note", note_sentence(words, code), subject)
        for at, (code, subject) in enumerate(sheet.notes)
    ]
    differing = [row for row in rows if row.standing == "differs"]
    return (*differing, *notes, *(row for row in rows if row.standing == "holds"))


CHECKS: tuple[Column[CheckRow], ...] = (
    Column("standing", mark("Status"), lambda row: row.standing, Kind.CHIP, width=122, chips=CHECK_CHIPS),
    Column("text", mark("Check"), lambda row: row.text, width=220, stretch=True),
    Column("subject", mark("About"), lambda row: row.subject, width=140, muted=True),
    Column("expected", mark("Expected"), lambda row: row.expected_minor, Kind.MONEY, width=110, muted=True, rank=1),
    Column("found", mark("Found"), lambda row: row.found_minor, Kind.MONEY, width=110, muted=True, rank=1),
)

STEPS: tuple[Column[tuple[int, Step]], ...] = (
    Column("at", mark("When (UTC)"), lambda row: row[1].at.replace("T", " ").rstrip("Z"), width=156, muted=True),
    Column("login", mark("Who"), lambda row: row[1].login, width=120),
    Column("from", mark("From"), lambda row: row[1].from_state, Kind.CHIP, width=116, chips=STATE_CHIPS, rank=1),
    Column("to", mark("To"), lambda row: row[1].to_state, Kind.CHIP, width=116, chips=STATE_CHIPS),
    Column("reason", mark("Reason"), lambda row: row[1].reason, width=160, stretch=True),
)


def step_rows(steps: Sequence[Step]) -> tuple[tuple[int, Step], ...]:
    """The steps with a number each to tell them apart, the latest first."""
    return tuple(reversed(tuple(enumerate(steps))))
