"""An encrypted file in the window: a password opens it, or the paper; every lane gets the key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Role
from app.keys.door import unlock
from app.keys.recovery import written
from app.keys.sidecar import keys_path
from tests.support.clock import FrozenClock
from tests.support.encrypted import KEY, LOGIN, PASSWORD, encrypted_copy
from tests.support.pages import Desk, click, wait_until
from tests.ui.conftest import OpenDesk
from ui.shell.sign_in import RecoveryDialog, SignInDialog

NEW = "a new password"


@pytest.fixture
def books(company: Path, tmp_path: Path, clock: FrozenClock) -> Path:
    """The real firm, encrypted, with a director and an accountant."""
    path = encrypted_copy(company, tmp_path / "books.premia")
    with Office.open(path, clock, KEY) as office:
        director = office.access.sole_user()
        assert director is not None
        office.access.set_password(director, director.user_id, PASSWORD)
        office.access.add_user(director, NewUser("Борис", Role.ACCOUNTANT, NEW))
    return path


@pytest.fixture
def opened(open_desk: OpenDesk, books: Path, clock: FrozenClock) -> Desk:
    """The window asking for the password."""
    desk = open_desk(lambda: Office.open(books, clock), threads=True)
    desk.open_file(books)
    return desk


def typed(dialog: RecoveryDialog, *texts: str) -> None:
    for field, text in zip((dialog.login, dialog.key, dialog.password, dialog.again), texts, strict=True):
        field.clear()
        QTest.keyClicks(field, text)
    click(dialog.submit)


def test_a_password_opens_it_and_a_wrong_one_is_told(opened: Desk) -> None:
    dialog = opened.dialog(SignInDialog)
    assert dialog.recover.isVisible()
    for login, password in ((LOGIN, "wrong password"), ("nobody", PASSWORD)):
        dialog.banner.hide()
        opened.sign_in(login, password)
        wait_until(lambda: bool(dialog.banner.text))
        assert dialog.banner.text == "The login or the password is wrong. Try again."
    opened.sign_in(LOGIN, PASSWORD)
    wait_until(lambda: opened.window.workspace is not None)
    assert "olha, Director" in opened.workspace.status.place.text()
    done: list[str] = []
    lanes = opened.workspace.context.lanes
    for lane in (lanes.work, lanes.compute):  # their connections are opened now, with the key kept in memory
        lane.ask(opened.window, lambda office, _progress: office.path.name, done.append)
    wait_until(lambda: len(done) == 2)
    assert done == ["books.premia"] * 2


def test_the_recovery_key_opens_it_though_the_wrapped_keys_are_lost(opened: Desk, books: Path) -> None:
    keys_path(books).unlink()
    dialog = opened.dialog(SignInDialog)
    opened.sign_in(LOGIN, PASSWORD)
    wait_until(lambda: bool(dialog.banner.text))
    assert "recovery key" in dialog.banner.text
    click(dialog.recover)
    recovery = opened.dialog(RecoveryDialog)
    assert not recovery.submit.isEnabled()
    typed(recovery, LOGIN, written(KEY), NEW, PASSWORD)
    assert "not the same" in recovery.banner.text
    recovery.banner.hide()
    typed(recovery, LOGIN, written(KEY)[:-1], NEW, NEW)
    wait_until(lambda: "no recovery key" in recovery.banner.text)
    typed(recovery, LOGIN, written(KEY), NEW, NEW)
    wait_until(lambda: opened.window.workspace is not None)
    assert unlock(books, LOGIN, NEW) == KEY


def test_whoever_gives_up_is_back_at_the_first_screen(opened: Desk) -> None:
    click(opened.dialog(SignInDialog).recover)
    opened.dialog(RecoveryDialog).reject()
    wait_until(lambda: opened.window.welcome is not None and opened.window.welcome.open_button.isEnabled())
