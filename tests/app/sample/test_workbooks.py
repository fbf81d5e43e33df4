"""Every month of the sample's last year as a workbook: it has the file's own totals, and has them recalculated."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.bootstrap import Office
from app.i18n.words import Words
from app.payroll.model import Sheet
from app.payroll.report import write_workbook
from app.sample.story import LAST_MONTH
from tests.support.office import OFFICE, all_recalculated
from tests.support.sample import sample_path

MONTHS = tuple(LAST_MONTH.plus(-back) for back in range(11, -1, -1))


def sheets_of_the_last_year(path: Path) -> list[Sheet]:
    """The closed months, and the last one worked out."""
    with Office.open(path) as office:
        actor = office.access.sole_user()
        assert actor is not None
        office.payroll.compute(actor, LAST_MONTH)
        return [office.payroll.sheet(actor, month) for month in MONTHS]


def minor(value: Any) -> int:
    """A cell's amount in minor units."""
    return int((Decimal(str(value)) * 100).to_integral_value())


def formula_values(path: Path) -> dict[str, Any]:
    """Every cell with a formula and the value that stands for it; numbers to the cent."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    found = {}
    for page in formulas:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    value = values[page.title][cell.coordinate].value
                    found[f"{page.title}!{cell.coordinate}"] = round(value, 2) if isinstance(value, float) else value
    return found


def paid(path: Path, words: Words) -> dict[str, int]:
    """Gross pay by name in the workbook, the total among them."""
    page = openpyxl.load_workbook(path, data_only=True)[words.text("Payroll")]
    places = {cell.value: cell.column for cell in page[4] if cell.value}
    name, gross = places[words.text("Name")], places[words.text("Gross pay")]
    rows = [(row[name - 1].value, row[gross - 1].value) for row in page.iter_rows(min_row=5)]
    return {str(who): minor(amount) for who, amount in rows if who and amount is not None}


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_every_month_of_the_last_year_agrees_before_and_after_recalculation(tmp_path: Path) -> None:
    words = Words.of("uk")
    sheets = sheets_of_the_last_year(sample_path(tmp_path))
    books = [tmp_path / f"{sheet.run.month.text}.xlsx" for sheet in sheets]
    for sheet, book in zip(sheets, books, strict=True):
        write_workbook(sheet, words, book)
    again = all_recalculated(books, tmp_path)
    for sheet, book, recalculated in zip(sheets, books, again, strict=True):
        wanted = {line.person_name: line.pay.gross_minor for line in sheet.lines}
        wanted[words.text("Total")] = sum(wanted.values())
        assert paid(book, words) == wanted, sheet.run.month
        assert paid(recalculated, words) == wanted, sheet.run.month
        before = formula_values(book)
        assert len(before) > 20
        assert formula_values(recalculated) == before, sheet.run.month
