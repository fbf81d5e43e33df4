"""What Ctrl+K offers beside the books: pages, the page's own button, the menus of the head, languages, Help."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from app.i18n.words import LANGUAGE_NAMES
from ui.runtime.intents import OpenPage
from ui.shell.help.topics import topics
from ui.shell.pages import PageEntry, entries_for, parts_of
from ui.shell.palette import Deed

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

_FILE_ICONS = {
    "open": "folder-open",
    "restore": "archive-restore",
    "lock": "lock",
    "close": "x",
    "help": "circle-help",
    "help/keyboard": "circle-help",
    "help/protection": "shield-check",
    "about": "circle-help",
}
_THEME_ICONS = {"system": "settings", "light": "sun", "dark": "moon"}


def deeds_of(workspace: Workspace) -> Iterator[Deed]:
    """Everything that may be done from here now."""
    context, header = workspace.context, workspace.header
    for entry in entries_for(context.actor):
        yield Deed("page", context.words.text(entry.title), entry.icon, partial(workspace.open_page, entry.key))
        yield from _parts(workspace, entry)
    primary = workspace.page.primary
    if primary is not None and workspace.page.primary_wanted and primary.isEnabled():
        yield Deed("action", primary.accessibleName() or primary.text().strip(), "plus", primary.click)
    for button, icons in ((header.more, _FILE_ICONS), (header.theme, _THEME_ICONS)):
        for action in button.menu().actions():
            if action.isEnabled() and action.text():
                yield Deed("action", action.text(), icons.get(action.data(), ""), action.trigger)
    for code, name in LANGUAGE_NAMES.items():
        if code != context.words.language:
            yield Deed("action", name, "languages", partial(header.language_chosen.emit, code))
    for topic in topics(context.words.language).values():
        title = context.words.text("Help: {topic}").format(topic=topic.title)
        yield Deed("help", title, "circle-help", partial(header.file_wished.emit, f"help/{topic.key}"))


def _parts(workspace: Workspace, entry: PageEntry) -> Iterator[Deed]:
    """The parts of a page that may be opened."""
    context = workspace.context
    for part in parts_of(entry.key):
        if context.actor.may(part.permission):
            names = {"place": context.words.text(entry.title), "said": context.words.text(part.title)}
            go = partial(context.navigator.go, OpenPage(entry.key, part.key))
            yield Deed("part", context.words.text("{place}: {said}").format(**names), entry.icon, go)
