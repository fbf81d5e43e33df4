"""Ctrl+K: pages, actions and what stands in the books, found by words, gone to by Enter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.kernel.actor import Role
from tests.support.home_pages import Finder
from tests.support.looks import clipped
from tests.support.pages import Desk, unnamed, wait_until
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk, let_go
from ui.admin.page import AdminPage

FILE = Path("/books/firm.premia")


def test_it_is_made_when_it_is_first_asked_for(desk: Desk) -> None:
    assert desk.workspace.finder is None
    assert Finder(desk).open


def test_it_begins_with_the_pages_that_may_be_opened(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.OFFICE_MANAGER))
    desk.open_file(FILE)
    pages = [title for title, kind in Finder(desk).found if kind == "Page"]
    assert pages == desk.rail
    assert "Payroll" not in pages


def test_enter_goes_to_a_page(desk: Desk) -> None:
    finder = Finder(desk)
    finder.type("staff")
    assert finder.marked == "Staff"
    finder.press(Qt.Key.Key_Return)
    assert desk.workspace.page_key == "staff"
    assert not finder.open


def test_a_part_of_a_page_is_found_by_its_own_name(open_company: Callable[..., Desk]) -> None:
    desk = open_company()
    finder = Finder(desk)
    finder.type("import")
    assert finder.found[0] == ("Administration: Import", "Page")
    finder.press(Qt.Key.Key_Return)
    page = desk.page
    assert isinstance(page, AdminPage)
    assert page.part_key == "import"


def test_an_action_of_the_window_is_done(desk: Desk) -> None:
    finder = Finder(desk)
    finder.type("dark")
    assert finder.found == [("Dark theme", "Action")]
    finder.press(Qt.Key.Key_Return)
    assert desk.window.state.theme == "dark"
    desk.choose_theme("light")


def test_a_client_is_found_in_any_case_and_opened(desk: Desk) -> None:
    finder = Finder(desk)
    finder.type("їжак")
    assert finder.found == [("ПрАТ «Їжак і партнери»", "Client")]
    finder.press(Qt.Key.Key_Return)
    assert desk.records("clients").headline == "ПрАТ «Їжак і партнери»"


def test_arrows_choose_and_go_round(desk: Desk) -> None:
    finder = Finder(desk)
    first = finder.marked
    finder.press(Qt.Key.Key_Down)
    assert finder.marked == "Clients"
    finder.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert finder.marked == finder.found[-1][0]
    finder.press(Qt.Key.Key_Down)
    assert finder.marked == first


def test_what_is_marked_is_told_to_a_screen_reader(desk: Desk) -> None:
    finder = Finder(desk)
    assert finder.palette.field.accessibleDescription() == "Home, Page"
    finder.type("acme")
    assert finder.palette.field.accessibleDescription() == "Acme Logistics Ltd, C002, Client"
    finder.type("nobody at all")
    assert finder.palette.field.accessibleDescription().startswith("Nothing has all these words")


def test_esc_and_a_click_beside_it_close_it_and_give_the_focus_back(desk: Desk) -> None:
    table = desk.records("clients").table.view
    table.setFocus()
    finder = Finder(desk)
    wait_until(finder.palette.field.hasFocus)
    finder.press(Qt.Key.Key_Tab)
    assert finder.palette.field.hasFocus(), "nothing under the veil is reached"
    finder.press(Qt.Key.Key_Escape)
    assert not finder.open
    wait_until(table.hasFocus)
    Finder(desk)
    QTest.mouseClick(finder.palette, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert not finder.open


def test_a_click_on_a_row_goes_there(desk: Desk) -> None:
    finder = Finder(desk)
    rows = finder.palette.list
    at = [title for title, _kind in finder.found].index("Payments")
    rect = rows.visualRect(rows.model().index(at, 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert desk.workspace.page_key == "payments"


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_nothing_of_it_is_cut(desk: Desk, language: str) -> None:
    desk.speak(language)
    let_go()
    for size in ((1280, 800), (1024, 700)):
        desk.window.resize(*size)
        finder = Finder(desk)
        for typed in ("", "xyz"):
            finder.type(typed)
            assert clipped(finder.palette) == []
            assert unnamed(finder.palette) == []


def test_real_books_are_searched_on_the_reading_lane(open_company: Callable[..., Desk]) -> None:
    desk = open_company(threads=True)
    finder = Finder(desk)
    finder.type("orion")
    wait_until(lambda: ("Orion", "Client") in finder.found)
    finder.type("a-2 ORION")
    wait_until(lambda: finder.found == [("A-2", "Invoice")])
    finder.press(Qt.Key.Key_Return)
    wait_until(lambda: desk.workspace.page_key == "invoices" and desk.records("invoices").headline == "A-2")
