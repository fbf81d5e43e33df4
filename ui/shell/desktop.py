"""What the window is given from outside: where files come from, the clock, the folders, the lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import Office
from app.kernel.use_cases import Clock
from ui.runtime.change_bus import ChangeBus
from ui.runtime.lanes import Lanes

if TYPE_CHECKING:
    from app.backup.shelf import Shelf
    from app.keys.data_key import DataKey

OpenOffice = Callable[[], Office]
MakeLanes = Callable[[OpenOffice, ChangeBus], Lanes[Office]]
MakeShelf = Callable[[Callable[[], "Shelf"], ChangeBus], Lanes["Shelf"]]


def open_by_key(path: Path, key: DataKey) -> Office:
    """Open an encrypted company file, by the computer's clock."""
    return Office.open(path, key=key)


@dataclass(frozen=True)
class Desktop:
    """The outside of the window; tests give another one."""

    clock: Clock
    open_office: Callable[[Path], Office]
    """Opens a company file, on the thread that asks; makes the sample firm first where there is none yet."""
    state_path: Path
    sample_path: Path
    make_lanes: MakeLanes = Lanes.threads
    open_encrypted: Callable[[Path, DataKey], Office] = open_by_key
    """Opens an encrypted company file, on the thread that asks."""
    make_shelf: MakeShelf = Lanes.threads
    """Lanes for a file that is shut."""


def make_sample(path: Path, language: str) -> None:
    """Make the sample firm at ``path``, whole or not at all: a half-made firm would look like a real one."""
    from app.sample.build import build_sample

    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    build_sample(making, language)
    making.replace(path)
