"""Two versions side by side, rule by rule: what is new, gone or changed, and in which sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calc.scheme import Rule
from app.i18n.words import Words, mark
from app.motivation.draft.comparing import Comparison, Kind, Line, compared
from app.wording.draft_steps import PARTS
from app.wording.scheme_people import Speech
from app.wording.schemes import rule_sentences, rule_text, terms_sentences
from ui.kit.delegates import ChipLabel
from ui.kit.labels import label, muted
from ui.motivation.books import Reading
from ui.motivation.cards import Card, sentence
from ui.motivation.reading_names import reading_name
from ui.motivation.sentence_changes import Said, side_by_side

_KINDS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.SAME: ("=", mark("The same"), "plain"),
    Kind.CHANGED: ("≠", mark("Changed"), "warn"),
    Kind.ADDED: ("+", mark("New"), "good"),
    Kind.REMOVED: ("−", mark("Gone"), "bad"),
}
"""The sign, the word and the tone of what became of a rule."""
_SIGN_PX = 18


class ComparisonView(QWidget):
    """The earlier text at the left, the later one at the right."""

    def __init__(self, speech: Speech, before: Reading, after: Reading) -> None:
        """Both as they are read."""
        super().__init__()
        words = speech.words
        self.before, self.after = before, after
        self.comparison = compared(before.version, after.version)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self.summary = _summary(words, self.comparison)
        lines.addWidget(sentence(self.summary))
        lines.addWidget(_heads(words, before, after))
        for line in self.comparison.lines:
            lines.addWidget(_RuleCompared(speech, line, before, after))
        lines.addWidget(_TermsCompared(speech, before, after, differ=self.comparison.terms_differ))
        lines.addStretch(1)

    @property
    def marked(self) -> list[tuple[str, str]]:
        """The sentences that are marked, each behind its sign."""
        return [(one.sign, one.said.text) for one in self.findChildren(SaidLine) if one.sign]


class SaidLine(QFrame):
    """A sentence; one that the other side does not say is tinted and has a sign."""

    def __init__(self, words: Words, said: Said, *, right: bool) -> None:
        """``right``: of the later version."""
        super().__init__()
        self.said = said
        self.sign = ("+" if right else "−") if said.alone else ""
        if said.alone:
            self.setProperty("said", "new" if right else "gone")
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 3, 6, 3)
        line.setSpacing(4)
        sign = label(self.sign)
        sign.setFixedWidth(_SIGN_PX)
        sign.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        if said.alone:
            sign.setProperty("tone", "good" if right else "bad")
            sign.setAccessibleName(words.text("New sentence") if right else words.text("Sentence that is gone"))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(sentence(said.text), 1)


class _Compared(Card):
    """A headline with its chip, and under it both texts."""

    def _head(self, words: Words, kind: Kind, title: str, parts: str) -> None:
        sign, word, tone = _KINDS[kind]
        chip = ChipLabel()
        chip.show_state(f"{sign} {words.text(word)}", tone)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(title, "ChartTitle"))
        line.addWidget(muted(parts, wrap=True), 1)
        self.lines.addLayout(line)

    def _sides(self, words: Words, left: Iterable[Said], right: Iterable[Said]) -> None:
        grid = _grid()
        for column, (said, at_right) in enumerate(((left, False), (right, True))):
            side = QVBoxLayout()
            side.setSpacing(4)
            for one in said:
                side.addWidget(SaidLine(words, one, right=at_right))
            side.addStretch(1)
            grid.addLayout(side, 0, column)
        self.lines.addLayout(grid)


class _RuleCompared(_Compared):
    """A rule before and after; one that stands on one side only, in words on the other."""

    def __init__(self, speech: Speech, line: Line, before: Reading, after: Reading) -> None:
        super().__init__()
        words = speech.words
        parts = ", ".join(words.text(PARTS[part]) for part in line.parts)
        self._head(words, line.kind, words.text("Rule «{rule}»").format(rule=line.key), parts)
        if line.kind is Kind.SAME and line.after is not None:
            same = sentence(rule_text(speech, line.after))
            same.setProperty("muted", True)
            self.lines.addWidget(same)
            return
        lacking = words.text("{version} has no such rule.")
        left, right = side_by_side(_said(speech, line.before), _said(speech, line.after))
        absent_left, absent_right = (
            (Said(lacking.format(version=reading_name(words, one))),) for one in (before, after)
        )
        self._sides(words, left or absent_left, right or absent_right)


class _TermsCompared(_Compared):
    """What holds for all rules, before and after."""

    def __init__(self, speech: Speech, before: Reading, after: Reading, *, differ: bool) -> None:
        super().__init__()
        words = speech.words
        texts = [tuple(terms_sentences(speech, one.version.terms)) for one in (before, after)]
        self._head(words, Kind.CHANGED if differ else Kind.SAME, words.text("What holds for all rules"), "")
        if differ:
            self._sides(words, *side_by_side(*texts))
            return
        same = sentence(" ".join(texts[1]))
        same.setProperty("muted", True)
        self.lines.addWidget(same)


def _said(speech: Speech, rule: Rule | None) -> tuple[str, ...]:
    return () if rule is None else tuple(rule_sentences(speech, rule))


def _heads(words: Words, before: Reading, after: Reading) -> QWidget:
    made = QWidget()
    grid = _grid()
    grid.setContentsMargins(14, 0, 14, 0)
    made.setLayout(grid)
    for column, one in enumerate((before, after)):
        head = sentence(reading_name(words, one))
        head.setObjectName("ChartTitle")
        grid.addWidget(head, 0, column)
    return made


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    for column in range(2):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 1)
    return grid


def _summary(words: Words, comparison: Comparison) -> str:
    """How much of it is another text, in a sentence."""
    count = {kind: sum(line.kind is kind for line in comparison.lines) for kind in Kind}
    said = [
        words.plural("{n} rule changed", "{n} rules changed", count[Kind.CHANGED]) if count[Kind.CHANGED] else "",
        words.plural("{n} rule new", "{n} rules new", count[Kind.ADDED]) if count[Kind.ADDED] else "",
        words.plural("{n} rule gone", "{n} rules gone", count[Kind.REMOVED]) if count[Kind.REMOVED] else "",
        words.plural("{n} rule the same", "{n} rules the same", count[Kind.SAME]) if count[Kind.SAME] else "",
        words.text("what holds for all rules changed") if comparison.terms_differ else "",
    ]
    if count[Kind.SAME] == len(comparison.lines) and not comparison.terms_differ:
        return words.text("Both say the same.")
    return words.text("{sentence}.").format(sentence=", ".join(part for part in said if part))
