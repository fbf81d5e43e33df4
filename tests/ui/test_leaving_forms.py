"""Every way out of a page with an unsaved form: each asks, or keeps what was typed for the next time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.support.form_pages import ClientScreen, clients
from tests.support.pages import Desk, wait_until
from ui.kit.form_questions import UnsavedDialog


def choose_in_menu(desk: Desk, wish: str) -> None:
    """Choose an entry of the file menu, as its key does."""
    menu = desk.workspace.header.more.menu()
    next(action for action in menu.actions() if action.data() == wish).trigger()
    QApplication.processEvents()


def typing(desk: Desk, name: str = "Vega") -> ClientScreen:
    """The client's form is open in the panel and something stands in it."""
    screen = clients(desk)
    wait_until(lambda: screen.page.card is not None)
    screen.edit().fill(name=name)
    return screen


def asked(desk: Desk) -> bool:
    """Whether the question about unsaved changes is open."""
    return any(dialog.isVisible() for dialog in desk.window.findChildren(UnsavedDialog))


@pytest.mark.parametrize("answer", ["stay", "discard", "save"])
def test_closing_the_file_by_its_menu_asks(open_company: Callable[..., Desk], answer: str) -> None:
    desk = open_company()
    screen = typing(desk)
    form = screen.form
    choose_in_menu(desk, "close")
    assert asked(desk)
    form.answer(answer)
    assert (desk.window.workspace is None) is (answer != "stay")
    if answer != "stay":
        again = clients(open_company())
        assert again.table.column("Client") == ["Vega" if answer == "save" else "Orion"]
        assert not again.edit().offers_draft()


def test_opening_another_file_asks_before_the_file_is_chosen(open_company: Callable[..., Desk]) -> None:
    desk = open_company()
    form = typing(desk).form
    choose_in_menu(desk, "open")
    choosing = [bool(desk.window.findChildren(QFileDialog))]
    form.answer("discard")
    choosing.append(bool(desk.window.findChildren(QFileDialog)))
    for dialog in desk.window.findChildren(QFileDialog):
        dialog.reject()
    assert choosing == [False, True]


@pytest.mark.parametrize("threads", [False, True])
def test_a_file_that_is_closed_without_asking_keeps_what_was_typed(
    open_company: Callable[..., Desk], threads: bool
) -> None:
    """As the lock's «Close this file» does, and whatever is done to the file as a whole."""
    desk = open_company(threads=threads)
    typing(desk)
    desk.window.close_file()
    again = clients(open_company())
    form = again.edit()
    assert form.offers_draft()
    form.sheet.bring_back.click()
    assert form.texts["name"] == "Vega"


def test_another_language_keeps_what_was_typed(open_company: Callable[..., Desk]) -> None:
    desk = open_company()
    typing(desk)
    desk.speak("uk")
    form = clients(desk).edit()
    form.sheet.bring_back.click()
    assert form.texts["name"] == "Vega"


@pytest.mark.parametrize("answer", ["discard", "save"])
def test_what_was_settled_as_the_window_closed_is_not_offered_again(
    open_company: Callable[..., Desk], answer: str
) -> None:
    desk = open_company(threads=True)
    form = typing(desk).form
    form.sheet.drafts.keep()
    desk.window.close()
    form.answer(answer)
    wait_until(lambda: not desk.window.isVisible())
    again = clients(open_company())
    assert again.table.column("Client") == ["Vega" if answer == "save" else "Orion"]
    assert not again.edit().offers_draft()


def test_a_key_to_another_page_asks_and_the_rail_stays_where_it_is(open_company: Callable[..., Desk]) -> None:
    desk = open_company()
    form = typing(desk).form
    QTest.keyClick(desk.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert asked(desk)
    form.answer("stay")
    assert (desk.workspace.page_key, form.texts["name"]) == ("clients", "Vega")
    assert desk.workspace.sidebar.buttons["clients"].isChecked()


def test_a_file_with_nothing_typed_closes_at_once(open_company: Callable[..., Desk], company: Path) -> None:
    assert company.exists()
    desk = open_company()
    clients(desk).edit()
    choose_in_menu(desk, "close")
    assert desk.window.workspace is None
