"""What the engine is told of contracts. No permission is checked here: only the engine's loader may ask."""

from __future__ import annotations

from itertools import starmap
from typing import cast

from app.calc.facts import ActFact, AmendmentFact, ContractFact, HandoverFact, RoleFact
from app.kernel.cells import Days, text
from app.kernel.database import Db
from app.kernel.ids import natural_key

SIGNED_ON, CANCELLED_ON = ContractFact._fields.index("signed_on"), ContractFact._fields.index("cancelled_on")


def contracts(db: Db) -> tuple[ContractFact, ...]:
    """Every contract with its net as signed: amendments come by themselves."""
    days = Days()
    rows = db.rows(
        "SELECT id, number, number_key, client_id, signed_on, net_minor, vat_ppm, currency, service_kind, extends_id,"
        " direct_cost_minor, quantity, cancelled_on, order_number, paid_before_minor FROM contract"
    )
    facts = []
    for row in rows:
        cells: list[object] = list(row)
        cells[SIGNED_ON] = days[text(row[SIGNED_ON])]
        cancelled_on = row[CANCELLED_ON]
        cells[CANCELLED_ON] = None if cancelled_on is None else days[text(cancelled_on)]
        facts.append(ContractFact._make(cells))
    return tuple(facts)


def roles(db: Db) -> tuple[RoleFact, ...]:
    """Every part in a contract."""
    rows = db.rows("SELECT contract_id, function, person_id, weight FROM contract_role")
    return tuple(starmap(RoleFact, cast("list[tuple[int, str, int, int]]", rows)))


def amendments(db: Db) -> tuple[AmendmentFact, ...]:
    """Every dated change of a net."""
    days = Days()
    rows = db.rows("SELECT id, contract_id, on_date, net_change_minor FROM amendment")
    return tuple(
        AmendmentFact(row_id, contract_id, days[on_date], change)
        for row_id, contract_id, on_date, change in cast("list[tuple[int, int, str, int]]", rows)
    )


def acts(db: Db) -> tuple[ActFact, ...]:
    """Every acceptance certificate."""
    days = Days()
    rows = db.rows("SELECT id, number, contract_id, accepted_on, net_minor, final FROM act")
    return tuple(
        ActFact(row_id, natural_key(number), contract_id, days[accepted_on], net_minor, final == 1)
        for row_id, number, contract_id, accepted_on, net_minor, final in cast(
            "list[tuple[int, str, int, str, int, int]]", rows
        )
    )


def handovers(db: Db) -> tuple[HandoverFact, ...]:
    """Every hand-over."""
    days = Days()
    rows = db.rows("SELECT client_id, function, person_id, on_date FROM handover")
    return tuple(
        HandoverFact(client_id, function, person_id, days[on_date])
        for client_id, function, person_id, on_date in cast("list[tuple[int, str, int, str]]", rows)
    )
