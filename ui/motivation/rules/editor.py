"""The rule editor: one rule in plain words, and under it every part of it. The words follow the typing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.calc.scheme import Counter, EventKind, Percent, Rule, Scheme
from app.kernel.errors import Finding
from app.motivation.draft.merging import differing
from app.motivation.rule_form.judging import rule_problems
from app.motivation.rule_form.places import Place, place_of
from app.motivation.rule_form.values import rule_of, values_of
from app.wording.draft_steps import PARTS
from app.wording.errors import finding_text
from app.wording.schemes import rule_text
from ui.kit.form_fields import Stand, Values
from ui.kit.form_part import FormPart
from ui.kit.labels import label
from ui.kit.reading_order import tab_as_read
from ui.kit.scrolling import scrolled
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.fields import Section, sections
from ui.motivation.rules.fold import Fold

_SPEECHLESS = frozenset({"limits_empty", "list_empty", "measure_missing", "override_not_percent"})
"""What leaves a rule without the words for it."""
_SENTENCE_PX = 48
"""Room for the sentence under an input."""
_TURNS = 3
"""Fields of one part may bring fields of another, and these of a third."""


@runtime_checkable
class SaysRows(Protocol):
    """An input with rows, each of which says what is wrong with it."""

    def say_rows(self, findings: Any) -> None:
        """By row and column."""


def _begun(key: str, values: Values) -> Any:
    """What a field begins with: a count goes by orders where nobody has said otherwise."""
    value = values[key]
    return Counter.ORDER if value is None and key.endswith("by") else value


class RuleEditor(QWidget):
    """Over one rule of the latest version of a scheme. Nothing is written: ``changed`` tells another rule."""

    changed = Signal(object)
    """The Rule as it stands, after every change that can be read; it may still be wrong (``right``)."""
    resized = Signal()

    def __init__(self, bench: Bench, scheme: Scheme, at: int, rule: Rule, parent: QWidget | None = None) -> None:
        """Edit ``rule``, which stands (or is to stand) at ``at`` of the latest version of ``scheme``."""
        super().__init__(parent)
        self.bench = bench
        self.rule = rule
        self.right = True
        """Whether what stands here is a rule without a fault."""
        self._scheme, self._at, self._before = scheme, at, rule
        self._forms: dict[str, FormPart] = {}
        self._folds: dict[str, Fold] = {}
        self._values: dict[str, Any] = values_of(rule)
        others = [one.key for place, one in enumerate(scheme.versions[-1].rules) if place != at]
        self._sections = sections(bench, others)
        self._said = label("")
        self._wrong = label("")
        self._there: object = None
        self._parts = QWidget(self)
        self._column = QVBoxLayout(self._parts)
        self.area = scrolled(self._parts, self)
        self._build()
        self.show_rule(rule)

    def show_rule(self, rule: Rule) -> None:
        """Begin anew with ``rule``."""
        self.rule = self._before = rule
        self._values = values_of(rule)
        for section in self._sections:
            form = self._forms[section.key]
            form.show_stand(Stand({field.key: _begun(field.key, self._values) for field in section.fields}))
        self._follow()
        for section in self._sections:
            self._folds[section.key].show_inside(open_=bool(self._used(section)))
        self._judge()

    @property
    def sentence(self) -> str:
        """The rule in plain words."""
        return self._said.text()

    @property
    def wrong(self) -> dict[str, str]:
        """Everything that is said under fields, by their keys."""
        return {key: text for form in self._forms.values() for key, text in form.wrong.items()}

    @property
    def said_elsewhere(self) -> str:
        """What is said of the rule and belongs to no field."""
        return "" if self._wrong.isHidden() else self._wrong.text()

    def form_of(self, key: str) -> FormPart:
        """The form that a field stands in. Raises KeyError."""
        for form in self._forms.values():
            if any(field.key == key for field in form.fields):
                return form
        raise KeyError(key)

    def fold_of(self, key: str) -> Fold:
        """The part of that key."""
        return self._folds[key]

    def go_to_wrong(self) -> bool:
        """Open the first part where something is wrong, and put the focus there."""
        for form in self._forms.values():
            form.touch_all()
        for key, form in self._forms.items():
            if form.first_wrong is not None:
                self._folds[key].show_inside(open_=True)
                self._column.activate()
                self.area.ensureWidgetVisible(form.input(form.first_wrong), 0, _SENTENCE_PX)
                return form.go_to_wrong()
        return False

    def begin(self) -> None:
        """Put the focus into the first field."""
        next(iter(self._forms.values())).begin()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(6)
        for text in (self._said, self._wrong):
            text.setWordWrap(True)
            inside.addWidget(text)
        self._wrong.setProperty("tone", "bad")
        self._wrong.setProperty("small", True)
        self._wrong.hide()
        outer.addWidget(card)
        outer.addWidget(self.area, 1)
        column = self._column
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        words = self.bench.words
        for section in self._sections:
            form = FormPart(section.fields, words, self.bench.today, self._around)
            form.edited.connect(self._edited)
            form.judged.connect(self.resized)
            fold = Fold(words.text(section.title), form, folded=section.folded)
            fold.opened.connect(self._opened)
            self._forms[section.key], self._folds[section.key] = form, fold
            column.addWidget(fold)
        column.addStretch(1)

    def _around(self) -> Values:
        return self._values

    def _opened(self) -> None:
        tab_as_read(self)
        self.resized.emit()

    def _edited(self) -> None:
        self._follow()
        self._judge()
        self.changed.emit(self.rule)

    def _follow(self) -> None:
        """Read everything; what one part says may bring fields of another, or take them away."""
        for _ in range(_TURNS):
            values, whole = self._read()
            if values == self._values and whole:
                break
            self._values = values
            for form in self._forms.values():
                form.follow()
        self.resized.emit()

    def _read(self) -> tuple[dict[str, Any], bool]:
        values: dict[str, Any] = {}
        whole = True
        for form in self._forms.values():
            read, right = form.reading()
            values |= read
            whole = whole and right
        return values, whole

    def _judge(self) -> None:
        """Put the rule into words, and say at its fields what is wrong with it."""
        values, whole = self._read()
        if not whole:  # the fields say what they miss; the words stand as they were
            self._say((), readable=False)
            return
        self.rule = rule_of(values, self._before)
        found = rule_problems(self._scheme, self._at, self.rule, self.bench.people)
        self._say(found, readable=True)
        for section in self._sections:
            self._folds[section.key].say(", ".join(self._used(section)))
        self._order()

    def _order(self) -> None:
        """The Tab key goes as one reads, when other fields are there than before."""
        there = tuple(form.shown for form in self._forms.values())
        if there != self._there:
            self._there = there
            tab_as_read(self)

    def _say(self, found: Sequence[Finding], *, readable: bool) -> None:
        words = self.bench.words
        self.right = readable and not found
        spoken = readable and _SPEECHLESS.isdisjoint(one.code for one in found)
        if spoken:
            self._said.setText(rule_text(self.bench.speech, self.rule))
        self._said.setProperty("muted", not spoken)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        elsewhere = self._say_at_fields(found)
        lines = [finding_text(words, one) for one in elsewhere]
        if not spoken:
            lines.append(words.text("Something is not right yet: the words above are of the rule before that."))
        elif found and not lines:
            lines.append(words.text("Something is not right yet: see the marked fields."))
        self._wrong.setText("\n".join(lines))
        self._wrong.setVisible(bool(lines))
        self._said.setVisible(bool(self._said.text()))

    def _say_at_fields(self, found: Iterable[Finding]) -> list[Finding]:
        """Each at its field, or at the row of its table; gives those that belong to none that is there."""
        fields: list[Finding] = []
        rows: dict[str, dict[tuple[int, str], Finding]] = defaultdict(dict)
        for one in found:
            place: Place = place_of(one.place)
            if place.row is not None and self._rowed(place.field):
                rows[place.field].setdefault((place.row, place.column), one)
            else:
                fields.append(replace(one, place=place.field))
        there: set[str] = set()
        for form in self._forms.values():
            there.update(form.shown)
            blamed = [one for one in fields if one.place in form.shown]
            form.blame(blamed)
            if blamed:
                self._fold_around(form).show_inside(open_=True)
            for field in form.fields:
                made = form.input(field.key)
                if isinstance(made, SaysRows):
                    made.say_rows(rows.get(field.key, {}))
        return [one for one in fields if one.place not in there]

    def _fold_around(self, form: FormPart) -> Fold:
        return next(self._folds[key] for key, one in self._forms.items() if one is form)

    def _rowed(self, key: str) -> bool:
        try:
            return isinstance(self.form_of(key).input(key), SaysRows)
        except KeyError:
            return False

    def _used(self, section: Section) -> list[str]:
        """What of a part the rule says, in words."""
        rule = self.rule
        usual = Rule(rule.key, EventKind.PAYMENT_RECEIVED, rule.recipient, Percent(0))
        said = set(differing(usual, rule))
        return [self.bench.words.text(PARTS[part]) for part in section.parts if part in said]
