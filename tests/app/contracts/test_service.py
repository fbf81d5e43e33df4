"""Contracts: who signs them in, what is refused, what they carry, and how their numbers are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import ContractFact, Function, HandoverFact, RoleFact
from app.contracts import feed
from app.contracts.model import (
    ContractStatus,
    NewAct,
    NewAmendment,
    NewContract,
    NewHandover,
    RolePart,
    ShareKind,
)
from app.contracts.store import ContractStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Area
from app.kernel.errors import Duplicate, Invalid, NotFound, Refused, Stale
from tests.support.firm import Firm, day
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

NEW = NewContract(number="7", client_id=1, signed_on=date(2024, 3, 1), net_minor=100_000, currency="UAH")
FUNCTION = Function.SELLING


@pytest.fixture
def firm(office: Office) -> Firm:
    """Two people and two clients."""
    return Firm(office).person("Olena").person("Petro").client("Orion").client("Vega")


def numbers(office: Office, actor: Actor) -> dict[str, int]:
    return {contract.number: contract.order_number for contract in office.contracts.list(actor)}


# adding


@pytest.mark.usefixtures("firm")
def test_a_contract_is_added_read_and_journaled(office: Office, director: Actor) -> None:
    roles = (RolePart(FUNCTION, 1, 2), RolePart(FUNCTION, 2), RolePart(Function.DELIVERING, 2))
    done = office.contracts.add(director, replace(NEW, roles=roles, subject="training", paid_before_minor=5_000))
    contract = office.contracts.get(director, done.value)
    assert (contract.number, contract.order_number, contract.version) == ("7", 1, 1)
    assert set(contract.roles) == set(roles)
    assert office.contracts.list(director) == (contract,)
    assert office.contracts.ids(director) == {"7": contract.id}
    assert done.areas == {Area.CONTRACTS}
    assert journaled(office)[0] == "contracts.add"
    (fact,) = feed.contracts(office._db)
    assert fact == ContractFact(
        id=1,
        number="7",
        number_key="0017",
        client_id=1,
        signed_on=date(2024, 3, 1),
        net_minor=100_000,
        vat_ppm=0,
        currency="UAH",
        service_kind="standard",
        extends_id=None,
        direct_cost_minor=0,
        quantity=1,
        cancelled_on=None,
        order_number=1,
        paid_before_minor=5_000,
    )
    assert set(feed.roles(office._db)) == {
        RoleFact(1, "selling", 1, 2),
        RoleFact(1, "selling", 2, 1),
        RoleFact(1, "delivering", 2, 1),
    }


@pytest.mark.usefixtures("firm")
def test_contracts_are_edited_by_the_office_and_never_by_the_accountant(office: Office) -> None:
    contracts = office.contracts
    for call in (
        lambda who: contracts.add(who, NEW),
        lambda who: contracts.add_many(who, []),
        lambda who: contracts.change(who, 9, 1, NEW),
        lambda who: contracts.cancel(who, 9, 1, day("2024-05-01"), "x"),
        lambda who: contracts.complete(who, 9, 1),
        lambda who: contracts.amend(who, NewAmendment(9, day("2024-05-01"), 1, "x")),
        lambda who: contracts.add_act(who, NewAct(9, "1", day("2024-05-01"), 1)),
        lambda who: contracts.hand_over(who, NewHandover(9, FUNCTION, 1, day("2024-05-01"), "x")),
        lambda who: contracts.remove(who, 9, 1),
    ):
        assert who_may(call) == {DIRECTOR, OFFICE_MANAGER}
    for read in (
        contracts.list,
        contracts.ids,
        lambda who: contracts.get(who, 9),
        lambda who: contracts.acts(who, 9),
        lambda who: contracts.amendments(who, 9),
        lambda who: contracts.handovers(who, 9),
    ):
        assert who_may(read) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}
    assert who_may(lambda who: contracts.set_order_number(who, 9, 1, 2)) == {DIRECTOR}
    assert who_may(lambda who: contracts.fix_order_numbers(who, [])) == {DIRECTOR, ACCOUNTANT}


@pytest.mark.usefixtures("firm")
def test_everything_wrong_is_told_at_once(office: Office, director: Actor) -> None:
    wrong = NewContract(
        number="",
        client_id=99,
        signed_on=date(2024, 3, 1),
        net_minor=-1,
        currency="ABC",
        vat_ppm=1_000_001,
        direct_cost_minor=10**15,
        quantity=0,
        paid_before_minor=-1,
        status=ContractStatus.CANCELLED,
        roles=(RolePart(FUNCTION, 99, 0),),
    )
    assert found(lambda: office.contracts.add(director, wrong)) == {
        ("number", "number_missing"),
        ("client_id", "client_unknown"),
        ("net_minor", "amount_negative"),
        ("currency", "currency_unknown"),
        ("vat_ppm", "vat_out_of_range"),
        ("direct_cost_minor", "amount_too_large"),
        ("quantity", "quantity_not_positive"),
        ("paid_before_minor", "amount_negative"),
        ("cancelled_on", "cancelled_on_missing"),
        ("cancel_reason", "reason_missing"),
        ("roles", "person_unknown"),
        ("roles", "weight_not_positive"),
    }


@pytest.mark.usefixtures("firm")
def test_shares_of_a_function_are_of_one_kind_and_percents_make_a_whole(office: Office, director: Actor) -> None:
    mixed = (RolePart(FUNCTION, 1), RolePart(FUNCTION, 2, 500_000, ShareKind.PERCENT))
    short = tuple(RolePart(FUNCTION, person, 495_000, ShareKind.PERCENT) for person in (1, 2))
    twice = (RolePart(FUNCTION, 1), RolePart(FUNCTION, 1, 3))
    for roles, code in ((mixed, "shares_mixed"), (short, "percents_wrong_sum"), (twice, "person_twice")):
        new = replace(NEW, roles=roles)
        assert found(lambda new=new: office.contracts.add(director, new)) == {("roles", code)}  # type: ignore[misc]
    whole = tuple(RolePart(FUNCTION, person, 500_000, ShareKind.PERCENT) for person in (1, 2))
    office.contracts.add(director, replace(NEW, roles=(*whole, RolePart(Function.COLLECTING, 1))))


@pytest.mark.usefixtures("firm")
def test_a_number_belongs_to_one_contract(office: Office, director: Actor) -> None:
    office.contracts.add(director, NEW)
    with pytest.raises(Invalid) as caught:
        office.contracts.add(director, replace(NEW, number=" 7 "))
    (finding,) = caught.value.findings
    assert (finding.place, finding.code, finding.values["number"]) == ("number", "number_taken", "7")
    store = ContractStore(office._db)
    with pytest.raises(Duplicate):
        office.use_cases.perform(director, Permission.EDIT_CONTRACTS, None, lambda: store.add(NEW), action="x.add")


@pytest.mark.usefixtures("firm")
def test_of_many_contracts_all_or_none_come_in_and_they_may_extend_one_another(office: Office, director: Actor) -> None:
    grown = replace(NEW, number="7+", signed_on=date(2024, 5, 1), extends_number="7", roles=(RolePart(FUNCTION, 1),))
    second = replace(NEW, number="8", signed_on=date(2024, 4, 1))
    with pytest.raises(Invalid) as caught:
        office.contracts.add_many(director, [grown, NEW, second, replace(second, extends_number="none")])
    told = [(finding.values["item"], finding.code) for finding in caught.value.findings]
    assert told == [(3, "extends_unknown"), (3, "number_taken")]
    assert office.contracts.list(director) == ()
    office.contracts.add_many(director, [grown, NEW, second])
    assert numbers(office, director) == {"7": 1, "8": 2, "7+": 1}
    assert journaled(office)[0] == "contracts.add_many"


# extending


def test_an_extension_belongs_to_its_root(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion", signed="2024-03-01")
    strange = NewContract("7+", firm.clients["Vega"], date(2024, 2, 1), 1, "USD", extends_number="7")
    assert found(lambda: office.contracts.add(director, strange)) == {
        ("extends_id", "extends_other_client"),
        ("currency", "extends_other_currency"),
        ("signed_on", "extends_before_root"),
    }
    assert found(lambda: office.contracts.add(director, replace(strange, extends_number="", extends_id=77))) == {
        ("extends_id", "extends_unknown")
    }


def test_a_client_of_the_group_may_extend_and_a_chain_has_the_first_ones_number(
    firm: Firm, office: Office, director: Actor
) -> None:
    firm.group("Sky", "Orion", "Vega").contract("6", "Orion", signed="2024-01-01")
    firm.contract("7", "Orion", signed="2024-03-01").contract("7+", "Vega", signed="2024-04-01", extends="7")
    firm.contract("7++", "Vega", signed="2024-05-01", extends="7+")
    assert numbers(office, director) == {"6": 1, "7": 2, "7+": 2, "7++": 2}


def test_extensions_make_no_circle(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion", signed="2024-03-01").contract("8", "Orion", signed="2024-03-01", extends="7")
    circle = replace(NEW, extends_number="8")
    assert found(lambda: office.contracts.change(director, firm.contracts["7"], 1, circle)) == {
        ("extends_id", "extends_circle")
    }
    itself = replace(NEW, extends_number="7")
    assert found(lambda: office.contracts.change(director, firm.contracts["7"], 1, itself)) == {
        ("extends_id", "extends_circle")
    }


def test_a_cancelled_contract_is_not_extended(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion", signed="2024-03-01").cancelled("7", "2024-04-01")
    late = replace(NEW, number="7+", signed_on=date(2024, 4, 2), extends_number="7")
    assert found(lambda: office.contracts.add(director, late)) == {("extends_id", "extends_cancelled")}


# changing


def test_a_change_replaces_fields_and_roles(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion", sold_by={"Olena": 2, "Petro": 1}, delivered_by="Petro")
    new = replace(NEW, net_minor=5, roles=(RolePart(FUNCTION, 1, 3), RolePart(Function.COLLECTING, 2)))
    office.contracts.change(director, firm.contracts["7"], 1, new)
    contract = office.contracts.get(director, firm.contracts["7"])
    assert (contract.net_minor, set(contract.roles), contract.version) == (5, set(new.roles), 2)
    with pytest.raises(Stale):
        office.contracts.change(director, contract.id, 1, NEW)
    with pytest.raises(NotFound):
        office.contracts.change(director, 99, 1, replace(NEW, number="99"))


def test_another_day_or_client_counts_everybody_concerned_anew(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion", signed="2024-03-01").contract("8", "Orion", signed="2024-04-01")
    firm.contract("9", "Vega", signed="2024-05-01")
    office.contracts.change(director, firm.contracts["7"], 1, replace(NEW, signed_on=date(2024, 6, 1)))
    assert numbers(office, director) == {"8": 1, "9": 1, "7": 2}
    moved = replace(NEW, client_id=firm.clients["Vega"])
    office.contracts.change(director, firm.contracts["7"], 2, moved)
    assert numbers(office, director) == {"7": 1, "8": 1, "9": 2}


def test_an_invoiced_contract_keeps_its_client_and_currency(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion").invoice("31", "7")
    other = replace(NEW, currency="USD", client_id=firm.clients["Vega"])
    assert found(lambda: office.contracts.change(director, firm.contracts["7"], 1, other)) == {
        ("currency", "currency_invoiced"),
        ("client_id", "client_invoiced"),
    }


def test_a_root_does_not_run_away_from_its_extension(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion").contract("7+", "Orion", signed="2024-02-01", extends="7")
    later = replace(NEW, signed_on=date(2024, 2, 2))
    with pytest.raises(Invalid) as caught:
        office.contracts.change(director, firm.contracts["7"], 1, later)
    (finding,) = caught.value.findings
    assert (finding.code, finding.values["number"], finding.values["problem"]) == (
        "extension_breaks",
        "7+",
        "extends_before_root",
    )


# the course of a contract


def test_a_cancelled_contract_has_day_and_reason_and_no_longer_counts(
    firm: Firm, office: Office, director: Actor
) -> None:
    firm.contract("7", "Orion", signed="2024-03-01").contract("8", "Orion", signed="2024-04-01")
    contract_id = firm.contracts["7"]
    assert found(lambda: office.contracts.cancel(director, contract_id, 1, day("2024-02-01"), " ")) == {
        ("reason", "reason_missing"),
        ("on", "cancelled_before_signed"),
    }
    office.contracts.cancel(director, contract_id, 1, day("2024-05-01"), "the client withdrew")
    contract = office.contracts.get(director, contract_id)
    assert (contract.status, contract.cancelled_on) == (ContractStatus.CANCELLED, date(2024, 5, 1))
    assert numbers(office, director) == {"7": 0, "8": 1}
    assert journaled(office)[0] == "contracts.cancel"
    with pytest.raises(Refused, match="contract_cancelled"):
        office.contracts.cancel(director, contract_id, 2, day("2024-05-01"), "again")


def test_undoing_a_cancellation_counts_anew(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion", signed="2024-03-01").contract("8", "Orion", signed="2024-04-01")
    done = office.contracts.cancel(director, firm.contracts["7"], 1, day("2024-05-01"), "the client withdrew")
    office.journal.undo(director, done.operation_id)
    assert numbers(office, director) == {"7": 1, "8": 2}


def test_only_an_active_contract_is_completed(firm: Firm, office: Office, director: Actor) -> None:
    contract_id = firm.contract("7", "Orion").contracts["7"]
    office.contracts.complete(director, contract_id, 1)
    assert office.contracts.get(director, contract_id).status is ContractStatus.COMPLETED
    with pytest.raises(Refused, match="contract_not_active"):
        office.contracts.complete(director, contract_id, 2)


def test_amendments_have_reasons_and_leave_no_negative_net(firm: Firm, office: Office, director: Actor) -> None:
    contract_id = firm.contract("7", "Orion", net="1 000").amended("7", "-600", "2024-04-01").contracts["7"]
    wrong = NewAmendment(contract_id, day("2024-01-09"), -40_001, " ")
    assert found(lambda: office.contracts.amend(director, wrong)) == {
        ("net_change_minor", "net_below_zero"),
        ("on_date", "before_signed"),
        ("reason", "reason_missing"),
    }
    nothing = NewAmendment(contract_id, day("2024-05-01"), 0, "x")
    assert found(lambda: office.contracts.amend(director, nothing)) == {("net_change_minor", "amount_zero")}
    (amendment,) = office.contracts.amendments(director, contract_id)
    assert amendment.amendment.net_change_minor == -60_000
    assert office.contracts.get(director, contract_id).version == 2
    assert feed.amendments(office._db)[0].net_change_minor == -60_000
    firm.cancelled("7", "2024-06-01")
    with pytest.raises(Refused, match="contract_cancelled"):
        firm.amended("7", "1", "2024-06-02")


def test_acts_take_back_no_more_than_was_accepted(firm: Firm, office: Office, director: Actor) -> None:
    contract_id = firm.contract("7", "Orion").act("7", "2024-02-01", "400").contracts["7"]
    wrong = NewAct(contract_id, "7/1", day("2024-01-01"), -40_001)
    assert found(lambda: office.contracts.add_act(director, wrong)) == {
        ("number", "number_taken"),
        ("net_minor", "accepted_below_zero"),
        ("accepted_on", "before_signed"),
    }
    firm.act("7", "2024-03-01", "-400", final=True)
    assert [(fact.net_minor, fact.final) for fact in feed.acts(office._db)] == [(40_000, False), (-40_000, True)]
    assert [act.act.number for act in office.contracts.acts(director, contract_id)] == ["7/1", "7/2"]


def test_a_hand_over_has_its_day_and_reason(firm: Firm, office: Office, director: Actor) -> None:
    firm.hand_over("Orion", Function.COLLECTING, "Petro", "2024-10-01")
    again = NewHandover(firm.clients["Orion"], Function.COLLECTING, 99, day("2024-10-01"), "")
    assert found(lambda: office.contracts.hand_over(director, again)) == {
        ("on_date", "handover_taken"),
        ("person_id", "person_unknown"),
        ("reason", "reason_missing"),
    }
    (handover,) = office.contracts.handovers(director, firm.clients["Orion"])
    assert handover.handover.person_id == firm.people["Petro"]
    assert feed.handovers(office._db) == (HandoverFact(1, "collecting", 2, date(2024, 10, 1)),)
    assert journaled(office)[0] == "contracts.hand_over"


def test_only_a_contract_that_nothing_hangs_on_is_deleted(firm: Firm, office: Office, director: Actor) -> None:
    firm.contract("7", "Orion", sold_by="Olena").invoice("31", "7")
    firm.contract("8", "Orion", signed="2024-02-01", sold_by="Olena").contract("9", "Orion", signed="2024-03-01")
    with pytest.raises(Refused, match="contract_in_use"):
        office.contracts.remove(director, firm.contracts["7"], 1)
    office.contracts.remove(director, firm.contracts["8"], 1)
    assert numbers(office, director) == {"7": 1, "9": 2}


# numbers that stand


def test_a_number_of_a_closed_month_stands_until_the_director_says_otherwise(
    firm: Firm, office: Office, director: Actor
) -> None:
    firm.contract("7", "Orion", signed="2024-03-01").contract("8", "Orion", signed="2024-04-01")
    office.contracts.fix_order_numbers(director, {firm.contracts["8"]})
    firm.cancelled("7", "2024-05-01").contract("9", "Orion", signed="2024-06-01")
    assert numbers(office, director) == {"7": 0, "8": 2, "9": 2}
    with pytest.raises(Refused, match="contract_counted"):
        office.contracts.remove(director, firm.contracts["8"], 1)
    firm.contract("8+", "Orion", signed="2024-07-01", extends="8")
    office.contracts.set_order_number(director, firm.contracts["8"], 1, 1)
    assert numbers(office, director) == {"7": 0, "8": 1, "9": 2, "8+": 1}
    assert office.contracts.get(director, firm.contracts["8"]).order_number_fixed
    assert found(lambda: office.contracts.set_order_number(director, firm.contracts["8"], 2, 0)) == {
        ("number", "order_number_not_positive")
    }
