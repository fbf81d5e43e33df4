"""What contracts ask of other features. The program's start hands in the stores that can answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from app.clients.model import Membership
from app.settings.vat import DatedVat


class People(Protocol):
    """Staff, as contracts see it."""

    def known(self) -> frozenset[int]:
        """The ids of all people."""


class Clients(Protocol):
    """Clients, as contracts see them."""

    def known(self) -> frozenset[int]:
        """The ids of all clients."""

    def memberships(self) -> tuple[Membership, ...]:
        """Who belonged to which group from when on."""

    def orders_before(self) -> Mapping[int, int]:
        """Client id → orders given before the books began."""


class Invoiced(Protocol):
    """Invoices, as contracts see them."""

    def any_of_contract(self, contract_id: int) -> bool:
        """Whether money was asked on the contract."""


class Vat(Protocol):
    """The firm's VAT, as contracts see it."""

    def dated(self) -> tuple[DatedVat, ...]:
        """How the firm has stood to VAT."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everybody contracts ask."""

    people: People
    clients: Clients
    invoices: Invoiced
    vat: Vat
