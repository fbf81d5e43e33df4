"""How an office writes dates, numbers and flags, and the cell values that come of it. Exact: no float anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.importing.fields import Field, Reads
from app.kernel.errors import Plain
from app.kernel.ids import name_key
from app.sheets.sheet import Cell

Value = str | int | date | tuple[str, ...] | None
"""A read cell: text, whole number (minor units, millionths, a count, 0/1), date, texts, or nothing."""


class BadCell(ValueError):
    """A cell that is not what its field needs: the finding's code and values."""

    def __init__(self, code: str, **values: Plain) -> None:
        """Keep both for the finding."""
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one table; None for the encoding and the delimiter: find out."""

    encoding: str | None = None
    delimiter: str | None = None
    dates: tuple[str, ...] = ("YYYY-MM-DD",)
    decimal: str = "."
    thousands: str = ""
    percent: str = "percent"
    """How rates are written: ``percent`` (20) or ``fraction`` (0.2)."""
    yes: tuple[str, ...] = ("1", "yes", "true", "y", "+", "так", "да")
    no: tuple[str, ...] = ("0", "no", "false", "n", "-", "ні", "нет")


_DATE_PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MM": r"(?P<month>\d{2})",
    "DD": r"(?P<day>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
    "*": r".*",
}
_DATE_TOKEN = re.compile(r"YYYY|YY|MM|DD|M|D|\*")
_CENTURY_TURN = 70
_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009")
_SIGNS = "£$€₴₽"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_SCALES = {Reads.MONEY: 2, Reads.COUNT: 0, Reads.RATE: 6}
_DIGITS_MOST = 24


def date_pattern(text: str) -> re.Pattern[str]:
    """``DD.MM.YYYY`` (tokens YYYY YY MM M DD D, ``*`` for whatever follows) as a pattern. Raises ValueError."""
    pieces: list[str] = []
    end = 0
    for token in _DATE_TOKEN.finditer(text):
        pieces += (re.escape(text[end : token.start()]), _DATE_PARTS[token.group()])
        end = token.end()
    pattern = re.compile("".join(pieces) + re.escape(text[end:]))
    names = set(pattern.groupindex)
    if not {"month", "day"} <= names or not names & {"year", "short"}:
        raise ValueError(text)
    return pattern


def cell_reader(field: Field, formats: Formats, values: dict[str, str]) -> Callable[[Cell], Value]:
    """What turns a cell into the field's value. ``values`` is the mapping's dictionary of the field, keys by name_key.

    The reader raises BadCell.
    """
    read = _reader(field, formats)
    if not values:
        return read

    def translated(cell: Cell) -> Value:
        return read(values.get(name_key(text_of(cell)), cell))

    return translated


def _reader(field: Field, formats: Formats) -> Callable[[Cell], Value]:
    if field.reads is Reads.TEXT:
        return text_of
    if field.reads is Reads.DATE:
        return _date_reader(formats)
    if field.reads is Reads.FLAG:
        return _flag_reader(formats)
    if field.reads is Reads.LIST:
        return _list_of
    if field.reads is Reads.CHOICE:
        return _choice_reader(field.choices)
    return _number_reader(formats, field.reads)


def text_of(cell: Cell) -> str:
    """Any cell as text, the empty one as an empty text."""
    if isinstance(cell, str):
        return cell
    return "" if cell is None else str(cell)


def _list_of(cell: Cell) -> tuple[str, ...]:
    return tuple(part for part in (raw.strip() for raw in text_of(cell).split(";")) if part)


def _date_reader(formats: Formats) -> Callable[[Cell], Value]:
    patterns = [date_pattern(text) for text in formats.dates]
    expected = ", ".join(formats.dates)

    def read(cell: Cell) -> date | None:
        if cell is None or isinstance(cell, date):
            return cell
        for pattern in patterns:
            match = pattern.fullmatch(text_of(cell))
            if match:
                return _date_of(match, text_of(cell))
        raise BadCell("date_unreadable", value=text_of(cell), expected=expected)

    return read


def _date_of(match: re.Match[str], shown: str) -> date:
    parts = match.groupdict()
    if parts.get("year"):
        year = int(parts["year"])
    else:
        year = int(parts["short"])
        year += 2000 if year < _CENTURY_TURN else 1900
    try:
        return date(year, int(parts["month"]), int(parts["day"]))
    except ValueError:
        raise BadCell("date_impossible", value=shown) from None


def _flag_reader(formats: Formats) -> Callable[[Cell], Value]:
    known = {**{name_key(word): 1 for word in formats.yes}, **{name_key(word): 0 for word in formats.no}}

    def read(cell: Cell) -> int | None:
        if cell is None:
            return None
        flag = known.get(name_key(text_of(cell)))
        if flag is None:
            raise BadCell("flag_unreadable", value=text_of(cell))
        return flag

    return read


def _choice_reader(choices: tuple[str, ...]) -> Callable[[Cell], Value]:
    known = {name_key(choice): choice for choice in choices}

    def read(cell: Cell) -> str | None:
        text = text_of(cell)
        if not text:
            return None
        choice = known.get(name_key(text))
        if choice is None:
            raise BadCell("value_unknown", value=text, expected=", ".join(choices))
        return choice

    return read


def _number_reader(formats: Formats, reads: Reads) -> Callable[[Cell], Value]:
    scale = (4 if formats.percent == "percent" else 6) if reads is Reads.PERCENT else _SCALES[reads]

    def read(cell: Cell) -> int | None:
        if cell is None:
            return None
        number = _decimal_of(cell, formats)
        scaled = number.scaleb(scale)
        whole = int(scaled)
        if whole != scaled:
            raise BadCell("number_too_precise", value=text_of(cell), decimals=scale)
        return whole

    return read


def _decimal_of(cell: Cell, formats: Formats) -> Decimal:
    """The exact number of a cell: ``1 234,56``, ``£68,486.66``, ``(12.00)`` by the formats. Raises BadCell."""
    if isinstance(cell, int | Decimal):
        number = Decimal(cell)
        if (
            number.is_finite()
            and len(number.as_tuple().digits) <= _DIGITS_MOST
            and abs(number.adjusted()) <= _DIGITS_MOST
        ):
            return number
        raise BadCell("number_unreadable", value=text_of(cell))
    shown = text_of(cell)
    text = shown.translate(_BLANKS).strip(_SIGNS).removesuffix("%").replace("\u2212", "-")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1].strip(_SIGNS)
    if formats.thousands.strip():
        text = _without_thousands(text, formats, shown)
    if formats.decimal != ".":
        if "." in text:
            raise BadCell("number_unreadable", value=shown)
        text = text.replace(formats.decimal, ".")
    if len(text) > _DIGITS_MOST or not _NUMBER.fullmatch(text) or not text.isascii():
        raise BadCell("number_unreadable", value=shown)
    return Decimal(text)


def _without_thousands(text: str, formats: Formats, shown: str) -> str:
    """Thousands signs may stand only where thousands are parted: ``1,5`` with a thousands comma is no number."""
    whole, sign, rest = text.partition(formats.decimal)
    groups = whole.lstrip("+-").split(formats.thousands)
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):  # ruff: ignore[magic-value-comparison]
        raise BadCell("number_unreadable", value=shown)
    return whole.replace(formats.thousands, "") + sign + rest
