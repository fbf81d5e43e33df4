"""A table as a file: typed cells in the workbook, the reader's numbers in CSV, and text that stays text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.export.placing import ExportLocked
from app.export.plain_table import Head, Line, Type, write_csv, write_workbook
from app.i18n.words import Words
from ui.runtime.jobs import Cancelled

HEADS = (
    Head("Client", Type.TEXT, 30),
    Head("Net", Type.MINOR),
    Head("Signed", Type.DAY),
    Head("Order", Type.WHOLE),
    Head("Rate", Type.PPM),
    Head("Price", Type.MICRO),
)
LINES = (
    Line(("=1+1", -123456, date(2026, 11, 20), 2, 25_000, 41_234_500), ("", "EUR", "", "", "", "")),
    Line(("Їжак", 100, None, 1_000, 200_000, 1_000_000), ("", "UAH", "", "", "", "")),
    Line(("+38 (044)", None, None, None, None, None), ("", "UAH", "", "", "", "")),
)

DAY = datetime.combine(date(2026, 11, 20), time())


def heard(_rows: int) -> None:
    """Nobody waits."""


def test_a_workbook_has_typed_cells_and_its_head_in_sight(tmp_path: Path) -> None:
    write_workbook(tmp_path / "table.xlsx", "Contracts: all", HEADS, LINES, heard)
    sheet = load_workbook(tmp_path / "table.xlsx").active
    assert sheet is not None
    assert sheet.title == "Contracts  all"
    assert [cell.value for cell in sheet[1]] == ["Client", "Net", "Signed", "Order", "Rate", "Price"]
    assert [cell.value for cell in sheet[2]] == ["=1+1", -1234.56, DAY, 2, 0.025, 41.2345]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d", "n", "n", "n"]
    assert "€" in sheet["B2"].number_format
    assert "₴" in sheet["B3"].number_format
    assert [cell.value for cell in sheet[4]] == ["+38 (044)", None, None, None, None, None]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F4"
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)


@pytest.mark.parametrize(
    ("language", "delimiter", "amount", "rate", "price"),
    [("en", ",", "-1234.56", "2.5", "41.2345"), ("uk", ";", "-1234,56", "2,5", "41,2345")],
)
def test_csv_speaks_the_readers_language(
    tmp_path: Path, language: str, delimiter: str, amount: str, rate: str, price: str
) -> None:
    words = Words.of(language)
    write_csv(tmp_path / "table.csv", words, HEADS, LINES, heard)
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, first, second, third = csv.reader(stream, delimiter=delimiter)
    assert head == ["Client", "Net", words.text("Currency"), "Signed", "Order", "Rate, %", "Price"]
    assert first == ["'=1+1", amount, "EUR", "20.11.2026", "2", rate, price]
    assert second[0] == "Їжак"
    assert third == ["'+38 (044)", "", "UAH", "", "", "", ""]


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_number_of_a_csv_is_plain_for_a_machine(tmp_path: Path, language: str) -> None:
    values = (-1_234_567_89, -12_345, -25_000, -1_234_567_890)
    kinds = (Type.MINOR, Type.WHOLE, Type.PPM, Type.MICRO)
    heads = [Head(kind.value, kind) for kind in kinds]
    write_csv(tmp_path / "table.csv", Words.of(language), heads, [Line(values, ("UAH", "", "", ""))], heard)
    text = (tmp_path / "table.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    cells = next(csv.reader([text], delimiter="," if language == "en" else ";"))
    plain = [cell.replace(",", ".") for cell in cells]
    assert plain == ["-1234567.89", "UAH", "-12345", "-2.5", "-1234.56789"]


@pytest.mark.parametrize("sign", "=+-@\t\r")
def test_no_text_of_a_csv_is_a_formula(tmp_path: Path, sign: str) -> None:
    write_csv(tmp_path / "table.csv", Words.of("en"), HEADS[:1], [Line((f"{sign}1",), ("",))], heard)
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream))[1:] == [[f"'{sign}1"]]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_given_up_half_way_there_is_no_file(tmp_path: Path, ending: str) -> None:
    def many() -> Iterator[Line]:
        yield from LINES * 1_000

    def give_up(_rows: int) -> None:
        raise Cancelled

    path = tmp_path / f"table.{ending}"

    def write() -> None:
        if ending == "csv":
            write_csv(path, Words.of("en"), HEADS, many(), give_up)
        else:
            write_workbook(path, "Table", HEADS, many(), give_up)

    with pytest.raises(Cancelled):
        write()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportLocked):
        write_csv(tmp_path / "nowhere" / "table.csv", Words.of("en"), HEADS, LINES, heard)
