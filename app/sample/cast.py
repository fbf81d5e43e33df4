"""The invented people, clients and words of the sample firm, as ``resources/sample/firm.toml`` names them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.paths import resource


@dataclass(frozen=True, slots=True)
class Pay:
    """A person's pay from a day on, in minor units a month."""

    valid_from: date
    engagement: str
    salary_minor: int
    guarantee_minor: int
    draw_minor: int


@dataclass(frozen=True, slots=True)
class Player:
    """A member of staff; ``part`` is director, office, accountant, sales or projects."""

    staff_no: str
    name: str
    position: str
    part: str
    hired_on: date
    left_on: date | None
    pay: tuple[Pay, ...]

    def works_on(self, day: date) -> bool:
        """Whether the person is with the firm on ``day``."""
        return self.hired_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything that has a name in the sample."""

    firm: Mapping[str, Any]
    """Its names and what its papers say of it."""
    series: Mapping[str, str]
    """Patterns of numbers by the kind of paper."""
    players: tuple[Player, ...]
    clients: tuple[tuple[str, str], ...]
    """Names with the currency that the client pays in."""
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    services: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, Any]
    days: tuple[tuple[date, bool, str], ...]

    def number_of(self, part: str, day: date) -> tuple[int, ...]:
        """Places (from 1) of those who do a part on ``day``, in order of staff numbers."""
        return tuple(n for n, who in enumerate(self.players, start=1) if who.part == part and who.works_on(day))


@cache
def cast() -> Cast:
    """The cast of the play."""
    text = resource("sample", "firm.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    clients = [(name, "UAH") for name in told["clients"]["home"]]
    clients += [(name, "USD") for name in told["clients"]["dollar"]]
    clients += [(name, "EUR") for name in told["clients"]["euro"]]
    return Cast(
        firm={key: value for key, value in told.items() if isinstance(value, str)},
        series=told["series"],
        players=tuple(_player(row) for row in told["person"]),
        clients=tuple(clients),
        groups=tuple((row["name"], tuple(row["members"])) for row in told["group"]),
        services={kind: tuple(names) for kind, names in told["services"].items()},
        reasons=told["reasons"],
        days=tuple((row["day"], row["working"], row["note"]) for row in told["day"]),
    )


def scheme_text(name: str) -> str:
    """A scheme file of the sample: ``sales`` or ``projects``."""
    return resource("sample", f"{name}.toml").read_text(encoding="utf-8")


def _player(row: Mapping[str, Any]) -> Player:
    pay = tuple(
        Pay(
            valid_from=term["from"],
            engagement=term.get("engagement", "employee"),
            salary_minor=term["salary"] * 100,
            guarantee_minor=term.get("guarantee", 0) * 100,
            draw_minor=term.get("draw", 0) * 100,
        )
        for term in row["pay"]
    )
    return Player(
        staff_no=row["staff_no"],
        name=row["name"],
        position=row["position"],
        part=row["part"],
        hired_on=row["hired_on"],
        left_on=row.get("left_on"),
        pay=pay,
    )
