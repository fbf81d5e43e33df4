"""Groups: several legal entities of one owner; membership has a date and works forward only."""

from __future__ import annotations

import pytest

from app.bootstrap import Office
from app.calc.facts import MembershipFact
from app.clients import feed
from app.clients.model import Membership, NewGroup
from app.kernel.actor import Actor
from app.kernel.errors import Stale
from tests.support.firm import Firm, day
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, found, journaled, who_may


def test_groups_are_edited_by_the_office_and_seen_by_the_accountant(office: Office) -> None:
    groups = office.client_groups
    membership = Membership(9, day("2024-01-01"), None)
    for call in (
        lambda who: groups.add(who, NewGroup("Sky")),
        lambda who: groups.add_many(who, [NewGroup("Earth")]),
        lambda who: groups.rename(who, 1, 1, NewGroup("Sky")),
        lambda who: groups.join(who, membership),
        lambda who: groups.join_many(who, [membership]),
    ):
        assert who_may(call) == {DIRECTOR, OFFICE_MANAGER}
    for read in (groups.list, groups.ids, groups.memberships):
        assert who_may(read) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}


def test_a_group_has_a_name_of_its_own(office: Office, director: Actor) -> None:
    group_id = office.client_groups.add(director, NewGroup("Небо і Земля")).value
    assert found(lambda: office.client_groups.add(director, NewGroup(" НЕБО і  земля"))) == {("name", "name_taken")}
    assert found(lambda: office.client_groups.add(director, NewGroup(""))) == {("name", "name_missing")}
    assert office.client_groups.ids(director) == {"небо і земля": group_id}
    office.client_groups.rename(director, group_id, 1, NewGroup("Небо"))
    assert [group.name for group in office.client_groups.list(director)] == ["Небо"]
    with pytest.raises(Stale):
        office.client_groups.rename(director, group_id, 1, NewGroup("Земля"))


def test_membership_begins_after_the_one_before_it(office: Office, director: Actor) -> None:
    firm = Firm(office).client("Orion").group("Sky", "Orion", since="2024-03-01")
    client_id, group_id = firm.clients["Orion"], firm.groups["Sky"]
    before, same = (Membership(client_id, day(since), None) for since in ("2024-02-28", "2024-03-01"))
    assert found(lambda: office.client_groups.join(director, before)) == {("valid_from", "membership_not_forward")}
    assert found(lambda: office.client_groups.join(director, same)) == {("valid_from", "membership_not_forward")}
    firm.alone("Orion", since="2024-06-01")
    assert office.client_groups.memberships(director) == (
        Membership(client_id, day("2024-03-01"), group_id),
        Membership(client_id, day("2024-06-01"), None),
    )
    assert set(feed.memberships(office._db)) == {
        MembershipFact(client_id, day("2024-03-01"), group_id),
        MembershipFact(client_id, day("2024-06-01"), None),
    }
    assert journaled(office)[0] == "clients.join_group"


def test_membership_never_reaches_back_behind_an_order_of_a_closed_month(office: Office, director: Actor) -> None:
    firm = Firm(office).client("Orion").client("Vega").contract("7", "Orion", signed="2024-03-10")
    office.contracts.fix_order_numbers(director, {firm.contracts["7"]})
    firm.group("Sky", "Vega")
    early = Membership(firm.clients["Orion"], day("2024-03-10"), firm.groups["Sky"])
    assert found(lambda: office.client_groups.join(director, early)) == {("valid_from", "membership_before_closed")}
    firm.group("Sky", "Orion", since="2024-03-11")


def test_of_many_memberships_all_or_none_come_in(office: Office, director: Actor) -> None:
    firm = Firm(office).client("Orion").group("Sky")
    first = Membership(firm.clients["Orion"], day("2024-01-01"), firm.groups["Sky"])
    wrong = Membership(99, day("2024-01-01"), 99)
    assert found(lambda: office.client_groups.join_many(director, [first, first, wrong])) == {
        ("valid_from", "membership_not_forward"),
        ("client_id", "client_unknown"),
        ("group_id", "group_unknown"),
    }
    office.client_groups.join_many(director, [first])
    assert office.client_groups.memberships(director) == (first,)


def test_joining_counts_the_orders_anew(office: Office, director: Actor) -> None:
    firm = Firm(office).client("Orion").client("Vega").contract("1", "Orion", signed="2024-01-10")
    firm.contract("2", "Vega", signed="2024-02-10")
    firm.group("Sky", "Orion", "Vega", since="2024-02-01")
    assert office.contracts.get(director, firm.contracts["2"]).order_number == 2
