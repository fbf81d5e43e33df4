"""Columns of a table, declared as data: what stands in them, how it is written, sorted and searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from app.i18n.alphabet import text_key
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
    spare: bool = False
    """Not shown until the user chooses it."""

    def shown(self, row: Row, words: Words) -> str:
        """The cell as a person reads it."""
        return show(self.kind, self.value(row), words, self.currency(row) if self.currency else "", self.chips)

    def sort_keys(self, rows: Iterable[Row]) -> list[SortKey]:
        """What each row sorts by; None for nothing. States sort as they are declared: in the order of their life."""
        if self.sort is not None:
            return [self.sort(row) for row in rows]
        values = map(self.value, rows)
        if self.kind is Kind.TEXT:
            return [_KEYS[value] if value is not None else None for value in values]
        if self.kind is Kind.CHIP:
            places = {code: at for at, code in enumerate(self.chips)}
            return [places.get(value, len(places)) for value in values]
        if self.kind is Kind.DATE:
            return [value.toordinal() if value is not None else None for value in values]
        return list(values)

    def found_in(self, rows: Iterable[Row]) -> list[str] | None:
        """The cells as they are searched: texts, days and plain amounts (``43441.20``); None: nothing is found here."""
        values = map(self.value, rows)
        if self.kind is Kind.TEXT:
            return [value or "" for value in values]
        if self.kind is Kind.MONEY:
            return [f"{abs(value) // 100}.{abs(value) % 100:02d}" if value else "" for value in values]
        if self.kind is Kind.DATE:
            return [_DAYS[value] if value else "" for value in values]
        return None

    def cell(self, row: Row, words: Words) -> Any:
        """The cell for other programs: states as people read them, everything else as the value that it is."""
        value = self.value(row)
        return show(self.kind, value, words, "", self.chips) if self.kind is Kind.CHIP else value


class _Keys(dict[str, str]):  # ruff: ignore[subclass-builtin] (a plain dict is what makes it quick)
    """The keys of texts, each made once: a hundred thousand contracts share a few hundred clients."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        key = self[text] = text_key(text)
        return key


class _Days(dict[date, str]):  # ruff: ignore[subclass-builtin] (as above)
    """Days as they are searched, in both writings."""

    def __missing__(self, day: date) -> str:
        text = self[day] = f"{day.day:02d}.{day.month:02d}.{day.year} {day.isoformat()}"
        return text


_MOST_KEPT = 250_000
_KEYS, _DAYS = _Keys(), _Days()


def show(kind: Kind, value: Any, words: Words, currency: str, chips: Mapping[str, Chip]) -> str:
    """A value of ``kind`` as a person reads it; nothing is a dash."""
    if value is None or (not value and kind in {Kind.TEXT, Kind.MONEY, Kind.NUMBER}):
        return NOTHING
    if kind is Kind.MONEY and currency:
        return words.money(value, currency)
    if kind is Kind.CHIP:
        return words.text(chips[value].text) if value in chips else str(value)
    return written(kind, value, words)


def written(kind: Kind, value: Any, words: Words) -> str:
    """A value of ``kind`` in the reader's writing, without the sign of a currency."""
    if kind is Kind.MONEY:
        return words.amount(value)
    if kind is Kind.DATE:
        return words.date(value)
    if kind is Kind.NUMBER:
        return words.number(value)
    if kind is Kind.PERCENT:
        return words.percent(value)
    if kind is Kind.EXCHANGE_RATE:
        return words.exchange_rate(value)
    return str(value)


def haystacks(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> list[str]:
    """One text per row that holds everything it can be found by; pure, so that a lane can prepare it."""
    searched = [cells for column in columns if (cells := column.found_in(rows)) is not None]
    return ["\n".join(cells).casefold() for cells in zip(*searched, strict=True)] if searched else [""] * len(rows)


def needles(search: str) -> tuple[str, ...]:
    """The words of a search; a row is found when it holds all of them."""
    return tuple(search.casefold().split())
