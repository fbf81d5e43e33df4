"""One table of the mapping, read: its rows as columns of values, with the address of every cell.

Columns, not rows, because the cells of a column are all read alike: the same date or number is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from app.importing.fields import Field, Reads, fields_of
from app.importing.formats import BadCell, Value, cell_reader, text_of
from app.importing.layout import lay_out
from app.importing.mapping import TableMapping
from app.kernel.errors import Finding, Plain
from app.sheets.sheet import Cell, Sheet, SheetRow, column_letter
from app.sheets.source import read_sheet

EMPTY: tuple[Value, ...] = (None, "", ())
_CANCELLED = "cancelled"


@dataclass(slots=True)
class Rows:
    """The rows of one table. ``bad`` are the indexes of rows that no record can be made of; their findings are told."""

    table: TableMapping
    sheet: Sheet
    numbers: list[int]
    where: dict[str, int]
    """Field → its column in the sheet, from 0."""
    header: tuple[str, ...]
    columns: dict[str, list[Value]] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    readable: bool = True
    """Whether every named column was found."""

    def column(self, name: str) -> Sequence[Value]:
        """The values of a field, one for each row; None where the mapping does not give it."""
        found = self.columns.get(name)
        return [None] * len(self.numbers) if found is None else found

    def texts(self, name: str) -> list[str]:
        """The texts of a field, as ``Line.text`` gives them one by one."""
        return [value if isinstance(value, str) else "" for value in self.column(name)]

    def lines(self) -> Iterator[Line]:
        """The rows that nothing is wrong with so far."""
        for at in range(len(self.numbers)):
            if at not in self.bad:
                yield Line(self, at)

    def place(self, index: int, name: str = "") -> str:
        """The address of a field's cell, or of the row where the field has no column: ``a.csv!C7``, ``a.csv!7``."""
        if name in self.where:
            return self.sheet.address(self.numbers[index], self.where[name])
        return f"{self.sheet.file}{'/' if self.sheet.name else ''}{self.sheet.name}!{self.numbers[index]}"

    def report(self, index: int, name: str, code: str, /, **values: Plain) -> None:
        """Leave a finding about a field of a row, with file, sheet, row and column beside its own values."""
        column = self.where.get(name)
        self.bad.add(index)
        where: dict[str, Plain] = {
            "file": self.sheet.file,
            "sheet": self.sheet.name,
            "row": self.numbers[index],
            "column": "" if column is None else column_letter(column),
            "header": self.header[column] if column is not None and column < len(self.header) else "",
            "field": name,
        }
        self.findings.append(Finding(code, self.place(index, name), {**where, **values}))


class Line(NamedTuple):
    """One row of a table, field by field."""

    rows: Rows
    at: int

    def text(self, name: str) -> str:
        """A text or a choice; an empty text where there is nothing."""
        column = self.rows.columns.get(name)  # not by ``value``: this is called a million times
        value = None if column is None else column[self.at]
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> date:
        """A date that must be there: reading has told the rows without it."""
        return cast("date", self.value(name))

    def day_or_none(self, name: str) -> date | None:
        """A date that may be left out."""
        return cast("date | None", self.value(name))

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number: minor units, millionths, a count, a flag."""
        value = self.value(name)
        return default if value is None else cast("int", value)

    def whole_or_none(self, name: str) -> int | None:
        """A whole number that may be left out."""
        return cast("int | None", self.value(name))

    def list(self, name: str) -> tuple[str, ...]:
        """Texts parted by semicolons."""
        return cast("tuple[str, ...]", self.value(name) or ())

    def value(self, name: str) -> Value:
        """Whatever the field holds; None where the mapping does not give it."""
        column = self.rows.columns.get(name)
        return None if column is None else column[self.at]

    def report(self, name: str, code: str, /, **values: Plain) -> None:
        """Leave a finding about a field; the row is bad from now on."""
        self.rows.report(self.at, name, code, **values)

    def place(self) -> str:
        """The address of the row."""
        return self.rows.place(self.at)

    def spoil(self) -> None:
        """No record can be made of the row, for a reason that is told elsewhere."""
        self.rows.bad.add(self.at)

    @property
    def spoiled(self) -> bool:
        """Whether no record can be made of the row."""
        return self.at in self.rows.bad


def read_rows(table: TableMapping, folder: Path, sheets: dict[tuple[str, ...], Sheet]) -> Rows:
    """Read the file of a table; ``sheets`` keeps what was read already, for tables that share a sheet.

    Raises SheetProblem; everything wrong inside the sheet is among ``findings``.
    """
    formats = table.formats
    key = (table.file, table.sheet, formats.encoding or "", formats.delimiter or "")
    if key not in sheets:
        path = folder / table.file
        sheets[key] = read_sheet(path, table.sheet, encoding=formats.encoding, delimiter=formats.delimiter)
    sheet = sheets[key]
    layout = lay_out(table, sheet)
    numbers = [row.number for row in layout.records]
    rows = Rows(table, sheet, numbers, layout.where, layout.header, findings=list(layout.findings))
    rows.readable = not layout.findings
    if rows.readable:
        _read_columns(rows, layout.records)
    return rows


def _read_columns(rows: Rows, records: Sequence[SheetRow]) -> None:
    fields = fields_of(rows.table.kind)
    for name, column in rows.where.items():
        cells = [row.cells[column] if column < len(row.cells) else None for row in records]
        rows.columns[name] = _read_column(rows, fields[name], cells)
    for name, value in rows.table.fixed.items():
        rows.columns[name] = [value] * len(records)
    for name, other in rows.table.when_empty.items():
        rows.columns[name] = _filled(rows, name, other)
    for name in rows.table.mapped:
        if fields[name].required:
            for index, value in enumerate(rows.columns[name]):
                if value in EMPTY and index not in rows.bad:
                    rows.report(index, name, "cell_missing")


def _read_column(rows: Rows, field_: Field, cells: list[Cell]) -> list[Value]:
    translations = dict(rows.table.values.get(field_.name, {}))
    read = cell_reader(field_, rows.table.formats, translations)
    if field_.reads is Reads.TEXT and not translations:
        return [cell if isinstance(cell, str) else text_of(cell) for cell in cells]
    known: dict[Cell, Value] = {}
    values: list[Value] = []
    for index, cell in enumerate(cells):
        if cell not in known:
            known[cell] = _read_cell(rows, index, field_.name, cell, read)
            if known[cell] is None and index in rows.bad:
                del known[cell]
                values.append(None)
                continue
        values.append(known[cell])
    return values


def _read_cell(rows: Rows, index: int, name: str, cell: Cell, read: Callable[[Cell], Value]) -> Value:
    try:
        return read(cell)
    except BadCell as bad:
        rows.report(index, name, bad.code, **bad.values)
        return None


def _filled(rows: Rows, name: str, other: str) -> list[Value]:
    """The column of ``name`` with its empty cells taken from ``other``."""
    filled = [
        instead if value in EMPTY else value
        for value, instead in zip(rows.column(name), rows.column(other), strict=True)
    ]
    if name != "cancelled_on":
        return filled
    states = rows.column("status")
    own = rows.column(name)
    return [value if state == _CANCELLED else given for value, state, given in zip(filled, states, own, strict=True)]
