"""Use cases of approval: a draft is submitted, approved, paid, closed, or goes back; a closed month gets a revision."""

from __future__ import annotations

from app.kernel.actor import Actor, Permission
from app.kernel.cells import instant
from app.kernel.changes import Done
from app.kernel.errors import Refused
from app.kernel.ids import OperationId
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.payroll.approval import permission_for, require_reason
from app.payroll.computing import Computing
from app.payroll.model import Run, RunState, Step
from app.payroll.neighbours import Neighbours
from app.payroll.settling import settle
from app.payroll.snapshot import Results, encode, results_hash
from app.payroll.store import Basis, ResultStore, RunStore


class Approvals:
    """Moves runs along ``approval.TRANSITIONS``; every step is noted with who, when and why."""

    def __init__(
        self,
        use_cases: UseCases,
        runs: RunStore,
        results: ResultStore,
        computing: Computing,
        neighbours: Neighbours,
    ) -> None:
        """Work in ``use_cases`` over ``runs`` and ``results``."""
        self._use_cases = use_cases
        self._runs = runs
        self._results = results
        self._computing = computing
        self._neighbours = neighbours

    def submit(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """Offer the draft for approval; what it was computed from is kept with it. Gives the run's id.

        The snapshot is taken here and not at closing: facts are never frozen, so they may move while the run waits.
        Raises Refused: run_not_open, run_state, facts_moved (it must be computed anew).
        """

        def work() -> int:
            run = self._open(month)
            permission_for(run.state, RunState.SUBMITTED)
            self._refuse_moved(run)
            inputs = self._computing.inputs(month, run)
            stored = self._results.results(run)
            settled = settle(inputs)
            if results_hash(Results(settled.lines, settled.people, settled.closing)) != results_hash(stored):
                raise Refused(rule="facts_moved", month=month.text)
            self._results.put_snapshot(run.id, encode(inputs, stored))
            return self._move(actor, run, RunState.SUBMITTED)

        return self._use_cases.perform(actor, Permission.RUN_PAYROLL, operation_id, work, action="payroll.submit")

    def approve(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """The director's word. Raises Refused: run_not_open, run_state, facts_moved (send it back and compute anew)."""

        def work() -> int:
            run = self._open(month)
            permission_for(run.state, RunState.APPROVED)
            self._refuse_moved(run)
            return self._move(actor, run, RunState.APPROVED)

        return self._use_cases.perform(actor, Permission.APPROVE_PAYROLL, operation_id, work, action="payroll.approve")

    def pay(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """Note that the approved month was paid; from here there is no way back. Raises Refused as ``approve``."""

        def work() -> int:
            return self._move(actor, self._open(month), RunState.PAID)

        return self._use_cases.perform(actor, Permission.RUN_PAYROLL, operation_id, work, action="payroll.pay")

    def close(self, actor: Actor, month: Month, operation_id: OperationId | None = None) -> Done[int]:
        """Close the paid month: its results stand for ever, and the order numbers of its contracts with them.

        Raises Refused: run_not_open, run_state.
        """

        def work() -> int:
            run = self._open(month)
            moved = self._move(actor, run, RunState.CLOSED)
            self._neighbours.orders.fix_order_numbers(actor, sorted(self._results.contracts_of(run.id)))
            return moved

        return self._use_cases.perform(actor, Permission.RUN_PAYROLL, operation_id, work, action="payroll.close")

    def back_to_draft(
        self, actor: Actor, month: Month, reason: str, operation_id: OperationId | None = None
    ) -> Done[int]:
        """Take a submitted run back, or (who may approve) an approved one. Raises Invalid, Refused as ``approve``."""
        action = "payroll.back_to_draft"
        state = self._use_cases.view(actor, Permission.SEE_PAY, lambda: self._open(month).state, action=action)
        permission = permission_for(state, RunState.DRAFT)

        def work() -> int:
            run = self._open(month)
            if run.state is not state:
                raise Refused(rule="run_state", state=run.state.value, wanted=RunState.DRAFT.value)
            return self._move(actor, run, RunState.DRAFT, require_reason(reason))

        return self._use_cases.perform(actor, permission, operation_id, work, action=action)

    def reopen(self, actor: Actor, month: Month, reason: str, operation_id: OperationId | None = None) -> Done[int]:
        """Begin the next revision of the last closed month, computed from today's facts; give its id.

        The closed revision stays for ever. Raises Invalid, Refused: run_open, not_last_closed.
        """

        def work() -> int:
            why = require_reason(reason)
            standing = self._runs.open_run()
            if standing is not None:
                raise Refused(rule="run_open", month=standing.month.text)
            closed = self._runs.last_closed()
            if closed is None or closed.month != month:
                raise Refused(
                    rule="not_last_closed", month=month.text, last="" if closed is None else closed.month.text
                )
            token = self._neighbours.loader.token()
            run_id = self._runs.add_run(Basis(month, closed.revision + 1, closed.currency, token, "[]"), why)
            self._note(actor, run_id, RunState.CLOSED, RunState.DRAFT, why)
            return self._computing.recompute(month)

        return self._use_cases.perform(actor, Permission.APPROVE_PAYROLL, operation_id, work, action="payroll.reopen")

    def _open(self, month: Month) -> Run:
        run = self._runs.open_run()
        if run is None or run.month != month:
            raise Refused(rule="run_not_open", month=month.text)
        return run

    def _refuse_moved(self, run: Run) -> None:
        token, _ = self._runs.basis(run.id)
        if token != self._neighbours.loader.token():
            raise Refused(rule="facts_moved", month=run.month.text)

    def _move(self, actor: Actor, run: Run, state: RunState, reason: str = "") -> int:
        permission_for(run.state, state)
        self._runs.move(run, state)
        self._note(actor, run.id, run.state, state, reason)
        return run.id

    def _note(self, actor: Actor, run_id: int, before: RunState, after: RunState, reason: str) -> None:
        at = instant(self._use_cases.clock.now(), "seconds")
        step = Step(at, actor.login, before.value, after.value, reason)
        self._runs.add_step(run_id, actor.user_id, step)
