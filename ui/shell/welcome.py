"""The first screen: create a firm, open a company file, or play with the sample firm."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n.words import LANGUAGE_NAMES, Words
from ui.kit.banner import Banner
from ui.kit.icons import IconLabel
from ui.kit.labels import label, muted, push_button, rule

_WIDTH = 520
_RECENT_SHOWN = 4


class Welcome(QWidget):
    """What to begin with, the recent files, the language."""

    create_wished = Signal()
    open_wished = Signal()
    sample_wished = Signal()
    restore_wished = Signal()
    recent_wished = Signal(str)
    language_chosen = Signal(str)
    help_wished = Signal()

    def __init__(self, words: Words, recent: Sequence[str], parent: QWidget | None = None) -> None:
        """Offer the files of ``recent`` that still exist."""
        super().__init__(parent)
        self.banner = Banner(words)
        self._words = words
        self.create_button = push_button(words.text("Create a firm…"), self.create_wished.emit, "plus", primary=True)
        self.open_button = push_button(words.text("Open a company file…"), self.open_wished.emit, "file-text")
        self.sample_button = push_button(
            words.text("Open the sample firm"), self.sample_wished.emit, "building-2", link=True
        )
        self.restore_button = push_button(
            words.text("Restore a copy…"), self.restore_wished.emit, "archive-restore", link=True
        )
        self._busy = muted("")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(words.text("Progress"))
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_WIDTH)
        lines = QVBoxLayout(card)
        lines.setContentsMargins(32, 28, 32, 24)
        lines.setSpacing(12)
        self._fill(lines)
        self._add_recent(lines, [path for path in recent if Path(path).is_file()][:_RECENT_SHOWN])
        lines.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self._busy)
        lines.addWidget(self._progress)
        self.set_busy("")
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self, self.open_button.click)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.addWidget(self.banner)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        outer.addLayout(self._foot())

    def set_busy(self, text: str) -> None:
        """Say what is being done, and keep the buttons still meanwhile; an empty text ends it."""
        self._busy.setText(text)
        for part in (self._busy, self._progress):
            part.setVisible(bool(text))
        for button in (self.create_button, self.open_button, self.sample_button, self.restore_button):
            button.setEnabled(not text)

    def _fill(self, lines: QVBoxLayout) -> None:
        words = self._words
        lines.addWidget(IconLabel("hand-coins", 36, "accent"))
        lines.addWidget(label(words.text("Welcome to Premia"), "Hero"))
        text = label(
            words.text(
                "Clients, contracts, invoices and payments of your firm in one file, and everybody's bonus "
                "worked out from them to the cent, with the reason for each line."
            )
        )
        text.setWordWrap(True)
        lines.addWidget(text)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        lines.addSpacing(4)
        lines.addLayout(buttons)
        lines.addSpacing(4)
        lines.addWidget(rule())
        lines.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(
            muted(
                words.text("The sample firm is invented: three years of orders to look around in. Nothing can break."),
                wrap=True,
            )
        )

    def _add_recent(self, lines: QVBoxLayout, recent: Sequence[str]) -> None:
        if not recent:
            return
        lines.addWidget(rule())
        lines.addWidget(muted(self._words.text("Recent files")))
        for path in recent:
            button = push_button(Path(path).name, self._recent_clicked, "file-text", link=True)
            button.setToolTip(path)
            button.setProperty("path", path)
            lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        for code, name in LANGUAGE_NAMES.items():
            button = push_button(name, self._language_clicked, link=True)
            button.setProperty("language", code)
            button.setEnabled(code != self._words.language)
            line.addWidget(button)
        line.addSpacing(16)
        line.addWidget(push_button(self._words.text("Help (F1)"), self.help_wished.emit, "circle-help", link=True))
        line.addStretch(1)
        return line

    def _recent_clicked(self) -> None:
        self.recent_wished.emit(self.sender().property("path"))

    def _language_clicked(self) -> None:
        self.language_chosen.emit(self.sender().property("language"))
