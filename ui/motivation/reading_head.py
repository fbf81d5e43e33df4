"""The head of the reading pane: what is read, how it stands, which version, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.delegates import ChipLabel
from ui.kit.labels import field_label, label, muted, push_button, tool_button
from ui.motivation.books import Reading

Named = tuple[str, Reading]
"""A version under the name that a picker shows."""


class ReadingPicker(QComboBox):
    """One of several versions."""

    chosen = Signal(object)
    """The reader took this one."""

    def __init__(self, name: str) -> None:
        """``name`` is what a screen reader says."""
        super().__init__()
        self._readings: tuple[Reading, ...] = ()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(26)
        self.activated.connect(self._activated)

    def show_readings(self, named: Sequence[Named], chosen: Reading | None) -> None:
        """Offer these, with ``chosen`` in front."""
        self._readings = tuple(reading for _name, reading in named)
        self.clear()
        self.addItems([name for name, _reading in named])
        if chosen in self._readings:
            self.setCurrentIndex(self._readings.index(chosen))
        self.setToolTip(self.currentText())

    def _activated(self, at: int) -> None:
        self.setToolTip(self.currentText())
        self.chosen.emit(self._readings[at])


class ReadingHead(QWidget):
    """Knows nothing of schemes: it shows what it is told, and says what is wished."""

    change_wished = Signal()
    rules_wished = Signal()
    remove_wished = Signal()
    check_wished = Signal()
    compare_wished = Signal()
    """To be shown beside another version."""
    comparison_ended = Signal()
    save_wished = Signal()
    paper_wished = Signal()

    def __init__(self, words: Words) -> None:
        """Empty."""
        super().__init__()
        self.title, self.chip, self.note = label("", "Title"), ChipLabel(), muted("", wrap=True)
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.versions = ReadingPicker(words.text("Version of the scheme"))
        self.others = ReadingPicker(words.text("Compared with"))
        self.change = push_button("", self.change_wished.emit, "pencil")
        self.rules = push_button(words.text("Rules…"), self.rules_wished.emit, "file-text")
        self.remove = tool_button("trash-2", words.text("Remove the draft"))
        self.compare = push_button(words.text("Compare…"), self._compare, "columns-2")
        self.check = push_button(words.text("Check…"), self.check_wished.emit, "shield-check")
        self.save = tool_button("download", words.text("Save as a scheme file…"))
        self.paper = tool_button("printer", words.text("Regulation…"))
        self.close_comparison = tool_button("x", words.text("End the comparison"))
        self.remove.clicked.connect(self.remove_wished)
        self.save.clicked.connect(self.save_wished)
        self.paper.clicked.connect(self.paper_wished)
        self.close_comparison.clicked.connect(self._end_comparison)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addLayout(_row(self.title, 1, self.change, self.rules, self.remove, top=True))
        lines.addLayout(_row(self.chip, 0, self.note))
        lines.addLayout(_row(self.versions, 1, self.compare, self.check, self.paper, self.save))
        self._against = QWidget()
        against = _row(field_label(words.text("Compared with"), self.others), 0, self.others, self.close_comparison)
        against.setContentsMargins(0, 0, 0, 0)
        against.setStretch(1, 1)
        self._against.setLayout(against)
        lines.addWidget(self._against)
        self._against.hide()

    def show_comparing(self, *, comparing: bool) -> None:
        """With the picker of the other version, or without."""
        self._against.setVisible(comparing)
        self.compare.setVisible(not comparing)

    def _compare(self) -> None:
        self.compare_wished.emit()
        self.others.setFocus()

    def _end_comparison(self) -> None:
        self.comparison_ended.emit()
        self.compare.setFocus()


def _row(first: QWidget, stretch: int, *rest: QWidget, top: bool = False) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    upright = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
    line.addWidget(first, stretch)
    for part in rest:
        line.addWidget(part, 0 if stretch else 1, upright if stretch else Qt.AlignmentFlag(0))
    return line
