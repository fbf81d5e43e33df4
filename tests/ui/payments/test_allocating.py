"""What a payment pays: proposed to the oldest, told as one types, and each fault under the amount it concerns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from tests.support.firm import Firm
from tests.support.form_pages import FormScreen, OpenForm, plain
from tests.support.pages import wait_until
from ui.kit.money_edit import MoneyEdit

Add = Callable[[Callable[[Firm], object]], None]
Pay = Callable[..., OpenForm]


@pytest.fixture
def pay(payments: FormScreen) -> Pay:
    """Enters Orion's money (or another's) and gives the question what it pays."""

    def make(amount: str, client: str = "Orion", currency: str = "UAH") -> OpenForm:
        form = payments.new().fill(client_id=client, number="B-77", amount=amount, received_on="01.02.2024")
        form.fill(currency=currency).save()
        wait_until(lambda: payments.dialog().sheet is not form.sheet)
        return payments.dialog()

    return make


def key(form: OpenForm, words: str) -> str:
    """The field whose title holds ``words``."""
    (found,) = [field.key for field in form.sheet.form.fields if words in plain(title(form, field.key))]
    return found


def title(form: OpenForm, field: str) -> str:
    return form.inner(field).accessibleName()


def amounts(form: OpenForm) -> dict[str, str]:
    """What stands under each title."""
    return {plain(title(form, field)): plain(text) for field, text in form.texts.items()}


def left(form: OpenForm) -> str:
    """The line over the buttons."""
    assert form.sheet.live.isVisible()
    return plain(form.sheet.live.text())


def sign(form: OpenForm, field: str) -> str:
    """The sign that stands in an amount."""
    edit = form.inner(field)
    assert isinstance(edit, MoneyEdit)
    (shown,) = edit.findChildren(QLabel)
    return shown.text()


def test_the_oldest_invoice_is_proposed_first(payments: FormScreen, pay: Pay) -> None:
    asked = pay("400")
    assert amounts(asked) == {"INV-8, open ₴300.00": "300.00", "INV-9, open ₴500.00": "100.00"}
    assert left(asked) == "The payment is allocated in full."
    asked.save()
    assert plain(payments.facts["Allocated"]) == "₴400.00"
    assert payments.table.column("Status") == ["Allocated"]


def test_a_part_payment_pays_a_part_of_the_oldest(payments: FormScreen, pay: Pay) -> None:
    asked = pay("120.50")
    assert list(amounts(asked).values()) == ["120.50", ""]
    asked.save()
    assert payments.facts["For invoices"] == "INV-8"
    asked = pay_again(payments, "200")
    assert amounts(asked) == {"INV-8, open ₴179.50": "179.50", "INV-9, open ₴500.00": "20.50"}
    asked.sheet.form.show_stand(asked.sheet.stand)
    asked.sheet.cancel()


def pay_again(payments: FormScreen, amount: str) -> OpenForm:
    payments.new().fill(client_id="Orion", number="B-78", amount=amount, received_on="02.02.2024").save()
    return payments.dialog()


def test_what_is_overpaid_stays_an_advance(payments: FormScreen, pay: Pay) -> None:
    asked = pay("1 000")
    assert list(amounts(asked).values()) == ["300.00", "500.00"]
    assert left(asked) == "Stays an advance: ₴200.00"
    asked.save()
    assert plain(payments.facts["Not allocated"]) == "₴200.00"
    payments.do("Put it on invoices…")
    assert payments.desk.message == "The client has no open invoice: the money stays an advance."


def test_what_is_left_is_told_at_every_key(pay: Pay) -> None:
    asked = pay("400")
    inv8, inv9 = key(asked, "INV-8"), key(asked, "INV-9")
    asked.fill(**{inv8: "5"})
    assert left(asked) == "Stays an advance: ₴295.00"
    asked.fill(**{inv8: "5o"})
    assert left(asked) == "Stays an advance: ₴300.00", "what cannot be read counts for nothing"
    asked.fill(**{inv8: "300", inv9: "100.01"})
    assert left(asked) == "₴0.01 more than there is to allocate"
    assert asked.sheet.live.property("tone") == "bad"
    asked.fill(**{inv8: "", inv9: ""})
    assert left(asked) == "Stays an advance: ₴400.00"


def test_each_fault_stands_under_the_amount_it_concerns(payments: FormScreen, pay: Pay) -> None:
    asked = pay("400")
    inv8, inv9 = key(asked, "INV-8"), key(asked, "INV-9")
    asked.fill(**{inv8: "350"})
    assert {field: plain(said) for field, said in asked.wrong.items()} == {
        inv8: "Invoice INV-8: 300.00 is open, and 350.00 is allocated to it."
    }
    asked.fill(**{inv8: "-1"})
    assert asked.wrong == {inv8: "The amount cannot be negative."}
    asked.fill(**{inv8: "300", inv9: "150"}).save()
    assert asked.wrong == {inv9: "More is allocated than the payment has: 50.00 too much."}
    assert asked.focused == inv9
    asked.fill(**{inv8: "", inv9: ""}).save()
    assert asked.wrong == {"": "Say how much goes to which invoice."}
    asked.fill(**{inv9: "400"}).save()
    assert payments.facts["For invoices"] == "INV-9"


def test_what_somebody_else_did_meanwhile_is_said_under_the_amount_too(
    payments: FormScreen, pay: Pay, add: Add
) -> None:
    asked = pay("400")
    add(lambda firm: firm.payment("X-1", "INV-9", received="2024-02-01", amount="450"))
    asked.save()
    inv9 = key(asked, "INV-9")
    assert {field: plain(said) for field, said in asked.wrong.items()} == {
        inv9: "Invoice INV-9: 50.00 is open, and 100.00 is allocated to it."
    }
    add(lambda firm: firm.allocated("B-77", "INV-8", "200"))
    asked.fill(**{inv9: "50"}).save()
    inv8 = key(asked, "INV-8")
    assert set(asked.wrong) == {inv8}
    assert "100.00 is open" in asked.wrong[inv8]
    asked.fill(**{inv8: "100"}).save()
    assert payments.table.column("For invoices")[-1] == "INV-8, INV-9"


def test_of_a_group_every_invoice_says_whose_it_is(payments: FormScreen, pay: Pay, add: Add) -> None:
    add(lambda firm: firm.group("Sky", "Orion", "Vega"))
    asked = pay("900", client="Vega")
    assert list(amounts(asked)) == ["INV-8, Orion, open ₴300.00", "INV-9, Orion, open ₴500.00"]
    asked.save()
    assert payments.facts["For invoices"] == "INV-8, INV-9"
    add(lambda firm: firm.contract("N-2", "Vega", net="70", vat=0).invoice("V-1", issued="2024-01-05"))
    payments.do("Put it on invoices…")
    assert list(amounts(payments.dialog())) == ["V-1, open ₴70.00"], "all are the payer's own"


def test_the_names_of_strangers_are_not_offered(pay: Pay) -> None:
    assert not [each for each in amounts(pay("400")) if "M-1" in each]


def test_an_invoice_in_another_currency_is_paid_in_the_firms(payments: FormScreen, pay: Pay, add: Add) -> None:
    add(lambda firm: firm.contract("N-4", "Vega", net="100", vat=0, currency="USD").invoice("D-1", issued="2024-01-15"))
    asked = pay("5 000", client="Vega")
    paid, came = key(asked, "D-1, open"), key(asked, "Came for D-1")
    assert (sign(asked, paid), sign(asked, came)) == ("$", "₴")
    assert asked.texts == {paid: "", came: ""}, "nobody guesses a rate"
    asked.fill(**{paid: "100"}).save()
    assert asked.wrong == {came: "Invoice D-1 is in another currency: enter the amount received in UAH too."}
    asked.fill(**{paid: "", came: "4 100"}).save()
    assert asked.wrong == {paid: "Enter how much of invoice D-1 it pays, in USD."}
    asked.fill(**{paid: "100", came: "5 100"}).save()
    assert asked.wrong == {came: "More is allocated than the payment has: 100.00 too much."}
    asked.fill(**{came: "4 100"})
    assert left(asked) == "Stays an advance: ₴900.00"
    asked.save()
    assert plain(payments.facts["Not allocated"]) == "₴900.00"


def test_dollars_pay_an_invoice_in_dollars_and_say_so(payments: FormScreen, pay: Pay, add: Add) -> None:
    add(lambda firm: firm.contract("N-4", "Vega", net="100", vat=0, currency="USD").invoice("D-1", issued="2024-01-15"))
    asked = pay("120", client="Vega", currency="USD")
    assert amounts(asked) == {"D-1, open $100.00": "100.00"}
    assert sign(asked, key(asked, "D-1")) == "$"
    assert left(asked) == "Stays an advance: $20.00"
    asked.save()
    assert plain(payments.facts["Not allocated"]) == "$20.00"
