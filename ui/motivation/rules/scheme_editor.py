"""A scheme by its rules, without the questions of the wizard: over a draft that saves itself, as the wizard's does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.kernel.errors import PremiaError
from app.motivation.draft.model import Draft
from app.motivation.draft.records import StoredDraft
from app.wording.errors import error_sentence
from ui.kit.banner import Banner
from ui.kit.labels import field_label, label, muted, push_button
from ui.kit.scrolling import scrolled
from ui.motivation.rules.bench import Bench, load_bench
from ui.motivation.rules.comparison import VersionsCompared
from ui.motivation.rules.rules_list import RulesList
from ui.motivation.wizard.desk import WizardDesk
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

_SIDE, _WIDEST = 20, 1040


class SchemeEditor(QWidget):
    """Stands where the page of schemes puts it, until ``left``."""

    left = Signal()
    """The director leaves it; everything is saved."""
    wizard_wished = Signal(int)
    """Go on with this draft in the wizard: it is tried, checked and put in force there."""
    ready = Signal()
    """The draft is on screen."""

    def __init__(self, context: UiContext[Office], draft_id: int, parent: QWidget | None = None) -> None:
        """Reads the draft at once."""
        super().__init__(parent)
        words = context.words
        self.context, self.draft_id = context, draft_id
        self.desk: WizardDesk | None = None
        self.rules: RulesList | None = None
        self.banner = Banner(words)
        self.name = QLineEdit()
        self.versions = QComboBox()
        self.compared = VersionsCompared()
        self.leave_button = push_button(words.text("Leave"), self.leave)
        self.wizard_button = push_button(words.text("Go on in the wizard"), self._to_wizard, primary=True)
        self._bench: Bench | None = None
        self._title = label("", "Title")
        self._saved = muted("")
        self._place = QVBoxLayout()
        self._comparing = QWidget()
        self._build()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.keep)
        self.name.textEdited.connect(self._named)
        self.versions.currentIndexChanged.connect(self._compare)
        context.lanes.read.ask(self, self._read, self._start, self.refused)

    @property
    def unsaved(self) -> bool:
        """Whether the file does not know all of the draft yet."""
        return self.desk is not None and self.desk.unsaved

    def keep(self) -> None:
        """Save now."""
        if self.desk is not None:
            self.desk.keep()

    def put_aside(self) -> None:
        """The page goes without a question: what is not saved is saved now."""
        self.keep()

    def leave(self) -> None:
        """Save, then go."""
        if self.desk is None:
            self.left.emit()
        else:
            self.desk.keep(self.left.emit)

    def take_focus(self) -> None:
        """Into its first field."""
        self.name.setFocus()

    def refused(self, error: Exception) -> None:
        """Say an error of the world over the rules."""
        if isinstance(error, PremiaError):
            self.banner.say(error_sentence(self.context.words, error))

    def _build(self) -> None:
        words = self.context.words
        head, foot = QFrame(), QFrame()
        head.setObjectName("Header")
        foot.setObjectName("Foot")
        bars: tuple[tuple[QFrame, QWidget, QWidget], ...] = (
            (head, self._title, self._saved),
            (foot, self.leave_button, self.wizard_button),
        )
        for bar, left, right in bars:
            line = QHBoxLayout(bar)
            line.setContentsMargins(_SIDE, 10, _SIDE, 10)
            line.addWidget(left)
            line.addStretch(1)
            line.addWidget(right)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(8)
        self.name.setAccessibleName(words.text("Name of the scheme"))
        column.addWidget(field_label(words.text("Name of the scheme"), self.name))
        column.addWidget(self.name)
        column.addLayout(self._place)
        column.addWidget(self._comparison())
        column.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for part in (head, self.banner):
            lines.addWidget(part)
        lines.addWidget(scrolled(inside), 1)
        lines.addWidget(foot)

    def _comparison(self) -> QWidget:
        words = self.context.words
        self.versions.setAccessibleName(words.text("Compare with"))
        line = QHBoxLayout()
        line.addWidget(field_label(words.text("Compare with"), self.versions))
        line.addWidget(self.versions)
        line.addStretch(1)
        column = QVBoxLayout(self._comparing)
        column.setContentsMargins(0, 12, 0, 0)
        column.addLayout(line)
        column.addWidget(self.compared)
        self._comparing.hide()
        return self._comparing

    def _read(self, office: Office, _progress: Progress) -> tuple[StoredDraft, Bench]:
        return office.scheme_drafts.get(self.context.actor, self.draft_id), load_bench(office, self.context)

    def _start(self, found: tuple[StoredDraft, Bench]) -> None:
        stored, self._bench = found
        self.desk = WizardDesk(self.context, stored, self)
        self.desk.draft_changed.connect(self._show)
        self.desk.saving_said.connect(self._saved.setText)
        self.desk.refused.connect(self.refused)
        self.rules = RulesList(self.desk)
        self._place.addWidget(self.rules)
        words = self.context.words
        self.versions.addItem(words.text("nothing"))
        for version in reversed(stored.draft.past):
            said = words.text("the version in force from {date}")
            self.versions.addItem(said.format(date=words.date(version.valid_from)))
        self._comparing.setVisible(bool(stored.draft.past))
        self.compared.hide()
        self._show(stored.draft)
        self.ready.emit()

    def _show(self, draft: Draft) -> None:
        self._title.setText(draft.name)
        if self.name.text() != draft.name:
            self.name.setText(draft.name)
        if self.rules is not None:
            self.rules.show_draft(draft)
        self._compare()

    def _named(self, text: str) -> None:
        if self.desk is not None:
            self.desk.change(replace(self.desk.draft, name=text))

    def _compare(self) -> None:
        """The version that is being written against the chosen one."""
        at = self.versions.currentIndex()
        self.compared.setVisible(at > 0)
        if at > 0 and self.desk is not None and self._bench is not None:
            draft = self.desk.draft
            before = draft.past[len(draft.past) - at]
            self.compared.show_versions(self._bench.speech, before, draft.version())

    def _to_wizard(self) -> None:
        if self.desk is not None:
            self.desk.keep(self._go_on)

    def _go_on(self) -> None:
        self.wizard_wished.emit(self.draft_id)
