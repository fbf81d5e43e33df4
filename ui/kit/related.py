"""Rows that belong to a record, in its panel: people at a client, its tasks; each with buttons for what can be done.

A row's deed goes out with its id, ``contact.edit/12``; that of the button beside the headline alone, ``contact.add``.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.kit.labels import label, muted, rule, tool_button


@dataclass(frozen=True, slots=True)
class Small:
    """A small button: its deed, its icon, and what it does in words."""

    key: str
    icon: str
    title: str


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """One row: its headline, a second line, a word at the right, and its buttons."""

    id: int
    title: str
    note: str = ""
    word: str = ""
    tone: str = ""
    deeds: tuple[Small, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Rows under a headline; ``add`` is the button beside it, ``nothing`` what is said where there are none."""

    title: str
    rows: tuple[RelatedRow, ...] = ()
    add: Small | None = None
    nothing: str = ""


class RelatedList(QWidget):
    """Shows one Related."""

    wished = Signal(str)

    def __init__(self, related: Related) -> None:
        """Build every row."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        heading = muted(related.title)
        heading.setProperty("field", True)
        head.addWidget(heading, 1)
        if related.add is not None:
            head.addWidget(self._button(related.add, related.add.key, related.add.title))
        column.addLayout(head)
        column.addWidget(rule())
        for row in related.rows:
            column.addLayout(self._row(row))
        if not related.rows and related.nothing:
            column.addWidget(muted(related.nothing, wrap=True))

    def _row(self, row: RelatedRow) -> QHBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        title = label(row.title)
        title.setWordWrap(True)
        texts.addWidget(title)
        if row.note:
            note = muted(row.note, wrap=True)
            note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(note)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.setContentsMargins(0, 2, 0, 2)
        line.addLayout(texts, 1)
        if row.word:
            word = muted(row.word)
            word.setProperty("tone", row.tone)
            line.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        for deed in row.deeds:
            button = self._button(deed, f"{deed.key}/{row.id}", f"{deed.title}: {row.title}")
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _button(self, small: Small, key: str, name: str) -> QToolButton:
        made = tool_button(small.icon, name)
        made.setToolTip(small.title)
        made.setFixedSize(28, 28)
        made.setProperty("deed", key)
        made.clicked.connect(self._clicked)
        return made

    def _clicked(self) -> None:
        self.wished.emit(self.sender().property("deed"))
