"""Months and the arithmetic of dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_TEXT = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])")


class Month(NamedTuple):
    """A calendar month; months compare in time order."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that ``day`` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """``2026-09`` → Month(2026, 9). Raises ValueError on anything else."""
        if not _TEXT.fullmatch(text):
            raise ValueError(f"not a month: {text!r}")
        return cls(int(text[:4]), int(text[5:]))

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Month:
        """This month moved by ``months`` (negative: back)."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def months_since(self, earlier: Month) -> int:
        """How many months lie between ``earlier`` and this month (0 for the same)."""
        return (self.year - earlier.year) * 12 + self.month - earlier.month

    @property
    def text(self) -> str:
        """``2026-09``: the form in files, in the database and on the command line."""
        return f"{self.year:04d}-{self.month:02d}"


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, clamped to the month's end (SEMANTICS 5)."""
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, month.last.day))


def month_number_since(start: date, day: date) -> int:
    """1 for the first month after ``start``: M1 runs until the day before the same day next month (SEMANTICS 5)."""
    whole = Month.of(day).months_since(Month.of(start))
    if day < add_months(start, whole):
        whole -= 1
    return whole + 1


def days_of(month: Month) -> tuple[date, ...]:
    """Every day of the month, in order."""
    return tuple(month.first + timedelta(days=offset) for offset in range(month.last.day))
