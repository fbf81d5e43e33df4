"""The first page as it is given: what is to be done, the firm's figures, open tasks. In codes and numbers."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.kernel.actor import Role
from app.kernel.period import Month


class ToDo(NamedTuple):
    """One thing to do: how many, and what they come to in the firm's currency (None: no money in it)."""

    code: str
    role: Role
    """Whose work it is: a director sees that of others after the own."""
    number: int
    amount_minor: int | None = None
    month: Month | None = None
    names: tuple[str, ...] = ()
    """A few of them by name, where they are few."""


class Duty(NamedTuple):
    """An open task about a client."""

    id: int
    version: int
    client_id: int
    client: str
    kind: str
    person: str
    due_on: date | None
    note: str


class MonthSums(NamedTuple):
    """Asked and received in a month, in the firm's currency."""

    month: Month
    invoiced_minor: int
    received_minor: int


class Motivation(NamedTuple):
    """The cost of motivation in the month worked out last (bonus, adjustments, true-ups), and what came in then."""

    month: Month
    cost_minor: int
    received_minor: int


class HomeFigures(NamedTuple):
    """The firm's key figures: a month beside the one before it, and what is overdue today."""

    now: MonthSums
    before: MonthSums
    overdue_minor: int
    overdue_count: int
    motivation: Motivation | None
    """Only for who may see pay, and once a month was worked out."""


class Home(NamedTuple):
    """Everything on the first page; ``figures`` is None for who sees no records."""

    figures: HomeFigures | None
    to_do: tuple[ToDo, ...]
    duties: tuple[Duty, ...]
    duty_count: int
    """Open tasks in all; ``duties`` are the most urgent of them."""
    begun: bool = True
    """Whether there is anybody on the staff or any client: books without either stand at their beginning."""
