"""Payroll: a month worked out, looked into line by line, approved, exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.bootstrap import Office
from app.kernel.changes import Area, Done
from app.kernel.period import Month
from app.payroll.model import RunState
from ui.kit.dialog import QuestionDialog, ReasonDialog
from ui.kit.icons import icon
from ui.kit.labels import push_button
from ui.kit.page import Page
from ui.kit.save_dialog import ask_where
from ui.payroll import books as use
from ui.payroll.books import Doings, MonthBooks, doings
from ui.payroll.deeds import ONWARD, back_message, onward_message, reopen_message
from ui.payroll.month_bar import MonthBar
from ui.payroll.month_view import MonthView
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, OpenRun
from ui.runtime.jobs import Job, Progress


class PayrollPage(Page[Office]):
    """One month at a time. Everything on it needs the right to see pay."""

    areas = frozenset({Area.PAYROLL, Area.SCHEMES, Area.PAY_TERMS, Area.STAFF})

    def __init__(self, context: UiContext[Office]) -> None:
        """Begin at the month worked out last."""
        words = context.words
        super().__init__(context, words.text("Payroll"))
        self.search_hint = words.text("Search this month (Ctrl+F)")
        self.books: MonthBooks | None = None
        self.month: Month | None = None
        self.primary = push_button("", self._primary_clicked, "check", primary=True)
        self.primary_wanted = False
        self.bar = MonthBar(words, Month.of(context.clock.today()))
        self.view = MonthView(context, self.bar, self.banner, self)
        self._job: Job | None = None
        self._working = False
        self._refocus = False
        self.bar.month_chosen.connect(self.show_month)
        self.bar.again_wished.connect(self.compute)
        self.bar.back_wished.connect(self._ask_back)
        self.bar.reopen_wished.connect(self._ask_reopen)
        self.bar.export_wished.connect(self._ask_where)
        self.view.open_month_wished.connect(self._to_open_month)
        self.view.search_wished.connect(self.search_wished)
        self.view.counted.connect(self.say)
        self.view.detail_resized.connect(self.detail_resized)

    # reading

    def load(self) -> None:
        """Ask the read lane for the month."""
        if self._job is not None:
            self._job.drop()
        actor, month, today = self.context.actor, self.month, Month.of(self.context.clock.today())

        def fetch(office: Office, _progress: Progress) -> MonthBooks:
            return use.load_month(office, actor, month, today)

        self._job = self.context.lanes.read.ask(self, fetch, self._show, self.refused)

    def show_month(self, month: Month) -> None:
        """Go to another month."""
        self._refocus = self._refocus or self.view.tables_have_focus
        self.month = month
        self.banner.hide()
        self.load()

    def search(self, text: str) -> None:
        """Show only rows that hold every word of ``text``."""
        self.view.search(text)

    def go(self, intent: Intent) -> None:
        """Show the month an intent names."""
        if isinstance(intent, OpenRun):
            self.show_month(intent.month)

    def take_focus(self) -> None:
        """Into the table of the part that is open."""
        self.view.take_focus()

    def set_detail_width(self, width: int) -> None:
        """Give the panel this width."""
        self.view.set_detail_width(width)

    @property
    def can(self) -> Doings:
        """What the actor may do with the month on screen."""
        if self.books is None:
            return Doings(compute=False, onward=None, back=False, reopen=False)
        return doings(self.books, self.context.actor)

    def _show(self, books: MonthBooks) -> None:
        self._job = None
        self.books = books
        self.month = books.month
        self.bar.show_books(books, self.can)
        self.view.show_books(books, self.can)
        self._offer()
        if self._refocus and self.isVisible():
            self._refocus = False
            self.take_focus()

    def _offer(self) -> None:
        """The one primary button: work the month out, or take it a step on."""
        if self.primary is None:
            return
        words, can = self.context.words, self.can
        fresh = self.books is not None and self.books.sheet is None and can.compute
        text = words.text("Work out the month") if fresh else ""
        if can.onward is not None:
            text = words.text(ONWARD[can.onward].deed)
        self.primary.setText(f" {text}")
        self.primary.setAccessibleName(text)
        self.primary.setIcon(icon("calculator" if fresh else "check", "accent_text"))
        self.primary_wanted = bool(text)
        self.primary.setVisible(self.primary_wanted)
        self.primary.setEnabled(not self._working)

    def _to_open_month(self) -> None:
        if self.books is not None:
            self.show_month(self.books.open_month)

    # doing

    def compute(self) -> None:
        """Work the month out, on the work lane."""
        if self.books is not None:
            title = self.context.words.text("Working out {month}").format(month=self._month_name())
            self._do(use.compute(self.context.actor, self.books.month), title)

    def step(self, state: RunState) -> None:
        """Take the run on to ``state``."""
        if self.books is not None:
            title = self.context.words.text(ONWARD[state].doing).format(month=self._month_name())
            self._do(use.move(self.context.actor, self.books.month, state), title)

    def take_back(self, reason: str) -> None:
        """Take the run back to a draft."""
        if self.books is not None:
            title = self.context.words.text("Taking {month} back").format(month=self._month_name())
            self._do(use.take_back(self.context.actor, self.books.month, reason), title)

    def reopen(self, reason: str) -> None:
        """Begin the next revision of the closed month."""
        if self.books is not None:
            title = self.context.words.text("Working out {month}").format(month=self._month_name())
            self._do(use.reopen(self.context.actor, self.books.month, reason), title)

    def export_to(self, path: Path) -> None:
        """Write the month's workbook."""
        if self.books is not None:
            words, month = self.context.words, self.books.month
            work = use.export(self.context.actor, month, words, path)
            title = words.text("Writing the workbook of {month}").format(month=self._month_name())
            self._set_working(working=True)
            self.context.lanes.work.ask(self, work, self._exported, self._failed, title=title)

    def _do(self, work: Callable[[Office, Progress], Done[int]], title: str) -> None:
        self._set_working(working=True)
        self.context.lanes.work.ask(self, work, self._done, self._failed, title=title)

    def _done(self, _done: Done[int]) -> None:
        self.banner.hide()
        self._set_working(working=False)

    def _exported(self, path: Path) -> None:
        self._set_working(working=False)
        self.banner.say(self.context.words.text("The workbook is written: {path}").format(path=path), "good")

    def _failed(self, error: Exception) -> None:
        self._set_working(working=False)
        self.refused(error)

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        self._refocus = True  # what was clicked is disabled meanwhile and loses the focus
        self.bar.set_busy(busy=working)
        if self.primary is not None:
            self.primary.setEnabled(not working)

    def _month_name(self) -> str:
        return self.context.words.month(self.books.month) if self.books else ""

    # asking

    def _primary_clicked(self) -> None:
        onward = self.can.onward
        if onward is None or self.books is None:
            self.compute()
        elif ONWARD[onward].asks:
            words = self.context.words
            message = onward_message(ONWARD[onward], self.books, words)
            dialog = QuestionDialog(message, words.text(ONWARD[onward].deed), words, self)
            dialog.accepted.connect(self._step_on)
            dialog.open()
        else:
            self.step(onward)

    def _step_on(self) -> None:
        onward = self.can.onward
        if onward is not None:
            self.step(onward)

    def _ask_back(self) -> None:
        if self.books is not None:
            words = self.context.words
            self._dialog = ReasonDialog(back_message(self.books, words), words.text("Back to draft"), words, self)
            self._dialog.accepted.connect(self._back_accepted)
            self._dialog.open()

    def _back_accepted(self) -> None:
        self.take_back(self._dialog.reason)

    def _ask_reopen(self) -> None:
        if self.books is not None:
            words = self.context.words
            message = reopen_message(self.books, words)
            self._dialog = ReasonDialog(message, words.text("Open another revision"), words, self)
            self._dialog.accepted.connect(self._reopen_accepted)
            self._dialog.open()

    def _reopen_accepted(self) -> None:
        self.reopen(self._dialog.reason)

    def _ask_where(self) -> None:
        if self.books is None:
            return
        words = self.context.words
        kinds = {"xlsx": words.text("Workbooks ({pattern})").format(pattern="*.xlsx")}
        name = words.text("Payroll {month}").format(month=self.books.month.text) + ".xlsx"
        ask_where(self, words.text("Write the month's workbook"), name, kinds, self.export_to)


def build(context: UiContext[Office]) -> PayrollPage:
    """The page."""
    return PayrollPage(context)
