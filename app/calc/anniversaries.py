"""Anniversaries of clients won: each year after, if the group paid in the last twelve months (PRODUCT, "Events")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.calc.bases import Bases
from app.calc.events import Event, Months, Strand, rank_of
from app.calc.orders import Order, Orders, place_of, stands
from app.calc.places import Places
from app.calc.scheme import Base, EventKind
from app.kernel.period import add_months

YEAR = 12


class Receipt(NamedTuple):
    """One payment or refund in the firm's currency."""

    on: date
    net_minor: int
    gross_minor: int


class Anniversaries:
    """Receipts of clients, ready to be added up year by year."""

    def __init__(self, orders: Orders, payments: Sequence[Event], bases: Bases, months: Months) -> None:
        """Convert every payment once."""
        self._orders = orders
        self._months = months
        self._receipts: dict[int, list[Receipt]] = defaultdict(list)
        for event in payments:
            receipt = Receipt(event.on, bases.of(event, Base.NET), bases.of(event, Base.GROSS))
            self._receipts[event.order.client_id].append(receipt)
        self._firm_currency = bases.exchange.firm_currency

    def of(self, strand: Strand, places: Places, span: tuple[date, date]) -> Iterator[Event]:
        """Every anniversary in the span, one for each group."""
        found: dict[str, Event] = {}
        for client_id in sorted(self._receipts):
            for event in self._of_client(client_id, strand, places, span):
                found.setdefault(event.key, event)
        yield from sorted(found.values(), key=lambda event: (event.on, event.order.number_key, event.order.id))

    def _of_client(self, client_id: int, strand: Strand, places: Places, span: tuple[date, date]) -> Iterator[Event]:
        """Of the days on which the group may have been won, the one that its members of the anniversary say."""
        first, last = span
        for won_on in sorted(places.won_days(self._orders.groups.mates(client_id))):
            years = 1
            while (day := add_months(won_on, YEAR * years)) <= last:
                if day >= first and places.won_on(client_id, day) == won_on:
                    event = self._event(client_id, strand, won_on, years)
                    if event is not None:
                        yield event
                years += 1

    def _event(self, client_id: int, strand: Strand, won_on: date, years: int) -> Event | None:
        day, since = add_months(won_on, YEAR * years), add_months(won_on, YEAR * (years - 1))
        members = self._orders.groups.members(client_id, day)
        order = self._order(members, day)
        receipts = [row for member in members for row in self._receipts.get(member, ()) if since < row.on <= day]
        net_minor = sum(row.net_minor for row in receipts)
        if order is None or net_minor <= 0:
            return None
        foreign = order.currency != self._firm_currency
        return Event(
            key=f"year:{self._orders.groups.at(client_id, day)}:{day.isoformat()}",
            kind=EventKind.CLIENT_ANNIVERSARY,
            on=day,
            rank=rank_of(day, EventKind.CLIENT_ANNIVERSARY, takes_back=False),
            month=self._months.of(day),
            order=order,
            invoice=None,
            payment_id=None,
            payment_number="",
            gross_minor=sum(row.gross_minor for row in receipts),
            net_minor=net_minor,
            progress=(0, 0, net_minor, net_minor),
            adds=False,
            days_late=None,
            rate_on=day,
            firm=(net_minor, net_minor) if foreign else None,
            reversal=None,
            strand=strand,
        )

    def _order(self, members: tuple[int, ...], day: date) -> Order | None:
        """The group's earliest order that stands."""
        standing = (
            contract
            for member in members
            for contract in self._orders.roots.get(member, ())
            if contract.signed_on <= day and stands(contract, day)
        )
        contract = min(standing, key=place_of, default=None)
        return None if contract is None else self._orders.of(contract.id)
