"""Rows as text for a spreadsheet: a head line, tabs between cells, no breaks inside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from app.i18n.words import Words, mark
from ui.kit.columns import Column, Kind, Row, written

CURRENCY = mark("Currency")
_EVERY = 500
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def as_tsv(
    columns: Sequence[Column[Row]], rows: Sequence[Row], words: Words, tell: Callable[[int, int], None] | None = None
) -> str:
    """Amounts and dates in the reader's writing, so that a spreadsheet takes them for what they are.

    An amount stands without its sign: the currency has a column of its own. ``tell(done, total)`` hears how far it is.
    """
    parted = with_currency(columns)
    lines = ["\t".join(_clean(words.text(column.title)) for column in parted)]
    for at, row in enumerate(rows):
        lines.append("\t".join([_clean(_written(column, row, words)) for column in parted]))
        if tell is not None and at % _EVERY == 0:
            tell(at, len(rows))
    return "\n".join(lines) + "\n"


def with_currency(columns: Sequence[Column[Row]]) -> list[Column[Row]]:
    """The columns, and after the last amount in a currency the currency itself."""
    sums = [at for at, column in enumerate(columns) if column.kind is Kind.MONEY and column.currency is not None]
    made = list(columns)
    if sums:
        currency = columns[sums[-1]].currency
        if currency is not None:
            made.insert(sums[-1] + 1, Column("currency", CURRENCY, currency, width=80))
    return made


def _written(column: Column[Row], row: Row, words: Words) -> str:
    value: Any = column.cell(row, words)
    return "" if value is None else written(column.kind, value, words)


def _clean(text: str) -> str:
    return text if text.isprintable() else _BREAKS.sub(" ", text).strip()
