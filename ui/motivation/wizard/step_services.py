"""Step 2: what is sold."""

from __future__ import annotations

from dataclasses import replace

from app.calc.facts import ServiceKind
from app.i18n.words import mark
from app.motivation.draft.model import Draft
from app.motivation.draft.steps import Step
from app.wording.terms import SERVICE_KINDS
from ui.kit.choice_cards import ChoiceCards, Option
from ui.kit.labels import muted
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.step_view import StepView

_IDEAS = {
    ServiceKind.STANDARD: mark(
        "Found, sold and handed over: one order is like another, and whoever found the client has done the main work."
    ),
    ServiceKind.COMPLEX: mark(
        "They begin small and grow: a training for a thousand may become consulting for twenty thousand, by the work "
        "of many hands."
    ),
}


class ServicesStep(StepView):
    """Standard services, complex ones, or both."""

    def __init__(self, desk: WizardDesk) -> None:
        """Two cards."""
        super().__init__(desk)
        options = [Option(kind, self.words.text(SERVICE_KINDS[kind]), self.words.text(_IDEAS[kind])) for kind in _IDEAS]
        self.cards = ChoiceCards(options, self.words.text("What is sold"), many=True)
        self._follows = muted(
            self.words.text(
                "Choose one or both. With both, the premium of step 4 may be higher for complex services; with complex "
                "ones, step 7 rewards the growth of a client."
            ),
            wrap=True,
        )
        self.cards.chosen.connect(self._chosen)
        self.lines.addWidget(self.cards)
        self.lines.addWidget(self._follows)
        self.lines.addStretch(1)

    def show_draft(self, draft: Draft) -> None:
        """Show what is chosen."""
        self.cards.show_chosen(draft.answers.services)

    def _chosen(self, ids: frozenset[ServiceKind]) -> None:
        self.desk.answer(replace(self.desk.draft.answers, services=ids), Step.SERVICES)
