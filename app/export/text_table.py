"""Tables as text for the command line: CSV that is safe to open in a spreadsheet, and JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

Value = str | int | bool | date | Decimal | None
"""What a cell may be. Amounts come as decimals, as text that is already formatted, or as whole minor units."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """``text`` with ``'`` before it where a spreadsheet program would take it for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The table as CSV: commas, quotes where needed; dates in ISO form, nothing for None."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([safe_text(name) for name in header])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def json_lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The table as JSON lines: an object for each row, keys from the header, dates in ISO form."""
    return "".join(
        json.dumps({name: _json_cell(value) for name, value in zip(header, row, strict=True)}, ensure_ascii=False)
        + "\n"
        for row in rows
    )


def aligned_lines(header: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """The table for the eye: columns padded to their widest text; columns in ``right`` stand to the right."""
    table = [list(header), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    lines = []
    for row in table:
        cells = [
            text.rjust(width) if column in right else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip() + "\n")
    lines.insert(1, "  ".join("-" * width for width in widths) + "\n")
    return "".join(lines)


def _csv_cell(value: Value) -> str:
    if isinstance(value, str):
        return safe_text(value)
    return "" if value is None else _json_cell_text(value)


def _json_cell_text(value: int | date | Decimal) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _json_cell(value: Value) -> str | int | bool | None:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
