"""The rule editor in a dialog: a rule of a draft is opened, changed, and taken over into the draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from app.bootstrap import Office
from app.calc.facts import Function
from app.calc.scheme import EventKind, Percent, Rule, Scheme, SchemeTerms
from app.motivation.draft.changing import added, edited, free_key
from app.motivation.rule_form.judging import terms_problems
from app.motivation.rule_form.values import terms_of, terms_values
from app.wording.schemes import terms_sentences
from ui.kit.dialog import Dialog, Message, QuestionDialog
from ui.kit.form_fields import Stand
from ui.kit.form_part import FormPart
from ui.kit.labels import label
from ui.kit.reading_order import tab_as_read
from ui.motivation.rules.bench import Bench, load_bench
from ui.motivation.rules.editor import RuleEditor
from ui.motivation.rules.fields import terms_fields
from ui.motivation.wizard.desk import WizardDesk

_WIDTH, _HEIGHT, _MARGIN = 820, 640, 60
NEW_RULE = Rule("rule", EventKind.PAYMENT_RECEIVED, Function.SELLING, Percent(0))
"""What a rule of one's own begins as."""


class _Editing(Dialog):
    """As large as the window allows; what was changed is not thrown away without a question."""

    def __init__(self, bench: Bench, title: str, parent: QWidget) -> None:
        super().__init__(parent, title)
        self.bench = bench
        self.add_button(bench.words.text("Cancel"), self.reject)
        self.take_button = self.add_button(bench.words.text("Take over"), self.take, primary=True)
        self.take_button.setDefault(False)  # Enter belongs to the fields

    @property
    def dirty(self) -> bool:
        """Whether anything was changed."""
        raise NotImplementedError

    def take(self) -> None:
        """Take over what stands here."""
        raise NotImplementedError

    def reject(self) -> None:
        """Close it; what was changed is asked about."""
        if not self.dirty:
            super().reject()
            return
        words = self.bench.words
        title, text = words.text("Discard the changes?"), words.text("What you have changed here would be lost.")
        message = Message(title, text, icon="triangle-alert", tone="warn")
        question = QuestionDialog(message, words.text("Discard"), words, self)
        question.accepted.connect(self._discard)
        question.open()

    def _discard(self) -> None:
        super().reject()

    def sizeHint(self) -> QSize:
        """Large, inside the window it belongs to."""
        around = self.parentWidget()
        room = around.size() if isinstance(around, QWidget) else QSize(_WIDTH, _HEIGHT)
        return QSize(min(_WIDTH, room.width() - _MARGIN), min(_HEIGHT, room.height() - _MARGIN))


class RuleDialog(_Editing):
    """One rule; ``taken`` with the rule as it is to be."""

    taken = Signal(object)

    def __init__(self, bench: Bench, scheme: Scheme, at: int, rule: Rule, title: str, parent: QWidget) -> None:
        """Edit ``rule`` at ``at`` of the latest version of ``scheme``."""
        super().__init__(bench, title, parent)
        self.editor = RuleEditor(bench, scheme, at, rule)
        self._began = rule
        self._touched = False
        headline = label(title, "Section")
        headline.setWordWrap(True)
        self.body.addWidget(headline)
        self.body.addWidget(self.editor, 1)
        self.editor.changed.connect(self._changed)
        self.resize(self.sizeHint())
        tab_as_read(self)
        self.editor.begin()

    @property
    def dirty(self) -> bool:
        """Whether the rule is another one, or is being written."""
        return self._touched and (not self.editor.right or self.editor.rule != self._began)

    def take(self) -> None:
        """Take it over, or lead to the first thing that is wrong."""
        if not self.editor.right:
            self.editor.go_to_wrong()
            return
        self.taken.emit(self.editor.rule)
        self.accept()

    def _changed(self, _rule: Rule) -> None:
        self._touched = True


class TermsDialog(_Editing):
    """What holds for the version as a whole; ``taken`` with the terms."""

    taken = Signal(object)

    def __init__(self, bench: Bench, scheme: Scheme, parent: QWidget) -> None:
        """Edit the terms of the latest version of ``scheme``."""
        words = bench.words
        super().__init__(bench, words.text("What holds for all rules"), parent)
        self._scheme = scheme
        self._began = scheme.versions[-1].terms
        self.said = label("")
        self.said.setWordWrap(True)
        self.form = FormPart(terms_fields(), words, bench.today)
        self.body.addWidget(label(words.text("What holds for all rules"), "Section"))
        self.body.addWidget(self.said)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.edited.connect(self._judge)
        self.form.show_stand(Stand(_shown(self._began)))
        self._judge()
        tab_as_read(self)
        self.form.begin()

    @property
    def dirty(self) -> bool:
        """Whether anything was changed."""
        return self.form.changed

    def take(self) -> None:
        """Take them over, or lead to the first field that is wrong."""
        terms = self._terms()
        if terms is None or terms_problems(self._scheme, terms):
            self.form.go_to_wrong()
            return
        self.taken.emit(terms)
        self.accept()

    def sizeHint(self) -> QSize:
        """As high as it needs to be."""
        return QSize(super().sizeHint().width(), 360)

    def _terms(self) -> SchemeTerms | None:
        values, whole = self.form.reading()
        return terms_of(values) if whole else None

    def _judge(self) -> None:
        terms = self._terms()
        if terms is None:
            return
        found = terms_problems(self._scheme, terms)
        self.form.blame(found)
        if not found:
            self.said.setText(" ".join(terms_sentences(self.bench.speech, terms)))


def open_rule(desk: WizardDesk, key: str) -> None:
    """Edit the rule of that key of the desk's draft. Raises KeyError."""
    own = desk.draft.rule(key)
    title = desk.words.text("Rule «{rule}»").format(rule=key)

    def opened(bench: Bench) -> None:
        scheme = desk.draft.scheme()
        dialog = RuleDialog(bench, scheme, desk.draft.rules.index(own), own.rule, title, desk.window())
        dialog.taken.connect(lambda rule: desk.change(edited(desk.draft, key, rule)))
        dialog.open()

    _with_bench(desk, opened)


def write_rule(desk: WizardDesk) -> None:
    """Write a rule of one's own into the desk's draft."""

    def opened(bench: Bench) -> None:
        scheme, title = desk.draft.scheme(), desk.words.text("A rule of your own")
        taken = {rule.key for version in scheme.versions for rule in version.rules}
        rule = Rule(free_key(NEW_RULE.key, taken), NEW_RULE.event, NEW_RULE.recipient, NEW_RULE.rate)
        dialog = RuleDialog(bench, scheme, len(desk.draft.rules), rule, title, desk.window())
        dialog.taken.connect(lambda written: desk.change(added(desk.draft, written)))
        dialog.open()

    _with_bench(desk, opened)


def open_terms(desk: WizardDesk) -> None:
    """Edit what holds for all rules of the desk's draft."""

    def opened(bench: Bench) -> None:
        dialog = TermsDialog(bench, desk.draft.scheme(), desk.window())
        dialog.taken.connect(lambda terms: desk.change(replace(desk.draft, terms=terms)))
        dialog.open()

    _with_bench(desk, opened)


def _with_bench(desk: WizardDesk, opened: Callable[[Bench], object]) -> None:
    def read(office: Office) -> Bench:
        return load_bench(office, desk.context)

    desk.ask(read, opened)


def _shown(terms: SchemeTerms) -> dict[str, object]:
    values = terms_values(terms)
    return {**values, "leaving_months": values["leaving_months"] or None}
