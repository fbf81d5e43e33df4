"""Whole numbers to text and back in the three languages: amounts, rates, exchange rates. No float anywhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.i18n.typed import TypedError
from app.kernel.money import AMOUNT_LIMIT_MINOR

NBSP = "\u00a0"
MINUS = "\u2212"
MONEY_PLACES = 2
PERCENT_PLACES = 4
"""A rate in millionths is a percentage with four decimals."""
RATE_PLACES = 6

_MINUSES = "-\u2212\u2013\u2012\ufe63\uff0d"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'\u2019]")
_SHAPE = re.compile(r"[0-9]+(?:[ .,][0-9]+)*")
_DECORATION = re.compile(r"(?i)грн\.?|руб\.?|zł|kč|[₴$€£₽₸₾%]|\b[a-z]{3}\b")
_GROUP_DIGITS = 3
_LONGEST_TEXT = 64


class NumberStyle(NamedTuple):
    """How a language writes numbers: what parts thousands, and what parts the decimals."""

    group: str
    point: str


STYLES = {"en": NumberStyle(",", "."), "uk": NumberStyle(NBSP, ","), "ru": NumberStyle(NBSP, ",")}


class NumberError(TypedError):
    """A text that is no number the program can take."""


def format_units(value: int, places: int, language: str, *, least_places: int | None = None) -> str:
    """``value`` / 10^``places`` as text; zeros at the end go until ``least_places`` remain (default: all stay)."""
    group, point = STYLES[language]
    whole, rest = divmod(abs(value), 10**places)
    text = f"{whole:,}".replace(",", group)
    if places:
        decimals = f"{rest:0{places}d}"
        if least_places is not None:
            decimals = decimals[:least_places] + decimals[least_places:].rstrip("0")
        if decimals:
            text += point + decimals
    return MINUS + text if value < 0 else text


def format_minor(amount_minor: int, language: str) -> str:
    """An amount in minor units as ``1,234.56`` / ``1 234,56``."""
    return format_units(amount_minor, MONEY_PLACES, language)


def format_percent(rate_ppm: int, language: str) -> str:
    """A rate in millionths as ``2.5 %``, without useless zeros."""
    return f"{format_units(rate_ppm, PERCENT_PLACES, language, least_places=0)}{NBSP}%"


def parse_units(text: str, places: int, language: str) -> int:
    """What somebody typed, times 10^``places``.

    Takes the writing of every language: ``1 234,56``, ``1,234.56``, ``1234.56``, any kind of minus and space, with or
    without the sign of a currency. Raises NumberError: ``amount_empty``, ``amount_not_a_number``,
    ``amount_too_precise``, ``amount_ambiguous`` (``1.234`` where a point parts no thousands), ``amount_too_large``.
    """
    negative, body = _cleaned(text)
    whole, decimals = _parted(body, language, text)
    if len(decimals.rstrip("0")) > places:
        raise NumberError("amount_too_precise", text)
    value = int(whole + decimals[:places].ljust(places, "0"))
    if value >= AMOUNT_LIMIT_MINOR:
        raise NumberError("amount_too_large", text)
    return -value if negative else value


def parse_minor(text: str, language: str) -> int:
    """Minor units of an amount that somebody typed. Raises NumberError (see ``parse_units``)."""
    return parse_units(text, MONEY_PLACES, language)


def parse_percent(text: str, language: str) -> int:
    """Millionths of a percentage that somebody typed, ``%`` or not.

    Raises NumberError as ``parse_units``, with ``percent_not_a_number`` for what is none.
    """
    try:
        return parse_units(text, PERCENT_PLACES, language)
    except NumberError as wrong:
        if wrong.code == "amount_not_a_number":
            raise NumberError("percent_not_a_number", wrong.text) from wrong
        raise


def _cleaned(text: str) -> tuple[bool, str]:
    """Whether it is negative, and the digits with single spaces, commas and points between them."""
    if len(text) > _LONGEST_TEXT:
        raise NumberError("amount_not_a_number", text[:_LONGEST_TEXT])
    body = _SPACES.sub(" ", _DECORATION.sub(" ", text)).strip()
    if not body:
        raise NumberError("amount_empty" if not text.strip() else "amount_not_a_number", text)
    negative = body[0] in _MINUSES
    if negative or body[0] == "+":
        body = body[1:].strip()
    body = " ".join(body.split())
    if not _SHAPE.fullmatch(body):
        raise NumberError("amount_not_a_number", text)
    return negative, body


def _parted(body: str, language: str, text: str) -> tuple[str, str]:
    """The whole digits and the decimal digits of ``body``."""
    point = _decimal_separator(body, language, text)
    whole, _, decimals = body.rpartition(point) if point else (body, "", "")
    groups = re.split(r"[ .,]", whole)
    separators = set(re.findall(r"[ .,]", whole))
    wrong_groups = len(groups) > 1 and (
        len(separators) != 1
        or not 1 <= len(groups[0]) <= _GROUP_DIGITS
        or any(len(g) != _GROUP_DIGITS for g in groups[1:])
    )
    if wrong_groups:
        raise NumberError("amount_not_a_number", text)
    return "".join(groups), decimals


def _decimal_separator(body: str, language: str, text: str) -> str:
    """The character that parts the decimals, or nothing."""
    marks = re.findall(r"[.,]", body)
    if not marks:
        return ""
    last = str(marks[-1])
    if len(marks) > 1:
        return last if marks.count(last) == 1 else ""
    head, _, tail = body.partition(last)
    could_be_group = len(tail) == _GROUP_DIGITS and 1 <= len(head) <= _GROUP_DIGITS and head[0] != "0"
    if not could_be_group or last == STYLES[language].point:
        return last
    if last == STYLES[language].group:
        return ""
    raise NumberError("amount_ambiguous", text)
