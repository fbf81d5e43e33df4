"""What motivation asks of other features. The program's start hands in the stores that can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.kernel.period import Month
from app.staff.model import Person


class People(Protocol):
    """Staff, as motivation sees it."""

    def list(self) -> tuple[Person, ...]:
        """Everybody."""


class Months(Protocol):
    """The payroll months, as motivation sees them."""

    def first_open(self) -> Month:
        """The earliest month whose results may still change."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everybody motivation asks."""

    people: People
    months: Months
