"""The topics of Help: where their texts lie, in which order they are listed, and how their names are filled in.

A text is Markdown, ``resources/help/LANGUAGE/TOPIC.md``; its first line is its title. Beside what Markdown knows,

- ``{New payment}`` is the name of a button, field, page or state, as the program's own text (the msgid): it is shown as
  the program says it in the language of the window, so that Help cannot call it otherwise;
- keys are written as they are called in ``keys``: Ctrl+S, Esc, PgUp;
- ``[](help:payments)`` is a link to a topic and takes its title; ``[{Payments}](page:payments)`` opens a page,
  ``page:invoices/overdue`` a part of it;
- a line ``{{keys}}`` becomes the tables of keys, and other double braces are braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.i18n.words import Words, mark
from app.kernel.ids import name_key
from app.paths import resource
from ui.shell.help.desk import BACKUPS, FIRST, OWN_SIGN_IN
from ui.shell.help.keys import keys_text

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("To begin with"), (FIRST, "month", "keyboard", "tables-forms")),
    (
        mark("Page by page"),
        (
            "home", "clients", "contracts", "invoices", "invoices-overdue", "payments", "staff", "schemes",
            "payroll", "settings-firm", "settings-vat", "settings-numbering", "settings-rates", "settings-calendar",
            "admin-users", OWN_SIGN_IN, "admin-encryption", BACKUPS, "admin-import", "admin-journal",
        ),
    ),
    (
        mark("How it is meant"),
        ("functions", "payments-advances", "bonus-line", "true-ups", "protection", "one-file"),
    ),
)  # fmt: skip
"""The topics under their marked headlines, in the order of the list."""
KEYS: tuple[str, ...] = tuple(key for _headline, keys in GROUPS for key in keys)

NAME = re.compile(r"(?<!\{)\{([^{}\n]+)\}(?!\})")
LINK = re.compile(r"\[([^\]]*)\]\((help|page):([a-z0-9/-]+)\)")
_TITLE = "# "
_KEYS_LINE = "{{keys}}"
_DOTS = " …"
"""With which a name ends that leads to a question: in a sentence they would be read as its end."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic in one language: its title, its text as Markdown that is filled in, and what of it is searched."""

    key: str
    title: str
    text: str
    folded: str

    def rank(self, typed: str) -> int | None:
        """How many of the words that were typed its title lacks; None where it lacks one altogether."""
        title, looked_for = name_key(self.title), name_key(typed).split()
        if any(word not in self.folded for word in looked_for):
            return None
        return sum(1 for word in looked_for if word not in title)


def topic_of(page: str, part: str = "") -> str:
    """The topic of a page, or of the part of it that is in front."""
    of_part = f"{page}-{part}"
    return of_part if of_part in KEYS else page if page in KEYS else FIRST


def raw_text(language: str, key: str) -> str:
    """A text as it lies in its file."""
    return resource("help", language, f"{key}.md").read_text(encoding="utf-8")


@cache
def topics(language: str) -> Mapping[str, Topic]:
    """Every topic of a language, by key, in the order of the list."""
    words = Words.of(language)
    raw = {key: raw_text(language, key) for key in KEYS}
    titles = {key: text.partition("\n")[0].removeprefix(_TITLE) for key, text in raw.items()}
    filled = {key: _filled(text, words, titles) for key, text in raw.items()}
    return {key: Topic(key, titles[key], text, name_key(LINK.sub(r"\1", text))) for key, text in filled.items()}


def only_to(text: str, places: frozenset[str]) -> str:
    """The text without the links to pages that are not among ``places``: their names stay."""

    def link(found: re.Match[str]) -> str:
        return found[1] if found[2] == "page" and found[3] not in places else found[0]

    return LINK.sub(link, text)


def _filled(text: str, words: Words, titles: Mapping[str, str]) -> str:
    def link(found: re.Match[str]) -> str:
        return f"[{found[1] or titles[found[3]]}]({found[2]}:{found[3]})"

    filled = LINK.sub(link, text.replace(_KEYS_LINE, keys_text(words)))
    named = NAME.sub(lambda found: f"**{words.text(found[1]).rstrip(_DOTS)}**", filled)
    return named.replace("{{", "{").replace("}}", "}")
