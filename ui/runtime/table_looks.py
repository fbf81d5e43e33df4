"""What each user made of the columns of each table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TableLook:
    """Columns by their keys."""

    shown: tuple[str, ...] = ()
    """Those on screen, from the left; empty: as the page is made."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """Pixels of those that the user has drawn wider or narrower."""


class TableLooks:
    """Looks by user and page, as JSON keeps them."""

    def __init__(self, saved: Mapping[str, Any] | None = None) -> None:
        """Begin with what was saved."""
        self.saved: dict[str, Any] = dict(saved or {})

    def of(self, login: str, page: str) -> TableLook:
        """The look of a page; whatever is spoilt in the file counts as never chosen."""
        found = self.saved.get(f"{login}/{page}")
        if not isinstance(found, dict):
            return TableLook()
        shown, widths = found.get("shown"), found.get("widths")
        return TableLook(
            tuple(key for key in shown if isinstance(key, str)) if isinstance(shown, list) else (),
            {key: width for key, width in widths.items() if type(width) is int and 0 < width <= _WIDEST}
            if isinstance(widths, dict)
            else {},
        )

    def keep(self, login: str, page: str, look: TableLook) -> None:
        """Remember a look; one that says nothing is forgotten."""
        self.saved.pop(f"{login}/{page}", None)
        if look.shown or look.widths:
            self.saved[f"{login}/{page}"] = {"shown": list(look.shown), "widths": dict(look.widths)}


_WIDEST = 4_000
