"""Orders: contracts as the engine sees them, with their group, their root, their kind, and when the client was won."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.calc.facts import AmendmentFact, ClientFact, ContractFact, Facts
from app.calc.groups import Groups
from app.calc.scheme import OrderKind

_FIRST, _REPEAT = OrderKind.FIRST, OrderKind.REPEAT


class Order(NamedTuple):
    """One contract with what its place among the group's orders says (SEMANTICS 5)."""

    id: int
    number: str
    number_key: str
    client_id: int
    group: str
    """The client group on the signing date; a client without one is its own."""
    signed_on: date
    net_minor: int
    """Net as signed; amendments stand apart."""
    vat_ppm: int
    currency: str
    service_kind: str
    direct_cost_minor: int
    quantity: int
    order_number: int
    """The root's number for an extension; 0 for an order that does not count."""
    kind: OrderKind | None
    """None for an order that does not count."""
    is_extension: bool
    won_on: date | None
    """When the group was won, as far as it is known."""
    amended: tuple[tuple[date, int], ...]
    """Days of amendments with the net from then on, in order."""

    def net_on(self, day: date) -> int:
        """The net with the amendments up to and with ``day``."""
        net_minor = self.net_minor
        for changed_on, changed_minor in self.amended:
            if changed_on > day:
                break
            net_minor = changed_minor
        return net_minor


class Win(NamedTuple):
    """The group's first standing order; ``undone_on`` when that order was cancelled (SEMANTICS 3, 5)."""

    contract_id: int
    on: date
    undone_on: date | None


class Orders:
    """All orders by contract id, and the wins."""

    def __init__(self, facts: Facts) -> None:
        """Work out groups, roots, kinds and wins once."""
        self.groups = Groups(facts)
        self.clients = {client.id: client for client in facts.clients}
        self.contracts = {contract.id: contract for contract in facts.contracts}
        self.roots = _roots_by_client(facts.contracts)
        self._won: dict[tuple[int, ...], date | None] = {}
        self._amended = _amended(facts.amendments, self.contracts)
        self._orders: dict[int, Order] = {}

    def of(self, contract_id: int) -> Order:
        """The order of a contract, made when it is first asked for."""
        order = self._orders.get(contract_id)
        if order is None:
            order = self._orders[contract_id] = self._order(self.contracts[contract_id])
        return order

    def _order(self, contract: ContractFact) -> Order:
        root = self.root_of(contract)
        number = self._number(contract, root)
        kind = None
        if number > 0:
            kind = _REPEAT if number > 1 else _FIRST
            if root is not contract:
                kind = OrderKind.EXTENSION
        client_id, signed_on = contract.client_id, contract.signed_on
        return Order(
            contract.id,
            contract.number,
            contract.number_key,
            client_id,
            self.groups.at(client_id, signed_on),
            signed_on,
            contract.net_minor,
            contract.vat_ppm,
            contract.currency,
            contract.service_kind,
            contract.direct_cost_minor,
            contract.quantity,
            number,
            kind,
            root is not contract,
            self.won_on(client_id, signed_on),
            self._amended.get(contract.id, ()),
        )

    def root_of(self, contract: ContractFact) -> ContractFact:
        """The contract that everything up the chain of extensions began with."""
        seen = {contract.id}
        while contract.extends_id is not None and contract.extends_id not in seen:
            seen.add(contract.extends_id)
            contract = self.contracts[contract.extends_id]
        return contract

    @staticmethod
    def _number(contract: ContractFact, root: ContractFact) -> int:
        """The stored number; an extension keeps its root's, unless it is cancelled itself."""
        if contract is root or (contract.cancelled_on is not None and contract.order_number == 0):
            return contract.order_number
        return root.order_number

    def won_on(self, client_id: int, day: date) -> date | None:
        """When the client's group of ``day`` was won by a contract, as far as it is known."""
        members = self.groups.members(client_id, day)
        if members not in self._won:
            self._won[members] = self._first_won(members)
        return self._won[members]

    def _first_won(self, members: tuple[int, ...]) -> date | None:
        opening = [won_on for client in self.opened(members) if (won_on := client.won_on) is not None]
        if opening:
            return min(opening)
        if self.began_before(members):
            return None
        signed = [
            root.signed_on for member in members for root in self.roots.get(member, ()) if root.cancelled_on is None
        ]
        return min(signed, default=None)

    def began_before(self, members: Iterable[int]) -> bool:
        """Whether any of the clients had orders that are not in the books."""
        return any(client.orders_before > 0 for client in self.opened(members))

    def opened(self, members: Iterable[int]) -> list[ClientFact]:
        """The clients with their opening fields."""
        return [self.clients[member] for member in members if member in self.clients]

    def wins(self) -> Iterable[Win]:
        """Every first standing order, and its successors where it was cancelled."""
        firsts = [contract for roots in self.roots.values() for contract in roots if self._is_first(contract)]
        won = {contract.id for contract in firsts}
        for contract in firsts:
            yield Win(contract.id, contract.signed_on, contract.cancelled_on)
        for contract in firsts:
            yield from self._successors(contract, won)

    def _is_first(self, contract: ContractFact) -> bool:
        """Whether no order of the group stood when this one was signed, in the books or before them."""
        members = self.groups.members(contract.client_id, contract.signed_on)
        if self._won_before(members, contract.signed_on):
            return False
        place = place_of(contract)
        return not any(
            place_of(other) < place and stands(other, contract.signed_on)
            for member in members
            for other in self.roots.get(member, ())
        )

    def _won_before(self, members: Iterable[int], day: date) -> bool:
        return any(
            client.orders_before > 0 or (client.won_on is not None and client.won_on < day)
            for client in self.opened(members)
        )

    def _successors(self, contract: ContractFact, won: set[int]) -> Iterable[Win]:
        """When the first order is cancelled, the next standing one wins the client on that day."""
        while contract.cancelled_on is not None:
            day = contract.cancelled_on
            members = self.groups.members(contract.client_id, day)
            standing = [
                other
                for member in members
                for other in self.roots.get(member, ())
                if other.signed_on <= day and stands(other, day)
            ]
            if not standing:
                return
            contract = min(standing, key=place_of)
            if contract.id in won:
                return
            won.add(contract.id)
            yield Win(contract.id, day, contract.cancelled_on)


def place_of(contract: ContractFact) -> tuple[date, str, int]:
    """The order of a group's orders: signed on, number, id."""
    return contract.signed_on, contract.number_key, contract.id


def stands(contract: ContractFact, day: date) -> bool:
    """Whether the contract is not cancelled on ``day``."""
    return contract.cancelled_on is None or contract.cancelled_on > day


def _roots_by_client(contracts: Iterable[ContractFact]) -> dict[int, list[ContractFact]]:
    """Root contracts that ever counted, and the clients, in order: one cancelled the day it was signed never did."""
    roots: dict[int, list[ContractFact]] = defaultdict(list)
    for contract in contracts:
        if contract.extends_id is None and stands(contract, contract.signed_on):
            roots[contract.client_id].append(contract)
    for own in roots.values():
        own.sort(key=place_of)
    return dict(sorted(roots.items(), key=lambda item: place_of(item[1][0])))


def _amended(
    amendments: Iterable[AmendmentFact], contracts: dict[int, ContractFact]
) -> dict[int, tuple[tuple[date, int], ...]]:
    changes: dict[int, list[tuple[date, int]]] = defaultdict(list)
    nets: dict[int, int] = {}
    for row in sorted(amendments, key=lambda a: (a.contract_id, a.on_date, a.id)):
        contract = contracts[row.contract_id]
        nets[contract.id] = nets.get(contract.id, contract.net_minor) + row.net_change_minor
        changes[contract.id].append((max(row.on_date, contract.signed_on), nets[contract.id]))
    return {contract_id: tuple(rows) for contract_id, rows in changes.items()}


def no_order(currency: str) -> Order:
    """The order of what is of a month and of no order: id 0, in the firm's currency."""
    return _NO_ORDER._replace(currency=currency)


_NO_ORDER = Order(0, "", "", 0, "", date.min, 0, 0, "", "", 0, 0, 0, None, is_extension=False, won_on=None, amended=())
