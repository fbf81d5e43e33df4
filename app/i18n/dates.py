"""A day that somebody typed: in the order of the three languages, day first, or as ISO has it."""

from __future__ import annotations

import re
from datetime import date

from app.i18n.typed import TypedError

_ISO = re.compile(r"(?P<year>\d{4})[-./ ](?P<month>\d{1,2})[-./ ](?P<day>\d{1,2})")
_LOCAL = re.compile(r"(?P<day>\d{1,2})[-./, ](?P<month>\d{1,2})(?:[-./, ](?P<year>\d{4}|\d{2}))?[.]?")
_CENTURY = 2000
_SHORT_YEAR = 100


class DayError(TypedError):
    """A text that names no day."""


def parse_day(text: str, today: date) -> date:
    """``31.01.2026``, ``31/1/26``, ``31.1`` (of ``today``'s year), ``2026-01-31``.

    Raises DayError: ``day_missing``, ``day_unreadable``, ``day_not_there`` (the 31st of February).
    """
    typed = " ".join(text.split())
    if not typed:
        raise DayError("day_missing", text)
    match = _ISO.fullmatch(typed) or _LOCAL.fullmatch(typed)
    if match is None:
        raise DayError("day_unreadable", text.strip())
    year = int(match["year"] or today.year)
    try:
        return date(year if year >= _SHORT_YEAR else _CENTURY + year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise DayError("day_not_there", text.strip()) from None
