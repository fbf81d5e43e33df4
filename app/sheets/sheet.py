"""A sheet as read: rows of typed cells that know where they stand, its limits, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.kernel.errors import PremiaError

Cell = str | int | Decimal | date | None
"""A cell's value. CSV gives text only; a flag of a workbook comes as 1 or 0; an empty cell is None."""


class SheetRow(NamedTuple):
    """One row; ``number`` is the one that a spreadsheet program shows at its left (the first row is 1)."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of one sheet; ``name`` is empty for a CSV file."""

    file: str
    name: str
    rows: tuple[SheetRow, ...]

    def address(self, row: int, column: int) -> str:
        """Where a cell stands (``column`` from 0): ``payments.csv!E17``, ``books.xlsx/Payments!E17``."""
        return f"{self.file}{'/' if self.name else ''}{self.name}!{column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one sheet may hold before it is refused."""

    file_bytes: int = 256 * 2**20
    unpacked_bytes: int = 1024 * 2**20
    """A workbook is a ZIP archive: the size of all its parts after unpacking."""
    strings_bytes: int = 64 * 2**20
    """The part of a workbook that the reader keeps in memory as a whole."""
    rows: int = 1_048_576
    columns: int = 1_024
    cell_length: int = 32_767
    """Characters in one cell: what spreadsheet programs allow."""


LIMITS = Limits()


def column_letter(column: int) -> str:
    """0 → ``A``, 25 → ``Z``, 26 → ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class SheetProblem(PremiaError):
    """A spreadsheet that cannot be read; ``file`` names it."""

    code = "sheet"


class SheetFileMissing(SheetProblem):
    """There is no such file."""

    code = "sheet_file_missing"


class SheetNotThere(SheetProblem):
    """The workbook has no sheet named ``sheet``; ``sheets`` lists those it has."""

    code = "sheet_not_there"


class SheetFormatUnknown(SheetProblem):
    """Neither a CSV text nor an XLSX workbook."""

    code = "sheet_format_unknown"


class SheetDamaged(SheetProblem):
    """The file says it is a workbook or a text, and cannot be read as one."""

    code = "sheet_damaged"


class SheetEncoding(SheetProblem):
    """The text is not in the ``encoding`` that was declared."""

    code = "sheet_encoding"


class SheetTooBig(SheetProblem):
    """``what`` (``file_bytes``, ``unpacked_bytes``, ``rows``…) is more than ``limit``."""

    code = "sheet_too_big"
