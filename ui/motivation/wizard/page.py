"""The wizard over one draft: it is opened by the draft's id, saves itself, and is left and resumed without loss."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import Office
from app.kernel.errors import NotFound, PremiaError
from app.motivation.draft.model import Draft
from app.motivation.draft.records import StoredDraft
from app.motivation.draft.steps import Step
from app.wording.draft_steps import QUESTIONS
from app.wording.errors import error_sentence
from ui.kit.banner import Banner
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.reading_order import tab_as_read
from ui.kit.wizard import Wizard
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.rail import shown_steps
from ui.motivation.wizard.step_view import StepView, first_of
from ui.motivation.wizard.steps import view_of
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

_ALL = tuple(Step)


class WizardPage(QWidget):
    """Stands where the page of schemes puts it, until ``left`` or ``entered``."""

    left = Signal()
    """The director leaves it; everything is saved."""
    entered = Signal(object)
    """The draft is in force: the id of its scheme. The draft is gone."""
    rule_wished = Signal(str)
    """The rule of this key is to be edited."""
    ready = Signal()
    """The draft is on screen."""

    def __init__(self, context: UiContext[Office], draft_id: int, parent: QWidget | None = None) -> None:
        """Reads the draft at once."""
        super().__init__(parent)
        self.context, self.draft_id = context, draft_id
        self.banner = Banner(context.words)
        self.wizard = Wizard(context.words, "")
        self.desk: WizardDesk | None = None
        self.view: StepView | None = None
        self._shown: Step | None = None
        self._rail: object = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.banner)
        lines.addWidget(self.wizard, 1)
        self.wizard.setEnabled(False)
        self.wizard.step_wished.connect(self._clicked)
        self.wizard.left.connect(self.leave)
        self.wizard.finished.connect(self._finish)
        self._hear("Ctrl+S", self.keep)
        self._hear("Alt+Left", self.wizard.back.click)
        self._hear("Alt+Right", self.wizard.on.click)
        context.lanes.read.ask(self, self._read, self._start, self.refused)

    @property
    def unsaved(self) -> bool:
        """Whether the file does not know all of the draft yet."""
        return self.desk is not None and self.desk.unsaved

    def put_aside(self) -> None:
        """The page goes without a question: what is not saved is saved now."""
        self.keep()

    def keep(self) -> None:
        """Save now."""
        if self.desk is not None:
            self.desk.keep()

    def leave(self) -> None:
        """Save, then go; where saving has failed, go only when that is agreed to."""
        desk = self.desk
        if desk is None or not desk.unsaved or isinstance(desk.lost, NotFound):
            self.left.emit()
        elif desk.lost is None:
            desk.keep(self.left.emit)
        else:
            words = self.context.words
            text = words.text("The draft could not be saved. What was changed since it was saved last would be lost.")
            message = Message(words.text("Leave without saving?"), text, icon="triangle-alert", tone="warn")
            dialog = QuestionDialog(message, words.text("Leave"), words, self)
            dialog.accepted.connect(self.left.emit)
            dialog.open()

    def take_focus(self) -> None:
        """Into the step."""
        (first_of(self.view) or self.wizard.on).setFocus()

    def refused(self, error: Exception) -> None:
        """Say an error of the world over the wizard."""
        if isinstance(error, NotFound) and self.desk is not None:
            self.banner.say(
                self.context.words.text("Somebody has removed this draft. Leave it, and begin another one.")
            )
        elif isinstance(error, PremiaError):
            self.banner.say(error_sentence(self.context.words, error))

    def _read(self, office: Office, _progress: Progress) -> StoredDraft:
        return office.scheme_drafts.get(self.context.actor, self.draft_id)

    def _start(self, stored: StoredDraft) -> None:
        desk = WizardDesk(self.context, stored, self)
        self.desk = desk
        desk.draft_changed.connect(self._changed)
        desk.step_wished.connect(self._lead)
        desk.rule_wished.connect(self.rule_wished)
        desk.saving_said.connect(self.wizard.say_saved)
        desk.refused.connect(self.refused)
        desk.entered.connect(self.entered)
        self.wizard.setEnabled(True)
        self._show_step(desk.draft.step)
        self.ready.emit()

    def _changed(self, draft: Draft) -> None:
        if draft.step is not self._shown:
            self._show_step(draft.step)
            return
        self._show_rail(draft)
        if self.view is not None:
            self.view.show_draft(draft)

    def _show_step(self, step: Step) -> None:
        if self.desk is None:
            return
        self._shown = step
        self.view = view_of(step, self.desk)
        self._show_rail(self.desk.draft)
        self.view.show_draft(self.desk.draft)
        self.wizard.show_body(self.view, self.context.words.text(QUESTIONS[step]))
        tab_as_read(self)

    def _show_rail(self, draft: Draft) -> None:
        words = self.context.words
        self.wizard.title.setText(draft.name)
        shown = (shown_steps(words, draft), draft.step)
        if shown != self._rail:
            self._rail = shown
            self.wizard.show_steps(shown[0], draft.step.number - 1, words.text("Put in force"))
            tab_as_read(self)

    def _clicked(self, at: int) -> None:
        self._lead(_ALL[at])

    def _lead(self, step: Step, place: str = "") -> None:
        """Go to a step, unless something here is not to be read."""
        if self.desk is None or self.view is None:
            return
        if step is not self._shown:
            wrong = self.view.first_wrong()
            if wrong is not None:
                wrong.setFocus()
                return
            self.view.before_leaving()
            self.banner.hide()
            self.desk.stand_at(step)
        if place:
            self.view.show_place(place)
        else:
            self.take_focus()

    def _finish(self) -> None:
        if self.view is not None:
            self.view.finish()

    def _hear(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self, act)
