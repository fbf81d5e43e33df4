"""Who holds a function for a client, and who held it before."""

from __future__ import annotations

from app.bootstrap import Office
from app.calc.facts import Function
from app.contracts.model import NewHandover
from app.kernel.actor import Actor
from tests.support.firm import Firm, day


def test_contracts_and_handovers_tell_the_course_of_a_function(office: Office, director: Actor) -> None:
    firm = Firm(office).person("Olena").person("Petro").client("Orion")
    firm.contract("1", "Orion", signed="2024-01-10", collected_by="Olena")
    firm.contract("2", "Orion", signed="2024-02-10", collected_by="Olena", sold_by="Petro")
    client_id, petro = firm.clients["Orion"], firm.people["Petro"]
    new = NewHandover(client_id, Function.COLLECTING, petro, day("2024-03-01"), "Olena is away")
    office.contracts.hand_over(director, new)
    course = office.contracts.holders(director, client_id)
    collecting = [(each.people, each.since, each.contract, each.reason) for each in course[Function.COLLECTING]]
    assert collecting == [
        ((petro,), day("2024-03-01"), "", "Olena is away"),
        ((firm.people["Olena"],), day("2024-01-10"), "1", ""),
    ]
    assert [each.contract for each in course[Function.SELLING]] == ["2"]
    assert Function.ACCEPTING not in course


def test_a_contract_that_was_cancelled_gave_nobody_anything(office: Office, director: Actor) -> None:
    firm = Firm(office).person("Olena").person("Petro").client("Orion")
    firm.contract("1", "Orion", signed="2024-01-10", sold_by="Olena")
    firm.contract("2", "Orion", signed="2024-02-10", sold_by="Petro").cancelled("2", "2024-02-12")
    course = office.contracts.holders(director, firm.clients["Orion"])
    assert [(each.people, each.contract) for each in course[Function.SELLING]] == [((firm.people["Olena"],), "1")]
