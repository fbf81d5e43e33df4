"""A client and its group are written in one act: both or neither, and taken back together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import Office
from app.clients.model import Membership, NewClient
from app.clients.service import as_new
from app.kernel.actor import Actor
from app.kernel.errors import Stale
from tests.support.firm import Firm, day
from tests.support.rights import found


def test_a_client_is_admitted_into_its_group(office: Office, director: Actor) -> None:
    group_id = Firm(office).group("Sky").groups["Sky"]
    done = office.client_groups.admit(director, NewClient("V", "Vega"), group_id, day("2024-02-01"))
    assert office.client_groups.of_client(director, done.value) == (
        Membership(done.value, day("2024-02-01"), group_id),
    )
    office.journal.undo(director, done.operation_id)
    assert office.clients.list(director) == ()
    assert office.client_groups.memberships(director) == ()


def test_without_a_day_nothing_is_added(office: Office, director: Actor) -> None:
    group_id = Firm(office).group("Sky").groups["Sky"]
    assert found(lambda: office.client_groups.admit(director, NewClient("V", "Vega"), group_id, None)) == {
        ("valid_from", "day_missing")
    }
    assert office.clients.list(director) == ()


def test_a_client_moves_only_where_the_group_is_another(office: Office, director: Actor) -> None:
    firm = Firm(office).client("Orion").group("Sky", "Orion", since="2024-03-01")
    client = office.clients.get(director, firm.clients["Orion"])
    groups, key = office.client_groups, (client.id, client.version)
    groups.revise(director, key, replace(as_new(client), note="Pays late"), firm.groups["Sky"], None)
    assert len(groups.of_client(director, client.id)) == 1
    with pytest.raises(Stale):
        groups.revise(director, key, as_new(client), None, day("2024-04-01"))
    assert len(groups.of_client(director, client.id)) == 1
    now = office.clients.get(director, client.id)
    early = day("2024-02-01")
    assert found(lambda: groups.revise(director, (now.id, now.version), as_new(now), None, early)) == {
        ("valid_from", "membership_not_forward")
    }
    assert office.clients.get(director, client.id) == now


def test_whose_hand_a_row_shows(office: Office, director: Actor) -> None:
    client_id = Firm(office).client("Orion").clients["Orion"]
    entry = office.journal.last_change(director, "client", client_id)
    assert entry is not None
    assert (entry.login, entry.action) == (director.login, "clients.add")
    assert office.journal.last_change(director, "client", 99) is None
