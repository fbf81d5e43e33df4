"""Workbooks written by hand, byte for byte: old ones (XLS), open ones (ODS), and bombs of every make."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_HEAD = (
    f'<office:document-content xmlns:office="{_OPEN}:office:1.0" xmlns:table="{_OPEN}:table:1.0" '
    f'xmlns:text="{_OPEN}:text:1.0"><office:body><office:spreadsheet>'
)
_MANIFEST = f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0">{{}}</manifest:manifest>'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """An archive of these parts in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def write_ods(path: Path, rows: str, manifest: str = "") -> Path:
    """A workbook of one sheet ``Sheet1``; ``rows`` is the XML of its rows."""
    table = f'<table:table table:name="Sheet1">{rows}</table:table>'
    content = f"{_ODS_HEAD}{table}</office:spreadsheet></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "META-INF/manifest.xml": _MANIFEST.format(manifest), "content.xml": content}
    return write_zip(path, parts)


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of cells as ``ods_cell`` makes them."""
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_cell(text: str, kind: str = "string", value: str = "", repeated: int = 1) -> str:
    """A cell; ``kind`` is string, float, date or percentage."""
    attribute = {"string": "", "date": f'office:date-value="{value}"'}.get(kind, f'office:value="{value}"')
    filled = f'office:value-type="{kind}" {attribute}' if text else ""
    inner = f"<text:p>{text}</text:p>" if text else ""
    repeats = f'table:number-columns-repeated="{repeated}"'
    return f"<table:table-cell {repeats} {filled}>{inner}</table:table-cell>"


def xlsx_parts(rows: str, strings: str = "", before: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet ``Sheet1``; ``before`` stands before the sheet's first mark."""

    def relation(number: int, kind: str, target: str) -> str:
        return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'

    book = relation(1, "worksheet", "worksheets/sheet1.xml") + relation(2, "sharedStrings", "sharedStrings.xml")
    return {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{relation(1, "officeDocument", "xl/workbook.xml")}'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{book}</Relationships>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
    }


def xls_number(row: int, column: int, value: float) -> bytes:
    """The record of a number in a cell."""
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def xls_error(row: int, column: int, code: int) -> bytes:
    """The record of an error in a cell."""
    return _record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def write_xls(path: Path, *cells: bytes, head: bytes = b"", stream: str = "Workbook") -> Path:
    """A workbook of one sheet ``Sheet1``; ``head`` are records of the book before its sheets."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0))
    end = _record(0x000A, b"")
    name = b"Sheet1"
    sheet_size = 4 + 4 + 2 + 1 + 1 + len(name)
    sheet_at = len(begin) + len(head) + sheet_size + len(end)
    sheet = _record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name)
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0)) + b"".join(cells) + end
    path.write_bytes(_file_system(stream, begin + head + sheet + end + page))
    return path


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _file_system(name: str, content: bytes) -> bytes:
    """One stream in the file system of old office files: sector 0 is the table, 1 the directory, then the stream."""
    content = content.ljust(4096, b"\0")
    content = content.ljust(-(-len(content) // 512) * 512, b"\0")
    sectors = len(content) // 512
    last, none = 0xFFFFFFFE, 0xFFFFFFFF
    links = [0xFFFFFFFD, last, *range(3, 2 + sectors), last]
    assert len(links) <= 128, "one sector of links is enough for tests"
    table = struct.pack("<128I", *links, *[none] * (128 - len(links)))
    root = _entry("Root Entry", 5, none, last, 0, child=1)
    directory = root + _entry(name, 2, none, 2, len(content)) + bytes(256)
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, last, 0, last, 0) + struct.pack("<109I", 0, *[none] * 108)
    return head + table + directory + content


def _entry(name: str, kind: int, sibling: int, begin: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, sibling, sibling, child)
        + bytes(36)
        + struct.pack("<III", begin, size, 0)
    )
