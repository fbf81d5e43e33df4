"""Who does what on a contract: a line for each function, its people with their shares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.calc.facts import Function
from app.contracts.model import RolePart, ShareKind
from app.i18n import numbers
from app.i18n.words import Words
from app.kernel.errors import Finding
from app.wording.terms import FUNCTIONS
from ui.kit.entity_picker import EntityPicker
from ui.kit.form_fields import Choice, MadeField
from ui.kit.form_inputs import Input, WrongInput
from ui.kit.labels import muted, tool_button

_SHARE_PX = 56
_PERSON_PX = 120
_ONE = "1"


def roles_field(key: str, title: str) -> MadeField:
    """The field of a contract's people; its value is a tuple of RolePart."""
    return MadeField(key, title, make=MatrixInput)


@dataclass(slots=True)
class _Seat:
    """One person of a function, with the share beside the name."""

    function: Function
    line: QWidget
    person: EntityPicker
    share: QLineEdit


class MatrixInput(Input):
    """A line for each function; more people join by the plus behind it."""

    def __init__(self, field: MadeField, words: Words) -> None:
        """Seven empty lines."""
        self._grid = QWidget()
        super().__init__(field, words, self._grid)
        self._choices: tuple[Choice, ...] = ()
        self._seats: list[_Seat] = []
        self._columns: dict[Function, QVBoxLayout] = {}
        lines = QVBoxLayout(self._grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for function in Function:
            name = words.text(FUNCTIONS[function.value])
            column = self._columns[function] = QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(muted(name))
            lines.addLayout(column)
            self._add(function)
        self.setFocusProxy(self._seats[0].person)

    def people(self, function: Function) -> list[tuple[EntityPicker, QLineEdit]]:
        """The pickers and shares of a function, from the top."""
        return [(seat.person, seat.share) for seat in self._seats if seat.function is function]

    def offer(self, choices: Sequence[Choice]) -> None:
        """Everybody who may be named."""
        self._choices = tuple(choices)
        for seat in self._seats:
            seat.person.offer(self._choices)

    def read(self) -> tuple[RolePart, ...]:
        """The people with their shares. Raises WrongInput."""
        found = []
        for seat in self._seats:
            if seat.person.current is not None:
                weight, share = self._share(seat.share.text().strip() or _ONE)
                found.append(RolePart(seat.function, seat.person.current.id, weight, share))
            elif seat.person.text().strip():
                raise WrongInput(Finding("entry_unknown", self.field.key, {"text": seat.person.text().strip()}))
        return tuple(found)

    def show_value(self, value: Any) -> None:
        """The people of a contract."""
        parts: Sequence[RolePart] = value or ()
        self._clear()
        for function in Function:
            own = [part for part in parts if part.function is function]
            for part in own:
                self._add(function, part.person_id, self._written(part))
            if not own:
                self._add(function)

    def said(self, value: Any) -> str:
        """Function by function."""
        names = {choice.id: choice.title for choice in self._choices}
        lines = []
        for function in Function:
            own = [names.get(part.person_id, "") for part in value or () if part.function is function]
            if own:
                lines.append(f"{self.words.text(FUNCTIONS[function.value])}: {', '.join(own)}")
        return "; ".join(lines) or "—"

    def text(self) -> str:
        """As JSON: function, id or what was typed instead, share."""
        rows = [
            (
                seat.function.value,
                seat.person.current.id if seat.person.current else seat.person.text(),
                seat.share.text(),
            )
            for seat in self._seats
        ]
        return json.dumps(rows, ensure_ascii=False)

    def retype(self, text: str) -> None:
        """As ``text`` gave it."""
        self._clear()
        for function, person, share in json.loads(text):
            seat = self._add(Function(function))
            if isinstance(person, int):
                seat.person.choose(person)
            else:
                seat.person.setText(person)
            seat.share.setText(share)

    def join(self, function: Function) -> None:
        """One more person for a function."""
        self._add(function).person.setFocus()
        self.edited.emit()

    def _add(self, function: Function, person_id: int | None = None, share: str = "") -> _Seat:
        words, name = self.words, self.words.text(FUNCTIONS[function.value])
        person, part = EntityPicker(""), QLineEdit(share)
        person.setAccessibleName(name)
        part.setAccessibleName(words.text("Share: {function}").format(function=name))
        part.setPlaceholderText(_ONE)
        part.setFixedWidth(_SHARE_PX)
        part.setToolTip(words.text("Parts (1, 2) or percentages (60 %) that sum to 100 %"))
        line = QWidget()
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(person, 1)
        inside.addWidget(part)
        more = tool_button("plus", words.text("One more person: {function}").format(function=name))
        more.clicked.connect(partial(self.join, function))
        inside.addWidget(more)
        person.offer(self._choices)
        person.choose(person_id)
        person.chosen.connect(self.edited)
        person.left.connect(self.edited)
        part.textChanged.connect(self.edited)
        seat = _Seat(function, line, person, part)
        person.setMinimumWidth(_PERSON_PX)
        self._columns[function].addWidget(line)
        self._seats.append(seat)
        self._in_order()
        return seat

    def _in_order(self) -> None:
        """Tab goes from the top to the bottom, whoever joined last."""
        places = {function: at for at, function in enumerate(Function)}
        self._seats.sort(key=lambda seat: places[seat.function])
        before: QWidget | None = None
        for seat in self._seats:
            for widget in (seat.person, seat.share):
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget

    def _clear(self) -> None:
        for seat in self._seats:
            self._columns[seat.function].removeWidget(seat.line)
            seat.line.hide()
            seat.line.deleteLater()
        self._seats = []

    def _share(self, text: str) -> tuple[int, ShareKind]:
        try:
            if text.endswith("%"):
                typed = text.removesuffix("%").strip()
                return numbers.parse_percent(typed, self.words.language), ShareKind.PERCENT
            return numbers.parse_units(text, 0, self.words.language), ShareKind.PARTS
        except numbers.NumberError:
            raise WrongInput(Finding("part_unreadable", self.field.key, {"found": text})) from None

    def _written(self, part: RolePart) -> str:
        if part.share is ShareKind.PERCENT:
            return self.words.percent(part.weight)
        return "" if part.weight == 1 else str(part.weight)
