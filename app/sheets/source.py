"""Which reader a file needs: told by its first bytes, not by its name."""

from __future__ import annotations

from pathlib import Path

from app.sheets.csv_file import read_csv
from app.sheets.sheet import LIMITS, Limits, Sheet, SheetDamaged, SheetFileMissing, SheetFormatUnknown, SheetTooBig
from app.sheets.workbook_file import read_workbook

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_NO_TABLES = (
    b"%PDF",
    b"{\\rtf",
    b"<?xml",
    b"<html",
    b"<!doctype",
    b"<table",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"7z\xbc\xaf",
)
"""What is sold as a table now and then: pages and XML under the name of a workbook, scans, other archives."""
_HEAD = 512


def read_sheet(
    path: Path,
    sheet: str = "",
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits = LIMITS,
) -> Sheet:
    """The rows of a CSV file or of one sheet of a workbook (XLSX, XLS, ODS). Raises SheetProblem."""
    if not path.is_file():
        raise SheetFileMissing(file=path.name)
    try:
        return _read(path, sheet, (encoding, delimiter), limits)
    except OSError as error:  # a right that is missing, a disk that fails
        raise SheetDamaged(file=path.name, row=0) from error


def _read(path: Path, sheet: str, text: tuple[str | None, str | None], limits: Limits) -> Sheet:
    if path.stat().st_size > limits.file_bytes:
        raise SheetTooBig(file=path.name, what="file_bytes", limit=limits.file_bytes)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith((_ZIP, _OLD_OFFICE)):
        return read_workbook(path, path.name, sheet, limits)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:16].lower().startswith(tuple(sign.lower() for sign in _NO_TABLES)):
        raise SheetFormatUnknown(file=path.name)
    return read_csv(path, path.name, *text, limits)
