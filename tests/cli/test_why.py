"""Lines of every sort on the command line, and the answer to "why did I get nothing?"."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.i18n.numbers import NBSP
from tests.app.payroll.test_kinds_of_lines import SCHEME
from tests.cli.conftest import Command
from tests.support.firm import Firm
from tests.support.months import open_office, pays


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Olena found Orion, Petro sold the order; 1,000.00 without VAT came in January."""
    with open_office(tmp_path) as office:
        firm = Firm(office).person("Olena").person("Petro").client("Orion", found_by="Olena")
        firm.contract("1", "Orion", signed="2024-01-10", sold_by="Petro").invoice("A-1").payment("P-1")
        pays(firm, "Olena", SCHEME)
        pays(firm, "Petro", SCHEME)
    return tmp_path / "firm.premia"


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_lines_of_every_sort_have_their_sentences(premia: Command, file: Path) -> None:
    said = plain(premia("run", file, "2024-01", "--lines").out)
    assert "20 % of 100.00 is held back until the work is accepted: −20.00." in said
    assert "Minimum for January 2024; by this rule you had earned 20.00, the minimum is 50.00: 30.00." in said
    assert "The team's pool for January 2024 (End of the month); you are one of the team: " in said
    table = premia("run", file, "2024-01", "--lines", "--csv").out
    assert ",pool," in table
    assert premia("run", file, "2024-01", "--lines", "--json").code == 0


def test_what_somebody_got_for_an_invoice_or_why_nothing(premia: Command, file: Path) -> None:
    answer = premia("why", file, "--person", "1", "--invoice", "A-1")
    assert answer.code == 0
    said = plain(answer.out)
    assert "10.01.2024 Payment received\n" in said
    assert "10 % = 100.00." in said
    assert "Nothing: the schemes have no rule for such an event (Invoice paid in full)." in said
    of_seller = plain(premia("why", file, "--person", "2", "--contract", "1").out)
    assert "Nothing: the schemes have no rule for such an event (Contract signed)." in of_seller
    assert "you sold this order: 2 % = 20.00." in of_seller


def test_what_cannot_be_asked(premia: Command, file: Path) -> None:
    assert premia("why", file, "--person", "1").code == 2
    assert premia("why", file, "--person", "1", "--invoice", "A-1", "--contract", "1").code == 2
    assert "«X-9»" in premia("why", file, "--person", "1", "--invoice", "X-9").err
    assert "«77»" in premia("why", file, "--person", "77", "--invoice", "A-1").err
