"""Order numbers as examples, and their indifference to the order of input (SEMANTICS 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.clients.model import Membership
from app.contracts.numbering import Groups, Order, order_numbers
from app.kernel.ids import natural_key
from tests.support.firm import day

ORION, VEGA, LYRA = 1, 2, 3
SKY, SEA = 10, 20


def order(number: str, client: int, signed: str, **more: int | str) -> Order:
    """A contract; its id is its place in time of entry when given by ``id``."""
    cancelled, extends = more.get("cancelled"), more.get("extends")
    return Order(
        id=int(more.get("id", sum(map(ord, number)))),
        number=number,
        number_key=natural_key(number),
        client_id=client,
        signed_on=day(signed),
        currency="UAH",
        extends_id=None if extends is None else sum(map(ord, str(extends))),
        cancelled_on=day(str(cancelled)) if cancelled else None,
        order_number=int(more.get("stored", 0)),
        fixed=bool(more.get("fixed")),
    )


def numbers(
    *orders: Order, groups: Sequence[Membership] = (), before: Mapping[int, int] | None = None
) -> dict[str, int]:
    """Contract number → order number."""
    counted = order_numbers(orders, groups, before or {})
    return {order.number: counted[order.id] for order in orders if order.id in counted}


def test_orders_of_a_client_count_by_signing_day() -> None:
    assert numbers(
        order("C", ORION, "2024-03-01"), order("A", ORION, "2024-01-01"), order("B", ORION, "2024-02-01")
    ) == {
        "A": 1,
        "B": 2,
        "C": 3,
    }


def test_on_one_day_the_number_decides_and_digits_are_numbers() -> None:
    assert numbers(order("A-10", ORION, "2024-01-01"), order("A-9", ORION, "2024-01-01")) == {"A-9": 1, "A-10": 2}


def test_numbers_that_read_alike_go_by_id() -> None:
    first, second = order("A-07", ORION, "2024-01-01", id=1), order("A-7", ORION, "2024-01-01", id=2)
    assert numbers(second, first) == {"A-07": 1, "A-7": 2}


def test_clients_count_for_themselves() -> None:
    assert numbers(order("A", ORION, "2024-01-01"), order("B", VEGA, "2024-01-02")) == {"A": 1, "B": 1}


def test_orders_before_the_books_count() -> None:
    assert numbers(order("A", ORION, "2024-01-01"), before={ORION: 4, VEGA: 9}) == {"A": 5}


def test_a_cancelled_order_has_no_number_and_counts_for_nobody() -> None:
    assert numbers(order("A", ORION, "2024-01-01", cancelled="2025-01-01"), order("B", ORION, "2024-02-01")) == {
        "A": 0,
        "B": 1,
    }


def test_an_extension_carries_its_roots_number_and_counts_for_nobody() -> None:
    assert numbers(
        order("A", ORION, "2024-01-01"),
        order("B", ORION, "2024-02-01"),
        order("B+", ORION, "2024-03-01", extends="B"),
        order("B++", ORION, "2024-04-01", extends="B+"),
        order("C", ORION, "2024-05-01"),
    ) == {"A": 1, "B": 2, "B+": 2, "B++": 2, "C": 3}


def test_the_extension_of_a_cancelled_root_keeps_the_place_that_the_root_had() -> None:
    assert numbers(
        order("A", ORION, "2024-01-01"),
        order("B", ORION, "2024-02-01", cancelled="2024-06-01"),
        order("B+", ORION, "2024-03-01", extends="B"),
    ) == {"A": 1, "B": 0, "B+": 2}


def test_members_of_a_group_count_together() -> None:
    sky = [Membership(ORION, day("2023-01-01"), SKY), Membership(VEGA, day("2023-01-01"), SKY)]
    orders = (order("A", ORION, "2024-01-01"), order("B", VEGA, "2024-02-01"), order("C", ORION, "2024-03-01"))
    assert numbers(*orders, groups=sky) == {"A": 1, "B": 2, "C": 3}
    assert numbers(*orders, groups=sky, before={ORION: 2, VEGA: 1}) == {"A": 4, "B": 5, "C": 6}


def test_what_a_client_brings_into_a_group_counts_from_the_day_it_joins() -> None:
    joined = [Membership(ORION, day("2023-01-01"), SKY), Membership(VEGA, day("2024-03-01"), SKY)]
    assert numbers(
        order("O1", ORION, "2024-01-01"),
        order("V1", VEGA, "2024-01-15"),
        order("O2", ORION, "2024-02-01"),
        order("V2", VEGA, "2024-03-01"),
        order("O3", ORION, "2024-04-01"),
        groups=joined,
    ) == {"O1": 1, "V1": 1, "O2": 2, "V2": 4, "O3": 5}


def test_joining_a_group_later_leaves_every_earlier_number_alone() -> None:
    orders = (order("O1", ORION, "2024-01-01"), order("V1", VEGA, "2024-01-15"), order("V2", VEGA, "2024-02-01"))
    alone = numbers(*orders)
    sky = [Membership(ORION, day("2024-03-01"), SKY), Membership(VEGA, day("2024-03-01"), SKY)]
    assert numbers(*orders, groups=sky) == alone == {"O1": 1, "V1": 1, "V2": 2}


def test_who_leaves_a_group_counts_alone_and_what_was_ordered_inside_stays_with_the_group() -> None:
    left = [
        Membership(ORION, day("2023-01-01"), SKY),
        Membership(VEGA, day("2023-01-01"), SKY),
        Membership(VEGA, day("2024-02-01"), None),
    ]
    assert numbers(
        order("V1", VEGA, "2024-01-01"),
        order("V2", VEGA, "2024-02-01"),
        order("O1", ORION, "2024-03-01"),
        groups=left,
    ) == {"V1": 1, "V2": 2, "O1": 2}


def test_who_changes_groups_takes_its_orders_along() -> None:
    moved = [
        Membership(ORION, day("2023-01-01"), SKY),
        Membership(VEGA, day("2023-01-01"), SKY),
        Membership(LYRA, day("2023-01-01"), SEA),
        Membership(VEGA, day("2024-03-01"), SEA),
    ]
    assert numbers(
        order("O1", ORION, "2024-01-01"),
        order("V1", VEGA, "2024-01-02"),
        order("L1", LYRA, "2024-01-03"),
        order("V2", VEGA, "2024-03-02"),
        order("O2", ORION, "2024-03-03"),
        groups=moved,
    ) == {"O1": 1, "V1": 2, "L1": 1, "V2": 3, "O2": 3}


def test_a_fixed_number_is_not_counted_anew_and_its_extension_follows_it() -> None:
    assert numbers(
        order("A", ORION, "2024-01-01"),
        order("B", ORION, "2024-02-01", stored=7, fixed=1),
        order("B+", ORION, "2024-03-01", extends="B"),
        order("C", ORION, "2024-04-01"),
    ) == {"A": 1, "B+": 7, "C": 3}


def test_a_circle_of_extensions_has_no_number() -> None:
    assert numbers(order("A", ORION, "2024-01-01", extends="B"), order("B", ORION, "2024-01-01", extends="A")) == {
        "A": 0,
        "B": 0,
    }


def test_clients_are_related_through_every_group_they_were_ever_in() -> None:
    groups = Groups([
        Membership(ORION, day("2023-01-01"), SKY),
        Membership(VEGA, day("2023-01-01"), SKY),
        Membership(VEGA, day("2024-01-01"), SEA),
        Membership(LYRA, day("2024-01-01"), SEA),
    ])
    assert groups.related({ORION}) == {ORION, VEGA, LYRA}
    assert groups.related({99}) == {99}
    assert groups.together(ORION, VEGA, day("2023-06-01"))
    assert not groups.together(ORION, VEGA, day("2024-06-01"))
    assert not groups.together(98, 99, day("2024-06-01"))


START = date(2024, 1, 1)
PLACES = st.tuples(st.integers(1, 4), st.integers(0, 60), st.booleans())
MOVES = st.dictionaries(st.tuples(st.integers(1, 4), st.integers(0, 60)), st.sampled_from([None, SKY, SEA]), max_size=6)


def books(
    places: Sequence[tuple[int, int, bool]], moves: Mapping[tuple[int, int], int | None]
) -> tuple[list[Order], list[Membership]]:
    orders = [
        Order(
            index,
            str(index),
            natural_key(str(index)),
            client,
            START + timedelta(days=offset),
            "UAH",
            None,
            START + timedelta(days=offset) if cancelled else None,
            0,
            fixed=False,
        )
        for index, (client, offset, cancelled) in enumerate(places, start=1)
    ]
    memberships = [
        Membership(client, START + timedelta(days=offset), group) for (client, offset), group in moves.items()
    ]
    return orders, memberships


@given(places=st.lists(PLACES, max_size=12), moves=MOVES, data=st.data())
def test_the_order_of_input_never_matters(
    places: list[tuple[int, int, bool]], moves: dict[tuple[int, int], int | None], data: st.DataObject
) -> None:
    orders, memberships = books(places, moves)
    shuffled = data.draw(st.permutations(orders)), data.draw(st.permutations(memberships))
    assert order_numbers(shuffled[0], shuffled[1], {1: 2}) == order_numbers(orders, memberships, {1: 2})


@given(places=st.lists(PLACES, max_size=12), moves=MOVES)
def test_numbers_say_what_the_rule_says(
    places: list[tuple[int, int, bool]], moves: dict[tuple[int, int], int | None]
) -> None:
    """Every number again, counted naively: the orders before it of everybody who has joined its group by its day."""
    orders, memberships = books(places, moves)
    counted = order_numbers(orders, memberships, {})
    groups = Groups(memberships)
    for one in orders:
        group = groups.on(one.client_id, one.signed_on)
        before = 0
        for other in orders:
            if other.cancelled_on is not None or other.place >= one.place:
                continue
            if group is None:
                before += other.client_id == one.client_id
            else:
                counts_from = groups.counts_from(other.client_id, group, other.signed_on)
                before += counts_from is not None and counts_from <= one.signed_on
        assert counted[one.id] == (0 if one.cancelled_on else 1 + before)


@given(places=st.lists(PLACES, max_size=12), moves=MOVES)
def test_within_a_group_nobody_comes_after_a_higher_number(
    places: list[tuple[int, int, bool]], moves: dict[tuple[int, int], int | None]
) -> None:
    orders, memberships = books(places, moves)
    counted = order_numbers(orders, memberships, {})
    groups = Groups(memberships)
    last: dict[int, int] = {}
    for one in sorted(orders, key=lambda each: each.place):
        group = groups.on(one.client_id, one.signed_on)
        if group is not None and one.cancelled_on is None:
            assert counted[one.id] > last.get(group, 0)
            last[group] = counted[one.id]
