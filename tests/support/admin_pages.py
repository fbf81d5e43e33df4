"""Drivers of the administration and of the lock, by the user's verbs."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit

from tests.support.pages import Desk, RecordScreen, agree_to, click, find, wait_until
from ui.admin.account import AccountPage
from ui.admin.encryption import EncryptionPage
from ui.admin.page import AdminPage
from ui.admin.recovery_key import RecoveryKeyDialog
from ui.kit.entry_dialog import EntryDialog
from ui.kit.page import Page
from ui.kit.record_page import RecordPage
from ui.shell.lock import Watch
from ui.shell.lock_screen import LockScreen

Kind = TypeVar("Kind", bound=Page)  # type: ignore[type-arg]


class AdminScreen:
    """The administration, with one of its parts in front."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        page = desk.page
        assert isinstance(page, AdminPage)
        self.page = page

    @property
    def parts(self) -> list[str]:
        """The tabs that are there."""
        return [self.page.tabs.tabText(at) for at in range(self.page.tabs.count())]

    @property
    def message(self) -> str:
        """The banner of the part in front."""
        return self.page.part.banner.text

    @property
    def deed(self) -> str:
        """The primary button in the head; empty when there is none."""
        button = self.page.part.primary
        return button.text().strip() if button is not None and button.isVisibleTo(self.desk.window) else ""

    def open(self, part: str) -> None:
        """Click a tab."""
        at = self.parts.index(part)
        QTest.mouseClick(self.page.tabs, Qt.MouseButton.LeftButton, pos=self.page.tabs.tabRect(at).center())

    def records(self, part: str) -> RecordScreen:
        """Open a part that is a list."""
        self.open(part)
        page = self.page.part
        assert isinstance(page, RecordPage)
        return RecordScreen(page, self.desk)

    def account(self) -> AccountPage:
        """Open one's own sign-in."""
        self.open("My sign-in")
        assert isinstance(self.page.part, AccountPage)
        return self.page.part

    def encryption(self) -> EncryptionPage:
        """Open the encryption."""
        self.open("Encryption")
        assert isinstance(self.page.part, EncryptionPage)
        return self.page.part

    def do(self) -> None:
        """Click the primary button in the head."""
        assert self.page.part.primary is not None
        click(self.page.part.primary)

    def do_with_row(self, title: str) -> None:
        """Click a deed in the panel."""
        page = self.page.part
        assert isinstance(page, RecordPage)
        click(find(page.detail, QAbstractButton, title))

    def fill(self, **values: str) -> EntryDialog:
        """Type into the form that is open, and submit it."""
        dialog = self.desk.dialog(EntryDialog)
        for key, value in values.items():
            field = dialog.inputs[key]
            if isinstance(field, QComboBox):
                field.setCurrentIndex(next(at for at in range(field.count()) if field.itemText(at).startswith(value)))
            else:
                retype(field, value)
        click(dialog.deed)
        return dialog

    def wrong(self, dialog: EntryDialog) -> dict[str, str]:
        """What the form says is wrong, by field; under an empty name what belongs to none."""
        said = {key: label.text() for key, label in dialog.said.items() if not label.isHidden()}
        return said | ({"": dialog.banner.text} if dialog.banner.text else {})

    def agree(self) -> None:
        """Click the deed of the question that is open."""
        agree_to(self.desk.dialog(QDialog))

    def type_key_back(self, text: str = "") -> RecoveryKeyDialog:
        """Say that the key is on paper, and type it (or ``text``) back."""
        dialog = self.desk.dialog(RecoveryKeyDialog)
        if not dialog.typed.isVisible():
            click(dialog.hide_key)
        retype(dialog.typed, text or dialog.key)
        click(dialog.deed)
        return dialog


class Lock:
    """The lock of the window."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def watch(self) -> Watch:
        """Who looks whether anybody is there."""
        found = self.desk.window.findChildren(Watch)
        return found[-1]

    def drawn(self) -> bool:
        """Whether the window shows the lock and nothing else."""
        return isinstance(self.desk.window.centralWidget(), LockScreen)

    @property
    def screen(self) -> LockScreen:
        """The lock on screen."""
        screen = self.desk.window.centralWidget()
        assert isinstance(screen, LockScreen)
        return screen

    def press(self) -> None:
        """Choose the menu's entry, as its key does."""
        menu = self.desk.workspace.header.more.menu()
        next(action for action in menu.actions() if action.data() == "lock").trigger()

    def unlock(self, password: str, login: str = "") -> None:
        """Type a password, and a login where somebody else comes."""
        screen = self.screen
        if login:
            click(screen.other)
            retype(screen.login, login)
        retype(screen.password, password)
        click(screen.submit)

    def wait_for_answer(self) -> None:
        """Until the lock is gone or says why not."""
        wait_until(lambda: not self.drawn() or bool(self.screen.banner.text))


def administration(desk: Desk) -> AdminScreen:
    """Click the administration on the rail."""
    click(desk.workspace.sidebar.buttons["admin"])
    return AdminScreen(desk)


def retype(field: QLineEdit, text: str) -> None:
    """Type over what stands there."""
    field.clear()
    QTest.keyClicks(field, text)
