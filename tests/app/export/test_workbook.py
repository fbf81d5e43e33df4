from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.export.placing import ExportLocked
from app.export.workbook import (
    DATE,
    LONGEST_TEXT,
    PERCENT,
    Look,
    cell_name,
    cell_text,
    column_letter,
    currency_format,
    quoted,
    sheet_name,
    writing,
)

MONEY = Look(number=currency_format("UAH"))


def test_text_is_never_a_formula_nor_a_link(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    said = ["=1+1", "+1", "-2", "@x", "https://example.org", "{=A1}", "12"]
    with writing(path) as book:
        page = book.page("Names")
        for row, text in enumerate(said):
            page.text(row, 0, text)
    sheet = openpyxl.load_workbook(path)["Names"]
    assert [sheet.cell(row + 1, 1).value for row in range(len(said))] == said
    assert {sheet.cell(row + 1, 1).data_type for row in range(len(said))} == {"s"}
    assert all(sheet.cell(row + 1, 1).hyperlink is None for row in range(len(said)))


def test_a_formula_carries_its_value(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with writing(path) as book:
        page = book.page("Sums")
        page.minor(0, 0, 12_345, MONEY)
        page.minor(1, 0, 5, MONEY)
        page.formula_minor(2, 0, "=SUM(A1:A2)", 12_350, MONEY)
        page.formula_text(3, 0, '=IF(A3>0,"так","ні")', "так", Look(bold=True))
        page.ppm(4, 0, 25_000, Look(number=PERCENT))
        page.day(5, 0, date(2026, 10, 14), Look(number=DATE))
        page.whole(6, 0, 7)
    values = openpyxl.load_workbook(path, data_only=True)["Sums"]
    formulas = openpyxl.load_workbook(path)["Sums"]
    assert (values["A3"].value, formulas["A3"].value) == (123.5, "=SUM(A1:A2)")
    assert values["A4"].value == "так"
    assert values["A5"].value == pytest.approx(0.025)
    assert values["A6"].value.date() == date(2026, 10, 14)
    assert values["A1"].number_format == '#,##0.00\\ "₴";[Red]\\-#,##0.00\\ "₴";"–"'


def test_a_page_prints_on_a4_with_its_header_on_every_sheet(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with writing(path) as book:
        book.about("Title", "Firm")
        page = book.page("Long")
        page.header(2, ["a", "b"], Look(bold=True))
        page.widths([10, 20])
        page.filter(2, 9, 1)
        page.height(0, 30)
        page.blanks(3, (0,), Look(fill="#EEEEEE"))
        page.print_on_a4("Firm & Co")
    sheet = openpyxl.load_workbook(path)["Long"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"


def test_names_of_sheets_are_fit_and_unique(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with writing(path) as book:
        names = [book.page(name).name for name in ("a/b", "A B", "x" * 40, "x" * 40, "'", "")]
    assert names == ["a b", "A B 2", "x" * 31, "x" * 29 + " 2", "Sheet", "Sheet 2"]
    assert openpyxl.load_workbook(path).sheetnames == names


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    assert cell_text("a\x00\x1fb\nc") == "ab\nc"
    assert cell_text("a\ud800b") == "ab"
    assert len(cell_text("x" * 40_000)) == LONGEST_TEXT
    assert sheet_name("[a]:b?") == "a  b"


def test_the_parts_of_a_formula() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert cell_name(0, 27) == "AB1"
    assert quoted("O'Neil") == "'O''Neil'"
    assert currency_format("USD", sign_first=True) == '"$"#,##0.00;[Red]\\-"$"#,##0.00;"–"'


def test_a_book_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("old")

    def half_written() -> None:
        with writing(path) as book:
            book.page("Half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_written()
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_place_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").mkdir()
    with pytest.raises(ExportLocked) as caught, writing(tmp_path / "book.xlsx") as book:
        book.page("x")
    assert caught.value.values["path"] == str(tmp_path / "book.xlsx")
    assert [file.name for file in tmp_path.iterdir()] == ["book.xlsx"]
    with pytest.raises(ExportLocked), writing(tmp_path / "nowhere" / "book.xlsx"):
        pass
