"""Step 1 from history: who did what in twelve months, what it cost and paid, and what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.calc.facts import Function
from app.i18n.words import LANGUAGES, Words
from app.invoices.model import Channel, NewReminder, Outcome
from app.kernel.period import Month
from app.motivation.draft import work_history
from app.motivation.draft.answers import Hours
from app.motivation.draft.records import WorkTable
from app.motivation.draft.work_history import FunctionWork
from app.wording.remarks import Naming
from app.wording.work_findings import CHANGES, CODES, change_sentence, work_sentence
from tests.support.firm import Firm
from tests.support.months import open_office, small_firm

YEAR = Month(2024, 2)


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    """Olena found Orion and earns by it; two of its orders were led by both, one was collected by Petro."""
    with open_office(tmp_path) as office:
        firm = small_firm(office)
        firm.contract("3", "Orion", signed="2024-02-12", net="4 000.00", delivered_by={"Olena": 1, "Petro": 1})
        firm.invoice("A-3").payment("P-3", received="2024-02-20")
        firm.contract("4", "Orion", signed="2024-02-14", net="500.00", collected_by="Petro", sold_by="Olena")
        firm.invoice("A-4").payment("P-4", received="2024-02-21")
        yield firm


def remind(firm: Firm, invoice: str, name: str) -> None:
    office: Office = firm.office
    new = NewReminder(firm.invoices[invoice], date(2024, 2, 28), Channel.CALL, firm.people[name], Outcome.FORGOT)
    office.tasks.remind(firm.actor, new)


def table(firm: Firm, *hours: Hours) -> WorkTable:
    return firm.office.scheme_drafts.history(firm.actor, hours)


def cells(found: WorkTable, function: Function) -> list[FunctionWork]:
    return [one for one in found.history.done if one.function is function]


def said(found: WorkTable) -> dict[str, list[dict[str, object]]]:
    by_code: dict[str, list[dict[str, object]]] = {}
    for one in found.history.findings:
        by_code.setdefault(one.code, []).append(dict(one.values))
    return by_code


def test_everybody_stands_by_every_function_with_orders_money_and_pay(firm: Firm) -> None:
    found = table(firm)
    olena, petro = firm.people["Olena"], firm.people["Petro"]
    assert (found.history.since, found.history.through) == (Month(2023, 3), YEAR)
    assert cells(found, Function.FINDING) == [FunctionWork(Function.FINDING, olena, 4, 650_000, 0, 65_000)]
    assert cells(found, Function.DELIVERING) == [
        FunctionWork(Function.DELIVERING, olena, 1, 200_000, 0, 0),
        FunctionWork(Function.DELIVERING, petro, 1, 200_000, 0, 0),
    ]
    assert found.history.typical_first_minor == 100_000


def test_functions_that_nobody_or_several_hold_are_found_with_the_largest_order(firm: Firm) -> None:
    found = said(table(firm))
    unheld = {str(values["function"]): values for values in found["work_unheld"]}
    assert unheld.keys() == {"selling", "delivering", "invoicing", "collecting", "accepting"}
    assert unheld["selling"] == {"function": "selling", "net_minor": 600_000, "count": 3, "contract_id": 3}
    assert found["work_held_twice"] == [{"function": "delivering", "net_minor": 400_000, "count": 1, "contract_id": 3}]


def test_somebody_who_reminds_for_another_and_work_for_a_machine(firm: Firm) -> None:
    remind(firm, "A-4", "Olena")
    remind(firm, "A-3", "Petro")
    found = table(firm, Hours(Function.COLLECTING, "2", 600))
    assert said(found)["reminded_by_other"] == [{"person_id": firm.people["Olena"], "count": 1, "contract_id": 4}]
    assert said(found)["machine_reminders"] == [{"count": 2, "cost_minor": 0}]
    assert said(found)["machine_matching"] == [{"count": 4}]
    assert [(one.person_id, one.reminders) for one in cells(found, Function.COLLECTING)] == [
        (firm.people["Petro"], 1),
        (firm.people["Olena"], 1),
    ]


def test_typed_hours_are_costed_beside_what_the_function_pays(firm: Firm) -> None:
    """Olena has 20,000.00 from January 2024 on: two of the twelve months, with 23 and 21 working days."""
    (cost,) = table(firm, Hours(Function.FINDING, "1", 20 * 60), Hours(Function.FINDING, "99", 60)).history.costs
    assert cost.cost_minor_per_hour == round(4_000_000 / (44 * 8))
    assert cost.cost_minor == round(4_000_000 * 40 / (44 * 8))
    assert (cost.pay_minor, cost.pay_minor_per_hour) == (65_000, 65_000 // 40)


def test_without_hours_there_is_no_cost(firm: Firm) -> None:
    assert table(firm, Hours(Function.FINDING, "1", 0)).history.costs == ()


def test_an_empty_firm_has_an_empty_history(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        history = table(Firm(office)).history
        assert (history.done, history.findings, history.typical_first_minor) == ((), (), 0)


def test_only_extensions_miss_somebody_who_upsold(firm: Firm) -> None:
    assert "upselling" not in {str(values["function"]) for values in said(table(firm))["work_unheld"]}
    firm.contract("5", "Orion", signed="2024-02-15", net="700.00", extends="3").invoice("A-5")
    firm.payment("P-5", received="2024-02-22")
    unheld = {str(values["function"]): values for values in said(table(firm))["work_unheld"]}
    assert unheld["upselling"]["net_minor"] == 70_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_found_is_said_with_what_its_change_would_bring(firm: Firm, language: str) -> None:
    remind(firm, "A-4", "Olena")
    firm.paid("Petro", "10 000")
    found, words = table(firm, Hours(Function.COLLECTING, "2", 600)), Words.of(language)
    naming = Naming(found.people, found.contracts, found.currency)
    lines = [
        f"{work_sentence(words, one, naming)} {change_sentence(words, one, naming)}" for one in found.history.findings
    ]
    assert [line for line in lines if re.search(r"[{}]|None", line)] == []
    assert {one.code for one in found.history.findings} == CODES
    assert {one.mend for one in found.history.findings} == CHANGES
    if language == "en":
        assert (
            "Several people held «Running the project» at once for receipts of 4,000.00 UAH (orders: 1; the largest: "
            "contract 3). With one person on each order it is clear who answers for it, and the pay is not split."
        ) in [line.replace("\xa0", " ") for line in lines]
        assert any("Collecting takes time that costs" in line for line in lines)


def test_every_code_of_the_page_has_a_sentence() -> None:
    stated = {line.split()[0] for line in (work_history.__doc__ or "").splitlines() if line.startswith("    ")}
    assert stated == CODES


def test_the_matrix_prefills_the_first_step(firm: Firm) -> None:
    found = table(firm)
    rows = {row.function: row for row in work_history.prefilled(found.history, found.staff_nos)}
    assert rows.keys() == set(Function)
    assert (rows[Function.DELIVERING].needed, rows[Function.DELIVERING].people) == (True, ("1", "2"))
    assert (rows[Function.ACCEPTING].needed, rows[Function.ACCEPTING].people) == (None, ())
