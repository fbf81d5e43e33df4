"""The place of an order as a scheme sees it: number, kind and the day of winning, with silence and first money.

What a scheme sets (``silence_months``, ``won_by``) changes the place inside that scheme only (SEMANTICS 5).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from app.calc.facts import AllocationFact, ContractFact, Facts
from app.calc.orders import Order, Orders, Win, place_of
from app.calc.scheme import OrderKind, WonBy
from app.kernel.period import add_months, month_number_since


class Place(NamedTuple):
    """Order number (0: does not count), kind, and when the group was won."""

    number: int
    kind: OrderKind | None
    won_on: date | None

    def months_on(self, day: date) -> int:
        """1 in the first month since the client was won; 0 where nothing is known or it was not won yet."""
        if self.won_on is None or day < self.won_on:
            return 0
        return month_number_since(self.won_on, day)


NOWHERE = Place(0, None, None)
"""What is of a month and of no order."""


class Places:
    """Places under one setting."""

    def __init__(self, activity: Activity, orders: Orders, silence_months: int | None, won_by: WonBy) -> None:
        """Places are worked out when they are first asked for."""
        self._activity = activity
        self._orders = orders
        self._silence_months = silence_months
        self._won_by = won_by
        self._known: dict[int, Place] = {}
        self._restarts: dict[int, bool] = {}

    def of(self, order: Order) -> Place:
        """The place of an order."""
        if not order.id:
            return NOWHERE
        place = self._known.get(order.id)
        if place is None:
            place = self._known[order.id] = self._place(order)
        return place

    def won_on(self, client_id: int, day: date) -> date | None:
        """When the client's group of ``day`` was won, in its life of that day."""
        restart = self.restart_on(client_id, day)
        if self._won_by is WonBy.CONTRACT:
            return restart.signed_on if restart is not None else self._orders.won_on(client_id, day)
        members = self._orders.groups.members(client_id, day)
        if restart is not None:
            return self._activity.first_money(members, restart.signed_on)
        opening = [won_on for client in self._orders.opened(members) if (won_on := client.won_on) is not None]
        if opening:
            return min(opening)
        if self._orders.began_before(members) or any(self._activity.paid_before(member) for member in members):
            return None
        return self._activity.first_money(members, date.min)

    def won_days(self, clients: Iterable[int]) -> set[date]:
        """Every day on which a group of some of these clients may have been won."""
        found = {client.won_on for client in self._orders.opened(clients)}
        for client_id in clients:
            if self._won_by is WonBy.MONEY:
                found.update(self._activity.money_days(client_id))
            found.update(contract.signed_on for contract in self._orders.roots.get(client_id, ()))
        return {day for day in found if day is not None}

    def restarts(self) -> Iterator[Win]:
        """The orders that begin a new life of their group: each of them wins it again."""
        for contracts in self._orders.roots.values():
            for contract in contracts:
                if self._is_restart(contract):
                    yield Win(contract.id, contract.signed_on, None)

    def restart_on(self, client_id: int, day: date) -> ContractFact | None:
        """The root that the present life of the client's group on ``day`` began with; None in its first life."""
        if self._silence_months is None:
            return None
        return self._latest_restart(client_id, day, (day, "\U0010ffff", 0))

    def _place(self, order: Order) -> Place:
        contract = self._orders.contracts[order.id]
        root = self._orders.root_of(contract)
        won_on = self.won_on(order.client_id, order.signed_on) if self._won_by is WonBy.MONEY else order.won_on
        if self._silence_months is None:
            return Place(order.order_number, order.kind, won_on)
        restart = self._latest_restart(root.client_id, root.signed_on, place_of(root))
        if restart is None:
            return Place(order.order_number, order.kind, won_on)
        if self._won_by is WonBy.CONTRACT:
            won_on = restart.signed_on
        number = order.order_number - restart.order_number + 1 if order.order_number > 0 else 0
        return Place(number, _kind(order, number), won_on)

    def _latest_restart(self, client_id: int, day: date, place: tuple[date, str, int]) -> ContractFact | None:
        members = self._orders.groups.members(client_id, day)
        earlier = (
            contract
            for member in members
            for contract in self._orders.roots.get(member, ())
            if place_of(contract) <= place and self._is_restart(contract)
        )
        return max(earlier, key=place_of, default=None)

    def _is_restart(self, contract: ContractFact) -> bool:
        if self._silence_months is None or contract.cancelled_on is not None:
            return False
        known = self._restarts.get(contract.id)
        if known is None:
            members = self._orders.groups.members(contract.client_id, contract.signed_on)
            latest = self._activity.latest_before(members, contract.signed_on)
            silent = latest is not None and add_months(latest, self._silence_months) <= contract.signed_on
            known = self._restarts[contract.id] = silent
        return known


def _kind(order: Order, number: int) -> OrderKind | None:
    if number < 1:
        return None
    if order.is_extension:
        return OrderKind.EXTENSION
    return OrderKind.FIRST if number == 1 else OrderKind.REPEAT


class Money(NamedTuple):
    """The first coming of a payment's part: its order in time, and whose it is."""

    on: date
    number_key: str
    row_id: int
    client_id: int
    contract_id: int


class Activity:
    """When a client showed signs of life: signings, invoices, acts, payments (SEMANTICS 5, "Silence")."""

    def __init__(self, facts: Facts, orders: Orders) -> None:
        """Days are gathered when they are first asked for."""
        self._facts = facts
        self._orders = orders

    def latest_before(self, members: Iterable[int], day: date) -> date | None:
        """The latest sign of life of any of the clients before ``day``."""
        found = []
        for member in members:
            days = self._days.get(member, [])
            index = bisect_left(days, day)
            if index:
                found.append(days[index - 1])
        return max(found, default=None)

    def first_money(self, members: Iterable[int], since: date) -> date | None:
        """The day of the group's first money from ``since`` on."""
        found = []
        for member in members:
            days = self.money_days(member)
            index = bisect_left(days, since)
            if index < len(days):
                found.append(days[index])
        return min(found, default=None)

    def money_days(self, client_id: int) -> list[date]:
        """The days on which money came from the client, in order."""
        return self._money_days.get(client_id, [])

    def paid_before(self, client_id: int) -> bool:
        """Whether the client had paid anything before the books began."""
        return client_id in self._paid_before

    @cached_property
    def money(self) -> list[Money]:
        """Every payment's part that brought money to a contract that stood, in order."""
        invoices = {invoice.id: invoice for invoice in self._facts.invoices}
        contracts = self._orders.contracts

        def came(row: AllocationFact) -> Money:
            invoice = invoices[row.invoice_id]
            contract = contracts[invoice.contract_id]
            on = max(row.received_on, invoice.issued_on)
            return Money(on, row.payment_number_key, row.id, contract.client_id, contract.id)

        found = sorted(came(row) for row in self._facts.allocations)
        return [part for part in found if not _cancelled(contracts[part.contract_id], part.on)]

    @cached_property
    def _money_days(self) -> dict[int, list[date]]:
        days: dict[int, list[date]] = defaultdict(list)
        for part in self.money:
            days[part.client_id].append(part.on)
        return days

    @cached_property
    def _paid_before(self) -> frozenset[int]:
        return frozenset(row.client_id for row in self._facts.contracts if row.paid_before_minor)

    @cached_property
    def _days(self) -> dict[int, list[date]]:
        days: dict[int, set[date]] = defaultdict(set)
        contracts = self._orders.contracts
        clients = {invoice.id: contracts[invoice.contract_id].client_id for invoice in self._facts.invoices}
        for contract in self._facts.contracts:
            if contract.cancelled_on is None:
                days[contract.client_id].add(contract.signed_on)
        for invoice in self._facts.invoices:
            days[clients[invoice.id]].add(invoice.issued_on)
        for act in self._facts.acts:
            if act.net_minor >= 0:
                days[contracts[act.contract_id].client_id].add(act.accepted_on)
        for row in self._facts.allocations:
            days[clients[row.invoice_id]].add(row.received_on)
        return {client_id: sorted(found) for client_id, found in days.items()}


def _cancelled(contract: ContractFact, day: date) -> bool:
    return contract.cancelled_on is not None and contract.cancelled_on <= day
