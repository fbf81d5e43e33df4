"""Payments: what they may pay, what may go back, and how a wrong one is undone."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import AllocationFact, RefundFact
from app.kernel.actor import Actor
from app.kernel.changes import Area
from app.kernel.errors import Invalid, NotFound, Refused
from app.payments import feed
from app.payments.model import NewAllocation, NewPayment, NewRefund, Refundable
from tests.support.clock import FrozenClock
from tests.support.firm import Firm, minor
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

TODAY = FrozenClock().today()
NEW = NewPayment("P-1", 1, date(2024, 3, 1), 120_000, "UAH", (NewAllocation(1, 120_000),))


@pytest.fixture
def firm(office: Office) -> Firm:
    """Orion owes 1 200.00 on invoice 31 and 600.00 on 32; Vega owes 100.00 USD on 41."""
    firm = (
        Firm(office)
        .client("Orion")
        .client("Vega")
        .contract("7", "Orion", net="1 500")
        .contract("8", "Vega", net="100", vat=0, currency="USD")
    )
    return firm.invoice("31", "7", net="1 000").invoice("32", "7", net="500").invoice("41", "8")


def open_minor(office: Office, actor: Actor, number: str) -> int:
    """What is open on an invoice, as the next allocation would find it."""
    invoice_id = office.invoices.ids(actor)[number]
    too_much = NEW._replace(number="X", amount_minor=10**14, allocations=(NewAllocation(invoice_id, 10**14),))
    with pytest.raises(Invalid) as caught:
        office.payments.add(actor, too_much)
    (value,) = [f.values["open_minor"] for f in caught.value.findings if f.code == "allocated_exceeds_open"]
    return int(value or 0)


@pytest.mark.usefixtures("firm")
def test_a_payment_is_added_read_and_journaled(office: Office, director: Actor) -> None:
    done = office.payments.add(director, NEW)
    payment = office.payments.get(director, done.value)
    assert (payment.number, payment.amount_minor, payment.entered_on) == ("P-1", 120_000, TODAY)
    assert [(part.invoice_id, part.amount_minor) for part in payment.allocations] == [(1, 120_000)]
    assert office.payments.list(director) == (payment,)
    assert office.payments.ids(director) == {(1, "P-1", date(2024, 3, 1)): payment.id}
    assert done.areas == {Area.PAYMENTS}
    assert journaled(office)[0] == "payments.add"
    assert feed.allocations(office._db) == (
        AllocationFact(1, payment.id, "P-1", "p-0011", 1, date(2024, 3, 1), 120_000, None),
    )


def test_payments_are_everybodys_but_the_staffs(office: Office) -> None:
    payments = office.payments
    for call in (
        lambda who: payments.add(who, NEW),
        lambda who: payments.add_many(who, []),
        lambda who: payments.allocate(who, 9, []),
        lambda who: payments.refund(who, NewRefund(9, 1, date(2024, 3, 1), 1, "x")),
        lambda who: payments.storno(who, 9, "x"),
        payments.list,
        payments.ids,
        lambda who: payments.get(who, 9),
        lambda who: payments.refunds(who, 9),
    ):
        assert who_may(call) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}


@pytest.mark.usefixtures("firm")
def test_everything_wrong_is_told_at_once(office: Office, director: Actor) -> None:
    wrong = NewPayment("", 99, date(2024, 3, 1), 0, "ABC", (NewAllocation(99, 1), NewAllocation(1, 0)))
    assert found(lambda: office.payments.add(director, wrong)) == {
        ("number", "number_missing"),
        ("client_id", "client_unknown"),
        ("amount_minor", "amount_not_positive"),
        ("currency", "currency_unknown"),
        ("allocations", "invoice_unknown"),
        ("allocations", "amount_not_positive"),
        ("allocations", "invoice_of_other_client"),
        ("allocations", "currency_differs"),
    }


def test_no_more_is_put_on_invoices_than_came_or_is_open(firm: Firm, office: Office, director: Actor) -> None:
    parts = (NewAllocation(firm.invoices["31"], 120_000), NewAllocation(firm.invoices["32"], 60_001))
    assert found(lambda: office.payments.add(director, NEW._replace(allocations=parts))) == {
        ("allocations", "allocated_exceeds_payment"),
        ("allocations", "allocated_exceeds_open"),
    }
    twice = (NewAllocation(firm.invoices["31"], 60_001), NewAllocation(firm.invoices["31"], 59_999))
    office.payments.add(director, NEW._replace(allocations=twice))
    assert open_minor(office, director, "31") == 0
    assert open_minor(office, director, "32") == 60_000


def test_what_is_open_sinks_by_money_and_credit_and_rises_by_refunds(
    firm: Firm, office: Office, director: Actor
) -> None:
    firm.payment("P-1", "31", received="2024-02-01", amount="500")
    assert open_minor(office, director, "31") == minor("700")
    firm.credited("31", "2024-02-02", net="100", gross="120")
    assert open_minor(office, director, "31") == minor("580")
    firm.refunded("P-1", "31", "2024-02-03", "50")
    assert open_minor(office, director, "31") == minor("630")
    firm.undone("P-1")
    assert open_minor(office, director, "31") == minor("1 080")


def test_money_of_a_stranger_pays_no_invoice_but_the_groups_does(firm: Firm, office: Office, director: Actor) -> None:
    of_vega = NEW._replace(client_id=firm.clients["Vega"])
    assert found(lambda: office.payments.add(director, of_vega)) == {("allocations", "invoice_of_other_client")}
    firm.group("Sky", "Orion", "Vega", since="2024-03-01")
    office.payments.add(director, of_vega)


def test_drafts_and_cancelled_invoices_take_no_money(firm: Firm, office: Office, director: Actor) -> None:
    firm.invoice("33", "7", draft=True).invoice_cancelled("31", "2024-03-01")
    parts = (NewAllocation(firm.invoices["33"], 1), NewAllocation(firm.invoices["31"], 1))
    assert found(lambda: office.payments.add(director, NEW._replace(allocations=parts))) == {
        ("allocations", "invoice_draft"),
        ("allocations", "invoice_cancelled"),
    }


def test_another_currency_is_paid_in_the_firms_and_says_how_much(firm: Firm, office: Office, director: Actor) -> None:
    dollars = firm.invoices["41"]
    new = NEW._replace(client_id=firm.clients["Vega"], amount_minor=420_000)

    def wrong(amount: int, firm_amount: int | None, currency: str = "UAH") -> set[tuple[str, str]]:
        part = NewAllocation(dollars, amount, firm_amount)
        return found(lambda: office.payments.add(director, new._replace(currency=currency, allocations=(part,))))

    assert wrong(10_000, None) == {("allocations", "firm_amount_missing")}
    assert wrong(10_000, 0) == {("allocations", "amount_not_positive")}
    assert wrong(10_000, 420_001) == {("allocations", "allocated_exceeds_payment")}
    assert wrong(10_000, 410_000, "USD") == {("allocations", "firm_amount_not_meant")}
    assert wrong(10_000, 410_000, "EUR") == {("allocations", "currency_differs")}
    office.payments.add(director, new._replace(allocations=(NewAllocation(dollars, 10_000, 410_000),)))
    assert feed.allocations(office._db)[0].firm_amount_minor == 410_000
    assert open_minor(office, director, "41") == 0


def test_an_advance_waits_until_it_is_put_on_an_invoice(firm: Firm, office: Office, director: Actor) -> None:
    firm.advance("A-1", "Orion", "2024-01-01", "1 000")
    assert feed.allocations(office._db) == ()
    payment_id = firm.payments["A-1"]
    over = (NewAllocation(firm.invoices["31"], 60_000), NewAllocation(firm.invoices["32"], 40_001))
    assert found(lambda: office.payments.allocate(director, payment_id, over)) == {
        ("allocations", "allocated_exceeds_payment")
    }
    firm.allocated("A-1", "31", "600")
    rest = (NewAllocation(firm.invoices["32"], 40_001),)
    assert found(lambda: office.payments.allocate(director, payment_id, rest)) == {
        ("allocations", "allocated_exceeds_payment")
    }
    assert [fact.received_on for fact in feed.allocations(office._db)] == [date(2024, 1, 1)]
    assert journaled(office)[0] == "payments.allocate"


def test_a_refund_gives_back_no_more_than_the_payment_brought(firm: Firm, office: Office, director: Actor) -> None:
    firm.payment("P-1", "31", received="2024-02-01").payment("P-2", "32", received="2024-02-01")
    firm.refunded("P-1", "31", "2024-03-01", "1 000")
    over = NewRefund(firm.payments["P-1"], firm.invoices["31"], date(2024, 1, 31), 20_001, "")
    assert found(lambda: office.payments.refund(director, over)) == {
        ("amount_minor", "refund_exceeds_payment"),
        ("refunded_on", "refunded_before_received"),
        ("reason", "reason_missing"),
    }
    other = NewRefund(firm.payments["P-1"], firm.invoices["32"], date(2024, 3, 1), 1, "x")
    assert found(lambda: office.payments.refund(director, other)) == {("amount_minor", "refund_exceeds_payment")}
    assert feed.refunds(office._db) == (
        RefundFact(1, firm.payments["P-1"], firm.invoices["31"], date(2024, 3, 1), 100_000),
    )
    (refund,) = office.payments.refunds(director, firm.payments["P-1"])
    assert (refund.entered_on, refund.refund.amount_minor) == (TODAY, 100_000)


def test_what_a_payment_could_pay_says_whose_it_is_the_oldest_first(
    firm: Firm, office: Office, director: Actor
) -> None:
    firm.advance("A-1", "Vega", "2024-03-01", "1 000")
    assert [one.number for one in office.payments.payable(director, firm.payments["A-1"])] == ["41"]
    firm.group("Sky", "Orion", "Vega")
    payable = office.payments.payable(director, firm.payments["A-1"])
    assert [(one.number, one.client, one.currency, one.open_minor) for one in payable] == [
        ("31", "Orion", "UAH", 120_000), ("32", "Orion", "UAH", 60_000), ("41", "Vega", "USD", 10_000),
    ]  # fmt: skip
    assert {one.client_id for one in payable} == {firm.clients["Orion"], firm.clients["Vega"]}


def test_every_finding_of_allocations_says_which_part_it_concerns(firm: Firm, office: Office, director: Actor) -> None:
    firm.advance("A-1", "Orion", "2024-03-01", "1 000")
    parts = (
        NewAllocation(99, 1),
        NewAllocation(firm.invoices["31"], 90_000),
        NewAllocation(firm.invoices["32"], 20_000),
        NewAllocation(firm.invoices["32"], 50_000),
    )
    with pytest.raises(Invalid) as caught:
        office.payments.allocate(director, firm.payments["A-1"], parts)
    assert [(finding.code, finding.values["part"]) for finding in caught.value.findings] == [
        ("invoice_unknown", 0), ("allocated_exceeds_open", 3), ("allocated_exceeds_payment", 2),
    ]  # fmt: skip


def test_what_can_be_given_back_is_told_by_invoice(firm: Firm, office: Office, director: Actor) -> None:
    firm.advance("A-1", "Orion", "2024-02-01", "1 500")
    payment_id = firm.payments["A-1"]
    assert office.payments.refundable(director, payment_id) == ()
    firm.allocated("A-1", "32", "100").allocated("A-1", "31", "900").allocated("A-1", "32", "200")
    firm.refunded("A-1", "32", "2024-03-01", "50").refunded("A-1", "31", "2024-03-01", "900")
    assert office.payments.refundable(director, payment_id) == (Refundable(firm.invoices["32"], "32", "UAH", 25_000),)
    firm.undone("A-1")
    with pytest.raises(Refused, match="payment_undone"):
        office.payments.refundable(director, payment_id)
    with pytest.raises(NotFound):
        office.payments.refundable(director, 99)


def test_a_storno_undoes_a_payment_with_all_that_hung_on_it(firm: Firm, office: Office, director: Actor) -> None:
    firm.payment("P-1", "31", received="2024-02-01").refunded("P-1", "31", "2024-02-02", "100")
    payment_id = firm.payments["P-1"]
    assert found(lambda: office.payments.storno(director, payment_id, " ")) == {("reason", "reason_missing")}
    storno_id = office.payments.storno(director, payment_id, "of another client").value
    storno = office.payments.get(director, storno_id)
    assert (storno.storno_of, storno.amount_minor, storno.received_on, storno.entered_on, storno.reason) == (
        payment_id,
        -120_000,
        date(2024, 2, 1),
        TODAY,
        "of another client",
    )
    assert (feed.allocations(office._db), feed.refunds(office._db)) == ((), ())
    for refused in (
        lambda: office.payments.storno(director, payment_id, "again"),
        lambda: office.payments.storno(director, storno_id, "back"),
        lambda: office.payments.allocate(director, payment_id, ()),
        lambda: firm.refunded("P-1", "31", "2024-02-03", "1"),
    ):
        with pytest.raises(Refused, match="payment_undone"):
            refused()
    with pytest.raises(NotFound):
        office.payments.storno(director, 99, "x")


def test_a_payment_is_known_by_client_number_and_day_and_a_storno_frees_them(
    firm: Firm, office: Office, director: Actor
) -> None:
    free = NEW._replace(allocations=())
    payment_id = office.payments.add(director, free).value
    assert found(lambda: office.payments.add(director, free._replace(number="P-1 "))) == {("number", "number_taken")}
    office.payments.add(director, free._replace(client_id=firm.clients["Vega"]))
    office.payments.add(director, free._replace(received_on=date(2025, 3, 1)))
    office.payments.storno(director, payment_id, "wrong amount")
    again = office.payments.add(director, free._replace(amount_minor=1)).value
    assert office.payments.ids(director)[1, "P-1", date(2024, 3, 1)] == again


def test_of_many_payments_all_or_none_come_in_and_what_is_open_sinks_on_the_way(
    firm: Firm, office: Office, director: Actor
) -> None:
    half = NEW._replace(amount_minor=70_000, allocations=(NewAllocation(firm.invoices["31"], 70_000),))
    with pytest.raises(Invalid) as caught:
        office.payments.add_many(director, [half, half._replace(client_id=99)])
    told = {(finding.values["item"], finding.code) for finding in caught.value.findings}
    assert told == {(1, "client_unknown"), (1, "invoice_of_other_client"), (1, "allocated_exceeds_open")}
    rest = NEW._replace(number="P-2", amount_minor=50_000, allocations=(NewAllocation(firm.invoices["31"], 50_000),))
    office.payments.add_many(director, [half, rest, rest._replace(number="P-3", allocations=())])
    assert [len(payment.allocations) for payment in office.payments.list(director)] == [1, 1, 0]
    assert open_minor(office, director, "31") == 0
    with pytest.raises(Invalid):
        office.payments.add_many(director, [half])
