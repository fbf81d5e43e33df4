"""What the engine is told of the firm, its rates and its calendar: one SELECT each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.calc.facts import RateFact
from app.kernel.cells import Days, day, text, whole
from app.kernel.database import Db
from app.kernel.period import Month


class FirmFact(NamedTuple):
    """The fields of ``Facts`` that belong to the firm itself."""

    currency: str
    books_from: Month
    uses_acts: bool


def firm(db: Db) -> FirmFact:
    """The firm of the file."""
    ((currency, books_from, uses_acts),) = db.rows("SELECT currency, books_from, uses_acts FROM firm")
    return FirmFact(text(currency), Month.of(day(books_from)), uses_acts == 1)


def rates(db: Db) -> tuple[RateFact, ...]:
    """Every rate, in no order."""
    days = Days()
    return tuple(
        RateFact(text(currency), days[text(on_date)], whole(units), whole(rate_micro))
        for currency, on_date, units, rate_micro in db.rows(
            "SELECT currency, on_date, units, rate_micro FROM currency_rate"
        )
    )


def working_days(db: Db) -> dict[date, bool]:
    """Days that differ from Monday–Friday: True works, False does not."""
    return {day(on): working == 1 for on, working in db.rows("SELECT day, working FROM calendar_day")}
