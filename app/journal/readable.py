"""Entries of the journal as people read them: a sentence for each, and every row before and after."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n.words import Words
from app.journal.model import Entry, Outcome
from app.kernel.database import BulkImage, Image
from app.wording import journal as wording

HIDDEN = "hidden"
"""The kind of an entry that the reader may not see."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its kind (a code of ``wording.KINDS``, or ``HIDDEN``) and its sentence."""

    entry: Entry
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class RowStory:
    """One row that was touched; ``changed`` when it stood before and stands after."""

    title: str
    changed: bool
    differences: tuple[wording.Difference, ...]


def line(entry: Entry, words: Words) -> Line:
    """An entry with its sentence."""
    if entry.outcome is Outcome.REFUSED:
        said = wording.refusal(words, entry.permission, entry.reason, entry.about.get("count"))
        return Line(entry, wording.REFUSED, said)
    if entry.images is None:
        return Line(entry, HIDDEN, words.text("Something that your role may not see"))
    found = _touched(entry)
    if entry.action in wording.DEEDS:
        return Line(entry, wording.CHANGED, words.text(wording.DEEDS[entry.action]))
    return Line(entry, found[0].kind if found else wording.CHANGED, wording.title(words, found))


def rows_of(entry: Entry, words: Words) -> tuple[RowStory, ...]:
    """Every row that an entry touched, in order; rows that came or went at once stand as one."""
    return tuple(_story(image, words) for image in entry.images or ())


def _touched(entry: Entry) -> tuple[wording.Touched, ...]:
    """What happened to how many rows of which tables."""
    sums: dict[tuple[str, str], wording.Touched] = {}
    for image in entry.images or ():
        kind, rows, row = _of_image(image)
        known = sums.get((kind, image.table))
        total = rows + (known.rows if known else 0)
        sums[kind, image.table] = wording.Touched(kind, image.table, total, row)
    return tuple(sums.values())


def _of_image(image: Image | BulkImage) -> tuple[str, int, dict[str, object]]:
    if isinstance(image, BulkImage):
        return (wording.REMOVED if image.removed else wording.ADDED), image.count, {}
    kind = wording.CHANGED  # of secrets only that they changed is known
    if image.before is None and image.after is not None:
        kind = wording.ADDED
    elif image.after is None and image.before is not None:
        kind = wording.REMOVED
    return kind, 1, dict(image.after or image.before or {})


def _story(image: Image | BulkImage, words: Words) -> RowStory:
    called = wording.record(words, image.table)
    if isinstance(image, BulkImage):
        kind = wording.REMOVED if image.removed else wording.ADDED
        counted = wording.Difference(words.text(wording.KINDS[kind]), "", words.number(image.count))
        return RowStory(called, changed=False, differences=(counted,))
    name = wording.row_name(dict(image.after or image.before or {}))
    changed = image.before is not None and image.after is not None
    return RowStory(f"{called} {name}".strip(), changed, wording.differences(words, image.before, image.after))
