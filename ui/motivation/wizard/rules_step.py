"""What steps 4 to 7 share: ways as cards, fields of the way that is chosen, what history says, the rules beneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import starmap
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import Office
from app.motivation.draft.answers import Answers
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import points
from app.motivation.draft.records import WorkTable
from app.motivation.draft.steps import Step
from app.wording.errors import finding_text
from ui.kit.choice_cards import ChoiceCards, Option
from ui.kit.form_fields import Field, Values
from ui.kit.labels import label, muted
from ui.kit.reading_order import tab_as_read
from ui.motivation.rules.bench import Bench, load_bench
from ui.motivation.rules.rules_list import RulesList
from ui.motivation.wizard.answer_form import AnswerForm
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.step_view import StepView


class RulesStep(StepView):
    """Base: a step whose answers make rules."""

    STEP: Step

    def __init__(self, desk: WizardDesk, ways: Sequence[tuple[Any, str, str]], name: str, columns: int = 1) -> None:
        """``ways``: id, title and idea of each; ``name`` is what the cards are called. The firm is read at once."""
        super().__init__(desk)
        options = list(starmap(Option, ways))
        self.cards = ChoiceCards(options, name, columns=columns)
        self.form: AnswerForm | None = None
        self.table: WorkTable | None = None
        self.history = muted("", wrap=True)
        self.history.hide()
        self.faults = label("")
        self.faults.setProperty("tone", "bad")
        self.faults.setProperty("small", True)
        self.faults.setWordWrap(True)
        self.rules = RulesList(desk, self.STEP)
        self._place = QVBoxLayout()
        self._there: object = None
        self.lines.addWidget(self.cards)
        self.lines.addWidget(self.history)
        self.lines.addLayout(self._place)
        self.lines.addWidget(self.faults)
        self.lines.addWidget(self.rules)
        self.lines.addStretch(1)
        self.cards.chosen.connect(self._chosen)
        desk.ask(self._read, self._begin, owner=self)
        desk.tell_history(self._told, self)

    def fields(self, bench: Bench) -> tuple[Field, ...]:
        """The fields of all ways; each says when it is there."""
        raise NotImplementedError

    def values(self, draft: Draft) -> dict[str, Any]:
        """What the fields show."""
        raise NotImplementedError

    def answers(self, draft: Draft, values: Values) -> Answers:
        """The answers with those values; what is not among them stays."""
        raise NotImplementedError

    def said_of_history(self, table: WorkTable) -> str:
        """What the answers would have given on the firm's usual figures; "" for nothing."""
        raise NotImplementedError

    def way(self, draft: Draft) -> Any:
        """The way that is chosen."""
        return self.values(draft)[self.way_key]

    way_key = "way"

    def show_draft(self, draft: Draft) -> None:
        """Show the answers and the rules that they make."""
        way = self.way(draft)
        self.cards.show_chosen([] if way is None else [way])
        if self.form is not None:
            values = self.values(draft)
            values.pop(self.way_key)
            self.form.show_values(values)
            self.form.follow()
            self.form.setVisible(bool(self.form.shown))
        self._show_faults(draft)
        self._show_history()
        self.rules.show_draft(draft)
        self._order()

    def show_place(self, place: str) -> None:
        """The rule of that key, or the field."""
        if not self.rules.show_rule(place) and self.form is not None and place in self.form.shown:
            self.form.input(place).inner.setFocus()

    def first_wrong(self) -> QWidget | None:
        """The input that is wrong."""
        return None if self.form is None else self.form.wrong_input()

    def _chosen(self, ids: frozenset[Any]) -> None:
        if ids:
            self._answer({self.way_key: next(iter(ids))})

    def _answered(self, values: Values) -> None:
        if self.form is not None:
            self._answer(self.form.there(values))

    def _answer(self, values: Mapping[str, Any]) -> None:
        draft = self.desk.draft
        self.desk.answer(self.answers(draft, values), self.STEP)

    def _read(self, office: Office) -> Bench:
        return load_bench(office, self.desk.context)

    def _begin(self, bench: Bench) -> None:
        self.form = AnswerForm(self.fields(bench), self.desk, self._around)
        self.form.answered.connect(self._answered)
        self.form.edited.connect(self._order)
        self._place.addWidget(self.form)
        self.form.show()
        self.show_draft(self.desk.draft)

    def _order(self) -> None:
        """The Tab key goes as one reads, when other fields or rules are there than before."""
        fields = (self.form.shown, len(self.form.findChildren(QWidget))) if self.form else ()
        there = (fields, tuple(id(card) for card in self.rules.cards))
        if there != self._there and self.isVisible():
            self._there = there
            tab_as_read(self.desk.window())

    def _around(self) -> Values:
        return {self.way_key: self.way(self.desk.draft)}

    def _told(self, table: WorkTable) -> None:
        self.table = table
        self._show_history()

    def _show_history(self) -> None:
        text = self.said_of_history(self.table) if self.table is not None else ""
        self.history.setText(text)
        self.history.setVisible(bool(text))

    def _show_faults(self, draft: Draft) -> None:
        """What the answers miss; what is wrong with a rule stands at the rule."""
        found = [one for one in points(draft) if one.step is self.STEP and one.wrong and not one.rule_key]
        texts = dict.fromkeys(finding_text(self.words, one.finding) for one in found)
        self.faults.setText("\n".join(texts))
        self.faults.setVisible(bool(texts))


def when_way(*ways: Any) -> Callable[[Values], bool]:
    """A field of these ways."""
    return lambda values: values.get("way") in ways


def when_all(*conditions: Callable[[Values], bool]) -> Callable[[Values], bool]:
    """A field for which all of these hold."""
    return lambda values: all(one(values) for one in conditions)


def when_told(key: str, *wanted: Any) -> Callable[[Values], bool]:
    """A field that is there while another has one of these values, or any at all."""
    return lambda values: values.get(key) in wanted if wanted else bool(values.get(key))
