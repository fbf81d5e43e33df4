"""A clock that stands still until it is told otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class FrozenClock:
    """Implements the kernel's ``Clock``."""

    def __init__(self, instant: datetime = NOON) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def advance(self, **step: int) -> None:
        """``advance(days=1)``."""
        self.instant += timedelta(**step)
