"""What clients ask of other features. The program's start hands in the stores that can answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Protocol


class People(Protocol):
    """Staff, as clients see it."""

    def known(self) -> frozenset[int]:
        """The ids of all people."""


class Orders(Protocol):
    """Contracts, as clients see them: whoever moves between groups is counted anew (SEMANTICS 5)."""

    def last_fixed_signing(self, client_id: int) -> date | None:
        """When the client's last contract was signed whose order number stands in a closed month."""

    def recount(self, client_ids: Collection[int] | None) -> None:
        """Number the orders of these clients, and of all who were ever grouped with them, anew; None: of everybody."""
