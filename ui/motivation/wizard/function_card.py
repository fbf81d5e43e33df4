"""The function in front in step 1: needed or not, who else, a machine, and what its time costs beside its pay."""

from __future__ import annotations

from functools import partial
from operator import itemgetter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.calc.facts import Function
from app.i18n.numbers import NumberError, format_units, parse_units
from app.i18n.words import Words
from app.kernel.money import round_half_up
from app.motivation.draft.answers import Functions
from app.motivation.draft.time_costs import TimeCost
from app.wording import terms
from ui.kit.cards import whole_money
from ui.kit.entity_picker import EntityPicker
from ui.kit.form_fields import Choice
from ui.kit.labels import field_label, label, muted
from ui.kit.theme import figures_font
from ui.motivation.wizard.pieces import Card
from ui.motivation.wizard.who_does_what import MACHINES, WhoDoesWhat

_MOST_MINUTES = 744 * 60
_PAUSE_MS = 400
_HOURS_PX = 130
_NEEDED: tuple[bool | None, ...] = (True, False, None)


class HoursEdit(QWidget):
    """Hours a month, with decimals; what is no number of hours is said under it."""

    typed = Signal(int)
    """Minutes."""

    def __init__(self, words: Words, minutes: int, name: str) -> None:
        """``name`` is what a screen reader calls it."""
        super().__init__()
        self._words = words
        self.line = QLineEdit(
            format_units(round(minutes * 100 / 60), 2, words.language, least_places=0) if minutes else ""
        )
        self.line.setFont(figures_font())
        self.line.setAccessibleName(name)
        self.line.setFixedWidth(84)
        self.said = label("")
        self.said.setProperty("tone", "bad")
        self.said.setProperty("small", True)
        self.said.setWordWrap(True)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.said)
        self.setFocusProxy(self.line)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.read)
        self.line.textEdited.connect(lambda: self._pause.start(_PAUSE_MS))
        self.line.editingFinished.connect(self.read)
        self._told = minutes

    @property
    def wrong(self) -> bool:
        """Whether it says something that is no number of hours."""
        return not self.said.isHidden()

    def read(self) -> None:
        """Tell what stands here, or say what is wrong with it."""
        self._pause.stop()
        text, sentence, minutes = self.line.text().strip(), "", 0
        try:
            minutes = round_half_up(parse_units(text, 2, self._words.language) * 60, 100) if text else 0
        except NumberError:
            sentence = self._words.text("Enter the hours as a number: 12 or 12.5.")
        if not sentence and not 0 <= minutes <= _MOST_MINUTES:
            sentence = self._words.text("A month has 744 hours at most: enter 0 to 744.")
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        self.line.setProperty("wrong", bool(sentence))
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        if not sentence and minutes != self._told:
            self._told = minutes
            self.typed.emit(minutes)


class FunctionCard(Card):
    """Everything about one function; ``answered`` takes the new answers of the step."""

    answered = Signal(object)

    def __init__(self, words: Words, work: WhoDoesWhat, function: Function) -> None:
        """Show the answers; ``show_work`` keeps them up to date without touching what is typed."""
        super().__init__(terms.function(words, function.value))
        self._words, self.work, self.function = words, work, function
        self.needed = QButtonGroup(self)
        self.machine = QCheckBox(words.text("A machine does it, or could"))
        self.position = QLineEdit(work.answers[function].position)
        self.somebody = EntityPicker()
        self.hours: dict[int, HoursEdit] = {}
        self._costs: dict[int, tuple[QLabel, QLabel]] = {}
        self.lines.setSpacing(10)
        self.lines.addLayout(self._choices())
        self.lines.addLayout(self._others())
        if self._rows():
            self.lines.addLayout(self._times())
        self.show_work(work)

    def show_work(self, work: WhoDoesWhat) -> None:
        """The answers and the figures beside the hours, as they stand now."""
        self.work = work
        answer = work.answers[self.function]
        self.needed.button(_NEEDED.index(answer.needed)).setChecked(True)
        self.machine.setChecked(answer.automated)
        own = {one.person_id: one for one in work.table.history.costs if one.function is self.function}
        for person_id, (cost, pay) in self._costs.items():
            found = own.get(person_id) if work.minutes(self.function, person_id) else None
            cost.setText(self._cost(found))
            pay.setText(self._pay(found, person_id))

    @property
    def shape(self) -> object:
        """What decides which parts the card has: another shape wants another card."""
        return (self.function, self._rows())

    def first_wrong(self) -> QWidget | None:
        """The hours that are none."""
        for edit in self.hours.values():
            edit.read()
        return next((edit.line for edit in self.hours.values() if edit.wrong), None)

    def _rows(self) -> tuple[int, ...]:
        doers = self.work.doers(self.function)
        also = (one.person_id for one in self.work.table.history.done if one.function is self.function)
        return tuple(dict.fromkeys((*doers, *also)))

    def _choices(self) -> QHBoxLayout:
        words = self._words
        titles = (words.text("Needed"), words.text("Not needed"), words.text("To be decided"))
        line = QHBoxLayout()
        line.setSpacing(16)
        for at, title in enumerate(titles):
            button = QRadioButton(title)
            self.needed.addButton(button, at)
            line.addWidget(button)
        self.needed.idClicked.connect(self._decided)
        if self.function in MACHINES:
            self.machine.clicked.connect(self._automated)
            line.addWidget(self.machine)
        line.addStretch(1)
        return line

    def _others(self) -> QHBoxLayout:
        words, table = self._words, self.work.table
        known = set(self.work.people())
        self.somebody.offer([
            Choice(person_id, name)
            for person_id, name in sorted(table.people.items(), key=itemgetter(1))
            if person_id not in known
        ])
        self.somebody.setPlaceholderText(words.text("Type a name"))
        self.somebody.chosen.connect(self._somebody)
        self.position.editingFinished.connect(self._positioned)
        line = QHBoxLayout()
        line.setSpacing(12)
        for title, edit in (
            (words.text("Somebody else does it"), self.somebody),
            (words.text("Or a position does it"), self.position),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(field_label(title, edit))
            column.addWidget(edit)
            line.addLayout(column, 1)
        return line

    def _times(self) -> QGridLayout:
        words = self._words
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        heads = (
            words.text("Who"),
            words.text("Hours a month"),
            words.text("What that time costs"),
            words.text("What it is paid"),
        )
        for column, head in enumerate(heads):
            grid.addWidget(muted(head, wrap=True), 0, column)
        for row, person_id in enumerate(self._rows(), start=1):
            name = self.work.table.people.get(person_id, "")
            edit = HoursEdit(words, self.work.minutes(self.function, person_id), f"{heads[1]}, {name}")
            edit.typed.connect(partial(self._timed, person_id))
            cost, pay = label(""), label("")
            for said in (cost, pay):
                said.setWordWrap(True)
            self.hours[person_id], self._costs[person_id] = edit, (cost, pay)
            who = label(name)
            who.setWordWrap(True)
            for column, widget in enumerate((who, edit, cost, pay)):
                grid.addWidget(widget, row, column)
        grid.setColumnMinimumWidth(1, _HOURS_PX)
        for column, share in ((0, 3), (2, 4), (3, 4)):
            grid.setColumnStretch(column, share)
        return grid

    def _cost(self, found: TimeCost | None) -> str:
        return "—" if found is None else self._hourly(found.cost_minor_per_hour, found.cost_minor)

    def _pay(self, found: TimeCost | None, person_id: int) -> str:
        if found is not None:
            return self._hourly(found.pay_minor_per_hour, found.pay_minor)
        done = self.work.done(self.function, person_id)
        if done is None:
            return "—"
        money = whole_money(self._words, done.pay_minor, self.work.table.currency)
        return self._words.text("{amount} in 12 months").format(amount=money)

    def _hourly(self, minor_per_hour: int, minor: int) -> str:
        words, currency = self._words, self.work.table.currency
        return words.text("{hourly} an hour, {amount} in 12 months").format(
            hourly=whole_money(words, minor_per_hour, currency), amount=whole_money(words, minor, currency)
        )

    def _decided(self, at: int) -> None:
        self._tell(self.work.needed(self.function, needed=_NEEDED[at]))

    def _automated(self) -> None:
        self._tell(self.work.automated(self.function, automated=self.machine.isChecked()))

    def _positioned(self) -> None:
        position = self.position.text().strip()
        if position != self.work.answers[self.function].position:
            self._tell(self.work.positioned(self.function, position))

    def _somebody(self) -> None:
        if self.somebody.current is not None:
            self._tell(self.work.named(self.function, self.somebody.current.id, does=True))

    def _timed(self, person_id: int, minutes: int) -> None:
        self._tell(self.work.timed(self.function, person_id, minutes))

    def _tell(self, functions: Functions) -> None:
        self.answered.emit(functions)
