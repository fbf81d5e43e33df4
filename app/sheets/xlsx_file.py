"""A sheet of an XLSX workbook into rows: values as they were last worked out, never formulas.

openpyxl gives numbers as floats. They become exact decimals of at most 15 significant digits, which is what a
spreadsheet program itself keeps and shows: 68486.660000000003 in the file is 68486.66.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from app.sheets.sheet import LIMITS, Cell, Limits, Sheet, SheetDamaged, SheetNotThere, SheetRow, SheetTooBig

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_SIGNIFICANT = 15
_STRINGS = "xl/sharedstrings.xml"


def read_xlsx(path: Path, name: str, sheet: str = "", limits: Limits = LIMITS) -> Sheet:
    """All rows of the named sheet (the first one when there is no name). Raises SheetProblem."""
    _check_archive(path, name, limits)
    # the stream is ours to close: openpyxl leaves it open while a sheet is half read
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that a reader of values does not need
        workbook = _open(stream, name)
        try:
            page = _page(workbook, name, sheet)
            rows = tuple(_rows(page.iter_rows(values_only=True, max_col=limits.columns + 1), name, limits))
            return Sheet(name, str(page.title).strip(), rows)
        except (LookupError, ValueError, TypeError, AttributeError, SyntaxError, OSError, zipfile.BadZipFile) as error:
            raise SheetDamaged(file=name, row=0) from error  # whatever the parser stumbles over is a damaged file
        finally:
            workbook.close()


def _check_archive(path: Path, name: str, limits: Limits) -> None:
    """Refuse what would unpack to more than there is room for. Raises SheetTooBig, SheetDamaged."""
    if path.stat().st_size > limits.file_bytes:
        raise SheetTooBig(file=name, what="file_bytes", limit=limits.file_bytes)
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {part.filename.lower(): part.file_size for part in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SheetDamaged(file=name, row=0) from error
    if sum(sizes.values()) > limits.unpacked_bytes:
        raise SheetTooBig(file=name, what="unpacked_bytes", limit=limits.unpacked_bytes)
    if sizes.get(_STRINGS, 0) > limits.strings_bytes:
        raise SheetTooBig(file=name, what="strings_bytes", limit=limits.strings_bytes)


def _open(stream: BinaryIO, name: str) -> Workbook:
    """The workbook, read row by row. Raises SheetDamaged."""
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of styles and extensions that a reader of values does not need
            return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets any parser's error through
        raise SheetDamaged(file=name, row=0) from error


def _page(workbook: Workbook, name: str, sheet: str) -> Any:  # ruff: ignore[any-type]
    """The sheet by its name, capitals and outer blanks aside. Raises SheetNotThere."""
    pages = {page.title.strip().casefold(): page for page in workbook.worksheets}
    found = pages.get(sheet.strip().casefold()) if sheet else next(iter(workbook.worksheets), None)
    if found is None:
        raise SheetNotThere(file=name, sheet=sheet, sheets=", ".join(page.title for page in workbook.worksheets))
    return found


def _rows(raw_rows: Iterable[tuple[object, ...]], name: str, limits: Limits) -> Iterator[SheetRow]:
    """Rows with empty ends cut off. Raises SheetTooBig."""
    for number, raw in enumerate(raw_rows, start=1):
        if number > limits.rows:
            raise SheetTooBig(file=name, what="rows", limit=limits.rows)
        cells = [_cell(value, name, limits) for value in raw]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > limits.columns:
            raise SheetTooBig(file=name, what="columns", limit=limits.columns)
        yield SheetRow(number, tuple(cells))


def _cell(value: object, name: str, limits: Limits) -> Cell:
    """A value as one of ours; times of day fall away from dates."""
    if value is None:
        return None
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float):
        return exact(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if len(text) > limits.cell_length:
        raise SheetTooBig(file=name, what="cell_length", limit=limits.cell_length)
    return text or None


def exact(value: float) -> int | Decimal:
    """The decimal that a spreadsheet shows for this binary number; a whole one as an int."""
    shown = Decimal(repr(value))
    if len(shown.as_tuple().digits) > _SIGNIFICANT:
        shown = Decimal(f"{value:.{_SIGNIFICANT}g}")
    if not shown.is_finite():
        return shown
    return int(shown) if shown == shown.to_integral_value() else shown.normalize()
