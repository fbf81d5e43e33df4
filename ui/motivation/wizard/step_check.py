"""Step 9: what the check finds on the firm's own history, and what the director says to it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.calc.remarks import Remark
from app.kernel.changes import Done
from app.kernel.errors import Invalid
from app.motivation.draft.examining import Acceptance
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import Point
from app.motivation.draft.records import CheckedDraft
from app.wording.draft_steps import STEPS
from app.wording.errors import finding_text
from app.wording.remarks import Naming, remark_sentence
from ui.kit.banner import Banner
from ui.kit.dialog import Message, ReasonDialog
from ui.kit.labels import muted
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.limit_field import LimitField
from ui.motivation.wizard.pieces import Card, Place, sentence, step_link
from ui.motivation.wizard.remark_card import RemarkCard
from ui.motivation.wizard.step_view import StepView
from ui.runtime.jobs import Job, Progress

_PAUSE_MS = 250


class CheckStep(StepView):
    """The limit, what is open or wrong in the answers, and a card for each finding."""

    def __init__(self, desk: WizardDesk) -> None:
        """The check begins once the draft is shown."""
        super().__init__(desk)
        self.limit = LimitField(desk)
        self.summary = Banner(self.words)
        self.points, self.remarks = Place(), Place()
        self._state = muted(self.words.text("Checking …"), wrap=True)
        self._asked: object = None
        self._naming = Naming({}, {}, desk.context.currency)
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.check)
        self.limit.kept.connect(self.check)
        for part in (self.limit, self._state, self.summary, self.points, self.remarks):
            self.lines.addWidget(part)
        self.lines.addStretch(1)

    def show_draft(self, draft: Draft) -> None:
        """Check it, when anything but its place has changed."""
        mark = (draft.rules, draft.terms, draft.answers, draft.people, draft.keeps, draft.valid_from, draft.name)
        if mark != self._asked:
            first, self._asked = self._asked is None, mark
            if first:
                self.check()
            else:
                self._pause.start(_PAUSE_MS)

    def first_wrong(self) -> QWidget | None:
        """The limit that is none."""
        return self.limit.wrong_input()

    def check(self) -> None:
        """Save the draft, then look at history: beside the window's own reads, because it may take seconds."""
        self._state.setText(self.words.text("Checking …"))
        self._state.show()
        self.desk.keep(self._look)

    def _look(self) -> None:
        context, draft_id = self.desk.context, self.desk.draft_id

        def work(office: Office, _progress: Progress) -> CheckedDraft:
            return office.scheme_drafts.check(context.actor, draft_id)

        title = self.words.text("Checking the scheme")
        self._job = context.lanes.compute.ask(self, work, self._checked, self._failed, title=title)

    def _failed(self, error: Exception) -> None:
        self._state.setText(self.words.text("The check could not be made."))
        self.desk.refused.emit(error)

    def _checked(self, checked: CheckedDraft) -> None:
        words = self.words
        looked = words.text("Looked at the history of the firm to the end of {month}.")
        self._state.setText(looked.format(month=words.month(checked.through)))
        self._say(checked)
        self.limit.show_limit(checked.limit_ppm)
        self.points.tell((checked.points,), lambda: self._points(checked.points))
        self.remarks.tell((checked.remarks, self.desk.draft), lambda: self._remarks(checked))

    def _say(self, checked: CheckedDraft) -> None:
        words, left = self.words, len(checked.obstacles())
        if left:
            self.summary.say(
                words.plural(
                    "{n} thing keeps the scheme from being put in force: mend it, or accept the finding with a reason.",
                    "{n} things keep the scheme from being put in force: mend them, or accept findings with a reason.",
                    left,
                ),
                "warn",
            )
        else:
            self.summary.say(words.text("Nothing keeps the scheme from being put in force."), "good")

    def _points(self, points: Iterable[Point]) -> QWidget | None:
        found = tuple(points)
        if not found:
            return None
        words = self.words
        card = Card(words.text("In the steps"))
        for point in found:
            line = QHBoxLayout()
            line.setSpacing(8)
            said = words.text("must be mended") if point.wrong else words.text("open")
            tone = muted(said)
            if point.wrong:
                tone.setProperty("muted", False)
                tone.setProperty("tone", "bad")
            title = f"{point.step.number}. {words.text(STEPS[point.step])}"
            line.addWidget(step_link(self.desk, title, point.step, point.rule_key or point.finding.place))
            line.addWidget(sentence(finding_text(words, point.finding)), 1)
            line.addWidget(tone)
            card.lines.addLayout(line)
        return card

    def _remarks(self, checked: CheckedDraft) -> QWidget | None:
        if not checked.remarks:
            return None
        naming = self._naming = Naming(checked.people, checked.contracts, checked.currency)
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        for one in checked.remarks:
            card = RemarkCard(self.desk, one, naming)
            card.accept_wished.connect(self._ask_reason)
            card.withdraw_wished.connect(self._withdraw)
            lines.addWidget(card)
        return made

    def _ask_reason(self, remark: Remark) -> None:
        words = self.words
        text = remark_sentence(words, remark, self._naming)
        message = Message(words.text("Accept this finding?"), text, icon="triangle-alert", tone="warn")
        dialog = ReasonDialog(message, words.text("Accept"), words, self)
        dialog.accepted.connect(lambda: self._accept(remark, dialog.reason))
        dialog.open()

    def _accept(self, remark: Remark, reason: str) -> None:
        actor, draft_id = self.desk.context.actor, self.desk.draft_id

        def work(office: Office, _progress: Progress) -> Done[int]:
            return office.scheme_drafts.accept_finding(actor, draft_id, remark, reason)

        self.desk.context.lanes.work.ask(self, work, lambda _done: self.check(), self._refused)

    def _withdraw(self, acceptance: Acceptance) -> None:
        actor = self.desk.context.actor

        def work(office: Office, _progress: Progress) -> Done[None]:
            return office.scheme_drafts.withdraw_acceptance(actor, acceptance.id, acceptance.version)

        self.desk.context.lanes.work.ask(self, work, lambda _done: self.check(), self._refused)

    def _refused(self, error: Exception) -> None:
        self.desk.refused.emit(error)
        if isinstance(error, Invalid):
            self.check()
