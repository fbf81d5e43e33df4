"""Workbooks as spreadsheet programs write them, and as nobody should: encrypted, damaged, mislabelled, bombs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.sheets.sheet import (
    Limits,
    SheetDamaged,
    SheetEncrypted,
    SheetFormatUnknown,
    SheetNotThere,
    SheetProblem,
    SheetTooBig,
)
from app.sheets.source import read_sheet
from app.sheets.workbook_file import exact
from tests.support.workbooks import (
    ods_cell,
    ods_row,
    write_ods,
    write_xls,
    write_zip,
    xls_error,
    xls_number,
    xlsx_parts,
)


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
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("no", "date", "amount", "paid")),
        (2, (1, date(2026, 3, 1), Decimal("68486.66"), 1)),
        (4, ("A-2", date(2026, 3, 2), Decimal("0.3"))),
    ]
    assert sheet.address(4, 2) == "book.xlsx/Оплати!C4"


def test_the_first_sheet_is_read_when_none_is_named(book: Path) -> None:
    assert read_sheet(book).name == "Notes"


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(book: Path) -> None:
    with pytest.raises(SheetNotThere) as caught:
        read_sheet(book, "Payments")
    assert caught.value.values == {"file": "book.xlsx", "sheet": "Payments", "sheets": "Notes, Оплати "}


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    assert workbook.active is not None
    workbook.active.append([date(2026, 3, 1)])
    workbook.save(tmp_path / "mac.xlsx")
    assert read_sheet(tmp_path / "mac.xlsx").rows[0].cells == (date(2026, 3, 1),)


def test_an_old_workbook_is_read_and_an_error_in_it_is_no_empty_cell(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "old.xls", xls_number(0, 1, 12.5), xls_error(2, 0, 7), xls_number(2, 2, 3))
    assert [(row.number, row.cells) for row in read_sheet(path, "sheet1").rows] == [
        (1, (None, Decimal("12.5"))),
        (3, ("#DIV/0!", None, 3)),
    ]


def test_an_open_workbook_is_read_with_its_repeated_cells_and_rows(tmp_path: Path) -> None:
    row = ods_row(ods_cell("7", "float", "7.25", repeated=2), ods_cell("1.2.", "date", "2024-02-01"), repeated=2)
    path = write_ods(
        tmp_path / "open.ods", ods_row(ods_cell("")) + row + ods_row(ods_cell("", repeated=16384), repeated=10**6)
    )
    cells = (Decimal("7.25"), Decimal("7.25"), date(2024, 2, 1))
    assert [(row.number, row.cells) for row in read_sheet(path).rows] == [(2, cells), (3, cells)]


def test_a_table_that_begins_in_the_middle_of_its_sheet_keeps_its_addresses(tmp_path: Path) -> None:
    cells = (
        '<row r="4"><c r="C4"><v>1</v></c><c r="E4"><v>2</v></c></row><row r="6"><c r="D6" t="e"><v>#N/A</v></c></row>'
    )
    new = write_zip(tmp_path / "a.xlsx", xlsx_parts(cells))
    old = write_xls(tmp_path / "a.xls", xls_number(3, 2, 1), xls_number(3, 4, 2), xls_error(5, 3, 42))
    row = ods_row(ods_cell("", repeated=2), ods_cell("1", "float", "1"), ods_cell(""), ods_cell("2", "float", "2"))
    last = ods_row(ods_cell("", repeated=3), ods_cell("#N/A"))
    empty = ods_row(ods_cell(""))
    open_ = write_ods(tmp_path / "a.ods", empty * 3 + row + empty + last)
    for path, error in ((new, "#ERROR!"), (old, "#N/A"), (open_, "#N/A")):
        assert [(row.number, row.cells) for row in read_sheet(path).rows] == [
            (4, (None, None, 1, None, 2)),
            (6, (None, None, None, error)),
        ]


def test_an_error_in_a_workbook_is_a_text_and_no_empty_cell(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    path = write_zip(tmp_path / "a.xlsx", xlsx_parts(row))
    assert read_sheet(path).rows[0].cells == (1, "#ERROR!")


def test_the_first_bytes_tell_the_form_whatever_the_name_says(tmp_path: Path) -> None:
    write_ods(tmp_path / "really-ods.xlsx", ods_row(ods_cell("a")))
    write_xls(tmp_path / "really-xls.csv", xls_number(0, 0, 1))
    (tmp_path / "really-csv.xls").write_text("a;b\n", encoding="utf-8")
    assert read_sheet(tmp_path / "really-ods.xlsx").rows[0].cells == ("a",)
    assert read_sheet(tmp_path / "really-xls.csv").rows[0].cells == (1,)
    assert read_sheet(tmp_path / "really-csv.xls").rows[0].cells == ("a", "b")


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(rows=2), "rows"),
        (Limits(columns=3), "columns"),
        (Limits(cells=5), "cells"),
        (Limits(area=15), "area"),
        (Limits(elements=20), "elements"),
        (Limits(cell_length=3), "cell_length"),
        (Limits(unpacked_bytes=100), "unpacked_bytes"),
        (Limits(strings_bytes=100), "strings_bytes"),
        (Limits(file_bytes=100), "file_bytes"),
    ],
)
def test_more_than_the_limit_is_refused(book: Path, limits: Limits, what: str) -> None:
    with pytest.raises(SheetTooBig) as caught:
        read_sheet(book, "оплати", limits=limits)
    assert caught.value.values["what"] == what


def _cell(place: str) -> str:
    return f'<row><c r="{place}"><v>1</v></c></row>'


def _far_xls(path: Path) -> Path:
    return write_xls(path, *[xls_number(65535, column, 1) for column in (0, 200)])


HOSTILE: dict[str, tuple[Callable[[Path], Path], type[SheetProblem]]] = {
    "a value in the last corner": (lambda path: write_zip(path, xlsx_parts(_cell("XFD1048576"))), SheetTooBig),
    "a row beyond the last": (lambda path: write_zip(path, xlsx_parts(_cell("A99999999"))), SheetTooBig),
    "a tall and broad sheet": (lambda path: write_zip(path, xlsx_parts(_cell("A1048576") + _cell("Z2"))), SheetTooBig),
    "cells without end": (lambda path: write_zip(path, xlsx_parts("<row>" + "<c><v>1</v></c>" * 1100)), SheetTooBig),
    "texts without end": (lambda path: write_zip(path, xlsx_parts("", "<si><t>a</t></si>" * 3_000_000)), SheetTooBig),
    "a cell nowhere": (lambda path: write_zip(path, xlsx_parts(_cell("7B"))), SheetDamaged),
    "entities": (
        lambda path: write_zip(path, xlsx_parts(_cell("A1"), before='<!DOCTYPE a [<!ENTITY b "cc">]>')),
        SheetDamaged,
    ),
    "XML that breaks off": (lambda path: write_zip(path, xlsx_parts("<row><c")), SheetDamaged),
    "parts that are missing": (lambda path: write_zip(path, {"_rels/.rels": "<Relationships/>"}), SheetDamaged),
    "another archive": (lambda path: write_zip(path, {"readme.txt": "hello"}), SheetFormatUnknown),
    "repeated rows": (lambda path: write_ods(path, ods_row(ods_cell("x"), repeated=10**9)), SheetTooBig),
    "repeated cells": (lambda path: write_ods(path, ods_row(ods_cell("x", repeated=10**9))), SheetTooBig),
    "an encrypted open workbook": (lambda path: write_ods(path, "", "<manifest:encryption-data/>"), SheetEncrypted),
    "a tall and broad old sheet": (_far_xls, SheetTooBig),
    "an encrypted old workbook": (lambda path: write_xls(path, head=b"\x2f\0\4\0aaaa"), SheetEncrypted),
    "an encrypted new workbook": (lambda path: write_xls(path, stream="EncryptedPackage"), SheetEncrypted),
    "an old letter": (lambda path: write_xls(path, stream="WordDocument"), SheetFormatUnknown),
    "more texts than there are": (
        lambda path: write_xls(path, head=b"\xfc\0\x08\0\0\0\0\0\xff\xff\xff\x7f"),
        SheetTooBig,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_by_what_it_is(tmp_path: Path, name: str) -> None:
    write, problem = HOSTILE[name]
    with pytest.raises(problem):
        read_sheet(write(tmp_path / "a.xlsx"))


@pytest.mark.parametrize("content", [b"PK\x03\x04 and nothing more", bytes.fromhex("D0CF11E0A1B11AE1") + b"..."])
def test_what_only_begins_like_a_workbook_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetDamaged):
        read_sheet(path)


def test_one_byte_that_changed_on_the_disk_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:  # not packed: the byte is found again
        for name, content in xlsx_parts('<row r="1"><c r="A1"><v>12345</v></c></row>').items():
            archive.writestr(name, content)
    path.write_bytes(path.read_bytes().replace(b"12345", b"72345"))
    with pytest.raises(SheetDamaged):
        read_sheet(path)


@pytest.mark.parametrize(
    ("binary", "shown"),
    [(1863.4, "1863.4"), (5e6, "5000000"), (1e-7, "1E-7"), (0.30000000000000004, "0.3"), (-2.5, "-2.5")],
)
def test_a_binary_number_becomes_the_decimal_that_is_shown(binary: float, shown: str) -> None:
    assert exact(binary) == Decimal(shown)
