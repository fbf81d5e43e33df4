"""The first question: what the new scheme begins with, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.kernel.changes import Done
from app.kernel.errors import Invalid, PremiaError
from app.motivation.draft.records import Source
from app.motivation.model import SchemeSummary
from app.motivation.templates import TEMPLATES
from app.wording.errors import error_sentence, finding_text
from ui.kit.choice_cards import ChoiceCards, Option
from ui.kit.dialog import Dialog
from ui.kit.labels import field_label, label, muted
from ui.kit.scrolling import scrolled
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

_SIZE = (720, 620)
_MOST_OF_SCREEN = 90


class StartDialog(Dialog):
    """Ten templates, every scheme in force, or nothing; whatever is chosen can be changed in every part later."""

    started = Signal(int)
    """The id of the new draft."""

    def __init__(self, context: UiContext[Office], schemes: Sequence[SchemeSummary], parent: QWidget) -> None:
        """``schemes`` are those in force."""
        words = context.words
        super().__init__(parent, words.text("New motivation scheme"))
        self.context, self.words = context, words
        self._named_by_hand = False
        self._titles: dict[tuple[Source, str], str] = {}
        self.cards = ChoiceCards(self._options(schemes), words.text("What to begin with"))
        self.name = QLineEdit()
        self._fault = label("")
        self._fault.setProperty("tone", "bad")
        self._fault.setProperty("small", True)
        self._fault.setWordWrap(True)
        self._fault.hide()
        self.body.addWidget(label(words.text("What should it begin with?"), "Section"))
        self.body.addWidget(muted(words.text("Each is a complete scheme; every part of it can be changed."), wrap=True))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.addWidget(self.cards)
        lines.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)
        self.body.addWidget(field_label(words.text("Name of the scheme"), self.name))
        self.body.addWidget(self.name)
        self.body.addWidget(self._fault)
        self.add_button(words.text("Cancel"), self.reject)
        self.begin = self.add_button(words.text("Begin"), self._begin, primary=True)
        self.name.textEdited.connect(self._typed)
        self.cards.chosen.connect(self._chosen)
        first = (Source.TEMPLATE, TEMPLATES[0].key)
        self.cards.show_chosen([first])
        self.name.setText(self._titles[first])
        most = self.screen().availableSize().height() * _MOST_OF_SCREEN // 100
        self.resize(_SIZE[0], min(_SIZE[1], most))
        self.cards.take_focus()

    def _options(self, schemes: Sequence[SchemeSummary]) -> list[Option]:
        words = self.words
        rows = [Option((Source.TEMPLATE, one.key), words.text(one.title), words.text(one.idea)) for one in TEMPLATES]
        going_on = words.text("The next version of the scheme in force; the versions before it stand as they are.")
        in_force, standing = words.text("In force"), [one.scheme for one in schemes]
        rows += [Option((Source.IN_FORCE, one.key), one.name, going_on, in_force) for one in standing]
        empty = words.text("No rule yet: the steps make them out of your answers.")
        rows.append(Option((Source.EMPTY, ""), words.text("An empty scheme"), empty))
        self._titles = {row.id: row.title for row in rows}
        self._titles[Source.EMPTY, ""] = words.text("New motivation scheme")
        return rows

    def _chosen(self) -> None:
        if not self._named_by_hand:
            self.name.setText(self._titles[self._choice()])
            self._say("")

    def _typed(self, text: str) -> None:
        self._named_by_hand = bool(text.strip())
        self._say("")

    def _choice(self) -> tuple[Source, str]:
        source, key = next(iter(self.cards.ids))
        return source, key

    def _begin(self) -> None:
        source, key = self._choice()
        name = self.name.text()

        def work(office: Office, _progress: Progress) -> Done[int]:
            return office.scheme_drafts.start(self.context.actor, source, key, name)

        self.begin.setEnabled(False)
        self.context.lanes.work.ask(self, work, self._done, self._refused)

    def _done(self, done: Done[int]) -> None:
        self.accept()
        self.started.emit(done.value)

    def _refused(self, error: Exception) -> None:
        self.begin.setEnabled(True)
        if isinstance(error, Invalid):
            self._say("\n".join(finding_text(self.words, finding) for finding in error.findings))
            self.name.setFocus()
        elif isinstance(error, PremiaError):
            self._say(error_sentence(self.words, error))

    def _say(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self.name.setAccessibleDescription(sentence)
        if self.name.property("wrong") != bool(sentence):
            self.name.setProperty("wrong", bool(sentence))
            self.name.style().unpolish(self.name)
            self.name.style().polish(self.name)


def ask_start(context: UiContext[Office], parent: QWidget, started: Callable[[int], object]) -> None:
    """Read which schemes are in force, then open the dialog; ``started`` is told the id of the new draft."""

    def read(office: Office, _progress: Progress) -> tuple[SchemeSummary, ...]:
        return office.motivation.schemes(context.actor)

    def opened(schemes: tuple[SchemeSummary, ...]) -> None:
        dialog = StartDialog(context, schemes, parent)
        dialog.started.connect(started)
        dialog.open()

    context.lanes.read.ask(parent, read, opened)
