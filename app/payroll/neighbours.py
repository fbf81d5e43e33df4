"""What payroll asks of other features. The program's start hands in the stores and services that can answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from app.calc.facts import Facts
from app.calc.results import Balance
from app.calc.scheme import Scheme
from app.clients.model import Client, Group, Membership
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.staff.model import Person


class People(Protocol):
    """Staff, as payroll sees it."""

    def list(self) -> tuple[Person, ...]:
        """Everybody."""


class Clients(Protocol):
    """Clients, as payroll sees them."""

    def list(self) -> tuple[Client, ...]:
        """All clients."""

    def memberships(self) -> tuple[Membership, ...]:
        """Every membership of a group, oldest first."""


class Groups(Protocol):
    """Client groups, as payroll sees them."""

    def list(self) -> tuple[Group, ...]:
        """All groups."""


class Orders(Protocol):
    """Contracts, as payroll sees them."""

    def fix_order_numbers(self, actor: Actor, contract_ids: Collection[int]) -> Done[None]:
        """Keep the order numbers of these contracts from now on (SEMANTICS 5)."""


class Loader(Protocol):
    """The facts of the engine."""

    def load_facts(self) -> Facts:
        """Everything the engine may know."""

    def load_schemes(self) -> tuple[Scheme, ...]:
        """Every scheme in force."""

    def load_opening(self) -> tuple[Balance, ...]:
        """What people bring into the books."""

    def token(self) -> str:
        """A text that differs after any fact has moved."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everybody payroll asks."""

    people: People
    clients: Clients
    orders: Orders
    loader: Loader
    groups: Groups
