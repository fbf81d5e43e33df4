"""The frame of a use case as services see it; ``app.journal.use_case`` keeps the one implementation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Plain
from app.kernel.ids import OperationId

Value = TypeVar("Value")


class Clock(Protocol):
    """Where "now" comes from; tests freeze it."""

    def now(self) -> datetime:
        """The instant, in UTC."""

    def today(self) -> date:
        """The local date."""


class UseCases(Protocol):
    """Permission → validate → one transaction → journal → what changed."""

    @property
    def clock(self) -> Clock:
        """The clock of this office."""

    def perform(
        self,
        actor: Actor,
        permission: Permission,
        operation_id: OperationId | None,
        work: Callable[[], Value],
        *,
        action: str,
    ) -> Done[Value]:
        """Run ``work`` in one journaled write transaction (or join the open one).

        ``action`` names the use case in the journal (``contracts.add``). ``work`` gives an id, a text or None where the
        use case may be repeated by its ``operation_id``. Raises Denied (which is journaled), Invalid, Stale, Busy.
        """

    def turn_away(
        self,
        actor: Actor,
        reason: str,
        work: Callable[[], Value],
        *,
        action: str,
        about: Mapping[str, Plain] | None = None,
    ) -> Value:
        """Journal that ``actor`` was refused for a ``reason`` that is no permission, in one transaction with ``work``.

        ``about`` says more, in codes and numbers. Raises Busy.
        """

    def view(self, actor: Actor, permission: Permission, work: Callable[[], Value], *, action: str) -> Value:
        """Run ``work`` in one read snapshot. Raises Denied."""
