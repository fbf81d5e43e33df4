"""How copies of a file are shown: what each is worth, when and why it was made, and what putting it back would lose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.i18n.words import Words, mark
from app.kernel.changes import Area
from app.wording.terms import AREAS, term
from ui.kit.columns import Chip
from ui.kit.moments import moment_of

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


class LostEntries(Protocol):
    """Entries of an area that are not in a copy; times are UTC ISO text."""

    @property
    def area(self) -> Area:
        """What they are about."""

    @property
    def entries(self) -> int:
        """How many."""

    @property
    def last_at(self) -> str:
        """When the last was made."""


class Loss(Protocol):
    """What putting a copy back would lose, as ``app.backup`` previews it."""

    @property
    def lost(self) -> Sequence[LostEntries] | None:
        """By area; None where it cannot be told."""

    @property
    def same_books(self) -> bool:
        """Whether the two journals begin alike."""

    @property
    def bares(self) -> bool:
        """Whether the file would be encrypted no more."""


def occasion_text(words: Words, occasion: str) -> str:
    """Why a copy was made."""
    if occasion.startswith("schema-"):
        return words.text("Before an update of the program")
    return words.text(_OCCASIONS.get(occasion, "")) or occasion


def size(words: Words, size_bytes: int) -> str:
    """A file's size in the unit that suits it."""
    value, unit = -(-size_bytes // _BYTES), words.text("KB")
    if value >= 10 * _BYTES:
        value, unit = value // _BYTES, words.text("MB")
    return f"{words.number(value)} {unit}"


def loss_text(words: Words, seen: Loss) -> str:
    """What putting a copy back would lose, and whether the file would be encrypted no more."""
    if not seen.bares:
        return _lost(words, seen)
    bared = words.text(
        "This copy is not encrypted: afterwards whoever has the file can read it, and it asks for the passwords of "
        "that day, or for none. Encrypt it again then."
    )
    return f"{_lost(words, seen)}\n\n{bared}"


def _lost(words: Words, seen: Loss) -> str:
    if seen.lost:
        lines = [_line(words, one) for one in seen.lost]
        return "\n".join((words.text("Entered since this copy was made, and not in it:"), *lines))
    if seen.same_books:
        return words.text("Nothing would be lost: this copy holds everything.")
    return words.text("What would be lost cannot be told: the file cannot be read, or it is of other books.")


def _line(words: Words, lost: LostEntries) -> str:
    said = words.plural("{area}: {n} entry, the last {last}", "{area}: {n} entries, the last {last}", lost.entries)
    return said.format(area=term(words, AREAS, lost.area.value), last=moment_of(lost.last_at))
