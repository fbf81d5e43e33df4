"""Step 1: who does what, as history has it and as the director wants it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.calc.facts import Function
from app.calc.remarks import Remark, Severity
from app.motivation.draft.answers import Functions
from app.motivation.draft.model import Draft
from app.motivation.draft.records import WorkTable
from app.motivation.draft.steps import Step
from app.motivation.draft.suggestion import with_functions
from app.wording import terms
from app.wording.remarks import Naming
from app.wording.work_findings import change_sentence, work_sentence
from ui.kit.icons import IconLabel
from ui.kit.labels import muted, push_button
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.function_card import FunctionCard
from ui.motivation.wizard.pieces import Card, Place, sentence
from ui.motivation.wizard.step_view import StepView
from ui.motivation.wizard.who_does_what import WhoDoesWhat
from ui.motivation.wizard.work_matrix import WorkMatrix

_ICON_PX = 18


class FunctionsStep(StepView):
    """The matrix, the function in front, and what is odd in who did what."""

    def __init__(self, desk: WizardDesk) -> None:
        """Asks for the last twelve months."""
        super().__init__(desk)
        self._work: WhoDoesWhat | None = None
        self._table: WorkTable | None = None
        self._since = muted(self.words.text("Looking at the last twelve months …"), wrap=True)
        self.matrix = WorkMatrix(self.words)
        self.card: FunctionCard | None = None
        self.in_front = Place()
        self.found = Place()
        self.matrix.work.ticked.connect(self._ticked)
        self.matrix.function_chosen.connect(self._show_card)
        for part in (self._since, self.matrix, self.in_front, self.found):
            self.lines.addWidget(part)
        self.lines.addStretch(1)

    def show_draft(self, draft: Draft) -> None:
        """Show the answers at once over what is known, and ask history about the hours."""
        if self._table is not None:
            self._show(draft, self._table)
        self.desk.tell_history(self._told, self)

    def show_place(self, place: str) -> None:
        """A function by its code."""
        if place in set(Function):
            self.matrix.show_function(Function(place))

    def first_wrong(self) -> QWidget | None:
        """Hours that are none."""
        return self.card.first_wrong() if self.card is not None else None

    def before_leaving(self) -> None:
        """What history has offered, and nobody has changed, is the answer."""
        if self._work is not None and Step.FUNCTIONS not in self.desk.draft.answered:
            self._take(self._work.functions())

    def _told(self, table: WorkTable) -> None:
        self._table = table
        words, history = self.words, table.history
        since = words.text("From {since} to {through}. A tick says who does it from now on; correct what will differ.")
        self._since.setText(since.format(since=words.month(history.since), through=words.month(history.through)))
        self._show(self.desk.draft, table)

    def _show(self, draft: Draft, table: WorkTable) -> None:
        self._work = WhoDoesWhat(draft.answers.functions, table)
        self.matrix.work.show_work(self._work)
        self._show_card(self.matrix.function)
        self.found.tell((table, self._collecting_automated()), self._findings)

    def _show_card(self, function: Function) -> None:
        if self._work is None:
            return
        if self.card is not None and self.card.function is function:
            before = self.card.shape
            self.card.show_work(self._work)
            if self.card.shape == before:
                return
        focused = self.card is not None and self.card.isAncestorOf(QApplication.focusWidget() or self)
        card = FunctionCard(self.words, self._work, function)
        card.answered.connect(self._take)
        self.card = card
        self.in_front.tell(card, lambda: card)
        if focused:
            card.somebody.setFocus()

    def _ticked(self, function: Function, person_id: int, does: bool) -> None:  # ruff: ignore[boolean-type-hint-positional-argument] (a signal)
        if self._work is not None:
            self._take(self._work.named(function, person_id, does=does))

    def _take(self, functions: Functions) -> None:
        self.desk.take(with_functions(self.desk.draft, functions))

    def _collecting_automated(self) -> bool:
        return self._work is not None and self._work.answers[Function.COLLECTING].automated

    def _findings(self) -> QWidget | None:
        if self._table is None or not self._table.history.findings:
            return None
        naming = Naming(self._table.people, self._table.contracts, self._table.currency)
        card = Card(self.words.text("What is odd in these twelve months"))
        card.lines.setSpacing(12)
        for one in self._table.history.findings:
            card.lines.addLayout(self._finding(one, naming))
        return card

    def _finding(self, found: Remark, naming: Naming) -> QHBoxLayout:
        line, texts = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(10)
        texts.setSpacing(2)
        warned = found.severity is not Severity.NOTE
        said = work_sentence(self.words, found, naming)
        texts.addWidget(sentence(said))
        texts.addWidget(muted(change_sentence(self.words, found, naming), wrap=True))
        line.addWidget(IconLabel("triangle-alert" if warned else "circle-help", _ICON_PX, "warn" if warned else "info"))
        line.addLayout(texts, 1)
        button = self._mending(found)
        if button is not None:
            button.setAccessibleDescription(said)
            line.addWidget(button)
        return line

    def _mending(self, found: Remark) -> QPushButton | QWidget | None:
        words = self.words
        if found.mend == "automate_reminders":
            if self._collecting_automated():
                return muted(words.text("a machine, you said"))
            return push_button(words.text("Let a machine do it"), self._automate)
        function = dict(found.values).get("function")
        if function is None:
            return None
        name = terms.function(words, str(function))
        return push_button(
            words.text("Show «{function}»").format(function=name), self._showing(Function(str(function)))
        )

    def _showing(self, function: Function) -> Callable[[], None]:
        return lambda: self.matrix.show_function(function)

    def _automate(self) -> None:
        if self._work is not None:
            self.matrix.choose(list(Function).index(Function.COLLECTING))
            self._take(self._work.automated(Function.COLLECTING, automated=True))
