"""Drivers of the settings and of the form of a new firm, by the user's verbs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QPlainTextEdit

from tests.support.pages import Desk, RecordScreen, Table, agree_to, click, find, wait_until
from ui.kit.form import Form
from ui.kit.form_dialog import FormDialog
from ui.kit.form_sheet import FormSheet
from ui.kit.parts_page import PartsPage
from ui.kit.record_page import RecordPage
from ui.settings.calendar import CalendarPage
from ui.settings.firm import FirmPage
from ui.shell.create_firm import CreateFirmDialog


def fill(form: Form, **values: str) -> None:
    """Type into the inputs of a form; a list takes the entry that begins so."""
    for key, value in values.items():
        inner = form.input(key).inner
        if isinstance(inner, QComboBox):
            texts = [inner.itemText(at).replace("\u00a0", " ") for at in range(inner.count())]
            inner.setCurrentIndex(next(at for at, text in enumerate(texts) if text.startswith(value)))
        elif isinstance(inner, QLineEdit | QPlainTextEdit):
            inner.selectAll()
            QTest.keyClick(inner, Qt.Key.Key_Delete)
            QTest.keyClicks(inner, value)
        else:
            raise TypeError(type(inner).__name__)


class SettingsScreen:
    """The settings, with one of their parts in front."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.window.open_page("settings")
        page = desk.page
        assert isinstance(page, PartsPage)
        self.page: PartsPage[Any] = page

    @property
    def parts(self) -> list[str]:
        """The tabs that are there."""
        return [self.page.tabs.tabText(at) for at in range(self.page.tabs.count())]

    @property
    def front(self) -> str:
        """The tab that is in front."""
        return self.page.tabs.tabText(self.page.tabs.currentIndex())

    @property
    def message(self) -> str:
        """The banner of the part in front."""
        return self.page.part.banner.text

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

    def firm(self) -> FormSheet[Any]:
        """Open the firm's form."""
        self.open("Firm")
        assert isinstance(self.page.part, FirmPage)
        return self.page.part.sheet

    def calendar(self) -> CalendarPage:
        """Open the calendar."""
        self.open("Calendar")
        assert isinstance(self.page.part, CalendarPage)
        return self.page.part

    def add(self, **values: str) -> FormDialog[Any]:
        """Click the primary button of a part, fill the form that opens, and save it."""
        assert self.page.part.primary is not None
        click(self.page.part.primary)
        dialog = self.desk.dialog(FormDialog)
        fill(dialog.sheet.form, **values)
        click(dialog.sheet.save_button)
        return dialog

    def change(self, row: int, **values: str) -> FormSheet[Any]:
        """Enter on a row, fill the form, and save it."""
        page = self.page.part
        assert isinstance(page, RecordPage)
        table = Table(page.table)
        table.pick(row)
        table.press(Qt.Key.Key_Return)
        sheet = page.findChildren(FormSheet)[-1]
        fill(sheet.form, **values)
        click(sheet.save_button)
        return sheet

    def do_with_row(self, title: str) -> None:
        """Click a deed in the panel, and agree to what is asked."""
        page = self.page.part
        assert isinstance(page, RecordPage)
        click(find(page.detail, QAbstractButton, title))
        agree_to(self.desk.dialog(QDialog))


class FirstStart:
    """The first screen, and the form of a new firm."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        assert desk.window.welcome is not None
        click(desk.window.welcome.create_button)
        self.dialog = desk.dialog(CreateFirmDialog)

    @property
    def wrong(self) -> dict[str, str]:
        """What is said under the fields."""
        return self.dialog.form.wrong

    def fill(self, **values: str) -> None:
        """Type into the form."""
        fill(self.dialog.form, **values)

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.dialog.form.input(key).text()

    def create(self) -> None:
        """Click the button."""
        click(self.dialog.create_button)

    def created(self) -> None:
        """Click the button and wait for the books."""
        self.create()
        wait_until(lambda: self.desk.window.workspace is not None)
