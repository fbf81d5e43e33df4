"""A line for a day: the languages' order and ISO, a calendar that opens under it, arrows for a day on or back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.i18n.dates import DayError, parse_day
from app.i18n.words import Words
from app.kernel.period import add_months
from ui.kit.icons import icon
from ui.kit.theme import figures_font, tokens

_ICON_PX, _ICON_GAP = 15, 9
_CALENDAR_PX = (300, 250)
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_MONTHS = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


class DateEdit(QLineEdit):
    """Up and Down go a day on and back, Page Up and Down a month, Alt+Down or F4 opens the calendar."""

    def __init__(self, words: Words, today: Callable[[], date], parent: QWidget | None = None) -> None:
        """Empty; ``today`` is where arrows and the calendar begin."""
        super().__init__(parent)
        self._words = words
        self._today = today
        self._popup: Calendar | None = None
        self.setFont(figures_font())
        self.setTextMargins(0, 0, _ICON_PX, 0)
        self.setToolTip(words.text("Calendar (Alt+Down)"))

    def day(self) -> date:
        """The day that stands here. Raises DayError."""
        return parse_day(self.text(), self._today())

    def show_day(self, day: date | None) -> None:
        """Show a day, or none."""
        self.setText(self._words.date(day))

    def open_calendar(self) -> None:
        """Open the calendar at the day that stands here, else at today."""
        if self._popup is not None:
            self._popup.deleteLater()
        self._popup = Calendar(self._words, self._standing() or self._today(), self)
        self._popup.chosen.connect(self._chosen)
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        size, room = self._popup.sizeHint(), self.screen().availableGeometry()
        x = min(below.x(), room.right() - size.width())
        y = below.y() if below.y() + size.height() <= room.bottom() else below.y() - self.height() - size.height() - 4
        self._popup.move(x, y)
        self._popup.show()

    @property
    def calendar(self) -> Calendar | None:
        """The calendar while it is open."""
        return self._popup if self._popup is not None and self._popup.isVisible() else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the icon opens the calendar."""
        super().mousePressEvent(event)
        if event.position().x() > self.width() - _ICON_PX - 2 * _ICON_GAP:
            self.open_calendar()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and a calendar at its end."""
        super().paintEvent(event)
        painter = QPainter(self)
        left, top = self.width() - _ICON_PX - _ICON_GAP, (self.height() - _ICON_PX) // 2
        icon("calendar").paint(painter, left, top, _ICON_PX, _ICON_PX)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steps and the calendar; anything else is typing."""
        key = Qt.Key(event.key())
        opens = key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if opens:
            self.open_calendar()
        elif key in _STEPS:
            self._step(lambda day: day + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self._step(lambda day: add_months(day, _MONTHS[key]))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what was understood."""
        super().focusOutEvent(event)
        day = self._standing()
        if day is not None and self._words.date(day) != self.text():
            self.show_day(day)

    def _step(self, step: Callable[[date], date]) -> None:
        standing = self._standing()
        if standing is None and self.text().strip():
            return
        try:
            self.show_day(step(standing) if standing else self._today())
        except OverflowError:
            return
        self.selectAll()

    def _standing(self) -> date | None:
        try:
            return self.day()
        except DayError:
            return None

    def _chosen(self, day: date) -> None:
        self.show_day(day)
        self.setFocus()


class Calendar(QFrame):
    """A month to choose a day from; Esc or a click beside it closes it."""

    chosen = Signal(object)

    def __init__(self, words: Words, day: date, parent: QWidget) -> None:
        """Begin at ``day``."""
        from PySide6.QtWidgets import QCalendarWidget  # needed only by who opens it

        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.setObjectName("Popup")
        self.setAccessibleName(words.text("Calendar"))
        month = QCalendarWidget(self)
        month.setLocale(QLocale(words.language))
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        month.setSelectedDate(QDate(day.year, day.month, day.day))
        month.setGridVisible(False)
        month.setMinimumSize(*_CALENDAR_PX)
        quiet = QTextCharFormat()
        quiet.setForeground(tokens().color("muted"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(weekday, quiet)
        for name, drawn in (("qt_calendar_prevmonth", "arrow-left"), ("qt_calendar_nextmonth", "arrow-right")):
            button = month.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(drawn))
        month.clicked.connect(self._picked)
        month.activated.connect(self._picked)
        self.month = month
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(month)
        month.setFocus()

    def _picked(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
