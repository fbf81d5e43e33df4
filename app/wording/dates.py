"""Dates as documents write them: «14 жовтня 2026 р.», «14 октября 2026 г.», ``14 October 2026``."""

from __future__ import annotations

from datetime import date

from app.i18n.numbers import NBSP
from app.i18n.words import Words

_OF_MONTHS = {
    "uk": (
        "січня", "лютого", "березня", "квітня", "травня", "червня",
        "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
}  # fmt: skip
_YEAR = {"uk": f"{NBSP}р.", "ru": f"{NBSP}г.", "en": ""}


def date_in_words(words: Words, day: date) -> str:
    """The day with its month in words."""
    months = _OF_MONTHS.get(words.language)
    month = months[day.month - 1] if months else words.month_name(day.month)
    return NBSP.join((str(day.day), month, str(day.year))) + _YEAR[words.language]
