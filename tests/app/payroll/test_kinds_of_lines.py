"""Lines that are of no order, of no payment, or of a later day live in the books like all others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from app.i18n.words import LANGUAGES, Words
from app.payroll.report import write_workbook
from tests.support.firm import Firm
from tests.support.months import FEBRUARY, JANUARY, MARCH, amounts, close, line_of, open_office, pays, sheet

SCHEME = """
premia_scheme = 1
key = "all"
name = "Everything at once"

[[version]]
valid_from = 2024-01-01

[[version.rule]] # a fifth is held until the work is accepted
key = "found"
event = "payment_received"
pays = "finding"
rate = { percent = 10 }
hold_back = { percent = 20, until = "accepted" }

[[version.rule]] # whoever sells at all gets 50.00
key = "sold"
event = "payment_received"
pays = "selling"
rate = { percent = 2 }
per_period = { every = "month", minimum = 50 }

[[version.rule]] # one per cent of the month's receipts for everybody together
key = "team"
event = "period_end"
measure = "firm_receipts"
pays = { pool = "everybody" }
rate = { percent = 1 }
"""


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    """1,000 net of order 1 is paid in January and accepted in February; 1,000 of order 2 is paid in February."""
    with open_office(tmp_path) as office:
        firm = Firm(office).person("Olena").person("Petro").client("Orion", found_by="Olena")
        firm.contract("1", "Orion", signed="2024-01-10", sold_by="Petro").invoice("A-1").payment("P-1")
        firm.act("1", on="2024-02-03", net="1 000", final=True)
        firm.contract("2", "Orion", signed="2024-02-10", sold_by="Petro").invoice("A-2").payment("P-2")
        pays(firm, "Olena", SCHEME)
        pays(firm, "Petro", SCHEME)
        yield firm


def by_person(firm: Firm, name: str, month: int) -> list[tuple[str, int]]:
    of_month = sheet(firm, (JANUARY, FEBRUARY, MARCH)[month - 1])
    return sorted(
        (line.accrual.kind.value, line.accrual.amount_minor) for line in of_month.accruals if line.person_name == name
    )


def test_they_are_stored_and_read_back_month_after_month(firm: Firm) -> None:
    close(firm, JANUARY, FEBRUARY)
    assert by_person(firm, "Olena", 1) == [("accrual", 500), ("accrual", 10_000), ("hold_back", -2_000)]
    assert by_person(firm, "Petro", 1) == [("accrual", 500), ("accrual", 2_000), ("minimum", 3_000)]
    assert by_person(firm, "Olena", 2) == [
        ("accrual", 500),
        ("accrual", 10_000),
        ("hold_back", -2_000),
        ("release", 2_000),
    ]
    assert line_of(sheet(firm, JANUARY), "Olena").pay.gross_minor == 8_500
    assert line_of(sheet(firm, FEBRUARY), "Olena").pay.gross_minor == 10_500
    assert [check for check in firm.office.payroll.check_snapshots(firm.actor) if not check.holds] == []
    firm.office.payroll.compute(firm.actor, MARCH)
    assert amounts(sheet(firm, MARCH)) == []


def test_a_line_of_the_whole_month_names_no_client_and_no_contract(firm: Firm) -> None:
    close(firm, JANUARY)
    (team,) = [
        line
        for line in sheet(firm, JANUARY).accruals
        if line.accrual.rule_key == "team" and line.person_name == "Olena"
    ]
    assert (team.accrual.client_id, team.accrual.contract_id, team.client_name, team.contract_number) == (
        None,
        None,
        "",
        "",
    )


def test_a_refund_after_the_release_takes_back_of_what_was_released(firm: Firm) -> None:
    """Half of January's money goes back in March, when nothing of it is held any more; the team gives its part too."""
    close(firm, JANUARY, FEBRUARY)
    firm.refunded("P-1", "A-1", on="2024-03-05", amount="600")
    firm.office.payroll.compute(firm.actor, MARCH)
    assert by_person(firm, "Olena", 3) == [("accrual", -250), ("reversal", -5_000)]
    assert line_of(sheet(firm, MARCH), "Olena").pay.carry_out_minor == -5_250


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_shows_them_with_their_names(firm: Firm, tmp_path: Path, language: str) -> None:
    close(firm, JANUARY, FEBRUARY)
    path = tmp_path / "february.xlsx"
    words = Words.of(language)
    write_workbook(sheet(firm, FEBRUARY), words, path)
    page = openpyxl.load_workbook(path, data_only=True).worksheets[1]
    cells = {str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None}
    assert {words.text("Hold-back"), words.text("Release of what was held back")} <= cells
