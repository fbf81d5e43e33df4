"""What invoices ask of other features. The program's start hands in the stores that can answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.contracts.numbering import Order
from app.settings.series import NumberedKind


class People(Protocol):
    """Staff, as invoices see it."""

    def known(self) -> frozenset[int]:
        """The ids of all people."""


class Clients(Protocol):
    """Clients, as tasks see them."""

    def known(self) -> frozenset[int]:
        """The ids of all clients."""


class Contracts(Protocol):
    """Contracts, as invoices see them."""

    def order(self, contract_id: int) -> Order | None:
        """A contract with its client, currency and cancellation."""

    def orders(self) -> tuple[Order, ...]:
        """Every contract."""


class Money(Protocol):
    """Payments, as invoices see them."""

    def received_minor(self, invoice_id: int) -> int:
        """Allocated to the invoice less refunded, in its currency; payments undone by a storno never came."""


class Numbering(Protocol):
    """Number series, as invoices see them."""

    def next_number(self, kind: NumberedKind, on: date) -> str:
        """The next free number of the year."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everybody invoices ask."""

    people: People
    clients: Clients
    contracts: Contracts
    money: Money
    numbering: Numbering
