"""A month from its first draft to closed, and back where there is a way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.calc.results import MonthInputs, MonthResult
from app.calc.settle import settle
from app.kernel.actor import Role
from app.kernel.changes import Area
from app.kernel.errors import Denied, Invalid, NotFound, Refused
from app.kernel.ids import OperationId
from app.payroll.model import NewAdjustment, RunState
from tests.support.database import actor, open_db
from tests.support.firm import Firm
from tests.support.months import (
    APRIL,
    FEBRUARY,
    JANUARY,
    amounts,
    close,
    finish,
    line_of,
    open_office,
    pays,
    sheet,
    small_firm,
)

ACCOUNTANT = actor(Role.ACCOUNTANT)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as office:
        yield office


@pytest.fixture
def firm(office: Office) -> Firm:
    return small_firm(office)


def refusal(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.rule


def test_a_month_is_computed_submitted_approved_paid_and_closed(firm: Firm) -> None:
    payroll = firm.office.payroll
    run_id = payroll.compute(ACCOUNTANT, JANUARY).value
    olena = line_of(sheet(firm, JANUARY), "Olena")
    assert (olena.pay.salary_minor, olena.pay.bonus_minor, olena.pay.gross_minor) == (2_000_000, 10_000, 2_010_000)
    assert amounts(sheet(firm, JANUARY)) == [("accrual", 10_000)]

    payroll.submit(ACCOUNTANT, JANUARY)
    payroll.approve(firm.actor, JANUARY)
    payroll.pay(ACCOUNTANT, JANUARY)
    done = payroll.close(ACCOUNTANT, JANUARY)

    assert done.value == run_id
    assert Area.PAYROLL in done.areas
    assert [(step.from_state, step.to_state, step.login) for step in sheet(firm, JANUARY).steps] == [
        ("draft", "submitted", "accountant"),
        ("submitted", "approved", firm.actor.login),
        ("approved", "paid", "accountant"),
        ("paid", "closed", "accountant"),
    ]
    assert payroll.open_month(firm.actor) == FEBRUARY
    assert [(run.month, run.state) for run in payroll.runs(firm.actor)] == [(JANUARY, RunState.CLOSED)]


def test_a_line_carries_the_names_a_reader_knows_things_by(firm: Firm) -> None:
    firm.office.payroll.compute(firm.actor, JANUARY)
    (line,) = sheet(firm, JANUARY).accruals
    known = (line.person_name, line.client_name, line.contract_number, line.invoice_number, line.payment_number)
    assert known == ("Olena", "Orion", "1", "A-1", "P-1")
    assert line.scheme_name == "The finder"
    assert sheet(firm, JANUARY).firm_name == "Калина Консалтинг"


def test_computing_again_replaces_the_draft(firm: Firm) -> None:
    payroll = firm.office.payroll
    first = payroll.compute(firm.actor, JANUARY).value
    firm.contract("1b", "Orion", signed="2024-01-20").invoice("A-1b").payment("P-1b")
    assert payroll.compute(firm.actor, JANUARY).value == first
    assert amounts(sheet(firm, JANUARY)) == [("accrual", 10_000), ("accrual", 10_000)]


def test_months_follow_one_another_from_the_first_of_the_books(firm: Firm) -> None:
    payroll = firm.office.payroll
    with pytest.raises(Refused) as caught:
        payroll.compute(firm.actor, FEBRUARY)
    assert refusal(caught) == "month_not_next"
    assert caught.value.values["next"] == "2024-01"
    payroll.compute(firm.actor, JANUARY)
    with pytest.raises(Refused) as caught:
        payroll.compute(firm.actor, FEBRUARY)
    assert refusal(caught) == "run_open"
    finish(firm, JANUARY)
    with pytest.raises(Refused) as caught:
        payroll.compute(firm.actor, JANUARY)
    assert refusal(caught) == "month_not_next"
    close(firm, FEBRUARY)
    assert amounts(sheet(firm, FEBRUARY)) == [("accrual", 10_000)]


def test_what_happened_before_the_books_gives_no_lines(office: Office) -> None:
    firm = Firm(office).person("Olena").client("Orion", found_by="Olena")
    firm.contract("0", "Orion", signed="2023-11-10").invoice("A-0").payment("P-0", received="2023-12-20")
    firm.contract("1", "Orion", signed="2024-01-10").invoice("A-1").payment("P-1")
    pays(firm, "Olena")
    firm.office.payroll.compute(firm.actor, JANUARY)
    (line,) = sheet(firm, JANUARY).accruals
    assert (line.contract_number, line.accrual.order_number) == ("1", 2)


def test_steps_are_taken_in_order_only(firm: Firm) -> None:
    payroll = firm.office.payroll
    with pytest.raises(Refused) as caught:
        payroll.submit(firm.actor, JANUARY)
    assert refusal(caught) == "run_not_open"
    payroll.compute(firm.actor, JANUARY)
    for step in (payroll.approve, payroll.pay, payroll.close):
        with pytest.raises(Refused) as caught:
            step(firm.actor, JANUARY)
        assert refusal(caught) == "run_state"
    payroll.submit(firm.actor, JANUARY)
    with pytest.raises(Refused) as caught:
        payroll.compute(firm.actor, JANUARY)
    assert refusal(caught) == "run_not_draft"
    with pytest.raises(NotFound):
        payroll.sheet(firm.actor, APRIL)


def test_only_the_director_approves_reopens_and_takes_an_approval_back(firm: Firm) -> None:
    payroll = firm.office.payroll
    payroll.compute(ACCOUNTANT, JANUARY)
    payroll.submit(ACCOUNTANT, JANUARY)
    with pytest.raises(Denied):
        payroll.approve(ACCOUNTANT, JANUARY)
    payroll.approve(firm.actor, JANUARY)
    with pytest.raises(Denied):
        payroll.back_to_draft(ACCOUNTANT, JANUARY, "a mistake")
    payroll.pay(ACCOUNTANT, JANUARY)
    payroll.close(ACCOUNTANT, JANUARY)
    with pytest.raises(Denied):
        payroll.reopen(ACCOUNTANT, JANUARY, "a mistake")


def test_an_office_manager_sees_nothing_of_it(firm: Firm) -> None:
    payroll, manager = firm.office.payroll, actor(Role.OFFICE_MANAGER)
    payroll.compute(firm.actor, JANUARY)
    for read in (payroll.runs, payroll.open_month, payroll.check_snapshots):
        with pytest.raises(Denied):
            read(manager)
    with pytest.raises(Denied):
        payroll.sheet(manager, JANUARY)
    with pytest.raises(Denied):
        payroll.compute(manager, JANUARY)
    with pytest.raises(Denied):
        payroll.adjust(manager, JANUARY, NewAdjustment(1, 100, "why not"))


def test_the_way_back_needs_a_reason_and_keeps_the_manual_lines(firm: Firm) -> None:
    payroll = firm.office.payroll
    payroll.compute(firm.actor, JANUARY)
    payroll.adjust(firm.actor, JANUARY, NewAdjustment(firm.people["Petro"], 5_000, "moved the office"))
    payroll.submit(firm.actor, JANUARY)
    with pytest.raises(Invalid) as caught:
        payroll.back_to_draft(firm.actor, JANUARY, "  ")
    assert [finding.code for finding in caught.value.findings] == ["reason_missing"]
    payroll.back_to_draft(ACCOUNTANT, JANUARY, "a payment was missing")
    payroll.compute(firm.actor, JANUARY)
    payroll.submit(firm.actor, JANUARY)
    payroll.approve(firm.actor, JANUARY)
    payroll.back_to_draft(firm.actor, JANUARY, "one more")
    finish(firm, JANUARY)
    found = sheet(firm, JANUARY)
    assert [step.reason for step in found.steps if step.reason] == ["a payment was missing", "one more"]
    assert [(line.person_name, line.amount_minor) for line in found.adjustments] == [("Petro", 5_000)]


def test_facts_that_moved_must_be_computed_before_they_are_approved(firm: Firm) -> None:
    payroll = firm.office.payroll
    payroll.compute(firm.actor, JANUARY)
    firm.contract("1b", "Orion", signed="2024-01-20").invoice("A-1b").payment("P-1b")
    with pytest.raises(Refused) as caught:
        payroll.submit(firm.actor, JANUARY)
    assert refusal(caught) == "facts_moved"
    payroll.compute(firm.actor, JANUARY)
    payroll.submit(firm.actor, JANUARY)
    firm.refunded("P-1b", "A-1b", on="2024-01-25", amount="600.00")
    with pytest.raises(Refused) as caught:
        payroll.approve(firm.actor, JANUARY)
    assert refusal(caught) == "facts_moved"
    payroll.back_to_draft(firm.actor, JANUARY, "a refund came")
    close(firm, JANUARY)
    assert sum(amount for _, amount in amounts(sheet(firm, JANUARY))) == 15_000


def test_what_moves_after_approval_does_not_stop_the_month_and_comes_as_a_true_up(firm: Firm) -> None:
    """Facts are never frozen: the snapshot is what was approved, not what stands on the day of closing."""
    payroll = firm.office.payroll
    payroll.compute(firm.actor, JANUARY)
    payroll.submit(firm.actor, JANUARY)
    payroll.approve(firm.actor, JANUARY)
    firm.contract("1b", "Orion", signed="2024-01-20").invoice("A-1b").payment("P-1b")
    payroll.pay(firm.actor, JANUARY)
    payroll.close(firm.actor, JANUARY)
    assert [check.holds for check in payroll.check_snapshots(firm.actor)] == [True]
    payroll.compute(firm.actor, FEBRUARY)
    assert amounts(sheet(firm, FEBRUARY)) == [("true_up", 10_000), ("accrual", 10_000)]


def test_an_answer_that_got_lost_may_be_asked_for_again(firm: Firm) -> None:
    payroll, once = firm.office.payroll, OperationId("once")
    run_id = payroll.compute(firm.actor, JANUARY).value
    line = NewAdjustment(firm.people["Olena"], 100, "a taxi")
    first = payroll.adjust(firm.actor, JANUARY, line, once).value
    assert payroll.adjust(firm.actor, JANUARY, line, once).value == first
    assert len(sheet(firm, JANUARY).adjustments) == 1
    assert payroll.submit(firm.actor, JANUARY).value == run_id


def test_two_programs_do_not_overwrite_each_other(firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While this one computes without holding the file, another one adds a manual line to the same draft."""
    payroll = firm.office.payroll
    payroll.compute(firm.actor, JANUARY)

    def slow(inputs: MonthInputs) -> MonthResult:
        with Office.open(tmp_path / "firm.premia") as other:
            other.payroll.adjust(firm.actor, JANUARY, NewAdjustment(firm.people["Olena"], 100, "a taxi"))
        return settle(inputs)

    monkeypatch.setattr("app.payroll.runs.settle", slow)
    with pytest.raises(Refused) as caught:
        payroll.compute(firm.actor, JANUARY)
    assert refusal(caught) == "facts_moved"
    assert line_of(sheet(firm, JANUARY), "Olena").pay.adjustments_minor == 100


@pytest.mark.parametrize("table", ["payroll_line", "accrual", "adjustment", "balance", "payroll_snapshot"])
def test_the_tables_of_a_closed_month_refuse_everything(firm: Firm, tmp_path: Path, table: str) -> None:
    """Also through a connection that knows nothing of the program."""
    payroll = firm.office.payroll
    payroll.compute(firm.actor, JANUARY)
    payroll.adjust(firm.actor, JANUARY, NewAdjustment(firm.people["Olena"], 100, "a taxi"))
    finish(firm, JANUARY)
    with closing(open_db(tmp_path / "firm.premia")) as db:
        for statement in ("UPDATE {} SET id = id", "DELETE FROM {}"):
            with pytest.raises(Refused) as caught:
                db.execute(statement.format(table))
            assert refusal(caught) == "run_frozen"
        with pytest.raises(Refused):
            db.execute("UPDATE payroll_run SET state = 'draft'")


def test_the_services_refuse_to_touch_a_closed_month(firm: Firm) -> None:
    payroll = firm.office.payroll
    payroll.compute(firm.actor, JANUARY)
    payroll.adjust(firm.actor, JANUARY, NewAdjustment(firm.people["Olena"], 100, "a taxi"))
    finish(firm, JANUARY)
    (line,) = sheet(firm, JANUARY).adjustments
    with pytest.raises(NotFound):
        payroll.remove_adjustment(firm.actor, line.id, line.version)
    with pytest.raises(Refused) as caught:
        payroll.adjust(firm.actor, JANUARY, NewAdjustment(firm.people["Olena"], 100, "a taxi"))
    assert refusal(caught) == "run_not_open"
    with pytest.raises(Refused) as caught:
        payroll.back_to_draft(firm.actor, JANUARY, "no")
    assert refusal(caught) == "run_not_open"
