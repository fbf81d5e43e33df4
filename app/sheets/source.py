"""Which reader a file needs: told by its first bytes, not by its name."""

from __future__ import annotations

from pathlib import Path

from app.sheets.csv_file import read_csv
from app.sheets.sheet import LIMITS, Limits, Sheet, SheetFileMissing, SheetFormatUnknown
from app.sheets.xlsx_file import read_xlsx

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_PDF = b"%PDF"


def read_sheet(
    path: Path,
    sheet: str = "",
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits = LIMITS,
) -> Sheet:
    """All rows of a CSV file or of one sheet of an XLSX workbook. Raises SheetProblem."""
    if not path.is_file():
        raise SheetFileMissing(file=path.name)
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(_ZIP):
        return read_xlsx(path, path.name, sheet, limits)
    if head.startswith((_OLD_OFFICE, _PDF)):
        raise SheetFormatUnknown(file=path.name)
    return read_csv(path, path.name, encoding, delimiter, limits)
