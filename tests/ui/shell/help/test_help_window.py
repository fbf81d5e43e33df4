"""F1: the topic of what is in front, from a dialog too; search, links, back and on; language, theme, rights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.kernel.actor import Role
from tests.support.help_pages import HelpScreen, press_f1
from tests.support.home_pages import Finder
from tests.support.looks import clipped, tab_faults
from tests.support.pages import Desk, click, find, unnamed
from tests.support.stand_in import SECRET, StandInOffice
from tests.ui.conftest import OpenDesk, let_go
from ui.kit.parts_page import PartsPage
from ui.kit.theme import tokens
from ui.shell.create_firm import CreateFirmDialog
from ui.shell.sign_in import SignInDialog

FILE = Path("/books/firm.premia")
ALT = Qt.KeyboardModifier.AltModifier


def test_f1_opens_the_topic_of_the_page(desk: Desk) -> None:
    assert desk.window.help.window is None, "made when it is first asked for"
    screen = press_f1(desk)
    assert screen.topic == "home"
    assert screen.text.startswith("Home\n")
    desk.records("payments")
    assert press_f1(desk).topic == "payments"
    assert screen.window.windowTitle() == "Premia: Help"


def test_f1_opens_the_topic_of_the_part_in_front(open_company: Callable[..., Desk]) -> None:
    desk = open_company()
    for key in ("invoices", "settings", "admin"):
        desk.window.open_page(key)
        page = desk.page
        assert isinstance(page, PartsPage)
        for part in page.parts:
            page.open_part(part.key)
            assert press_f1(desk).topic in {f"{key}-{part.key}", key}
    assert press_f1(desk).topic == "admin-journal"


def test_f1_in_a_form_opens_the_topic_of_its_page_and_the_form_stays(open_company: Callable[..., Desk]) -> None:
    desk = open_company()
    new = desk.records("clients").page.primary
    assert new is not None
    click(new)
    dialog = desk.dialog(QDialog)
    screen = press_f1(desk, dialog)
    assert screen.topic == "clients"
    assert dialog.isVisible()
    screen.choose("Contracts")
    assert screen.topic == "contracts", "a dialog that waits does not shut Help off"
    screen.choose("Invoices")
    screen.follow("page:payments")
    assert desk.workspace.page_key == "clients", "the form is not left behind under another page"
    assert dialog.isVisible()
    dialog.reject()


def test_the_first_screen_and_its_form_have_help_too(open_desk: OpenDesk) -> None:
    desk = open_desk()
    assert desk.window.welcome is not None
    click(find(desk.window.welcome, type(desk.window.welcome.open_button), "Help (F1)"))
    screen = HelpScreen(desk)
    assert screen.topic == "first-start"
    assert not [link for link in screen.links if link.startswith("page:")], "no page is open to be shown"
    click(desk.window.welcome.create_button)
    dialog = desk.dialog(CreateFirmDialog)
    screen.choose("Staff")
    assert press_f1(desk, dialog).topic == "first-start"
    dialog.reject()


def test_whoever_signs_in_is_told_of_signing_in(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.ACCOUNTANT, alone=False))
    desk.open_file(FILE)
    screen = press_f1(desk, desk.dialog(SignInDialog))
    assert screen.topic == "admin-account"
    desk.sign_in("olha", SECRET)
    assert "page:admin/account" in screen.links, "now there is a page to be shown"


def test_the_mouse_reaches_help_by_a_button_and_by_the_menu(desk: Desk) -> None:
    click(desk.workspace.header.help)
    screen = HelpScreen(desk)
    assert screen.topic == "home"
    menu = {action.text(): action for action in desk.workspace.header.more.menu().actions()}
    menu["The keys"].trigger()
    assert screen.topic == "keyboard"
    menu["What encryption protects"].trigger()
    assert "What it does not protect" in screen.text
    assert "The file while it is open" in screen.text


def test_links_lead_to_topics_and_to_pages(desk: Desk) -> None:
    desk.records("payments")
    screen = press_f1(desk)
    screen.follow("help:payments-advances")
    assert screen.topic == "payments-advances"
    screen.choose("A month from end to end")
    screen.follow("page:contracts")
    assert desk.workspace.page_key == "contracts"
    screen.follow("page:invoices/overdue")
    assert isinstance(desk.page, PartsPage)
    assert desk.page.part_key == "overdue"


def test_back_and_on_by_keys(desk: Desk) -> None:
    screen = press_f1(desk)
    assert not screen.window.back.isEnabled()
    screen.choose("Clients")
    screen.choose("Payments")
    screen.press(Qt.Key.Key_Left, ALT)
    assert screen.topic == "clients"
    screen.press(Qt.Key.Key_Left, ALT)
    screen.press(Qt.Key.Key_Left, ALT)
    assert screen.topic == "home"
    screen.press(Qt.Key.Key_Right, ALT)
    assert screen.topic == "clients"
    screen.choose("Staff")
    assert not screen.window.on.isEnabled(), "another way was taken"
    screen.press(Qt.Key.Key_Escape)
    assert not screen.open
    assert press_f1(desk).topic == "home"


def test_typing_finds_topics_by_their_texts_and_marks_the_words(desk: Desk) -> None:
    screen = press_f1(desk)
    assert screen.titles[:2] == ["To begin with", "The first start"]
    screen.search("storno")
    assert screen.titles == ["Payments"]
    assert screen.topic == "payments"
    assert screen.marked == ["storno"]
    screen.search("recovery key")
    assert "Encrypting the file" in screen.titles
    QTest.keyClick(screen.window.search, Qt.Key.Key_Down)
    assert screen.titles.index(screen.window.list.currentItem().text()) == 1
    screen.search("hippopotamus")
    assert screen.titles == []
    assert screen.window.nothing.isVisible()
    desk.window.help.open("staff")
    assert not screen.window.search.text(), "a topic that was asked for is in the list again"


def test_search_speaks_ukrainian_in_any_case(desk: Desk) -> None:
    desk.speak("uk")
    let_go()
    screen = press_f1(desk)
    screen.search("СТОРНО оплат")
    assert "Оплати" in screen.titles


def test_language_and_theme_switch_while_it_is_open(desk: Desk) -> None:
    desk.records("payments")
    screen = press_f1(desk)
    screen.choose("Payments and advances")
    desk.speak("uk")
    assert screen.topic == "payments-advances"
    assert screen.text.startswith("Оплати й аванси\n")
    assert screen.titles[0] == "Для початку"
    assert screen.window.windowTitle() == "Premia: довідка"
    desk.choose_theme("dark")
    screen.choose("Місяць від початку до кінця")
    colours = {block.foreground().color().name().upper() for block in anchors(screen)}
    assert colours == {tokens().accent.upper()}
    assert tokens().name == "dark"
    desk.choose_theme("light")
    assert {one.foreground().color().name().upper() for one in anchors(screen)} == {tokens().accent.upper()}
    desk.speak("en")


def anchors(screen: HelpScreen) -> list[QTextCharFormat]:
    """The formats of the links on screen."""
    found = []
    block = screen.window.text.document().begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            if at.fragment().charFormat().isAnchor():
                found.append(at.fragment().charFormat())
            at += 1
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.DIRECTOR, {"page:home", "page:contracts", "page:payments", "page:invoices/overdue", "page:payroll"}),
        (Role.OFFICE_MANAGER, {"page:home", "page:contracts", "page:payments", "page:invoices/overdue"}),
        (Role.STAFF, {"page:home"}),
    ],
)
def test_pages_that_a_role_may_not_open_are_no_links(open_desk: OpenDesk, role: Role, offered: set[str]) -> None:
    desk = open_desk(lambda: StandInOffice(role))
    desk.open_file(FILE)
    screen = press_f1(desk)
    screen.choose("A month from end to end")
    assert {link for link in screen.links if link.startswith("page:")} == offered
    assert "opens Payroll, presses" in screen.text, "the text holds no data: everybody may read it"
    screen.choose("Users and roles")
    assert "page:admin/account" in screen.links


def test_ctrl_k_finds_topics_once_something_is_typed(desk: Desk) -> None:
    finder = Finder(desk)
    assert "Help" not in {kind for _title, kind in finder.found}
    finder.type("help true-ups")
    assert finder.found == [("Help: True-ups and closed months", "Help")]
    finder.press(Qt.Key.Key_Return)
    assert HelpScreen(desk).topic == "true-ups"


def test_its_size_is_remembered_and_it_goes_with_the_window(open_desk: OpenDesk) -> None:
    first = open_desk()
    first.open_file(FILE)
    press_f1(first).window.resize(760, 640)
    first.window.close()
    assert first.window.help.window is None
    second = open_desk()
    size = press_f1(second).window.size()
    assert (size.width(), size.height()) == (760, 640)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_nothing_of_it_is_cut_or_unnamed(desk: Desk, language: str) -> None:
    desk.speak(language)
    let_go()
    screen = press_f1(desk)
    for size in ((680, 440), (960, 700)):
        screen.window.resize(*size)
        for key in ("keyboard", "month", "admin-users"):
            desk.window.help.open(key)
            QApplication.processEvents()
            assert clipped(screen.window) == []
            assert unnamed(screen.window) == []
            assert tab_faults(screen.window) == []
            assert screen.window.text.horizontalScrollBar().maximum() == 0, "nothing has to be scrolled sideways"
