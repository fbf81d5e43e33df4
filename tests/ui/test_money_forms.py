"""Staff in the window, over a real file: who works here and for what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.kernel.actor import Role
from tests.support.form_pages import FormScreen, orders
from tests.support.pages import Desk
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk


class StaffScreen(FormScreen):
    """The page of staff with its forms."""

    key_column = "Name"


@pytest.fixture
def staff(open_company: Callable[..., Desk]) -> StaffScreen:
    desk = open_company()
    return StaffScreen(orders(desk, "staff").page, desk)


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
