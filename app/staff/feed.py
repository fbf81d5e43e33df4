"""What the engine is told of staff. No permission is checked here: only the engine's loader may ask."""

from __future__ import annotations

from itertools import starmap
from typing import cast

from app.calc.facts import DaysWorkedFact, PayTermsFact, PersonFact
from app.kernel.cells import Days
from app.kernel.database import Db
from app.kernel.period import Month
from app.staff.model import OpeningBalance


def people(db: Db) -> tuple[PersonFact, ...]:
    """Everybody."""
    days = Days()
    rows = db.rows("SELECT id, staff_no_key, hired_on, left_on FROM person")
    typed = cast("list[tuple[int, str, str | None, str | None]]", rows)
    return tuple(
        PersonFact(row_id, key, days[hired] if hired else None, days[left] if left else None)
        for row_id, key, hired, left in typed
    )


def pay_terms(db: Db) -> tuple[PayTermsFact, ...]:
    """All pay terms of everybody."""
    days = Days()
    rows = db.rows(
        "SELECT person_id, valid_from, engagement, salary_minor, guarantee_minor, draw_minor, draw_recoverable"
        " FROM pay_terms"
    )
    return tuple(
        PayTermsFact(person_id, days[valid_from], engagement, salary, guarantee, draw, recoverable == 1)
        for person_id, valid_from, engagement, salary, guarantee, draw, recoverable in cast(
            "list[tuple[int, str, str, int, int, int, int]]", rows
        )
    )


def days_worked(db: Db) -> tuple[DaysWorkedFact, ...]:
    """All days worked that somebody typed."""
    rows = cast("list[tuple[int, str, int]]", db.rows("SELECT person_id, month, days FROM days_worked"))
    return tuple(DaysWorkedFact(person_id, Month.parse(month), count) for person_id, month, count in rows)


def opening_balances(db: Db) -> tuple[OpeningBalance, ...]:
    """What people bring into the books (SEMANTICS 1)."""
    rows = db.rows("SELECT person_id, carry_minor, draw_owed_minor, held_minor FROM opening_balance")
    return tuple(starmap(OpeningBalance, cast("list[tuple[int, int, int, int]]", rows)))
