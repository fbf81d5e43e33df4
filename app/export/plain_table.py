"""Any table as a file: a workbook of typed cells, or CSV. What begins with = + - @ stays text in both."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from app.export.placing import placed
from app.export.text_table import safe_text
from app.export.workbook import DATE, PERCENT, PLAIN_AMOUNT, Look, Page, currency_format, writing
from app.i18n.numbers import MONEY_PLACES, PERCENT_PLACES, RATE_PLACES, STYLES
from app.i18n.words import Words

Cell = str | int | date | None
Tell = Callable[[int], None]
"""Hears how many rows are written; may raise to stop, and then no file appears."""


class Type(StrEnum):
    """What a column's cells are."""

    TEXT = "text"
    MINOR = "minor"
    """Minor units of the currency that stands in the row's ``currencies``."""
    DAY = "day"
    WHOLE = "whole"
    PPM = "ppm"
    MICRO = "micro"
    """Millionths, as exchange rates are kept."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, what stands in it, its width in characters."""

    title: str
    type: Type
    width: int = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its cells, and for each the currency of its amount or an empty text."""

    cells: tuple[Cell, ...]
    currencies: tuple[str, ...]


_HEAD = Look(bold=True, fill="#F1F4F8", line_below=True, wrap=True)
_TEXT, _DAY, _PPM = Look(), Look(number=DATE, align="left"), Look(number=PERCENT)
_WHOLE, _PLAIN = Look(number="#,##0"), Look(number=PLAIN_AMOUNT)
_MICRO = Look(number="0.0000##")
_EVERY = 500
_PLACES = {
    Type.MINOR: (MONEY_PLACES, MONEY_PLACES),
    Type.PPM: (PERCENT_PLACES, 0),
    Type.MICRO: (RATE_PLACES, 4),
}
"""Decimals of a kind of number in CSV, and how many of them always stand there."""


def write_workbook(path: Path, title: str, heads: Sequence[Head], lines: Iterable[Line], tell: Tell) -> None:
    """A sheet ``title`` of typed cells, the head in sight.

    Raises ExportLocked; nothing is left when ``tell`` raises.
    """
    money = _Amounts()
    with writing(path) as book:
        book.about(title, "")
        page = book.page(title)
        page.header(0, [head.title for head in heads], _HEAD)
        page.widths([head.width for head in heads])
        row = 0
        for row, line in enumerate(lines, start=1):
            for column, head in enumerate(heads):
                _put(page, row, column, head.type, line, money)
            if row % _EVERY == 0:
                tell(row)
        page.filter(0, row, len(heads) - 1)


class _Amounts(dict[str, Look]):  # ruff: ignore[subclass-builtin] (a look per currency, each made once)
    def __missing__(self, currency: str) -> Look:
        look = self[currency] = Look(number=currency_format(currency)) if currency else _PLAIN
        return look


def _put(page: Page, row: int, column: int, kind: Type, line: Line, money: _Amounts) -> None:
    value = line.cells[column]
    if isinstance(value, date):
        page.day(row, column, value, _DAY)
    elif isinstance(value, int):
        if kind is Type.MINOR:
            page.minor(row, column, value, money[line.currencies[column]])
        elif kind in {Type.PPM, Type.MICRO}:
            page.ppm(row, column, value, _PPM if kind is Type.PPM else _MICRO)
        else:
            page.whole(row, column, value, _WHOLE)
    elif value:
        page.text(row, column, value, _TEXT)


def write_csv(path: Path, words: Words, heads: Sequence[Head], lines: Iterable[Line], tell: Tell) -> None:
    """A CSV that spreadsheets of the reader's language read as numbers: their decimal sign, their delimiter.

    Numbers are plain, as machines take them: digits, the decimal sign, ``-`` before what is negative, no spaces, no
    sign of a currency, no ``%``; a percentage of 2.5 % is ``2.5``, and its column's title says that it is one.
    Each amount has its currency in a column after it. Raises ExportLocked; nothing is left when ``tell`` raises.
    """
    with placed(path) as made, made.open("w", encoding="utf-8-sig", newline="") as stream:
        _rows_of_csv(stream, words, heads, lines, tell)


def _rows_of_csv(stream: TextIO, words: Words, heads: Sequence[Head], lines: Iterable[Line], tell: Tell) -> None:
    decimal = STYLES[words.language].point
    sheet = csv.writer(stream, delimiter=";" if decimal == "," else ",")
    titles: list[str] = []
    for head in heads:
        if head.type is Type.PPM and "%" not in head.title:
            titles.append(f"{head.title}, %")
        else:
            titles += [head.title, words.text("Currency")] if head.type is Type.MINOR else [head.title]
    sheet.writerow(titles)
    for row, line in enumerate(lines, start=1):
        written: list[str] = []
        for head, value, currency in zip(heads, line.cells, line.currencies, strict=True):
            written.append(_csv_cell(head.type, value, words, decimal))
            if head.type is Type.MINOR:
                written.append(currency)
        sheet.writerow(written)
        if row % _EVERY == 0:
            tell(row)


def _csv_cell(kind: Type, value: Cell, words: Words, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, int):
        places, least_places = _PLACES.get(kind, (0, 0))
        return _plain(value, places, least_places, decimal)
    return safe_text(value)


def _plain(value: int, places: int, least_places: int, decimal: str) -> str:
    """``value`` / 10^``places``; zeros at the end go until ``least_places`` remain."""
    whole, rest = divmod(abs(value), 10**places)
    digits = f"{rest:0{places}d}" if places else ""
    kept = digits[:least_places] + digits[least_places:].rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{decimal if kept else ''}{kept}"
