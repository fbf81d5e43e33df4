"""Copies of a company file as the services give them. No ``model``: those are pure, and a copy is a file on a disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A copy of a company file that lies in a folder; ``made_at`` is the file's own time, in UTC."""

    path: Path
    made_at: datetime
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the backup stands now, and where the file that it replaced was put; None when there was none."""

    path: Path
    kept_aside: Path | None
