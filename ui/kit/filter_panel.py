"""The panel of the button «Filter»: a column, and what of it is to be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n.dates import DayError, parse_day
from app.i18n.numbers import NumberError, parse_units
from app.i18n.words import Words, mark
from app.wording.errors import finding_text
from ui.kit.columns import Column, Kind
from ui.kit.date_edit import DateEdit
from ui.kit.labels import field_label, label, push_button
from ui.kit.row_filters import Between, Filter, Holds, OneOf
from ui.kit.theme import figures_font

_WIDTH = 320
_DAYS = (mark("On or after"), mark("On or before"))


class _Condition(QWidget):
    """Base: what one kind of column is filtered by."""

    def read(self) -> Filter | None:
        """The filter; None where nothing is asked for. Raises NumberError, DayError."""
        raise NotImplementedError

    def show_filter(self, wanted: Filter | None) -> None:
        """Show a filter that stands."""
        raise NotImplementedError


class _Text(_Condition):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self.line = QLineEdit()
        inside = _column(self)
        inside.addWidget(field_label(words.text("Holds the text"), self.line))
        inside.addWidget(self.line)
        self.setFocusProxy(self.line)

    def read(self) -> Filter | None:
        text = self.line.text().strip()
        return Holds(text) if text else None

    def show_filter(self, wanted: Filter | None) -> None:
        self.line.setText(wanted.text if isinstance(wanted, Holds) else "")


class _States(_Condition):
    def __init__(self, words: Words, column: Column[Any]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        inside = _column(self)
        for code, chip in column.chips.items():
            box = self.boxes[code] = QCheckBox(words.text(chip.text))
            inside.addWidget(box)
        for first in list(self.boxes.values())[:1]:
            self.setFocusProxy(first)

    def read(self) -> Filter | None:
        codes = tuple(code for code, box in self.boxes.items() if box.isChecked())
        return OneOf(codes) if codes else None

    def show_filter(self, wanted: Filter | None) -> None:
        for code, box in self.boxes.items():
            box.setChecked(isinstance(wanted, OneOf) and code in wanted.codes)


class _Range(_Condition):
    """From … to …; ``parse`` reads a bound, ``write`` shows it."""

    def __init__(
        self,
        words: Words,
        lines: tuple[QLineEdit, QLineEdit],
        parse: Callable[[str], int | date],
        write: Callable[[Any], str],
        titles: tuple[str, str] = (mark("At least"), mark("At most")),
    ) -> None:
        super().__init__()
        self.low, self.high = lines
        self._parse, self._write = parse, write
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, (title, line) in enumerate(zip(titles, lines, strict=True)):
            grid.addWidget(field_label(words.text(title), line), 0, at)
            grid.addWidget(line, 1, at)
        self.setFocusProxy(self.low)

    def read(self) -> Filter | None:
        low, high = (self._parse(line.text()) if line.text().strip() else None for line in (self.low, self.high))
        return None if low is None and high is None else Between(low, high)

    def show_filter(self, wanted: Filter | None) -> None:
        bounds = (wanted.low, wanted.high) if isinstance(wanted, Between) else (None, None)
        for line, bound in zip((self.low, self.high), bounds, strict=True):
            line.setText("" if bound is None else self._write(bound))


def _condition(words: Words, column: Column[Any], today: Callable[[], date]) -> _Condition:
    if column.kind is Kind.CHIP:
        return _States(words, column)
    if column.kind is Kind.TEXT:
        return _Text(words)
    if column.kind is Kind.DATE:
        days = (DateEdit(words, today), DateEdit(words, today))
        return _Range(words, days, lambda text: parse_day(text, today()), words.date, _DAYS)
    figures = (_figures(), _figures())
    if column.kind is Kind.MONEY:
        return _Range(words, figures, words.parse_amount, words.amount)
    if column.kind is Kind.PERCENT:
        return _Range(words, figures, words.parse_percent, words.percent)
    if column.kind is Kind.EXCHANGE_RATE:
        return _Range(words, figures, lambda text: parse_units(text, 6, words.language), words.exchange_rate)
    return _Range(words, figures, lambda text: parse_units(text, 0, words.language), words.number)


def _figures() -> QLineEdit:
    line = QLineEdit()
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    line.setFont(figures_font())
    return line


def _column(widget: QWidget) -> QVBoxLayout:
    inside = QVBoxLayout(widget)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(4)
    return inside


class FilterPanel(QFrame):
    """Enter shows what is wanted; Esc or a click beside it closes it."""

    wanted = Signal(str, object)
    """The key of a column, and its filter or None."""

    def __init__(
        self, columns: Sequence[Column[Any]], words: Words, today: Callable[[], date], parent: QWidget
    ) -> None:
        """Over the columns of a table; ``today`` is where calendars begin."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("Popup")
        self.setAccessibleName(words.text("Filter"))
        self.setFixedWidth(_WIDTH)
        self._words = words
        self._standing: Mapping[str, Filter] = {}
        self.column = QComboBox()
        self._conditions = QStackedWidget()
        for column in columns:
            self.column.addItem(words.text(column.title), column.key)
        self._inputs = [_condition(words, column, today) for column in columns]
        for inputs in self._inputs:
            self._conditions.addWidget(inputs)
        self._said = QLabel()
        self._said.setProperty("tone", "bad")
        self._said.setProperty("small", True)
        self._said.setWordWrap(True)
        self._said.hide()
        self.clear = push_button(words.text("Do not filter by it"), self._clear)
        self.apply = push_button(words.text("Show"), self._apply, primary=True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self.apply)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(8)
        inside.addWidget(label(words.text("Filter by column"), "Section"))
        inside.addWidget(self.column)
        self.column.setAccessibleName(words.text("Column"))
        inside.addWidget(self._conditions)
        inside.addWidget(self._said)
        inside.addSpacing(4)
        inside.addLayout(foot)
        self.column.currentIndexChanged.connect(self._chosen)

    @property
    def condition(self) -> QWidget:
        """The inputs of the column that is chosen."""
        return self._front

    @property
    def said(self) -> str:
        """What is wrong with what was typed."""
        return "" if self._said.isHidden() else self._said.text()

    def begin(self, standing: Mapping[str, Filter], key: str, under: QWidget) -> None:
        """Open under a button, at the column ``key`` or the one that was chosen last."""
        self._standing = standing
        at = self.column.findData(key) if key else max(0, self.column.currentIndex())
        self.column.setCurrentIndex(at)
        self._chosen(at)
        self.adjustSize()
        self.move(place_under(under, self))
        self.show()
        self._front.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows what is wanted."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._apply()
        else:
            super().keyPressEvent(event)

    @property
    def _front(self) -> _Condition:
        return self._inputs[self._conditions.currentIndex()]

    def _chosen(self, at: int) -> None:
        self._say("")
        self._conditions.setCurrentIndex(at)
        self._conditions.setFixedHeight(self._front.sizeHint().height())
        standing = self._standing.get(self.column.currentData())
        self._front.show_filter(standing)
        self.clear.setEnabled(standing is not None)
        self.adjustSize()

    def _apply(self) -> None:
        try:
            wanted = self._front.read()
        except (NumberError, DayError) as wrong:
            self._say(finding_text(self._words, wrong.finding()))
            return
        self._tell(wanted)

    def _clear(self) -> None:
        self._tell(None)

    def _tell(self, wanted: Filter | None) -> None:
        self.hide()
        self.wanted.emit(self.column.currentData(), wanted)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self.adjustSize()


def place_under(button: QWidget, panel: QWidget) -> QPoint:
    """Where a panel opens: under its button, within the screen."""
    below = button.mapToGlobal(QPoint(button.width() - panel.width(), button.height() + 4))
    room = button.screen().availableGeometry()
    x = min(max(below.x(), room.left() + 4), room.right() - panel.width() - 4)
    return QPoint(x, max(room.top(), min(below.y(), room.bottom() - panel.height() - 4)))
