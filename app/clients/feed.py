"""What the engine is told of clients. No permission is checked here: only the engine's loader may ask."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import cast

from app.calc.facts import ClientFact, MembershipFact
from app.kernel.cells import Days
from app.kernel.database import Db

_ClientRow = tuple[int, int, "str | None", "int | None", "str | None"]


def clients(db: Db) -> tuple[ClientFact, ...]:
    """Every client with its opening fields and tags."""
    days = Days()
    rows = db.rows(
        "SELECT c.id, c.orders_before, c.won_on, c.found_by, t.tag FROM client c"
        " LEFT JOIN client_tag t ON t.client_id = c.id ORDER BY c.id, t.tag"
    )
    facts = []
    for (row_id, orders_before, won_on, found_by), group in groupby(
        cast("list[_ClientRow]", rows), key=itemgetter(0, 1, 2, 3)
    ):
        tags = tuple(row[4] for row in group if row[4] is not None)
        facts.append(ClientFact(row_id, orders_before, days[won_on] if won_on else None, found_by, tags))
    return tuple(facts)


def memberships(db: Db) -> tuple[MembershipFact, ...]:
    """Every membership."""
    days = Days()
    rows = db.rows("SELECT client_id, valid_from, group_id FROM client_membership")
    return tuple(
        MembershipFact(client_id, days[valid_from], group_id)
        for client_id, valid_from, group_id in cast("list[tuple[int, str, int | None]]", rows)
    )
