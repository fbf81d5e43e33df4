"""A whole number between two ends: a slider for the hand, a field for exact typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.labels import field_label, muted
from ui.kit.theme import figures_font
from ui.motivation.trial.rate_slider import CalmSlider
from ui.motivation.trial.wrong_line import WrongLine

_FIELD_PX = 64


class WholeSlider(QWidget):
    """Emits while the hand moves."""

    moved = Signal()

    def __init__(self, words: Words, title: str, unit: str, ends: tuple[int, int], step: int) -> None:
        """At 0; ``ends`` are the least and the most."""
        super().__init__()
        self._words = words
        self._low, self._high = ends
        self._step = step
        self.slider = CalmSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(self._low // step, self._high // step)
        self.slider.setValue(0)
        self.slider.setAccessibleName(title)
        self.field = QLineEdit("0")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setFont(figures_font())
        self.field.setFixedWidth(_FIELD_PX)
        self.field.setAccessibleName(title)
        self._wrong = WrongLine(self.field)
        self.value = 0
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.slider, 1)
        line.addWidget(self.field)
        line.addWidget(muted(unit))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        name = field_label(title, self.slider)
        name.setWordWrap(True)
        lines.addWidget(name)
        lines.addLayout(line)
        lines.addWidget(self._wrong)
        self.slider.valueChanged.connect(self._slid)
        self.field.editingFinished.connect(self._typed)

    @property
    def wrong(self) -> str:
        """What is wrong with what stands in the field; nothing where it is right."""
        return "" if self._wrong.isHidden() else self._wrong.text()

    def put(self, value: int) -> None:
        """Stand at ``value``, and say so."""
        if value != self.value:
            self.field.setText(str(value))
            self._typed()

    def _slid(self, at: int) -> None:
        self.value = at * self._step
        self.field.setText(str(self.value))
        self._wrong.clear_away()
        self.moved.emit()

    def _typed(self) -> None:
        text = self.field.text().strip().replace("\N{MINUS SIGN}", "-")
        value = int(text) if text.removeprefix("-").isdecimal() else None
        if value is None or not self._low <= value <= self._high:
            said = self._words.text("Type a whole number from {low} to {high}.")
            self._wrong.say(said.format(low=self._words.number(self._low), high=self._words.number(self._high)))
            return
        self._wrong.clear_away()
        if value != self.value:
            self.value = value
            self.slider.blockSignals(True)
            self.slider.setValue(round(value / self._step))
            self.slider.blockSignals(False)
            self.moved.emit()
