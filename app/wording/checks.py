"""What the reconciliations of a month compare, and what is worth a look before it is approved."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import Words, mark
from app.wording.terms import term

CHECKS: Mapping[str, str] = {
    "adjustments_are_lines": mark("Manual adjustments are the sum of their lines"),
    "balance_carried": mark("Opening balances and all months add up to what was paid and is carried on"),
    "bonus_is_lines": mark("Bonuses are the sum of their lines"),
    "gross_is_columns": mark("Gross pay is the sum of the columns"),
    "sheet_is_lines": mark("The whole sheet is the sum of all lines"),
    "true_ups_are_lines": mark("True-ups are the sum of their lines"),
}
"""Codes of CheckLine."""

NOTES: Mapping[str, str] = {
    "nobody_holds_accepting": mark("Nobody is named for getting work accepted: nobody was paid for it"),
    "nobody_holds_collecting": mark("Nobody is named for collecting the money: nobody was paid for it"),
    "nobody_holds_delivering": mark("Nobody is named for running the project: nobody was paid for it"),
    "nobody_holds_finding": mark("Nobody is named for finding the client: nobody was paid for it"),
    "nobody_holds_invoicing": mark("Nobody is named for invoicing: nobody was paid for it"),
    "nobody_holds_selling": mark("Nobody is named for selling: nobody was paid for it"),
    "nobody_holds_upselling": mark("Nobody is named for upselling: nobody was paid for it"),
    "no_quota": mark("A table goes by the person's quota, and there is none on that day: its first rate was paid"),
    "no_scheme": mark("The person did the work and has no motivation scheme on that day: nothing was paid"),
    "reversal_of_history": mark("Takes back something from before the books: decide on a manual adjustment"),
    "unassigned_leaver": mark("The person has left, and nobody holds the client since: the share stays with the firm"),
    "two_assignments": mark("Two schemes pay the person at once"),
}
"""Codes of the notes that are no figures."""


def check_name(words: Words, code: str) -> str:
    """What a reconciliation compares."""
    return term(words, CHECKS, code)


def note_sentence(words: Words, code: str) -> str:
    """What is worth a look; what it is about stands beside it."""
    return term(words, NOTES, code)
