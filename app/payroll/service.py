"""Payroll as one door: the use cases of runs, approvals, adjustments and sheets, which stand in files of their own."""

from __future__ import annotations

from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.kernel.ids import OperationId
from app.kernel.period import Month
from app.payroll.adjustments import Adjustments
from app.payroll.approvals import Approvals
from app.payroll.earnings import Earnings
from app.payroll.model import ClientEarnings, ClosedCheck, NewAdjustment, Run, Sheet
from app.payroll.runs import Runs
from app.payroll.sheets import Sheets
from app.payroll.whys import Answer, Document, Whys


class PayrollService:
    """The month from the first draft to its closing. What each step asks for and refuses stands with its use case."""

    def __init__(
        self,
        runs: Runs,
        approvals: Approvals,
        adjustments: Adjustments,
        sheets: Sheets,
        whys: Whys,
        earnings: Earnings,
    ) -> None:
        """Put the parts together."""
        self._runs = runs
        self._approvals = approvals
        self._adjustments = adjustments
        self._sheets = sheets
        self._whys = whys
        self._earnings = earnings

    def compute(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """``Runs.compute``: work the month out into its draft."""
        return self._runs.compute(actor, month, operation_id)

    def runs(self, actor: Actor) -> tuple[Run, ...]:
        """``Runs.runs``: every run, the newest first."""
        return self._runs.runs(actor)

    def open_month(self, actor: Actor) -> Month:
        """``Runs.open_month``: the month being worked on, or the next one."""
        return self._runs.open_month(actor)

    def sheet(self, actor: Actor, month: Month, revision: int | None = None) -> Sheet:
        """``Sheets.sheet``: a run with everything on it."""
        return self._sheets.sheet(actor, month, revision)

    def check_snapshots(self, actor: Actor) -> tuple[ClosedCheck, ...]:
        """``Sheets.check_snapshots``: every closed month against its snapshot."""
        return self._sheets.check_snapshots(actor)

    def why(self, actor: Actor, person_id: int, document: Document) -> tuple[Answer, ...]:
        """``Whys.why``: what somebody got for a document, or why nothing."""
        return self._whys.why(actor, person_id, document)

    def client_earnings(self, actor: Actor, client_id: int) -> ClientEarnings:
        """``Earnings.client_earnings``: what a client has earned whom."""
        return self._earnings.client_earnings(actor, client_id)

    def adjust(
        self, actor: Actor, month: Month, new: NewAdjustment, operation_id: OperationId | None = None
    ) -> Done[int]:
        """``Adjustments.adjust``: add a manual line to the draft."""
        return self._adjustments.adjust(actor, month, new, operation_id)

    def remove_adjustment(
        self, actor: Actor, adjustment_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """``Adjustments.remove_adjustment``: take a manual line out of the draft."""
        return self._adjustments.remove_adjustment(actor, adjustment_id, version, operation_id)

    def submit(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """``Approvals.submit``: offer the draft for approval."""
        return self._approvals.submit(actor, month, operation_id)

    def approve(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """``Approvals.approve``: the director's word."""
        return self._approvals.approve(actor, month, operation_id)

    def pay(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """``Approvals.pay``: the month was paid."""
        return self._approvals.pay(actor, month, operation_id)

    def close(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """``Approvals.close``: its results stand for ever."""
        return self._approvals.close(actor, month, operation_id)

    def back_to_draft(
        self, actor: Actor, month: Month, reason: str, operation_id: OperationId | None = None
    ) -> Done[int]:
        """``Approvals.back_to_draft``: take a submitted or approved run back."""
        return self._approvals.back_to_draft(actor, month, reason, operation_id)

    def reopen(self, actor: Actor, month: Month, reason: str, operation_id: OperationId | None = None) -> Done[int]:
        """``Approvals.reopen``: the next revision of the last closed month."""
        return self._approvals.reopen(actor, month, reason, operation_id)
