from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kernel.actor import Role
from app.kernel.errors import Invalid, Refused, Stale
from app.kernel.money import AMOUNT_LIMIT_MINOR
from app.payroll.model import NewAdjustment
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.months import FEBRUARY, JANUARY, finish, line_of, open_office, sheet, small_firm

ACCOUNTANT = actor(Role.ACCOUNTANT)


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    with open_office(tmp_path) as office:
        firm = small_firm(office)
        office.payroll.compute(firm.actor, JANUARY)
        yield firm


def test_a_manual_line_is_on_the_sheet_at_once_and_survives_computing(firm: Firm) -> None:
    payroll, olena = firm.office.payroll, firm.people["Olena"]
    payroll.adjust(ACCOUNTANT, JANUARY, NewAdjustment(olena, -3_000, " a broken cup "))
    assert line_of(sheet(firm, JANUARY), "Olena").pay.gross_minor == 2_007_000
    payroll.compute(ACCOUNTANT, JANUARY)
    (line,) = sheet(firm, JANUARY).adjustments
    assert (line.person_name, line.amount_minor, line.reason, line.login) == (
        "Olena",
        -3_000,
        "a broken cup",
        "accountant",
    )
    payroll.remove_adjustment(ACCOUNTANT, line.id, line.version)
    assert sheet(firm, JANUARY).adjustments == ()
    assert line_of(sheet(firm, JANUARY), "Olena").pay.gross_minor == 2_010_000


def test_somebody_without_pay_terms_gets_a_row_by_a_manual_line(firm: Firm) -> None:
    firm.office.payroll.adjust(firm.actor, JANUARY, NewAdjustment(firm.people["Petro"], 5_000, "moved the office"))
    petro = line_of(sheet(firm, JANUARY), "Petro")
    assert (petro.staff_no, petro.pay.adjustments_minor, petro.pay.gross_minor) == ("2", 5_000, 5_000)


def test_what_is_wrong_with_a_manual_line(firm: Firm) -> None:
    for new, codes in (
        (NewAdjustment(99, 0, " "), ["person_unknown", "amount_zero", "reason_missing"]),
        (NewAdjustment(firm.people["Olena"], AMOUNT_LIMIT_MINOR, "a mint"), ["amount_range"]),
    ):
        with pytest.raises(Invalid) as caught:
            firm.office.payroll.adjust(firm.actor, JANUARY, new)
        assert [finding.code for finding in caught.value.findings] == codes
    assert sheet(firm, JANUARY).adjustments == ()


def test_manual_lines_move_only_in_the_draft(firm: Firm) -> None:
    payroll, line = firm.office.payroll, NewAdjustment(firm.people["Olena"], 100, "a taxi")
    adjustment_id = payroll.adjust(firm.actor, JANUARY, line).value
    with pytest.raises(Stale):
        payroll.remove_adjustment(firm.actor, adjustment_id, 7)
    payroll.submit(firm.actor, JANUARY)
    for attempt in (
        lambda: payroll.adjust(firm.actor, JANUARY, line),
        lambda: payroll.remove_adjustment(firm.actor, adjustment_id, 1),
    ):
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.rule == "run_not_draft"
    payroll.back_to_draft(firm.actor, JANUARY, "more to come")
    finish(firm, JANUARY)
    payroll.compute(firm.actor, FEBRUARY)
    assert sheet(firm, FEBRUARY).adjustments == ()
