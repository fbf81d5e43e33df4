"""Copies of a company file as the services give them. No ``model``: those are pure, and a copy is a file on a disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from app.db.copying import DATED
from app.kernel.changes import Area


class Occasion(StrEnum):
    """Why a copy was made; the word stands in its name. Copies ``by_hand`` and before an upgrade are never removed."""

    BY_HAND = ""
    AUTOMATIC = "auto"
    BEFORE_IMPORT = "before-import"


ROTATED = (Occasion.AUTOMATIC, Occasion.BEFORE_IMPORT)

_STAMP = re.compile(r"\.(\d{8}-\d{6})(?:-\d+)?$")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A copy of a company file that lies in a folder; ``made_at`` is the file's own time, in UTC."""

    path: Path
    made_at: datetime
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Examined:
    """What a company file is worth: ``problem`` is the code of an error, ``journal_broken``, or nothing.

    ``entries`` and ``last_at`` (UTC ISO text) are those of its journal, ``head`` is the hash of the last of them.
    """

    path: Path
    problem: str
    entries: int = 0
    last_at: str = ""
    head: str = ""

    @property
    def sound(self) -> bool:
        """Whether it may take the place of a damaged file."""
        return not self.problem


@dataclass(frozen=True, slots=True)
class LostArea:
    """Entries of an area that are in the file and not in the backup; times are UTC ISO text."""

    area: Area
    entries: int
    first_at: str
    last_at: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What putting ``backup`` in the place of ``target`` would lose; what stood there is kept aside anyway.

    ``lost`` is None where it cannot be told: the file in place is unreadable, missing, or of other books
    (``same_books`` is False: the two journals have no beginning in common). ``bares`` tells that the file in place is
    encrypted and the backup is not: afterwards whoever has the file can read it.
    """

    backup: Examined
    target: Examined | None
    same_books: bool
    lost: tuple[LostArea, ...] | None
    bares: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the backup stands now, and where the file that it replaced was put; None when there was none."""

    path: Path
    kept_aside: Path | None


def stamp(path: Path) -> datetime | None:
    """The local time in a copy's name."""
    found = _STAMP.search(path.stem)
    return datetime.strptime(found[1], DATED) if found else None  # ruff: ignore[call-datetime-strptime-without-zone] (names carry local time)


def occasion(copy: Path, path: Path) -> str:
    """Why a copy of the file at ``path`` was made: the word in its name (``auto``, ``schema-1`` …), or nothing."""
    told = copy.stem.removeprefix(f"{path.stem}.").rpartition(".")[0]
    return told if stamp(copy) else ""


def made_at(path: Path) -> datetime:
    """When a copy was made, in UTC: as its name says, else the file's own time."""
    named = stamp(path)
    return named.astimezone(UTC) if named else datetime.fromtimestamp(path.stat().st_mtime, UTC)


def folder_of(path: Path) -> Path:
    """Where copies of a file go when nobody says otherwise."""
    return path.with_name(path.name + ".backups")
