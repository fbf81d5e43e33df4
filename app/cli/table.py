"""Lists as a table for the eye, as CSV for a spreadsheet, as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import starmap

from app.export.text_table import Value, aligned_lines, csv_lines
from app.i18n.words import Words
from app.wording.terms import term

Cell = str | int | bool | date | None


class Form(StrEnum):
    """How a list is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


class Kind(StrEnum):
    """What a column holds: amounts are minor units, percentages ppm."""

    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` heads CSV and JSON (``…_minor`` and ``…_ppm`` there), ``title`` the table for the eye."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    names: Mapping[str, str] | None = None
    """Names of the codes that the column holds; CSV and JSON keep the codes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their columns."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def write(table: Table, form: Form, words: Words) -> str:
    """The table in one form. CSV has amounts as decimals with a point, JSON as whole minor units."""
    columns = table.columns
    if form is Form.JSON:
        keys = [column.key for column in columns]
        rows = [{key: _json(cell) for key, cell in zip(keys, row, strict=True)} for row in table.rows]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form is Form.CSV:
        header = [column.key.removesuffix("_minor").removesuffix("_ppm") for column in columns]
        return csv_lines(header, [list(starmap(_csv, zip(columns, row, strict=True))) for row in table.rows])
    right = frozenset(place for place, column in enumerate(columns) if column.kind in _RIGHT)
    texts = [[_text(c, cell, words) for c, cell in zip(columns, row, strict=True)] for row in table.rows]
    return aligned_lines([words.text(column.title) for column in columns], texts, right)


_RIGHT = {Kind.NUMBER, Kind.AMOUNT, Kind.PERCENT}


def _json(cell: Cell) -> str | int | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _csv(column: Column, cell: Cell) -> Value:
    if isinstance(cell, int) and column.kind is Kind.AMOUNT:
        return Decimal(cell).scaleb(-2)
    if isinstance(cell, int) and column.kind is Kind.PERCENT:
        return Decimal(cell).scaleb(-4)
    return cell


def _text(column: Column, cell: Cell, words: Words) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return words.date(cell)
    if isinstance(cell, int):
        return {Kind.AMOUNT: words.amount, Kind.PERCENT: words.percent}.get(column.kind, words.number)(cell)
    return term(words, column.names, cell) if column.names else cell
