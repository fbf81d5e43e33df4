"""Use cases of the month: computing it, and what runs there are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.collector import large_parts, let_go
from app.kernel.ids import OperationId
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.payroll.computing import Computing
from app.payroll.model import Run
from app.payroll.months import Months
from app.payroll.settling import settle
from app.payroll.store import RunStore


class Runs:
    """Computes drafts."""

    def __init__(self, use_cases: UseCases, store: RunStore, months: Months, computing: Computing) -> None:
        """Work in ``use_cases`` over ``store``."""
        self._use_cases = use_cases
        self._store = store
        self._months = months
        self._computing = computing

    def compute(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """Work the month out into its draft, give the run's id; adjustments stay.

        Facts are read in one snapshot, worked on without holding the file, and stored if none has moved meanwhile.
        Raises Refused (run_open, run_not_draft, month_not_next, facts_moved), Invalid (rate_missing).
        """
        done, parts = self._compute(actor, month, operation_id)
        let_go(parts)
        return done

    def _compute(
        self, actor: Actor, month: Month, operation_id: OperationId | None
    ) -> tuple[Done[int], list[Collection[Any]]]:
        """With it, the large parts of what it was made of."""
        permission, action = Permission.RUN_PAYROLL, "payroll.compute"
        prepared = self._use_cases.view(actor, permission, lambda: self._computing.prepare(month), action=action)
        result = settle(prepared.inputs)
        done = self._use_cases.perform(
            actor, permission, operation_id, lambda: self._computing.store(prepared, result), action=action
        )
        return done, large_parts(prepared, result)

    def runs(self, actor: Actor) -> tuple[Run, ...]:
        """Every run, the newest month and revision first."""
        return self._use_cases.view(actor, Permission.SEE_PAY, self._store.runs, action="payroll.runs")

    def open_month(self, actor: Actor) -> Month:
        """The month that is being worked on, or the next one to compute."""
        return self._use_cases.view(actor, Permission.SEE_PAY, self._months.current, action="payroll.open_month")
