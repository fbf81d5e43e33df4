"""What motivation asks of other features. The program's start hands in the stores that can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.clients.model import Client
from app.contracts.model import NewContract
from app.contracts.proposing import Proposed
from app.kernel.period import Month
from app.staff.model import Person


class People(Protocol):
    """Staff, as motivation sees it."""

    def list(self) -> tuple[Person, ...]:
        """Everybody."""


class Clients(Protocol):
    """Clients, as motivation sees them."""

    def list(self) -> tuple[Client, ...]:
        """All clients."""


class Months(Protocol):
    """The payroll months, as motivation sees them."""

    def first_open(self) -> Month:
        """The earliest month whose results may still change."""


class Orders(Protocol):
    """Contracts that are still being typed."""

    def proposed(self, new: NewContract, contract_id: int | None) -> Proposed:
        """The facts of a new contract, or of ``contract_id`` as it would be changed. Raises Invalid, NotFound."""


@dataclass(frozen=True, slots=True)
class PreviewNeighbours:
    """Everybody whom the preview of an order asks."""

    people: People
    clients: Clients
    orders: Orders
    months: Months


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everybody motivation asks."""

    people: People
    months: Months
