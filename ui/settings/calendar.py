"""The firm's calendar: which days are worked beside Monday–Friday. Salary and its segments count by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Area, Done
from app.kernel.period import Month
from app.settings.model import CalendarDay
from ui.kit.delegates import ChipLabel
from ui.kit.form_dialog import FormDialog
from ui.kit.form_fields import FormPlan, Stand, TextField, Values
from ui.kit.labels import label, muted, push_button, tool_button
from ui.kit.page import Page
from ui.kit.scrolling import scrolled
from ui.kit.taking_back import TakingBack
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress
from ui.settings.year_grid import YearGrid

_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_MONTHS = 12
_SATURDAY = 5


class CalendarPage(Page[Office]):
    """A year of days; each may be turned, noted, and turned back."""

    areas = frozenset({Area.SETTINGS})

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may edit rates."""
        words = context.words
        super().__init__(context, words.text("Calendar"))
        today = context.clock.today()
        self.grid = YearGrid(words, today)
        self.year = label("", "Section")
        self.count = muted("")
        self.back = tool_button("arrow-left", words.text("Year before"))
        self.on = tool_button("arrow-right", words.text("Year after"))
        self.note = push_button(words.text("Note on the day… (F2)"), self.ask_note, "pencil", link=True)
        self.day_line = muted("")
        self._taking_back = TakingBack(self, self.say)
        self.back.clicked.connect(self._year_back)
        self.on.clicked.connect(self._year_on)
        self.grid.turned.connect(self.turn)
        self.grid.moved.connect(self._moved)
        self._area = scrolled(self._inside())
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 4, 8)
        inside.addWidget(self._area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addLayout(self._bar())
        outer.addWidget(card, 1)
        outer.addLayout(self._foot())
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.undo),
            (QKeySequence("F2"), self.ask_note),
        ):
            shortcut = QShortcut(keys, self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._show_year()

    def load(self) -> None:
        """Read the days of the year that differ."""
        actor, year = self.context.actor, self.grid.day.year

        def fetch(office: Office, _progress: Progress) -> tuple[CalendarDay, ...]:
            return office.settings.calendar_days(actor, date(year, 1, 1), date(year, _MONTHS, 31))

        self.context.lanes.read.ask(self, fetch, self._loaded, self.refused)

    def take_focus(self) -> None:
        """Into the grid."""
        self.grid.setFocus()

    def turn(self, day: date) -> None:
        """A working day becomes a day off, and back; one that is as its week has it is no longer special."""
        works, actor, standing = not self.grid.works(day), self.context.actor, self.grid.special.get(day)

        def work(office: Office) -> Done[None]:
            if standing is not None and works == (day.weekday() < _SATURDAY):
                return office.settings.clear_calendar_day(actor, day)
            return office.settings.set_calendar_day(actor, CalendarDay(day, works))

        self._perform(work)

    def ask_note(self) -> None:
        """What the day is called: a holiday, a day moved by decree."""
        actor, day = self.context.actor, self.grid.day
        works = self.grid.works(day)

        def load(office: Office) -> Stand:
            found = office.settings.calendar_days(actor, day, day)
            return Stand({"note": found[0].note if found else ""})

        def save(office: Office, values: Values, _version: int) -> Done[Any]:
            return office.settings.set_calendar_day(actor, CalendarDay(day, works, values["note"]))

        plan = FormPlan(
            f"settings.calendar/{day.isoformat()}",
            self.grid.sentence(day),
            (TextField("note", mark("Note"), mark("Independence Day")),),
            load,
            save,
        )
        dialog: FormDialog[Office] = FormDialog(self.context, plan, self)
        dialog.sheet.saved.connect(self._keep)
        dialog.start()

    def undo(self) -> None:
        """Take back the last thing that was done here."""
        self._taking_back.undo()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for part in (self.back, self.year, self.on):
            bar.addWidget(part)
        bar.addSpacing(8)
        bar.addWidget(self.count)
        bar.addStretch(1)
        for token, text in (("bad", mark("day off")), ("info", mark("working day by exception"))):
            chip = ChipLabel()
            chip.show_state(self.context.words.text(text), token)
            bar.addWidget(chip)
        return bar

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.day_line, 1)
        foot.addWidget(self.note)
        return foot

    def _inside(self) -> QWidget:
        made = QWidget()
        made.setObjectName("DetailBody")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self.grid)
        column.addStretch(1)
        return made

    def _perform(self, work: Callable[[Office], Done[Any]]) -> None:
        def write(office: Office, _progress: Progress) -> Done[Any]:
            return work(office)

        self.banner.hide()
        self.context.lanes.work.ask(self, write, self._keep, self.refused)

    def _keep(self, done: Done[Any]) -> None:
        self.say(self._taking_back.keep(done))

    def _loaded(self, days: tuple[CalendarDay, ...]) -> None:
        self.grid.show_days({one.day: one for one in days})
        self._show_year()
        self.loaded.emit()

    def _show_year(self) -> None:
        words, year = self.context.words, self.grid.day.year
        self.year.setText(str(year))
        days = sum(self.grid.count(Month(year, month)) for month in range(1, _MONTHS + 1))
        self.count.setText(words.plural("{n} working day", "{n} working days", days))
        self.day_line.setText(self.grid.sentence(self.grid.day))

    def _moved(self, day: date) -> None:
        self.day_line.setText(self.grid.sentence(day))
        place = self.grid.place(day)
        self._area.ensureVisible(place.center().x(), place.center().y(), place.width(), place.height() * 2)
        if str(day.year) != self.year.text():
            self.load()

    def _year_back(self) -> None:
        self._go_to(self.grid.day.year - 1)

    def _year_on(self) -> None:
        self._go_to(self.grid.day.year + 1)

    def _go_to(self, year: int) -> None:
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            self.grid.stand_on(date(year, 1, 1))
