"""Who holds a function on an order, and who is paid by a scheme (SEMANTICS 6)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from app.calc.facts import AssignmentFact, Facts, Function, RoleFact
from app.calc.orders import Order
from app.calc.scheme import Member
from app.kernel.ids import natural_key

MOVED_BY_HANDOVER = frozenset({Function.DELIVERING, Function.INVOICING, Function.COLLECTING, Function.ACCEPTING})
"""Functions that a hand-over after the signing moves; the others stay with whoever held them when it was signed."""


class Holders(NamedTuple):
    """Everybody who holds a function, by staff number, with their weights."""

    people: tuple[int, ...]
    weights: tuple[int, ...]


NOBODY = Holders((), ())
STRANGER = 0
"""Stands for a staff number that nobody has: its share stays with the firm."""


class Recipients:
    """Roles, hand-overs and holders of a firm."""

    def __init__(self, facts: Facts) -> None:
        """Index roles by contract and hand-overs by client."""
        places = {person.id: place for place, person in enumerate(sorted(facts.people, key=lambda p: p.staff_no_key))}
        self._places = places
        self._left = {person.id: person.left_on for person in facts.people if person.left_on is not None}
        self._by_staff_no = {person.staff_no_key: person.id for person in facts.people}
        self._roles: dict[tuple[int, str], list[RoleFact]] = defaultdict(list)
        for role in facts.roles:
            self._roles[role.contract_id, role.function].append(role)
        self._dates: dict[tuple[int, str], list[date]] = defaultdict(list)
        self._takers: dict[tuple[int, str], list[int]] = defaultdict(list)
        for row in sorted(facts.handovers, key=lambda h: (h.on_date, h.person_id)):
            self._dates[row.client_id, row.function].append(row.on_date)
            self._takers[row.client_id, row.function].append(row.person_id)
        self._found_by = {client.id: client.found_by for client in facts.clients}
        self._fixed: dict[tuple[int, Function], Holders] = {}

    def of(self, order: Order, function: Function, day: date) -> Holders:
        """Who holds ``function`` on the order on ``day``; nobody where no role, hand-over or finder is known."""
        key = (order.id, function)
        fixed = self._fixed.get(key)
        if fixed is not None:
            return fixed
        if function in MOVED_BY_HANDOVER and (order.client_id, function) in self._dates:
            return self._moved(order, function, day)
        holders = self._fixed[key] = self._on_signing(order, function)
        return holders

    def of_client(self, order: Order, function: Function, day: date) -> Holders:
        """Who holds ``function`` for the order's client on ``day``; else whoever holds it by the order."""
        taker = self._taker(order.client_id, function, day)
        if taker is not None:
            return Holders((taker,), (1,))
        finder = self._found_by.get(order.client_id) if function is Function.FINDING else None
        if finder is not None:
            return Holders((finder,), (1,))
        return self._by_role(order, function) or NOBODY

    def named(self, members: Iterable[Member]) -> Holders:
        """Named people by staff number; a number that nobody has holds its share as ``STRANGER``."""
        rows = sorted(
            (key, self._by_staff_no.get(key, STRANGER), member.weight)
            for member in members
            for key in (natural_key(member.staff_no),)
        )
        return Holders(tuple(row[1] for row in rows), tuple(row[2] for row in rows))

    def equally(self, people: Iterable[int]) -> Holders:
        """These people with one weight each, by staff number."""
        unknown = len(self._places)
        ordered = sorted(set(people), key=lambda person: (self._places.get(person, unknown), person))
        return Holders(tuple(ordered), (1,) * len(ordered))

    def person(self, staff_no: str) -> int:
        """Who has the staff number; ``STRANGER`` where nobody has."""
        return self._by_staff_no.get(natural_key(staff_no), STRANGER)

    def left_on(self, person_id: int) -> date | None:
        """The person's last day; None where there is none."""
        return self._left.get(person_id)

    def has_left(self, person_id: int, day: date) -> bool:
        """Whether the person was gone on ``day``."""
        left_on = self._left.get(person_id)
        return left_on is not None and day > left_on

    def replaced(
        self, order: Order, function: Function, holders: Holders, day: date
    ) -> tuple[Holders, tuple[int, ...]]:
        """The holders with the client's new holder in the place of everybody who has left, and whom nobody follows.

        A leaver whom nobody follows keeps the place, so that the share stays with the firm (SEMANTICS 6).
        """
        weights: dict[int, int] = defaultdict(int)
        lost: list[int] = []
        for person_id, weight in zip(holders.people, holders.weights, strict=True):
            taker: int | None = person_id
            if self.has_left(person_id, day):
                taker = self._taker(order.client_id, function, day, present=True)
                if taker is None:
                    lost.append(person_id)
            weights[person_id if taker is None else taker] += weight
        unknown = len(self._places)
        people = sorted(weights, key=lambda person: (self._places.get(person, unknown), person))
        return Holders(tuple(people), tuple(weights[person] for person in people)), tuple(lost)

    def _taker(self, client_id: int, function: Function, day: date, *, present: bool = False) -> int | None:
        """Whom the function was handed to last until ``day``; with ``present``, among those who have not left."""
        index = bisect_right(self._dates.get((client_id, function), ()), day)
        for person_id in reversed(self._takers.get((client_id, function), [])[:index]):
            if not present or not self.has_left(person_id, day):
                return person_id
        return None

    def lasting(self, order: Order, function: Function) -> bool:
        """Whether the same people hold the function on every day."""
        return (order.id, function) in self._fixed

    def _moved(self, order: Order, function: Function, day: date) -> Holders:
        dates = self._dates[order.client_id, function]
        index = bisect_right(dates, day)
        taker = Holders((self._takers[order.client_id, function][index - 1],), (1,)) if index else NOBODY
        if index and dates[index - 1] > order.signed_on:
            return taker
        return self._by_role(order, function) or taker

    def _on_signing(self, order: Order, function: Function) -> Holders:
        role = self._by_role(order, function)
        if role is not None:
            return role
        finder = self._found_by.get(order.client_id) if function is Function.FINDING else None
        if finder is not None:
            return Holders((finder,), (1,))
        dates = self._dates.get((order.client_id, function), [])
        index = bisect_right(dates, order.signed_on)
        return Holders((self._takers[order.client_id, function][index - 1],), (1,)) if index else NOBODY

    def _by_role(self, order: Order, function: Function) -> Holders | None:
        """Who holds the function by the contract, in the order of staff numbers; None where nobody does."""
        roles = self._roles.get((order.id, function))
        if roles is None:
            return None
        if len(roles) == 1:
            return Holders((roles[0].person_id,), (roles[0].weight,))
        unknown = len(self._places)
        rows = sorted((self._places.get(role.person_id, unknown), role.person_id, role.weight) for role in roles)
        return Holders(tuple(row[1] for row in rows), tuple(row[2] for row in rows))

    def sold(self, order: Order) -> tuple[int, ...]:
        """Everybody who holds any weight of selling on the order."""
        return self.of(order, Function.SELLING, order.signed_on).people


class Assigned:
    """Who is paid by which scheme, and when."""

    def __init__(self, rows: Iterable[AssignmentFact]) -> None:
        """Index the assignments by person."""
        self._lasting: dict[tuple[int, date, date], bool] = {}
        self._rows: dict[int, list[AssignmentFact]] = defaultdict(list)
        for row in sorted(rows, key=lambda a: (a.person_id, a.valid_from, a.scheme_id)):
            self._rows[row.person_id].append(row)

    def people(self) -> tuple[int, ...]:
        """Everybody who is ever paid."""
        return tuple(self._rows)

    def holds(self, person_id: int, day: date) -> bool:
        """Whether the person is paid on ``day`` by any of the rows."""
        for row in self._rows.get(person_id, ()):
            if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
                return True
        return False

    def lasting(self, person_id: int, first: date, last: date) -> bool:
        """Whether the person is paid on every day of the span by one row, or by none on any."""
        asked = (person_id, first, last)
        known = self._lasting.get(asked)
        if known is None:
            rows = [
                row
                for row in self._rows.get(person_id, ())
                if row.valid_from <= last and (row.valid_to is None or row.valid_to >= first)
            ]
            known = self._lasting[asked] = not rows or any(
                row.valid_from <= first and (row.valid_to is None or row.valid_to >= last) for row in rows
            )
        return known

    def doubled(self, first: date, last: date) -> tuple[int, ...]:
        """People who are paid by two schemes on one day of the span."""
        return tuple(person_id for person_id, rows in self._rows.items() if _overlap(rows, first, last))


def _overlap(rows: Sequence[AssignmentFact], first: date, last: date) -> bool:
    """Whether rows of different schemes share a day of the span."""
    spans = [
        (row.scheme_id, max(row.valid_from, first), min(row.valid_to or last, last))
        for row in rows
        if row.valid_from <= last and (row.valid_to is None or row.valid_to >= first)
    ]
    return any(
        one[0] != other[0] and max(one[1], other[1]) <= min(one[2], other[2]) for one, other in combinations(spans, 2)
    )
