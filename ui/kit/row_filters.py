"""Filters on one column: what they take, and how they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.i18n.words import Words
from ui.kit.columns import Column, Row, written


@dataclass(frozen=True, slots=True)
class Holds:
    """Texts that hold ``text`` anywhere, whatever the case."""

    text: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """States, by their codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """From ``low`` to ``high``, both included; None: open there. Minor units, whole numbers, ppm or days."""

    low: int | date | None = None
    high: int | date | None = None


Filter = Holds | OneOf | Between


def taking(column: Column[Row], wanted: Filter) -> Callable[[Row], bool]:
    """Whether a row is taken, as a function of the row alone."""
    value = column.value
    if isinstance(wanted, Holds):
        needle = wanted.text.casefold()
        return lambda row: needle in (value(row) or "").casefold()
    if isinstance(wanted, OneOf):
        codes = frozenset(wanted.codes)
        return lambda row: value(row) in codes
    return _between(value, wanted.low, wanted.high)


def _between(value: Callable[[Row], Any], low: Any, high: Any) -> Callable[[Row], bool]:
    def within(row: Row) -> bool:
        found = value(row)
        return found is not None and (low is None or found >= low) and (high is None or found <= high)

    return within


def told(words: Words, column: Column[Row], wanted: Filter) -> str:
    """A filter in one line, with the name of its column."""
    title = words.text(column.title)
    if isinstance(wanted, Holds):
        return words.text("{column} holds «{text}»").format(column=title, text=wanted.text)
    if isinstance(wanted, OneOf):
        states = ", ".join(words.text(column.chips[code].text) for code in wanted.codes if code in column.chips)
        return f"{title}: {states}"
    low, high = ("" if bound is None else written(column.kind, bound, words) for bound in (wanted.low, wanted.high))
    if low and high:
        return words.text("{column}: {low} to {high}").format(column=title, low=low, high=high)
    if low:
        return words.text("{column}: from {low}").format(column=title, low=low)
    return words.text("{column}: up to {high}").format(column=title, high=high)
