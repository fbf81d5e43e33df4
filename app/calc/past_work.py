"""Who really did what in the firm's history, in money: what the scheme check and the wizard's first step go by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from app.calc.events import Event, Span
from app.calc.facts import Facts, Function
from app.calc.scheme import Base, EventKind
from app.calc.stream import World
from app.kernel.money import split
from app.kernel.period import Month


class Share(NamedTuple):
    """A person's part of a payment, by the function that was held; ``net_minor`` in the firm's currency."""

    event: Event
    person_id: int
    function: Function
    net_minor: int


@dataclass(frozen=True, slots=True)
class PastWork:
    """What came in, and who held which function for it."""

    shares: tuple[Share, ...]
    unheld: tuple[tuple[Function, Event, int], ...]
    """Payments on orders on which nobody held the function, with their net."""
    net_by_month: dict[Month, int]
    margin_by_month: dict[Month, int]
    margin_by_contract: dict[int, int]

    def of_function(self, function: Function) -> tuple[Share, ...]:
        """Everybody's parts of one function."""
        return tuple(share for share in self.shares if share.function is function)


def past_work(facts: Facts, through: Month) -> PastWork:
    """Payments from ``books_from`` to the end of ``through`` with their holders. Raises ``exchange.RatesMissing``."""
    world = World(facts)
    span = Span(facts.books_from.first, through.last)
    shares: list[Share] = []
    unheld: list[tuple[Function, Event, int]] = []
    net: dict[Month, int] = defaultdict(int)
    margin: dict[Month, int] = defaultdict(int)
    by_contract: dict[int, int] = defaultdict(int)
    for event in world.events((EventKind.PAYMENT_RECEIVED,), span).events:
        net_minor, margin_minor = world.bases.of(event, Base.NET), world.bases.of(event, Base.MARGIN)
        net[event.month] += net_minor
        margin[event.month] += margin_minor
        by_contract[event.order.id] += margin_minor
        for function in Function:
            holders = world.recipients.of(event.order, function, event.on)
            if not holders.people:
                unheld.append((function, event, net_minor))
                continue
            parts = split(net_minor, holders.weights)
            shares += [Share(event, person, function, part) for person, part in zip(holders.people, parts, strict=True)]
    world.exchange.raise_missing()
    return PastWork(tuple(shares), tuple(unheld), dict(net), dict(margin), dict(by_contract))
