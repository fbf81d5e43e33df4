"""Encrypting in the window: password, paper, paper typed back, the file opened again by its new lock. Real lanes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Role
from app.keys.data_key import DataKey
from app.keys.door import is_encrypted, unlock
from app.keys.recovery import read, written
from tests.support.admin_pages import AdminScreen, administration, retype
from tests.support.clock import FrozenClock
from tests.support.pages import Desk, click, wait_until
from ui.admin.recovery_key import RecoveryKeyDialog
from ui.kit.dialog import QuestionDialog
from ui.kit.entry_dialog import EntryDialog
from ui.shell.sign_in import SignInDialog

MINE, THEIRS, WRONG = "correct horse", "blue harbor 7", "mistaken 1"


@pytest.fixture
def desk(company: Path, open_company: Callable[..., Desk], clock: FrozenClock) -> Desk:
    """The director at a plain file with an accountant, signed in."""
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        office.access.set_password(director, director.user_id, MINE)
        office.access.add_user(director, NewUser("iryna", Role.ACCOUNTANT, THEIRS))
        office.backup.back_up(director)
    made = open_company(threads=True)
    sign_in(made)
    return made


def sign_in(desk: Desk) -> None:
    desk.dialog(SignInDialog)
    desk.sign_in("olha", MINE)
    wait_until(lambda: desk.window.workspace is not None)


def encryption(desk: Desk) -> AdminScreen:
    admin = administration(desk)
    page = admin.encryption()
    wait_until(lambda: page.standing is not None)
    return admin


def chip(admin: AdminScreen) -> str:
    return admin.encryption().chip.text()


def encrypted(desk: Desk) -> str:
    """Walk through; gives the recovery key."""
    admin = encryption(desk)
    admin.do()
    admin.fill(password=MINE)
    dialog = desk.dialog(RecoveryKeyDialog)
    key = dialog.key
    admin.type_key_back()
    sign_in(desk)
    return key


def test_the_file_is_encrypted_only_when_the_paper_was_typed_back(desk: Desk, company: Path) -> None:
    admin = encryption(desk)
    assert chip(admin) == "Plain"
    assert admin.deed == "Encrypt the file"
    admin.do()
    form = admin.fill(password=WRONG)
    wait_until(lambda: bool(admin.wrong(form)))
    assert admin.wrong(form) == {"password": "This is not your password. Type it again."}
    admin.fill(password=MINE)
    dialog = desk.dialog(RecoveryKeyDialog)
    assert not dialog.deed.isEnabled()
    assert dialog.key.replace("-", "") == dialog.shown.text().replace("-", "").replace("\n", "")
    assert dialog.key[:34] in dialog.paper().toPlainText()
    QTest.keyClick(dialog.hide_key, Qt.Key.Key_Return)
    assert not dialog.shown.isVisible(), "it is typed from the paper, not from the screen"
    admin.type_key_back(dialog.key[:-1])
    assert "no recovery key" in dialog.wrong.text()
    admin.type_key_back(written(DataKey.fresh()))
    assert "another key" in dialog.wrong.text()
    assert not is_encrypted(company)
    click(dialog.back)
    assert dialog.shown.isVisible()
    QTest.keyClick(dialog.hide_key, Qt.Key.Key_Return)
    retype(dialog.typed, dialog.key.lower().replace("-", " "))
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    sign_in(desk)
    assert is_encrypted(company)
    assert unlock(company, "olha", MINE) == read(dialog.key)
    assert desk.message == "The file is encrypted, and your password opens it."


def test_the_page_says_what_is_left_to_do(desk: Desk, company: Path) -> None:
    encrypted(desk)
    admin = encryption(desk)
    assert chip(admin) == "Encrypted"
    notes = admin.encryption().notes.text()
    assert "iryna" in notes
    assert "not encrypted" in notes
    assert str(company.parent) in notes
    assert not admin.deed


def test_the_key_is_shown_again_for_the_password_only(desk: Desk) -> None:
    key = encrypted(desk)
    admin = encryption(desk)
    click(admin.encryption().show_key)
    form = admin.fill(password=WRONG)
    wait_until(lambda: bool(admin.wrong(form)))
    admin.fill(password=MINE)
    dialog = desk.dialog(RecoveryKeyDialog)
    assert dialog.key == key
    dialog.accept()


def test_the_file_is_made_plain_again(desk: Desk, company: Path) -> None:
    encrypted(desk)
    admin = encryption(desk)
    click(admin.encryption().decrypt)
    admin.fill(password=MINE)
    sign_in(desk)
    assert not is_encrypted(company)
    assert chip(encryption(desk)) == "Plain"


def test_a_plain_copy_of_an_encrypted_file_is_told_before_it_is_put_back(desk: Desk) -> None:
    encrypted(desk)
    screen = administration(desk).records("Backups")
    wait_until(lambda: set(screen.table.column("State")) == {"sound"})
    screen.table.pick(len(screen.table.column("State")) - 1)
    AdminScreen(desk).do_with_row("Restore this copy…")
    dialog = desk.dialog(QuestionDialog)
    assert any("This copy is not encrypted" in said.text() for said in dialog.findChildren(QLabel))
    dialog.reject()


def test_the_focus_stays_in_the_administration(desk: Desk) -> None:
    """What a part hides hands the focus on; it went to the rail."""
    admin = administration(desk)
    for part in ("My sign-in", "Encryption", "Backups", "Users"):
        admin.open(part)
        QTest.qWait(50)  # what a part learns of the file hides buttons of it, too
        focus = desk.window.focusWidget()
        assert focus is not None
        assert admin.page.isAncestorOf(focus) or focus is admin.page.part.primary, part


def test_a_sole_user_without_a_password_sets_one_first(open_company: Callable[..., Desk], company: Path) -> None:
    desk = open_company(threads=True)
    admin = encryption(desk)
    admin.do()
    form = desk.dialog(EntryDialog)
    admin.fill(password=MINE, again="other")
    assert "not the same" in admin.wrong(form)["again"]
    admin.fill(password=MINE, again=MINE)
    admin.type_key_back()
    sign_in(desk)
    assert is_encrypted(company)


def test_giving_up_at_the_paper_says_that_the_password_holds(open_company: Callable[..., Desk], company: Path) -> None:
    desk = open_company(threads=True)
    admin = encryption(desk)
    admin.do()
    desk.dialog(EntryDialog)
    admin.fill(password=MINE, again=MINE)
    desk.dialog(RecoveryKeyDialog).reject()
    assert "not encrypted. It asks for your password" in admin.message
    assert not is_encrypted(company)
    wait_until(lambda: bool((standing := admin.encryption().standing) and standing.has_password))


def test_the_paper_comes_out_of_a_printer_with_the_whole_key(desk: Desk, tmp_path: Path) -> None:
    """The paper goes through a real printer, one that writes PDF."""
    admin = encryption(desk)
    admin.do()
    admin.fill(password=MINE)
    dialog = desk.dialog(RecoveryKeyDialog)
    printed = tmp_path / "paper.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(printed))
    dialog.print_on(printer)
    assert printed.read_bytes().startswith(b"%PDF")
    on_paper = dialog.paper().toPlainText()
    assert dialog.key.replace("-", "") in on_paper.replace("-", "").replace("\n", "")
    assert "company.premia" in on_paper
    dialog.reject()


def test_another_program_at_the_file_leaves_it_as_it_was(desk: Desk, company: Path, clock: FrozenClock) -> None:
    admin = encryption(desk)
    admin.do()
    admin.fill(password=MINE)
    desk.dialog(RecoveryKeyDialog)
    with Office.open(company, clock) as other:
        other.access.sole_user()
        admin.type_key_back()
        wait_until(lambda: desk.window.welcome is not None and bool(desk.message))
        assert "Another program" in desk.message
    assert not is_encrypted(company)
    desk.open_file(company)
    sign_in(desk)
