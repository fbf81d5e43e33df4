"""The overdue board: ages, what was said last, whose it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.bootstrap import Office
from app.calc.facts import Function
from app.kernel.actor import Role
from app.overview.overdue import Board, LateInvoice, band_of, totals
from tests.support.database import actor
from tests.support.firm import Firm, minor

TODAY = date(2024, 6, 10)


@pytest.fixture
def firm(office: Office) -> Firm:
    """Petro collects from Orion, Olena runs the project."""
    firm = Firm(office).person("Olena").person("Petro").person("Marta").client("Orion")
    return firm.contract("7", signed="2024-01-10", net="10 000.00", collected_by="Petro", delivered_by="Olena")


def late(firm: Firm, number: str, days: int, net: str = "1 000.00") -> Firm:
    due = TODAY - timedelta(days=days)
    return firm.invoice(number, issued="2024-01-10", due=due.isoformat(), net=net)


def board(firm: Firm) -> Board:
    return firm.office.overview.overdue(actor(Role.OFFICE_MANAGER), TODAY)


def row(firm: Firm) -> LateInvoice:
    (only,) = board(firm).rows
    return only


@pytest.mark.parametrize(("days", "band"), [(1, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (999, 3)])
def test_ages(days: int, band: int) -> None:
    assert band_of(days) == band


def test_only_what_is_late_and_open_is_on_the_board_the_longest_first(firm: Firm) -> None:
    late(firm, "31", 5)
    late(firm, "32", 95)
    late(firm, "33", 0)
    late(firm, "34", 40).payment("P-1", "34")
    late(firm, "35", 40).closed_short("35", "2024-06-01")
    assert [(one.number, one.days_late, one.band) for one in board(firm).rows] == [("32", 95, 3), ("31", 5, 0)]


def test_a_debt_is_what_is_still_open(firm: Firm) -> None:
    late(firm, "31", 5).payment("P-1", amount="500.00").credited("31", "2024-06-01", "100.00", "120.00")
    firm.refunded("P-1", "31", on="2024-06-05", amount="50.00")
    assert row(firm).open_minor == minor("630.00")


def test_the_last_reminder_is_shown(firm: Firm) -> None:
    late(firm, "31", 20).reminded("31", "Petro", "2024-06-01", promised="2024-06-08")
    firm.reminded("31", "Olena", "2024-05-30")
    assert (row(firm).reminded_on, row(firm).outcome) == (date(2024, 6, 1), "promised")
    assert row(firm).promised_on == date(2024, 6, 8)


def test_it_is_known_whose_it_is_to_collect_also_after_a_hand_over(firm: Firm) -> None:
    late(firm, "31", 20)
    assert row(firm).collector == (firm.people["Petro"], "Petro")
    assert row(firm).manager == (firm.people["Olena"], "Olena")
    firm.hand_over("Orion", Function.COLLECTING, "Marta", on="2024-02-01")
    assert row(firm).collector == (firm.people["Marta"], "Marta")
    firm.contract("8", "Orion", signed="2024-03-01", collected_by="Petro").invoice("40", issued="2024-03-01")
    assert {one.number: one.collector.name for one in board(firm).rows if one.collector} == {
        "31": "Marta", "40": "Petro",
    }  # fmt: skip


def test_totals_of_ages_are_in_the_firms_currency(firm: Firm) -> None:
    late(firm, "31", 10)
    firm.rate("USD", on="2024-06-01", price="40.0000")
    firm.contract("8", "Orion", signed="2024-01-10", net="100.00", currency="USD").invoice("40", due="2024-05-20")
    assert totals(board(firm).rows) == {0: (2, minor("1 200.00") + minor("4 800.00")), 1: (0, 0), 2: (0, 0), 3: (0, 0)}


def test_who_has_left_is_not_offered_for_a_reminder(firm: Firm) -> None:
    firm.person("Danylo", left="2024-05-01")
    assert [person.name for person in board(firm).people] == ["Marta", "Olena", "Petro"]
