"""The page of staff over a real file: people, their pay with its history, schemes, plans and days."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.bootstrap import Office
from app.kernel.actor import Permission, Role
from app.staff.model import OpeningBalance
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.form_pages import StaffScreen, staff
from tests.support.months import JANUARY, close, small_firm
from tests.support.pages import Desk
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk
from ui.staff.page import RIGHTS

PAY_TITLES = {"Pay a month", "Motivation schemes", "Plans", "Days worked", "Brought into the books"}
CLOSED = "Months before 01.02.2024 are closed and paid: enter a date from then on."


@pytest.fixture
def screen(open_company: Callable[..., Desk]) -> StaffScreen:
    made = staff(open_company())
    made.choose("Olena")
    return made


@pytest.fixture
def january_closed(company: Path, clock: FrozenClock) -> None:
    """Olena's first month is paid; a raise waits for February's tenth."""
    company.unlink()
    with Office.open(office_file(company), clock) as office:
        firm = small_firm(office).paid("Olena", "24 000", since="2024-02-10").brings("Olena", carry="-30")
        close(firm, JANUARY)


def test_a_person_is_added_changed_paid_and_leaves(screen: StaffScreen) -> None:
    form = screen.new().fill(name="Iryna", staff_no="07", position="Sales", hired_on="01.03.2024")
    form.save()
    assert screen.headline == "Iryna"
    screen.edit().fill(position="Head of sales", email="nonsense").save()
    assert screen.form.wrong.keys() == {"email"}
    screen.form.fill(email="iryna@firm.example", left_on="01.01.2024")
    assert screen.form.wrong == {"left_on": "The person leaves before being hired (01.03.2024)."}
    screen.form.fill(left_on="").save()
    assert screen.facts["E-mail"] == "iryna@firm.example"
    screen.do("Set the pay from a day on")
    pay = screen.dialog().fill(valid_from="01.03.2024", salary="-1")
    pay.save()
    assert pay.wrong.keys() == {"salary"}
    pay.fill(salary="25 000", engagement="Contractor").save()
    assert screen.lists["Pay a month"] == [("₴25,000.00", "since 01.03.2024\nContractor", "")]
    assert screen.facts["Engagement"] == "Contractor"
    screen.do("Leaves…")
    screen.dialog().fill(left_on="30.06.2024").save()
    assert screen.facts["Left on"] == "30.06.2024"
    assert "Leaves…" not in screen.deeds


def test_a_person_whom_nothing_names_can_be_removed_and_brought_back(screen: StaffScreen) -> None:
    screen.new().fill(name="Iryna", staff_no="07").save()
    screen.do("Remove the person")
    screen.agree()
    assert "Iryna" not in screen.table.column("Name")
    screen.undo()
    assert "Iryna" in screen.table.column("Name")


def test_the_history_of_pay_says_from_when_until_when(screen: StaffScreen) -> None:
    screen.do("Set the pay from a day on")
    screen.dialog().fill(valid_from="16.10.2024", salary="24 000", guarantee="26000", draw="500").save()
    assert screen.lists["Pay a month"] == [
        ("₴24,000.00", "since 16.10.2024\nEmployee, at least ₴26,000.00, draw ₴500.00, paid back", ""),
        ("₴20,000.00", "01.01.2024 – 15.10.2024\nEmployee", ""),
    ]


def test_an_entry_is_corrected_with_its_day_and_taken_back(screen: StaffScreen) -> None:
    screen.do("Set the pay from a day on")
    screen.dialog().fill(valid_from="16.10.2024", salary="24 000").save()
    screen.do("Correct this entry: ₴24,000.00")
    form = screen.dialog()
    assert form.texts["valid_from"] == "16.10.2024"
    form.fill(valid_from="01.01.2024").save()
    assert form.wrong == {
        "valid_from": "There is another entry from 01.01.2024. Correct that one, or enter another day."
    }
    form.fill(valid_from="01.11.2024", salary="25 000").save()
    assert screen.lists["Pay a month"][0][:2] == ("₴25,000.00", "since 01.11.2024\nEmployee")
    screen.undo()
    assert screen.lists["Pay a month"][0][:2] == ("₴24,000.00", "since 16.10.2024\nEmployee")
    screen.do("Remove this entry: ₴24,000.00")
    screen.agree()
    assert [title for title, _, _ in screen.lists["Pay a month"]] == ["₴20,000.00"]
    screen.undo()
    assert [title for title, _, _ in screen.lists["Pay a month"]] == ["₴24,000.00", "₴20,000.00"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"valid_from": ""}, {"valid_from": "Enter a date."}),
        ({"valid_from": "31.02.2024"}, {"valid_from": "There is no such day: «31.02.2024»."}),
        ({"salary": ""}, {"salary": "Fill this in."}),
        ({"guarantee": "-5"}, {"guarantee": "The amount cannot be negative."}),
        ({"draw": "much"}, {"draw": "«much» is no number."}),
    ],
)
def test_wrong_pay_is_said_under_its_field(screen: StaffScreen, typed: dict[str, str], wrong: dict[str, str]) -> None:
    screen.do("Set the pay from a day on")
    form = screen.dialog().fill(**typed)
    form.save()
    assert form.wrong.keys() == wrong.keys()
    assert all(form.wrong[key].startswith(sentence[:12]) for key, sentence in wrong.items())
    assert len(screen.lists["Pay a month"]) == 1


@pytest.mark.usefixtures("january_closed")
def test_closed_months_offer_no_button_and_refuse_what_is_typed(screen: StaffScreen) -> None:
    assert screen.lists["Pay a month"][1][0] == "₴20,000.00"
    assert "Correct this entry: ₴24,000.00" in screen.deeds
    assert screen.deeds.isdisjoint({"Correct this entry: ₴20,000.00", "Remove this entry: ₴20,000.00"})
    assert "Enter what was brought in" not in screen.deeds
    assert screen.lists["Brought into the books"] == [("Carried over", "", "−₴30.00")]
    screen.do("Set the pay from a day on")
    form = screen.dialog().fill(valid_from="31.01.2024")
    form.save()
    assert form.wrong == {"valid_from": CLOSED}
    form.fill(valid_from="01.02.2024").save()
    screen.do("Type the days worked in a month")
    days = screen.dialog().fill(month="January", year="2024", days="3")
    days.save()
    assert days.wrong == {"year": CLOSED}
    assert "Remove the assignment: finder" not in {deed.casefold() for deed in screen.deeds}


def test_what_was_brought_in_is_typed_until_a_month_is_closed(screen: StaffScreen) -> None:
    screen.do("Enter what was brought in")
    form = screen.dialog().fill(carry="30", draw_owed="-1")
    form.save()
    assert form.wrong.keys() == {"carry", "draw_owed"}
    form.fill(carry="-30", draw_owed="10", held="5").save()
    assert screen.lists["Brought into the books"] == [
        ("Carried over", "", "−₴30.00"),
        ("Owed of the draw", "", "₴10.00"),
        ("Held back", "", "₴5.00"),
    ]


def test_days_worked_are_typed_changed_and_left_to_the_calendar_again(screen: StaffScreen) -> None:
    screen.do("Type the days worked in a month")
    form = screen.dialog().fill(month="February", year="2024", days="30")
    form.save()
    assert form.wrong == {"days": "The month has 29 days: enter between 0 and 29."}
    form.fill(year="1850", days="12", note="illness")
    assert form.wrong == {"year": "Enter a year from 2000 to 2099."}
    form.fill(year="2024").save()
    assert screen.lists["Days worked"] == [("February 2024", "illness", "12 days")]
    screen.do("Change the days: February\u00a02024")
    form = screen.dialog()
    assert form.texts == {"days": "12", "note": "illness"}
    form.fill(days="13").save()
    assert screen.lists["Days worked"] == [("February 2024", "illness", "13 days")]
    screen.do("Let the calendar decide again: February\u00a02024")
    assert screen.lists["Days worked"] == []
    screen.undo()
    assert screen.lists["Days worked"] == [("February 2024", "illness", "13 days")]


def test_an_assignment_ends_its_end_is_corrected_and_it_is_removed(screen: StaffScreen) -> None:
    ((name, days, word),) = screen.lists["Motivation schemes"]
    assert (days, word) == ("since 01.01.2024", "pays now")
    screen.do(f"Set the last day: {name}")
    form = screen.dialog().fill(valid_to="31.12.2023")
    assert form.wrong == {"valid_to": "The last day lies before the first."}
    form.fill(valid_to="31.03.2024").save()
    assert screen.lists["Motivation schemes"][0][1] == "01.01.2024 – 31.03.2024"
    screen.do(f"Set the last day: {name}")
    form = screen.dialog()
    assert form.texts == {"valid_to": "31.03.2024"}
    form.fill(valid_to="").save()
    assert screen.lists["Motivation schemes"][0][1] == "since 01.01.2024"
    screen.do("Let a scheme pay")
    form = screen.dialog().fill(scheme_id="", valid_from="01.06.2024")
    form.save()
    assert form.wrong == {"valid_from": "The person is paid by this scheme from 01.01.2024 already. End that first."}
    form.press(Qt.Key.Key_Escape)
    form.answer("discard")
    screen.do(f"Remove the assignment: {name}")
    screen.agree()
    assert screen.lists["Motivation schemes"] == []
    screen.undo()
    assert screen.lists["Motivation schemes"][0][0] == name


@pytest.mark.usefixtures("january_closed")
def test_the_end_of_an_assignment_moves_in_open_months_only(screen: StaffScreen) -> None:
    ((name, _, _),) = screen.lists["Motivation schemes"]
    assert f"Remove the assignment: {name}" not in screen.deeds
    screen.do(f"Set the last day: {name}")
    form = screen.dialog().fill(valid_to="30.01.2024")
    form.save()
    assert form.wrong == {"valid_to": "Months before 01.02.2024 are closed: enter a date from then on."}
    form.fill(valid_to="31.01.2024").save()
    assert screen.lists["Motivation schemes"][0][1] == "01.01.2024 – 31.01.2024"


def test_plans_of_months_quarters_and_years(screen: StaffScreen) -> None:
    for typed in ({"span": "Quarter", "quarter": "Quarter 2"}, {"span": "Month", "month": "March"}):
        screen.do("Set a plan")
        screen.dialog().fill(**typed, year="2024", amount="100 000").save()
    assert screen.lists["Plans"] == [
        ("₴100,000.00", "Quarter 2 of 2024", ""),
        ("₴100,000.00", "March 2024", ""),
    ]
    screen.do("Set a plan")
    form = screen.dialog().fill(span="Year", year="2024", amount="0")
    assert form.wrong.keys() == {"amount"}
    form.fill(amount="5").save()
    assert form.wrong == {"year": "There is a quota from 01.03.2024 to 31.03.2024: periods cannot overlap."}
    form.fill(year="2025").save()
    assert screen.lists["Plans"][0] == ("₴5.00", "2025", "")


def test_a_plan_is_changed_and_removed(screen: StaffScreen) -> None:
    screen.do("Set a plan")
    screen.dialog().fill(span="Year", year="2024", amount="5").save()
    screen.do("Change the plan: ₴5.00")
    form = screen.dialog()
    assert form.texts == {"amount": "5.00"}
    form.fill(amount="7").save()
    assert screen.lists["Plans"] == [("₴7.00", "2024", "")]
    screen.do("Remove the plan: ₴7.00")
    screen.agree()
    assert screen.lists["Plans"] == []
    screen.undo()
    assert screen.lists["Plans"] == [("₴7.00", "2024", "")]


PAY_READS = ("pay_terms", "motivation")


class Watched(StandInOffice):
    """An office that notes who asks it for pay."""

    asked: list[str]

    def __getattribute__(self, name: str) -> object:
        if name in PAY_READS and "asked" in object.__getattribute__(self, "__dict__"):
            self.asked.append(name)
        return object.__getattribute__(self, name)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ACCOUNTANT, Role.OFFICE_MANAGER])
def test_nothing_of_pay_is_asked_for_or_built_without_the_right(open_desk: OpenDesk, role: Role) -> None:
    office = Watched(role)
    office.asked = []
    desk = open_desk(lambda: office)
    desk.open_file(Path("/books/firm.premia"))
    screen = staff(desk)
    screen.choose(screen.table.column("Name")[0])
    sees = desk.workspace.context.actor.may(Permission.SEE_PAY)
    assert sees is (role is not Role.OFFICE_MANAGER)
    assert bool(office.asked) is sees
    assert screen.lists.keys() & PAY_TITLES == (PAY_TITLES if sees else set())
    assert ("Set the pay from a day on" in screen.deeds) is sees
    assert ("Let a scheme pay" in screen.deeds) is (role is Role.DIRECTOR)
    assert (screen.page.primary is not None) is (role is Role.DIRECTOR)


def test_no_deed_of_the_panel_passes_who_lacks_its_right(open_desk: OpenDesk) -> None:
    office = StandInOffice(Role.OFFICE_MANAGER)
    desk = open_desk(lambda: office)
    desk.open_file(Path("/books/firm.premia"))
    screen = staff(desk)
    screen.choose(screen.table.column("Name")[0])
    may = desk.workspace.context.actor.may
    for deed in (deed for deed, right in RIGHTS.items() if not may(right)):
        screen.page.do(f"{deed}/1")
        assert not desk.is_asked
        assert screen.page.sheet is None


def test_what_stands_in_the_file_is_what_is_shown(company: Path, clock: FrozenClock, screen: StaffScreen) -> None:
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        office.pay_terms.set_opening_balance(actor, OpeningBalance(1, -100))
    screen.choose("Petro")
    screen.choose("Olena")
    assert screen.lists["Brought into the books"] == [("Carried over", "", "−₴1.00")]
