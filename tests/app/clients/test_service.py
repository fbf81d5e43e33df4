"""Clients, their contacts and who found them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import ClientFact
from app.clients import feed
from app.clients.model import Contact, NewClient
from app.clients.service import as_new
from app.clients.store import ClientStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Area
from app.kernel.errors import Duplicate, Invalid, NotFound, Refused, Stale
from tests.support.firm import Firm
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

ORION = NewClient(code="OR", name="Оріон", legal_name='ТОВ "Оріон"', tags=("vip", "export"))


def test_a_client_is_added_read_and_journaled(office: Office, director: Actor) -> None:
    done = office.clients.add(director, ORION)
    client = office.clients.get(director, done.value)
    assert (client.code, client.name, client.tags) == ("OR", "Оріон", ("export", "vip"))
    assert office.clients.list(director) == (client,)
    assert office.clients.ids(director) == {"OR": client.id}
    assert done.areas == {Area.CLIENTS}
    assert journaled(office) == ["clients.add", "settings.create_firm", "access.first_user"]


def test_clients_are_edited_by_the_office_and_seen_by_the_accountant(office: Office) -> None:
    clients = office.clients
    for call in (
        lambda who: clients.add(who, ORION),
        lambda who: clients.add_many(who, [ORION]),
        lambda who: clients.change(who, 1, 1, ORION),
        lambda who: clients.set_finders(who, {}),
        lambda who: clients.remove(who, 9, 1),
        lambda who: clients.add_contact(who, Contact(9, "Anna")),
        lambda who: clients.add_contacts(who, []),
        lambda who: clients.change_contact(who, 9, 1, Contact(9, "Anna")),
        lambda who: clients.remove_contact(who, 9, 1),
    ):
        assert who_may(call) == {DIRECTOR, OFFICE_MANAGER}
    for read in (clients.list, clients.ids, lambda who: clients.get(who, 1), lambda who: clients.contacts(who, 1)):
        assert who_may(read) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}


def test_everything_wrong_is_told_at_once(office: Office, director: Actor) -> None:
    wrong = NewClient(code="", name=" ", orders_before=-1, found_by=99, tags=("",))
    assert found(lambda: office.clients.add(director, wrong)) == {
        ("code", "code_missing"),
        ("name", "name_missing"),
        ("orders_before", "orders_negative"),
        ("found_by", "person_unknown"),
        ("tags", "tag_empty"),
    }


def test_a_code_belongs_to_one_client(office: Office, director: Actor) -> None:
    client_id = office.clients.add(director, ORION).value
    assert found(lambda: office.clients.add(director, replace(ORION, code=" OR "))) == {("code", "code_taken")}
    office.clients.change(director, client_id, 1, replace(ORION, name="Оріон плюс"))
    assert office.clients.get(director, client_id).name == "Оріон плюс"


def test_the_database_refuses_a_taken_code_too(office: Office, director: Actor) -> None:
    office.clients.add(director, ORION)
    store = ClientStore(office._db)
    with pytest.raises(Duplicate):
        office.use_cases.perform(
            director, Permission.EDIT_CLIENTS, None, lambda: store.add(ORION), action="clients.add"
        )


def test_of_many_clients_all_or_none_come_in(office: Office, director: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        office.clients.add_many(director, [ORION, replace(ORION, name="Двійник")])
    assert [(finding.values["item"], finding.code) for finding in caught.value.findings] == [(1, "code_taken")]
    office.clients.add_many(director, [ORION, replace(ORION, code="VE", name="Вега", tags=())])
    assert [(client.code, client.tags) for client in office.clients.list(director)] == [
        ("VE", ()),
        ("OR", ("export", "vip")),
    ]


def test_tags_are_replaced_with_the_client(office: Office, director: Actor) -> None:
    client_id = office.clients.add(director, ORION).value
    client = office.clients.get(director, client_id)
    office.clients.change(director, client_id, 1, replace(as_new(client), tags=("vip", "new")))
    assert office.clients.get(director, client_id).tags == ("new", "vip")
    with pytest.raises(Stale):
        office.clients.change(director, client_id, 1, ORION)


def test_orders_given_before_the_books_move_every_number(office: Office, director: Actor) -> None:
    firm = Firm(office).client("Orion").contract("7", "Orion")
    client = office.clients.get(director, firm.clients["Orion"])
    office.clients.change(director, client.id, client.version, replace(as_new(client), orders_before=4))
    assert office.contracts.get(director, firm.contracts["7"]).order_number == 5


def test_finders_of_many_clients_are_noted_at_once(office: Office, director: Actor) -> None:
    firm = Firm(office).person("Olena").person("Petro").client("Orion", found_by="Petro").client("Vega")
    office.clients.set_finders(director, {firm.clients["Orion"]: 1, firm.clients["Vega"]: 1})
    assert [client.found_by for client in office.clients.list(director)] == [1, 1]
    assert found(lambda: office.clients.set_finders(director, {1: 77})) == {("found_by", "person_unknown")}
    with pytest.raises(NotFound):
        office.clients.set_finders(director, {77: 1})


def test_a_client_with_a_contract_stays(office: Office, director: Actor) -> None:
    firm = Firm(office).client("Orion", tags=("vip",)).client("Vega").group("Sky", "Vega").contract("7", "Orion")
    with pytest.raises(Refused) as caught:
        office.clients.remove(director, firm.clients["Orion"], 1)
    assert caught.value.rule == "client_in_use"
    assert office.clients.get(director, firm.clients["Orion"]).tags == ("vip",)
    office.clients.remove(director, firm.clients["Vega"], 1)
    assert [client.code for client in office.clients.list(director)] == ["Orion"]


def test_contacts_of_a_client(office: Office, director: Actor) -> None:
    client_id = office.clients.add(director, ORION).value
    contact_id = office.clients.add_contact(director, Contact(client_id, "Анна", phone="+380")).value
    office.clients.add_contacts(director, [Contact(client_id, "Яна")])
    office.clients.change_contact(director, contact_id, 1, Contact(client_id, "Анна Бойко"))
    first, second = office.clients.contacts(director, client_id)
    assert (first.contact.name, first.version, second.contact.name) == ("Анна Бойко", 2, "Яна")
    office.clients.remove_contact(director, contact_id, 2)
    assert len(office.clients.contacts(director, client_id)) == 1
    assert found(lambda: office.clients.add_contacts(director, [Contact(77, "", email="x")])) == {
        ("name", "name_missing"),
        ("email", "email_wrong"),
        ("client_id", "client_unknown"),
    }


def test_the_engine_is_told_of_clients_and_their_tags(office: Office) -> None:
    firm = Firm(office).person("Olena").client("Orion", "Olena", orders_before=2, won="2020-05-01", tags=("b", "a"))
    firm.client("Vega")
    assert feed.clients(office._db) == (
        ClientFact(1, 2, date(2020, 5, 1), 1, ("a", "b")),
        ClientFact(2, 0, None, None, ()),
    )
