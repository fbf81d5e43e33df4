"""What the page of clients tells of one at length: its timeline, its contracts in order, whom it has earned what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.access.model import NewUser
from app.bootstrap import Office
from app.calc.facts import Function
from app.invoices.model import NewInvoice
from app.kernel.actor import Role
from tests.support.client_pages import StoryScreen, tell
from tests.support.clock import FrozenClock
from tests.support.firm import Firm
from tests.support.form_pages import ClientScreen, clients
from tests.support.months import FEBRUARY, JANUARY, close
from tests.support.pages import Desk, wait_until
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk

SECRET = "plum on the hill"
Write = Callable[[Callable[[Firm], object]], None]


@pytest.fixture
def written(company: Path, clock: FrozenClock) -> Write:
    """Writes more into the file before the window opens it."""

    def write(more: Callable[[Firm], object]) -> None:
        with Office.open(company, clock) as office:
            firm = Firm(office)
            firm.people = {one.name: one.id for one in office.staff.list(firm.actor)}
            firm.clients = {one.code: one.id for one in office.clients.list(firm.actor)}
            firm.invoices = {one.number: one.id for one in office.invoices.list(firm.actor)}
            more(firm)

    return write


@pytest.fixture
def screen(open_company: Callable[..., Desk]) -> Callable[[], ClientScreen]:
    return lambda: clients(open_company())


def test_the_timeline_stands_in_the_place_of_the_list_the_newest_first(
    screen: Callable[[], ClientScreen], written: Write
) -> None:
    written(lambda firm: firm.reminded("A-2", "Petro", "2024-03-01", promised="2024-03-05"))
    story = tell(screen())
    assert story.story.name.text() == "Orion"
    assert story.sentences == [
        "Reminder: promised to pay by 05.03.2024. Invoice A-2, by phone",
        "Payment P-2 received for invoice A-2",
        "Invoice A-2 issued, due on 11.03.2024",
        "Contract 2 signed: 2nd order",
        "Payment P-1 received for invoice A-1",
        "Invoice A-1 issued, due on 09.02.2024",
        "Contract 1 signed: 1st order",
    ]
    assert story.table.column("Date")[:2] == ["01.03.2024", "10.02.2024"]
    assert story.table.column("Amount")[:2] == ["—", "₴1,200.00"]
    assert story.table.column("What happened")[0].endswith("\nPetro")
    assert story.screen.desk.line == "7 rows shown"


@pytest.mark.parametrize(
    ("sentence", "page", "number"),
    [
        ("Contract 1 signed: 1st order", "contracts", "1"),
        ("Invoice A-2 issued, due on 11.03.2024", "invoices", "A-2"),
        ("Payment P-1 received for invoice A-1", "payments", "P-1"),
    ],
)
def test_enter_opens_the_place(screen: Callable[[], ClientScreen], sentence: str, page: str, number: str) -> None:
    story = tell(screen(), by_key=False)
    desk = story.screen.desk
    story.go_to(sentence)
    assert desk.workspace.page_key == page
    assert number in desk.records(page).headline


def test_what_is_of_the_client_itself_leads_to_its_panel_or_to_the_person(
    screen: Callable[[], ClientScreen], written: Write
) -> None:
    def more(firm: Firm) -> None:
        firm.group("Stars", "Orion", since="2024-03-01").hand_over(
            "Orion", Function.COLLECTING, "Petro", on="2024-03-02"
        )

    written(more)
    story = tell(screen())
    story.go_to("Joined the group Stars")
    assert story.screen.page.table.isVisible()
    tell(story.screen).go_to("Collecting the money: handed over to Petro")
    desk = story.screen.desk
    assert (desk.workspace.page_key, desk.records("staff").headline) == ("staff", "Petro")


def test_it_is_filtered_by_kind_and_searched(screen: Callable[[], ClientScreen], written: Write) -> None:
    written(lambda firm: firm.reminded("A-2", "Petro", "2024-03-01"))
    story = tell(screen())
    story.choose_filter("Payments")
    assert story.sentences == ["Payment P-2 received for invoice A-2", "Payment P-1 received for invoice A-1"]
    story.choose_filter("Reminders")
    assert story.sentences == ["Reminder: had forgotten. Invoice A-2, by phone"]
    story.choose_filter("Tasks")
    assert story.emptiness == "Nothing matches"
    story.choose_filter("All")
    story.screen.desk.search("A-1")
    assert len(story.sentences) == 2
    assert story.screen.desk.line == "2 rows shown"


def test_escape_leads_back_to_the_list_with_its_own_search(screen: Callable[[], ClientScreen]) -> None:
    story = tell(screen())
    desk, page = story.screen.desk, story.screen.page
    desk.search("Contract 1")
    story.press(Qt.Key.Key_Escape)
    assert not desk.workspace.header.search.text()
    assert desk.workspace.header.search.placeholderText() == "Search clients (Ctrl+F)"
    assert (page.table.isVisible(), desk.line, story.screen.headline) == (True, "1 client shown", "Orion")
    assert len(tell(story.screen).sentences) == 6


def test_the_button_leads_back_too(screen: Callable[[], ClientScreen]) -> None:
    story = tell(screen())
    story.click("All clients")
    assert story.screen.page.table.isVisible()


def test_what_is_done_in_the_panel_stands_in_the_timeline_at_once(screen: Callable[[], ClientScreen]) -> None:
    story = tell(screen())
    story.screen.do("Add a task")
    story.screen.dialog().fill(person_id="Petro", note="Call them", due_on="01.12.2026").save()
    assert story.table.column("What happened")[0] == "Task to be done\nPetro · Call them"
    assert "Ctrl+Z" in story.screen.desk.message
    story.screen.do("Mark as done: Other")
    assert story.sentences[0] == "Task done"


def test_a_client_without_anything_is_told_what_would_stand_here(screen: Callable[[], ClientScreen]) -> None:
    opened = screen()
    opened.new().fill(name="Vega").save()
    story = tell(opened)
    assert story.emptiness == "Nothing has happened with this client yet"
    assert (story.focused, opened.desk.line) == ("To the contracts", "")
    assert not story.part.bar.isVisible()
    story.click("Add a task")
    opened.dialog().fill(person_id="Petro", due_on="01.12.2026").save()
    assert (story.emptiness, story.sentences) == ("", ["Task to be done"])
    story.press(Qt.Key.Key_Escape)
    opened.choose("Orion")
    assert len(tell(opened).sentences) == 6


def test_an_empty_client_leads_to_the_contracts(screen: Callable[[], ClientScreen]) -> None:
    opened = screen()
    opened.new().fill(name="Vega").save()
    tell(opened).click("To the contracts")
    assert opened.desk.workspace.page_key == "contracts"


def test_a_thousand_happenings_need_no_more_widgets_than_a_few(
    screen: Callable[[], ClientScreen], written: Write
) -> None:
    def many(firm: Firm) -> None:
        day = date(2024, 2, 1)
        firm.office.invoices.add_many(
            firm.actor, [NewInvoice(f"X-{n}", 1, day, day, 100, 120) for n in range(1, 1_001)]
        )
        firm.client("Vega").contract("9", "Vega")

    written(many)
    opened = screen()
    opened.choose("Vega")
    few = tell(opened).widgets
    opened.page.close_story()
    opened.choose("Orion")
    story = tell(opened)
    assert (len(story.sentences), story.widgets) == (1_006, few)
    story.press(Qt.Key.Key_End)
    assert story.part.table.currentIndex().row() == 1_005


def test_the_contracts_stand_in_order_in_the_panel_and_are_opened_there(
    screen: Callable[[], ClientScreen], written: Write
) -> None:
    written(lambda firm: firm.contract("3", "Orion", signed="2024-03-10", extends="1", net="500.00"))
    opened = screen()
    assert opened.related["Contracts in order"] == [
        ("1: 1st order", "signed 10.01.2024\n₴1,000.00"),
        ("2: 2nd order", "signed 10.02.2024\n₴1,000.00"),
        ("3: extension of 1", "signed 10.03.2024\n₴500.00"),
    ]
    opened.do("Open the contract: 2: 2nd order")
    assert opened.desk.workspace.page_key == "contracts"
    assert "2" in opened.desk.records("contracts").headline


def test_of_many_contracts_the_latest_stand_in_the_panel(screen: Callable[[], ClientScreen], written: Write) -> None:
    def many(firm: Firm) -> None:
        for n in range(3, 12):
            firm.contract(f"{n}", "Orion", signed=f"2024-03-{n:02d}")

    written(many)
    rows = screen().related["Contracts in order"]
    assert rows[0] == ("3 earlier contracts", "«Contracts of this client» shows them all.")
    assert [title for title, _ in rows[1:]] == [f"{n}: {n}th order" for n in range(4, 12)]


def test_with_the_right_to_see_pay_it_is_told_whom_the_client_has_earned_what(
    screen: Callable[[], ClientScreen], written: Write
) -> None:
    def run(firm: Firm) -> None:
        close(firm, JANUARY)
        firm.office.payroll.compute(firm.actor, FEBRUARY)

    written(run)
    story = tell(screen())
    assert story.tabs == ["Timeline", "Pay it brought"]
    story.open("Pay it brought")
    assert story.table.column("Person") == ["Olena"]
    assert story.table.column("For what") == ["Finding the client\npaid · The finder"]
    assert story.table.column("Earned") == ["₴200.00"]
    assert story.figures == {
        "Earned in all": ("₴200", "1 person"),
        "Closed months": ("₴100", "up to January\u00a02024"),
        "Open month": ("₴100", "February\u00a02024, draft"),
    }
    assert story.filters == ["This client  1"]
    assert story.counted.startswith("Counted are the lines that runs hold for these orders")
    story.press(Qt.Key.Key_Return)
    assert story.screen.desk.workspace.page_key == "staff"


def test_the_client_alone_and_its_whole_group_are_told_apart(
    screen: Callable[[], ClientScreen], written: Write
) -> None:
    def grouped(firm: Firm) -> None:
        firm.client("Vega", found_by="Olena").contract("9", "Vega", signed="2024-01-05").invoice("A-9").payment("P-9")
        firm.group("Stars", "Orion", "Vega")
        close(firm, JANUARY)

    written(grouped)
    opened = screen()
    opened.do("What this client has earned whom")
    story = StoryScreen(opened)
    assert story.table.column("Earned") == ["₴100.00"]
    assert story.counted.startswith("This client alone, without the others of its group Stars.")
    story.choose_filter("Its whole group")
    assert story.table.column("Earned") == ["₴200.00"]
    assert story.figures["Earned in all"] == ("₴200", "1 person")
    assert story.counted.startswith("All 2 clients that belong to the group Stars today, together.")


def test_while_nothing_is_earned_the_way_to_the_payroll_is_offered(screen: Callable[[], ClientScreen]) -> None:
    opened = screen()
    opened.do("What this client has earned whom")
    story = StoryScreen(opened)
    assert (story.emptiness, story.figures) == ("This client has earned nobody anything yet", {})
    story.click("To the payroll")
    assert opened.desk.workspace.page_key == "payroll"


def test_without_the_right_nothing_of_pay_is_built(open_company: Callable[..., Desk], written: Write) -> None:
    def add_user(firm: Firm) -> None:
        firm.office.access.set_password(firm.actor, 1, SECRET)
        firm.office.access.add_user(firm.actor, NewUser("borys", Role.OFFICE_MANAGER, SECRET))

    written(add_user)
    desk = open_company()
    desk.sign_in("borys", SECRET)
    wait_until(lambda: desk.window.workspace is not None)
    opened = clients(desk)
    assert "What this client has earned whom" not in opened.deeds
    opened.page.open_story("earned")
    assert opened.page.story is None
    story = tell(opened)
    assert story.tabs == ["Timeline"]
    assert len(story.sentences) == 6
    opened.page.do("earned")
    assert set(story.story.parts) == {"timeline"}


def test_without_a_client_there_is_nothing_to_tell(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(empty=True))
    desk.open_file(Path("/books/firm.premia"))
    opened = clients(desk)
    opened.page.open_story()
    assert opened.page.story is None


def test_it_is_read_beside_the_windows_thread(open_company: Callable[..., Desk]) -> None:
    opened = clients(open_company(threads=True))
    wait_until(lambda: opened.page.card is not None)
    story = tell(opened)
    wait_until(lambda: len(story.sentences) == 6)
    story.open("Pay it brought")
    wait_until(lambda: story.emptiness == "This client has earned nobody anything yet")
    assert story.focused == "To the payroll"


def test_a_removed_client_closes_what_was_told_of_it(screen: Callable[[], ClientScreen]) -> None:
    opened = screen()
    opened.new().fill(name="Vega").save()
    story = tell(opened)
    opened.do("Remove the client")
    opened.agree()
    assert story.story.name.text() == "Orion"
    assert len(story.sentences) == 6
