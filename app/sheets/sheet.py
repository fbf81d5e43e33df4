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
    """The rows of one sheet that have any cell; ``name`` is empty for a CSV file."""

    file: str
    name: str
    rows: tuple[SheetRow, ...]

    def address(self, row: int, column: int) -> str:
        """Where a cell stands (``column`` from 0): ``payments.csv!E17``, ``books.xlsx/Payments!E17``."""
        return f"{self.file}{'/' if self.name else ''}{self.name}!{column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold before it is refused: what fits into 512 MiB and a few seconds, and into any office."""

    file_bytes: int = 64 * 2**20
    unpacked_bytes: int = 256 * 2**20
    """A workbook is a ZIP archive: the size of the parts that are read, after unpacking."""
    strings_bytes: int = 48 * 2**20
    """The part of a workbook that is kept in memory as a whole."""
    elements: int = 8_500_000
    """Marks of the XML of a sheet that open or close, whatever they are."""
    rows: int = 1_048_576
    columns: int = 1_024
    cells: int = 2_000_000
    """Cells with a value."""
    area: int = 8_000_000
    """Rows × columns up to the last cell with a value: a lost blank in the last corner makes a sheet of 17 thousand
    million cells."""
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


def column_number(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26; capital Latin letters only."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


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
    """Neither a CSV text nor a workbook (XLSX, XLS, ODS)."""

    code = "sheet_format_unknown"


class SheetEncrypted(SheetProblem):
    """The workbook asks for a password."""

    code = "sheet_encrypted"


class SheetDamaged(SheetProblem):
    """The file says it is a workbook or a text, and cannot be read as one."""

    code = "sheet_damaged"


class SheetQuoteOpen(SheetProblem):
    """A quotation mark that ``row`` opens is never closed: all rows after it would be one cell."""

    code = "sheet_quote_open"


class SheetEncoding(SheetProblem):
    """The text is not in the ``encoding`` that was declared."""

    code = "sheet_encoding"


class SheetTooBig(SheetProblem):
    """``what`` (a field of ``Limits``) is more than ``limit``."""

    code = "sheet_too_big"
