"""A table of a TOML file, read key by key with its path: every mistake becomes a finding, and none is an exception.

Asking for a value that is missing or wrong leaves a finding and gives a harmless stand-in, so that reading goes on and
all mistakes of a file are named at once. The stand-ins never leave the reader: whoever reads checks the findings first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar, cast

from app.kernel.errors import Finding, Plain
from app.kernel.money import AMOUNT_LIMIT_MINOR, PPM

Choice = TypeVar("Choice", bound=StrEnum)

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
_SHOWN = 60
_FINEST = -30
"""No power of ten below this is looked at: 1e-999999999 would be a billion digits."""


def load(text: str) -> tuple[Mapping[str, object], tuple[Finding, ...]]:
    """The tables of a TOML text, numbers exact. A syntax error is one finding ``toml_syntax`` with line and column."""
    try:
        return tomllib.loads(text, parse_float=_decimal), ()
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        return {}, (_syntax_finding(str(error), text),)


def _decimal(number: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:
        raise ValueError(f"{number[:_SHOWN]} is beyond every number") from None


def _syntax_finding(message: str, text: str) -> Finding:
    found = _AT.search(message)
    lines = text.splitlines()
    line, column = (int(found[1]), int(found[2])) if found else (max(1, len(lines)), len(lines[-1]) + 1 if lines else 1)
    detail = message.partition(" (at ")[0]
    return Finding("toml_syntax", f"{line}:{column}", {"line": line, "column": column, "detail": detail})


class Table:
    """One table with its path in the file. ``known`` are the keys it may have; every other key is a finding."""

    def __init__(
        self, content: Mapping[str, object], path: str, findings: list[Finding], known: tuple[str, ...]
    ) -> None:
        """Report the unknown keys at once, each with the known key nearest to it."""
        self.path = path
        self.findings = findings
        self._content = content
        for key in content:
            if key not in known:
                nearest = get_close_matches(key, known, n=1)
                self.report("key_unknown", key, key=key, nearest=nearest[0] if nearest else "")

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def place(self, key: str = "") -> str:
        """The path of ``key`` in the file."""
        if not key or not self.path:
            return key or self.path
        return self.path + key if key.startswith("[") else f"{self.path}.{key}"

    def report(self, code: str, at: str = "", /, **values: Plain) -> None:
        """Leave a finding at the key ``at`` of this table."""
        self.findings.append(Finding(code, self.place(at), values))

    def text(self, key: str, stand_in: str = "") -> str:
        """A text that must be there and not be blank."""
        value = self._content.get(key)
        if value is None:
            self.report("key_missing", key, key=key)
        elif not isinstance(value, str):
            self._wrong(key, "text", value)
        elif not value.strip():
            self.report("text_empty", key)
        else:
            return value.strip()
        return stand_in

    def keys(self) -> tuple[str, ...]:
        """The keys that are there, in the order of the file."""
        return tuple(self._content)

    def given(self, key: str) -> object:
        """The value as TOML gives it, or None."""
        return self._content.get(key)

    def optional_text(self, key: str, default: str = "") -> str:
        """A text that may be left out, and may be empty."""
        value = self._content.get(key, default)
        if isinstance(value, str):
            return value
        self._wrong(key, "text", value)
        return default

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, or one text alone; ``default`` when it is not there."""
        value = self._content.get(key)
        if value is None:
            return default
        items = cast("list[object]", value) if isinstance(value, list) else [value]
        if items and all(isinstance(item, str) for item in items):
            return tuple(str(item) for item in items)
        self._wrong(key, "texts", value)
        return default

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """One of the words of ``kind``; without a default it must be there."""
        stand_in = default or next(iter(kind))
        if key not in self._content:
            if default is None:
                self.report("key_missing", key, key=key)
            return stand_in
        return self._word(key, self._content[key], kind) or stand_in

    def choices(self, key: str, kind: type[Choice]) -> frozenset[Choice]:
        """A list of different words of ``kind``."""
        words = [self._word(f"{key}[{index}]", item, kind) for index, item in enumerate(self._list(key))]
        return frozenset(word for word in words if word is not None)

    def _word(self, key: str, value: object, kind: type[Choice]) -> Choice | None:
        words = [item.value for item in kind]
        if isinstance(value, str) and value in words:
            return kind(value)
        nearest = get_close_matches(value, words, n=1) if isinstance(value, str) else []
        self.report(
            "word_unknown", key, found=_shown(value), allowed=", ".join(words), nearest=nearest[0] if nearest else ""
        )
        return None

    def whole(self, key: str, default: int | None = None, *, low: int = 0, high: int = 1_000_000) -> int | None:
        """A whole number in low…high; ``default`` when it is not there."""
        value = self._content.get(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(key, "whole", value)
        elif value < low or value > high:
            self.report("number_range", key, found=_shown(value), low=low, high=high)
        else:
            return value
        return default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false; ``default`` when it is not there."""
        value = self._content.get(key, default)
        if isinstance(value, bool):
            return value
        self._wrong(key, "flag", value)
        return default

    def day(self, key: str, stand_in: date) -> date:
        """A date that must be there, written 2024-01-31."""
        value = self._content.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is None:
            self.report("key_missing", key, key=key)
        else:
            self._wrong(key, "date", value)
        return stand_in

    def percent(self, key: str) -> int:
        """A percentage that must be there, in whole ppm: at most four decimals."""
        return self._scaled(key, self._content.get(key), PPM // 100, "percent_fine")

    def percents(self, key: str) -> tuple[int, ...]:
        """A list of percentages in ppm."""
        return tuple(
            self._scaled(f"{key}[{index}]", item, PPM // 100, "percent_fine")
            for index, item in enumerate(self._list(key))
        )

    def amount(self, key: str) -> int:
        """An amount that must be there, in whole minor units: at most two decimals."""
        return self._scaled(key, self._content.get(key), 100, "amount_fine")

    def _scaled(self, key: str, value: object, scale: int, too_fine: str) -> int:
        if value is None:
            self.report("key_missing", key, key=key)
            return 0
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            self._wrong(key, "number", value)
            return 0
        number = Decimal(value)
        limit = AMOUNT_LIMIT_MINOR // scale
        if number.copy_abs() >= limit:
            self.report("number_range", key, found=_shown(value), low=-limit, high=limit)
            return 0
        if number and number.adjusted() < _FINEST:
            self.report(too_fine, key, found=_shown(value))
            return 0
        numerator, denominator = number.as_integer_ratio()
        whole, rest = divmod(numerator * scale, denominator)
        if rest:
            self.report(too_fine, key, found=_shown(value))
        return whole

    def table(self, key: str, known: tuple[str, ...]) -> Table | None:
        """The table at ``key``; None when it is not there or is no table."""
        if key not in self._content:
            return None
        return self._as_table(key, self._content[key], known)

    def tables(self, key: str, known: tuple[str, ...]) -> tuple[Table, ...]:
        """The list of tables at ``key``."""
        tables = [self._as_table(f"{key}[{index}]", item, known) for index, item in enumerate(self._list(key))]
        return tuple(table for table in tables if table is not None)

    def _as_table(self, key: str, value: object, known: tuple[str, ...]) -> Table | None:
        if isinstance(value, dict):
            return Table(cast("dict[str, object]", value), self.place(key), self.findings, known)
        self._wrong(key, "table", value)
        return None

    def _list(self, key: str) -> list[object]:
        value = self._content.get(key)
        if value is None:
            self.report("key_missing", key, key=key)
        elif not isinstance(value, list):
            self._wrong(key, "list", value)
        elif not value:
            self.report("list_empty", key)
        else:
            return cast("list[object]", value)
        return []

    def _wrong(self, key: str, expected: str, value: object) -> None:
        self.report("value_type", key, expected=expected, found=_shown(value))


def _shown(value: object) -> str:
    """The value as the file's author would know it again, cut short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    try:
        text = str(value)
    except ValueError:  # more digits than Python converts
        return "…"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
