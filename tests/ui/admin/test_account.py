"""One's own password and lock: the first password, another one, none again; minutes that are remembered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import Office
from tests.support.admin_pages import Lock, administration, retype
from tests.support.clock import FrozenClock
from tests.support.pages import Desk, click
from ui.admin.account import AccountPage

FIRST, SECOND = "correct horse", "green field 9"


@pytest.fixture
def desk(open_company: Callable[..., Desk]) -> Desk:
    return open_company()


@pytest.fixture
def account(desk: Desk) -> AccountPage:
    return administration(desk).account()


def save(account: AccountPage, new: str, again: str = "", old: str = "") -> None:
    for field, text in ((account.old, old), (account.new, new), (account.again, again or new)):
        if field.isVisibleTo(account):
            retype(field, text)
    click(account.save)


def wrong(account: AccountPage) -> list[str]:
    return [label.text() for label in account.wrong.values() if not label.isHidden()]


def test_the_first_password_makes_the_window_lockable(account: AccountPage, desk: Desk, company: Path) -> None:
    assert not account.lock.isEnabled()
    assert not account.old.isVisible()
    save(account, FIRST)
    assert "Encrypt it" in account.banner.text
    assert account.lock.isEnabled()
    click(account.lock)
    assert Lock(desk).drawn()
    Lock(desk).unlock(FIRST)
    assert not Lock(desk).drawn()
    with Office.open(company, FrozenClock()) as office:
        assert office.access.sole_user() is None


def test_wrong_inputs_are_told_under_their_fields(account: AccountPage) -> None:
    save(account, FIRST, "another one")
    assert wrong(account) == ["The two passwords are not the same. Type them again."]
    save(account, "short")
    (said,) = wrong(account)
    assert "8" in said
    save(account, FIRST)
    assert wrong(account) == []
    save(account, SECOND, old="mistaken")
    assert wrong(account) == ["This is not your password. Type it again."]
    assert account.new.text() == SECOND, "nothing typed is lost"
    save(account, SECOND, old=FIRST)
    assert account.banner.text == "The password is changed."


def test_guessing_ones_own_password_gets_slow(account: AccountPage) -> None:
    save(account, FIRST)
    for _ in range(3):
        save(account, SECOND, old="mistaken")
    save(account, SECOND, old=FIRST)
    assert "Too many attempts" in account.banner.text


def test_the_only_user_may_do_without_a_password_again(account: AccountPage, desk: Desk, company: Path) -> None:
    assert account.remove.isHidden()
    save(account, FIRST)
    account.refresh()
    click(account.remove)
    assert wrong(account) == ["Type your password, to show that it is you."]
    retype(account.old, "mistaken")
    click(account.remove)
    assert wrong(account) == ["This is not your password. Type it again."]
    retype(account.old, FIRST)
    click(account.remove)
    assert "without a password" in account.banner.text
    assert not account.lock.isEnabled()
    Lock(desk).press()
    assert "nothing to unlock by" in account.banner.text
    with Office.open(company, FrozenClock()) as office:
        assert office.access.sole_user() is not None


def test_the_minutes_are_remembered_on_this_computer(account: AccountPage, desk: Desk, tmp_path: Path) -> None:
    save(account, FIRST)
    assert account.minutes.currentText() == "15 minutes"
    account.minutes.setCurrentIndex(account.minutes.findData(0))
    account.minutes.activated.emit(account.minutes.currentIndex())
    desk.window.close()
    assert json.loads((tmp_path / "settings" / "window.json").read_text())["lock_minutes"] == 0
