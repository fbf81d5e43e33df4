"""What the wizard's first step finds in history, and what each change brings: ``motivation.draft.work_history``."""

from __future__ import annotations

from collections.abc import Mapping

from app.calc.remarks import Remark
from app.i18n.words import Words, mark
from app.wording.remarks import Naming, filled

_FOUND: Mapping[str, str] = {
    "work_unheld": mark(
        "Nobody held «{function}» for receipts of {net} (orders: {count}; the largest: contract {contract})."
    ),
    "work_held_twice": mark(
        "Several people held «{function}» at once for receipts of {net} (orders: {count}; the largest: contract "
        "{contract})."
    ),
    "reminded_by_other": mark("{person} reminded of money that somebody else is there to collect: {count} times."),
    "machine_reminders": mark("Reminders were made by hand: {count}."),
    "machine_matching": mark("Payments were entered and matched: {count}."),
}
_CHANGES: Mapping[str, str] = {
    "name_holders": mark("With somebody on every order there is a person to answer for it, and a rule can pay for it."),
    "one_holder": mark("With one person on each order it is clear who answers for it, and the pay is not split."),
    "name_who_reminds": mark("Enter on these orders who really collects: then the pay goes to whoever does the work."),
    "automate_reminders": mark("Reminders that go out by themselves would leave that time for other work."),
    "automate_matching": mark("Bank statements that are imported and matched would spare the typing."),
}
_COSTED = mark("Collecting takes time that costs {cost} a year: a part of it would be spared.")
CODES, CHANGES = frozenset(_FOUND), frozenset(_CHANGES)
"""Codes that have a sentence."""


def work_sentence(words: Words, found: Remark, naming: Naming) -> str:
    """What is odd in who does what."""
    return filled(words, _FOUND[found.code], found, naming)


def change_sentence(words: Words, found: Remark, naming: Naming) -> str:
    """What it would change to mend that."""
    said = words.text(_CHANGES[found.mend])
    if dict(found.values).get("cost_minor"):
        return f"{said} {filled(words, _COSTED, found, naming)}"
    return said
