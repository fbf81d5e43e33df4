"""The director's users: added, given a role, shut out, let in; what is wrong stands under its field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.kernel.errors import SignInFailed
from tests.support.admin_pages import AdminScreen, administration
from tests.support.clock import FrozenClock
from tests.support.form_pages import bring_to_front
from tests.support.pages import Desk
from ui.kit.entry_dialog import EntryDialog

DIRECTORS, OFFICE, NEW = "correct horse", "blue harbor 7", "green field 9"
SHORT = "short"


@pytest.fixture
def locked_company(company: Path, clock: FrozenClock) -> Path:
    """The real file, whose director has a password."""
    with Office.open(company, clock) as office:
        office.access.set_password(director(office), 1, DIRECTORS)
    return company


def director(office: Office) -> Actor:
    sole = office.access.sole_user()
    assert sole is not None
    return sole


@pytest.fixture
def admin(locked_company: Path, open_company: Callable[..., Desk]) -> AdminScreen:
    assert locked_company.is_file()
    desk = open_company()
    desk.sign_in("olha", DIRECTORS)
    return administration(desk)


def add_iryna(admin: AdminScreen) -> None:
    admin.records("Users")
    admin.do()
    admin.fill(login="iryna", role="Accountant", password=OFFICE, again=OFFICE)


def enters(path: Path, clock: FrozenClock, login: str, password: str) -> bool:
    with Office.open(path, clock) as office:
        try:
            office.access.sign_in(login, password)
        except SignInFailed:
            return False
    return True


def test_a_user_is_added_and_may_sign_in(admin: AdminScreen, company: Path, clock: FrozenClock) -> None:
    add_iryna(admin)
    users = admin.records("Users")
    assert users.table.column("Login") == ["iryna", "olha"]
    assert users.table.column("Role") == ["Accountant", "Director"]
    assert users.table.column("Status") == ["May sign in", "May sign in"]
    assert admin.message == "The new user may sign in."
    assert users.figures["May sign in"] == "2"
    assert enters(company, clock, "iryna", OFFICE)


def test_what_is_wrong_with_a_new_user_stands_under_its_field_and_nothing_is_lost(admin: AdminScreen) -> None:
    admin.records("Users")
    admin.do()
    dialog = admin.fill(login="x" * 65, role="Member of staff", password=SHORT, again="other")
    assert list(admin.wrong(dialog)) == ["again"]
    assert "not the same" in admin.wrong(dialog)["again"]
    admin.fill(again="short")
    assert set(admin.wrong(dialog)) == {"login", "person_id", "password"}
    assert "64" in admin.wrong(dialog)["login"]
    assert dialog.focusWidget() is dialog.inputs["login"]
    admin.fill(login="OLHA", role="Accountant", password=OFFICE, again=OFFICE)
    assert "same" in admin.wrong(dialog)[""]
    assert dialog.value("login") == "OLHA"
    dialog.reject()
    assert admin.records("Users").table.column("Login") == ["olha"]


def test_a_form_with_an_empty_line_cannot_be_sent(admin: AdminScreen) -> None:
    from ui.kit.entry_dialog import EntryDialog

    admin.records("Users")
    admin.do()
    dialog = admin.desk.dialog(EntryDialog)
    assert not dialog.deed.isEnabled()
    dialog.reject()


def test_a_role_is_changed_and_the_last_director_stays(admin: AdminScreen) -> None:
    add_iryna(admin)
    users = admin.records("Users")
    users.table.pick(0)
    admin.do_with_row("Change the role…")
    admin.fill(role="Member of staff", person_id="Olena")
    assert users.table.column("Role")[0] == "Member of staff"
    assert users.facts["Person"] == "Olena"
    users.table.pick(1)
    admin.do_with_row("Change the role…")
    dialog = admin.fill(role="Accountant")
    assert "director" in admin.wrong(dialog)[""]
    dialog.reject()
    admin.do_with_row("Shut out…")
    admin.agree()
    assert "director" in admin.message
    assert users.table.column("Status") == ["May sign in"] * 2


def test_who_is_shut_out_comes_in_again_only_by_a_new_password(
    admin: AdminScreen, company: Path, clock: FrozenClock
) -> None:
    add_iryna(admin)
    users = admin.records("Users")
    users.table.pick(0)
    admin.do_with_row("Shut out…")
    admin.agree()
    assert users.table.column("Status")[0] == "Shut out"
    assert not enters(company, clock, "iryna", OFFICE)
    admin.do_with_row("Let in again…")
    dialog = admin.fill(password=SHORT, again=SHORT)
    assert list(admin.wrong(dialog)) == ["password"]
    assert users.table.column("Status")[0] == "Shut out", "not let in by the old password"
    admin.fill(password=NEW, again=NEW)
    assert users.table.column("Status")[0] == "May sign in"
    assert (enters(company, clock, "iryna", NEW), enters(company, clock, "iryna", OFFICE)) == (True, False)


def test_only_what_a_role_may_open_is_there(
    locked_company: Path, open_company: Callable[..., Desk], clock: FrozenClock
) -> None:
    from app.access.model import NewUser

    with Office.open(locked_company, clock) as office:
        actor = office.access.sign_in("olha", DIRECTORS)
        for login, role, person in (
            ("iryna", Role.ACCOUNTANT, None),
            ("borys", Role.OFFICE_MANAGER, None),
            ("olena", Role.STAFF, 1),
        ):
            office.access.add_user(actor, NewUser(login, role, OFFICE, person))
    parts = {}
    for login in ("iryna", "borys", "olena"):
        desk = open_company()
        desk.sign_in(login, OFFICE)
        admin = administration(desk)
        parts[login] = admin.parts
        assert set(admin.page.built) <= {"account", "backups"}, "what is not there is not built"
    assert parts == {
        "iryna": ["My sign-in", "Backups", "Import", "Journal"],
        "borys": ["My sign-in", "Import"],
        "olena": ["My sign-in"],
    }


def test_ones_own_password_is_not_set_past_the_old_one(admin: AdminScreen) -> None:
    """Who finds the window open changes nobody's way in to it: that is done under My sign-in, by the old password."""
    add_iryna(admin)
    users = admin.records("Users")
    for login, settable in (("iryna", True), ("olha", False)):
        users.table.pick(users.table.column("Login").index(login))
        assert ("Set a password…" in [deed.title for deed in users.page.detail.detail.deeds]) is settable  # type: ignore[union-attr]


def test_ctrl_n_adds_a_user_too_wherever_the_focus_is(admin: AdminScreen) -> None:
    admin.records("Users")
    window = admin.desk.window
    bring_to_front(window)
    for place in (admin.desk.workspace.header.search, admin.desk.workspace.sidebar.buttons["admin"]):
        place.setFocus()
        QTest.keyClick(place, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        dialog = admin.desk.dialog(EntryDialog)
        assert set(dialog.inputs) >= {"login", "role", "password"}
        dialog.reject()
        bring_to_front(window)
    admin.records("Backups")
    place = admin.desk.workspace.sidebar.buttons["admin"]
    QTest.keyClick(place, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not [each for each in window.findChildren(EntryDialog) if each.isVisible()], "there is nothing to add"
