"""How versions are called, how schemes stand, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.i18n.words import Words, mark
from ui.motivation.books import Reading, SchemeCard, Standing

_STANDINGS: Mapping[Standing, tuple[str, str]] = {
    Standing.IN_FORCE: (mark("In force since {day}"), "good"),
    Standing.FUTURE: (mark("Begins on {day}"), "info"),
    Standing.ENDED: (mark("Ended on {day}"), "plain"),
}
"""The words of a state and its tone."""


def reading_name(words: Words, reading: Reading, family: str = "") -> str:
    """A version by its number and day; with its scheme where that is not ``family``."""
    since, number = words.date(reading.version.valid_from), words.number(reading.version.number)
    if reading.family == family and reading.is_draft:
        text = words.text("Draft, from {day}")
    elif reading.family == family:
        text = words.text("Version {n}, from {day}")
    elif reading.is_draft:
        text = words.text("Draft «{name}», from {day}")
    else:
        text = words.text("«{name}», version {n} from {day}")
    return text.format(name=reading.name, n=number, day=since)


def short_name(words: Words, reading: Reading, beside: Reading) -> str:
    """A version as it is called beside another one: by its number in one scheme, else by its scheme."""
    if reading.family != beside.family:
        return f"«{reading.name}»"
    if reading.is_draft:
        return words.text("The draft")
    return words.text("Version {n}").format(n=words.number(reading.version.number))


def version_name(words: Words, reading: Reading, card: SchemeCard, today: date) -> str:
    """A version among the others of its scheme."""
    version = reading.version
    text = words.text("Version {n}, from {day}")
    if version == card.current(today) and version.valid_from <= today:
        text = words.text("Version {n}, in force since {day}")
    elif version.valid_from > today:
        text = words.text("Version {n}, begins on {day}")
    return text.format(n=words.number(version.number), day=words.date(version.valid_from))


def standing_name(words: Words, card: SchemeCard, today: date) -> tuple[str, str]:
    """How a scheme stands, and the tone of it."""
    standing, day = card.standing(today)
    text, tone = _STANDINGS[standing]
    return words.text(text).format(day=words.date(day)), tone
