"""Number series over the papers that stand."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Office
from app.kernel.actor import Actor
from app.settings.series import USUAL, NumberedKind
from tests.support.firm import Firm
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

TODAY = date(2026, 11, 20)


@pytest.fixture
def firm(office: Office) -> Firm:
    """A contract with an invoice, an act and a credit note."""
    return (
        Firm(office)
        .client("Orion")
        .contract("2026-007", "Orion", signed="2026-02-01", net="1 000.00")
        .invoice("INV-2026-0012", "2026-007", issued="2026-03-01")
        .act("2026-007", "2026-03-01", "500.00")
    )


def following(office: Office, director: Actor, on: date = TODAY) -> dict[NumberedKind, str]:
    return {kind: office.numbering.next_number(director, kind, on) for kind in NumberedKind}


def test_every_kind_goes_on_from_what_stands(firm: Firm, director: Actor) -> None:
    office = firm.office
    firm.credited("INV-2026-0012", "2026-04-01", "10.00", "12.00")
    office.numbering.set_pattern(director, NumberedKind.ACT, "2026-007/{n}")
    office.numbering.set_pattern(director, NumberedKind.CREDIT_NOTE, "C-INV-{year}-0012-2026-04-{n:2}")
    assert following(office, director) == {
        NumberedKind.CONTRACT: "2026-008",
        NumberedKind.INVOICE: "INV-2026-0013",
        NumberedKind.ACT: "2026-007/2",
        NumberedKind.CREDIT_NOTE: "C-INV-2026-0012-2026-04-02",
    }


def test_a_new_year_begins_anew(firm: Firm, director: Actor) -> None:
    assert following(firm.office, director, date(2027, 1, 1))[NumberedKind.INVOICE] == "INV-2027-0001"


def test_a_pattern_is_chosen_and_chosen_again(office: Office, director: Actor) -> None:
    assert {one.kind: one.pattern for one in office.numbering.series(director)} == USUAL
    office.numbering.set_pattern(director, NumberedKind.INVOICE, " РФ-{n:5} ")
    assert office.numbering.series(director)[1].next_number == "РФ-00001"
    office.numbering.set_pattern(director, NumberedKind.INVOICE, "{n}/{year:2}")
    assert office.numbering.series(director)[1].pattern == "{n}/{year:2}"
    assert journaled(office)[:2] == ["numbering.set_pattern"] * 2
    assert office.numbering.set_pattern(director, NumberedKind.INVOICE, "{n}/{year:2}").areas == frozenset()


def test_a_pattern_that_cannot_be_read_changes_nothing(office: Office, director: Actor) -> None:
    wrong = found(lambda: office.numbering.set_pattern(director, NumberedKind.INVOICE, "INV-{year}"))
    assert wrong == {("pattern", "pattern_without_number")}
    assert office.numbering.series(director)[1].pattern == USUAL[NumberedKind.INVOICE]


def test_the_director_chooses_and_the_office_reads(office: Office) -> None:
    assert who_may(lambda who: office.numbering.set_pattern(who, NumberedKind.ACT, "{n}")) == {DIRECTOR}
    assert who_may(office.numbering.series) == {DIRECTOR, ACCOUNTANT, OFFICE_MANAGER}
