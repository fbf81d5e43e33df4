"""What the engine is told of assignments, plans and opening measures. Only the engine's loader may ask."""

from __future__ import annotations

from itertools import starmap
from typing import cast

from app.calc.facts import AssignmentFact, OpeningMeasureFact, QuotaFact
from app.kernel.cells import Days, whole
from app.kernel.database import Db


def assignments(db: Db) -> tuple[AssignmentFact, ...]:
    """Every assignment."""
    days = Days()
    rows = db.rows("SELECT scheme_id, person_id, valid_from, valid_to FROM assignment")
    return tuple(
        AssignmentFact(scheme_id, person_id, days[valid_from], days[valid_to] if valid_to else None)
        for scheme_id, person_id, valid_from, valid_to in cast("list[tuple[int, int, str, str | None]]", rows)
    )


def quotas(db: Db) -> tuple[QuotaFact, ...]:
    """Every plan."""
    days = Days()
    rows = db.rows("SELECT person_id, valid_from, valid_to, amount_minor FROM quota")
    return tuple(
        QuotaFact(person_id, days[valid_from], days[valid_to], amount)
        for person_id, valid_from, valid_to, amount in cast("list[tuple[int, str, str, int]]", rows)
    )


def opening_measures(db: Db) -> tuple[OpeningMeasureFact, ...]:
    """Every opening measure."""
    rows = db.rows("SELECT scheme_key, rule_key, person_id, amount_minor, matched_count FROM opening_measure")
    return tuple(starmap(OpeningMeasureFact, cast("list[tuple[str, str, int, int, int]]", rows)))


def newest_change(db: Db) -> int:
    """The journal's last row that may be about a fact; 0 in a new file. Payroll's own rows would disturb their run."""
    ((newest,),) = db.rows(
        "SELECT coalesce(max(id), 0) FROM journal"
        " WHERE outcome = 'done' AND area NOT IN ('payroll', 'users', 'imports')"
    )
    return whole(newest)


def newest_row(db: Db) -> int:
    """The journal's last row about anything; 0 in a new file."""
    ((newest,),) = db.rows("SELECT coalesce(max(id), 0) FROM journal")
    return whole(newest)
