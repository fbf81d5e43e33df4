"""Drivers of forms, by the user's verbs: type, choose, save, leave, settle."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tests.support.pages import Desk, RecordScreen, agree_to, click, wait_until
from ui.clients.page import ClientsPage
from ui.kit.dialog import QuestionDialog
from ui.kit.edit_page import EditPage
from ui.kit.entity_picker import EntityPicker
from ui.kit.form_dialog import FormDialog
from ui.kit.form_questions import ConflictDialog, UnsavedDialog
from ui.kit.form_sheet import FormSheet
from ui.kit.parts_page import PartsPage
from ui.staff.handing import HandingInput
from ui.staff.page import StaffPage


def type_into(widget: QWidget, text: str) -> None:
    """Type over what stands in an input; of a list, choose what begins so."""
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(next(at for at in range(widget.count()) if widget.itemText(at).startswith(text)))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(text))
    elif isinstance(widget, QPlainTextEdit):
        widget.selectAll()
        QTest.keyClicks(widget, text) if text else QTest.keyClick(widget, Qt.Key.Key_Delete)
    elif isinstance(widget, EntityPicker):
        pick(widget, text)
    else:
        assert isinstance(widget, QLineEdit)
        widget.setFocus()
        widget.selectAll()
        QTest.keyClicks(widget, text) if text else QTest.keyClick(widget, Qt.Key.Key_Delete)


def plain(text: str) -> str:
    """A text with the spaces that a keyboard has."""
    return text.replace("\u00a0", " ")


def pick(picker: EntityPicker, text: str) -> None:
    """Type words into a picker and take the first row with Enter."""
    picker.setFocus()
    picker.selectAll()
    QTest.keyClicks(picker, text) if text else QTest.keyClick(picker, Qt.Key.Key_Delete)
    if text:
        QTest.keyClick(picker, Qt.Key.Key_Return)


def bring_to_front(window: QWidget) -> None:
    """What a window manager does when a dialog over it has closed."""
    window.activateWindow()
    wait_until(lambda: QApplication.activeWindow() is window)


class OpenForm:
    """A form that somebody fills in."""

    def __init__(self, sheet: FormSheet[Any], desk: Desk) -> None:
        self.sheet = sheet
        self.desk = desk
        wait_until(sheet.isEnabled)

    @property
    def wrong(self) -> dict[str, str]:
        """What is said under the fields; under an empty name what belongs to none."""
        said = dict(self.sheet.form.wrong)
        return said | ({"": self.sheet.banner.text} if self.sheet.banner.text else {})

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the inputs."""
        return {field.key: self.sheet.form.input(field.key).text() for field in self.sheet.form.fields}

    @property
    def focused(self) -> str:
        """The field that has the focus."""
        focus = QApplication.focusWidget()
        return next(
            (field.key for field in self.sheet.form.fields if self.sheet.form.input(field.key).inner is focus), ""
        )

    def offers_draft(self) -> bool:
        """Whether it offers what was typed before."""
        return self.sheet.bring_back.isVisibleTo(self.sheet)

    def inner(self, key: str) -> QWidget:
        """The widget that is typed into."""
        return self.sheet.form.input(key).inner

    def fill(self, **values: str) -> OpenForm:
        """Type into fields."""
        for key, text in values.items():
            type_into(self.inner(key), text)
        return self

    def save(self) -> None:
        """Ctrl+S."""
        self.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, in this form."""
        bring_to_front(self.sheet.window())
        focus = QApplication.focusWidget()
        inside = focus is not None and self.sheet.isAncestorOf(focus)
        QTest.keyClick(focus if focus is not None and inside else self.sheet, key, modifier)

    def answer(self, which: str) -> None:
        """Answer the question about unsaved changes: ``save``, ``discard`` or ``stay``."""
        dialog = self.desk.dialog(UnsavedDialog)
        buttons = {"save": dialog.save, "discard": dialog.discard, "stay": dialog.stay}
        click(buttons[which])

    def settle(self, **mine: bool) -> None:
        """Choose mine or theirs for fields where two people met, and save so."""
        dialog = self.desk.dialog(ConflictDialog)
        for key, wanted in mine.items():
            dialog.choose(key, mine=wanted)
        click(dialog.settle)


class FormScreen(RecordScreen):
    """A page of records with its forms."""

    page: EditPage[Any, Any]
    key_column = "Number"
    """The column by which a row is known."""

    @property
    def deeds(self) -> set[str]:
        """What the panel and its lists let do."""
        seen = {
            button.accessibleName()
            for button in self.page.detail.findChildren(QAbstractButton)
            if button.isVisibleTo(self.page) and button.accessibleName()
        }
        return seen | {action.text() for action in self.seldom}

    @property
    def related(self) -> dict[str, list[tuple[str, str]]]:
        """Contacts, people and tasks: (headline, second line) under each title."""
        detail = self.page.detail.detail
        return {each.title: [(row.title, row.note) for row in each.rows] for each in detail.related} if detail else {}

    @property
    def form(self) -> OpenForm:
        """The form that is open in the panel."""
        wait_until(lambda: self.page.sheet is not None)
        assert self.page.sheet is not None
        return OpenForm(self.page.sheet, self.desk)

    def choose(self, name: str) -> None:
        """Click a row."""
        bring_to_front(self.desk.window)
        self.table.pick(self.table.column(self.key_column).index(name))

    def new(self) -> OpenForm:
        """Click the button for a new one."""
        assert self.page.primary is not None
        click(self.page.primary)
        return self.dialog()

    def edit(self) -> OpenForm:
        """F2 on the row."""
        self._into_table()
        QTest.keyClick(self.page.table, Qt.Key.Key_F2)
        return self.form

    def do(self, title: str) -> None:
        """Click a button of the panel by its name, or choose it behind «More…»."""
        self.follow(title)

    def dialog(self) -> OpenForm:
        """The form in the dialog on top."""
        dialog = self.desk.window.findChildren(FormDialog)[-1]
        wait_until(dialog.isVisible)
        bring_to_front(dialog)
        return OpenForm(dialog.sheet, self.desk)

    def agree(self) -> None:
        """Click the deed of the question that is open."""
        agree_to(self.desk.dialog(QuestionDialog))

    def undo(self) -> None:
        """Ctrl+Z in the table."""
        self.press_in_table(Qt.Key.Key_Z)

    def press_in_table(self, key: Qt.Key) -> None:
        """Ctrl and a key, while the table has the focus."""
        self._into_table()
        QTest.keyClick(self.page.table, key, Qt.KeyboardModifier.ControlModifier)

    def _into_table(self) -> None:
        """Its window is in front and the table has the focus, as after a click."""
        bring_to_front(self.desk.window)
        self.page.table.setFocus()


class ClientScreen(FormScreen):
    """The page of clients with its forms."""

    page: ClientsPage
    key_column = "Client"


class StaffScreen(FormScreen):
    """The page of staff with its forms."""

    page: StaffPage
    key_column = "Name"

    @property
    def lists(self) -> dict[str, list[tuple[str, str, str]]]:
        """(headline, second line, word at the right) under each title of the panel."""
        detail = self.page.detail.detail
        related = detail.related if detail else ()
        return {
            each.title: [(plain(row.title), plain(row.note), plain(row.word)) for row in each.rows] for each in related
        }

    @property
    def handing(self) -> HandingInput:
        """The table of what is handed on, in the dialog on top."""
        made = self.dialog().sheet.form.input("takers")
        assert isinstance(made, HandingInput)
        return made

    def give(self, to: str, *, kind: str = "Everything", only: str = "") -> None:
        """Show a kind of things, search for words, and give all that is shown to somebody."""
        handing = self.handing
        type_into(handing.filter, kind)
        type_into(handing.search, only)
        pick(handing.picker, to)
        click(handing.all)


def staff(desk: Desk) -> StaffScreen:
    """Click staff on the rail."""
    page = _page(desk, "staff")
    assert isinstance(page, StaffPage)
    return StaffScreen(page, desk)


def clients(desk: Desk) -> ClientScreen:
    """Click clients on the rail."""
    page = _page(desk, "clients")
    assert isinstance(page, ClientsPage)
    return ClientScreen(page, desk)


def orders(desk: Desk, key: str) -> FormScreen:
    """Click contracts, or invoices, on the rail."""
    return FormScreen(_page(desk, key), desk)


def _page(desk: Desk, key: str) -> EditPage[Any, Any]:
    click(desk.workspace.sidebar.buttons[key])
    QApplication.processEvents()
    return front(desk)


def front(desk: Desk) -> EditPage[Any, Any]:
    """The page in front, or its part in front."""
    page = desk.page.part if isinstance(desk.page, PartsPage) else desk.page
    assert isinstance(page, EditPage)
    return page
