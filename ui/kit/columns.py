"""Columns of a table, declared as data: what stands in them, how it is written, sorted and searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from app.i18n.words import Words

Row = TypeVar("Row")
SortKey = Any
"""Whatever compares with the other keys of its column."""

NOTHING = "—"


class Kind(StrEnum):
    """How a column's values are written and lie."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"
    EXCHANGE_RATE = "exchange_rate"
    CHIP = "chip"


class Chip(NamedTuple):
    """A state as a tinted chip: its marked text and its tone (``good``, ``warn``, ``bad``, ``info``, ``plain``)."""

    text: str
    tone: str


def chips(names: Mapping[str, str], tones: Mapping[str, str]) -> dict[str, Chip]:
    """Chips for the codes of ``names`` (a table of ``app.wording.terms``) in their tones."""
    return {code: Chip(names[code], tone) for code, tone in tones.items()}


RIGHT = frozenset({Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.EXCHANGE_RATE})
FIGURES = RIGHT | {Kind.DATE}

# Letters that Unicode puts behind the alphabet, at the place where Ukrainian and Russian readers look for them.
_ALPHABET = str.maketrans({"ґ": "г\uffff", "є": "е\uffff", "ё": "е\uffff", "і": "и\uffff", "ї": "и\uffff\uffff"})


def text_key(text: str) -> str:
    """What texts sort by: no case, the Cyrillic letters in their alphabet's order."""
    return text.casefold().translate(_ALPHABET)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. ``value`` gives a text, minor units, a date, a number, ppm or a chip's code, or None."""

    key: str
    title: str
    """Marked; shown in the language of the window."""
    value: Callable[[Row], Any]
    kind: Kind = Kind.TEXT
    width: int = 120
    """Least width in pixels; a ``stretch`` column takes what is left."""
    stretch: bool = False
    muted: bool = False
    currency: Callable[[Row], str] | None = None
    chips: Mapping[str, Chip] = field(default_factory=dict)
    sort: Callable[[Row], SortKey] | None = None
    """What to sort by where the value itself will not do (a document number sorts by its natural key)."""
    tone: Callable[[Row], str | None] | None = None
    """A token for the text of this cell (``bad`` for a date that is past due)."""
    rank: int = 0
    """Columns of the highest rank leave first where the table is too narrow; 0 always stays."""

    def shown(self, row: Row, words: Words) -> str:
        """The cell as a person reads it."""
        return show(self.kind, self.value(row), words, self.currency(row) if self.currency else "", self.chips)

    def sort_key(self, row: Row) -> SortKey:
        """The cell as it sorts; nothing comes before everything."""
        value = self.sort(row) if self.sort else self.value(row)
        if value is None:
            return (0, 0)
        return (1, text_key(value) if isinstance(value, str) and not self.sort else value)

    def found_in(self, row: Row) -> str:
        """The cell as it is searched: texts and plain amounts (``43441.20``)."""
        value = self.value(row)
        if self.kind is Kind.TEXT:
            return str(value or "")
        if self.kind is Kind.MONEY and value:
            return f"{abs(value) // 100}.{abs(value) % 100:02d}"
        if self.kind is Kind.DATE and value:
            return f"{value.day:02d}.{value.month:02d}.{value.year} {value.isoformat()}"
        return ""


def show(kind: Kind, value: Any, words: Words, currency: str, chips: Mapping[str, Chip]) -> str:
    """A value of ``kind`` as a person reads it; nothing is a dash."""
    if value is None or (not value and kind in {Kind.TEXT, Kind.MONEY, Kind.NUMBER}):
        return NOTHING
    if kind is Kind.MONEY:
        return words.money(value, currency) if currency else words.amount(value)
    if kind is Kind.DATE:
        return words.date(value)
    if kind is Kind.NUMBER:
        return words.number(value)
    if kind is Kind.PERCENT:
        return words.percent(value)
    if kind is Kind.EXCHANGE_RATE:
        return words.exchange_rate(value)
    if kind is Kind.CHIP:
        return words.text(chips[value].text) if value in chips else str(value)
    return str(value)


def haystacks(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> list[str]:
    """One text per row that holds everything it can be found by; pure, so that a lane can prepare it."""
    return ["\n".join([column.found_in(row) for column in columns]).casefold() for row in rows]


def needles(search: str) -> tuple[str, ...]:
    """The words of a search; a row is found when it holds all of them."""
    return tuple(search.casefold().split())
