"""The inputs of a form under their labels, and under each what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.kernel.errors import Finding, Invalid
from app.wording.errors import finding_text
from ui.kit.form_fields import Field, MoneyField, Stand, Values, YesNoField, no_rules
from ui.kit.form_inputs import Input, MoneyInput, PickInput, WrongInput, make_input
from ui.kit.form_outcome import Outcome
from ui.kit.labels import field_label, label

_COLUMNS = 2
PAUSE_MS = 500
"""A new fault is said when the typing pauses, or the input is left: nobody wants to be told that ``3`` is no date."""


class _Cell(QWidget):
    """A label, its input, and the sentence under it."""

    def __init__(self, made: Input, words: Words, parent: QWidget) -> None:
        super().__init__(parent)  # or it would be a window of its own the moment it is shown
        self.made = made
        field = made.field
        title = words.text(field.title)
        made.inner.setAccessibleName(title)
        self.fault = ""
        """What is wrong; it may stand here a moment before it is shown."""
        self.said: QLabel = label("")
        self.said.setProperty("tone", "bad")
        self.said.setProperty("small", True)
        self.said.setWordWrap(True)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if not isinstance(field, YesNoField):
            name = field_label(title, made.inner)
            name.setWordWrap(True)  # a long one must not widen its column
            column.addWidget(name)
        column.addWidget(made)
        column.addWidget(self.said)
        column.addStretch(1)  # an alignment would give no more than the size hint, which wraps less

    def say(self, sentence: str, *, later: bool) -> None:
        """Show what is wrong; a new fault waits for ``show_fault`` while somebody is still typing."""
        self.fault = sentence
        if not sentence or not later or not self.said.isHidden():
            self.show_fault()

    def show_fault(self) -> None:
        """Show it, or that there is none."""
        self.said.setText(self.fault)
        self.said.setVisible(bool(self.fault))
        self.made.inner.setAccessibleDescription(self.fault)
        self.made.blame(wrong=bool(self.fault))


class Form(QWidget):
    """Fields as declared; knows what was typed, what is wrong with it and whether anything differs from the start."""

    edited = Signal()
    judged = Signal()
    """A sentence may have come or gone."""
    rebuilt = Signal()
    """What follows from it consists of other widgets now."""
    create_wished = Signal(str, str)
    """A picker asks for a new entry: the field's key, and what was typed."""

    def __init__(
        self,
        fields: tuple[Field, ...],
        words: Words,
        today: Callable[[], date],
        rules: Callable[[Values], Iterable[Finding]] = no_rules,
        parent: QWidget | None = None,
    ) -> None:
        """Empty inputs; ``show_stand`` fills them."""
        super().__init__(parent)
        self.fields = fields
        self._words = words
        self._rules = rules
        self._cells = {field.key: _Cell(make_input(field, words, today), words, self) for field in fields}
        self._touched: set[str] = set()
        self._refused: dict[str, Finding] = {}
        self._quiet = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._show_faults)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for cell in self._cells.values():
            cell.made.edited.connect(self._edited)
            if isinstance(cell.made, Outcome):
                cell.made.rebuilt.connect(self.rebuilt)
            cell.made.inner.installEventFilter(self)
            if isinstance(cell.made, PickInput):
                cell.made.create_wished.connect(self._create)
        self._shown: tuple[str, ...] = ()
        self._flow()
        self._begun = self._texts()

    def input(self, key: str) -> Input:
        """The input of a field."""
        return self._cells[key].made

    def sentence(self, key: str) -> str:
        """What is said under a field, now or as soon as the typing pauses."""
        return self._cells[key].fault

    @property
    def shown(self) -> tuple[str, ...]:
        """The fields that are there now."""
        return self._shown

    @property
    def wrong(self) -> dict[str, str]:
        """Everything that is said under fields."""
        return {key: self.sentence(key) for key in self._cells if self.sentence(key)}

    @property
    def changed(self) -> bool:
        """Whether anything differs from how the form began."""
        return self._texts() != self._begun

    def show_stand(self, stand: Stand) -> None:
        """Begin anew with these values."""
        self._quiet = True
        for key, choices in stand.choices.items():
            self.input(key).offer(choices)
        for key in self._cells:
            self.input(key).show_value(stand.values.get(key))
        self._quiet = False
        self._touched.clear()
        self._refused.clear()
        self._flow()
        self._judge(later=False)
        self._begun = self._texts()

    def values(self) -> Values:
        """Everything that stands here; a field that is not there now has None. Raises Invalid, and says so."""
        found, values = self._read()
        if found:
            self._touched.update(self._cells)
            self._judge(later=False)
            raise Invalid(tuple(found.values()))
        return values

    def readings(self) -> Values:
        """What can be read now; None for what cannot."""
        return self._readings()[1]

    def refuse(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Say a service's findings under their fields, go to the first; gives those that belong to no field."""
        other = []
        for finding in findings:
            if finding.place in self._shown:
                self._refused.setdefault(finding.place, finding)
            else:
                other.append(finding)
        self._judge(later=False)
        self.go_to_wrong()
        return tuple(other)

    def go_to_wrong(self) -> bool:
        """Put the focus into the first field that is wrong."""
        first = self.first_wrong
        if first is not None:
            self.input(first).inner.setFocus()
        return first is not None

    @property
    def first_wrong(self) -> str | None:
        """The first field under which something is said."""
        return next((key for key in self._shown if self.sentence(key)), None)

    def said_under(self, key: str) -> QWidget:
        """Where the sentence about a field stands."""
        return self._cells[key].said

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self.input(self._shown[0]).inner if self._shown else self

    def begin(self) -> None:
        """Put the focus into the first field."""
        self.first.setFocus()

    def put(self, values: Values) -> None:
        """Show some values as if they had been typed."""
        for key, value in values.items():
            self.input(key).show_value(value)

    def typed(self) -> dict[str, str]:
        """The texts that differ from the start, by field: a draft."""
        return {key: text for key, text in self._texts().items() if text != self._begun.get(key)}

    def retype(self, typed: Mapping[str, str]) -> None:
        """Put a draft back; fields it does not name stay."""
        for key, text in typed.items():
            if key in self._cells:
                self.input(key).retype(text)

    def would_change(self, typed: Mapping[str, str]) -> bool:
        """Whether a draft differs from what stands here."""
        texts = self._texts()
        return any(text != texts[key] for key, text in typed.items() if key in texts)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whoever leaves an input is told at once what is wrong with it."""
        if event.type() == QEvent.Type.FocusOut:
            self._show_faults()
        return False

    def _show_faults(self) -> None:
        for cell in self._cells.values():
            cell.show_fault()
        self.judged.emit()

    def _texts(self) -> dict[str, str]:
        return {key: cell.made.text() for key, cell in self._cells.items()}

    def _readings(self) -> tuple[dict[str, Finding], dict[str, Any]]:
        """Each input by itself."""
        values: dict[str, Any] = dict.fromkeys(self._cells)
        found: dict[str, Finding] = {}
        for key, cell in self._cells.items():
            try:
                values[key] = cell.made.read()
            except WrongInput as wrong:
                found[key] = wrong.finding
        return found, values

    def _read(self) -> tuple[dict[str, Finding], dict[str, Any]]:
        """What is wrong, by field, and what could be read."""
        found, values = self._readings()
        shown = set(self._there(values))
        for field in self.fields:
            if field.key not in shown:
                found.pop(field.key, None)
                values[field.key] = None
            elif field.check is not None and field.key not in found:
                finding = field.check(values[field.key], values)
                if finding is not None:
                    found[field.key] = replace(finding, place=field.key)
        if not found:
            for finding in self._rules(values):
                found.setdefault(finding.place, finding)
        return found, values

    def _there(self, values: Values) -> tuple[str, ...]:
        """The fields that are there while these values stand."""
        return tuple(field.key for field in self.fields if field.when is None or field.when(values))

    def _edited(self) -> None:
        if self._quiet:
            return
        sender = self.sender()
        if isinstance(sender, Input):
            self._touched.add(sender.field.key)
            self._refused.pop(sender.field.key, None)
        self._flow()
        self._judge(later=True)
        self._pause.start()
        self.edited.emit()

    def _judge(self, *, later: bool) -> None:
        found, values = self._read()
        for cell in self._cells.values():
            if isinstance(cell.made, Outcome):
                cell.made.follow(None if found else values)
        for key, cell in self._cells.items():
            finding = self._fault_of(key, found)
            cell.say(finding_text(self._words, finding) if finding else "", later=later)
            if isinstance(cell.made, MoneyInput) and isinstance(cell.made.field, MoneyField):
                follows = cell.made.field.currency_key
                if follows:
                    code = values.get(follows) or ""
                    known = cell.made.field.currencies
                    cell.made.money.set_currency(known.get(code, "") if known else str(code))

    def _fault_of(self, key: str, found: Mapping[str, Finding]) -> Finding | None:
        """What is to be said under a field; ``found`` is what is wrong with what stands there."""
        return self._refused.get(key) or (found.get(key) if key in self._touched else None)

    def _flow(self) -> None:
        """Place what is there: short fields two to a row, every other one across."""
        _wrong, values = self._readings()
        shown = self._there(values)
        if shown == self._shown:
            return
        self._shown = shown
        row = column = 0
        for field in self.fields:
            cell = self._cells[field.key]
            self._grid.removeWidget(cell)
            cell.setVisible(field.key in shown)
            if field.key not in shown:
                continue
            if not field.short and column:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, 1 if field.short else _COLUMNS)
            column = (column + 1) % _COLUMNS if field.short else 0
            row += 0 if column else 1

    def _create(self, typed: str) -> None:
        sender = self.sender()
        if isinstance(sender, PickInput):
            self.create_wished.emit(sender.field.key, typed)
