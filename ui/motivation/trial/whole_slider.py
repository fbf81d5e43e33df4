"""A whole number between two ends: a slider for the hand, a field for exact typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kit.labels import field_label, muted
from ui.kit.theme import figures_font
from ui.motivation.trial.rate_slider import CalmSlider

_FIELD_PX = 64


class WholeSlider(QWidget):
    """Emits while the hand moves."""

    moved = Signal()

    def __init__(self, title: str, unit: str, low: int, high: int, step: int) -> None:
        """At 0."""
        super().__init__()
        self._step = step
        self.slider = CalmSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(low // step, high // step)
        self.slider.setValue(0)
        self.slider.setAccessibleName(title)
        self.field = QLineEdit("0")
        self.field.setValidator(QIntValidator(low, high, self.field))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setFont(figures_font())
        self.field.setFixedWidth(_FIELD_PX)
        self.field.setAccessibleName(title)
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
        self.slider.valueChanged.connect(self._slid)
        self.field.editingFinished.connect(self._typed)

    def put(self, value: int) -> None:
        """Stand at ``value``, and say so."""
        if value != self.value:
            self.field.setText(str(value))
            self._typed()

    def _slid(self, at: int) -> None:
        self.value = at * self._step
        self.field.setText(str(self.value))
        self.moved.emit()

    def _typed(self) -> None:
        if not self.field.hasAcceptableInput():
            self.field.setText(str(self.value))
            return
        value = int(self.field.text())
        if value != self.value:
            self.value = value
            self.slider.blockSignals(True)
            self.slider.setValue(round(value / self._step))
            self.slider.blockSignals(False)
            self.moved.emit()
