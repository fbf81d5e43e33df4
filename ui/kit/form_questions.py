"""What a form asks: what to do with unsaved changes, and whose value holds where two people changed one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.i18n.words import Words
from ui.kit.dialog import Dialog, Message
from ui.kit.form_fields import LastChange
from ui.kit.labels import label, muted, rule
from ui.kit.moments import moment


class UnsavedDialog(Dialog):
    """Save, throw away, or stay."""

    def __init__(
        self, title: str, save: Callable[[], object], discard: Callable[[], object], words: Words, parent: QWidget
    ) -> None:
        """About the form ``title``."""
        super().__init__(parent)
        text = words.text("What you have typed is not saved yet.")
        self.say(Message(words.text("Save the changes?"), f"{title}. {text}", icon="triangle-alert", tone="warn"))
        self._save, self._discard = save, discard
        self.stay = self.add_button(words.text("Stay"), self.reject)
        self.discard = self.add_button(words.text("Discard"), self._discarded)
        self.save = self.add_button(words.text("Save"), self._saved, primary=True)
        self.save.setFocus()

    def _discarded(self) -> None:
        self.accept()
        self._discard()

    def _saved(self) -> None:
        self.accept()
        self._save()


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that stands otherwise by now: as read, and as both people want it; in words."""

    key: str
    title: str
    mine: str
    theirs: str
    theirs_value: Any
    by_me: bool
    """Whether the reader changed it at all: else the other's value is offered."""


class ConflictDialog(Dialog):
    """Two people changed one row: each value side by side, and the choice."""

    settled = Signal(object)
    """The values that are taken from the other, by field."""

    def __init__(self, last: LastChange | None, clashes: Sequence[Clash], words: Words, parent: QWidget) -> None:
        """``last`` says who it was; None where that is not known."""
        super().__init__(parent)
        title = words.text("Changed by somebody else")
        if last is not None:
            title = words.text("Changed by {who} at {time}").format(who=last.by, time=moment(last.at))
        text = words.text("While you were typing, this was changed. Choose what holds, field by field.")
        if not clashes:
            text = words.text("While you were typing, this was changed, though to nothing else. Save yours again.")
        message = Message(title, text, icon="users", tone="warn")
        self.say(message)
        self._clashes = clashes
        self.groups: dict[str, QButtonGroup] = {}
        if clashes:
            self.body.addSpacing(4)
            self.body.addWidget(rule())
            self.body.addWidget(self._table(words))
        self.add_button(words.text("Back to the form"), self.reject)
        self.settle = self.add_button(words.text("Save so"), self._settled, primary=True)
        self.settle.setFocus()
        self.setMinimumWidth(560)

    def choose(self, key: str, *, mine: bool) -> None:
        """Take mine or theirs for a field."""
        self.groups[key].button(0 if mine else 1).setChecked(True)

    def _table(self, words: Words) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(muted(words.text("Yours")), 0, 1)
        grid.addWidget(muted(words.text("Theirs")), 0, 2)
        for row, clash in enumerate(self._clashes, start=1):
            grid.addWidget(label(clash.title), row, 0, Qt.AlignmentFlag.AlignVCenter)
            group = self.groups[clash.key] = QButtonGroup(made)
            for at, (whose, value) in enumerate((
                (words.text("Yours"), clash.mine),
                (words.text("Theirs"), clash.theirs),
            )):
                button = QRadioButton(_short(value))
                button.setToolTip(value)
                button.setAccessibleName(f"{clash.title}, {whose}: {value}")
                group.addButton(button, at)
                grid.addWidget(button, row, at + 1)
            self.choose(clash.key, mine=clash.by_me)
        return made

    def _settled(self) -> None:
        taken = {clash.key: clash.theirs_value for clash in self._clashes if self.groups[clash.key].checkedId() == 1}
        self.accept()
        self.settled.emit(taken)


def _short(text: str, most: int = 34) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
