"""How far the cells of a workbook reach, counted before anything is kept, and refused as soon as it is too much."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from app.sheets.sheet import Limits, SheetTooBig

Errors = dict[tuple[int, int], str]
"""Row and column (from 0) of cells whose value is an error → what the spreadsheet program shows: ``#DIV/0!``."""


@dataclass(slots=True)
class Extent:
    """The cells with values of one sheet, or of all sheets where the library reads them all at once."""

    file: str
    limits: Limits
    rows: int = 0
    columns: int = 0
    cells: int = 0
    area_before: int = 0
    """Rows × columns of the sheets that were counted before this one."""
    errors: list[Errors] = field(default_factory=lambda: [{}])
    """Of every sheet, in their order."""

    def add(self, last_row: int, last_column: int, count: int = 1) -> None:
        """Count cells with values; the last of them stands at this row and column, from 0. Raises SheetTooBig."""
        self.cells += count
        if last_row >= self.rows or last_column >= self.columns:
            self.rows = max(self.rows, last_row + 1)
            self.columns = max(self.columns, last_column + 1)
            if self.rows > self.limits.rows:
                self.refuse("rows")
            if self.columns > self.limits.columns:
                self.refuse("columns")
            if self.area_before + self.rows * self.columns > self.limits.area:
                self.refuse("area")
        if self.cells > self.limits.cells:
            self.refuse("cells")

    def begin_sheet(self) -> None:
        """What follows belongs to the next sheet."""
        self.area_before += self.rows * self.columns
        self.rows = self.columns = 0

    def refuse(self, what: str) -> NoReturn:
        """Raises SheetTooBig."""
        raise SheetTooBig(file=self.file, what=what, limit=getattr(self.limits, what))
