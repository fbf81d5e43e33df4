"""The line over a month's pay: which month, where its run stands, what may be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n.words import Words
from app.kernel.period import Month
from app.wording.terms import run_state
from ui.kit.delegates import ChipLabel
from ui.kit.labels import muted, push_button
from ui.kit.period_picker import PeriodPicker
from ui.payroll.books import Doings, MonthBooks
from ui.payroll.columns import STATE_CHIPS


class MonthBar(QWidget):
    """Month, state, and the secondary deeds; the primary one stands in the head of the window."""

    month_chosen = Signal(object)
    again_wished = Signal()
    back_wished = Signal()
    reopen_wished = Signal()
    export_wished = Signal()

    def __init__(self, words: Words, month: Month, parent: QWidget | None = None) -> None:
        """Nothing is offered until the books are there."""
        super().__init__(parent)
        self._words = words
        self.picker = PeriodPicker(words, month)
        self.chip = ChipLabel()
        self._revision = muted("")
        self.again = push_button(words.text("Work out again"), self.again_wished.emit, "calculator")
        self.back = push_button(words.text("Back to draft"), self.back_wished.emit)
        self.reopen = push_button(words.text("Open another revision"), self.reopen_wished.emit)
        self._export = f" {words.text('Export…')}"
        self.export = push_button(words.text("Export…"), self.export_wished.emit, "file-spreadsheet")
        self.export.setToolTip(words.text("Write the month's workbook"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.picker, self.chip, self._revision):
            line.addWidget(part)
        line.addStretch(1)
        for button in (self.again, self.back, self.reopen, self.export):
            button.hide()
            line.addWidget(button)
        self.picker.chosen.connect(self.month_chosen)

    def show_books(self, books: MonthBooks, can: Doings) -> None:
        """Show the month, its state, and what may be done."""
        words = self._words
        latest: dict[Month, str] = {}
        if all(run.month != books.open_month for run in books.runs):
            latest[books.open_month] = ""
        for known in books.runs:
            latest.setdefault(known.month, run_state(words, known.state))
        noted = list(latest.items())
        self.picker.offer(noted, books.first_month, books.last_month)
        self.picker.show_month(books.month)
        run = books.sheet.run if books.sheet else None
        self.chip.show_state(
            run_state(words, run.state) if run else "", STATE_CHIPS[run.state].tone if run else "plain"
        )
        self._revision.setText(
            words.text("revision {number}").format(number=run.revision) if run and run.revision > 1 else ""
        )
        self.again.setVisible(can.compute and run is not None)
        self.back.setVisible(can.back)
        self.reopen.setVisible(can.reopen)
        self.export.setVisible(run is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room would lie over what stands beside it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the words have no room, the export keeps its picture alone; its name and its tip stay."""
        self.export.setText(self._export)
        layout = self.layout()
        if layout is not None and layout.minimumSize().width() > self.width():
            self.export.setText("")

    def set_busy(self, *, busy: bool) -> None:
        """Keep the deeds still while one is being done."""
        for button in (self.again, self.back, self.reopen, self.export):
            button.setEnabled(not busy)
        self.picker.setEnabled(not busy)
