"""The whole event stream of a firm, sorted."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from app.calc.anniversaries import YEAR, Anniversaries
from app.calc.bases import Bases
from app.calc.documents import document_events, won_events
from app.calc.events import EVER, Event, Months, Span, Strand
from app.calc.exchange import Exchange
from app.calc.facts import Facts
from app.calc.gates import BOTH, gated_events
from app.calc.increases import Increases
from app.calc.orders import Orders, no_order
from app.calc.period_ends import MonthFigures, period_ends
from app.calc.places import Activity, Places
from app.calc.receipts import Receipts, Wanted, by_invoice
from app.calc.recipients import Recipients
from app.calc.scheme import EventKind, WonBy
from app.calc.wins import wins_of
from app.kernel.period import add_months

PLAIN = tuple(kind for kind in EventKind if kind not in {EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END})
"""Kinds of events that no scheme can change."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Events by (date, kind, document number, id), originals before what takes them back (SEMANTICS 4)."""

    events: tuple[Event, ...]
    taken_back: frozenset[str]
    """Keys of the events that something takes back."""
    figures: MonthFigures
    """What months come to, where a rule asks for it."""


class World:
    """A firm's facts with everything that is worked out of them once: the base of every pass."""

    def __init__(self, facts: Facts) -> None:
        """Index the facts."""
        self.facts = facts
        self.orders = Orders(facts)
        self.exchange = Exchange(facts)
        self.bases = Bases(self.exchange, Increases(self.orders, self.exchange))
        self.recipients = Recipients(facts)
        self.months = Months()
        self._activity = Activity(facts, self.orders)
        self._places: dict[tuple[int | None, WonBy], Places] = {}

    def places(self, silence_months: int | None, won_by: WonBy) -> Places:
        """The places of orders under a setting, made once."""
        setting = (silence_months, won_by)
        known = self._places.get(setting)
        if known is None:
            known = self._places[setting] = Places(self._activity, self.orders, silence_months, won_by)
        return known

    def events(
        self, wanted: Collection[EventKind | Strand] = PLAIN, span: Span = EVER, without: Container[int] = ()
    ) -> Stream:
        """Everything that can earn, whatever anybody is paid; or what some rules listen to, on some days.

        ``without``: contracts whose payments stand elsewhere and are left out.
        """
        kinds = {wish for wish in wanted if isinstance(wish, EventKind)}
        strands = sorted((wish for wish in wanted if isinstance(wish, Strand)), key=repr)
        events = list(self._money(kinds, strands, span, without))
        payments = [event for event in events if event.kind is EventKind.PAYMENT_RECEIVED]
        if strands:
            payments = self._all_payments(strands, span)
        figures = MonthFigures(payments, self.bases, self.recipients)
        made = [*document_events(self.facts, self.orders, self.months, kinds), *self._made(strands, span, payments)]
        if strands:
            made.sort(key=_by_number)
        events.extend(event for event in made if span.first <= event.on <= span.last)
        events.extend(period_ends(strands, figures, no_order(self.facts.currency), self.months, self._open(span)))
        events.sort(key=attrgetter("rank"))  # within a rank the builders' own order stands: document number, id
        taken_back = frozenset(event.reversal.of_key for event in events if event.reversal is not None)
        return Stream(tuple(events), taken_back, figures)

    def _money(
        self, kinds: Collection[EventKind], strands: Iterable[Strand], span: Span, without: Container[int]
    ) -> Iterator[Event]:
        paid, settled = EventKind.PAYMENT_RECEIVED in kinds, EventKind.INVOICE_SETTLED in kinds
        if paid or settled:
            payments, settlements = self._receipts(span, settles=settled, wanted=lambda one: one not in without).run()
            if paid:
                yield from payments
            if settled:
                settlements += self._receipts(span, settles=True, wanted=lambda one: one in without).run()[1]
                yield from sorted(settlements, key=by_invoice)
        if BOTH in strands:
            receipts = self._receipts(Span(date.min, span.last))
            opened, (payments, _) = receipts.opened(), receipts.run()
            gated = gated_events(self.facts, self.orders, payments, opened, self.months)
            yield from (event for event in gated if span.first <= event.on <= span.last)

    def _all_payments(self, strands: Iterable[Strand], span: Span) -> list[Event]:
        """Payments for the figures of months and of the years before anniversaries."""
        kinds = {strand.kind for strand in strands}
        if not kinds & {EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END}:
            return []
        since = span.first
        if EventKind.CLIENT_ANNIVERSARY in kinds and since > date.min:
            since = add_months(since, -YEAR)
        return self._receipts(Span(since, span.last)).run()[0]

    def _receipts(self, span: Span, wanted: Wanted | None = None, *, settles: bool = False) -> Receipts:
        return Receipts(self.facts, self.orders, self.months, span, wanted, settles=settles)

    def _made(self, strands: Iterable[Strand], span: Span, payments: list[Event]) -> Iterator[Event]:
        """Clients won under a setting, and anniversaries."""
        years: Anniversaries | None = None
        for strand in strands:
            places = self.places(strand.silence_months, strand.won_by)
            if strand.kind is EventKind.CLIENT_WON:
                wins = wins_of(self.orders, places, self._activity, strand.won_by)
                yield from won_events(self.facts, self.orders, self.months, wins, strand)
            elif strand.kind is EventKind.CLIENT_ANNIVERSARY:
                if years is None:
                    years = Anniversaries(self.orders, payments, self.bases, self.months)
                yield from years.of(strand, places, (span.first, span.last))

    def _open(self, span: Span) -> tuple[date, date]:
        return max(span.first, self.facts.books_from.first), span.last


def _by_number(event: Event) -> tuple[int, str, int]:
    """Clients won under different settings on one day go by number and id like those won under one (SEMANTICS 4)."""
    if event.kind is not EventKind.CLIENT_WON:
        return event.rank, "", 0
    amends = event.key.partition(":")[0].endswith("_amend")
    return event.rank, event.order.number_key, int(event.key.partition(":")[2].partition("/")[0]) if amends else 0


def events_of(facts: Facts, wanted: Collection[EventKind | Strand] = PLAIN, span: Span = EVER) -> Stream:
    """The stream of a firm by itself, whatever anybody is paid."""
    return World(facts).events(wanted, span)
