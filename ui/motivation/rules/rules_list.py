"""The rules of a draft in plain words, each with what may be done to it: edit, restore, remove, move; one more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.motivation.draft.changing import moved, removed, restored
from app.motivation.draft.model import Draft, DraftRule
from app.motivation.draft.open_points import Point, points
from app.motivation.draft.steps import Step
from app.wording.errors import finding_text
from app.wording.schemes import rule_text, terms_sentences
from ui.kit.labels import label, muted, push_button, tool_button
from ui.kit.reading_order import tab_as_read
from ui.motivation.rules.bench import Bench, load_bench
from ui.motivation.rules.dialog import open_rule, open_terms, write_rule
from ui.motivation.wizard.desk import WizardDesk


class RuleCard(QFrame):
    """One rule."""

    def __init__(
        self, desk: WizardDesk, own: DraftRule, bench: Bench, found: tuple[Point, ...], *, moves: bool
    ) -> None:
        """``found`` is what is wrong with it; ``moves``: its place in the list may be changed."""
        super().__init__()
        self.key = own.rule.key
        self.told: object = None
        """What it shows, for whoever keeps it."""
        self._desk = desk
        self.setProperty("card", True)
        words = desk.words
        self.said = label(rule_text(bench.speech, own.rule) if not found else words.text("This rule is not right yet."))
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 8)
        column.setSpacing(4)
        column.addWidget(self.said)
        for point in found:
            fault = label(finding_text(words, point.finding))
            fault.setProperty("tone", "bad")
            fault.setProperty("small", True)
            fault.setWordWrap(True)
            column.addWidget(fault)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(muted(_origin(desk, own)))
        foot.addStretch(1)
        if moves:
            self.up = tool_button("arrow-up", words.text("Move rule «{rule}» up").format(rule=self.key))
            self.up.clicked.connect(self._up)
            self.up.setEnabled(desk.draft.rules.index(own) > 0)
            foot.addWidget(self.up)
        self.edit = self._button(words.text("Edit"), self._edit)
        foot.addWidget(self.edit)
        self.restore = self._button(words.text("Restore"), self._restore)
        foot.addWidget(self.restore)
        self.remove = self._button(words.text("Remove"), self._remove)
        foot.addWidget(self.remove)
        column.addLayout(foot)
        self.restore.setVisible(own.made is not None and own.edited_by_hand)

    def _button(self, text: str, clicked: Callable[[], object]) -> QPushButton:
        made = push_button(text, clicked, link=True)
        made.setAccessibleName(self._desk.words.text("{deed}: rule «{rule}»").format(deed=text, rule=self.key))
        return made

    def _edit(self) -> None:
        open_rule(self._desk, self.key)

    def _restore(self) -> None:
        self._desk.change(restored(self._desk.draft, self.key))

    def _remove(self) -> None:
        self._desk.change(removed(self._desk.draft, self.key))

    def _up(self) -> None:
        draft = self._desk.draft
        place = draft.rules.index(draft.rule(self.key))
        self._desk.change(moved(draft, self.key, max(0, place - 1)))


class RulesList(QWidget):
    """Those of one step and those of one's own, or all of the draft. Shows what it is told by ``show_draft``."""

    def __init__(self, desk: WizardDesk, step: Step | None = None) -> None:
        """``step`` None: every rule, in the order in which people read them, and what holds for all."""
        super().__init__()
        self.cards: tuple[RuleCard, ...] = ()
        self._desk, self._step = desk, step
        self._bench: Bench | None = None
        self._told: object = None
        words = desk.words
        title = words.text("Rules of this step") if step else words.text("Rules")
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._none = muted(words.text("No rule yet."), wrap=True)
        self.add = push_button(words.text("Add a rule of your own"), self._add, "plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(title, "ChartTitle"))
        column.addWidget(self._none)
        column.addLayout(self._lines)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.terms = _TermsCard(desk) if step is None else None
        if self.terms is not None:
            column.addWidget(self.terms)
        desk.ask(self._read, self._begin, owner=self)

    def show_draft(self, draft: Draft) -> None:
        """Show its rules; the focus stays at the rule where it was."""
        if self._bench is None:
            return
        rules = [one for one in draft.rules if self._shows(one)]
        found = points(draft)
        told = (tuple(rules), draft.terms, tuple(point for point in found if point.wrong))
        if told == self._told:
            return
        self._told = told
        focus = QApplication.focusWidget()
        focused = next((card.key for card in self.cards if focus is not None and card.isAncestorOf(focus)), "")
        moves = self._step is None and len(rules) > 1
        made = [self._card(draft, own, found, moves=moves) for own in rules]
        for old in self.cards:
            self._lines.removeWidget(old)
            if old not in made:
                old.hide()
                old.deleteLater()
        for card in made:
            self._lines.addWidget(card)
            card.show()
        self.cards = tuple(made)
        self._none.setVisible(not made)
        if self.terms is not None:
            self.terms.show_terms(draft, self._bench)
        tab_as_read(self._desk.window())
        if focused:
            self.show_rule(focused)

    def show_rule(self, key: str) -> bool:
        """Put the focus on a rule; tells whether it is here."""
        for card in self.cards:
            if card.key == key:
                card.edit.setFocus()
                return True
        return False

    def _card(self, draft: Draft, own: DraftRule, found: tuple[Point, ...], *, moves: bool) -> RuleCard:
        """The card of a rule: the one that stands here already, when nothing about it has changed."""
        wrong = tuple(point for point in found if point.wrong and point.rule_key == own.rule.key)
        told = (own, wrong, moves and draft.rules.index(own) > 0, moves)
        for card in self.cards:
            if card.told == told:
                return card
        if self._bench is None:
            raise LookupError("the firm is not known yet")
        made = RuleCard(self._desk, own, self._bench, wrong, moves=moves)
        made.told = told
        return made

    def _shows(self, own: DraftRule) -> bool:
        both = self._step is Step.FIRST and own.slot.startswith("orders-")  # of the first order and the later ones
        return both or self._step is None or own.step in {self._step, None}

    def _read(self, office: Office) -> Bench:
        return load_bench(office, self._desk.context)

    def _begin(self, bench: Bench) -> None:
        self._bench = bench
        self.show_draft(self._desk.draft)

    def _add(self) -> None:
        write_rule(self._desk)


class _TermsCard(QFrame):
    """What holds for all rules, in words."""

    def __init__(self, desk: WizardDesk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", True)
        words = desk.words
        self.said = label("")
        self.said.setWordWrap(True)
        self.edit = push_button(words.text("Edit"), self._edit, link=True)
        self.edit.setAccessibleName(words.text("Edit what holds for all rules"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 8)
        column.setSpacing(4)
        column.addWidget(label(words.text("What holds for all rules"), "ChartTitle"))
        column.addWidget(self.said)
        column.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignRight)

    def show_terms(self, draft: Draft, bench: Bench) -> None:
        self.said.setText(" ".join(terms_sentences(bench.speech, draft.terms)))

    def _edit(self) -> None:
        open_terms(self._desk)


def _origin(desk: WizardDesk, own: DraftRule) -> str:
    words = desk.words
    if own.made is None:
        return words.text("«{rule}», a rule of your own").format(rule=own.rule.key)
    if own.edited_by_hand:
        return words.text("«{rule}», edited by hand").format(rule=own.rule.key)
    return words.text("«{rule}»").format(rule=own.rule.key)
