"""Cards of which the reading pane is made: a rule with its number, sentences under a headline, people, an approval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.calc.scheme import Rule
from app.i18n.words import Words
from app.motivation.draft.records import Approval
from app.wording.scheme_people import Speech
from app.wording.schemes import rule_sentences
from ui.kit.labels import label, muted
from ui.kit.moments import moment
from ui.kit.theme import LABEL_PX, text_font, tokens
from ui.motivation.books import Paid

_BADGE = 26


def sentence(text: str, tone: str = "") -> QLabel:
    """A text that wraps, and that can be copied."""
    made = label(text)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if tone:
        made.setProperty("tone", tone)
    return made


class Badge(QWidget):
    """A number on a tinted disc."""

    def __init__(self, number: str) -> None:
        """``number`` as it is written."""
        super().__init__()
        self._number = number
        self.setFixedSize(_BADGE, _BADGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Disc, then number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("info_bg"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(tokens().color("info"))
        painter.setFont(text_font(LABEL_PX, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)


class Card(QFrame):
    """A frame; ``lines`` takes what it holds under its headline."""

    def __init__(self, title: str = "") -> None:
        """Empty but for the headline."""
        super().__init__()
        self.setProperty("card", True)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(14, 12, 14, 12)
        self.lines.setSpacing(6)
        if title:
            self.lines.addWidget(label(title, "ChartTitle"))


class RuleCard(Card):
    """A rule in plain words under its number and its key."""

    def __init__(self, speech: Speech, number: int, rule: Rule) -> None:
        """``number`` from 1."""
        super().__init__()
        words = speech.words
        self.sentences = tuple(rule_sentences(speech, rule))
        self.setAccessibleName(f"{number}. {' '.join(self.sentences)}")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Badge(words.number(number)), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        first, *rest = self.sentences
        head = sentence(first)
        head.setFont(text_font(weight=QFont.Weight.Medium))
        texts.addWidget(head)
        if rest:
            texts.addWidget(sentence(" ".join(rest)))
        texts.addWidget(muted(words.text("Rule «{rule}»").format(rule=rule.key), wrap=True))
        line.addLayout(texts, 1)
        self.lines.addLayout(line)


class SentencesCard(Card):
    """Sentences under a headline, one in a line."""

    def __init__(self, title: str, sentences: Iterable[str]) -> None:
        """``sentences`` as they are read."""
        super().__init__(title)
        for text in sentences:
            self.lines.addWidget(sentence(text))


class PeopleCard(Card):
    """Whom a scheme pays, with the days from and to which it does."""

    def __init__(self, words: Words, paid: Sequence[Paid], today: date) -> None:
        """Those of today first, then those to come, then those whom it paid."""
        super().__init__(words.text("Whom it pays"))
        if not paid:
            self.lines.addWidget(muted(words.text("Nobody is paid by it yet."), wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for at, one in enumerate(sorted(paid, key=lambda one: _place_in_time(one, today))):
            over = one.valid_to is not None and one.valid_to < today
            name, span = sentence(one.name), label(days(words, one))
            for part in (name, span):
                part.setProperty("muted", over)
            grid.addWidget(name, at, 0)
            grid.addWidget(span, at, 1, Qt.AlignmentFlag.AlignRight)
        self.lines.addLayout(grid)


class ApprovalCard(Card):
    """Who approved a version, when, and what was accepted with it."""

    def __init__(self, words: Words, approval: Approval | None) -> None:
        """None: it came from a file."""
        super().__init__(words.text("Approval"))
        if approval is None:
            text = words.text("This version came from a scheme file: no approval is on record.")
            self.lines.addWidget(muted(text, wrap=True))
            return
        said = words.text("Approved by {login}, {time}.").format(
            login=approval.login, time=moment(approval.approved_at)
        )
        self.lines.addWidget(sentence(said))
        limit = words.text("Limit at that time: bonuses may cost {share} of the margin.")
        self.lines.addWidget(sentence(limit.format(share=words.percent(approval.limit_ppm))))
        for one in approval.accepted:
            accepted = words.text("A finding of the check was accepted by {login}: {reason}")
            self.lines.addWidget(sentence(accepted.format(login=one.login, reason=one.reason)))


def days(words: Words, one: Paid) -> str:
    """From–to, as people write it."""
    since = words.date(one.valid_from)
    if one.valid_to is None:
        return words.text("since {day}").format(day=since)
    return f"{since} – {words.date(one.valid_to)}"


def _place_in_time(one: Paid, today: date) -> int:
    if one.on(today):
        return 0
    return 1 if one.valid_from > today else 2
