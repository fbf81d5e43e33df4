"""The window: the first screen, opening, signing in, pages, language, theme, leaving."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from app.backup.copies import folder_of
from app.kernel.actor import Role
from app.kernel.changes import Area
from app.kernel.errors import CorruptFile, MissingFile
from app.paths import SUFFIX
from tests.support.form_pages import bring_to_front
from tests.support.looks import clipped
from tests.support.pages import Desk, click, unnamed, wait_until
from tests.support.stand_in import SECRET, StandInOffice
from tests.ui.conftest import OpenDesk, let_go
from ui.kit.dialog import MessageDialog, QuestionDialog
from ui.kit.theme import tokens
from ui.runtime.intents import OpenClient, OpenInvoice, OpenPage, ShowRows
from ui.runtime.jobs import Progress
from ui.shell.sign_in import SignInDialog

FILE = Path("/books/firm.premia")


def test_the_sample_firm_is_two_clicks_away(open_desk: OpenDesk) -> None:
    desk = open_desk()
    assert desk.window.welcome is not None
    click(desk.window.welcome.sample_button)
    assert desk.records("clients").table.column("Client")
    assert "sample.premia" in desk.workspace.status.place.text()


def test_the_rail_offers_what_exists_and_what_the_role_may_open(open_desk: OpenDesk) -> None:
    more = ["Payroll", "Settings"]
    for role, also in ((Role.DIRECTOR, ["Schemes", *more]), (Role.ACCOUNTANT, more), (Role.OFFICE_MANAGER, [])):
        desk = open_desk(lambda role=role: StandInOffice(role))  # type: ignore[misc]
        desk.open_file(FILE)
        assert desk.rail == ["Home", "Clients", "Contracts", "Invoices", "Payments", "Staff", *also, "Administration"]


def test_without_the_right_to_see_pay_no_way_leads_to_payroll(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.OFFICE_MANAGER))
    desk.open_file(FILE)
    desk.window.open_page("payroll")
    desk.workspace.context.navigator.go(OpenPage("payroll"))
    assert "payroll" not in desk.workspace.pages
    assert desk.workspace.page_key == "home"


def test_a_member_of_staff_finds_their_tasks_and_their_own_sign_in_only(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.STAFF))
    desk.open_file(FILE)
    assert desk.rail == ["Home", "Administration"]
    assert desk.workspace.page_key == "home"
    QTest.keyClick(desk.window, Qt.Key.Key_F5)
    desk.speak("uk")
    assert unnamed(desk.window) == []
    assert clipped(desk.window) == []


def test_a_window_can_be_closed_while_a_file_is_being_opened(open_desk: OpenDesk) -> None:
    go_on = Event()

    def slow() -> StandInOffice:
        go_on.wait(5)
        return StandInOffice()

    desk = open_desk(slow, threads=True)
    desk.window.open_file(FILE)
    Timer(0.1, go_on.set).start()
    desk.window.close()
    assert desk.window.file is None


def test_a_file_with_several_users_asks_who_it_is(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.ACCOUNTANT, alone=False))
    desk.open_file(FILE)
    dialog = desk.dialog(SignInDialog)
    assert not dialog.submit.isEnabled()
    desk.sign_in("olha", "wrong")
    assert dialog.banner.text
    assert desk.window.workspace is None
    desk.sign_in("olha", SECRET)
    assert "olha, Accountant" in desk.workspace.status.place.text()


def test_whoever_does_not_sign_in_is_back_at_the_first_screen(open_desk: OpenDesk) -> None:
    office = StandInOffice(alone=False)
    desk = open_desk(lambda: office)
    desk.open_file(FILE)
    desk.dialog(SignInDialog).reject()
    assert desk.window.welcome is not None
    assert desk.window.welcome.open_button.isEnabled()
    assert office.closed


@pytest.mark.parametrize("error", [MissingFile(path="/books/firm.premia"), CorruptFile(path="/books/firm.premia")])
def test_a_file_that_cannot_be_opened_is_said_calmly(open_desk: OpenDesk, error: Exception) -> None:
    def refuse() -> StandInOffice:
        raise error

    desk = open_desk(refuse)
    desk.open_file(FILE)
    assert "firm.premia" in desk.message
    assert desk.window.workspace is None
    assert desk.window.welcome is not None
    assert desk.window.welcome.open_button.isEnabled()


def test_a_file_that_cannot_be_opened_at_the_start_leaves_the_first_screen_at_hand(open_desk: OpenDesk) -> None:
    def refuse() -> StandInOffice:
        raise MissingFile(path=str(FILE))

    desk = open_desk(refuse)
    desk.window.hide()
    desk.window.begin(path=FILE)
    wait_until(lambda: desk.window.welcome is not None and "firm.premia" in desk.message)
    assert desk.window.welcome is not None
    assert desk.window.welcome.open_button.isEnabled()


def test_pages_are_built_when_they_are_first_opened(desk: Desk) -> None:
    assert list(desk.workspace.pages) == ["home"]
    desk.records("staff")
    desk.records("invoices")
    assert list(desk.workspace.pages) == ["home", "staff", "invoices"]


def test_a_page_reloads_when_its_areas_change_and_waits_while_nobody_looks(open_desk: OpenDesk) -> None:
    office = StandInOffice()
    desk = open_desk(lambda: office)
    desk.open_file(FILE)
    changes = desk.workspace.context.changes
    desk.records("invoices")
    opened = office.overview.asked
    assert opened == 1
    changes.publish(frozenset({Area.USERS}))
    assert office.overview.asked == opened
    changes.publish(frozenset({Area.INVOICES}))
    assert office.overview.asked == opened + 1
    desk.records("staff")
    changes.publish(frozenset({Area.INVOICES}))
    changes.publish(frozenset({Area.PAYMENTS}))
    assert office.overview.asked == opened + 1
    desk.records("invoices")
    assert office.overview.asked == opened + 2


def test_what_another_program_wrote_is_noticed(open_desk: OpenDesk) -> None:
    office = StandInOffice()
    desk = open_desk(lambda: office)
    desk.open_file(FILE)
    outside = desk.window._outside
    assert outside is not None
    desk.records("invoices")
    opened = office.overview.asked
    assert opened == 1
    outside.look()
    assert office.overview.asked == opened
    office.writes += 1
    outside.look()
    assert office.overview.asked == opened + 1
    office.writes += 1
    desk.workspace.context.changes.publish(frozenset({Area.USERS}))  # somebody here wrote: that is no news
    outside.look()
    assert office.overview.asked == opened + 1


def test_the_language_switches_while_running_and_keeps_the_place(desk: Desk) -> None:
    invoices = desk.records("invoices")
    desk.search("Acme")
    desk.speak("uk")
    assert desk.workspace.page_key == "invoices"
    assert desk.window.words.language == "uk"
    again = desk.records("invoices")
    assert again.page is not invoices.page
    assert desk.workspace.header.search.text() == "Acme"
    assert {row.client for row in again.table.view.rows.shown_rows()} == {"Acme Logistics Ltd"}
    assert "\u00a0" in again.table.view.rows.index(0, 5).data()  # 1 234,56 with the spaces of Ukrainian
    desk.speak("en")
    assert desk.window.words.language == "en"


def test_the_theme_switches_while_running(desk: Desk) -> None:
    desk.choose_theme("dark")
    dark = desk.window.grab().toImage().pixelColor(700, 725)
    assert tokens().name == "dark"
    desk.choose_theme("light")
    light = desk.window.grab().toImage().pixelColor(700, 725)
    assert (dark.name().upper(), light.name().upper()) == ("#12161D", "#F4F6F9")


def test_the_window_is_remembered(open_desk: OpenDesk) -> None:
    first = open_desk()
    first.open_file(FILE)
    first.speak("ru")
    first.choose_theme("dark")
    first.window.resize(1300, 820)
    first.window.close()
    second = open_desk()
    assert second.window.state.recent == (str(FILE),)
    assert (second.window.state.width, second.window.state.height) == (1300, 820)


def test_a_window_that_is_cut_off_finds_its_file_again(open_desk: OpenDesk) -> None:
    first = open_desk()
    first.open_file(FILE)  # and is never closed: the power went
    assert open_desk().window.state.recent == (str(FILE),)


def test_the_first_screen_opens_a_file_by_the_keys_of_the_menu_and_beside_the_last_one(open_desk: OpenDesk) -> None:
    open_desk().open_file(FILE)
    desk = open_desk()
    bring_to_front(desk.window)
    QTest.keyClick(desk.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog(QFileDialog)
    assert desk.window.state.folder == str(FILE.parent)
    dialog.reject()


def test_intents_lead_from_page_to_page(desk: Desk) -> None:
    go = desk.workspace.context.navigator.go
    go(OpenClient(3))
    assert desk.records("clients").headline == "ФОП Ґалаґан Є. І."
    go(OpenInvoice(5))
    assert desk.records("invoices").headline == "INV-2026-1235"
    go(ShowRows("contracts", "Acme"))
    assert set(desk.records("contracts").table.column("Client")) == {"Acme Logistics Ltd"}
    assert desk.workspace.header.search.text() == "Acme"


def test_the_rail_leaves_only_icons_in_a_narrow_window(desk: Desk) -> None:
    desk.window.resize(1024, 700)
    QApplication.processEvents()
    assert desk.workspace.sidebar.width() == 60
    assert desk.workspace.sidebar.buttons["invoices"].toolTip() == "Invoices"
    desk.window.resize(1280, 800)
    QApplication.processEvents()
    assert desk.workspace.sidebar.width() == 200


def test_keys_lead_everywhere(desk: Desk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.workspace.page_key == "clients"
    QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.workspace.header.search.hasFocus()
    table = desk.records("invoices").table
    table.press(Qt.Key.Key_End)
    assert table.view.currentIndex().row() == 239
    QTest.keyClicks(table.view, "b")
    assert desk.workspace.header.search.text() == "b"


def test_everything_that_takes_the_focus_has_a_name(open_desk: OpenDesk) -> None:
    desk = open_desk()
    assert unnamed(desk.window) == []
    desk.open_file(FILE)
    for key in desk.workspace.page_keys:
        if key not in {"payroll", "admin"}:  # they ask more than the office in memory has
            desk.window.open_page(key)
            assert unnamed(desk.window) == []


def test_the_tab_key_goes_through_the_window(desk: Desk) -> None:
    desk.records("invoices")
    desk.window.activateWindow()
    search = desk.workspace.header.search
    search.setFocus()
    wait_until(search.hasFocus)
    seen: list[str] = []
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is search:
            break
    assert seen[:4] == ["Search", "Language", "Theme", "File and help"]
    assert {"Saved filters", "Copy table", "Invoices", "The client"} <= set(seen)


def test_about_names_whose_work_it_stands_on(desk: Desk) -> None:
    menu = desk.workspace.header.more.menu()
    next(action for action in menu.actions() if action.data() == "about").trigger()
    dialog = desk.dialog(MessageDialog)
    assert "Inter" in dialog.message.details
    assert "Version" in dialog.message.text


def test_closing_a_file_leads_back_to_the_first_screen(desk: Desk) -> None:
    menu = desk.workspace.header.more.menu()
    next(action for action in menu.actions() if action.data() == "close").trigger()
    assert desk.window.welcome is not None
    assert desk.window.file is None


def test_leaving_while_work_runs_asks_first(open_desk: OpenDesk) -> None:
    desk = open_desk(threads=True)
    desk.open_file(FILE)
    owner = QObject(desk.window)

    def endless(_office: object, progress: Progress) -> None:
        while True:
            progress.check()

    desk.workspace.context.lanes.work.ask(owner, endless, lambda _nothing: None, lambda _error: None, title="Endless")
    assert desk.workspace.status.busy
    assert desk.workspace.status.state.text() == "working"
    desk.window.close()
    assert desk.window.isVisible()
    dialog = desk.dialog(QuestionDialog)
    dialog.accept()
    wait_until(lambda: not desk.window.isVisible())


def test_long_work_can_be_cancelled_in_the_status_bar(open_desk: OpenDesk) -> None:
    desk = open_desk(threads=True)
    desk.open_file(FILE)
    failed: list[Exception] = []

    def endless(_office: object, progress: Progress) -> None:
        while True:
            progress.report(3, 10)

    status = desk.workspace.status
    desk.workspace.context.lanes.work.ask(desk.window, endless, lambda _nothing: None, failed.append, title="Endless")
    wait_until(lambda: status.progress.value() == 3)
    click(status.cancel)
    wait_until(lambda: bool(failed))
    assert not status.busy
    assert status.state.text() == "saved"


def test_a_window_that_is_closed_is_gone(open_desk: OpenDesk) -> None:
    desk = open_desk(threads=True)
    desk.open_file(FILE)
    for key in ("clients", "contracts", "invoices", "payments", "staff"):
        desk.records(key)
    desk.speak("uk")
    old = weakref.ref(desk.page)
    desk.window.close_file()
    let_go()
    assert old() is None
    assert not [dialog for dialog in QApplication.topLevelWidgets() if isinstance(dialog, QDialog)]


def test_the_days_automatic_copy_is_made_once_the_first_page_is_there(
    open_company: Callable[..., Desk], company: Path
) -> None:
    open_company(threads=True)
    folder = folder_of(company)
    wait_until(lambda: folder.is_dir() and any(path.suffix == SUFFIX for path in folder.iterdir()))
