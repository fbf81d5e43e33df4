"""The tables across features: states of invoices and payments, sums per client, the month's figures."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Office
from app.kernel.actor import Actor, Permission, Role
from app.kernel.errors import Denied
from app.kernel.period import Month
from app.overview.model import InvoiceRow, PaymentRow
from app.overview.tables import state_of
from tests.support.firm import Firm, minor

TODAY = date(2024, 6, 1)


@pytest.fixture
def firm(office: Office) -> Firm:
    """Orion owes on one of four invoices."""
    firm = Firm(office).person("Olena").person("Petro").client("Orion", found_by="Olena")
    firm.contract("7", signed="2024-03-01", net="4 000.00", sold_by="Petro", delivered_by={"Petro": 1, "Olena": 2})
    firm.invoice("31", net="1 000.00", issued="2024-03-05").payment("P-1", received="2024-03-20")
    firm.invoice("32", net="1 000.00", issued="2024-04-01").payment("P-2", received="2024-04-10", amount="200.00")
    firm.invoice("33", net="1 000.00", issued="2024-05-25")
    firm.invoice("34", net="500.00", issued="2024-05-26", draft=True)
    return firm


def invoices(firm: Firm) -> dict[str, InvoiceRow]:
    return {row.number: row for row in firm.office.overview.invoices(firm.actor, TODAY)}


def payments(firm: Firm) -> dict[str, PaymentRow]:
    return {f"{row.number} {row.state}": row for row in firm.office.overview.payments(firm.actor)}


def test_an_invoice_shows_what_is_open_and_how_late_it_is(firm: Firm) -> None:
    rows = invoices(firm)
    assert {number: row.state for number, row in rows.items()} == {
        "31": "paid", "32": "overdue", "33": "sent", "34": "draft",
    }  # fmt: skip
    assert rows["32"].received_minor == minor("200.00")
    assert rows["32"].days_late == (TODAY - date(2024, 5, 1)).days
    assert rows["33"].days_late == 0


def test_a_credit_note_settles_and_a_refund_reopens(firm: Firm) -> None:
    firm.credited("32", on="2024-05-02", net="833.33", gross="1 000.00")
    assert invoices(firm)["32"].state == "paid"
    firm.refunded("P-1", "31", on="2024-05-10", amount="100.00")
    assert invoices(firm)["31"].state == "overdue"
    assert invoices(firm)["31"].received_minor == minor("1 100.00")


def test_a_payment_undone_never_came(firm: Firm) -> None:
    firm.undone("P-1")
    assert invoices(firm)["31"].received_minor == 0
    rows = payments(firm)
    assert rows["P-1 undone"].amount_minor == minor("1 200.00")
    assert rows["P-1 storno"].amount_minor == -minor("1 200.00")


def test_an_advance_pays_nothing_until_it_is_allocated(firm: Firm) -> None:
    firm.advance("P-3", "Orion", received="2024-05-30", amount="1 500.00")
    assert not payments(firm)["P-3 advance"].invoices
    firm.allocated("P-3", "33", "1 200.00")
    assert payments(firm)["P-3 partly"].invoices == "33"
    assert invoices(firm)["33"].state == "paid"


def test_a_contract_names_its_people_and_its_money(firm: Firm) -> None:
    (row,) = firm.office.overview.contracts(firm.actor)
    assert (row.found_by, row.sold_by, row.delivered_by) == ("Olena", "Petro", "Olena, Petro")
    assert row.order_number == 1
    assert row.invoiced_minor == minor("3 600.00")  # the draft is not asked yet
    assert row.received_minor == minor("1 400.00")


def test_a_clients_sums_are_in_the_currency_of_most_of_its_invoices(firm: Firm) -> None:
    firm.rate("USD", on="2024-05-20", price="40.0000")
    firm.contract("8", "Orion", signed="2024-05-20", net="100.00", currency="USD").invoice("40")
    (row,) = firm.office.overview.clients(firm.actor, TODAY)
    assert (row.currency, row.orders, row.last_order_on) == ("UAH", 2, date(2024, 5, 20))
    assert row.invoiced_minor == minor("3 600.00")
    assert row.overdue_minor == minor("1 000.00")


def test_the_months_figures_are_in_the_firms_currency(firm: Firm) -> None:
    firm.rate("USD", on="2024-05-20", price="40.0000")
    firm.contract("8", "Orion", signed="2024-05-20", net="100.00", currency="USD").invoice("40", issued="2024-05-21")
    figures = firm.office.overview.figures(firm.actor, Month(2024, 5), TODAY)
    assert figures.invoiced_minor == minor("1 200.00") + minor("4 800.00")
    assert figures.received_minor == 0
    assert (figures.overdue_minor, figures.overdue_count) == (minor("1 000.00"), 1)
    assert (figures.contracts_signed, figures.clients_active) == (1, 1)


def test_a_client_is_active_for_a_year_after_its_last_order(firm: Firm) -> None:
    def active(year: int, month: int) -> int:
        return firm.office.overview.figures(firm.actor, Month(year, month), TODAY).clients_active

    assert [active(2024, 2), active(2024, 3), active(2025, 2), active(2025, 3)] == [0, 1, 1, 0]


def test_staff_are_listed_with_what_they_found_and_sold(firm: Firm) -> None:
    olena, petro = firm.office.overview.staff(firm.actor)
    assert (olena.clients_found, olena.contracts_sold) == (1, 0)
    assert (petro.clients_found, petro.contracts_sold) == (0, 1)


def test_a_member_of_staff_sees_no_table_of_the_firm(firm: Firm) -> None:
    stranger = Actor(9, "petro", Role.STAFF, frozenset({Permission.SEE_OWN}))
    for table in (firm.office.overview.clients, firm.office.overview.contracts, firm.office.overview.invoices):
        with pytest.raises(Denied):
            table(stranger)


@pytest.mark.parametrize(
    ("status", "open_minor", "received", "closed_short", "overdue", "state"),
    [
        ("draft", 100, 0, False, False, "draft"),
        ("cancelled", 100, 0, False, False, "cancelled"),
        ("sent", 100, 0, False, False, "sent"),
        ("sent", 50, 50, False, False, "partial"),
        ("sent", 50, 50, False, True, "overdue"),
        ("sent", 50, 50, True, False, "closed_short"),
        ("sent", 0, 100, False, False, "paid"),
    ],
)
def test_states(status: str, open_minor: int, received: int, closed_short: bool, overdue: bool, state: str) -> None:
    assert state_of(status, open_minor, received, closed_short=closed_short, overdue=overdue) == state
