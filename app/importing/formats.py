"""How an office writes dates, numbers and flags, and the cell values that come of it. Exact: no float anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
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
    "MMM": r"(?P<name>[^\W\d_]{3,12})\.?",
    "MM": r"(?P<month>\d{2})",
    "DD": r"(?P<day>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
    "*": r".*",
}
_DATE_TOKEN = re.compile(r"YYYY|YY|MMM|MM|DD|M|D|\*")
_SERIALS = {"serial": date(1899, 12, 30), "serial1904": date(1904, 1, 1)}
_SERIAL = re.compile(r"(?P<serial>\d{1,6})(\.\d+)?")
_LEAP_1900 = 60
"""The serial of the 29th of February 1900, which spreadsheet programs believe in; they are a day behind before it."""
_MONTHS = {
    name: month
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "січ лют бер кві тра чер лип сер вер жов лис гру",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
    )
    for month, name in enumerate(names.split(), start=1)
} | {"мая": 5}
_CENTURY_TURN = 70
_BLANKS = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", "\u2009": "", "\u2212": "-"})
_OTHER_SIGN = {".": ",", ",": "."}
_APOSTROPHES = str.maketrans("", "", "'\u2019")
_SIGNS = "£$€₴₽"
_WHOLE, _NUMBER = re.compile(r"[+-]?\d+"), re.compile(r"[+-]?\d+\.\d+")
_SCALES = {Reads.MONEY: 2, Reads.COUNT: 0, Reads.RATE: 6}
_DIGITS_MOST = 24
_GROUP = 3


def date_pattern(text: str) -> re.Pattern[str]:
    """``DD.MM.YYYY`` (tokens YYYY YY MMM MM M DD D, ``*`` for whatever follows) as a pattern. Raises ValueError."""
    if text in _SERIALS:
        return _SERIAL
    parts = [_DATE_PARTS[token].partition(">")[0] for token in _DATE_TOKEN.findall(text)]
    if len(set(parts)) < len(parts):  # a part twice, or two stars
        raise ValueError(text)
    pieces: list[str] = []
    end = 0
    for token in _DATE_TOKEN.finditer(text):
        pieces += (re.escape(text[end : token.start()]), _DATE_PARTS[token.group()])
        end = token.end()
    pattern = re.compile("".join(pieces) + re.escape(text[end:]))
    names = set(pattern.groupindex)
    if not all(names & some for some in ({"day"}, {"month", "name"}, {"year", "short"})):
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
    patterns = [(date_pattern(text), text) for text in formats.dates]
    expected = ", ".join(formats.dates)

    def read(cell: Cell) -> date | None:
        if cell is None or isinstance(cell, date):
            return cell
        shown = text_of(cell)
        for pattern, text in patterns:
            match = pattern.fullmatch(shown)
            if match:
                return _day_number(match, text, shown) if pattern is _SERIAL else _date_of(match, shown)
        raise BadCell("date_unreadable", value=shown, expected=expected)

    return read


def _day_number(match: re.Match[str], pattern: str, shown: str) -> date:
    """The day of a number as spreadsheet programs count; a time of day falls away. Raises BadCell."""
    number = int(match["serial"])
    if pattern == "serial" and number == _LEAP_1900:
        raise BadCell("date_impossible", value=shown)
    early = pattern == "serial" and number < _LEAP_1900
    return _SERIALS[pattern] + timedelta(days=number + early)


def _date_of(match: re.Match[str], shown: str) -> date:
    """The day that a text names. Raises BadCell."""
    parts = match.groupdict()
    if parts.get("year"):
        year = int(parts["year"])
    else:
        year = int(parts["short"])
        year += 2000 if year < _CENTURY_TURN else 1900
    month = _MONTHS.get(parts["name"][:3].casefold(), 0) if parts.get("name") else int(parts["month"])
    try:
        return date(year, month, int(parts["day"]))
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
    text = _bare(shown)
    whole, sign, decimals = text.partition(formats.decimal)
    whole = _without_thousands(whole, formats, parted=bool(sign))
    text = f"{whole}.{decimals}" if sign else whole
    form = _NUMBER if sign else _WHOLE
    if len(text) > _DIGITS_MOST or not form.fullmatch(text) or not text.isascii():
        raise BadCell("number_unreadable", value=shown)
    return Decimal(text)


def _bare(shown: str) -> str:
    """Without blanks, signs of currency and of percent; ``(12.00)`` and ``12.00-`` are negative."""
    text = shown.translate(_BLANKS).strip(_SIGNS).removesuffix("%")
    if text.startswith("(") and text.endswith(")"):
        return "-" + text[1:-1].strip(_SIGNS)
    if text.endswith("-"):
        return "-" + text[:-1].strip(_SIGNS)
    return text


def _without_thousands(whole: str, formats: Formats, *, parted: bool) -> str:
    """The whole part without the signs between its thousands; as it stands where they stand anywhere else.

    ``1,5`` with a comma between thousands is no number. A sign that nobody declared counts only where it can be nothing
    else: before the decimal sign (``parted``) or several times.
    """
    declared = formats.thousands.strip()
    if not declared:
        whole = whole.translate(_APOSTROPHES)
    sign = declared or _OTHER_SIGN.get(formats.decimal, "")
    first, *groups = whole.lstrip("+-").split(sign) if sign else [whole]
    known = declared or parted or len(groups) > 1
    if not known or not 1 <= len(first) <= _GROUP or any(len(group) != _GROUP for group in groups):
        return whole
    return whole.replace(sign, "")
