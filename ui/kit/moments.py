"""A day with its time, as people where the reader is read it: ``20.11.2026 14:05``."""

from __future__ import annotations

from datetime import datetime


def moment(at: datetime) -> str:
    """An instant."""
    return at.astimezone().strftime("%d.%m.%Y %H:%M")


def moment_of(text: str) -> str:
    """The same of UTC ISO text; nothing for nothing."""
    return moment(datetime.fromisoformat(text)) if text else ""
