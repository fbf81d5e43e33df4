"""Rows of small inputs under one head of columns: tiers, late days, people. A fault stands at its row."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.kernel.errors import Finding
from app.wording.errors import finding_text
from ui.kit.form import PAUSE_MS
from ui.kit.form_fields import Choice, Field
from ui.kit.form_inputs import ChoiceInput, Input, WrongInput, make_input
from ui.kit.labels import label, muted, push_button, tool_button
from ui.kit.reading_order import tab_as_read
from ui.kit.theme import figures_font

Cells = Mapping[str, Any]
"""The values of a row by column."""
_FEW_LETTERS = 6
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Row:
    """Its inputs, what follows from them, and what is wrong."""

    def __init__(self, cells: dict[str, Input], outcome: QLabel, remove: QWidget, fault: QLabel) -> None:
        self.cells, self.outcome, self.remove, self.fault = cells, outcome, remove, fault
        self.found: dict[str, str] = {}
        """Sentences of its own inputs, by column."""
        self.said: dict[str, str] = {}
        """Sentences of a later judgement."""

    def widgets(self) -> list[QWidget]:
        return [*self.cells.values(), self.outcome, self.remove, self.fault]

    def show_faults(self) -> None:
        sentences = {**self.said, **self.found}
        for key, made in self.cells.items():
            made.blame(wrong=key in sentences)
            made.inner.setAccessibleDescription(sentences.get(key, ""))
        self.fault.setText(" ".join(dict.fromkeys(sentences.values())))
        self.fault.setVisible(bool(sentences))


class Rows(QFrame):
    """Shows and reads rows; one is added at the foot, each may be removed."""

    edited = Signal()

    def __init__(self, words: Words, today: Callable[[], date], add_title: str, least: int = 0) -> None:
        """Empty until ``set_columns``; ``add_title`` is the button's text; ``least`` rows cannot be removed."""
        super().__init__()
        self.words = words
        self.rows: list[_Row] = []
        self.columns: tuple[Field, ...] = ()
        self._today, self._least = today, least
        self._outcome_title = ""
        self._choices: dict[str, Sequence[Choice]] = {}
        self._quiet = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.show_faults)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._heads: list[QLabel] = []
        self.add_button = push_button(add_title, self.add_row, "plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._grid)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)

    def set_columns(self, columns: tuple[Field, ...], outcome_title: str = "") -> None:
        """What a row consists of; rows that are there begin anew with what fits of their texts."""
        texts = self.texts()
        self.columns, self._outcome_title = columns, outcome_title
        self.retype(texts)

    def offer(self, key: str, choices: Sequence[Choice]) -> None:
        """What a column of choices or picks offers."""
        self._choices[key] = choices
        for row in self.rows:
            row.cells[key].offer(choices)

    def show_rows(self, rows: Sequence[Cells]) -> None:
        """Show these instead; where nothing changes, nothing is touched."""
        while len(self.rows) > len(rows):
            self._drop(self.rows[-1])
        while len(self.rows) < len(rows):
            self._make()
        self._quiet = True
        for row, cells in zip(self.rows, rows, strict=True):
            for key, made in row.cells.items():
                made.show_value(cells.get(key))
        self._quiet = False
        self._lay_out()

    def read(self) -> list[dict[str, Any]]:
        """The values of the rows. Raises WrongInput: one of them is marked."""
        found, wrong = [], False
        for row in self.rows:
            cells, row.found = _read(self.words, row)
            wrong = wrong or bool(row.found)
            found.append(cells)
        if wrong:
            self._pause.start()
            raise WrongInput(Finding("rows_wrong", ""))
        return found

    def say(self, sentences: Mapping[tuple[int, str], str]) -> None:
        """What else is wrong, by row and column ("" is the row); replaces what was said before."""
        for at, row in enumerate(self.rows):
            row.said = {column: text for (place, column), text in sentences.items() if place == at}
        self.show_faults()

    def say_outcomes(self, texts: Sequence[str]) -> None:
        """What follows from each row, at its right."""
        for row, text in zip(self.rows, texts, strict=False):
            row.outcome.setText(text)

    def hint(self, at: int, key: str, text: str) -> None:
        """What an empty input of a row means."""
        edit = self.rows[at].cells[key].inner
        edit.setProperty("placeholderText", text)

    def show_faults(self) -> None:
        """Show what was found at each row."""
        for row in self.rows:
            row.show_faults()
        self._aim()

    def texts(self) -> list[dict[str, str]]:
        """What stands in the inputs, right or wrong."""
        return [{key: made.text() for key, made in row.cells.items()} for row in self.rows]

    def retype(self, texts: Sequence[Mapping[str, str]]) -> None:
        """Put back what ``texts`` gave."""
        while self.rows:
            self._drop(self.rows[-1])
        self._quiet = True
        for line in texts:
            row = self._make()
            for key, made in row.cells.items():
                if key in line:
                    made.retype(line[key])
        self._quiet = False
        self._lay_out()

    def add_row(self) -> None:
        """One more at the end; typing goes on in it."""
        row = self._make()
        self._lay_out()
        next(iter(row.cells.values())).inner.setFocus()
        self.edited.emit()

    def remove_row(self, at: int) -> None:
        """Without the row ``at``; the focus goes to the one that takes its place."""
        self._drop(self.rows[at])
        self._lay_out()
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].remove.setFocus()
        else:
            self.add_button.setFocus()
        self.edited.emit()

    def _make(self) -> _Row:
        cells = {field.key: make_input(field, self.words, self._today) for field in self.columns}
        for key, made in cells.items():
            if key in self._choices:
                made.offer(self._choices[key])
            if isinstance(made, ChoiceInput):
                narrow(made)
            made.edited.connect(self._typed)
        outcome, fault = label("", parent=self), label("", parent=self)  # without one it would be a window when shown
        outcome.setFont(figures_font())
        outcome.setAlignment(_RIGHT)
        fault.setProperty("tone", "bad")
        fault.setProperty("small", True)
        fault.setWordWrap(True)
        remove = tool_button("trash-2", self.words.text("Remove this row"))
        row = _Row(cells, outcome, remove, fault)
        remove.clicked.connect(self._remove_clicked)
        self.rows.append(row)
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _remove_clicked(self) -> None:
        sender = self.sender()
        self.remove_row(next(at for at, row in enumerate(self.rows) if row.remove is sender))

    def _typed(self) -> None:
        if not self._quiet:
            self._pause.start()
            self.edited.emit()

    def _lay_out(self) -> None:
        """The head, then for each row its inputs, and under them what is wrong."""
        titles = [self.words.text(field.title) for field in self.columns]
        self._head(titles)
        last = len(self.columns) + (1 if self._outcome_title else 0)
        for at, row in enumerate(self.rows):
            for place, (made, title) in enumerate(zip(row.cells.values(), titles, strict=True)):
                made.inner.setAccessibleName(self.words.text("{title}, row {n}").format(title=title, n=at + 1))
                made.setMinimumWidth(72)
                made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                self._grid.addWidget(made, 2 * at + 1, place)
            if self._outcome_title:
                self._grid.addWidget(row.outcome, 2 * at + 1, last - 1)
            row.outcome.setVisible(bool(self._outcome_title))
            self._grid.addWidget(row.remove, 2 * at + 1, last)
            row.remove.setVisible(len(self.rows) > self._least)
            self._grid.addWidget(row.fault, 2 * at + 2, 0, 1, last + 1)
            row.show_faults()
        for place in range(last):
            wide = place < len(self.columns) and not _is_number(self.columns[place])
            self._grid.setColumnStretch(place, 2 if wide else 1)
        self._grid.setColumnStretch(last, 0)
        self._aim()
        if self.isVisible():
            tab_as_read(self.window())

    def _aim(self) -> None:
        """Where the focus goes: to the first input that is wrong, else to the first one."""
        inputs = [(made, key in row.found or key in row.said) for row in self.rows for key, made in row.cells.items()]
        wrong = next((made for made, is_wrong in inputs if is_wrong), inputs[0][0] if inputs else None)
        self.setFocusProxy(self.add_button if wrong is None else wrong.inner)

    def _head(self, titles: Sequence[str]) -> None:
        for old in self._heads:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._heads = []
        for place, title in enumerate([*titles, *([self._outcome_title] if self._outcome_title else [])]):
            head = muted(title, wrap=True)
            right = place == len(titles) or _is_number(self.columns[place])
            head.setAlignment(_RIGHT if right else Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(head, 0, place)
            head.setVisible(bool(self.rows))
            self._heads.append(head)


class RowsInput(Input):
    """Rows as one input of a form."""

    def __init__(self, field: Field, words: Words, rows: Rows) -> None:
        """Hold ``rows``."""
        self.rows = rows
        super().__init__(field, words, rows)
        rows.edited.connect(self.edited)

    def read(self) -> Any:
        """The value. Raises WrongInput."""
        try:
            return self.value_of(self.rows.read())
        except WrongInput as wrong:
            raise WrongInput(Finding(wrong.finding.code, self.field.key, wrong.finding.values)) from None

    def value_of(self, rows: list[dict[str, Any]]) -> Any:
        """The value that the rows say."""
        raise NotImplementedError

    def text(self) -> str:
        """The texts of all rows."""
        return json.dumps(self.rows.texts(), ensure_ascii=False)

    def retype(self, text: str) -> None:
        """Put them back."""
        self.rows.retype(json.loads(text or "[]"))
        self.edited.emit()

    def blame(self, *, wrong: bool) -> None:
        """Each row tells by itself."""


def narrow(choice: ChoiceInput) -> None:
    """Let the box be narrower than its longest entry: where room is scarce, that is elided."""
    choice.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.box.setMinimumContentsLength(_FEW_LETTERS)
    choice.box.currentTextChanged.connect(choice.box.setToolTip)
    choice.box.setToolTip(choice.box.currentText())


def _read(words: Words, row: _Row) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    found: dict[str, str] = {}
    for key, made in row.cells.items():
        try:
            values[key] = made.read()
        except WrongInput as wrong:
            found[key] = finding_text(words, wrong.finding)
    return values, found


def _is_number(field: Field) -> bool:
    return type(field).__name__ in {"MoneyField", "PercentField", "WholeField"}
