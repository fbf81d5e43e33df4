"""What the reconciliations of a month compare, and what is worth a look before it is approved."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import Words, mark
from app.wording.terms import term

CHECKS: Mapping[str, str] = {
    "lines_sum_to_bonus": mark("The lines of the month add up to the bonus"),
}
"""Codes of CheckLine."""

NOTES: Mapping[str, str] = {
    "no_holder": mark("Nobody holds the function, so nobody was paid"),
}
"""Codes of the notes that are no figures."""


def check_name(words: Words, code: str) -> str:
    """What a reconciliation compares."""
    return term(words, CHECKS, code)


def note_sentence(words: Words, code: str) -> str:
    """What is worth a look; what it is about stands beside it."""
    return term(words, NOTES, code)
