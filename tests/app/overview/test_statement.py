"""A client's account: what is owed, what came, and that it agrees with everything else the books say."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from app.bootstrap import Office
from app.contracts.model import NewAct
from app.kernel.errors import Invalid, NotFound
from app.overview.papers import Period
from app.overview.statement import Account, Basis, EntryKind
from app.payments.model import NewAllocation, NewPayment
from tests.support.firm import Firm, day, minor
from tests.support.sample import sample_file

EVER = (date(2000, 1, 1), date(2030, 12, 31))


@pytest.fixture
def firm(office: Office) -> Firm:
    """Orion: 1,200 asked in March, of which 500 came; an advance, and things that never were."""
    firm = Firm(office).person("Olena").client("Orion").client("Vega")
    firm.contract("7", "Orion", signed="2024-03-01", net="4 000.00")
    firm.invoice("31", "7", net="1 000.00", issued="2024-03-05").payment("P-1", received="2024-03-20", amount="500.00")
    return firm


def accounts(firm: Firm, first: str, last: str, basis: Basis = Basis.INVOICES, code: str = "Orion") -> list[Account]:
    wanted = Period(firm.clients[code], day(first), day(last), basis)
    return list(firm.office.papers.account(firm.actor, wanted).accounts)


def account(firm: Firm, first: str = "2024-01-01", last: str = "2024-12-31", basis: Basis = Basis.INVOICES) -> Account:
    (only,) = accounts(firm, first, last, basis)
    return only


def told(account: Account) -> list[tuple[str, str, int, int]]:
    return [(one.kind.value, one.number, one.debit_minor, one.credit_minor) for one in account.entries]


def test_what_is_asked_and_what_comes_stand_on_their_sides(firm: Firm) -> None:
    found = account(firm)
    assert told(found) == [("invoice", "31", 1_200_00, 0), ("payment", "P-1", 0, 500_00)]
    assert (found.opening_minor, found.debit_minor, found.credit_minor) == (0, 1_200_00, 500_00)
    assert found.closing_minor == 700_00


def test_what_was_before_the_period_is_its_opening_balance(firm: Firm) -> None:
    found = account(firm, "2024-03-10", "2024-03-31")
    assert (found.opening_minor, told(found)) == (1_200_00, [("payment", "P-1", 0, 500_00)])
    assert account(firm, "2024-03-05", "2024-03-05").closing_minor == 1_200_00
    assert account(firm, "2024-04-01", "2024-04-30") == Account("UAH", 700_00, ())


def test_an_advance_a_credit_note_and_a_refund_count(firm: Firm) -> None:
    firm.advance("P-2", "Orion", "2024-04-02", "300.00").allocated("P-2", "31", "100.00")
    firm.credited("31", "2024-04-03", "50.00", "60.00").refunded("P-1", "31", "2024-04-04", "40.00")
    assert told(account(firm, "2024-04-01")) == [
        ("payment", "P-2", 0, 300_00), ("credit_note", "C-31-2024-04-03", 0, 60_00), ("refund", "P-1", 40_00, 0),
    ]  # fmt: skip
    assert account(firm).closing_minor == 1_200_00 - 500_00 - 300_00 - 60_00 + 40_00


def test_two_members_whose_banks_give_one_number_on_one_day_are_two_payments(firm: Firm) -> None:
    firm.group("Sky", "Orion", "Vega").invoice("32", "7", net="500.00", issued="2024-03-06")
    for code, amount in (("Orion", 700_00), ("Vega", 600_00)):
        part = NewAllocation(firm.invoices["31" if code == "Orion" else "32"], amount)
        new = NewPayment("77", firm.clients[code], date(2024, 3, 25), amount + 100_00, "UAH", (part,))
        firm.office.payments.add(firm.actor, new)
    assert told(account(firm, "2024-03-25")) == [("payment", "77", 0, 800_00), ("payment", "77", 0, 600_00)]


def test_what_never_was_does_not_stand_there(firm: Firm) -> None:
    firm.invoice("32", "7", net="100.00", issued="2024-04-01", draft=True)
    firm.invoice("33", "7", net="100.00", issued="2024-04-01").invoice_cancelled("33", "2024-04-05")
    firm.invoice("34", "7", net="100.00", issued="2024-04-01").payment("P-3", received="2024-04-06").undone("P-3")
    assert told(account(firm, "2024-04-01")) == [("invoice", "34", 120_00, 0)]


def test_what_an_invoice_is_closed_short_by_is_forgiven(firm: Firm) -> None:
    firm.closed_short("31", "2024-05-01")
    assert told(account(firm, "2024-04-01")) == [("closed_short", "31", 0, 700_00)]
    assert account(firm).closing_minor == 0


def test_acts_make_the_debt_where_the_firm_works_with_them(firm: Firm) -> None:
    new = NewAct(firm.contracts["7"], "1", date(2024, 3, 31), 2_000_00, 400_00)
    firm.office.contracts.add_act(firm.actor, new)
    by_acts = account(firm, basis=Basis.ACTS)
    assert told(by_acts) == [("payment", "P-1", 0, 500_00), ("act", "1", 2_400_00, 0)]
    assert by_acts.entries[1].contract == "7"
    wanted = Period(firm.clients["Orion"], date(2024, 1, 1), date(2024, 12, 31))
    assert firm.office.papers.account(firm.actor, wanted).basis is Basis.ACTS


def test_money_from_before_the_books_opens_the_account_of_acts(firm: Firm) -> None:
    firm.contract("8", "Orion", signed="2023-11-01", net="1 000.00", paid_before="600.00")
    assert account(firm, basis=Basis.ACTS).opening_minor == -600_00
    assert account(firm).opening_minor == 0


def test_every_currency_has_its_account_and_the_firms_own_stands_first(firm: Firm) -> None:
    firm.rate("EUR", "2024-04-01", "42.00").contract("9", "Orion", signed="2024-04-01", net="100.00", currency="EUR")
    firm.invoice("35", "9", net="100.00", issued="2024-04-01")
    payment = NewPayment(
        "P-9", firm.clients["Orion"], date(2024, 4, 2), minor("2 600.00"), "UAH",
        (NewAllocation(firm.invoices["35"], minor("60.00"), minor("2 520.00")),),
    )  # fmt: skip
    firm.office.payments.add(firm.actor, payment)
    hryvnias, euros = accounts(firm, "2024-04-01", "2024-04-30")
    assert (hryvnias.currency, told(hryvnias)) == ("UAH", [("payment", "P-9", 0, 80_00)])
    assert (euros.currency, told(euros)) == ("EUR", [("invoice", "35", 120_00, 0), ("payment", "P-9", 0, 60_00)])


def test_who_has_nothing_has_an_empty_account(firm: Firm) -> None:
    assert accounts(firm, "2024-01-01", "2024-12-31", code="Vega") == [Account("UAH", 0, ())]


def test_a_period_that_ends_before_it_begins_and_a_client_that_is_not_there_are_said(firm: Firm) -> None:
    with pytest.raises(Invalid) as caught:
        account(firm, "2024-02-01", "2024-01-01")
    assert [finding.place for finding in caught.value.findings] == ["last"]
    with pytest.raises(NotFound):
        firm.office.papers.account(firm.actor, Period(99, *EVER))


def test_in_three_years_of_a_firm_every_account_agrees_with_its_invoices_and_advances() -> None:
    with Office.open(sample_file()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        owed: dict[tuple[str, str], int] = defaultdict(int)
        for row in office.overview.invoices(actor, date(2026, 11, 30)):
            if row.state not in {"draft", "cancelled"}:
                open_minor = row.gross_minor - row.credited_minor - row.received_minor
                owed[row.client, row.currency] += min(open_minor, 0) if row.state == "closed_short" else open_minor
        for payment in office.overview.payments(actor):
            if payment.state not in {"storno", "undone"}:
                owed[payment.client, payment.currency] -= payment.amount_minor - payment.allocated_minor
        kinds = set()
        for client in office.clients.list(actor):
            statement = office.papers.account(actor, Period(client.id, *EVER, Basis.INVOICES))
            for one in statement.accounts:
                assert one.closing_minor == owed[client.name, one.currency], (client.name, one.currency)
                kinds |= {entry.kind for entry in one.entries}
        assert kinds >= {EntryKind.INVOICE, EntryKind.PAYMENT, EntryKind.CREDIT_NOTE, EntryKind.REFUND}
