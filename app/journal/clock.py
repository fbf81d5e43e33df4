"""The computer's clock: the one place where "now" is asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime


class SystemClock:
    """Implements the kernel's ``Clock``."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)  # ruff: ignore[banned-api] (this is the Clock)

    def today(self) -> date:
        """The local date."""
        return datetime.now(UTC).astimezone().date()  # ruff: ignore[banned-api] (this is the Clock)
