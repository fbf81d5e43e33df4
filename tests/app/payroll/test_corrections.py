"""What comes too late for a closed month: true-ups in the next one, and revisions of the last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.calc.results import AccrualKind
from app.kernel.errors import Invalid, Refused
from app.payroll.model import RunState
from tests.support.firm import Firm
from tests.support.months import (
    FEBRUARY,
    JANUARY,
    MARCH,
    amounts,
    close,
    finish,
    line_of,
    open_office,
    pays,
    sheet,
    small_firm,
)


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    with open_office(tmp_path) as office:
        yield small_firm(office)


def test_a_late_payment_into_a_closed_month_is_paid_as_a_true_up(firm: Firm) -> None:
    close(firm, JANUARY)
    firm.contract("1b", "Orion", signed="2024-01-20").invoice("A-1b").payment("P-1b")
    firm.office.payroll.compute(firm.actor, FEBRUARY)
    february = sheet(firm, FEBRUARY)
    (late,) = [line.accrual for line in february.accruals if line.accrual.kind is AccrualKind.TRUE_UP]
    assert (late.before_minor, late.after_minor, late.amount_minor) == (0, 10_000, 10_000)
    assert (late.month, late.pay_month) == (JANUARY, FEBRUARY)
    assert line_of(february, "Olena").pay.true_ups_minor == 10_000
    finish(firm, FEBRUARY)
    firm.office.payroll.compute(firm.actor, MARCH)
    assert amounts(sheet(firm, MARCH)) == []


def test_a_storno_of_a_payment_of_a_closed_month_takes_its_line_back(firm: Firm) -> None:
    close(firm, JANUARY)
    firm.undone("P-1")
    firm.office.payroll.compute(firm.actor, FEBRUARY)
    february = sheet(firm, FEBRUARY)
    (gone,) = [line.accrual for line in february.accruals if line.accrual.kind is AccrualKind.TRUE_UP]
    assert (gone.before_minor, gone.after_minor, gone.amount_minor) == (10_000, 0, -10_000)
    assert line_of(february, "Olena").pay.gross_minor == 2_000_000


def test_a_true_up_is_itself_corrected_by_the_difference_only(firm: Firm) -> None:
    """Paid 10,000 in January, taken back in February, entered again in March: before is what was paid in all."""
    close(firm, JANUARY)
    firm.undone("P-1")
    close(firm, FEBRUARY)
    firm.payment("P-1 again", "A-1", received="2024-01-10")
    firm.office.payroll.compute(firm.actor, MARCH)
    (again,) = sheet(firm, MARCH).accruals
    assert (again.accrual.kind, again.accrual.amount_minor) == (AccrualKind.TRUE_UP, 10_000)


def test_a_negative_month_is_carried_into_the_next(firm: Firm) -> None:
    """February takes back the 100.00 of January and earns nothing; March meets it from its 300.00."""
    close(firm, JANUARY)
    firm.undone("P-1").undone("P-2")
    firm.contract("3", "Orion", signed="2024-03-01", net="3 000").invoice("A-3").payment("P-3")
    close(firm, FEBRUARY)
    february = line_of(sheet(firm, FEBRUARY), "Olena").pay
    assert (february.true_ups_minor, february.carry_out_minor) == (-10_000, -10_000)
    assert february.gross_minor == february.salary_minor == 2_000_000
    close(firm, MARCH)
    march = line_of(sheet(firm, MARCH), "Olena").pay
    assert (march.carry_in_minor, march.bonus_minor, march.carry_out_minor) == (-10_000, 30_000, 0)
    assert march.gross_minor == 2_020_000


def test_what_somebody_brings_into_the_books_opens_the_first_month(firm: Firm) -> None:
    firm.brings("Olena", carry="-60.00").brings("Petro", carry="-5.00")
    close(firm, JANUARY)
    january = line_of(sheet(firm, JANUARY), "Olena").pay
    assert (january.carry_in_minor, january.gross_minor) == (-6_000, 2_004_000)
    close(firm, FEBRUARY)
    february = sheet(firm, FEBRUARY)
    assert line_of(february, "Olena").pay.carry_in_minor == 0
    assert line_of(february, "Petro").pay.carry_in_minor == -500


def test_the_last_closed_month_gets_another_revision_and_keeps_the_first(firm: Firm) -> None:
    payroll = firm.office.payroll
    close(firm, JANUARY)
    firm.contract("1b", "Orion", signed="2024-01-20").invoice("A-1b").payment("P-1b")
    payroll.reopen(firm.actor, JANUARY, "a payment came to light")
    second = sheet(firm, JANUARY)
    olena = line_of(second, "Olena")
    assert (second.run.revision, second.run.state, second.run.reason) == (2, RunState.DRAFT, "a payment came to light")
    assert amounts(second) == [("accrual", 10_000), ("accrual", 10_000)]
    assert (olena.pay.gross_minor, olena.paid_before_minor) == (2_020_000, 2_010_000)
    assert [(step.from_state, step.to_state, step.reason) for step in second.steps] == [
        ("closed", "draft", "a payment came to light")
    ]
    finish(firm, JANUARY)
    assert amounts(sheet(firm, JANUARY, revision=1)) == [("accrual", 10_000)]
    payroll.compute(firm.actor, FEBRUARY)
    assert amounts(sheet(firm, FEBRUARY)) == [("accrual", 10_000)]
    assert [(run.month, run.revision) for run in payroll.runs(firm.actor)] == [
        (FEBRUARY, 1),
        (JANUARY, 2),
        (JANUARY, 1),
    ]


def test_somebody_who_loses_everything_in_a_revision_still_stands_on_its_sheet(firm: Firm) -> None:
    """Petro was paid by mistake; the revision knows nothing of him but what he owes back."""
    payroll = firm.office.payroll
    pays(firm, "Petro")
    firm.client("Vega", found_by="Petro")
    firm.contract("9", "Vega", signed="2024-01-05").invoice("A-9").payment("P-9")
    close(firm, JANUARY)
    firm.undone("P-9")
    payroll.reopen(firm.actor, JANUARY, "it was not ours")
    petro = line_of(sheet(firm, JANUARY), "Petro")
    assert (petro.pay.gross_minor, petro.paid_before_minor) == (0, 10_000)
    finish(firm, JANUARY)
    assert [check.holds for check in payroll.check_snapshots(firm.actor)] == [True, True]


def test_only_the_last_closed_month_is_reopened_and_only_when_nothing_is_open(firm: Firm) -> None:
    payroll = firm.office.payroll
    close(firm, JANUARY, FEBRUARY)
    with pytest.raises(Invalid):
        payroll.reopen(firm.actor, FEBRUARY, "")
    with pytest.raises(Refused) as caught:
        payroll.reopen(firm.actor, JANUARY, "a mistake")
    assert caught.value.rule == "not_last_closed"
    payroll.compute(firm.actor, MARCH)
    with pytest.raises(Refused) as caught:
        payroll.reopen(firm.actor, FEBRUARY, "a mistake")
    assert caught.value.rule == "run_open"


def test_closing_fixes_the_order_numbers_of_its_contracts(firm: Firm) -> None:
    """A contract that comes to light later does not push the numbers of paid ones."""
    close(firm, JANUARY)
    firm.contract("0", "Orion", signed="2024-01-02")
    contracts = {contract.number: contract for contract in firm.office.contracts.list(firm.actor)}
    assert (contracts["1"].order_number, contracts["1"].order_number_fixed) == (1, True)
    assert not contracts["2"].order_number_fixed


def test_a_scheme_may_not_begin_in_a_closed_month(firm: Firm) -> None:
    close(firm, JANUARY)
    with pytest.raises(Invalid) as caught:
        pays(firm, "Petro", since="2024-01-01")
    assert [finding.code for finding in caught.value.findings] == ["assignment_too_early"]
    pays(firm, "Petro", since="2024-02-01")
    firm.office.payroll.reopen(firm.actor, JANUARY, "Petro was forgotten")
    (petro,) = [row for row in firm.office.motivation.assignments(firm.actor) if row.person_id == firm.people["Petro"]]
    firm.office.motivation.remove_assignment(firm.actor, petro.id, petro.version)
    pays(firm, "Petro", since="2024-01-01")
    assert petro.valid_from == date(2024, 2, 1)


def test_a_closed_month_never_changes_when_facts_do(firm: Firm, tmp_path: Path) -> None:
    close(firm, JANUARY)
    before = sheet(firm, JANUARY)
    firm.undone("P-1").refunded("P-2", "A-2", on="2024-02-20", amount="600.00")
    close(firm, FEBRUARY)
    with Office.open(tmp_path / "firm.premia") as again:
        after = again.payroll.sheet(firm.actor, JANUARY)
        assert (after.lines, after.accruals) == (before.lines, before.accruals)
        assert [check.holds for check in again.payroll.check_snapshots(firm.actor)] == [True, True]
