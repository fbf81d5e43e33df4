"""Money that came is entered, stays an advance, and a wrong entry is taken back; nothing of it is ever undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Role
from tests.support.clock import FrozenClock
from tests.support.firm import Firm
from tests.support.form_pages import FormScreen, bring_to_front, orders, plain
from tests.support.pages import wait_until
from tests.ui.conftest import OpenDesk

GOOD = {"client_id": "Vega", "number": "B-77", "amount": "400", "received_on": "01.02.2024"}
PASSWORD = "correct horse"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"client_id": ""}, "client_id", "Fill this in."),
        ({"client_id": "Nobody"}, "client_id", "There is no «Nobody» in the list. Choose one, or add a new one."),
        ({"number": "  "}, "number", "Enter a number."),
        ({"received_on": ""}, "received_on", "Fill this in."),
        ({"received_on": "31.2.2024"}, "received_on", "There is no such day: «31.2.2024»."),
        ({"amount": ""}, "amount", "Fill this in."),
        ({"amount": "0"}, "amount", "The amount must be greater than zero."),
        ({"amount": "-5"}, "amount", "The amount must be greater than zero."),
        ({"amount": "four"}, "amount", "«four» is no amount. Write it like 1 234,56."),
        ({"amount": "1.234"}, "amount", "«1.234» has too many decimals."),
    ],
)
def test_what_is_wrong_is_said_under_its_field_and_nothing_is_entered(
    payments: FormScreen, typed: dict[str, str], field: str, sentence: str
) -> None:
    form = payments.new().fill(**GOOD)
    form.fill(**typed).save()
    assert form.wrong.keys() == {field}
    assert form.wrong[field] == sentence
    assert form.focused == field
    assert payments.table.column("Number") == []
    form.fill(**{field: GOOD[field]}).save()
    assert payments.table.column("Number") == ["B-77"], "what was typed was not lost"


def test_a_number_that_came_from_the_client_on_that_day_is_taken(
    payments: FormScreen, add: Callable[[Callable[[Firm], object]], None]
) -> None:
    form = payments.new().fill(**GOOD)
    add(lambda firm: firm.advance("B-77", "Vega", received="2024-02-01", amount="1"))
    form.save()
    assert form.wrong == {"number": "The number «B-77» is taken. Enter another one."}
    form.fill(number="B-78").save()
    assert payments.headline == "B-78"


def test_money_of_a_client_who_owes_nothing_is_an_advance(payments: FormScreen) -> None:
    payments.new().fill(**GOOD).save()
    assert payments.desk.message == "The client has no open invoice: the money stays an advance."
    assert payments.table.column("Status") == ["Advance"]
    assert plain(payments.facts["Not allocated"]) == "₴400.00"
    assert payments.deeds >= {"Put it on invoices…", "Take it back…"}
    assert "Refund…" not in payments.deeds, "nothing was paid by it yet"


def test_an_advance_is_put_on_invoices_once_there_are_some(
    payments: FormScreen, add: Callable[[Callable[[Firm], object]], None]
) -> None:
    payments.new().fill(**GOOD).save()
    add(lambda firm: firm.contract("N-2", "Vega", net="250", vat=0).invoice("V-1", issued="2024-02-10"))
    payments.do("Put it on invoices…")
    payments.dialog().save()
    assert payments.facts["For invoices"] == "V-1"
    assert plain(payments.facts["Not allocated"]) == "₴150.00"
    assert payments.table.column("Status") == ["Allocated in part"]


def test_a_wrong_entry_is_taken_back_with_a_reason_and_both_rows_stay(payments: FormScreen) -> None:
    payments.new().fill(**GOOD).save()
    payments.do("Take it back…")
    form = payments.dialog()
    form.save()
    assert form.wrong == {"reason": "Enter the reason."}
    form.fill(reason="Another firm's money").save()
    assert payments.desk.message == "The payment is taken back."
    assert sorted(plain(text) for text in payments.table.column("Amount")) == ["₴400.00", "−₴400.00"]
    assert set(payments.table.column("Status")) == {"Undone by storno", "Storno"}
    payments.table.pick(0)
    assert payments.deeds.isdisjoint({"Put it on invoices…", "Refund…", "Take it back…"})
    payments.new().fill(**GOOD).save()
    assert payments.table.column("Status").count("Advance") == 1, "the number is free again"


def test_a_payment_that_somebody_took_back_meanwhile_cannot_be_used(
    payments: FormScreen, add: Callable[[Callable[[Firm], object]], None]
) -> None:
    payments.new().fill(**GOOD).save()
    add(lambda firm: firm.undone("B-77"))
    payments.do("Take it back…")
    form = payments.dialog().fill(reason="Another firm's money")
    form.save()
    assert "undone" in form.wrong[""]


def test_no_step_of_money_is_undone_by_a_key(payments: FormScreen) -> None:
    """Of each the books keep a row: Ctrl+Z says so and changes nothing."""
    said = []

    def refused() -> None:
        rows = payments.table.column("Amount"), payments.table.column("Status")
        payments.undo()
        said.append(payments.desk.message)
        assert (payments.table.column("Amount"), payments.table.column("Status")) == rows

    payments.new().fill(**GOOD | {"client_id": "Orion"}).save()
    payments.dialog().sheet.cancel()
    refused()
    payments.do("Put it on invoices…")
    payments.dialog().save()
    refused()
    payments.do("Refund…")
    payments.dialog().fill(invoice_id="INV-8", amount="10", reason="Overpaid").save()
    refused()
    payments.do("Take it back…")
    payments.dialog().fill(reason="Another firm's money").save()
    refused()
    assert len(said) == 4
    assert all("not undone" in each for each in said), said


def test_a_payment_is_entered_and_put_on_its_invoices_by_keys_alone(payments: FormScreen) -> None:
    page = payments.page
    bring_to_front(payments.desk.window)
    page.take_focus()
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = payments.dialog()
    assert form.focused == "client_id"
    QTest.keyClicks(focus(), "Ori")
    press(Qt.Key.Key_Return)
    for key, text in (("number", "B-77"), ("received_on", ""), ("amount", "400")):
        press(Qt.Key.Key_Tab)
        assert form.focused == key
        QTest.keyClicks(focus(), text)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    asked = payments.dialog()
    wait_until(lambda: bool(asked.focused))
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focus(), "50")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: payments.headline == "B-77" and "For invoices" in payments.facts)
    assert payments.facts["For invoices"] == "INV-8, INV-9"
    assert plain(payments.facts["Not allocated"]) == "₴50.00"


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert isinstance(found, QWidget)
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, wherever the focus is."""
    QTest.keyClick(focus(), key, modifier)
    QApplication.processEvents()


@pytest.fixture
def staffed(books: Path, clock: FrozenClock) -> Path:
    """The file with a user of each role; all passwords are one."""
    with Office.open(books, clock) as office:
        firm = Firm(office).person("Petro")
        director = firm.actor
        office.access.set_password(director, 1, PASSWORD)
        for role in (Role.ACCOUNTANT, Role.OFFICE_MANAGER):
            office.access.add_user(director, NewUser(role.value, role, PASSWORD))
        office.access.add_user(director, NewUser("petro", Role.STAFF, PASSWORD, firm.people["Petro"]))
    return books


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.OFFICE_MANAGER])
def test_accountant_and_office_manager_may_enter_pay_refund_and_take_back(
    open_desk: OpenDesk, staffed: Path, clock: FrozenClock, role: Role
) -> None:
    desk = open_desk(lambda: Office.open(staffed, clock))
    desk.open_file(staffed)
    desk.sign_in(role.value, PASSWORD)
    screen = orders(desk, "payments")
    screen.new().fill(**GOOD | {"client_id": "Orion"}).save()
    screen.dialog().save()
    screen.do("Refund…")
    screen.dialog().fill(invoice_id="INV-8", amount="10", reason="Overpaid").save()
    screen.do("Take it back…")
    screen.dialog().fill(reason="Another firm's money").save()
    assert screen.desk.message == "The payment is taken back."
    invoices = orders(desk, "invoices")
    assert (invoices.page.primary is not None) == (role is Role.OFFICE_MANAGER), "the accountant writes no invoices"


def test_a_member_of_staff_finds_no_payments(open_desk: OpenDesk, staffed: Path, clock: FrozenClock) -> None:
    desk = open_desk(lambda: Office.open(staffed, clock))
    desk.open_file(staffed)
    desk.sign_in("petro", PASSWORD)
    assert "payments" not in desk.workspace.sidebar.buttons
