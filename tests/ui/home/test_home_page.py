"""The first page: figures, cards that lead to the place to act, tasks that are ticked off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap import Office
from app.invoices.model import NewTask, TaskKind
from app.kernel.actor import Role
from app.kernel.changes import Area
from app.overview.to_do import ToDo
from app.wording.to_do import TITLES
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.home_pages import HomeScreen
from tests.support.looks import clipped
from tests.support.pages import Desk, click, find, unnamed, wait_until
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk
from ui.home.ways import WAYS, intent_of
from ui.invoices.overdue import OverduePage
from ui.invoices.parts import InvoicesPage

FILE = Path("/books/firm.premia")
PLACES = {
    "drafts": ("invoices", "Drafts"),
    "acts": ("contracts", "Without an act"),
    "acts_out": ("contracts", "Act not back"),
    "advances": ("payments", "Not fully allocated"),
    "without_pay": ("staff", "Work here"),
    "without_scheme": ("staff", "Work here"),
}
"""The page and the saved filter that a card leads to."""


def test_the_window_opens_at_what_there_is_to_do(desk: Desk) -> None:
    home = HomeScreen(desk)
    assert home.figures == {"Invoiced, November": "₴4,218,300", "Received": "₴3,104,950", "Overdue": "₴286,400"}
    assert home.cards == {
        "Invoices to send": ("3", "₴120,000.00 not asked for yet"),
        "Late invoices to call about": ("19", "₴286,400.00 late, no reminder in the last 7 days"),
    }
    assert home.tasks == [("Acme Logistics Ltd", "The client has a new need", "Олена Щербак", "20.11.2026")]
    assert desk.line == "3 things to do"


def test_a_card_opens_the_place_where_it_is_done(desk: Desk) -> None:
    HomeScreen(desk).open("Invoices to send")
    assert set(desk.records("invoices").table.column("Status")) == {"Draft"}
    desk.window.open_page("home")
    HomeScreen(desk).open("Late invoices to call about")
    page = desk.page
    assert isinstance(page, InvoicesPage)
    assert isinstance(page.part, OverduePage)


def test_a_card_is_reached_and_opened_by_the_keyboard(desk: Desk) -> None:
    card = HomeScreen(desk).page.cards[0]
    assert card.accessibleName() == "Invoices to send: 3"
    assert card.accessibleDescription() == "₴120,000.00 not asked for yet"
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert desk.workspace.page_key == "invoices"


def test_a_task_leads_to_its_client(desk: Desk) -> None:
    HomeScreen(desk).open_task("Acme Logistics Ltd")
    assert desk.records("clients").headline == "Acme Logistics Ltd"


def test_nothing_to_do_is_said(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(empty=True))
    desk.open_file(FILE)
    assert HomeScreen(desk).empty == "Nothing to do"
    assert not desk.line


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_nothing_is_cut_and_everything_has_a_name(desk: Desk, language: str) -> None:
    desk.speak(language)
    for size in ((1280, 800), (1024, 700)):
        desk.window.resize(*size)
        QApplication.processEvents()
        assert clipped(desk.window) == []
        assert unnamed(desk.window) == []


def test_it_is_read_once_and_again_when_anything_changes(open_desk: OpenDesk) -> None:
    office = StandInOffice()
    desk = open_desk(lambda: office)
    desk.open_file(FILE)
    assert office.overview.asked_home == 1
    desk.workspace.context.changes.publish(frozenset({Area.TASKS}))
    assert office.overview.asked_home == 2
    desk.workspace.context.changes.publish(frozenset({Area.USERS}))
    assert office.overview.asked_home == 2


def test_a_search_typed_here_looks_everywhere(desk: Desk) -> None:
    desk.search("a")
    finder = desk.workspace.finder
    assert finder is not None
    assert finder.isVisible()
    assert finder.field.text() == "a"
    wait_until(finder.field.hasFocus)
    assert not desk.workspace.header.search.text()


def test_a_task_that_is_done_is_off_the_list(open_desk: OpenDesk, company: Path, clock: FrozenClock) -> None:
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        for due in range(1, 9):
            new = NewTask(1, TaskKind.OTHER, 1, date(2024, 3, due), f"Task {due}")
            office.tasks.add(director, new)
    desk = open_desk(lambda: Office.open(company, clock), threads=True)
    desk.open_file(company)
    home = HomeScreen(desk)
    wait_until(lambda: len(home.tasks) == 6)
    home.done("Task 1")
    wait_until(lambda: home.tasks[0][1] == "Other: Task 2")
    assert desk.message == "The task is done."
    home.show_all()
    wait_until(lambda: len(home.tasks) == 7)


def test_real_books_are_told_by_role(open_company: Callable[..., Desk]) -> None:
    home = HomeScreen(open_company())
    assert home.cards == {
        "Payroll to work out": ("", "January\u00a02024 is over"),
        "People without salary data": ("1", "Petro"),
        "Acts to make out": ("2", "The work is done or paid, and no act says so"),
    }
    home.open("Payroll to work out")
    assert home.desk.workspace.page_key == "payroll"


@pytest.mark.parametrize("code", PLACES)
def test_a_card_leads_to_the_rows_that_it_counted(desk: Desk, code: str) -> None:
    intent = intent_of(ToDo(code, Role.DIRECTOR, 1))
    assert intent is not None
    desk.workspace.context.navigator.go(intent)
    key, rows = PLACES[code]
    assert desk.workspace.page_key == key
    tabs = desk.records(key).page.tabs
    assert tabs.tabText(tabs.currentIndex()).startswith(rows)


def test_every_thing_to_do_has_its_words_and_its_place() -> None:
    assert set(TITLES) == set(WAYS)


def test_a_member_of_staff_has_a_first_page_too(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.STAFF))
    desk.open_file(FILE)
    assert HomeScreen(desk).tasks


def test_empty_books_say_where_to_begin(open_desk: OpenDesk, tmp_path: Path, clock: FrozenClock) -> None:
    path = office_file(tmp_path / "new.premia")
    desk = open_desk(lambda: Office.open(path, clock))
    desk.open_file(path)
    home = HomeScreen(desk)
    assert home.empty == "Where to begin"
    click(find(home.page, QPushButton, "Enter the staff"))
    assert desk.workspace.page_key == "staff"
