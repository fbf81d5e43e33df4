"""Use cases of manual lines: a sum for a person of the open month, with its reason. The draft is worked out anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.money import AMOUNT_LIMIT_MINOR
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.payroll.computing import Computing
from app.payroll.model import NewAdjustment, Run, RunState
from app.payroll.neighbours import Neighbours
from app.payroll.store import ResultStore, RunStore


def adjustment_problems(new: NewAdjustment, people: Collection[int]) -> Iterator[Finding]:
    """A known person, a sum that is not nothing, and a reason."""
    if new.person_id not in people:
        yield Finding("person_unknown", "person_id", {"id": new.person_id})
    if new.amount_minor == 0:
        yield Finding("amount_zero", "amount_minor")
    if abs(new.amount_minor) >= AMOUNT_LIMIT_MINOR:
        yield Finding("amount_range", "amount_minor")
    if not new.reason.strip():
        yield Finding("reason_missing", "reason")


class Adjustments:
    """Adds and removes manual lines of a draft; the sheet always contains them."""

    def __init__(
        self, use_cases: UseCases, runs: RunStore, results: ResultStore, computing: Computing, neighbours: Neighbours
    ) -> None:
        """Work in ``use_cases`` over ``runs`` and ``results``."""
        self._use_cases = use_cases
        self._runs = runs
        self._results = results
        self._computing = computing
        self._neighbours = neighbours

    def adjust(
        self, actor: Actor, month: Month, new: NewAdjustment, operation_id: OperationId | None = None
    ) -> Done[int]:
        """Add a manual line to the month's draft, give its id. Raises Invalid, Refused: run_not_open, run_not_draft."""

        def work() -> int:
            run = self._draft(month)
            raise_if_any(adjustment_problems(new, {person.id for person in self._neighbours.people.list()}))
            line = replace(new, reason=new.reason.strip())
            adjustment_id = self._results.add_adjustment(run.id, line, actor.user_id, actor.login)
            self._computing.recompute(month)
            return adjustment_id

        return self._use_cases.perform(actor, Permission.RUN_PAYROLL, operation_id, work, action="payroll.adjust")

    def remove_adjustment(
        self, actor: Actor, adjustment_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Take a manual line out of the open draft. Raises NotFound, Stale, Refused: run_not_draft."""

        def work() -> None:
            run = self._runs.open_run()
            if run is None or adjustment_id not in {row.id for row in self._results.adjustments(run.id)}:
                raise NotFound(kind="adjustment", key=adjustment_id)
            self._draft(run.month)
            self._results.remove_adjustment(adjustment_id, version)
            self._computing.recompute(run.month)

        return self._use_cases.perform(
            actor, Permission.RUN_PAYROLL, operation_id, work, action="payroll.remove_adjustment"
        )

    def _draft(self, month: Month) -> Run:
        run = self._runs.open_run()
        if run is None or run.month != month:
            raise Refused(rule="run_not_open", month=month.text)
        if run.state is not RunState.DRAFT:
            raise Refused(rule="run_not_draft", month=month.text, state=run.state.value)
        return run
