"""The input of who takes over: every client by function and every task, given one by one or all that is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n.words import Words, mark
from app.kernel.errors import Finding
from ui.kit.columns import NOTHING, Column
from ui.kit.entity_picker import EntityPicker
from ui.kit.form_fields import Choice, MadeField
from ui.kit.form_inputs import Input, WrongInput
from ui.kit.labels import muted, push_button
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed

_ALL = ""
_TABLE_PX = 260
_FEWEST_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is handed on: ``kind`` is the code it is filtered by, ``key`` tells it from all others."""

    key: str
    kind: str
    what: str
    client: str
    note: str
    taker_id: int | None = None
    taker: str = ""


COLUMNS: tuple[Column[Thing], ...] = (
    Column("client", mark("Client"), lambda row: row.client, width=150, stretch=True),
    Column("what", mark("What"), lambda row: row.what, width=150, stretch=True, muted=True),
    Column("note", mark("Note"), lambda row: row.note, width=150, stretch=True, muted=True, rank=1),
    Column("taker", mark("Goes to"), lambda row: row.taker or NOTHING, width=130, stretch=True),
)


def handing_field(key: str, title: str, things: Sequence[Thing], kinds: Mapping[str, str]) -> MadeField:
    """The field; its value maps keys of things to ids of people. ``kinds`` are the titles of the kinds, in order."""

    def make(field: MadeField, words: Words) -> HandingInput:
        return HandingInput(field, words, things, kinds)

    return MadeField(key, title, make=make)


class HandingInput(Input):
    """A table of everything, what of it is shown, and to whom the chosen or all shown go."""

    def __init__(self, field: MadeField, words: Words, things: Sequence[Thing], kinds: Mapping[str, str]) -> None:
        """Nobody takes anything yet."""
        self.filter, self.search, self.picker = QComboBox(), _Search(self), _Taker(self)
        self.model: RowsModel[Thing] = RowsModel(COLUMNS, words)
        self.table = RowsView(self.model, lambda row: row.key)
        self._whole = QWidget()
        super().__init__(field, words, self._whole)
        self._things = tuple(things)
        self._takers: dict[str, int] = {}
        self._waiting: Sequence[Thing] = ()
        """What goes to the next who is chosen: the button was pressed before anybody was."""
        self._names: dict[int, str] = {}
        self._count = muted("")
        self._counts(kinds)
        self._build()
        self.filter.currentIndexChanged.connect(self._narrow)
        self.search.textChanged.connect(self.model.set_search)
        self.picker.chosen.connect(self._chosen)
        self.table.typed.connect(self._begin_search)
        self.table.activated_row.connect(self.picker.setFocus)
        self.setFocusProxy(self.table)
        self._show()

    def _counts(self, kinds: Mapping[str, str]) -> None:
        words = self.words
        self.filter.addItem(words.text("Everything ({n})").format(n=len(self._things)), _ALL)
        for kind, title in kinds.items():
            count = sum(1 for thing in self._things if thing.kind == kind)
            if count:
                self.filter.addItem(f"{title} ({words.number(count)})", kind)

    def _build(self) -> None:
        words = self.words
        self.filter.setAccessibleName(words.text("What is shown"))
        self.search.setAccessibleName(words.text("Search"))
        self.search.setPlaceholderText(words.text("Search"))
        self.table.setAccessibleName(words.text("What is handed on"))
        self.table.setMinimumHeight(_TABLE_PX)
        self.picker.setAccessibleName(words.text("To whom"))
        self.picker.setPlaceholderText(words.text("To whom"))
        self.one = push_button(words.text("Give what is selected"), self.give_selected)
        self.all = push_button(words.text("Give all that is shown"), self.give_shown)
        self.back = push_button(words.text("Take all back"), self.take_back, link=True)
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(_FEWEST_LETTERS)
        lines = QVBoxLayout(self._whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(_line(self.filter, self.search))
        lines.addWidget(framed(self.table), 1)
        lines.addWidget(self.picker)
        lines.addLayout(_line(self.one, self.all, wide=False))
        lines.addLayout(_line(self._count, self.back))

    def offer(self, choices: Sequence[Choice]) -> None:
        """Everybody who may take over."""
        self._names = {choice.id: choice.title for choice in choices}
        self.picker.offer(choices)

    def give_selected(self) -> None:
        """What is selected in the table goes to whom the picker names."""
        self._give([self.model.row(place) for place in self.table.picked_rows()])

    def give_shown(self) -> None:
        """All that the table shows goes to whom the picker names."""
        self._give(self.model.shown_rows())

    def take_back(self) -> None:
        """Nobody takes anything."""
        self._takers.clear()
        self._show()
        self.edited.emit()

    def read(self) -> dict[str, int]:
        """Who takes what. Raises WrongInput where a name was typed that nobody has."""
        if self.picker.current is None and self.picker.text().strip():
            raise WrongInput(Finding("entry_unknown", self.field.key, {"text": self.picker.text().strip()}))
        return dict(self._takers)

    def show_value(self, value: Any) -> None:
        """Who takes what."""
        self._takers = dict(value or {})
        self._show()

    def said(self, value: Any) -> str:
        """How much is given."""
        return self.words.plural("{n} given", "{n} given", len(value or {}))

    def text(self) -> str:
        """As JSON."""
        return json.dumps(self._takers, sort_keys=True)

    def retype(self, text: str) -> None:
        """As ``text`` gave it; what is no longer here is left out."""
        known = {thing.key for thing in self._things}
        self.show_value({key: taker for key, taker in json.loads(text).items() if key in known})

    def _give(self, rows: Sequence[Thing]) -> None:
        taker = self.picker.current
        self._waiting = rows if taker is None else ()
        if taker is None:
            self.picker.setFocus()
            self.picker.open_list(self.picker.text())
            return
        self._takers |= {row.key: taker.id for row in rows}
        self._show()
        self.edited.emit()

    def _chosen(self) -> None:
        if self.picker.current is not None and self._waiting:
            self._give(self._waiting)

    def _show(self) -> None:
        rows = []
        for thing in self._things:
            taker = self._takers.get(thing.key)
            rows.append(replace(thing, taker_id=taker, taker=self._names.get(taker, "") if taker is not None else ""))
        self.model.set_rows(rows)
        words = self.words
        given = words.number(len(self._takers))
        self._count.setText(
            words.text("{given} of {all} go to somebody").format(given=given, all=words.number(len(self._things)))
        )
        self.back.setVisible(bool(self._takers))

    def _narrow(self) -> None:
        kind = self.filter.currentData()
        self.model.set_view((lambda row: row.kind == kind) if kind != _ALL else None)

    def _begin_search(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(letter)


def _line(*parts: QWidget, wide: bool = True) -> QHBoxLayout:
    """Side by side; the first takes the room, or nobody."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part, int(wide and part is parts[0]))
    if not wide:
        line.addStretch(1)
    return line


class _Search(QLineEdit):
    """Enter goes down to what was found: it must not save the form."""

    def __init__(self, owner: HandingInput) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self._owner.table.setFocus()
        else:
            super().keyPressEvent(event)


class _Taker(EntityPicker):
    """Enter on a chosen person gives what is selected: it must not save the form."""

    def __init__(self, owner: HandingInput) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not self.offered and self.current is not None:
            self._owner.give_selected()
        else:
            super().keyPressEvent(event)
