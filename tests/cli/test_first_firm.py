"""From an empty file to a paid month, as the README tells it, on a firm small enough to follow by hand."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Command
from tests.support.first_firm import copied

MONTH = "2026-01"


@pytest.fixture
def firm(premia: Command, tmp_path: Path) -> str:
    """A file with the first firm in it, its people paid by the scheme of the example."""
    files = copied(tmp_path)
    for command in (
        ("new", "orion.premia", "--name", "Orion", "--currency", "EUR", "--books-from", MONTH),
        ("import", "orion.premia", files / "mapping.toml"),
        ("scheme", "add", "orion.premia", files / "scheme.toml"),
        ("scheme", "assign", "orion.premia", "finder", "1", "2", "--from", "2026-01-01"),
    ):
        answer = premia(*command)
        assert (answer.code, answer.err) == (0, "")
    return "orion.premia"


def test_the_sheet_and_every_line_with_its_reason(premia: Command, firm: str) -> None:
    answer = premia("run", firm, MONTH, "--lines")
    assert answer.code == 0
    assert "Orion. Payroll of January\u00a02026, revision 1: Draft. Amounts in EUR." in answer.out
    assert "1    Anna Lind    Employee    1,800.00  960.00    2,760.00" in answer.out
    assert "To be paid in all: 6,660.00\u00a0EUR" in answer.out
    assert "you found the client and sold this order: rate of this order 10\u00a0% = 800.00." in answer.out


def test_lists_for_programs_and_for_spreadsheets(premia: Command, firm: str) -> None:
    premia("run", firm, MONTH)
    people = json.loads(premia("run", firm, MONTH, "--json").out)
    assert [(row["staff_no"], row["bonus_minor"], row["gross_minor"]) for row in people] == [
        ("1", 96_000, 276_000),
        ("2", 0, 240_000),
        ("3", 0, 150_000),
    ]
    lines = premia("run", firm, MONTH, "--lines", "--csv").out.splitlines()
    assert lines[0].startswith("staff_no,person,kind,event_on,client,contract,order_number")
    assert ",2026-01-26,Baltic Timber,C-1,1,I-1,P-1,finding," in lines[1]
    assert ",8000.00,10.0000,800.00," in lines[1]
    accruals = json.loads(premia("list", "accruals", firm, "--json").out)
    assert [row["amount_minor"] for row in accruals] == [80_000, 16_000]


@pytest.mark.parametrize(
    ("what", "first"),
    [
        ("clients", {"code": "BALT", "orders": 2, "found_by": "Anna Lind"}),
        ("contracts", {"number": "C-4", "net_minor": 1_200_000, "vat_ppm": 200_000, "order_number": 1}),
        ("invoices", {"number": "I-4", "gross_minor": 720_000, "received_minor": 400_000}),
        ("payments", {"number": "P-2", "amount_minor": 360_000, "invoices": "I-2"}),
        ("staff", {"staff_no": "1", "name": "Anna Lind", "clients_found": 3}),
    ],
)
def test_what_the_file_holds(premia: Command, firm: str, what: str, first: dict[str, object]) -> None:
    rows = json.loads(premia("list", what, firm, "--json").out)
    assert first.items() <= rows[0].items()
    table = premia("list", what, firm).out.splitlines()
    assert len(table) == len(rows) + 2
    assert premia("list", what, firm, "--csv").out.count("\n") == len(rows) + 1


def test_the_way_to_a_closed_month_and_back_into_it(premia: Command, firm: str) -> None:
    steps = [
        ("run", firm, MONTH),
        ("adjust", firm, MONTH, "2", "-100.50", "--reason", "Phone"),
        ("submit", firm, MONTH),
        ("back", firm, MONTH, "--reason", "Look again"),
        ("submit", firm, MONTH),
        ("approve", firm, MONTH),
        ("pay", firm, MONTH),
        ("close", firm, MONTH),
        ("reopen", firm, MONTH, "--reason", "A payment came late"),
    ]
    assert [premia(*step).code for step in steps] == [0] * len(steps)
    runs = json.loads(premia("list", "runs", firm, "--json").out)
    assert [(run["revision"], run["state"]) for run in runs] == [(2, "draft"), (1, "closed")]
    assert premia("check", firm).code == 0


def test_a_month_that_is_no_longer_a_draft_is_only_printed(premia: Command, firm: str) -> None:
    premia("run", firm, MONTH)
    premia("submit", firm, MONTH)
    answer = premia("run", firm, MONTH)
    assert answer.code == 0
    assert "revision 1: Submitted" in answer.out


def test_the_workbook_is_named_and_never_written_over_unasked(premia: Command, firm: str, tmp_path: Path) -> None:
    premia("run", firm, MONTH)
    assert premia("export", firm, MONTH, "january.xlsx").out == "The workbook: january.xlsx\n"
    assert premia("export", firm, MONTH, "january.xlsx").code == 3
    assert premia("export", firm, MONTH, "january.xlsx", "--replace", "--language", "uk").code == 0
    assert openpyxl.load_workbook(tmp_path / "january.xlsx").sheetnames[0] != "Payroll"


def test_schemes_are_listed_and_written_as_they_are_taken(premia: Command, firm: str, tmp_path: Path) -> None:
    (scheme,) = json.loads(premia("scheme", "list", firm, "--json").out)
    assert (scheme["key"], scheme["versions"], scheme["rules"]) == ("finder", 1, 2)
    shown = premia("scheme", "show", firm, "finder", "--toml").out
    (tmp_path / "again.toml").write_text(shown, encoding="utf-8")
    assert premia("scheme", "add", firm, "again.toml").code == 0


def test_a_scheme_is_said_in_plain_words_in_the_language_that_is_asked_for(premia: Command, firm: str) -> None:
    said = premia("scheme", "show", firm, "finder").out
    assert "2. [sold] Whoever sold the order earns 2\u00a0% of every payment received, without VAT." in said
    said = premia("scheme", "show", firm, "finder", "--language", "uk").out
    assert "Той, хто продав замовлення, отримує 2\u00a0% від кожної отриманої оплати без ПДВ." in said


def test_an_import_says_all_that_is_wrong_and_changes_nothing(premia: Command, firm: str, tmp_path: Path) -> None:
    files = tmp_path / "first-firm"
    with (files / "payments.csv").open("a", encoding="utf-8") as payments:
        payments.write("P-5,2026-02-30,10.00,I-1\nP-6,2026-02-20,10.00,I-99\n")
    answer = premia("import", firm, files / "mapping.toml")
    assert answer.code == 1
    assert "payments.csv!B6" in answer.err
    assert "payments.csv!D7" in answer.err
    assert answer.err.endswith("2 problems; nothing was imported.\n")
    problems = json.loads(premia("import", firm, files / "mapping.toml", "--dry-run", "--json").out)
    assert [problem["field"] for problem in problems] == ["received_on", "invoice"]
    assert len(json.loads(premia("list", "payments", firm, "--json").out)) == 4


def test_a_copy_and_the_way_back_to_it(premia: Command, firm: str) -> None:
    copy = premia("backup", firm, "--to", "copies").out.removeprefix("The copy: ").strip()
    premia("run", firm, MONTH)
    answer = premia("restore", copy, firm)
    assert answer.code == 0
    assert "What stood there is kept" in answer.out
    assert json.loads(premia("list", "runs", firm, "--json").out) == []
