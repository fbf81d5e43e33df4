"""What is handed on when a person leaves, as the service takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calc.facts import Function


@dataclass(frozen=True, slots=True)
class FunctionOn:
    """``person_id`` takes over a function for a client."""

    client_id: int
    function: Function
    person_id: int


@dataclass(frozen=True, slots=True)
class TaskOn:
    """``person_id`` takes over a task, as it stood at ``version``."""

    task_id: int
    version: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a person hands on from ``on_date`` on, and why; ``left_on`` None leaves the last day as it stands.

    ``version`` is the person's. ``on_date`` may be None where no function is handed on.
    """

    person_id: int
    version: int
    left_on: date | None = None
    on_date: date | None = None
    reason: str = ""
    functions: tuple[FunctionOn, ...] = ()
    tasks: tuple[TaskOn, ...] = ()
