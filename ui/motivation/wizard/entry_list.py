"""The list of step 10: whom the scheme is to pay, and what that ends and begins for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.motivation.draft.entry_people import EntryPerson, Other
from ui.kit.labels import muted, push_button
from ui.motivation.wizard.pieces import Card

_INDENT = 24


class EntryList(Card):
    """Ticks; each is told with the whole choice."""

    chosen = Signal(object)
    """Ids of people (a frozenset)."""
    kept = Signal(int, bool)
    """An assignment to another scheme, and whether it goes on."""

    def __init__(self, words: Words, rows: Sequence[EntryPerson]) -> None:
        """A tick for each of ``rows``."""
        super().__init__(words.text("For whom"))
        self._words = words
        self.ticks: dict[int, QCheckBox] = {}
        self.going_on: dict[int, QCheckBox] = {}
        self.lines.addLayout(self._quick(rows))
        for row in rows:
            self.lines.addLayout(self._row(row))

    def _quick(self, rows: Sequence[EntryPerson]) -> QHBoxLayout:
        """Everybody, nobody, or a position at once."""
        words, line = self._words, QHBoxLayout()
        line.setSpacing(8)
        everybody = frozenset(row.person.id for row in rows)
        line.addWidget(push_button(words.text("Everybody"), lambda: self.chosen.emit(everybody)))
        line.addWidget(push_button(words.text("Nobody"), lambda: self.chosen.emit(frozenset())))
        positions = sorted({row.person.position for row in rows if row.person.position})
        if positions:
            line.addWidget(self._by_position(rows, positions))
        line.addStretch(1)
        return line

    def _by_position(self, rows: Sequence[EntryPerson], positions: Sequence[str]) -> QPushButton:
        button = push_button(self._words.text("By position"), lambda: None)
        menu = QMenu(button)
        for position in positions:
            held = frozenset(row.person.id for row in rows if row.person.position == position)
            menu.addAction(position).triggered.connect(self._adding(held))
        button.setMenu(menu)
        return button

    def _row(self, row: EntryPerson) -> QVBoxLayout:
        column, line = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(0)
        line.setSpacing(12)
        tick = QCheckBox(row.person.name)
        tick.setChecked(row.chosen)
        said = self._said(row)
        tick.setAccessibleDescription(f"{row.person.position}. {said}")
        tick.clicked.connect(self._ticked)
        self.ticks[row.person.id] = tick
        line.addWidget(tick)
        line.addWidget(muted(row.person.position))
        line.addStretch(1)
        line.addWidget(muted(said))
        column.addLayout(line)
        for other in row.others:
            column.addWidget(self._other(row, other))
        return column

    def _said(self, row: EntryPerson) -> str:
        words = self._words
        if row.ends:
            return words.text("is paid by this scheme no longer")
        if not row.chosen:
            return ""
        return words.text("begins") if row.begins else words.text("is paid by this scheme already")

    def _other(self, row: EntryPerson, other: Other) -> QWidget:
        words = self._words
        text = words.text("«{scheme}» goes on beside it").format(scheme=other.scheme_name)
        made, line = QWidget(), QHBoxLayout()
        tick = QCheckBox(text)
        tick.setAccessibleName(f"{row.person.name}: {text}")
        tick.setChecked(other.goes_on)
        tick.clicked.connect(lambda: self._let(other.assignment_id))
        self.going_on[other.assignment_id] = tick
        line.setContentsMargins(_INDENT, 0, 0, 0)
        line.addWidget(tick)
        line.addStretch(1)
        if not other.goes_on:
            line.addWidget(muted(self._ending(other)))
        made.setLayout(line)
        return made

    def _ending(self, other: Other) -> str:
        if other.last_day is None:
            return self._words.text("does not begin")
        return self._words.text("ends on {day}").format(day=self._words.date(other.last_day))

    def _ticked(self) -> None:
        self.chosen.emit(frozenset(person_id for person_id, tick in self.ticks.items() if tick.isChecked()))

    def _adding(self, held: frozenset[int]) -> Callable[[], None]:
        return lambda: self._add(held)

    def _add(self, held: frozenset[int]) -> None:
        self.chosen.emit(held | {person_id for person_id, tick in self.ticks.items() if tick.isChecked()})

    def _let(self, assignment_id: int) -> None:
        self.kept.emit(assignment_id, self.going_on[assignment_id].isChecked())
