"""One number of a rate: a slider for the hand, a field for exact typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSlider, QVBoxLayout, QWidget

from app.i18n.numbers import NumberError
from app.i18n.words import Words
from ui.kit.labels import muted
from ui.kit.money_edit import MoneyEdit
from ui.kit.theme import figures_font
from ui.motivation.trial.knobs import Knob, span_of
from ui.motivation.trial.wrong_line import WrongLine

_FIELD_PX = 96
_PAGE = 10


class CalmSlider(QSlider):
    """A wheel over it scrolls what it lies on, unless it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to whatever lies behind."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class RateSlider(QWidget):
    """Emits while the hand moves; a typed value may lie between the slider's steps and beyond its end."""

    moved = Signal(int)
    """The new value, in ppm or minor units."""

    def __init__(self, knob: Knob, name: str, words: Words, currency: str) -> None:
        """``name`` says whose rate it is."""
        super().__init__()
        self._words = words
        self._knob = knob
        self._span = span_of(knob)
        self.value = knob.value
        said = f"{name}, {knob.title}" if knob.title else name
        self.slider = CalmSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(said)
        self.slider.setRange(0, self._span.most // self._span.step)
        self.slider.setPageStep(_PAGE)
        self.field: QLineEdit = MoneyEdit(words, currency) if knob.money else QLineEdit()
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setFont(figures_font())
        self.field.setFixedWidth(_FIELD_PX if not knob.money else _FIELD_PX + 24)
        self.field.setAccessibleName(said)
        self._wrong = WrongLine(self.field)
        title: QLabel = muted(knob.title, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.slider if not knob.title else title, 1)
        line.addWidget(self.field)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addLayout(line)
        if knob.title:
            lines.addWidget(self.slider)
        lines.addWidget(self._wrong)
        self.show_value(knob.value)
        self.slider.valueChanged.connect(self._slid)
        self.field.editingFinished.connect(self._typed)

    @property
    def wrong(self) -> bool:
        """Whether what stands in the field is no value."""
        return not self._wrong.isHidden()

    def show_value(self, value: int) -> None:
        """Put slider and field there without a word."""
        self.value = value
        self.slider.blockSignals(True)
        if value > self._span.most:
            self.slider.setMaximum(-(-value // self._span.step))
        self.slider.setValue(round(value / self._span.step))
        self.slider.blockSignals(False)
        self._write()
        self._wrong.clear_away()

    def _write(self) -> None:
        self.field.setText(self._words.amount(self.value) if self._knob.money else self._words.percent(self.value))

    def _slid(self, at: int) -> None:
        self.value = at * self._span.step
        self._write()
        self._wrong.clear_away()
        self.moved.emit(self.value)

    def _typed(self) -> None:
        words, text = self._words, self.field.text()
        try:
            value = words.parse_amount(text) if self._knob.money else words.parse_percent(text)
        except NumberError:
            value = -1
        if value < 0:
            self._say_wrong()
        elif value != self.value:
            self.show_value(value)
            self.moved.emit(value)
        else:
            self._write()
            self._wrong.clear_away()

    def _say_wrong(self) -> None:
        words = self._words
        said = (
            words.text("This is no sum. Type an amount of 0 or more, as {example}.").format(
                example=words.amount(150_000)
            )
            if self._knob.money
            else words.text("This is no percentage. Type 0 or more, as {example}.").format(
                example=words.percent(75_000)
            )
        )
        self._wrong.say(said)
