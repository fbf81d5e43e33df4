"""How the user left the window, in a small JSON file of the user's own configuration folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

RECENT_MOST = 6
SMALLEST = (1024, 700)
_FRAME_PX = 32
"""What a desktop puts above and below a window."""


@dataclass(frozen=True, slots=True)
class WindowState:
    """Size, splitter, theme, language and the files opened last."""

    width: int = 1280
    height: int = 800
    maximized: bool = False
    detail_width: int = 300
    theme: str = "system"
    language: str = ""
    """Empty until the user chooses: the file's or the system's language then."""
    recent: tuple[str, ...] = ()
    lock_minutes: int = 15
    """Minutes without a touch until a session locks; 0 for never."""
    help_width: int = 960
    help_height: int = 700
    tables: dict[str, Any] = field(default_factory=dict)
    """What users made of the columns of tables, as ``table_looks`` reads it."""

    def size_within(self, room_width: int, room_height: int) -> tuple[int, int]:
        """The remembered size in pixels, as far as a screen has room for it and for the frame around it."""
        width, height = SMALLEST
        return max(width, min(self.width, room_width)), max(height, min(self.height, room_height - _FRAME_PX))

    def opened(self, path: str) -> WindowState:
        """The state with ``path`` as the file opened last."""
        return replace(self, recent=(path, *(known for known in self.recent if known != path))[:RECENT_MOST])

    @property
    def folder(self) -> str:
        """Where the file opened last lies; empty before the first."""
        return str(Path(self.recent[0]).parent) if self.recent else ""

    def forgotten(self, path: str) -> WindowState:
        """The state without ``path`` among the files."""
        return replace(self, recent=tuple(known for known in self.recent if known != path))


def load_state(path: Path) -> WindowState:
    """What was saved; the defaults for whatever is missing or spoilt: a bad file never keeps the window shut."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowState()
    if not isinstance(saved, dict):
        return WindowState()
    known = asdict(WindowState())
    for name, default in known.items():
        value = saved.get(name)
        if name == "recent":
            texts = value if isinstance(value, list) else []
            known[name] = tuple(text for text in texts if isinstance(text, str))
        elif type(value) is type(default):
            known[name] = value
    state = WindowState(**known)
    return replace(state, width=max(state.width, SMALLEST[0]), height=max(state.height, SMALLEST[1]))


def save_state(path: Path, state: WindowState) -> None:
    """Write the state; a folder that cannot be written to costs the memory, not the session."""
    text = json.dumps(asdict(state), ensure_ascii=False, indent=2)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:
        return
