"""The reading pane: a scheme or a draft in plain words, or beside another version."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.motivation.draft.records import StoredDraft
from app.wording.draft_steps import STEPS
from app.wording.scheme_people import Speech
from app.wording.schemes import terms_sentences
from ui.kit.labels import muted
from ui.kit.moments import moment
from ui.kit.reading_order import tab_as_read
from ui.kit.scrolling import scrolled
from ui.motivation.books import Reading, SchemeBooks, SchemeCard
from ui.motivation.cards import ApprovalCard, PeopleCard, RuleCard, SentencesCard
from ui.motivation.comparison import ComparisonView
from ui.motivation.reading_head import ReadingHead
from ui.motivation.reading_names import reading_name, standing_name, version_name
from ui.runtime.context import UiContext


class ReadingPane(QWidget):
    """Shows one place of the list."""

    change_wished = Signal(str)
    """A scheme is to get another version, or a draft is to be gone on with: its place."""
    rules_wished = Signal(str)
    """The same, rule by rule."""
    remove_wished = Signal(str)
    """A draft is to be removed: its place."""
    check_wished = Signal(str)
    save_wished = Signal(str)
    paper_wished = Signal(str)

    def __init__(self, context: UiContext[Office]) -> None:
        """Empty until ``show_place``."""
        super().__init__()
        words = context.words
        self.context = context
        self.head = ReadingHead(words)
        self.reading: Reading | None = None
        self.other: Reading | None = None
        self._place = ""
        self._told: object = None
        self._books = SchemeBooks((), (), {})
        self.body = scrolled(QWidget())
        self.body.setObjectName("Reading")
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.setAccessibleName(words.text("The scheme in plain words"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 12, 0)
        lines.setSpacing(12)
        lines.addWidget(self.head)
        lines.addWidget(self.body, 1)
        self.head.versions.chosen.connect(self._show_version)
        self.head.others.chosen.connect(self._show_beside)
        self.head.compare_wished.connect(self.compare)
        self.head.comparison_ended.connect(self.end_comparison)
        self.head.change_wished.connect(lambda: self.change_wished.emit(self._place))
        self.head.rules_wished.connect(lambda: self.rules_wished.emit(self._place))
        self.head.remove_wished.connect(lambda: self.remove_wished.emit(self._place))
        self.head.check_wished.connect(lambda: self.check_wished.emit(self._place))
        self.head.save_wished.connect(lambda: self.save_wished.emit(self._place))
        self.head.paper_wished.connect(lambda: self.paper_wished.emit(self._place))

    @property
    def speech(self) -> Speech:
        """In the language of the window, with the firm's currency and people."""
        return Speech(self.context.words, self.context.currency, self._books.names)

    def show_place(self, books: SchemeBooks, place: str) -> None:
        """Show a scheme or a draft; what was chosen there before the books changed stays."""
        again = place == self._place
        chosen, other = (self.reading, self.other) if again else (None, None)
        self._books, self._place = books, place
        card, stored = books.card(place), books.draft(place)
        if card is not None:
            self._show_scheme(card)
        elif stored is not None:
            self._show_draft(stored)
        readings = books.readings()
        self.head.compare.setEnabled(len(readings) > 1)
        own = [one for one in readings if one.place == place]
        self.reading = _found(own, chosen) or self._usual(own, card)
        self.other = _found(list(readings), other)
        self._show()

    def compare(self) -> None:
        """Put the version that comes to mind beside this one."""
        self.other = self._books.before(self.reading) if self.reading is not None else None
        self._show()

    def end_comparison(self) -> None:
        """This version alone again."""
        self.other = None
        self._show()

    def _usual(self, own: list[Reading], card: SchemeCard | None) -> Reading | None:
        """The version in force."""
        version = card.current(self.context.clock.today()) if card is not None else None
        return next((one for one in own if one.version == version), next(iter(own), None))

    def _show_scheme(self, card: SchemeCard) -> None:
        words, today, head = self.context.words, self.context.clock.today(), self.head
        head.title.setText(card.scheme.name)
        head.chip.show_state(*standing_name(words, card, today))
        people = words.plural("It pays {n} person", "It pays {n} people", card.people(today))
        versions = words.plural("{n} version", "{n} versions", len(card.scheme.versions))
        head.note.setText(f"{people} · {versions} · {card.scheme.key}")
        _label(head.change, words.text("Change…"))
        head.remove.hide()
        head.save.show()

    def _show_draft(self, stored: StoredDraft) -> None:
        words, row, head = self.context.words, stored.row, self.head
        head.title.setText(row.name)
        head.chip.show_state(words.text("Draft"), "warn")
        saved = words.text("Saved {time}, {login}").format(time=moment(row.saved_at), login=row.login)
        step = words.text("step {n}: {title}").format(n=row.step.number, title=words.text(STEPS[row.step]))
        head.note.setText(f"{saved} · {step}")
        _label(head.change, words.text("Go on…"))
        head.remove.show()
        head.save.hide()

    def _show_version(self, reading: Reading) -> None:
        self.reading = reading
        if self.other == reading:
            self.other = self._books.before(reading)
        self._show()

    def _show_beside(self, reading: Reading) -> None:
        self.other = reading
        self._show()

    def _show(self) -> None:
        """Fill the pickers and the body."""
        reading = self.reading
        if reading is None:
            return
        words, readings = self.context.words, self._books.readings()
        card, today = self._books.card(self._place), self.context.clock.today()
        own = [
            (version_name(words, one, card, today) if card is not None else reading_name(words, one, one.family), one)
            for one in readings
            if one.place == self._place
        ]
        self.head.versions.show_readings(own, reading)
        others = [(reading_name(words, one, reading.family), one) for one in readings if one != reading]
        others.sort(key=lambda named: named[1].family != reading.family)
        self.head.others.show_readings(others, self.other)
        self.head.show_comparing(comparing=self.other is not None)
        told = (reading, self.other, self._books)
        if told == self._told:
            return
        self._told = told
        self.body.setWidget(self._compared(reading, self.other) if self.other else self._in_words(reading))
        self.body.verticalScrollBar().setValue(0)
        if self.isVisible():
            tab_as_read(self.window())

    def _compared(self, reading: Reading, other: Reading) -> QWidget:
        """The earlier one at the left."""
        order = {True: (other, reading), False: (reading, other)}
        earlier = _rank(other) <= _rank(reading)
        return _ground([ComparisonView(self.speech, *order[earlier])])

    def _in_words(self, reading: Reading) -> QWidget:
        return _ground(self._cards(reading))

    def _cards(self, reading: Reading) -> Iterator[QWidget]:
        words, version = self.context.words, reading.version
        if not version.rules:
            yield muted(words.text("There is no rule yet."), wrap=True)
        for number, rule in enumerate(version.rules, start=1):
            yield RuleCard(self.speech, number, rule)
        yield SentencesCard(words.text("What holds for all rules"), terms_sentences(self.speech, version.terms))
        card = self._books.card(reading.place)
        if card is not None:
            yield PeopleCard(words, card.paid, self.context.clock.today())
            yield ApprovalCard(words, card.approvals.get(version.number))


def _ground(parts: list[QWidget] | Iterator[QWidget]) -> QWidget:
    """One under the other."""
    made = QWidget()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(2, 2, 8, 16)
    lines.setSpacing(10)
    for part in parts:
        lines.addWidget(part)
    lines.addStretch(1)
    made.setAutoFillBackground(False)
    return made


def _rank(reading: Reading) -> tuple[bool, object, int]:
    """Drafts come last."""
    return reading.is_draft, reading.version.valid_from, reading.version.number


def _found(readings: list[Reading], wanted: Reading | None) -> Reading | None:
    """The same version as it stands by now."""
    if wanted is None:
        return None
    mark = (wanted.place, wanted.version.number)
    return next((one for one in readings if (one.place, one.version.number) == mark), None)


def _label(button: QPushButton, text: str) -> None:
    button.setText(f" {text}")
    button.setAccessibleName(text)
