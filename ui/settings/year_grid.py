"""A year of days: which are worked, how many a month has. By the mouse, or by arrows and Space."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.calc.salary import working_days
from app.i18n.words import Words
from app.kernel.period import Month, add_months
from app.settings.model import CalendarDay
from ui.kit.theme import LABEL_PX, TEXT_PX, figures_font, text_font, tokens

WEEK = 7
_SATURDAY = 5
_LEAST_CELL_W, _MOST_CELL_W, _CELL_H = 29, 40, 21
_TITLE_H, _HEAD_H = 24, 18
_WEEKS = 6
_GAP_X, _GAP_Y = 28, 10
_LEAST_MONTH_W = WEEK * _LEAST_CELL_W
_MONTH_H = _TITLE_H + _HEAD_H + _WEEKS * _CELL_H
_MONTHS = 12
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}
_MONTH_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_TOGGLES = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _Look(NamedTuple):
    """How a day is painted: its text and what is under it, by token."""

    text: str
    under: str


class YearGrid(QWidget):
    """Shows the days of a year; says which day it stands on and which should be turned."""

    turned = Signal(object)
    """The day that should be worked, or not be worked any more."""
    moved = Signal(object)
    """The day that it stands on now."""

    def __init__(self, words: Words, today: date, parent: QWidget | None = None) -> None:
        """Stand on ``today``, with nothing but weeks."""
        super().__init__(parent)
        self._words = words
        self._today = today
        self.day = today
        self.special: Mapping[date, CalendarDay] = {}
        locale = QLocale(words.language)
        self._heads = [locale.dayName(n, QLocale.FormatType.ShortFormat) for n in range(1, WEEK + 1)]
        self._names = [locale.dayName(n, QLocale.FormatType.LongFormat) for n in range(1, WEEK + 1)]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.text("Working days of the year"))
        self._fit()

    def show_days(self, special: Mapping[date, CalendarDay]) -> None:
        """Show which days differ from Monday–Friday."""
        self.special = special
        self._tell()
        self.update()

    def stand_on(self, day: date) -> None:
        """Go to a day, of another year too."""
        self.day = day
        self._tell()
        self.update()
        self.moved.emit(day)

    def works(self, day: date) -> bool:
        """Whether a day is worked."""
        known = self.special.get(day)
        return known.working if known is not None else day.weekday() < _SATURDAY

    def count(self, month: Month) -> int:
        """How many days of a month are worked."""
        return len(working_days(month, {day: one.working for day, one in self.special.items()}))

    def sentence(self, day: date) -> str:
        """A day in words: how it is called, whether it is worked, and its note."""
        words = self._words
        works = words.text("working day") if self.works(day) else words.text("day off")
        note = self.special[day].note if day in self.special else ""
        return ", ".join(part for part in (f"{self._names[day.weekday()]} {words.date(day)}", works, note) if part)

    def place(self, day: date) -> QRect:
        """Where a day of the year is painted."""
        corner = self._corner(day.month)
        first = date(day.year, day.month, 1).weekday()
        row, column = divmod(first + day.day - 1, WEEK)
        return QRect(
            corner.x() + column * self._cell_w, corner.y() + _TITLE_H + _HEAD_H + row * _CELL_H, self._cell_w, _CELL_H
        )

    def day_at(self, point: QPoint) -> date | None:
        """The day under a point."""
        for month in range(1, _MONTHS + 1):
            area = QRect(self._corner(month), QSize(self._cell_w * WEEK, _MONTH_H))
            if area.contains(point):
                days = (Month(self.day.year, month).first + timedelta(days=n) for n in range(31))
                return next((day for day in days if day.month == month and self.place(day).contains(point)), None)
        return None

    # Qt

    def sizeHint(self) -> QSize:
        """As many months side by side as there is room for."""
        rows = -(-_MONTHS // self._across())
        return QSize(self._across() * (_LEAST_MONTH_W + _GAP_X) - _GAP_X, rows * (_MONTH_H + _GAP_Y))

    def minimumSizeHint(self) -> QSize:
        """One month wide."""
        return QSize(_LEAST_MONTH_W, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the months out anew."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by days, Page Up and Page Down by months, Space turns the day."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stand_on(self.day + timedelta(days=_STEPS[key]))
        elif key in _MONTH_STEPS:
            self.stand_on(add_months(self.day, _MONTH_STEPS[key]))
        elif key in _TOGGLES:
            self.turned.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click turns a day."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.stand_on(day)
            self.turned.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the day under the mouse is."""
        day = self.day_at(event.position().toPoint())
        QToolTip.showText(event.globalPosition().toPoint(), self.sentence(day) if day else "", self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Twelve months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, _MONTHS + 1):
            self._paint_month(painter, Month(self.day.year, month))
        painter.end()

    # inside

    def _across(self) -> int:
        return next(n for n in (4, 3, 2, 1) if n == 1 or n * (_LEAST_MONTH_W + _GAP_X) - _GAP_X <= self.width())

    @property
    def _cell_w(self) -> int:
        room = (self.width() - (self._across() - 1) * _GAP_X) // (self._across() * WEEK)
        return min(_MOST_CELL_W, max(_LEAST_CELL_W, room))

    def _corner(self, month: int) -> QPoint:
        row, column = divmod(month - 1, self._across())
        return QPoint(column * (self._cell_w * WEEK + _GAP_X), row * (_MONTH_H + _GAP_Y))

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _tell(self) -> None:
        self.setAccessibleDescription(self.sentence(self.day))

    def _paint_month(self, painter: QPainter, month: Month) -> None:
        colours, words, corner = tokens(), self._words, self._corner(month.month)
        line = QRect(corner.x(), corner.y(), self._cell_w * WEEK, _TITLE_H)
        painter.setFont(text_font(TEXT_PX, QFont.Weight.DemiBold))
        painter.setPen(colours.color("text"))
        name = words.month_name(month.month)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line.adjusted(6, 0, 0, 0), left | middle, name[:1].upper() + name[1:])
        painter.setFont(figures_font(LABEL_PX))
        painter.setPen(colours.color("muted"))
        count = self.count(month)
        painter.drawText(
            line.adjusted(0, 0, -6, 0), right | middle, words.plural("{n} working day", "{n} working days", count)
        )
        painter.setFont(text_font(LABEL_PX - 1))
        painter.setPen(colours.color("faint"))
        for at, head in enumerate(self._heads):
            cell = QRect(corner.x() + at * self._cell_w, corner.y() + _TITLE_H, self._cell_w, _HEAD_H)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, head)
        day = month.first
        while Month.of(day) == month:
            self._paint_day(painter, day)
            day += timedelta(days=1)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        colours, look = tokens(), self._look(day)
        cell = self.place(day).adjusted(2, 1, -2, -1)
        if look.under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(look.under))
            painter.drawRoundedRect(cell, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day == self.day:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setWidth(2 if self.hasFocus() else 1)
            pen.setColor(colours.color("focus" if self.hasFocus() else "border_input"))
            painter.setPen(pen)
            painter.drawRoundedRect(cell, 4, 4)
        bold = QFont.Weight.Bold if day == self._today else QFont.Weight.Normal
        painter.setFont(figures_font(LABEL_PX, bold))
        painter.setPen(colours.color(look.text))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _look(self, day: date) -> _Look:
        if day in self.special:
            return _Look("info", "info_bg") if self.works(day) else _Look("bad", "bad_bg")
        return _Look("text", "") if self.works(day) else _Look("faint", "plain_bg")
