"""Cells of the database as Python values: the border where "int, text or nothing" becomes what a model declares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime


class Days(dict[str, date]):  # ruff: ignore[subclass-builtin] (a plain dict is what makes it quick)
    """Dates by their ISO text, each made once: a million rows share a few thousand days."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


def text(cell: object) -> str:
    """A text column. Raises TypeError on anything else: then the SELECT and the reader disagree."""
    if isinstance(cell, str):
        return cell
    raise TypeError(f"not a text: {cell!r}")


def whole(cell: object) -> int:
    """A whole-number column. Raises TypeError on anything else."""
    if isinstance(cell, int):
        return cell
    raise TypeError(f"not a whole number: {cell!r}")


def whole_or_none(cell: object) -> int | None:
    """A whole-number column that may be NULL."""
    return None if cell is None else whole(cell)


def day(cell: object) -> date:
    """A date column."""
    return date.fromisoformat(text(cell))


def day_or_none(cell: object) -> date | None:
    """A date column that may be NULL."""
    return None if cell is None else day(cell)


def iso(value: date | None) -> str | None:
    """A date as it is stored; None stays None."""
    return None if value is None else value.isoformat()


def instant(moment: datetime, precision: str = "milliseconds") -> str:
    """A moment as it is stored: in UTC, to the ``precision`` that ``isoformat`` calls ``timespec``."""
    return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def ids(cells: Iterable[tuple[object, ...]]) -> frozenset[int]:
    """The first column of rows as a set of ids."""
    return frozenset(whole(row[0]) for row in cells)
