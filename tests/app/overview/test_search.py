"""The search: words in any order, any case, any alphabet; the best first; nothing that may not be seen."""

from __future__ import annotations

from collections import Counter

import pytest

from app.bootstrap import Office
from app.clients.model import NewClient
from app.contracts.model import NewContract
from app.invoices.model import NewInvoice
from app.kernel.actor import Actor, Role
from app.overview import search
from app.overview.search import Hit
from app.staff.model import NewPerson
from tests.support.database import actor
from tests.support.firm import Firm, day


@pytest.fixture
def firm(office: Office) -> Firm:
    """Two clients with Cyrillic names, one with a Latin one, their papers, two people."""
    firm = Firm(office).person("Олена Щербак").person("Ivan Petrov")
    firm.client("ТОВ «Північний вітер»").contract("Дог-2024/7").invoice("Р-31").invoice("Р-32")
    firm.client("Вітер і партнери").contract("Дог-2024/17").invoice("Р-131")
    return firm.client("Blue Harbor GmbH").contract("BH-7").invoice("Р-33")


def found(firm: Firm, typed: str, who: Actor | None = None) -> list[str]:
    return [hit.title for hit in firm.office.overview.search(who or firm.actor, typed)]


def test_words_are_found_in_any_order_and_case(firm: Firm) -> None:
    for typed in ("північний вітер", "ВІТЕР Північний", "  вітер   північ "):
        assert found(firm, typed)[0] == "ТОВ «Північний вітер»"
    assert found(firm, "harbor blue")[0] == "Blue Harbor GmbH"
    assert found(firm, "щербак") == ["Олена Щербак"]


def test_a_title_that_begins_with_the_words_comes_first(firm: Firm) -> None:
    assert found(firm, "вітер")[:2] == ["Вітер і партнери", "ТОВ «Північний вітер»"]


def test_papers_are_found_by_their_number_and_by_their_client(firm: Firm) -> None:
    assert found(firm, "дог-2024/7") == ["Дог-2024/7"]
    assert found(firm, "р-33") == ["Р-33"]
    assert found(firm, "31") == ["Р-131", "Р-31"]
    assert set(found(firm, "blue")) == {"Blue Harbor GmbH", "BH-7", "Р-33"}
    assert found(firm, "вітер 131") == ["Р-131"]


def test_a_hit_says_what_it_is_and_what_about(firm: Firm) -> None:
    (contract, invoice) = firm.office.overview.search(firm.actor, "північний 2024/7 дог") + firm.office.overview.search(
        firm.actor, "Р-31 північний"
    )
    assert contract == Hit("contract", firm.contracts["Дог-2024/7"], "Дог-2024/7", "ТОВ «Північний вітер»", 3)
    assert (invoice.kind, invoice.note) == ("invoice", "ТОВ «Північний вітер»")


def test_nothing_is_found_for_nothing_and_for_what_is_not_there(firm: Firm) -> None:
    assert found(firm, "   ") == found(firm, "xyz") == found(firm, "вітер xyz") == []


def test_signs_that_mean_something_to_a_database_are_letters(firm: Firm) -> None:
    assert found(firm, "р-31")
    for pattern in ("р_31", "р%31", "р-31!", "_", "%"):
        assert found(firm, pattern) == [], pattern
    number = "А!7%_"
    firm.office.contracts.add(
        firm.actor, NewContract(number, firm.clients["Blue Harbor GmbH"], day("2024-05-01"), 100, "UAH")
    )
    for part in ("а!7", "7%", "%_"):
        assert found(firm, part) == [number]
    assert found(firm, "'; DROP TABLE client; --") == []


def test_who_sees_no_records_finds_none(firm: Firm) -> None:
    assert found(firm, "вітер", actor(Role.STAFF, person_id=1)) == []
    assert found(firm, "вітер", actor(Role.OFFICE_MANAGER)) == found(firm, "вітер")


def test_of_too_many_the_exact_one_and_the_newest_are_taken(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "BROAD", 5)
    director, client_id = firm.actor, firm.clients["Blue Harbor GmbH"]
    firm.office.contracts.add_many(
        director, [NewContract(f"N{at}", client_id, day("2024-05-01"), 100, "UAH") for at in range(1, 60)]
    )
    titles = [title for title in found(firm, "n1") if title.startswith("N")]
    assert titles[0] == "N1"
    assert titles[1:] == [f"N{at}" for at in (19, 18, 17, 16, 15, 14, 13, 12, 11, 10)]


def test_no_more_than_fifty_are_given_and_fifteen_of_a_kind(office: Office, director: Actor) -> None:
    office.clients.add_many(director, [NewClient(f"K{at}", f"Orion {at}") for at in range(20)])
    days = day("2024-05-01"), day("2024-05-31")
    office.contracts.add_many(director, [NewContract(f"C{at}", 1, days[0], 100, "UAH") for at in range(20)])
    office.invoices.add_many(director, [NewInvoice(f"I{at}", 1, *days, 1, 1) for at in range(20)])
    office.staff.add_many(director, [NewPerson(f"{at}", f"Orion {at}") for at in range(20)])
    hits = office.overview.search(director, "orion")
    assert Counter(hit.kind for hit in hits) == {"client": 15, "contract": 15, "invoice": 5, "person": 15}
    assert {hit.rank for hit in hits if hit.kind == "person"} == {1}, "the worst are left out"
