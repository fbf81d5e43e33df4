"""The whole event stream of a firm, sorted."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from app.calc.documents import document_events
from app.calc.events import Event, Months
from app.calc.facts import Facts
from app.calc.orders import Orders
from app.calc.receipts import Receipts
from app.calc.scheme import EventKind


class Stream(NamedTuple):
    """Events by (date, kind, document number, id), originals before what takes them back (SEMANTICS 4)."""

    events: tuple[Event, ...]
    taken_back: frozenset[str]
    """Keys of the events that something takes back."""


def events_of(facts: Facts, kinds: Collection[EventKind] = tuple(EventKind)) -> Stream:
    """Everything that can earn, before the books begin and after, whatever anybody is paid; or some kinds of it."""
    orders, months = Orders(facts), Months()
    events: list[Event] = []
    if EventKind.PAYMENT_RECEIVED in kinds or EventKind.INVOICE_SETTLED in kinds:
        settles = EventKind.INVOICE_SETTLED in kinds
        payments, settlements = Receipts(facts, orders, months, settles=settles).run()
        events = payments + settlements if EventKind.PAYMENT_RECEIVED in kinds else settlements
    events.extend(document_events(facts, orders, months, kinds))
    events.sort(key=_rank)
    return Stream(tuple(events), frozenset(event.reversal.of_key for event in events if event.reversal is not None))


def _rank(event: Event) -> int:
    """Within a rank the builders' own order stands: document number, id."""
    return event.rank
