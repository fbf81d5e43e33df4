"""Driver of the window of Help, by the user's verbs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.pages import Desk, wait_until
from ui.shell.help.window import HelpWindow


class HelpScreen:
    """Help, once it is open."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def window(self) -> HelpWindow:
        """The window itself."""
        window = self.desk.window.help.window
        assert window is not None
        return window

    @property
    def open(self) -> bool:
        """Whether somebody sees it."""
        window = self.desk.window.help.window
        return window is not None and window.isVisible()

    @property
    def topic(self) -> str:
        """The key of the topic on screen."""
        return self.window.topic

    @property
    def text(self) -> str:
        """What is read: the first line is the title."""
        return self.window.text.document().toPlainText()

    @property
    def titles(self) -> list[str]:
        """The list at the left, headlines too."""
        rows = self.window.list
        return [rows.item(at).text() for at in range(rows.count())]

    @property
    def links(self) -> list[str]:
        """Where the text leads."""
        return list(self._anchors())

    @property
    def marked(self) -> list[str]:
        """What stands out in the text because it is looked for."""
        return [one.cursor.selectedText() for one in self.window.text.extraSelections()]

    def follow(self, link: str) -> None:
        """Click a link."""
        text = self.window.text
        cursor = QTextCursor(text.document())
        cursor.setPosition(self._anchors()[link] + 2)
        text.setTextCursor(cursor)
        text.ensureCursorVisible()
        spot = text.cursorRect(cursor).center()
        QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QApplication.processEvents()

    def search(self, typed: str) -> None:
        """Ctrl+F and type; Qt's tests have no Cyrillic keys, so such letters are put in at once."""
        self.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        field = self.window.search
        assert field.hasFocus()
        field.clear()
        if typed.isascii():
            QTest.keyClicks(field, typed)
        else:
            field.insert(typed)

    def choose(self, title: str) -> None:
        """Click a topic in the list."""
        rows = self.window.list
        item = rows.item(self.titles.index(title))
        rows.scrollToItem(item)
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the window."""
        bring_forward(self.window)
        QTest.keyClick(self.window, key, modifier)

    def _anchors(self) -> dict[str, int]:
        found: dict[str, int] = {}
        block = self.window.text.document().begin()
        while block.isValid():
            at = block.begin()
            while not at.atEnd():
                fragment = at.fragment()
                if fragment.charFormat().isAnchor():
                    found.setdefault(fragment.charFormat().anchorHref(), fragment.position())
                at += 1
            block = block.next()
        return found


def bring_forward(window: QWidget) -> None:
    """Give a window the keyboard, as a click on it does."""
    window.activateWindow()
    wait_until(window.isActiveWindow)


def press_f1(desk: Desk, dialog: QWidget | None = None) -> HelpScreen:
    """F1 in the program's window, or in a dialog over it."""
    front = dialog or desk.window
    bring_forward(front)
    QTest.keyClick(front.windowHandle(), Qt.Key.Key_F1)
    screen = HelpScreen(desk)
    wait_until(lambda: screen.open)
    return screen
