"""Step 8: the draft on the firm's own months, beside what is paid now."""

from __future__ import annotations

from collections.abc import Mapping

from app.calc.scheme import Rate
from app.calc.validate import problems
from app.motivation.candidates import Tried, own_key
from app.motivation.draft.model import Draft
from app.motivation.draft.rerating import rerated
from app.motivation.draft.steps import Step
from ui.kit.labels import label
from ui.motivation.trial.view import TrialView
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.pieces import step_link
from ui.motivation.wizard.step_view import StepView


class TrialStep(StepView):
    """A draft that no engine can run is not tried; what is wrong stands in step 9."""

    def __init__(self, desk: WizardDesk) -> None:
        """The trial is read and worked out as soon as it is seen."""
        super().__init__(desk)
        self.trial = TrialView(desk.context, side=0)
        self.trial.rates_taken.connect(self.take_rates)
        self.unsound = label(
            self.words.text("The draft cannot be tried yet: it has no rules, or something in them is wrong.")
        )
        self.unsound.setWordWrap(True)
        self.mend = step_link(desk, self.words.text("See what is wrong in step 9"), Step.CHECK)
        for part in (self.unsound, self.mend):
            part.hide()
            self.lines.addWidget(part)
        self.lines.addWidget(self.trial, 1)

    def show_draft(self, draft: Draft) -> None:
        """Try the draft as it is now."""
        sound = bool(draft.rules) and not problems(draft.scheme())
        self.unsound.setVisible(not sound)
        self.mend.setVisible(not sound)
        if sound:
            self.trial.try_draft(draft.name, Tried(draft.scheme(), draft.people or None))

    def take_rates(self, moved: Mapping[tuple[str, str], Rate]) -> None:
        """The rates that were moved become those of the draft; rules of other schemes stay as they are."""
        draft, books = self.desk.draft, self.trial.books
        standing = [one.key for one in books.ground.standing] if books is not None and draft.people else []
        own = own_key(draft.key, standing)
        keys = {one.rule.key for one in draft.rules}
        for (scheme_key, rule_key), rate in moved.items():
            if scheme_key == own and rule_key in keys:
                draft = rerated(draft, rule_key, rate)
        self.desk.change(draft)
