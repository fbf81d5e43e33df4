"""What a person holds: for which clients which function now, on how many contracts; and what was handed on already.

The courses of a hundred thousand contracts are followed by SQLite: only what is held comes out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from app.calc.facts import Function
from app.kernel.cells import day, day_or_none, text, whole
from app.kernel.database import Db


class Holding(NamedTuple):
    """A function that a person holds for a client."""

    client_id: int
    client: str
    code: str
    function: Function
    since: date | None
    """None: the person found the client and no contract says so, or acts on older contracts only."""
    contracts: int
    """Running contracts on which the person acts in the function."""
    beside: tuple[str, ...]
    """Who holds it too; or holds the newer contracts, while the person acts on older ones only (``newer``)."""
    newer: bool
    next_on: date | None
    """From when on somebody else is to hold it."""
    next_person: str


_Key = tuple[int, str]
"""A client and a function."""


class _Course(NamedTuple):
    """Where the course of a function for a client stands today."""

    since: date | None
    contracts: int
    last_step: str
    """A day, ``1`` for a hand-over or ``0`` for a contract, and its id."""
    holds: bool


COURSES = """
WITH pair(client_id, function) AS MATERIALIZED (
  SELECT c.client_id, r.function FROM contract_role r JOIN contract c ON c.id = r.contract_id
  WHERE r.person_id = :person_id
  UNION SELECT client_id, function FROM handover WHERE person_id = :person_id),
signed AS MATERIALIZED (
  SELECT c.client_id, r.function, c.signed_on, c.id, c.status = 'active' AS runs, max(r.person_id = :person_id) AS has
  FROM contract c JOIN contract_role r ON r.contract_id = c.id
  WHERE c.status <> 'cancelled' AND c.signed_on <= :today AND (c.client_id, r.function) IN (SELECT * FROM pair)
  GROUP BY c.id, r.function),
step AS MATERIALIZED (
  SELECT client_id, function, signed_on || '0' || printf('%012d', id) AS at, has FROM signed
  UNION ALL
  SELECT h.client_id, h.function, h.on_date || '1' || printf('%012d', h.id), h.person_id = :person_id
  FROM handover h JOIN pair p ON p.client_id = h.client_id AND p.function = h.function WHERE h.on_date <= :today),
standing AS MATERIALIZED (
  SELECT client_id, function, max(at) AS last, coalesce(max(CASE WHEN NOT has THEN at END), '') AS without
  FROM step GROUP BY client_id, function),
begun AS (
  SELECT s.client_id, s.function, min(s.at) AS first FROM step s
  JOIN standing t ON t.client_id = s.client_id AND t.function = s.function
  WHERE s.at > t.without GROUP BY s.client_id, s.function),
running AS (
  SELECT client_id, function, sum(coalesce(
    (SELECT h.person_id = :person_id FROM handover h
     WHERE h.client_id = o.client_id AND h.function = o.function AND h.on_date > o.signed_on AND h.on_date <= :today
     ORDER BY h.on_date DESC LIMIT 1), has)) AS contracts
  FROM signed o WHERE runs GROUP BY client_id, function)
SELECT t.client_id, t.function, substr(b.first, 1, 10), coalesce(r.contracts, 0), t.last, t.last > t.without
FROM standing t
LEFT JOIN begun b ON b.client_id = t.client_id AND b.function = t.function
LEFT JOIN running r ON r.client_id = t.client_id AND r.function = t.function
WHERE t.last > t.without OR r.contracts > 0
"""

FOUND = """
SELECT id FROM client k WHERE found_by = :person_id AND NOT EXISTS (
  SELECT 1 FROM contract c JOIN contract_role r ON r.contract_id = c.id
  WHERE c.client_id = k.id AND r.function = 'finding' AND c.status <> 'cancelled' AND c.signed_on <= :today)
AND NOT EXISTS (SELECT 1 FROM handover WHERE client_id = k.id AND function = 'finding' AND on_date <= :today)
"""
"""Clients whom the person found, as long as nothing else names a finder."""

NEXT = """
SELECT client_id, function, min(on_date), person_id FROM handover
WHERE on_date > :today AND person_id <> :person_id GROUP BY client_id, function
"""

ROLES = """
SELECT contract_id, function, person_id FROM contract_role
WHERE contract_id IN (SELECT value FROM json_each(:ids)) ORDER BY id
"""

_DAY_LETTERS = 10


def holdings(db: Db, person_id: int, today: date) -> tuple[Holding, ...]:
    """What ``person_id`` holds as of ``today``, function by function, the clients by name."""
    asked: dict[str, int | str] = {"person_id": person_id, "today": today.isoformat()}
    courses = {
        (whole(client), text(function)): _Course(day_or_none(since), whole(contracts), text(last), holds == 1)
        for client, function, since, contracts, last, holds in db.rows(COURSES, asked)
    }
    for (client_id,) in db.rows(FOUND, asked):
        courses.setdefault((whole(client_id), Function.FINDING.value), _Course(None, 0, "", holds=True))
    later = {
        (whole(client), text(function)): (day(on_date), whole(taker))
        for client, function, on_date, taker in db.rows(NEXT, asked)
    }
    names = {whole(row_id): text(name) for row_id, name in db.rows("SELECT id, name FROM person")}
    holders = _holders(db, courses)
    found = []
    for client_id, client, code in _clients(db, courses):
        for function in Function:
            key = (client_id, function.value)
            course = courses.get(key)
            if course is not None:
                beside = tuple(names[other] for other in holders.get(key, ()) if other != person_id)
                next_on, taker = later.get(key, (None, None))
                found.append(
                    Holding(
                        client_id, client, code, function, course.since, course.contracts, beside, not course.holds,
                        next_on, "" if taker is None else names[taker],
                    )
                )  # fmt: skip
    order = list(Function)
    return tuple(sorted(found, key=lambda one: order.index(one.function)))


def _clients(db: Db, courses: Mapping[_Key, _Course]) -> list[tuple[int, str, str]]:
    """Id, name and code of every client in question, by name."""
    ids = json.dumps(sorted({client_id for client_id, _ in courses}))
    sql = "SELECT id, name, code FROM client WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY name_key, id"
    return [(whole(row_id), text(name), text(code)) for row_id, name, code in db.rows(sql, {"ids": ids})]


def _holders(db: Db, courses: Mapping[_Key, _Course]) -> dict[_Key, tuple[int, ...]]:
    """Whom the last step of each course names; of a hand-over to the person itself that is nobody else."""
    by_contract: dict[tuple[int, str], _Key] = {}
    handed: dict[int, _Key] = {}
    for key, course in courses.items():
        if course.last_step:
            row_id = int(course.last_step[_DAY_LETTERS + 1 :])
            if course.last_step[_DAY_LETTERS] == "1":
                handed[row_id] = key
            else:
                by_contract[row_id, key[1]] = key
    found: dict[_Key, list[int]] = defaultdict(list)
    ids = json.dumps(sorted({contract_id for contract_id, _ in by_contract}))
    for contract, function, person in db.rows(ROLES, {"ids": ids}):
        named = by_contract.get((whole(contract), text(function)))
        if named is not None:
            found[named].append(whole(person))
    sql = "SELECT id, person_id FROM handover WHERE id IN (SELECT value FROM json_each(:ids))"
    for row, person in db.rows(sql, {"ids": json.dumps(sorted(handed))}):
        found[handed[whole(row)]].append(whole(person))
    return {key: tuple(people) for key, people in found.items()}
