"""Two versions of a scheme line by line: each rule in words before and after, and the parts in which it changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.calc.scheme import Rule, SchemeVersion
from app.i18n.words import mark
from app.motivation.draft.comparing import Comparison, Kind, Line, compared
from app.wording.draft_steps import PARTS
from app.wording.scheme_people import Speech
from app.wording.schemes import rule_text, terms_sentences
from ui.kit.labels import label, muted

_KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.SAME: (mark("The same"), ""),
    Kind.CHANGED: (mark("Changed"), "warn"),
    Kind.ADDED: (mark("New"), "good"),
    Kind.REMOVED: (mark("Gone"), "bad"),
}


class VersionsCompared(QWidget):
    """Before at the left, after at the right; a line for every rule of both."""

    def __init__(self) -> None:
        """Empty until ``show_versions``."""
        super().__init__()
        self.comparison: Comparison | None = None
        self._told: object = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)

    def show_versions(self, speech: Speech, before: SchemeVersion, after: SchemeVersion) -> None:
        """Compare them."""
        told = (before, after)
        if told == self._told:
            return
        self._told = told
        self.comparison = compared(before, after)
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        words = speech.words
        since = words.text("In force from {date}")
        self._lines.addWidget(
            _Heads(since.format(date=words.date(before.valid_from)), since.format(date=words.date(after.valid_from)))
        )
        for line in self.comparison.lines:
            self._lines.addWidget(_Compared(speech, line))
        if self.comparison.terms_differ:
            texts = (" ".join(terms_sentences(speech, version.terms)) for version in (before, after))
            self._lines.addWidget(_Pair(words.text("What holds for all rules"), "warn", "", *texts))
        for place in range(self._lines.count()):
            item = self._lines.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.show()


class _Heads(QWidget):
    def __init__(self, before: str, after: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 0, 14, 0)
        grid.setHorizontalSpacing(20)
        for column, text in enumerate((before, after)):
            grid.addWidget(muted(text), 0, column)
            grid.setColumnStretch(column, 1)


class _Pair(QFrame):
    """Two texts side by side under a headline."""

    def __init__(self, title: str, tone: str, parts: str, before: str, after: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        head = label(title)
        head.setProperty("tone", tone)
        head.setProperty("small", True)
        head.setWordWrap(True)
        grid.addWidget(head, 0, 0)
        grid.addWidget(muted(parts, wrap=True), 0, 1)
        for column, text in enumerate((before, after)):
            grid.addWidget(_text(text), 1, column)
            grid.setColumnStretch(column, 1)


class _Compared(_Pair):
    """A rule before and after."""

    def __init__(self, speech: Speech, line: Line) -> None:
        words = speech.words
        named, tone = _KINDS[line.kind]
        title = words.text("{what}: rule «{rule}»").format(what=words.text(named), rule=line.key)
        parts = ", ".join(words.text(PARTS[part]) for part in line.parts)
        super().__init__(title, tone, parts, _told(speech, line.before), _told(speech, line.after))


def _told(speech: Speech, rule: Rule | None) -> str:
    return "—" if rule is None else rule_text(speech, rule)


def _text(text: str) -> QLabel:
    made = label(text)
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
