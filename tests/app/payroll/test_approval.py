from __future__ import annotations

import pytest

from app.access.grants import GRANTS
from app.db import guards
from app.kernel.actor import Role
from app.kernel.errors import Invalid, Refused
from app.payroll.approval import TRANSITIONS, next_steps, permission_for, require_reason
from app.payroll.model import RunState


def test_the_database_guards_the_same_steps() -> None:
    assert {(before.value, after.value) for before, after in TRANSITIONS} == set(guards.TRANSITIONS)


def test_there_is_no_way_out_of_paid_but_closing_and_none_out_of_closed() -> None:
    director = GRANTS[Role.DIRECTOR]
    assert next_steps(RunState.PAID, director) == (RunState.CLOSED,)
    assert next_steps(RunState.CLOSED, director) == ()
    with pytest.raises(Refused) as caught:
        permission_for(RunState.CLOSED, RunState.DRAFT)
    assert (caught.value.rule, caught.value.values["state"]) == ("run_state", "closed")


def test_the_accountant_is_offered_what_an_accountant_may_do() -> None:
    accountant = GRANTS[Role.ACCOUNTANT]
    assert next_steps(RunState.DRAFT, accountant) == (RunState.SUBMITTED,)
    assert next_steps(RunState.SUBMITTED, accountant) == (RunState.DRAFT,)
    assert next_steps(RunState.APPROVED, accountant) == (RunState.PAID,)
    assert next_steps(RunState.SUBMITTED, GRANTS[Role.DIRECTOR]) == (RunState.DRAFT, RunState.APPROVED)


def test_a_reason_is_more_than_blanks() -> None:
    assert require_reason("  a mistake ") == "a mistake"
    with pytest.raises(Invalid):
        require_reason(" \t")
