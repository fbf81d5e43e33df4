"""Contracts: how they stand to VAT, and acts whose signed copies come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.contracts.model import NewAct, NewContract
from app.kernel.actor import Actor
from app.kernel.errors import NotFound, Stale
from app.settings.vat import DatedVat, VatMode, VatTerms
from tests.support.firm import Firm, day
from tests.support.rights import DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

NEW = NewContract(number="7", client_id=1, signed_on=date(2024, 3, 1), net_minor=100_000, currency="UAH")


@pytest.fixture
def firm(office: Office) -> Firm:
    """A client."""
    return Firm(office).client("Orion")


# VAT


def vat_mode(office: Office, director: Actor, number: str) -> str:
    contract_id = office.contracts.ids(director)[number]
    return office.contracts.get(director, contract_id).vat_mode.value


def test_a_contract_takes_the_firms_mode_and_keeps_it(firm: Firm, director: Actor) -> None:
    office = firm.office
    office.settings.set_vat_mode(director, DatedVat(day("2024-03-01"), VatTerms(VatMode.OUTSIDE)))
    office.contracts.add(director, replace(NEW, signed_on=day("2024-02-29")))
    office.contracts.add(director, replace(NEW, number="8"))
    office.contracts.add_many(director, [replace(NEW, number="9"), replace(NEW, number="10", vat_ppm=200_000)])
    assert [vat_mode(office, director, number) for number in ("7", "8", "9", "10")] == [
        "without",
        "outside",
        "outside",
        "payer",
    ]
    office.settings.set_vat_mode(director, DatedVat(day("2024-03-01"), VatTerms(VatMode.PAYER, 200_000)))
    office.contracts.change(director, office.contracts.ids(director)["8"], 1, replace(NEW, number="8", net_minor=1))
    assert vat_mode(office, director, "8") == "outside"


def test_a_contract_may_name_its_mode(firm: Firm, director: Actor) -> None:
    office = firm.office
    done = office.contracts.add(director, replace(NEW, vat_mode=VatMode.PAYER))
    assert vat_mode(office, director, "7") == "payer"
    office.contracts.change(director, done.value, 1, replace(NEW, vat_mode=VatMode.OUTSIDE))
    office.contracts.change(director, done.value, 2, replace(NEW, vat_ppm=200_000))
    assert vat_mode(office, director, "7") == "payer"


def test_who_pays_no_vat_asks_none(firm: Firm, director: Actor) -> None:
    wrong = replace(NEW, vat_mode=VatMode.WITHOUT, vat_ppm=200_000)
    assert found(lambda: firm.office.contracts.add(director, wrong)) == {("vat_mode", "vat_without_payer")}
    assert found(lambda: firm.office.contracts.add_many(director, [wrong])) == {("vat_mode", "vat_without_payer")}
    assert firm.office.contracts.list(director) == ()


# acts that come back


def test_the_copy_of_an_act_comes_back(firm: Firm, director: Actor) -> None:
    office = firm.contract("7").office
    made = NewAct(firm.contracts["7"], "1", day("2024-03-31"), 1_000, subject="Audit of March")
    act_id = office.contracts.add_act(director, made).value
    office.contracts.return_act(director, act_id, 1, day("2024-04-05"))
    (act,) = office.contracts.acts(director, made.contract_id)
    assert (act.act, act.version) == (replace(made, returned_on=day("2024-04-05")), 2)
    with pytest.raises(Stale):
        office.contracts.return_act(director, act_id, 1, day("2024-04-06"))
    office.contracts.return_act(director, act_id, 2, None)
    assert office.contracts.acts(director, made.contract_id)[0].act == made
    assert journaled(office)[0] == "contracts.return_act"


def test_a_copy_comes_back_after_it_was_made_and_not_tomorrow(firm: Firm, director: Actor) -> None:
    office = firm.contract("7").act("7", "2024-03-31", "10.00").office
    for on, code in (("2024-03-30", "returned_before_made"), ("2026-11-21", "date_in_future")):
        assert found(lambda on=on: office.contracts.return_act(director, 1, 1, day(on))) == {("returned_on", code)}  # type: ignore[misc]
    with pytest.raises(NotFound):
        office.contracts.return_act(director, 9, 1, None)
    early = NewAct(1, "2", day("2024-03-31"), 1_000, returned_on=day("2024-01-31"))
    assert found(lambda: office.contracts.add_act(director, early)) == {("returned_on", "returned_before_made")}
    late = replace(early, returned_on=day("2026-11-21"))
    assert found(lambda: office.contracts.add_act(director, late)) == {("returned_on", "date_in_future")}
    assert found(lambda: office.contracts.add_acts(director, [late])) == {("returned_on", "date_in_future")}
    assert len(office.contracts.acts(director)) == 1
    assert who_may(lambda who: office.contracts.return_act(who, 9, 1, None)) == {DIRECTOR, OFFICE_MANAGER}
