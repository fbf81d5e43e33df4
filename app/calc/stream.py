"""The whole event stream of a firm, sorted."""

from __future__ import annotations

from typing import NamedTuple

from app.calc.documents import document_events
from app.calc.events import Event, Months
from app.calc.facts import Facts
from app.calc.orders import Orders
from app.calc.receipts import Receipts


class Stream(NamedTuple):
    """Events by (date, kind, document number, id), originals before what takes them back (SEMANTICS 4)."""

    events: tuple[Event, ...]
    taken_back: frozenset[str]
    """Keys of the events that something takes back."""


def events_of(facts: Facts) -> Stream:
    """Everything that can earn, before the books begin and after, whatever anybody is paid."""
    orders, months = Orders(facts), Months()
    payments, settlements = Receipts(facts, orders, months).run()
    events = payments + settlements
    events.extend(document_events(facts, orders, months))
    events.sort(key=_rank)
    return Stream(tuple(events), frozenset(event.reversal.of_key for event in events if event.reversal is not None))


def _rank(event: Event) -> int:
    """Within a rank the builders' own order stands: document number, id."""
    return event.rank
