"""What payments ask of other features. The program's start hands in the stores that can answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.clients.model import Membership
from app.invoices.model import Claim
from app.settings.model import Firm


class Settings(Protocol):
    """The firm, as payments see it."""

    def firm(self) -> Firm | None:
        """The firm of the file."""


class Clients(Protocol):
    """Clients, as payments see them."""

    def known(self) -> frozenset[int]:
        """The ids of all clients."""

    def name(self, client_id: int) -> str:
        """What a client is called; empty where there is none."""

    def memberships(self) -> tuple[Membership, ...]:
        """Who belonged to which group from when on."""


class Invoices(Protocol):
    """Invoices, as payments see them."""

    def claim(self, invoice_id: int) -> Claim | None:
        """What may be paid on an invoice."""

    def claims(self, client_ids: Collection[int] | None = None) -> Mapping[int, Claim]:
        """The same of every invoice, or of every one of some clients, by id."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everybody payments ask."""

    settings: Settings
    clients: Clients
    invoices: Invoices
