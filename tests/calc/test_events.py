"""The stream itself: order, keys, and what an event says of its client."""

from __future__ import annotations

from datetime import date

from app.calc.facts import (
    AllocationFact,
    ClientFact,
    ContractFact,
    Facts,
    InvoiceFact,
)
from app.calc.scheme import EventKind, OrderKind, WonBy
from app.calc.stream import World, events_of
from app.kernel.period import Month

SIGNED, JANUARY = date(2024, 1, 31), date(2024, 2, 1)


def contract(number: int, signed_on: date, order_number: int) -> ContractFact:
    return ContractFact(
        id=number,
        number=str(number),
        number_key=str(number),
        client_id=1,
        signed_on=signed_on,
        net_minor=100_00,
        vat_ppm=200_000,
        currency="UAH",
        service_kind="standard",
        extends_id=None,
        direct_cost_minor=0,
        quantity=1,
        cancelled_on=None if order_number else signed_on,
        order_number=order_number,
        paid_before_minor=0,
    )


def firm() -> Facts:
    return Facts(
        currency="UAH",
        books_from=Month(2024, 1),
        clients=(ClientFact(1, 0, None, None, ()),),
        contracts=(contract(1, SIGNED, 1), contract(2, date(2024, 6, 1), 0)),
        invoices=(
            InvoiceFact(1, "1", "1", 1, SIGNED, date(2024, 2, 10), 100_00, 120_00, None, None),
            InvoiceFact(2, "2", "2", 2, date(2024, 6, 1), date(2024, 6, 1), 100_00, 120_00, None, None),
        ),
        allocations=(
            AllocationFact(1, 1, "P1", "P1", 1, JANUARY, 120_00, None),
            AllocationFact(2, 2, "P2", "P2", 2, date(2024, 6, 2), 120_00, None),
        ),
    )


def test_events_of_a_day_go_by_kind() -> None:
    keys = [event.key for event in events_of(firm()).events]
    assert keys == ["sign:1", "inv:1", "won:1", "pay:1", "settle:1:1", "inv:2", "pay:2", "settle:2:1"]


def test_won_on_31_january_paid_on_1_february_is_the_first_month() -> None:
    """SEMANTICS 5."""
    paid = next(event for event in events_of(firm()).events if event.key == "pay:1")
    place = World(firm()).places(None, WonBy.CONTRACT).of(paid.order)
    assert place.months_on(paid.on) == 1
    assert place.kind is OrderKind.FIRST


def test_an_order_that_does_not_count_has_no_kind() -> None:
    paid = next(event for event in events_of(firm()).events if event.key == "pay:2")
    assert paid.order.kind is None


def test_only_the_kinds_that_are_asked_for() -> None:
    def kinds(*wanted: EventKind) -> set[EventKind]:
        return {event.kind for event in events_of(firm(), wanted).events}

    assert kinds(EventKind.PAYMENT_RECEIVED) == {EventKind.PAYMENT_RECEIVED}
    assert kinds(EventKind.INVOICE_SETTLED, EventKind.CLIENT_WON) == {EventKind.INVOICE_SETTLED, EventKind.CLIENT_WON}
    assert kinds() == set()


def test_a_client_of_whom_nothing_is_known_has_no_months() -> None:
    alone = Facts(
        currency="UAH",
        books_from=Month(2024, 1),
        contracts=(contract(2, SIGNED, 0),),
        invoices=(InvoiceFact(2, "2", "2", 2, SIGNED, SIGNED, 100_00, 120_00, None, None),),
    )
    world = World(alone)
    places = world.places(None, WonBy.CONTRACT)
    assert [places.of(event.order).months_on(event.on) for event in world.events().events] == [0]
