"""Order numbers: which order of its client group a contract is (SEMANTICS 5). Pure.

A contract belongs to the group of its client on the day it was signed, or to the client alone. Its number is one more
than the orders given before the books began and the group's earlier root contracts that were not cancelled. What a
client ordered before it joined counts for the group from the day it joined (membership works forward only), and what it
ordered inside stays with the group after it left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from app.clients.model import Membership

Place = tuple[date, str, int]
"""Where a contract stands in time: signing day, natural key of its number, id."""

Span = tuple[date, date, int | None]
"""From–to (exclusive) a client belongs to the group, or to none."""

ALWAYS = (date.min, "", -1)


class Order(NamedTuple):
    """A contract as far as counting and extending go."""

    id: int
    number: str
    number_key: str
    client_id: int
    signed_on: date
    currency: str
    extends_id: int | None
    cancelled_on: date | None
    order_number: int
    fixed: bool

    @property
    def place(self) -> Place:
        """Its place in the order of time."""
        return self.signed_on, self.number_key, self.id


class Groups:
    """Who belonged to which group when."""

    def __init__(self, memberships: Iterable[Membership]) -> None:
        by_client: dict[int, list[Membership]] = defaultdict(list)
        for membership in memberships:
            by_client[membership.client_id].append(membership)
        self._spans: dict[int, list[Span]] = {}
        self._members: dict[int, set[int]] = defaultdict(set)
        for client_id, own in by_client.items():
            own.sort(key=lambda membership: membership.valid_from)
            ends = [later.valid_from for _, later in pairwise(own)] + [date.max]
            self._spans[client_id] = [(m.valid_from, end, m.group_id) for m, end in zip(own, ends, strict=True)]
            for membership in own:
                if membership.group_id is not None:
                    self._members[membership.group_id].add(client_id)

    def on(self, client_id: int, day: date) -> int | None:
        """The group of a client on a day; None when it stands alone."""
        for valid_from, until, group_id in self._spans.get(client_id, ()):
            if valid_from <= day < until:
                return group_id
        return None

    def together(self, client_id: int, other_id: int, day: date) -> bool:
        """Whether two clients are one, or in one group, on a day."""
        group_id = self.on(client_id, day)
        return client_id == other_id or (group_id is not None and group_id == self.on(other_id, day))

    def members(self, group_id: int) -> Collection[int]:
        """Every client that ever belonged to the group."""
        return self._members.get(group_id, set())

    def counts_from(self, client_id: int, group_id: int, signed_on: date) -> date | None:
        """From which day a contract of the client counts for the group: None when it was signed after leaving."""
        starts = [
            valid_from
            for valid_from, until, group in self._spans.get(client_id, ())
            if group == group_id and signed_on < until
        ]
        return min(starts, default=None)

    def related(self, client_ids: Collection[int]) -> frozenset[int]:
        """These clients and all that were ever grouped with them, step by step."""
        found, fresh = set(client_ids), list(client_ids)
        while fresh:
            client_id = fresh.pop()
            for _, _, group_id in self._spans.get(client_id, ()):
                for member in self.members(group_id) if group_id is not None else ():
                    if member not in found:
                        found.add(member)
                        fresh.append(member)
        return frozenset(found)


class _Count:
    """The orders that count for one group or one client alone, ready to ask how many stand before a place."""

    def __init__(self, entries: Iterable[tuple[Place, int]]) -> None:
        ordered = sorted(entries)
        self._places = [place for place, _ in ordered]
        self._sums = list(accumulate((count for _, count in ordered), initial=0))

    def before(self, place: Place) -> int:
        """How many orders were given before the place."""
        return self._sums[bisect_left(self._places, place)]


def order_numbers(
    orders: Collection[Order], memberships: Iterable[Membership], orders_before: Mapping[int, int]
) -> dict[int, int]:
    """Contract id → order number, for all that are not fixed; 0 for the cancelled. Order of input never matters.

    ``orders`` must hold every contract of the clients concerned and of all that were ever grouped with them.
    """
    groups = Groups(memberships)
    by_id = {order.id: order for order in orders}
    counting: dict[int, list[Order]] = defaultdict(list)
    for order in orders:
        if order.extends_id is None and order.cancelled_on is None:
            counting[order.client_id].append(order)
    counts: dict[tuple[str, int], _Count] = {}

    def position(root: Order) -> int:
        group_id = groups.on(root.client_id, root.signed_on)
        key = ("client", root.client_id) if group_id is None else ("group", group_id)
        if key not in counts:
            counts[key] = _Count(
                _of_client(root.client_id, counting, orders_before)
                if group_id is None
                else _of_group(group_id, groups, counting, orders_before)
            )
        return 1 + counts[key].before(root.place)

    numbers = {}
    for order in orders:
        if order.fixed:
            continue
        root = root_of(order, by_id)
        if order.cancelled_on is not None or root is None:
            numbers[order.id] = 0
        elif root.fixed and root.order_number > 0:
            numbers[order.id] = root.order_number
        else:
            numbers[order.id] = position(root)
    return numbers


def root_of(order: Order, by_id: Mapping[int, Order]) -> Order | None:
    """The first contract of a chain of extensions; None when the chain is broken or a circle."""
    seen = {order.id}
    while order.extends_id is not None:
        parent = by_id.get(order.extends_id)
        if parent is None or parent.id in seen:
            return None
        seen.add(parent.id)
        order = parent
    return order


def _of_client(
    client_id: int, counting: Mapping[int, Sequence[Order]], orders_before: Mapping[int, int]
) -> Iterable[tuple[Place, int]]:
    yield ALWAYS, orders_before.get(client_id, 0)
    for order in counting.get(client_id, ()):
        yield order.place, 1


def _of_group(
    group_id: int, groups: Groups, counting: Mapping[int, Sequence[Order]], orders_before: Mapping[int, int]
) -> Iterable[tuple[Place, int]]:
    for client_id in groups.members(group_id):
        joined_on = groups.counts_from(client_id, group_id, date.min)
        if joined_on is not None:
            yield (joined_on, "", -1), orders_before.get(client_id, 0)
        for order in counting.get(client_id, ()):
            counts_from = groups.counts_from(client_id, group_id, order.signed_on)
            if counts_from is not None:
                yield (order.place if counts_from <= order.signed_on else (counts_from, "", -1)), 1
