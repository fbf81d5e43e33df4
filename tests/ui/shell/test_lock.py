"""The lock: after idle minutes or by its key; what was typed stays; somebody else gets pages of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Role
from app.kernel.errors import SessionLocked
from tests.support.admin_pages import Lock, administration
from tests.support.clock import FrozenClock
from tests.support.help_pages import press_f1
from tests.support.pages import Desk, unnamed, wait_until
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.entry_dialog import EntryDialog
from ui.runtime.jobs import Progress

MINE, THEIRS = "correct horse", "blue harbor 7"
MINUTE = 60


@pytest.fixture
def shared(company: Path, clock: FrozenClock) -> Path:
    """The real file with a director (olha) and an accountant (iryna), both with passwords."""
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        office.access.set_password(director, director.user_id, MINE)
        office.access.add_user(director, NewUser("iryna", Role.ACCOUNTANT, THEIRS))
    return company


@pytest.fixture
def enter(shared: Path, open_company: Callable[..., Desk]) -> Callable[..., Desk]:
    """Opens the file and signs the director in."""

    def make(*, threads: bool = False) -> Desk:
        assert shared.is_file()
        desk = open_company(threads=threads)
        desk.sign_in("olha", MINE)
        wait_until(lambda: desk.window.workspace is not None)
        return desk

    return make


def ask(desk: Desk) -> list[object]:
    """Ask the office something as whoever is signed in; the answer, or the error."""
    heard: list[object] = []
    context = desk.workspace.context
    context.lanes.work.ask(
        desk.window, lambda office, _progress: office.settings.firm(context.actor).name, heard.append, heard.append
    )
    wait_until(lambda: bool(heard))
    return heard


def test_after_fifteen_idle_minutes_only_the_lock_is_left(enter: Callable[..., Desk], clock: FrozenClock) -> None:
    desk = enter()
    lock = Lock(desk)
    clock.advance(seconds=15 * MINUTE - 1)
    lock.watch.look()
    assert not lock.drawn()
    clock.advance(seconds=1)
    lock.watch.look()
    assert lock.drawn()
    assert any("olha, Director" in label.text() for label in lock.screen.findChildren(QLabel))
    assert unnamed(desk.window) == []
    assert not desk.workspace.isVisible()
    (refused,) = ask(desk)
    assert isinstance(refused, SessionLocked)


def test_a_key_or_the_mouse_in_the_window_is_a_touch(enter: Callable[..., Desk], clock: FrozenClock) -> None:
    desk = enter()
    lock, handle = Lock(desk), desk.window.windowHandle()
    middle = desk.window.rect().center()
    touches: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseMove(handle, middle),
        lambda: QTest.mousePress(handle, Qt.MouseButton.MiddleButton, pos=middle),
        lambda: QTest.wheelEvent(handle, QPointF(middle), QPoint(0, 120)),
    )
    for touch in touches:
        clock.advance(seconds=14 * MINUTE)
        touch()
        QApplication.processEvents()
        clock.advance(seconds=14 * MINUTE)
        lock.watch.look()
        assert not lock.drawn()
    clock.advance(seconds=1 * MINUTE)
    lock.watch.look()
    assert lock.drawn(), "and nothing else is"


def test_what_was_typed_is_kept_and_so_is_the_page(enter: Callable[..., Desk]) -> None:
    desk = enter()
    desk.records("clients")
    desk.search("Ori")
    before = desk.workspace
    admin = administration(desk)
    admin.records("Users")
    admin.do()
    dialog = desk.dialog(EntryDialog)
    QTest.keyClicks(dialog.inputs["login"], "half a log")
    lock = Lock(desk)
    lock.press()
    assert lock.drawn()
    assert not dialog.isVisible()
    lock.unlock("mistaken 1")
    assert lock.screen.banner.text == "This is not your password. Type it again."
    lock.unlock(MINE)
    assert desk.workspace is before
    assert dialog.isVisible()
    assert dialog.value("login") == "half a log"
    dialog.reject()
    assert desk.workspace.page_key == "admin"
    desk.records("clients")
    assert desk.workspace.header.search.text() == "Ori"
    assert ask(desk) == [desk.window.file.firm.name]  # type: ignore[union-attr]


def test_the_keys_lock_under_a_dialog_too(enter: Callable[..., Desk]) -> None:
    """No menu hears them there; what was typed is put away and comes back."""
    desk = enter()
    admin = administration(desk)
    admin.records("Users")
    admin.do()
    dialog, before = desk.dialog(EntryDialog), desk.window.focusWidget()
    QTest.keyClicks(dialog.inputs["password"], "half a pass")
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    lock = Lock(desk)
    assert lock.drawn()
    assert not dialog.isVisible()
    lock.unlock(MINE)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.inputs["password"], "word")
    assert dialog.value("password") == "half a password", "typing goes on where it stopped"
    assert desk.window.focusWidget() is before
    dialog.reject()


def test_what_opens_behind_the_lock_waits_there(enter: Callable[..., Desk]) -> None:
    """An answer that comes late may hold the recovery key."""
    desk = enter()
    admin = administration(desk)
    page = admin.records("Users").page
    lock = Lock(desk)
    lock.press()
    late = QuestionDialog(Message("Late", "It comes after the lock."), "Do it", desk.workspace.context.words, page)
    late.open()
    wait_until(lambda: not late.isVisible())
    lock.unlock(MINE)
    assert late.isVisible()
    late.reject()


def test_a_dialog_that_ends_behind_the_lock_does_not_come_back(enter: Callable[..., Desk]) -> None:
    desk = enter()
    admin = administration(desk)
    admin.records("Users")
    admin.do()
    dialog = desk.dialog(EntryDialog)
    lock = Lock(desk)
    lock.press()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.accept()
    lock.unlock(MINE)
    assert not lock.drawn()
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_an_open_menu_is_closed_by_the_lock(enter: Callable[..., Desk]) -> None:
    desk = enter()
    menu = desk.workspace.header.more.menu()
    menu.popup(desk.window.rect().center())
    wait_until(menu.isVisible)
    Lock(desk).press()
    assert not menu.isVisible()


def test_somebody_else_gets_their_own_pages_and_no_half_typed_form(enter: Callable[..., Desk]) -> None:
    desk = enter()
    admin = administration(desk)
    admin.records("Users")
    admin.do()
    lock = Lock(desk)
    lock.press()
    lock.unlock(THEIRS, login="iryna")
    assert not lock.drawn()
    wait_until(lambda: not desk.is_asked)
    assert "iryna, Accountant" in desk.workspace.status.place.text()
    assert administration(desk).parts == ["My sign-in", "Backups", "Import", "Journal"]


def test_guessing_at_the_lock_gets_slow_as_anywhere(enter: Callable[..., Desk]) -> None:
    lock = Lock(enter())
    lock.press()
    for _ in range(3):
        lock.unlock("mistaken 1")
    lock.unlock(MINE)
    assert "Too many attempts" in lock.screen.banner.text


def test_a_locked_file_can_be_closed(enter: Callable[..., Desk]) -> None:
    desk = enter()
    admin = administration(desk)
    admin.records("Users")
    admin.do()
    dialog, workspace = desk.dialog(EntryDialog), desk.workspace
    lock = Lock(desk)
    lock.press()
    lock.screen.leave.click()
    assert desk.window.welcome is not None
    assert desk.window.file is None
    wait_until(lambda: not shiboken6.isValid(dialog) and not shiboken6.isValid(workspace))


def test_a_locked_window_can_be_closed(enter: Callable[..., Desk]) -> None:
    desk = enter()
    Lock(desk).press()
    desk.window.close()
    assert desk.window.file is None


def test_leaving_behind_the_lock_asks_while_work_runs(enter: Callable[..., Desk]) -> None:
    desk = enter(threads=True)
    heard: list[object] = []

    def long(_office: Office, progress: Progress) -> None:
        while True:
            progress.check()
            QTest.qSleep(5)

    job = desk.workspace.context.lanes.work.ask(desk.window, long, heard.append, heard.append, title="Long")
    Lock(desk).press()
    desk.window.close()
    dialog = desk.dialog(QuestionDialog)
    QApplication.processEvents()
    assert dialog.isVisible()
    dialog.reject()
    job.cancel()
    wait_until(lambda: bool(heard))


def test_a_file_without_a_password_does_not_lock(open_company: Callable[..., Desk], clock: FrozenClock) -> None:
    desk = open_company()
    lock = Lock(desk)
    clock.advance(seconds=24 * 60 * MINUTE)
    lock.watch.look()
    assert not lock.drawn()
    lock.press()
    assert not lock.drawn()
    assert "nothing to unlock by" in desk.message


def test_work_that_runs_is_finished_behind_the_lock(enter: Callable[..., Desk], clock: FrozenClock) -> None:
    """On the real lanes: nobody is locked out of a long import, and what it asks the office is answered."""
    desk = enter(threads=True)
    lock = Lock(desk)
    heard: list[object] = []
    actor = desk.workspace.context.actor
    go_on: list[bool] = []

    def long(office: Office, progress: Progress) -> str:
        while not go_on:
            progress.check()
            QTest.qSleep(5)
        return office.settings.firm(actor).name

    desk.workspace.context.lanes.work.ask(desk.window, long, heard.append, heard.append, title="Long")
    clock.advance(seconds=3600)
    lock.watch.look()
    assert not lock.drawn(), "work counts as somebody being there"
    lock.press()
    assert lock.drawn()
    assert not lock.watch.session.locked
    go_on.append(True)
    wait_until(lambda: bool(heard))
    assert heard == [desk.window.file.firm.name]  # type: ignore[union-attr]
    wait_until(lambda: lock.watch.session.locked)
    lock.unlock(MINE)
    lock.wait_for_answer()
    assert not lock.drawn()


def test_help_before_the_lock_is_about_signing_in_and_opens_no_page(enter: Callable[..., Desk]) -> None:
    desk = enter()
    lock = Lock(desk)
    lock.press()
    screen = press_f1(desk)
    assert screen.topic == "admin-account"
    screen.follow("page:admin/account")
    assert desk.workspace.page_key == "home"
    assert lock.drawn()
