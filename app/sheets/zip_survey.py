"""XLSX and ODS looked through: which it is, whether it asks for a password, how far its cells reach."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from app.sheets.archive import Archive, opened
from app.sheets.extent import Errors, Extent
from app.sheets.sheet import Limits, SheetEncrypted, SheetFormatUnknown, SheetNotThere, column_number

_PLACE = re.compile(r"\$?([A-Z]{1,7})\$?([0-9]{1,9})")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ERROR = "#ERROR!"
"""Stands for #DIV/0!, #N/A and their like."""
_MANIFEST_BYTES = 2**20
_BINARY_BOOK = "xl/workbook.bin"


def survey(path: Path, file: str, sheet: str, limits: Limits) -> Errors:
    """Count the cells; give those of the sheet whose value is an error. Raises SheetProblem."""
    with opened(path, file, limits) as archive:
        if archive.head("mimetype", 200).startswith(_ODS):
            return _ods(archive, Extent(file, limits))
        if "_rels/.rels" not in archive or _BINARY_BOOK in archive:
            raise SheetFormatUnknown(file=file)
        return _xlsx(archive, sheet, limits)


def _ods(archive: Archive, extent: Extent) -> Errors:
    """All tables: the library reads them all."""
    if b"encryption-data" in archive.head("META-INF/manifest.xml", _MANIFEST_BYTES):
        raise SheetEncrypted(file=archive.file)
    table = _OdsTable(extent)
    archive.scan("content.xml", table.start, table.end)
    return {}  # an error is the text of its cell


class _OdsTable:
    """Follows the rows and cells of the table that is being read; repeated ones count as often as they are repeated."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._row = self._row_repeats = self._column = self._cell_repeats = 0
        self._last_filled, self._filled_cells, self._filled = -1, 0, False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"table:table-cell", "table:covered-table-cell"}:
            self._cell_repeats = int(attributes.get("table:number-columns-repeated", "1"))
            self._filled = "office:value-type" in attributes
        elif name == "text:p":
            self._filled = True
        elif name == "table:table-row":
            self._row_repeats = int(attributes.get("table:number-rows-repeated", "1"))
            self._column, self._last_filled, self._filled_cells = 0, -1, 0
        elif name == "table:table":
            self._extent.begin_sheet()
            self._row = 0

    def end(self, name: str) -> None:
        if name in {"table:table-cell", "table:covered-table-cell"}:
            self._column += self._cell_repeats
            if self._filled:
                self._last_filled = self._column - 1
                self._filled_cells += self._cell_repeats
            self._filled = False
        elif name == "table:table-row":
            self._row += self._row_repeats
            if self._filled_cells:
                self._extent.add(self._row - 1, self._last_filled, self._filled_cells * self._row_repeats)


def _xlsx(archive: Archive, sheet: str, limits: Limits) -> Errors:
    """The one sheet that is wanted, and the sizes of the parts that the library keeps."""
    book = _targets(archive, "", "_rels/.rels").get("officeDocument", ("",))[0]
    folder, name = posixpath.split(book)
    by_id: dict[str, str] = {}
    kinds = _targets(archive, folder, f"{folder}/_rels/{name}.rels".lstrip("/"), by_id)
    for kind in ("sharedStrings", "styles"):
        for part in kinds.get(kind, ()):
            if part in archive:
                archive.count(part, limits.strings_bytes)
    sheets: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            part = next((by_id[value] for key, value in attributes.items() if _is_id(key) and value in by_id), "")
            if part in kinds.get("worksheet", ()):
                sheets.append((attributes.get("name", ""), part))

    archive.scan(book, start)
    key = sheet.strip().casefold()
    page = next((part for title, part in sheets if not key or title.strip().casefold() == key), None)
    if page is None:
        raise SheetNotThere(file=archive.file, sheet=sheet, sheets=", ".join(title for title, _ in sheets))
    cells = _XlsxCells(Extent(archive.file, limits))
    archive.scan(page, cells.start)
    return cells.errors


def _is_id(attribute: str) -> bool:
    return attribute.rpartition(":")[2] == "id"


def _targets(
    archive: Archive, folder: str, part: str, by_id: dict[str, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Kind of relationship (``worksheet``, ``styles``) → the parts; ``by_id`` takes them by their ids too."""
    found: dict[str, tuple[str, ...]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[kind] = (*found.get(kind, ()), path)
            if by_id is not None:
                by_id[attributes.get("Id", "")] = path

    archive.scan(part, start)
    return found


class _XlsxCells:
    """Follows the cells of a sheet. The library shows an error as an empty cell, so they are kept here."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._row = self._column = -1
        self._digits = ""
        self._columns: dict[str, int] = {}
        self.errors: Errors = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Called millions of times: the usual marks come first."""
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in {"v", "is"}:
            self._extent.add(self._row, self._column)
        elif name == "c":
            place = attributes.get("r")
            if place is None:
                self._column += 1
            else:
                self._column = self._columns.get(place.removesuffix(self._digits), -1)
                if self._column < 0 or not self._digits:
                    self._find(place)
            if attributes.get("t") == "e":
                self.errors[self._row, self._column] = _ERROR
        elif name == "row":
            number = attributes.get("r")
            self._row = self._row + 1 if number is None else int(number) - 1
            self._digits = str(self._row + 1)
            self._column = -1

    def _find(self, place: str) -> None:
        """A cell in another row than its own, or in a column that is seen for the first time. Raises ValueError."""
        found = _PLACE.fullmatch(place.upper())
        if found is None:
            raise ValueError(place)
        self._column, self._row = column_number(found[1]), int(found[2]) - 1
        if place == f"{found[1]}{self._digits}":
            self._columns[found[1]] = self._column
