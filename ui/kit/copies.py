"""How copies of a file are shown: what each is worth, when and why it was made, and what putting it back would lose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from app.i18n.words import Words, mark
from app.wording.terms import AREAS, term
from ui.kit.columns import Chip

UNKNOWN = "unknown"
WORTH: dict[str, Chip] = {
    "": Chip(mark("sound"), "good"),
    UNKNOWN: Chip(mark("not looked into yet"), "plain"),
    "file_corrupt": Chip(mark("damaged"), "bad"),
    "file_missing": Chip(mark("gone"), "bad"),
    "file_foreign": Chip(mark("not of Premia"), "bad"),
    "file_newer": Chip(mark("of a newer version"), "warn"),
    "file_encrypted": Chip(mark("encrypted"), "info"),
    "file_key_wrong": Chip(mark("encrypted with another key"), "warn"),
    "file_schema_changed": Chip(mark("its tables were changed"), "bad"),
    "journal_broken": Chip(mark("its journal was changed"), "bad"),
}
"""What a copy is worth, by the code of its problem."""

_OCCASIONS: Mapping[str, str] = {
    "": mark("By hand"),
    "auto": mark("Automatic"),
    "before-import": mark("Before an import"),
    "before-restore": mark("Put aside by a restore"),
}
_BYTES = 1024


def occasion_text(words: Words, occasion: str) -> str:
    """Why a copy was made."""
    if occasion.startswith("schema-"):
        return words.text("Before an update of the program")
    return words.text(_OCCASIONS.get(occasion, "")) or occasion


def moment(at: datetime) -> str:
    """Day and time where the reader is: ``20.11.2026 14:05``."""
    return at.astimezone().strftime("%d.%m.%Y %H:%M")


def moment_of(text: str) -> str:
    """The same of UTC ISO text; nothing for nothing."""
    return moment(datetime.fromisoformat(text).astimezone(UTC)) if text else ""


def size(words: Words, size_bytes: int) -> str:
    """A file's size in the unit that suits it."""
    value, unit = -(-size_bytes // _BYTES), words.text("KB")
    if value >= 10 * _BYTES:
        value, unit = value // _BYTES, words.text("MB")
    return f"{words.number(value)} {unit}"


def loss_lines(words: Words, lost: Iterable[tuple[str, int, str, str]]) -> tuple[str, ...]:
    """A line for each area: how many entries are not in the copy, and the last of them. Times are UTC ISO text."""
    return tuple(
        words.plural("{area}: {n} entry, the last {last}", "{area}: {n} entries, the last {last}", entries).format(
            area=term(words, AREAS, area), last=moment_of(last)
        )
        for area, entries, _first, last in lost
    )
