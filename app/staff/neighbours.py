"""What staff asks of other features. The program's start hands in the store that can answer."""

from __future__ import annotations

from typing import Protocol

from app.kernel.period import Month


class Months(Protocol):
    """The payroll months, as staff sees them."""

    def closed_through(self) -> Month | None:
        """The latest month whose results stand for good; None while no month is closed."""
