"""Workbooks as spreadsheet programs write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.sheets.sheet import Limits, SheetDamaged, SheetFormatUnknown, SheetNotThere, SheetTooBig
from app.sheets.source import read_sheet
from app.sheets.xlsx_file import exact


@pytest.fixture(name="book")
def _book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = "Notes"
    page = workbook.create_sheet("Оплати ")
    page.append(["no", "date", "amount", "paid"])
    page.append([1, date(2026, 3, 1), 68486.660000000003, True])
    page.append([None, None, None, None])
    page.append(["A-2", datetime(2026, 3, 2, 10, 30), 0.1 + 0.2, None])  # ruff: ignore[call-datetime-without-tzinfo]
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    return path


def test_cells_are_typed_and_money_is_exact(book: Path) -> None:
    sheet = read_sheet(book, "оплати")
    assert [row.cells for row in sheet.rows] == [
        ("no", "date", "amount", "paid"),
        (1, date(2026, 3, 1), Decimal("68486.66"), 1),
        (),
        ("A-2", date(2026, 3, 2), Decimal("0.3")),
    ]
    assert sheet.address(4, 2) == "book.xlsx/Оплати!C4"


def test_the_first_sheet_is_read_when_none_is_named(book: Path) -> None:
    assert read_sheet(book).name == "Notes"


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(book: Path) -> None:
    with pytest.raises(SheetNotThere) as caught:
        read_sheet(book, "Payments")
    assert caught.value.values == {"file": "book.xlsx", "sheet": "Payments", "sheets": "Notes, Оплати "}


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(rows=2), "rows"),
        (Limits(columns=3), "columns"),
        (Limits(cell_length=3), "cell_length"),
        (Limits(unpacked_bytes=100), "unpacked_bytes"),
        (Limits(file_bytes=100), "file_bytes"),
    ],
)
def test_more_than_the_limit_is_refused(book: Path, limits: Limits, what: str) -> None:
    with pytest.raises(SheetTooBig) as caught:
        read_sheet(book, "оплати", limits=limits)
    assert caught.value.values["what"] == what


def test_an_archive_that_is_no_workbook_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing of the kind")
    with pytest.raises(SheetDamaged):
        read_sheet(path)


def test_the_old_office_format_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"...")
    with pytest.raises(SheetFormatUnknown):
        read_sheet(path)


@pytest.mark.parametrize(
    ("binary", "shown"),
    [(1863.4, "1863.4"), (5e6, "5000000"), (1e-7, "1E-7"), (0.30000000000000004, "0.3"), (-2.5, "-2.5")],
)
def test_a_binary_number_becomes_the_decimal_that_is_shown(binary: float, shown: str) -> None:
    assert exact(binary) == Decimal(shown)
