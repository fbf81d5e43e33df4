"""Keeps the stored order numbers true: whoever changes what is counted asks for a recount (SEMANTICS 5)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.contracts.neighbours import Clients
from app.contracts.numbering import Groups, Order, order_numbers
from app.contracts.store import ContractStore


class OrderCounts:
    """Numbers the orders of clients anew, inside the write of whoever asks. No permission: it only tells what is so."""

    def __init__(self, store: ContractStore, clients: Clients) -> None:
        self._store = store
        self._clients = clients

    def last_fixed_signing(self, client_id: int) -> date | None:
        """When the client's last contract was signed whose order number stands in a closed month."""
        return self._store.last_fixed_signing(client_id)

    def numbers_with(self, order: Order, client_ids: Collection[int]) -> dict[int, int]:
        """Contract id → order number, as ``recount`` would store it were ``order`` added, or changed into this."""
        memberships = self._clients.memberships()
        related = sorted(Groups(memberships).related(client_ids))
        stored = (other for client_id in related for other in self._store.orders_of_client(client_id))
        orders = (*(other for other in stored if other.id != order.id), order)
        numbers = order_numbers(orders, memberships, self._clients.orders_before())
        return {each.id: numbers.get(each.id, each.order_number) for each in orders}

    def recount(self, client_ids: Collection[int] | None) -> None:
        """Number the orders of these clients, and of all who were ever grouped with them, anew; None: of everybody."""
        memberships = self._clients.memberships()
        orders: tuple[Order, ...]
        if client_ids is None:
            orders = self._store.orders()
        else:
            related = sorted(Groups(memberships).related(client_ids))
            orders = tuple(order for client_id in related for order in self._store.orders_of_client(client_id))
        numbers = order_numbers(orders, memberships, self._clients.orders_before())
        self._store.number_orders({
            order.id: numbers[order.id]
            for order in orders
            if numbers.get(order.id, order.order_number) != order.order_number
        })
