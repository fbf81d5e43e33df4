"""Payments and staff in the window, over a real file: what came, what it paid, who works here and for what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.kernel.actor import Role
from tests.support.form_pages import FormScreen, orders, plain
from tests.support.pages import Desk
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk


class StaffScreen(FormScreen):
    """The page of staff with its forms."""

    key_column = "Name"


@pytest.fixture
def payments(open_company: Callable[..., Desk]) -> FormScreen:
    desk = open_company()
    contracts = orders(desk, "contracts")
    contracts.new().fill(number="N-1", client_id="Ori", amount="1000", vat="Without", signed_on="15.01.2024").save()
    invoices = orders(desk, "invoices")
    invoices.new().fill(
        number="INV-9", contract_id="N-1", amount="500", issued_on="21.01.2024", due_on="21.02.2024"
    ).save()
    invoices.new().fill(
        number="INV-8", contract_id="N-1", amount="300", issued_on="20.01.2024", due_on="20.02.2024"
    ).save()
    return orders(desk, "payments")


@pytest.fixture
def staff(open_company: Callable[..., Desk]) -> StaffScreen:
    desk = open_company()
    return StaffScreen(orders(desk, "staff").page, desk)


def test_money_that_came_is_proposed_to_the_oldest_invoice_first(payments: FormScreen) -> None:
    payments.new().fill(client_id="Ori", number="B-77", amount="400", received_on="01.02.2024").save()
    asked = payments.dialog()
    assert sorted(plain(text) for text in asked.texts.values()) == ["100.00", "300.00"]
    asked.save()
    assert payments.headline == "B-77"
    assert plain(payments.facts["Allocated"]) == "₴400.00"
    assert payments.facts["For invoices"] == "INV-8, INV-9"


def test_of_money_no_undo_is_promised_and_each_refusal_comes_once(payments: FormScreen) -> None:
    payments.new().fill(client_id="Ori", number="B-77", amount="400", received_on="01.02.2024").save()
    payments.dialog().save()
    assert payments.desk.message == "The payment is put on its invoices."
    payments.undo()
    assert "not undone" in payments.desk.message
    payments.undo()
    assert payments.desk.line != "There is nothing to take back.", (
        "the first refusal is no wall before the earlier deed"
    )
    payments.undo()
    assert payments.desk.line == "There is nothing to take back."


def test_what_is_more_than_open_or_than_came_is_refused(payments: FormScreen) -> None:
    payments.new().fill(client_id="Ori", number="B-77", amount="400", received_on="01.02.2024").save()
    asked = payments.dialog()
    first = next(iter(asked.texts))
    asked.fill(**{first: "350"}).save()
    assert "INV-8" in asked.wrong[""]
    asked.fill(**{first: "-1"}).save()
    assert asked.wrong[first] == "The amount cannot be negative."
    asked.fill(**dict.fromkeys(asked.texts, "")).save()
    assert asked.wrong[""] == "Say how much goes to which invoice."
    asked.sheet.form.show_stand(asked.sheet.stand)
    asked.sheet.cancel()
    assert plain(payments.facts["Not allocated"]) == "₴400.00"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [({"amount": "0"}, "amount"), ({"number": ""}, "number"), ({"client_id": "Nobody"}, "client_id")],
)
def test_what_is_wrong_with_a_payment_is_said(payments: FormScreen, typed: dict[str, str], wrong: str) -> None:
    rows = len(payments.table.column("Number"))
    form = payments.new().fill(client_id="Ori", number="B-77", amount="400")
    form.fill(**typed).save()
    assert form.wrong.keys() == {wrong}
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()
    assert len(payments.table.column("Number")) == rows


def test_money_is_given_back_and_a_wrong_entry_is_taken_back(payments: FormScreen) -> None:
    payments.new().fill(client_id="Ori", number="B-77", amount="300", received_on="01.02.2024").save()
    payments.dialog().save()
    payments.do("Refund…")
    form = payments.dialog().fill(amount="400", refunded_on="05.02.2024", reason="Paid twice")
    form.save()
    assert form.wrong.keys() == {"amount"}
    form.fill(amount="100").save()
    assert "refund is added" in payments.desk.message
    payments.do("Take it back…")
    storno = payments.dialog()
    storno.save()
    assert storno.wrong.keys() == {"reason"}
    storno.fill(reason="Another client's money").save()
    assert "taken back" in payments.desk.message


def test_a_person_is_added_changed_paid_and_leaves(staff: StaffScreen) -> None:
    form = staff.new().fill(name="Iryna", staff_no="07", position="Sales", hired_on="01.03.2024")
    form.save()
    assert staff.headline == "Iryna"
    staff.edit().fill(position="Head of sales", email="nonsense").save()
    assert staff.form.wrong.keys() == {"email"}
    staff.form.fill(email="iryna@firm.example").save()
    assert staff.facts["E-mail"] == "iryna@firm.example"
    staff.do("Pay…")
    pay = staff.dialog().fill(valid_from="01.03.2024", salary="-1")
    pay.save()
    assert pay.wrong.keys() == {"salary"}
    pay.fill(salary="25 000", engagement="Contractor").save()
    assert "pay is set" in staff.desk.message
    staff.do("Scheme…")
    staff.dialog().fill(scheme_id="", valid_from="01.03.2024").save()
    assert "scheme pays" in staff.desk.message
    staff.do("Leaves…")
    staff.dialog().fill(left_on="30.06.2024").save()
    assert staff.facts["Left on"] == "30.06.2024"


def test_a_person_whom_nothing_names_can_be_removed_and_brought_back(staff: StaffScreen) -> None:
    staff.new().fill(name="Iryna", staff_no="07").save()
    staff.do("Remove…")
    staff.agree()
    assert "Iryna" not in staff.table.column("Name")
    staff.undo()
    assert "Iryna" in staff.table.column("Name")


def test_who_may_not_edit_finds_no_way_to_pay(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.OFFICE_MANAGER))
    desk.open_file(Path("/books/firm.premia"))
    screen = StaffScreen(orders(desk, "staff").page, desk)
    screen.choose(screen.table.column("Name")[0])
    assert screen.deeds.isdisjoint({"Pay…", "Scheme…"})
