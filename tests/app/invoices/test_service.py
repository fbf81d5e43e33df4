"""Invoices: asked, corrected while nothing stands on them, taken back, closed short."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import CreditNoteFact, InvoiceFact
from app.invoices import feed
from app.invoices.model import InvoiceStatus, NewCreditNote, NewInvoice
from app.invoices.store import InvoiceStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Area
from app.kernel.errors import Duplicate, Invalid, NotFound, Refused, Stale
from tests.support.firm import Firm, day
from tests.support.rights import ACCOUNTANT, DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

NEW = NewInvoice("31", 1, date(2024, 3, 1), date(2024, 3, 31), 100_000, 120_000)
CREDIT = NewCreditNote("C-1", 1, date(2024, 4, 1), 50_000, 60_000, "less work")


@pytest.fixture
def firm(office: Office) -> Firm:
    """A client with a contract over 1 000.00 and 20 % VAT."""
    return Firm(office).person("Olena").client("Orion").contract("7", "Orion", net="1 000.00")


def test_an_invoice_is_added_read_and_journaled(firm: Firm, office: Office, director: Actor) -> None:
    done = office.invoices.add(director, NEW)
    invoice = office.invoices.get(director, done.value)
    assert (invoice.number, invoice.status, invoice.gross_minor) == ("31", InvoiceStatus.SENT, 120_000)
    assert invoice.contract_id == firm.contracts["7"]
    assert office.invoices.list(director) == (invoice,)
    assert office.invoices.ids(director) == {"31": invoice.id}
    assert done.areas == {Area.INVOICES}
    assert journaled(office)[0] == "invoices.add"


def test_invoices_are_the_offices_and_seen_by_the_accountant(office: Office) -> None:
    invoices = office.invoices
    for call in (
        lambda who: invoices.add(who, NEW),
        lambda who: invoices.add_many(who, []),
        lambda who: invoices.change(who, 9, 1, NEW),
        lambda who: invoices.send(who, 9, 1),
        lambda who: invoices.remove(who, 9, 1),
        lambda who: invoices.cancel(who, 9, 1, day("2024-05-01"), "x"),
        lambda who: invoices.close_short(who, 9, 1, day("2024-05-01"), "x"),
        lambda who: invoices.credit_note(who, CREDIT),
    ):
        assert who_may(call) == {DIRECTOR, OFFICE_MANAGER}
    for read in (
        invoices.list,
        invoices.ids,
        lambda who: invoices.get(who, 9),
        lambda who: invoices.credit_notes(who, 9),
    ):
        assert who_may(read) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}


def test_everything_wrong_is_told_at_once(office: Office, director: Actor) -> None:
    wrong = NewInvoice("", 99, date(2024, 3, 1), date(2024, 2, 1), -1, -2, InvoiceStatus.CANCELLED)
    assert found(lambda: office.invoices.add(director, wrong)) == {
        ("number", "number_missing"),
        ("contract_id", "contract_unknown"),
        ("due_on", "due_before_issued"),
        ("net_minor", "amount_negative"),
        ("gross_minor", "gross_below_net"),
        ("cancelled_on", "cancelled_on_missing"),
    }


def test_nothing_is_asked_on_a_contract_after_it_was_cancelled(firm: Firm, office: Office, director: Actor) -> None:
    firm.cancelled("7", "2024-03-01")
    office.invoices.add(director, NEW)
    late = replace(NEW, number="32", issued_on=date(2024, 3, 2))
    assert found(lambda: office.invoices.add(director, late)) == {("contract_id", "contract_cancelled")}


def test_a_number_belongs_to_one_invoice(firm: Firm, office: Office, director: Actor) -> None:
    firm.invoice("31")
    assert found(lambda: office.invoices.add(director, replace(NEW, number="31 "))) == {("number", "number_taken")}
    store = InvoiceStore(office._db)
    with pytest.raises(Duplicate):
        office.use_cases.perform(director, Permission.EDIT_INVOICES, None, lambda: store.add(NEW), action="x.add")


@pytest.mark.usefixtures("firm")
def test_of_many_invoices_all_or_none_come_in(office: Office, director: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        office.invoices.add_many(director, [NEW, replace(NEW, contract_id=9)])
    told = [(finding.values["item"], finding.code) for finding in caught.value.findings]
    assert told == [(1, "contract_unknown"), (1, "number_taken")]
    office.invoices.add_many(director, [NEW, replace(NEW, number="32")])
    assert [invoice.number for invoice in office.invoices.list(director)] == ["31", "32"]


def test_a_draft_is_free_until_it_is_sent(firm: Firm, office: Office, director: Actor) -> None:
    firm.invoice("31", draft=True).invoice("32", draft=True)
    assert feed.invoices(office._db) == ()
    office.invoices.change(director, firm.invoices["31"], 1, replace(NEW, net_minor=5))
    office.invoices.send(director, firm.invoices["31"], 2)
    assert [fact.net_minor for fact in feed.invoices(office._db)] == [5]
    with pytest.raises(Refused, match="invoice_not_draft"):
        office.invoices.send(director, firm.invoices["31"], 3)
    with pytest.raises(Refused, match="invoice_not_draft"):
        office.invoices.remove(director, firm.invoices["31"], 3)
    office.invoices.remove(director, firm.invoices["32"], 1)
    with pytest.raises(NotFound):
        office.invoices.get(director, firm.invoices["32"])


def test_a_sent_invoice_is_corrected_while_nothing_stands_on_it(firm: Firm, office: Office, director: Actor) -> None:
    invoice_id = firm.invoice("31").invoices["31"]
    office.invoices.change(director, invoice_id, 1, replace(NEW, net_minor=5))
    with pytest.raises(Stale):
        office.invoices.change(director, invoice_id, 1, NEW)
    firm.payment("P-1", "31", amount="0.01")
    with pytest.raises(Refused, match="invoice_has_money"):
        office.invoices.change(director, invoice_id, 2, NEW)
    other = replace(NEW, net_minor=5, number="31/a", due_on=date(2024, 5, 1))
    office.invoices.change(director, invoice_id, 2, other)
    assert office.invoices.get(director, invoice_id).due_on == date(2024, 5, 1)


def test_a_cancelled_invoice_stays_with_its_day(firm: Firm, office: Office, director: Actor) -> None:
    invoice_id = firm.invoice("31", issued="2024-03-01").invoices["31"]
    assert found(lambda: office.invoices.cancel(director, invoice_id, 1, day("2024-02-01"), "")) == {
        ("on", "before_issued"),
        ("reason", "reason_missing"),
    }
    firm.invoice_cancelled("31", "2024-04-01")
    (fact,) = feed.invoices(office._db)
    assert (fact.cancelled_on, fact.closed_short_on) == (date(2024, 4, 1), None)
    with pytest.raises(Refused, match="invoice_cancelled"):
        office.invoices.change(director, invoice_id, 2, NEW)
    with pytest.raises(Refused, match="invoice_not_sent"):
        firm.invoice_cancelled("31", "2024-04-02")


def test_money_on_an_invoice_goes_back_before_it_is_cancelled(firm: Firm) -> None:
    firm.invoice("31").payment("P-1", "31", amount="100")
    with pytest.raises(Refused, match="invoice_has_money"):
        firm.invoice_cancelled("31", "2024-04-01")
    firm.refunded("P-1", "31", "2024-03-01", "100").invoice_cancelled("31", "2024-04-01")


def test_credit_notes_never_exceed_the_invoice(firm: Firm, office: Office, director: Actor) -> None:
    invoice_id = firm.invoice("31", issued="2024-03-01").invoices["31"]

    def credit(new: NewCreditNote) -> object:
        return office.invoices.credit_note(director, new)

    credit(CREDIT)
    assert found(lambda: credit(replace(CREDIT, issued_on=date(2024, 2, 1), reason="", net_minor=50_001))) == {
        ("number", "number_taken"),
        ("issued_on", "before_issued"),
        ("reason", "reason_missing"),
        ("net_minor", "credit_exceeds_invoice"),
    }
    over = replace(CREDIT, number="", net_minor=0, gross_minor=60_001)
    assert found(lambda: credit(over)) == {
        ("number", "number_missing"),
        ("net_minor", "amount_not_positive"),
        ("gross_minor", "credit_exceeds_invoice"),
    }
    credit(replace(CREDIT, number="C-2"))
    assert [note.note.number for note in office.invoices.credit_notes(director, invoice_id)] == ["C-1", "C-2"]
    assert feed.credit_notes(office._db)[0] == CreditNoteFact(1, invoice_id, date(2024, 4, 1), 50_000, 60_000)
    assert office.invoices.get(director, invoice_id).version == 3
    with pytest.raises(Refused, match="invoice_has_money"):
        firm.invoice_cancelled("31", "2024-05-01")


def test_an_invoice_is_closed_short_once(firm: Firm, office: Office, director: Actor) -> None:
    invoice_id = firm.invoice("31", issued="2024-03-01").invoices["31"]
    firm.closed_short("31", "2024-06-01")
    assert feed.invoices(office._db) == (
        InvoiceFact(
            id=invoice_id,
            number="31",
            number_key="00231",
            contract_id=1,
            issued_on=date(2024, 3, 1),
            due_on=date(2024, 3, 31),
            net_minor=100_000,
            gross_minor=120_000,
            cancelled_on=None,
            closed_short_on=date(2024, 6, 1),
        ),
    )
    with pytest.raises(Refused, match="invoice_closed_short"):
        firm.closed_short("31", "2024-06-02")
    assert journaled(office)[0] == "invoices.close_short"
    assert office.invoices.get(director, invoice_id).closed_short_reason == "bank fee"


# one more like it


def test_a_duplicate_is_a_draft_of_today_with_the_next_number(firm: Firm, director: Actor) -> None:
    office = firm.invoice("INV-2026-0007", issued="2024-03-01", due="2024-03-15", net="100.00", gross="119.99").office
    model = office.invoices.get(director, firm.invoices["INV-2026-0007"])
    office.invoices.change(director, model.id, 1, replace(NEW, net_minor=10_000, gross_minor=11_999, subject="March"))
    done = office.invoices.duplicate(director, model.id)
    copy = office.invoices.get(director, done.value)
    assert (copy.number, copy.status, copy.issued_on) == ("INV-2026-0001", InvoiceStatus.DRAFT, date(2026, 11, 20))
    assert (copy.net_minor, copy.gross_minor, copy.subject) == (10_000, 11_999, "March")
    assert copy.due_on - copy.issued_on == NEW.due_on - NEW.issued_on
    again = office.invoices.duplicate(director, done.value)
    assert office.invoices.get(director, again.value).number == "INV-2026-0002"
    assert journaled(office)[0] == "invoices.duplicate"


def test_no_duplicate_on_a_cancelled_contract(firm: Firm, director: Actor) -> None:
    office = firm.invoice("31").cancelled("7", "2024-05-01").office
    assert found(lambda: office.invoices.duplicate(director, 1)) == {("contract_id", "contract_cancelled")}
    with pytest.raises(NotFound):
        office.invoices.duplicate(director, 9)
    assert who_may(lambda who: office.invoices.duplicate(who, 9)) == {DIRECTOR, OFFICE_MANAGER}
