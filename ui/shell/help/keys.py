"""The keys of the program, as Help lists them. Those of the menus are taken from the menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.i18n.words import Words, mark
from ui.shell.header import FILE_DEEDS


class Key(NamedTuple):
    """What is pressed, and what it does (marked)."""

    keys: str
    does: str
    heard: bool = True
    """Whether it is a shortcut of the window; else the widget that has the focus hears it."""


SPACE = mark("Space")
_OF_MENUS = tuple(Key(keys, title) for _wish, title, keys in FILE_DEEDS if keys)

GROUPS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    (
        mark("Everywhere"),
        (
            Key("Ctrl+K", mark("Find anything: a page, an action, a client, a contract, an invoice, a person")),
            Key("Ctrl+1", mark("The first page of the rail; Ctrl+2 the second, and so on to Ctrl+9")),
            Key("Ctrl+F", mark("Search on the page")),
            Key("F5", mark("Read the page anew")),
            *_OF_MENUS,
            Key("Tab", mark("On to the next field or button; Shift+Tab goes back"), heard=False),
        ),
    ),
    (
        mark("In tables"),
        (
            Key("Ctrl+N", mark("Add a new one: a client, a contract, an invoice, a payment, a person")),
            Key("F2", mark("Change what is selected; Enter does the same")),
            Key("Ctrl+P", mark("Print what is selected: the invoice, an act, the client's reconciliation")),
            Key("Ctrl+T", mark("On the page of clients: the timeline of the selected one; Esc leads back to the list")),
            Key("Ctrl+Z", mark("Take back what was done last on this page")),
            Key("Ctrl+C", mark("Copy the selected rows"), heard=False),
            Key("Home", mark("To the first row; End to the last"), heard=False),
            Key("R", mark("On the overdue board: note a reminder"), heard=False),
            Key(
                "Shift+Tab", mark("From the rows to the heads of the columns: ← → choose one, Space sorts"), heard=False
            ),
            Key("Alt+↓", mark("On the head of a column: its menu"), heard=False),
        ),
    ),
    (
        mark("In forms"),
        (
            Key("Ctrl+S", mark("Save")),
            Key("Ctrl+Enter", mark("Save, in the form that creates a firm")),
            Key("Esc", mark("Close the form; what is not saved is asked about"), heard=False),
            Key("Alt+↓", mark("In a date: open the calendar; ↑ ↓ a day on or back"), heard=False),
            Key("↓", mark("In a list of names: open it; typing narrows it, Enter takes a name"), heard=False),
        ),
    ),
    (
        mark("In the calendar of the settings"),
        (
            Key(SPACE, mark("Make the day a day off, or a working day again"), heard=False),
            Key("PgDn", mark("A month on; PgUp a month back"), heard=False),
        ),
    ),
    (
        mark("In Help"),
        (
            Key("Alt+←", mark("Back to the topic before")),
            Key("Alt+→", mark("On to the topic after it")),
            Key("Esc", mark("Close Help")),
        ),
    ),
)
"""The keys under their marked headlines."""
KNOWN = frozenset(key.keys for _headline, keys in GROUPS for key in keys) | {
    "Enter", "End", "Ctrl+9", "Shift+Tab", "PgUp", "Shift", "Ctrl", "←", "→", "↑",
}  # fmt: skip
"""What a text of Help may call a key."""


def keys_text(words: Words) -> str:
    """All groups as Markdown: a headline and a table each."""
    return "\n\n".join(f"## {words.text(title)}\n\n{_table(words, keys)}" for title, keys in GROUPS)


def _table(words: Words, keys: Sequence[Key]) -> str:
    head = f"| {words.text('What to press')} | {words.text('What it does')} |\n| --- | --- |"
    return "\n".join((head, *(f"| **{words.text(key.keys)}** | {words.text(key.does)} |" for key in keys)))
