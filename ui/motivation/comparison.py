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
from ui.motivation.reading_names import reading_name, short_name
from ui.motivation.sentence_changes import Said, side_by_side

_TONES: Mapping[Kind, tuple[str, str]] = {
    Kind.SAME: ("=", "plain"), Kind.CHANGED: ("≠", "warn"), Kind.ADDED: ("+", "good"), Kind.REMOVED: ("−", "bad"),
}  # fmt: skip
"""The sign and the tone of what became of a rule."""
_OF_ONE: Mapping[Kind, str] = {
    Kind.SAME: mark("The same"),
    Kind.CHANGED: mark("Changed"),
    Kind.ADDED: mark("Added"),
    Kind.REMOVED: mark("Removed"),
}
_OF_TWO: Mapping[Kind, str] = {
    Kind.SAME: mark("The same"),
    Kind.CHANGED: mark("Different"),
    Kind.ADDED: mark("Only at the right"),
    Kind.REMOVED: mark("Only at the left"),
}
"""Between versions of one scheme rules come and go; between two schemes they only differ."""
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
        kinds = _OF_ONE if before.family == after.family else _OF_TWO
        self.summary = _summary(words, self.comparison, kinds)
        lines.addWidget(sentence(self.summary))
        lines.addWidget(_heads(words, before, after))
        for line in self.comparison.lines:
            lines.addWidget(_RuleCompared(speech, line, before, after, kinds))
        lines.addWidget(_TermsCompared(speech, before, after, kinds, differ=self.comparison.terms_differ))
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
            sign.setAccessibleName(words.text(_OF_TWO[Kind.ADDED if right else Kind.REMOVED]))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(sentence(said.text), 1)


class _Compared(Card):
    """A headline with its chip, and under it both texts."""

    def _head(self, chip_text: str, kind: Kind, title: str, parts: str) -> None:
        sign, tone = _TONES[kind]
        chip = ChipLabel()
        chip.show_state(f"{sign} {chip_text}", tone)
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

    def __init__(self, speech: Speech, line: Line, before: Reading, after: Reading, kinds: Mapping[Kind, str]) -> None:
        super().__init__()
        words = speech.words
        parts = ", ".join(words.text(PARTS[part]) for part in line.parts)
        self._head(words.text(kinds[line.kind]), line.kind, words.text("Rule «{rule}»").format(rule=line.key), parts)
        if line.kind is Kind.SAME and line.after is not None:
            same = sentence(rule_text(speech, line.after))
            same.setProperty("muted", True)
            self.lines.addWidget(same)
            return
        lacking = words.text("{version} has no such rule.")
        left, right = side_by_side(_said(speech, line.before), _said(speech, line.after))
        no_left = Said(lacking.format(version=short_name(words, before, after)))
        no_right = Said(lacking.format(version=short_name(words, after, before)))
        self._sides(words, left or (no_left,), right or (no_right,))


class _TermsCompared(_Compared):
    """What holds for all rules, before and after."""

    def __init__(
        self, speech: Speech, before: Reading, after: Reading, kinds: Mapping[Kind, str], *, differ: bool
    ) -> None:
        super().__init__()
        words = speech.words
        texts = [tuple(terms_sentences(speech, one.version.terms)) for one in (before, after)]
        kind = Kind.CHANGED if differ else Kind.SAME
        self._head(words.text(kinds[kind]), kind, words.text("What holds for all rules"), "")
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
    family = before.family if before.family == after.family else ""
    for column, one in enumerate((before, after)):
        head = sentence(reading_name(words, one, family))
        head.setObjectName("ChartTitle")
        grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignTop)
    return made


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    for column in range(2):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 1)
    return grid


def _summary(words: Words, comparison: Comparison, kinds: Mapping[Kind, str]) -> str:
    """How many rules are what, in a line."""
    lines, differ = comparison.lines, comparison.terms_differ
    if all(line.kind is Kind.SAME for line in lines) and not differ:
        return words.text("Both say the same.")
    order = (Kind.CHANGED, Kind.ADDED, Kind.REMOVED, Kind.SAME)
    count = {kind: sum(line.kind is kind for line in lines) for kind in order}
    said = [f"{words.number(n)} {words.text(kinds[kind])}" for kind, n in count.items() if n]
    text = words.text("Rules: {counts}.").format(counts=", ".join(said).casefold())
    return f"{text} {words.text('What holds for all rules differs.')}" if differ else text
