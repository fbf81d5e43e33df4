"""The office manager's forms of contracts and invoices, over a real file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.calc.facts import Function
from app.kernel.actor import Role
from tests.support.form_pages import FormScreen, OpenForm, front, orders, pick, plain, type_into
from tests.support.pages import Desk
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk
from ui.contracts.matrix import MatrixInput
from ui.kit.form_inputs import MoneyInput


@pytest.fixture
def contracts(open_company: Callable[..., Desk]) -> FormScreen:
    return orders(open_company(), "contracts")


@pytest.fixture
def invoices(open_company: Callable[..., Desk]) -> FormScreen:
    return orders(open_company(), "invoices")


def name_people(form: OpenForm, function: Function, *people: tuple[str, str]) -> None:
    """Who does it, each with a share."""
    matrix = form.sheet.form.input("roles")
    assert isinstance(matrix, MatrixInput)
    for at, (name, share) in enumerate(people):
        if at == len(matrix.people(function)):
            matrix.join(function)
        person, part = matrix.people(function)[at]
        pick(person, name)
        type_into(part, share)


def sign_of(form: OpenForm) -> str:
    """The currency that stands in the amount."""
    amount = form.sheet.form.input("amount")
    assert isinstance(amount, MoneyInput)
    return amount.money.currency


def test_a_new_contract_with_its_people_and_an_amount_with_vat(contracts: FormScreen) -> None:
    form = contracts.new()
    assert form.texts["number"]
    form.fill(number="N-1", client_id="Ori", amount="1 200,00", vat="VAT 20", signed_on="15.01.2024")
    form.fill(with_vat="1")
    name_people(form, Function.SELLING, ("Ole", "60 %"), ("Pet", "40 %"))
    name_people(form, Function.DELIVERING, ("Pet", ""))
    form.save()
    assert form.wrong == {}
    assert contracts.headline == "N-1"
    assert plain(contracts.facts["Net"]) == "₴1,000.00"
    assert contracts.facts["VAT"].startswith("20")
    assert "Ctrl+Z" in contracts.desk.message


def test_an_amount_has_the_sign_of_its_contract(contracts: FormScreen) -> None:
    contracts.new().fill(number="E-1", client_id="Ori", amount="500", currency="EUR", signed_on="15.01.2024").save()
    contracts.choose("E-1")
    contracts.do("New invoice…")
    invoices = FormScreen(front(contracts.desk), contracts.desk)
    form = invoices.dialog()
    signs = [sign_of(form)]
    form.fill(contract_id="1")
    signs.append(sign_of(form))
    form.fill(contract_id="E-1", number="INV-E", status="Draft").save()
    signs.append(sign_of(invoices.edit()))
    invoices.form.sheet.cancel()
    invoices.do("It is sent")
    invoices.do("Credit note…")
    signs.append(sign_of(invoices.dialog()))
    assert signs == ["EUR", "UAH", "EUR", "EUR"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"number": ""}, {"number": "Enter a number."}),
        ({"amount": "-1"}, {"amount": "The amount cannot be negative."}),
        ({"client_id": "Nobody"}, {"client_id": "There is no «Nobody» in the list. Choose one, or add a new one."}),
        ({"quantity": "0"}, {"quantity": "The quantity must be greater than zero."}),
        ({"signed_on": "31.02.2024"}, {"signed_on": "There is no such day: «31.02.2024»."}),
    ],
)
def test_what_is_wrong_with_a_contract_is_said_and_nothing_is_saved(
    contracts: FormScreen, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    rows = len(contracts.table.column("Number"))
    form = contracts.new().fill(number="N-1", client_id="Ori", amount="1", vat="Without")
    form.fill(**typed)
    form.save()
    assert form.wrong == wrong
    assert len(contracts.table.column("Number")) == rows
    contracts.desk.window.grab()
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


def test_shares_must_sum_up_and_be_shares(contracts: FormScreen) -> None:
    form = contracts.new().fill(number="N-1", client_id="Ori", amount="1", vat="Without")
    name_people(form, Function.SELLING, ("Ole", "60 %"), ("Pet", "30 %"))
    form.save()
    assert "roles" in form.wrong
    assert "90 %" in plain(form.wrong["roles"])
    name_people(form, Function.SELLING, ("Ole", "much"))
    form.save()
    assert "«much»" in form.wrong["roles"]
    name_people(form, Function.SELLING, ("Ole", "2"), ("Pet", "1"))
    form.save()
    assert contracts.headline == "N-1"


def test_what_is_said_of_a_high_input_is_scrolled_into_sight(contracts: FormScreen) -> None:
    contracts.desk.window.resize(1280, 800)
    contracts.choose(contracts.table.column("Number")[0])
    form = contracts.edit()
    name_people(form, Function.SELLING, ("Ole", "much"))
    form.save()
    QApplication.processEvents()
    area, said = form.sheet.area, form.sheet.form.said_under("roles")
    top = said.mapTo(area.viewport(), said.rect().topLeft()).y()
    assert said.isVisible()
    assert top >= 0
    assert top + said.height() <= area.viewport().height()
    form.press(Qt.Key.Key_Escape)
    form.answer("discard")


def test_a_contract_is_changed_extended_and_completed(contracts: FormScreen) -> None:
    number = contracts.table.column("Number")[0]
    contracts.choose(number)
    contracts.edit().fill(subject="Audit").save()
    assert contracts.edit().texts["subject"] == "Audit"
    contracts.form.sheet.cancel()
    contracts.do("Extension…")
    form = contracts.dialog()
    assert form.texts["extends_id"]
    form.fill(number="N-2", amount="500").save()
    assert contracts.headline == "N-2"
    contracts.choose(number)
    contracts.do("The work is done")
    assert "completed" in contracts.desk.message


def test_an_act_asks_what_is_not_accepted_yet_and_an_amendment_needs_a_reason(contracts: FormScreen) -> None:
    contracts.choose(contracts.table.column("Number")[0])
    contracts.do("New act…")
    act = contracts.dialog()
    assert act.texts["amount"]
    act.fill(number="ACT-1").save()
    assert "act is added" in contracts.desk.message
    contracts.do("Amendment…")
    amendment = contracts.dialog().fill(net_change_minor="-100")
    amendment.save()
    assert amendment.wrong.keys() == {"reason"}
    amendment.fill(reason="Less work").save()
    assert "amendment is added" in contracts.desk.message


def test_a_contract_is_cancelled_with_a_reason_and_brought_back(contracts: FormScreen) -> None:
    contracts.new().fill(number="N-1", client_id="Ori", amount="1", vat="Without").save()
    contracts.choose("N-1")
    contracts.do("Cancel the contract…")
    form = contracts.dialog()
    form.save()
    assert form.wrong.keys() == {"reason"}
    form.fill(reason="The client has changed its mind").save()
    assert contracts.table.column("Number")[0] == "N-1"
    states = [contracts.table.column("Status")[0]]
    contracts.undo()
    states.append(contracts.table.column("Status")[0])
    assert states == ["Terminated", "In force"]
    contracts.choose("N-1")
    contracts.do("Remove…")
    contracts.agree()
    assert "N-1" not in contracts.table.column("Number")


def test_an_invoice_of_a_contract_is_added_sent_and_credited(contracts: FormScreen) -> None:
    contracts.new().fill(number="N-1", client_id="Ori", amount="1000", vat="VAT 20", signed_on="15.01.2024").save()
    contracts.choose("N-1")
    contracts.do("New invoice…")
    invoices = FormScreen(front(contracts.desk), contracts.desk)
    form = invoices.dialog()
    assert plain(form.texts["amount"]) == "1,200.00"
    form.fill(number="INV-9", status="Draft").save()
    assert invoices.headline == "INV-9"
    invoices.edit().fill(amount="600").save()
    invoices.do("It is sent")
    assert plain(invoices.facts["Amount with VAT"]) == "₴600.00"
    invoices.do("Credit note…")
    note = invoices.dialog().fill(number="CN-1", amount="700", reason="Too much")
    note.save()
    assert note.wrong.keys() == {"amount"}
    note.fill(amount="100").save()
    assert plain(invoices.facts["Credited"]) == "₴100.00"
    invoices.do("Close it short…")
    invoices.dialog().fill(reason="Given up").save()
    assert "closed short" in invoices.desk.message


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"amount": "0"}, "amount"),
        ({"due_on": "01.01.2020"}, "due_on"),
        ({"number": ""}, "number"),
        ({"contract_id": "Nobody"}, "contract_id"),
    ],
)
def test_what_is_wrong_with_an_invoice_is_said(invoices: FormScreen, typed: dict[str, str], wrong: str) -> None:
    form = invoices.new().fill(number="INV-9", amount="100", **({} if "contract_id" in typed else {"contract_id": "1"}))
    form.fill(**typed)
    form.save()
    assert form.wrong.keys() == {wrong}
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


def test_an_invoice_that_was_sent_is_made_once_more_and_not_changed(invoices: FormScreen) -> None:
    before = invoices.table.column("Number")
    invoices.choose(before[0])
    invoices.page.do("edit")
    assert "write a credit note" in invoices.desk.message
    invoices.do("Once more as a draft")
    (made,) = set(invoices.table.column("Number")) - set(before)
    assert len(invoices.table.column("Number")) == len(before) + 1
    invoices.choose(made)
    assert invoices.table.column("Status")[invoices.table.column("Number").index(made)] == "Draft"
    assert "draft like it" in invoices.desk.message


def test_who_may_not_edit_gets_no_buttons(open_desk: OpenDesk) -> None:
    for key in ("contracts", "invoices"):
        desk = open_desk(lambda: StandInOffice(Role.ACCOUNTANT))
        desk.open_file(Path("/books/firm.premia"))
        screen = orders(desk, key)
        assert screen.page.primary is None
        screen.choose(screen.table.column("Number")[0])
        assert screen.deeds.isdisjoint({"Change (F2)", "Remove…", "New act…"})


def test_everything_in_the_matrix_has_a_name(contracts: FormScreen) -> None:
    form = contracts.new()
    matrix = form.inner("roles")
    unnamed = [one for one in matrix.findChildren(QWidget) if one.focusPolicy().value and not one.accessibleName()]
    assert unnamed == []
    form.sheet.cancel()
