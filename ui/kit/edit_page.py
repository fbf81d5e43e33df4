"""A page of records that are changed on it: forms in the panel and in dialogs, what was done, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kernel.changes import Done
from ui.kit.columns import Row
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.form_dialog import FormDialog
from ui.kit.form_fields import FormPlan, Values
from ui.kit.form_sheet import FormSheet
from ui.kit.record_page import RecordPage, RecordPlan
from ui.kit.taking_back import TakingBack
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress
from ui.runtime.lanes import OfficeT


class EditPage(RecordPage[OfficeT, Row], Generic[OfficeT, Row]):
    """``open_form`` and ``open_dialog`` show forms; Ctrl+Z takes back what was done here."""

    form_width = 300
    """Pixels that a form in the panel needs at least."""

    def __init__(self, context: UiContext[OfficeT], plan: RecordPlan[OfficeT, Row]) -> None:
        """The page of ``plan``, read-only until a form is opened."""
        super().__init__(context, plan)
        self.sheet: FormSheet[OfficeT] | None = None
        self._edited: int | None = None
        self._taking_back = TakingBack(self, lambda line: self.banner.say(line, "good"))
        self._side = QStackedWidget()
        self._side.setMinimumWidth(self.detail.minimumWidth())
        self._splitter.replaceWidget(1, self._side)
        self._side.addWidget(self.detail)
        self._splitter.setCollapsible(1, False)
        self.detail.show()
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+S", self._save), ("F2", self._begin_edit)):
            self._hear(QKeySequence(keys), act)
        self.table.activated_row.connect(self._begin_edit)
        self.detail.deed_wished.connect(self.do)

    def do(self, key: str) -> None:
        """Act on a deed of the panel, or a key of the table: ``edit`` is F2 and Enter."""

    def open_new(self, plan: FormPlan[OfficeT]) -> None:
        """Show the form of a new row once the open one may be left; what is saved is selected."""
        self.leave(lambda: self.open_dialog(plan, saved=lambda done: self.select(done.value)))

    def open_form(self, plan: FormPlan[OfficeT], row_id: int) -> FormSheet[OfficeT]:
        """Show a form in the panel instead of the facts of the row ``row_id``."""
        if self.sheet is not None:
            self._drop_sheet()
        sheet: FormSheet[OfficeT] = FormSheet(self.context, plan)
        self.sheet, self._edited = sheet, row_id
        self._side.setMinimumWidth(self.form_width)
        sheet.save_key.setEnabled(False)  # the page's own saves it from the table, too
        self._side.addWidget(sheet)
        self._side.setCurrentWidget(sheet)
        sheet.closed.connect(self._drop_sheet)
        sheet.saved.connect(lambda done: self.said_done(done, plan.saved))
        sheet.open()
        return sheet

    def open_dialog(
        self, plan: FormPlan[OfficeT], prefill: Values | None = None, saved: Callable[[Done[Any]], object] | None = None
    ) -> FormDialog[OfficeT]:
        """Show a form in a dialog; ``saved`` is called with its Done."""
        dialog: FormDialog[OfficeT] = FormDialog(self.context, plan, self)
        dialog.sheet.saved.connect(lambda done: self.said_done(done, plan.saved))
        if saved is not None:
            dialog.sheet.saved.connect(saved)
        dialog.start(prefill)
        return dialog

    def ask(self, message: Message, deed: str, work: Callable[[OfficeT], Done[Any]], saved: str) -> None:
        """Do ``work`` on the work lane once the question is agreed to; ``saved`` is what is said then."""
        dialog = QuestionDialog(message, deed, self.context.words, self)
        dialog.accepted.connect(lambda: self.perform(work, saved))
        dialog.open()

    def ask_remove(self, name: str, text: str, work: Callable[[OfficeT], Done[Any]], saved: str) -> None:
        """Ask whether ``name`` is to be removed; ``text`` says what that takes."""
        words = self.context.words
        title = words.text("Remove {name}?").format(name=name)
        self.ask(Message(title, text, icon="trash-2", tone="warn"), words.text("Remove"), work, saved)

    def perform(self, work: Callable[[OfficeT], Done[Any]], saved: str) -> None:
        """Do ``work`` on the work lane and say ``saved``, or what is wrong."""

        def write(office: OfficeT, _progress: Progress) -> Done[Any]:
            return work(office)

        self.context.lanes.work.ask(self, write, lambda done: self.said_done(done, saved), self.refused)

    def said_done(self, done: Done[Any], saved: str) -> None:
        """Remember what can be taken back, and say that it is done."""
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self.detail.isAncestorOf(focus):
            self.table.setFocus()  # the panel is built anew, and Ctrl+Z must still be heard here
        back = self._taking_back.keep(done)
        if saved:
            self.banner.say(f"{saved} {back}".strip(), "good")

    def undo(self) -> None:
        """Take back the last thing that was done on this page."""
        self._taking_back.undo()

    def select(self, row_id: int) -> None:
        """Select a row, now or once it is loaded; a saved filter that may hide it is left."""
        self.tabs.setCurrentIndex(0)
        if not self.table.pick(lambda row: self.plan.identity(row) == row_id):
            self._wanted = row_id

    @property
    def unsaved(self) -> bool:
        """Whether the open form has something to save."""
        return self.sheet is not None and self.sheet.form.changed

    def put_aside(self) -> None:
        """The draft of the open form is kept at once."""
        if self.sheet is not None:
            self.sheet.drafts.keep()

    def leave(self, then: Callable[[], object]) -> None:
        """Ask about an open form first."""
        if self.sheet is None:
            then()
        else:
            self.sheet.leave(then)

    def _hear(self, keys: QKeySequence, act: Callable[[], object]) -> None:
        """While this page is in front, wherever in the window the focus is: the head of the window belongs to it."""
        QShortcut(keys, self, act)

    def _save(self) -> None:
        if self.sheet is not None:
            self.sheet.save()

    def _begin_edit(self, _row: object = None) -> None:
        if self.sheet is None and self.table.current() is not None:
            self.do("edit")

    def _picked(self, row: Row | None) -> None:
        if self.sheet is None:
            self.show_detail(row)
        elif row is None or self.plan.identity(row) != self._edited:
            wanted = None if row is None else self.plan.identity(row)
            self.sheet.leave(lambda: self._go_on(wanted), self._go_back)

    def _go_on(self, wanted: int | None) -> None:
        if wanted is not None:
            self.table.pick(lambda row: self.plan.identity(row) == wanted)
        self.show_detail(self.table.current())

    def _go_back(self) -> None:
        edited = self._edited
        self.table.pick(lambda row: self.plan.identity(row) == edited)
        if self.sheet is not None:
            self.sheet.form.begin()

    def _drop_sheet(self) -> None:
        sheet, self.sheet, self._edited = self.sheet, None, None
        if sheet is None:
            return
        self._side.removeWidget(sheet)
        self._side.setMinimumWidth(self.detail.minimumWidth())
        sheet.deleteLater()
        self.show_detail(self.table.current())
        self.table.setFocus()
