"""The time inside the sample: it stands where the story is, so that a build is the same whenever it is made."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


class StoryClock:
    """A clock that moves only when it is told to."""

    def __init__(self, day: date) -> None:
        """Stand at noon of ``day``."""
        self._day = day

    def stand_on(self, day: date) -> None:
        """Move to ``day``."""
        self._day = day

    def now(self) -> datetime:
        """Noon of the day."""
        return datetime(self._day.year, self._day.month, self._day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        """The day."""
        return self._day


def after(day: date, days: int) -> date:
    """The day some days later."""
    return day + timedelta(days=days)
