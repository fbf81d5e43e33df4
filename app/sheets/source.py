"""Which reader a file needs: told by its first bytes, not by its name."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.sheets.csv_file import read_csv
from app.sheets.sheet import LIMITS, Limits, Sheet, SheetDamaged, SheetFileMissing, SheetFormatUnknown, SheetTooBig
from app.sheets.workbook_file import read_workbook, titles_of

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
    most_rows: int | None = None,
) -> Sheet:
    """The rows of a CSV file or of one sheet of a workbook (XLSX, XLS, ODS), all or the first. Raises SheetProblem."""
    with _there(path):
        if _is_workbook(path, limits):
            return read_workbook(path, path.name, sheet, limits, most_rows)
        return read_csv(path, path.name, encoding, delimiter, limits, most_rows)


def sheet_titles(path: Path, limits: Limits = LIMITS) -> tuple[str, ...]:
    """The names of the sheets that ``read_sheet`` can be asked for; one empty name for a CSV file.

    Raises SheetProblem.
    """
    with _there(path):
        return titles_of(path, path.name, limits) if _is_workbook(path, limits) else ("",)


@contextmanager
def _there(path: Path) -> Generator[None]:
    """Raises SheetFileMissing, and SheetDamaged for a right that is missing or a disk that fails."""
    if not path.is_file():
        raise SheetFileMissing(file=path.name)
    try:
        yield
    except OSError as error:
        raise SheetDamaged(file=path.name, row=0) from error


def _is_workbook(path: Path, limits: Limits) -> bool:
    """Whether it is one; else it is read as text. Raises SheetTooBig, SheetFormatUnknown."""
    if path.stat().st_size > limits.file_bytes:
        raise SheetTooBig(file=path.name, what="file_bytes", limit=limits.file_bytes)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith((_ZIP, _OLD_OFFICE)):
        return True
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:16].lower().startswith(tuple(sign.lower() for sign in _NO_TABLES)):
        raise SheetFormatUnknown(file=path.name)
    return False
