"""What leaving asks of other features. The program's start hands in the services and the store that can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.contracts.model import NewHandover
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.staff.model import Person


class People(Protocol):
    """Staff as stored."""

    def get(self, person_id: int) -> Person | None:
        """One person."""

    def list(self) -> tuple[Person, ...]:
        """Everybody."""


class Staff(Protocol):
    """The service of staff."""

    def leave(self, actor: Actor, person_id: int, version: int, left_on: date | None) -> Done[None]:
        """Note the last day. Raises Denied, Invalid, Stale."""


class Contracts(Protocol):
    """The service of contracts."""

    def hand_over_many(self, actor: Actor, items: Sequence[NewHandover]) -> Done[None]:
        """Hand over functions, or none of them. Raises Denied, Invalid."""


class Tasks(Protocol):
    """The service of tasks."""

    def give_to(self, actor: Actor, task_id: int, version: int, person_id: int) -> Done[None]:
        """Let somebody else do a task. Raises Denied, Invalid, Refused, Stale."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everybody leaving asks."""

    people: People
    staff: Staff
    contracts: Contracts
    tasks: Tasks
