"""Drivers of the window: what a person does with it and sees of it, by the user's verbs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui.kit.dialog import ReasonDialog
from ui.kit.page import Page
from ui.kit.parts_page import PartsPage
from ui.kit.record_page import RecordPage
from ui.kit.rows_view import RowsView
from ui.payroll.page import PayrollPage
from ui.shell.main_window import MainWindow
from ui.shell.sign_in import SignInDialog
from ui.shell.workspace import Workspace

Kind = TypeVar("Kind", bound=QWidget)
_FOCUSABLE = (QLineEdit, QComboBox, QAbstractButton, QAbstractSpinBox, QAbstractItemView, QPlainTextEdit, QTabBar)
_INNER = frozenset({"qt_spinbox_lineedit", "qt_scrollarea_viewport", "ScrollLeftButton", "ScrollRightButton"})
WAIT_MS = 10_000
_STEP_MS = 5


def wait_until(ready: Callable[[], bool]) -> None:
    """Let the loop turn until ``ready``; fail when it takes too long."""
    for _ in range(WAIT_MS // _STEP_MS):
        if ready():
            return
        QTest.qWait(_STEP_MS)
    raise AssertionError("waited in vain")


class Table:
    """A table as somebody looks at it."""

    def __init__(self, view: RowsView[Any]) -> None:
        self.view = view

    @property
    def heads(self) -> list[str]:
        """The titles of the columns that have room."""
        return [self._head(at) for at in range(self.view.rows.columnCount()) if not self.view.isColumnHidden(at)]

    def column(self, title: str) -> list[str]:
        """Every cell under a title, from top to bottom."""
        at = self._at(title)
        model = self.view.rows
        return [model.index(row, at).data() for row in range(model.rowCount())]

    def sort_by(self, title: str) -> None:
        """Click the head of a column."""
        head = self.view.horizontalHeader()
        x = head.sectionViewportPosition(self._at(title)) + 20
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 12))

    def pick(self, row: int) -> None:
        """Click a row."""
        seen = next(at for at in range(self.view.rows.columnCount()) if not self.view.isColumnHidden(at))
        rect = self.view.visualRect(self.view.rows.index(row, seen))
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    def copy(self) -> list[list[str]]:
        """Ctrl+C on the selected rows; gives the cells on the clipboard."""
        QTest.keyClick(self.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        return [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]

    def press(self, key: Qt.Key) -> None:
        """Press a key in the table."""
        QTest.keyClick(self.view, key)

    def _head(self, at: int) -> str:
        return str(self.view.rows.headerData(at, Qt.Orientation.Horizontal))

    def _at(self, title: str) -> int:
        return [self._head(at) for at in range(self.view.rows.columnCount())].index(title)


class RecordScreen:
    """A page of records."""

    def __init__(self, page: RecordPage[Any, Any], desk: Desk) -> None:
        self.page = page
        self.desk = desk
        self.table = Table(page.table)

    @property
    def filters(self) -> list[str]:
        """The saved filters with their counts."""
        return [self.page.tabs.tabText(at) for at in range(self.page.tabs.count())]

    @property
    def facts(self) -> dict[str, str]:
        """What the panel says about the selected row."""
        detail = self.page.detail.detail
        return {fact.title: fact.value for group in detail.facts for fact in group.lines} if detail else {}

    @property
    def headline(self) -> str:
        """The panel's title."""
        return self.page.detail.detail.title if self.page.detail.detail else ""

    @property
    def figures(self) -> dict[str, str]:
        """The key figures."""
        return {figure.title: figure.value for figure in self.page.figures.figures}

    def choose_filter(self, title: str) -> None:
        """Click a saved filter."""
        at = next(at for at, text in enumerate(self.filters) if text.startswith(title))
        QTest.mouseClick(self.page.tabs, Qt.MouseButton.LeftButton, pos=self.page.tabs.tabRect(at).center())

    def follow(self, title: str) -> None:
        """Click a way on in the panel, or choose it behind «More…»."""
        seldom = next((action for action in self.seldom if action.text() == title), None)
        if seldom is None:
            click(find(self.page.detail, QAbstractButton, title))
        else:
            seldom.trigger()

    @property
    def seldom(self) -> list[QAction]:
        """What stands behind the «More…» of the row that is shown."""
        buttons = [button for button in self.page.detail.findChildren(QPushButton) if button.isVisibleTo(self.page)]
        return [action for button in buttons for menu in button.findChildren(QMenu) for action in menu.actions()]


class PayrollScreen:
    """The payroll page."""

    def __init__(self, page: PayrollPage, desk: Desk) -> None:
        self.page = page
        self.desk = desk
        self.people = Table(page.view.people)
        self.lines = Table(page.view.accruals)
        self.checks = Table(page.view.checks)
        self.steps = Table(page.view.steps)

    @property
    def state(self) -> str:
        """The chip beside the month."""
        return self.page.bar.chip.text()

    @property
    def next_deed(self) -> str:
        """The text of the primary button; empty when there is none."""
        button = self.page.primary
        return button.text().strip() if button is not None and button.isVisibleTo(self.desk.window) else ""

    @property
    def sentences(self) -> list[str]:
        """The lines of the selected person, as they are read out."""
        return self.page.view.lines.texts()

    def go_on(self) -> None:
        """Click the primary button; a question it asks is still open then."""
        assert self.page.primary is not None
        click(self.page.primary)

    def agree(self) -> None:
        """Click the deed of the question that is open."""
        agree_to(self.desk.dialog(QDialog))

    def give_reason(self, reason: str) -> None:
        """Type the reason that is asked for, and do it."""
        dialog = self.desk.dialog(ReasonDialog)
        QTest.keyClicks(dialog.reason_edit, reason)
        self.agree()

    def choose(self, part: str) -> None:
        """Click a tab of the month."""
        tabs = self.page.view.tabs
        at = next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(part))
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(at).center())


class Desk:
    """The whole window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def workspace(self) -> Workspace:
        """The open file on screen."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def page(self) -> Page[Any]:
        """The page in front."""
        return self.workspace.page

    @property
    def rail(self) -> list[str]:
        """The pages that the rail offers."""
        return [button.accessibleName() for button in self.workspace.sidebar.buttons.values()]

    @property
    def line(self) -> str:
        """The left of the status bar."""
        return self.workspace.status.line.text()

    @property
    def message(self) -> str:
        """The banner of what is on screen."""
        if self.window.welcome is not None:
            return self.window.welcome.banner.text
        return self.page.banner.text

    def open_file(self, path: Path) -> None:
        """Open a file and wait for its first page, or for what is said instead."""
        self.window.open_file(path)
        wait_until(lambda: self.window.workspace is not None or bool(self.message) or self.is_asked)
        QApplication.processEvents()

    @property
    def is_asked(self) -> bool:
        """Whether a dialog is open."""
        return bool(self.window.findChildren(QDialog))

    def records(self, key: str) -> RecordScreen:
        """Click a page of records on the rail."""
        self._open(key)
        page = self.page.part if isinstance(self.page, PartsPage) else self.page
        assert isinstance(page, RecordPage)
        return RecordScreen(page, self)

    def payroll(self) -> PayrollScreen:
        """Click payroll on the rail."""
        self._open("payroll")
        page = self.page
        assert isinstance(page, PayrollPage)
        return PayrollScreen(page, self)

    def search(self, text: str) -> None:
        """Ctrl+F and type."""
        field = self.workspace.header.search
        field.clear()
        QTest.keyClicks(field, text)

    def speak(self, language: str) -> None:
        """Choose a language in the head."""
        box = self.workspace.header.language
        box.setCurrentIndex(box.findData(language))
        box.activated.emit(box.currentIndex())

    def choose_theme(self, theme: str) -> None:
        """Choose a theme in the head's menu."""
        menu = self.workspace.header.theme.menu()
        next(action for action in menu.actions() if action.data() == theme).trigger()

    def sign_in(self, login: str, password: str) -> None:
        """Fill the sign-in dialog and submit it."""
        dialog = self.dialog(SignInDialog)
        for field, text in ((dialog.login, login), (dialog.password, password)):
            field.clear()
            QTest.keyClicks(field, text)
        click(dialog.submit)

    def dialog(self, kind: type[Kind]) -> Kind:
        """The dialog of a kind that is open."""
        wait_until(lambda: bool([found for found in self.window.findChildren(kind) if found.isVisible()]))
        return next(found for found in self.window.findChildren(kind) if found.isVisible())

    def _open(self, key: str) -> None:
        button: QToolButton = self.workspace.sidebar.buttons[key]
        click(button)
        QApplication.processEvents()


def click(button: QAbstractButton) -> None:
    """Click a button as the mouse does."""
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def agree_to(dialog: QDialog) -> None:
    """Click the deed of a dialog."""
    click(next(button for button in dialog.findChildren(QAbstractButton) if button.property("primary")))


def find(root: QWidget, kind: type[Kind], name: str) -> Kind:
    """The widget of a kind with an accessible name."""
    return next(widget for widget in root.findChildren(kind) if widget.accessibleName() == name)


def unnamed(root: QWidget) -> list[str]:
    """Widgets that can have the focus and have no accessible name."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if isinstance(widget, _FOCUSABLE) and widget.objectName() not in _INNER:
            face = QAccessible.queryAccessibleInterface(widget)
            if not face.text(QAccessible.Text.Name):
                found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found
