"""The increase over the group's largest earlier project: the base of upsell ladders (SEMANTICS 5)."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from app.calc.exchange import Exchange
from app.calc.facts import ContractFact
from app.calc.orders import Order, Orders, place_of, stands


class Project(NamedTuple):
    """What a contract adds to: the group's largest project before it, and its own project before it."""

    largest_minor: int
    own_minor: int


class Increases:
    """Increases in the firm's currency, each contract at the rate of its signing."""

    def __init__(self, orders: Orders, exchange: Exchange) -> None:
        """Projects are worked out when they are first asked for."""
        self._orders = orders
        self._exchange = exchange
        self._known: dict[int, Project] = {}
        self._by_client: dict[int, list[ContractFact]] = defaultdict(list)
        for contract in orders.contracts.values():
            self._by_client[contract.client_id].append(contract)
        for own in self._by_client.values():
            own.sort(key=place_of)

    def of(self, order: Order, net_minor: int) -> int:
        """The increase by ``order`` when its net is ``net_minor`` (its own currency), in the firm's currency."""
        project = self._known.get(order.id)
        if project is None:
            project = self._known[order.id] = self._project(order)
        added_minor = self._exchange.on_signing(order, net_minor)
        return max(0, project.own_minor + added_minor - project.largest_minor)

    def _project(self, order: Order) -> Project:
        """Values just before ``order``: contracts that stood on its signing day, with their amendments until then."""
        orders, day = self._orders, order.signed_on
        here = orders.contracts[order.id]
        earlier = sorted(
            (
                contract
                for member in orders.groups.members(order.client_id, day)
                for contract in self._by_client[member]
                if place_of(contract) < place_of(here) and stands(contract, day)
            ),
            key=place_of,
        )
        values: dict[int, int] = defaultdict(int)
        largest_minor = 0
        for contract in earlier:
            other = orders.of(contract.id)
            root_id = orders.root_of(contract).id
            values[root_id] += self._exchange.on_signing(other, other.net_on(day))
            largest_minor = max(largest_minor, values[root_id])
        return Project(largest_minor, values[orders.root_of(here).id])
