"""A damaged file leads to its newest sound copy, in the window and without a command line. Real lanes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.backup.copies import Occasion, folder_of
from app.backup.making import make_copy
from app.bootstrap import Office
from app.db.driver import connect
from app.keys.door import PAGE_BYTES, is_encrypted
from tests.support.admin_pages import retype
from tests.support.clock import FrozenClock
from tests.support.encrypted import KEY, LOGIN, PASSWORD, encrypted_copy
from tests.support.pages import Desk, Table, agree_to, click, find, wait_until
from tests.ui.conftest import OpenDesk
from ui.kit.dialog import QuestionDialog
from ui.shell.rescue import RescueDialog
from ui.shell.sign_in import SignInDialog


@pytest.fixture
def copies(company: Path, clock: FrozenClock) -> Path:
    """The folder of two sound copies and one in pieces, which is the newest by its name."""
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        office.backup.back_up(director)
        clock.advance(seconds=3600)
        office.backup.back_up(director)
    folder = folder_of(company)
    (folder / "company.20991231-120000.premia").write_bytes(b"in pieces" * 1000)
    return folder


def damage(path: Path) -> None:
    """The middle of the file is gone; its head looks as ever."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))


@pytest.fixture
def broken(company: Path, copies: Path) -> Path:
    assert copies.is_dir()
    damage(company)
    return company


@pytest.fixture
def desk(open_desk: OpenDesk, company: Path, clock: FrozenClock) -> Desk:
    return open_desk(lambda: Office.open(company, clock), threads=True)


def looked(dialog: RescueDialog) -> Table:
    wait_until(lambda: dialog.deed.isEnabled() or bool(dialog.banner.text))
    return Table(dialog.table)


def test_the_newest_sound_copy_is_chosen_and_one_click_restores_it(
    desk: Desk, broken: Path, clock: FrozenClock
) -> None:
    desk.open_file(broken)
    assert "Restore a copy" in desk.message
    dialog = desk.dialog(RescueDialog)
    table = looked(dialog)
    assert table.column("State") == ["damaged", "sound", "sound"]
    assert table.view.currentIndex().row() == 1
    assert "cannot be told" in dialog.loss.text()
    click(dialog.deed)
    wait_until(lambda: desk.window.workspace is not None)
    assert "kept:" in desk.message
    assert "company.before-restore" in desk.message
    with Office.open(broken, clock) as office:
        assert office.access.sole_user() is not None


def spoil_a_table(path: Path) -> None:
    """One table's pages are gone; the file opens, and its first page shows."""
    with closing(connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((root,),) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchall()
    with path.open("r+b") as raw:
        raw.seek((int(str(root)) - 1) * PAGE_BYTES)
        raw.write(b"\xff" * PAGE_BYTES)


def test_damage_that_no_page_shows_yet_is_found_after_the_start(desk: Desk, company: Path, copies: Path) -> None:
    """Before the day's copy, which would push a sound one out."""
    spoil_a_table(company)
    before = sorted(copies.iterdir())
    desk.open_file(company)
    asked = desk.dialog(QuestionDialog)
    assert sorted(copies.iterdir()) == before
    agree_to(asked)
    dialog = desk.dialog(RescueDialog)
    looked(dialog)
    click(dialog.deed)
    wait_until(lambda: desk.window.workspace is not None)
    assert "kept:" in desk.message


def test_a_damaged_copy_cannot_be_chosen(desk: Desk, broken: Path) -> None:
    desk.open_file(broken)
    dialog = desk.dialog(RescueDialog)
    looked(dialog).pick(0)
    assert not dialog.deed.isEnabled()
    dialog.reject()
    wait_until(lambda: not desk.is_asked)
    assert desk.window.welcome is not None
    assert desk.window.welcome.restore_button.isEnabled()


def test_a_copy_that_breaks_meanwhile_is_told_and_another_can_be_chosen(desk: Desk, broken: Path) -> None:
    desk.open_file(broken)
    dialog = desk.dialog(RescueDialog)
    table = looked(dialog)
    chosen = dialog.table.current()
    assert chosen is not None
    chosen.file.path.write_bytes(b"in pieces" * 1000)
    click(dialog.deed)
    wait_until(lambda: bool(dialog.banner.text))
    table.pick(2)
    wait_until(dialog.deed.isEnabled)
    click(dialog.deed)
    wait_until(lambda: desk.window.workspace is not None)


def test_copies_that_lie_elsewhere_are_looked_for_there(desk: Desk, broken: Path, copies: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    copies.rename(elsewhere)
    desk.open_file(broken)
    assert not desk.is_asked, "no copy lies beside the file: nothing is offered by itself"
    desk.window.care.offer_copies(broken, None)
    dialog = desk.dialog(RescueDialog)
    looked(dialog)
    assert "No copy lies" in dialog.banner.text
    dialog.look_in(str(elsewhere))
    wait_until(dialog.deed.isEnabled)
    click(dialog.deed)
    wait_until(lambda: desk.window.workspace is not None)


def test_none_is_sound(desk: Desk, broken: Path, copies: Path) -> None:
    for copy in copies.iterdir():
        copy.write_bytes(b"in pieces" * 1000)
    desk.open_file(broken)
    dialog = desk.dialog(RescueDialog)
    looked(dialog)
    assert "None of these copies is sound" in dialog.banner.text
    dialog.reject()


def test_the_menu_leads_from_the_open_file_to_its_copies(desk: Desk, company: Path, copies: Path) -> None:
    assert copies.is_dir()
    desk.open_file(company)
    menu = desk.workspace.header.more.menu()
    next(action for action in menu.actions() if action.data() == "restore").trigger()
    dialog = desk.dialog(RescueDialog)
    looked(dialog)
    assert "Nothing would be lost" in dialog.loss.text()
    dialog.reject()


def test_a_damaged_encrypted_file_finds_its_copies_by_the_password(
    open_desk: OpenDesk, company: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    books = encrypted_copy(company, tmp_path / "books.premia")
    with Office.open(books, clock, KEY) as office:
        director = office.access.sole_user()
        assert director is not None
        office.access.set_password(director, director.user_id, PASSWORD)
    make_copy(books, clock.now(), Occasion.BY_HAND, key=KEY)
    damage(books)
    desk = open_desk(lambda: Office.open(books, clock), threads=True)
    desk.open_file(books)
    desk.dialog(SignInDialog)
    desk.sign_in(LOGIN, PASSWORD)
    dialog = desk.dialog(RescueDialog)
    looked(dialog)
    click(dialog.deed)
    desk.dialog(SignInDialog)
    desk.sign_in(LOGIN, PASSWORD)
    wait_until(lambda: desk.window.workspace is not None)
    assert is_encrypted(books)


def test_encrypted_copies_are_opened_by_a_password_of_theirs(
    desk: Desk, company: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    books = encrypted_copy(company, tmp_path / "books.premia")
    make_copy(books, clock.now(), Occasion.BY_HAND, key=KEY)
    damage(books)
    desk.window.care.offer_copies(books, None)
    dialog = desk.dialog(RescueDialog)
    table = looked(dialog)
    assert table.column("State") == ["encrypted"]
    click(dialog.unlock)
    asked = desk.dialog(SignInDialog)
    for password in ("mistaken 1", PASSWORD):
        retype(asked.login, LOGIN)
        retype(asked.password, password)
        click(asked.submit)
        if password != PASSWORD:
            wait_until(lambda: bool(asked.banner.text))
    wait_until(lambda: table.column("State") == ["sound"])
    wait_until(dialog.deed.isEnabled)
    assert not find(dialog, QAbstractButton, "Restore this copy").isHidden()
    dialog.reject()
