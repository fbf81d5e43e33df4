"""Drivers of the first page, of Ctrl+K and of the overdue board, by the user's verbs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.bootstrap import Office
from tests.support.pages import Desk, RecordScreen, click, find
from ui.home.page import HomePage
from ui.invoices.overdue import OverduePage
from ui.invoices.parts import InvoicesPage
from ui.kit.empty_state import EmptyState
from ui.kit.form_dialog import FormDialog
from ui.shell.palette import Palette


class HomeScreen:
    """The first page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        page = desk.page
        assert isinstance(page, HomePage)
        self.page = page

    @property
    def figures(self) -> dict[str, str]:
        """The key figures."""
        return {figure.title: figure.value for figure in self.page.figures.figures}

    @property
    def cards(self) -> dict[str, tuple[str, str]]:
        """What there is to do: title, number and note."""
        return {title: (number, note) for title, number, note in (card.said for card in self.page.cards)}

    @property
    def tasks(self) -> list[tuple[str, str, str, str]]:
        """The open tasks: client, what, whose, by when."""
        return [row.said for row in self.page.duties]

    @property
    def empty(self) -> str:
        """What is said where there is nothing to do."""
        shown = [state.title for state in self.page.findChildren(EmptyState) if state.isVisible()]
        return shown[0] if shown else ""

    def open(self, title: str) -> None:
        """Click a card."""
        click(next(card for card in self.page.cards if card.said[0] == title))

    def open_task(self, client: str) -> None:
        """Click a task."""
        click(next(row for row in self.page.duties if row.said[0] == client))

    def done(self, client: str) -> None:
        """Tick a task off."""
        click(next(tick for tick in self.page.ticks if client in tick.accessibleName()))

    def show_all(self) -> None:
        """Ask for every task."""
        click(find(self.page, QPushButton, "Show all"))


class Finder:
    """Ctrl+K."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        palette = desk.workspace.finder
        assert isinstance(palette, Palette)
        self.palette = palette

    @property
    def open(self) -> bool:
        """Whether it is there."""
        return self.palette.isVisible()

    @property
    def found(self) -> list[tuple[str, str]]:
        """What is shown: title and kind."""
        return [(one.title, one.kind) for one in self.palette.list.found]

    @property
    def marked(self) -> str:
        """The title of the marked row."""
        current = self.palette.list.current()
        return current.title if current else ""

    def type(self, text: str) -> None:
        """Type instead of what stands there; Qt's tests have no Cyrillic keys, so such letters are put in at once."""
        self.palette.field.clear()
        if text.isascii():
            QTest.keyClicks(self.palette.field, text)
        else:
            self.palette.field.insert(text)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys in the line."""
        for key in keys:
            QTest.keyClick(self.palette.field, key)


class BoardScreen(RecordScreen):
    """The overdue board."""

    page: OverduePage

    def __init__(self, desk: Desk) -> None:
        desk.records("invoices")
        invoices = desk.page
        assert isinstance(invoices, InvoicesPage)
        bar = invoices.tabs
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
        assert isinstance(invoices.part, OverduePage)
        super().__init__(invoices.part, desk)

    @property
    def form(self) -> FormDialog[Office]:
        """The form of the reminder that is open."""
        return self.desk.dialog(FormDialog)

    def press(self, key: Qt.Key) -> None:
        """Press a key in the table."""
        self.table.press(key)

    def type(self, letter: str) -> None:
        """Type a letter into the table."""
        QTest.keyClicks(self.table.view, letter)

    def enter(self) -> None:
        """Press Enter where the form of the reminder begins."""
        QTest.keyClick(self.form.sheet.form.input("outcome").inner, Qt.Key.Key_Return)

    def save(self) -> None:
        """Click the form's button."""
        click(self.form.sheet.save_button)
