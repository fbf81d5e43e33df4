"""What offices save as CSV, and what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sheets.csv_file import detect_delimiter, detect_encoding
from app.sheets.sheet import (
    Limits,
    SheetDamaged,
    SheetEncoding,
    SheetFileMissing,
    SheetFormatUnknown,
    SheetQuoteOpen,
    SheetTooBig,
)
from app.sheets.source import read_sheet

TEXT = "Код;Назва;Сума\r\n7;Ґанок і син;1 234,50\r\n8;Їжак;\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_an_office_saves_cyrillic_in_many_encodings_and_all_are_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(TEXT.encode(encoding))
    sheet = read_sheet(path)
    assert [row.cells for row in sheet.rows] == [
        ("Код", "Назва", "Сума"),
        ("7", "Ґанок і син", "1 234,50"),
        ("8", "Їжак", None),
    ]
    assert sheet.address(2, 2) == "clients.csv!C2"


def test_western_letters_among_latin_ones_are_latin_1() -> None:
    assert detect_encoding("Frédérique Citeaux; Antonio Moreno Taquería".encode("latin-1")) == "latin-1"


def test_utf_16_without_a_mark_is_seen_by_its_zero_bytes() -> None:
    assert detect_encoding("code,name\n".encode("utf-16-le")) == "utf-16-le"
    assert detect_encoding("code,name\n".encode("utf-16-be")) == "utf-16-be"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_cuts_lines_evenly(delimiter: str) -> None:
    lines = [["no", "name", "amount"], ["1", '"Sales, Vice; President"', "10"], ["2", "x", "20"]]
    assert detect_delimiter("\n".join(delimiter.join(line) for line in lines)) == delimiter


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_ends_a_line_and_blank_lines_are_counted_and_left_out(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(["a,b", "", '1,"two', 'lines"', "3,4"]).encode())
    assert [(row.number, row.cells) for row in read_sheet(path).rows] == [
        (1, ("a", "b")),
        (3, ("1", "two\nlines")),
        (4, ("3", "4")),
    ]


def test_a_declared_encoding_that_is_wrong_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Назва".encode("cp1251"))
    with pytest.raises(SheetEncoding) as caught:
        read_sheet(path, encoding="utf-8")
    assert caught.value.values == {"file": "a.csv", "encoding": "utf-8"}


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(rows=2), "rows"),
        (Limits(columns=1), "columns"),
        (Limits(cells=3), "cells"),
        (Limits(cell_length=5), "cell_length"),
        (Limits(file_bytes=10), "file_bytes"),
    ],
)
def test_more_than_the_limit_is_refused(tmp_path: Path, limits: Limits, what: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("code,name\n1,Somebody\n2,Other\n", encoding="utf-8")
    with pytest.raises(SheetTooBig) as caught:
        read_sheet(path, limits=limits)
    assert caught.value.values["what"] == what


def test_a_binary_file_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,\x00\n")
    with pytest.raises(SheetDamaged):
        read_sheet(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SheetFileMissing):
        read_sheet(tmp_path / "nothing.csv")


def test_line_ends_may_be_mixed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"no,name\r\n1,one\n2,two\r3,three")
    assert [row.cells for row in read_sheet(path).rows] == [("no", "name"), ("1", "one"), ("2", "two"), ("3", "three")]


@pytest.mark.parametrize("text", ['no,name\n1,"Orion\n2,Vega\n', 'no,name\n1,"Orion', 'no,name\n1,"' + "x\n" * 90_000])
def test_a_quotation_mark_that_is_never_closed_swallows_no_rows_in_silence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SheetQuoteOpen) as caught:
        read_sheet(path)
    assert caught.value.values == {"file": "a.csv", "row": 2}


def test_a_stray_quotation_mark_inside_a_cell_is_a_sign_like_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('no,name\n1,Pipe 3" long\n2,x\n', encoding="utf-8")
    assert [row.cells for row in read_sheet(path).rows][1:] == [("1", 'Pipe 3" long'), ("2", "x")]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 ...",
        b"\xef\xbb\xbf <!DOCTYPE html><table>",
        b"<?xml version='1.0'?><Workbook/>",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(1, 256)) * 9,
    ],
)
def test_what_only_has_the_name_of_a_table_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(SheetFormatUnknown):
        read_sheet(path)
