"""How a run moves from draft to closed, and who may move it. Pure; ``app.db.guards`` keeps the same table."""

from __future__ import annotations

from app.kernel.actor import Permission
from app.kernel.errors import Finding, Refused, raise_if_any
from app.payroll.model import RunState

_RUN, _APPROVE = Permission.RUN_PAYROLL, Permission.APPROVE_PAYROLL

TRANSITIONS: dict[tuple[RunState, RunState], Permission] = {
    (RunState.DRAFT, RunState.SUBMITTED): _RUN,
    (RunState.SUBMITTED, RunState.DRAFT): _RUN,
    (RunState.SUBMITTED, RunState.APPROVED): _APPROVE,
    (RunState.APPROVED, RunState.DRAFT): _APPROVE,
    (RunState.APPROVED, RunState.PAID): _RUN,
    (RunState.PAID, RunState.CLOSED): _RUN,
}
"""Every step and what it requires. The way back from closed is another revision (``Approvals.reopen``)."""


def permission_for(before: RunState, after: RunState) -> Permission:
    """What the step requires. Raises Refused(rule=run_state) when there is no such step."""
    permission = TRANSITIONS.get((before, after))
    if permission is None:
        raise Refused(rule="run_state", state=before.value, wanted=after.value)
    return permission


def require_reason(reason: str) -> str:
    """The reason without blanks around it. Raises Invalid when nothing is left: a step back must be explained."""
    cleaned = reason.strip()
    if not cleaned:
        raise_if_any((Finding("reason_missing", "reason"),))
    return cleaned


def next_steps(state: RunState, permissions: frozenset[Permission]) -> tuple[RunState, ...]:
    """Where somebody with these permissions may move a run: what the window offers."""
    return tuple(
        after for (before, after), permission in TRANSITIONS.items() if before is state and permission in permissions
    )
