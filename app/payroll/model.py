"""The month's sheet as the services give and take it. All of it is secret: Permission.SEE_PAY or more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.calc.results import Accrual, PersonMonth
from app.kernel.period import Month


class RunState(StrEnum):
    """The states of a run; ``TRANSITIONS`` of ``app.payroll.approval`` says which follows which."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PAID = "paid"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Run:
    """One (month, revision)."""

    id: int
    version: int
    month: Month
    revision: int
    state: RunState
    currency: str
    semantics: int
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a run through its states: when (UTC, ISO), who, from, to, why."""

    at: str
    login: str
    from_state: str
    to_state: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A person's row with the name it is printed under; ``paid_before_minor`` was paid by earlier revisions."""

    person_name: str
    staff_no: str
    pay: PersonMonth
    paid_before_minor: int


@dataclass(frozen=True, slots=True)
class AccrualLine:
    """An accrual with the names a reader knows things by."""

    id: int
    accrual: Accrual
    person_name: str
    client_name: str
    contract_number: str
    invoice_number: str
    payment_number: str
    scheme_name: str
    source_name: str = ""
    """Who earned the line that an override is paid on."""


@dataclass(frozen=True, slots=True)
class NewAdjustment:
    """A manual line of the open run, with its reason."""

    person_id: int
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """A manual line as stored."""

    id: int
    version: int
    person_id: int
    person_name: str
    amount_minor: int
    reason: str
    login: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One reconciliation of ``Checks``: ``code`` names its sentence; it holds when ``expected`` equals ``found``."""

    code: str
    subject: str
    expected_minor: int
    found_minor: int

    @property
    def holds(self) -> bool:
        """Whether both ways to the figure agree."""
        return self.expected_minor == self.found_minor


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run with everything on it, as shown, printed and exported."""

    run: Run
    firm_name: str
    lines: tuple[SheetLine, ...]
    accruals: tuple[AccrualLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    steps: tuple[Step, ...]
    checks: tuple[CheckLine, ...]
    notes: tuple[tuple[str, str], ...] = ()
    """Codes of ``Checks`` that are no figures (nobody to pay, two assignments at once) with what they are about."""


@dataclass(frozen=True, slots=True)
class EarnedLine:
    """What a client has earned one person by one rule, in the currency of the runs. Secret: Permission.SEE_PAY."""

    person_id: int
    person_name: str
    function: str
    scheme_name: str
    rule_key: str
    closed_minor: int
    """In closed months, true-ups among it; what is held back counts as earned."""
    open_minor: int
    """In the run that is not closed: it may still change."""
    held_minor: int
    """Of both, what is held back and not yet released."""

    @property
    def earned_minor(self) -> int:
        """In all runs."""
        return self.closed_minor + self.open_minor


@dataclass(frozen=True, slots=True)
class ClientEarnings:
    """Whom a client has earned what, by the stored lines of each month's latest run. Secret: Permission.SEE_PAY.

    Lines that come of no order (a month's plan, a team's pool) belong to no client and are left out.
    """

    currency: str
    closed_through: Month | None
    """The last closed month; None where none is closed."""
    open_run: Run | None
    own: tuple[EarnedLine, ...]
    group_name: str
    """The group that the client belongs to today; empty for none."""
    group_size: int
    group: tuple[EarnedLine, ...]
    """The same of all clients of the group together."""


@dataclass(frozen=True, slots=True)
class ClosedCheck:
    """A closed revision compared with its snapshot: nothing is changed by looking."""

    month: Month
    revision: int
    semantics: int
    inputs_kept: bool
    """The snapshot is there and has its hash."""
    results_kept: bool = False
    """The stored lines, rows and balances are those that were closed."""
    recomputes: bool = False
    """The inputs come to the same results today."""

    @property
    def holds(self) -> bool:
        """Whether everything is as it was when the month was closed."""
        return self.inputs_kept and self.results_kept and self.recomputes
