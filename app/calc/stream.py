"""The whole event stream of a firm, sorted."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter
from typing import NamedTuple

from app.calc.documents import document_events
from app.calc.events import EVER, Event, Months, Span
from app.calc.facts import Facts
from app.calc.orders import Orders
from app.calc.receipts import Receipts
from app.calc.scheme import EventKind


class Stream(NamedTuple):
    """Events by (date, kind, document number, id), originals before what takes them back (SEMANTICS 4)."""

    events: tuple[Event, ...]
    taken_back: frozenset[str]
    """Keys of the events that something takes back."""


def events_of(facts: Facts, kinds: Collection[EventKind] = tuple(EventKind), span: Span = EVER) -> Stream:
    """Everything that can earn, whatever anybody is paid; or some kinds of it, on some days."""
    orders, months = Orders(facts), Months()
    events: list[Event] = []
    if EventKind.PAYMENT_RECEIVED in kinds or EventKind.INVOICE_SETTLED in kinds:
        settles = EventKind.INVOICE_SETTLED in kinds
        payments, settlements = Receipts(facts, orders, months, span, settles=settles).run()
        events = payments + settlements if EventKind.PAYMENT_RECEIVED in kinds else settlements
    documents = document_events(facts, orders, months, kinds)
    events.extend(event for event in documents if span.first <= event.on <= span.last)
    events.sort(key=attrgetter("rank"))  # within a rank the builders' own order stands: document number, id
    return Stream(tuple(events), frozenset(event.reversal.of_key for event in events if event.reversal is not None))
