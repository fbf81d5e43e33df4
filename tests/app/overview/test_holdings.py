"""What a person holds now: from contracts, hand-overs and who found the client."""

from __future__ import annotations

from datetime import date

from app.bootstrap import Office
from app.calc.facts import Function
from app.overview.holdings import Holding
from tests.support.firm import Firm
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, who_may

TODAY = date(2024, 6, 1)
COLLECTING = Function.COLLECTING


def held(office: Office, name: str, firm: Firm) -> dict[tuple[str, str], Holding]:
    found = office.overview.holdings(firm.actor, firm.people[name], TODAY)
    return {(one.code, one.function.value): one for one in found}


def staff(office: Office) -> Firm:
    return Firm(office).person("Olena").person("Petro").person("Ivan")


def test_everybody_in_the_office_may_see_it(office: Office) -> None:
    assert who_may(lambda who: office.overview.holdings(who, 1)) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}


def test_the_latest_contract_names_the_holder(office: Office) -> None:
    firm = staff(office).client("Vega").client("Orion")
    firm.contract("1", "Orion", signed="2024-01-10", collected_by="Olena", sold_by="Olena")
    firm.contract("2", "Orion", signed="2024-02-10", collected_by="Olena").contract("3", "Vega", collected_by="Olena")
    orion = held(office, "Olena", firm)["Orion", "collecting"]
    assert (orion.since, orion.contracts, orion.beside, orion.newer) == (date(2024, 1, 10), 2, (), False)
    names = [one.code for one in office.overview.holdings(firm.actor, 1, TODAY)]
    assert names == ["Orion", "Orion", "Vega"]
    assert held(office, "Petro", firm) == {}


def test_what_was_handed_over_is_held_by_the_new_one(office: Office) -> None:
    firm = staff(office).client("Orion").contract("1", collected_by="Olena")
    firm.hand_over("Orion", COLLECTING, "Petro", "2024-03-01")
    assert held(office, "Olena", firm) == {}
    petro = held(office, "Petro", firm)["Orion", "collecting"]
    assert (petro.since, petro.contracts) == (date(2024, 3, 1), 1)


def test_what_is_to_be_handed_over_says_from_when_and_to_whom(office: Office) -> None:
    firm = staff(office).client("Orion").contract("1", collected_by="Olena")
    firm.hand_over("Orion", COLLECTING, "Petro", "2024-07-01")
    one = held(office, "Olena", firm)["Orion", "collecting"]
    assert (one.next_on, one.next_person) == (date(2024, 7, 1), "Petro")
    assert held(office, "Petro", firm) == {}


def test_older_contracts_stay_with_whom_they_name(office: Office) -> None:
    firm = staff(office).client("Orion").contract("1", collected_by="Olena")
    firm.contract("2", signed="2024-02-10", collected_by="Petro")
    one = held(office, "Olena", firm)["Orion", "collecting"]
    assert (one.contracts, one.newer, one.beside) == (1, True, ("Petro",))
    firm.cancelled("1", "2024-03-01")
    assert held(office, "Olena", firm) == {}


def test_who_holds_it_too_is_named(office: Office) -> None:
    firm = staff(office).client("Orion").contract("1", collected_by={"Olena": 1, "Ivan": 1})
    assert held(office, "Olena", firm)["Orion", "collecting"].beside == ("Ivan",)


def test_who_found_a_client_holds_finding_until_a_contract_says_otherwise(office: Office) -> None:
    firm = staff(office).client("Orion", found_by="Olena").client("Vega", found_by="Olena")
    firm.contract("1", "Vega", found_by="Petro")
    found = held(office, "Olena", firm)
    assert set(found) == {("Orion", "finding")}
    assert (found["Orion", "finding"].since, found["Orion", "finding"].contracts) == (None, 0)


def test_somebody_who_got_it_back_holds_it_since_then(office: Office) -> None:
    firm = staff(office).client("Orion").contract("1", collected_by="Olena")
    firm.hand_over("Orion", COLLECTING, "Petro", "2024-03-01").hand_over("Orion", COLLECTING, "Olena", "2024-04-01")
    assert held(office, "Olena", firm)["Orion", "collecting"].since == date(2024, 4, 1)
