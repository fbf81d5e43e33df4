"""What every step of the wizard is given: the draft as it stands, ways to change it, and the saving behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.bootstrap import Office
from app.kernel.changes import Done
from app.kernel.errors import NotFound, Stale
from app.motivation.draft.answers import Answers, Hours
from app.motivation.draft.changing import Change, Loss, answered
from app.motivation.draft.model import Draft
from app.motivation.draft.records import StoredDraft, WorkTable
from app.motivation.draft.steps import Step
from app.wording.draft_steps import loss_sentence
from ui.kit.dialog import Dialog, Message
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

PAUSE_MS = 600
"""Saved when the typing pauses."""
_AGAIN_MS = 5000


class WizardDesk(QObject):
    """The one object behind all steps. Every change gives another frozen draft; saving follows by itself."""

    draft_changed = Signal(object)
    """The draft is another one now."""
    step_wished = Signal(object, str)
    """A step to go to, and the key of a rule or the place of a field there (or nothing)."""
    rule_wished = Signal(str)
    """The rule of this key is to be edited."""
    saving_said = Signal(str)
    """How the saving stands, for the head."""
    refused = Signal(object)
    """An error of the world that the page says."""
    entered = Signal(object)
    """It is in force: the id of its scheme. There is no draft any more."""

    def __init__(self, context: UiContext[Office], stored: StoredDraft, window: QWidget) -> None:
        """Work on ``stored``; ``window`` is where questions are asked."""
        super().__init__(window)
        self.context, self.words = context, context.words
        self.draft_id = stored.row.id
        self.draft: Draft = stored.draft
        self._window = window
        self._version = stored.row.version  # moved on by the work lane only, where saves stand in a queue
        self._kept = stored.draft
        self._asking = False
        self.lost: Exception | None = None
        """Why the last save failed; None once one went well."""
        self._work_tables: dict[tuple[Hours, ...], WorkTable] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)

    @property
    def version(self) -> int:
        """Of the draft as it was saved last; sure once ``keep`` has called back."""
        return self._version

    @property
    def unsaved(self) -> bool:
        """Whether the file does not know all of the draft yet."""
        return self._kept != self.draft

    def change(self, draft: Draft) -> None:
        """The draft is this one from now on."""
        if draft == self.draft:
            return
        self.draft = draft
        self._timer.start(PAUSE_MS)
        self.saving_said.emit(self.words.text("Saving …"))
        self.draft_changed.emit(draft)

    def answer(self, answers: Answers, step: Step) -> None:
        """Take ``answers``, of which those of ``step`` are new; asks where they clash with the work of a hand."""
        self.take(answered(self.draft, answers, step))

    def take(self, change: Change, then: Callable[[], object] | None = None) -> None:
        """Take a change, after a question where it would cost what a hand has written; ``then`` once it is taken.

        When the question is left, nothing changes, and the steps are shown again as they stood.
        """
        if not change.losses:
            self._taken(change.by_answer, then)
            return
        dialog = LossDialog(change.losses, self)
        dialog.answer_wins.connect(lambda: self._taken(change.by_answer, then))
        dialog.hand_wins.connect(lambda: self._taken(change.by_hand, then))
        dialog.rejected.connect(lambda: self.draft_changed.emit(self.draft))
        dialog.open()

    def go(self, step: Step, place: str = "") -> None:
        """Wish to be led to a step; ``place`` names a rule or a field there."""
        self.step_wished.emit(step, place)

    def stand_at(self, step: Step) -> None:
        """The director is at this step now: where the draft is resumed."""
        self.change(replace(self.draft, step=step))

    def keep(self, then: Callable[[], object] | None = None) -> None:
        """Save now; ``then`` when the file has it."""
        self._timer.stop()
        if self._kept == self.draft:
            if then is not None:
                then()
            return
        draft = self.draft

        def work(office: Office, _progress: Progress) -> Done[int]:
            done = office.scheme_drafts.save(self.context.actor, self.draft_id, self._version, draft)
            self._version = done.value
            return done

        job = self.context.lanes.work.ask(self, work, lambda _done: self._saved(draft, then), self._not_saved)
        job.finishes = True

    def window(self) -> QWidget:
        """Where dialogs of steps open."""
        return self._window

    def ask(
        self,
        work: Callable[[Office], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Have something read on the read lane for a step (``owner``); errors are said by the page unless taken."""
        self.context.lanes.read.ask(
            owner or self,
            lambda office, _progress: work(office),
            lambda value: (done(value), None)[1],
            failed or self.refused.emit,
        )

    def tell_history(self, told: Callable[[WorkTable], object], owner: QObject) -> None:
        """Step 1's history with the hours that the draft has, read once for each; ``told`` when it is known."""
        hours = self.draft.answers.functions.hours
        known = self._work_tables.get(hours)
        if known is not None:
            told(known)
            return

        def read(office: Office) -> WorkTable:
            return office.scheme_drafts.history(self.context.actor, hours)

        def done(table: WorkTable) -> None:
            self._work_tables[hours] = table
            told(table)

        self.ask(read, done, owner=owner)

    def _taken(self, draft: Draft, then: Callable[[], object] | None) -> None:
        self.change(replace(draft, step=self.draft.step))  # one may have gone on while the question stood
        if then is not None:
            then()

    def _saved(self, draft: Draft, then: Callable[[], object] | None) -> None:
        self._kept, self.lost = draft, None
        if draft == self.draft:
            time = self.context.clock.now().astimezone().strftime("%H:%M")
            self.saving_said.emit(self.words.text("Draft saved {time}").format(time=time))
        if then is not None:
            then()

    def _not_saved(self, error: Exception) -> None:
        self.lost = error
        self.saving_said.emit(self.words.text("Draft not saved"))
        if not isinstance(error, Stale):
            if not isinstance(error, NotFound):
                self._timer.start(_AGAIN_MS)
            self.refused.emit(error)
        elif not self._asking:
            self._asking = True
            dialog = StaleDialog(self)
            dialog.mine.connect(lambda: self._meet(mine=True))
            dialog.theirs.connect(lambda: self._meet(mine=False))
            dialog.finished.connect(self._asked)
            dialog.open()

    def _asked(self) -> None:
        self._asking = False

    def _meet(self, *, mine: bool) -> None:
        """Save over what the other has saved, or go on with it."""

        def read(office: Office, _progress: Progress) -> StoredDraft:
            stored = office.scheme_drafts.get(self.context.actor, self.draft_id)
            self._version = stored.row.version
            return stored

        def met(stored: StoredDraft) -> None:
            self._kept = stored.draft
            if mine:
                self.keep()
            else:
                self._timer.stop()
                self.draft = stored.draft
                self.draft_changed.emit(stored.draft)
                self._saved(stored.draft, None)

        self.context.lanes.work.ask(self, read, met, self.refused.emit)


class LossDialog(Dialog):
    """A new answer and the work of a hand are about the same rule: which of the two holds."""

    answer_wins = Signal()
    hand_wins = Signal()

    def __init__(self, losses: Sequence[Loss], desk: WizardDesk) -> None:
        """Says each loss in a sentence."""
        super().__init__(desk.window())
        words = desk.words
        lines = [loss_sentence(words, loss.rule_key, loss.parts) for loss in losses]
        lines.append(words.text("Keep what was written by hand, or let the answer replace it?"))
        title = words.text("The answer touches what was written by hand")
        self.say(Message(title, "\n".join(lines), icon="triangle-alert", tone="warn"))
        self.add_button(words.text("Cancel"), self.reject)
        self.replace = self.add_button(words.text("Replace"), self._replaced)
        self.keep = self.add_button(words.text("Keep"), self._kept, primary=True)
        self.keep.setFocus()

    def _replaced(self) -> None:
        self.accept()
        self.answer_wins.emit()

    def _kept(self) -> None:
        self.accept()
        self.hand_wins.emit()


class StaleDialog(Dialog):
    """The draft was changed at another window meanwhile: mine or theirs."""

    mine = Signal()
    theirs = Signal()

    def __init__(self, desk: WizardDesk) -> None:
        """Until it is answered the draft stays as it is on screen, and unsaved."""
        super().__init__(desk.window())
        words = desk.words
        text = words.text(
            "This draft was changed at another window while you were working on it. Go on with what stands here, or "
            "with what was saved there?"
        )
        self.say(Message(words.text("Changed by somebody else"), text, icon="users", tone="warn"))
        self.take_theirs = self.add_button(words.text("Theirs"), self._theirs)
        self.keep_mine = self.add_button(words.text("Yours"), self._mine, primary=True)
        self.keep_mine.setFocus()

    def _theirs(self) -> None:
        self.accept()
        self.theirs.emit()

    def _mine(self) -> None:
        self.accept()
        self.mine.emit()
