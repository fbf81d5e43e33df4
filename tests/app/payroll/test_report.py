"""The payroll workbook: its figures are the file's, before a spreadsheet recalculates them and after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.export.placing import ExportLocked
from app.export.workbook import Look, writing
from app.i18n.words import LANGUAGES, Words
from app.payroll.model import Sheet, SheetLine
from app.payroll.report import write_workbook
from tests.support.office import OFFICE, recalculated
from tests.support.pay_lines import accrual, line, october, person_month

EN = Words.of("en")


def values_of(path: Path) -> Any:
    return openpyxl.load_workbook(path, data_only=True)


def columns(page: Any, header_row: int = 4) -> dict[str, int]:
    return {cell.value: cell.column for cell in page[header_row] if cell.value}


def payroll_rows(path: Path) -> dict[str, dict[str, Any]]:
    page = values_of(path)["Payroll"]
    places = columns(page)
    return {
        str(row[places["Name"] - 1].value): {title: row[place - 1].value for title, place in places.items()}
        for row in page.iter_rows(min_row=5)
        if row[places["Name"] - 1].value
    }


def check_rows(path: Path) -> list[tuple[Any, ...]]:
    page = values_of(path)["Checks"]
    return [row for row in page.iter_rows(min_row=5, max_col=6, values_only=True) if row[5]]


def assert_the_files_own_figures(path: Path) -> None:
    rows = payroll_rows(path)
    ivan, olena, total = rows["Іван Петренко"], rows["Олена Ґрунт-Їжак"], rows["Total"]
    assert (ivan["Salary"], ivan["Gross pay"]) == (20_000, 20_545.33)
    assert (ivan["Finding the client"], ivan["Running the project"]) == (60, 0.33)
    assert (ivan["Manual adjustments"], ivan["True-ups of closed months"]) == (-15, 500)
    assert (olena["Selling"], olena["Gross pay"]) == (-300, 15_000)
    assert (olena["Carried from the month before"], olena["Carried to the next month"]) == (-5, 305)
    assert (rows["=Петро +1"]["Salary"], rows["=Петро +1"]["Gross pay"]) == (9_565.22, 9_565.22)
    assert (total["Salary"], total["Selling"], total["Gross pay"]) == (44_565.22, -300, 45_110.55)
    results = [row[5] for row in check_rows(path)]
    assert results == ["OK"] * (len(results) - 1) + ["✗"], "only the planted reconciliation fails"
    assert len(results) == 14


def test_the_book_has_the_files_figures_before_it_is_recalculated(tmp_path: Path) -> None:
    write_workbook(october(), EN, tmp_path / "book.xlsx")
    assert_the_files_own_figures(tmp_path / "book.xlsx")
    assert values_of(tmp_path / "book.xlsx")["Checks"]["A2"].value.startswith("Something does not agree")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_the_book_has_the_files_figures_after_libreoffice_recalculated_it(tmp_path: Path) -> None:
    with writing(tmp_path / "stale.xlsx") as book:
        book.page("Stale").formula_minor(0, 0, "=1+1", 99_900, Look())
    stale = recalculated(tmp_path / "stale.xlsx", tmp_path)
    assert values_of(stale)["Stale"]["A1"].value == 2, "LibreOffice does recalculate"
    write_workbook(october(), EN, tmp_path / "book.xlsx")
    again = recalculated(tmp_path / "book.xlsx", tmp_path)
    assert_the_files_own_figures(again)
    page = values_of(again)["Accruals"]
    assert page["F5"].value == "=cmd|' /C calc'!A0"


def test_totals_are_live_formulas_over_the_accruals(tmp_path: Path) -> None:
    write_workbook(october(), EN, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    payroll = book["Payroll"]
    finding = payroll.cell(5, columns(payroll)["Finding the client"]).value
    assert finding.startswith("=SUMIFS('Accruals'!$O$5:$O$11,")
    assert payroll.cell(5, columns(payroll)["Gross pay"]).value == "=SUM(E5:L5)"
    assert payroll.cell(8, columns(payroll)["Gross pay"]).value == "=SUM(M5:M7)"
    assert book["Checks"]["D5"].value == "=SUM('Payroll'!E8:E8)"


def test_names_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    write_workbook(october(), EN, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    accruals = book["Accruals"]
    clients = [accruals.cell(row, columns(accruals)["Client"]) for row in range(5, 11)]
    assert [cell.value for cell in clients] == ["=cmd|' /C calc'!A0", "+1", "-2", "@x", "Оріон", "Оріон"]
    invoice = accruals.cell(5, columns(accruals)["Invoice"])
    names = [book["Payroll"]["C7"], book["Payroll"]["B7"], invoice, *clients]
    assert {cell.data_type for cell in names} == {"s"}


def test_every_line_stands_with_its_reason(tmp_path: Path) -> None:
    write_workbook(october(), EN, tmp_path / "book.xlsx")
    page = values_of(tmp_path / "book.xlsx")["Accruals"]
    said = [page.cell(row, columns(page)["Explanation"]).value for row in range(5, 12)]
    assert "invoice 31, 2nd order of =cmd" in said[0]
    assert "500.00 instead of 0.00, difference 500.00" in said[3]
    assert said[6] == "Manual adjustment: =штраф (entered by: olga)."
    assert page.freeze_panes == "D5"
    assert page.print_title_rows == "$4:$4"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_book_speaks_the_documents_language(language: str, tmp_path: Path) -> None:
    words = Words.of(language)
    write_workbook(october(), words, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == [words.text("Payroll"), words.text("Accruals"), words.text("Checks")]
    first = book.worksheets[0]
    assert words.text("Gross pay") in columns(first)
    assert words.month(october().run.month) in first["A2"].value
    assert (first.page_setup.orientation, first.page_setup.fitToHeight) == ("landscape", 0)


def test_an_earlier_revision_leaves_only_the_difference_to_be_paid(tmp_path: Path) -> None:
    month = october()
    again = replace(
        month,
        run=replace(month.run, revision=2),
        lines=(replace(month.lines[0], paid_before_minor=2_000_000), *month.lines[1:]),
    )
    write_workbook(again, EN, tmp_path / "book.xlsx")
    row = payroll_rows(tmp_path / "book.xlsx")["Іван Петренко"]
    assert (row["Gross pay"], row["Paid before"], row["To be paid now"]) == (20_545.33, 20_000, 545.33)
    assert ", revision 2." in values_of(tmp_path / "book.xlsx")["Payroll"]["A2"].value


def test_a_month_without_anybody_is_an_empty_book(tmp_path: Path) -> None:
    empty = replace(october(), lines=(), accruals=(), adjustments=(), checks=(), notes=())
    write_workbook(empty, EN, tmp_path / "book.xlsx")
    assert payroll_rows(tmp_path / "book.xlsx")["Total"]["Gross pay"] == 0
    assert values_of(tmp_path / "book.xlsx")["Checks"]["A2"].value == "Everything agrees."


def test_a_figure_that_the_lines_do_not_give_is_found(tmp_path: Path) -> None:
    wrong = Sheet(
        run=october().run,
        firm_name="Orion",
        lines=(SheetLine("Ivan", "1", person_month(1, bonus_minor=10_001, gross_minor=10_000), 0),),
        accruals=(line(1, accrual(10_000), "Ivan", "Orion"),),
        adjustments=(),
        steps=(),
        checks=(),
    )
    write_workbook(wrong, EN, tmp_path / "book.xlsx")
    failing = [(row[0], row[2], row[3], row[4]) for row in check_rows(tmp_path / "book.xlsx") if row[5] == "✗"]
    assert failing == [("Bonuses, total", 100.01, 100, -0.01), ("Bonuses", 100.01, 100, -0.01)]


def test_a_file_that_cannot_be_replaced_is_named(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").mkdir()
    with pytest.raises(ExportLocked):
        write_workbook(october(), EN, tmp_path / "book.xlsx")
