"""A sheet of a workbook (XLSX, XLS, ODS) into rows: values as they were last worked out, never formulas.

The library (calamine) takes a whole sheet into memory, so every file is looked through first: see ``zip_survey`` and
``xls_survey``. It gives numbers as floats. They become exact decimals of at most 15 significant digits, which is what a
spreadsheet program itself keeps and shows: 68486.660000000003 in the file is 68486.66.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.sheets import xls_survey, zip_survey
from app.sheets.extent import Errors
from app.sheets.sheet import (
    LIMITS,
    Cell,
    Limits,
    Sheet,
    SheetDamaged,
    SheetEncrypted,
    SheetNotThere,
    SheetProblem,
    SheetRow,
    SheetTooBig,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_SIGNIFICANT = 15
_WHOLE_BELOW = 1e15
_ZIP = b"PK\x03\x04"
_PANIC = "PanicException"
"""What a bug of the library raises; no subclass of Exception, and its class cannot be imported."""


def read_workbook(
    path: Path, name: str, sheet: str = "", limits: Limits = LIMITS, most_rows: int | None = None
) -> Sheet:
    """The rows of the named sheet (of the first one when there is no name). Raises SheetProblem."""
    raw = path.read_bytes()
    errors_by_sheet: list[Errors] = []
    errors: Errors = {}
    if raw.startswith(_ZIP):
        errors = zip_survey.survey(path, name, sheet, limits)
    else:
        errors_by_sheet = xls_survey.survey(raw, name, limits)
    with _damage_told(name):
        page, position = _page(raw, name, sheet)
        if position < len(errors_by_sheet):
            errors = errors_by_sheet[position]
        return Sheet(name, page.name.strip(), tuple(islice(_rows(page, errors, name, limits), most_rows)))


def titles_of(path: Path, name: str, limits: Limits = LIMITS) -> tuple[str, ...]:
    """The names of a workbook's sheets. Raises SheetProblem."""
    raw = path.read_bytes()
    if raw.startswith(_ZIP):
        zip_survey.survey(path, name, "", limits)
    else:
        xls_survey.survey(raw, name, limits)
    with _damage_told(name):
        return tuple(title for _, title in _titles(_book(raw)))


@contextmanager
def _damage_told(name: str) -> Generator[None]:
    """Whatever the library stumbles over is a problem of the file."""
    try:
        yield
    except (SheetProblem, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        if type(error).__name__ == "PasswordError":
            raise SheetEncrypted(file=name) from error
        raise SheetDamaged(file=name, row=0) from error  # whatever the library stumbles over


def _page(raw: bytes, name: str, sheet: str) -> tuple[CalamineSheet, int]:
    """The sheet by its name, capitals and outer blanks aside, and its position in the book. Raises SheetNotThere."""
    book = _book(raw)
    wanted = sheet.strip().casefold()
    titles = _titles(book)
    for position, title in titles:
        if not wanted or title.strip().casefold() == wanted:
            return book.get_sheet_by_index(position), position
    raise SheetNotThere(file=name, sheet=sheet, sheets=", ".join(title for _, title in titles))


def _book(raw: bytes) -> CalamineWorkbook:
    import python_calamine

    book: CalamineWorkbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(raw))
    return book


def _titles(book: CalamineWorkbook) -> list[tuple[int, str]]:
    """Position and name of every sheet of cells: charts and macros are none."""
    import python_calamine

    cells = python_calamine.SheetTypeEnum.WorkSheet
    return [(position, one.name) for position, one in enumerate(book.sheets_metadata) if one.typ is cells]


def _rows(page: CalamineSheet, errors: Errors, name: str, limits: Limits) -> Iterator[SheetRow]:
    """Rows with any cell, empty ends cut off. Raises SheetTooBig."""
    error_rows: dict[int, dict[int, str]] = {}
    for (row, column), text in errors.items():
        error_rows.setdefault(row, {})[column] = text
    left: list[Cell] = [None] * (page.start[1] if page.start else 0)  # rows come from the first, columns do not
    for index, raw in enumerate(page.iter_rows()):
        cells = left + [_READ[type(value)](value) for value in raw]
        if index in error_rows:
            _put(cells, error_rows[index])
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            if max([len(cell) for cell in cells if isinstance(cell, str)], default=0) > limits.cell_length:
                raise SheetTooBig(file=name, what="cell_length", limit=limits.cell_length)
            yield SheetRow(index + 1, tuple(cells))


def _put(cells: list[Cell], errors: Mapping[int, str]) -> None:
    """The texts of errors into the empty cells that the library leaves for them."""
    for column, text in errors.items():
        if column < len(cells):
            cells[column] = text


def _text(value: str) -> Cell:
    return value.strip() or None


def exact(value: float) -> int | Decimal:
    """The decimal that a spreadsheet shows for this binary number; a whole one as an int."""
    if value.is_integer() and -_WHOLE_BELOW < value < _WHOLE_BELOW:
        return int(value)
    text = repr(value)
    if len(text) <= _SIGNIFICANT and "e" not in text:
        return Decimal(text)
    shown = Decimal(text)
    if len(shown.as_tuple().digits) > _SIGNIFICANT:
        shown = Decimal(f"{value:.{_SIGNIFICANT}g}")
    if not shown.is_finite():
        return shown
    return int(shown) if shown == shown.to_integral_value() else shown.normalize()


_READ: Mapping[type, Callable[[Any], Cell]] = {
    str: _text,
    float: exact,
    int: int,
    bool: int,
    datetime: datetime.date,  # times of day fall away
    date: lambda value: value,
    time: str,
    timedelta: str,
}
"""A value of the library as one of ours."""
