"""Dates in words."""

from __future__ import annotations

from datetime import date

import pytest

from app.i18n.words import Words
from app.wording.dates import date_in_words


@pytest.mark.parametrize(
    ("day", "en", "uk", "ru"),
    [
        (date(2026, 10, 14), "14 October 2026", "14 жовтня 2026 р.", "14 октября 2026 г."),
        (date(2026, 1, 1), "1 January 2026", "1 січня 2026 р.", "1 января 2026 г."),
        (date(2024, 2, 29), "29 February 2024", "29 лютого 2024 р.", "29 февраля 2024 г."),
        (date(2026, 11, 30), "30 November 2026", "30 листопада 2026 р.", "30 ноября 2026 г."),
    ],
)
def test_the_month_stands_in_words(day: date, en: str, uk: str, ru: str) -> None:
    said = [date_in_words(Words.of(language), day).replace("\u00a0", " ") for language in ("en", "uk", "ru")]
    assert said == [en, uk, ru]
