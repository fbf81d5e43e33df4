"""Money is given back out of what a payment brought: only where something is left of it, in the invoice's currency."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from tests.support.firm import Firm
from tests.support.form_pages import FormScreen, OpenForm, plain
from ui.kit.money_edit import MoneyEdit

Add = Callable[[Callable[[Firm], object]], None]


@pytest.fixture
def screen(add: Add, open_payments: Callable[[], FormScreen]) -> FormScreen:
    """One payment of Orion's, 400.00: 300.00 for INV-8, 100.00 for INV-9."""

    def write(firm: Firm) -> None:
        firm.advance("B-77", "Orion", received="2024-02-01", amount="400")
        firm.allocated("B-77", "INV-8", "300").allocated("B-77", "INV-9", "100")

    add(write)
    opened = open_payments()
    opened.choose("B-77")
    return opened


def refund(screen: FormScreen) -> OpenForm:
    screen.do("Refund…")
    return screen.dialog()


def offered(form: OpenForm) -> list[str]:
    box = form.inner("invoice_id")
    assert isinstance(box, QComboBox)
    return [plain(box.itemText(at)) for at in range(box.count())]


def sign(form: OpenForm) -> str:
    edit = form.inner("amount")
    assert isinstance(edit, MoneyEdit)
    (shown,) = edit.findChildren(QLabel)
    return shown.text()


def test_every_invoice_says_how_much_can_be_given_back(screen: FormScreen) -> None:
    form = refund(screen)
    assert offered(form) == ["INV-8, at most ₴300.00", "INV-9, at most ₴100.00"]
    assert not sign(form)
    form.fill(invoice_id="INV-9")
    assert sign(form) == "₴"
    form.fill(amount="100.01")
    assert {field: plain(said) for field, said in form.wrong.items()} == {
        "amount": "At most 100.00 can be given back, and 100.01 was entered."
    }
    form.fill(invoice_id="INV-8")
    assert "amount" not in form.wrong, "of the other invoice more can be"


def test_what_was_given_back_whole_is_not_offered_again(screen: FormScreen) -> None:
    refund(screen).fill(invoice_id="INV-8", amount="300", reason="Paid twice").save()
    assert screen.desk.message == "The refund is added."
    form = refund(screen)
    assert offered(form) == ["INV-9, at most ₴100.00"]
    assert form.texts["invoice_id"], "the only one is chosen"
    assert sign(form) == "₴"
    form.fill(amount="100", reason="Paid twice").save()
    screen.do("Refund…")
    assert screen.desk.message == "All that this payment brought for invoices has been given back already."


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"amount": "0"}, "amount", "The amount must be greater than zero."),
        ({"amount": "x"}, "amount", "«x» is no amount. Write it like 1 234,56."),
        ({"refunded_on": "31.01.2024"}, "refunded_on", "The refund lies before the payment (01.02.2024)."),
        ({"reason": ""}, "reason", "Enter the reason."),
    ],
)
def test_what_is_wrong_is_said_under_its_field_and_nothing_is_given_back(
    screen: FormScreen, typed: dict[str, str], field: str, sentence: str
) -> None:
    good = {"invoice_id": "INV-9", "amount": "40", "refunded_on": "05.02.2024", "reason": "Paid twice"}
    form = refund(screen).fill(**good)
    form.fill(**typed).save()
    assert form.wrong == {field: sentence}
    form.fill(**{field: good[field]}).save()
    assert offered(refund(screen)) == ["INV-8, at most ₴300.00", "INV-9, at most ₴60.00"]


def test_no_invoice_chosen_is_said(screen: FormScreen) -> None:
    form = refund(screen).fill(amount="10", reason="Paid twice")
    form.save()
    assert form.wrong.keys() == {"invoice_id"}


def test_what_somebody_else_gave_back_meanwhile_is_said_under_the_amount(screen: FormScreen, add: Add) -> None:
    form = refund(screen).fill(invoice_id="INV-9", amount="90", reason="Paid twice")
    add(lambda firm: firm.refunded("B-77", "INV-9", on="2024-02-05", amount="50"))
    form.save()
    assert plain(form.wrong["amount"]) == "At most 50.00 can be given back, and 90.00 was entered."


def test_money_for_an_invoice_in_dollars_goes_back_in_dollars(
    add: Add, open_payments: Callable[[], FormScreen]
) -> None:
    def write(firm: Firm) -> None:
        firm.contract("N-4", "Vega", net="100", vat=0, currency="USD").invoice("D-1", issued="2024-01-15")
        firm.payment("B-80", "D-1", received="2024-02-01", amount="80")

    add(write)
    screen = open_payments()
    screen.choose("B-80")
    form = refund(screen)
    assert (offered(form), sign(form)) == (["D-1, at most $80.00"], "$")
    form.fill(amount="30", reason="Overpaid", refunded_on="02.02.2024").save()
    assert offered(refund(screen)) == ["D-1, at most $50.00"]
