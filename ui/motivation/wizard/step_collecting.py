"""Step 6: who sees to it that the money comes, and what lateness costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.calc.facts import Function
from app.calc.tables import Measure
from app.i18n.words import mark
from app.motivation.draft.answers import Answers, CollectingWay
from app.motivation.draft.model import Draft
from app.motivation.draft.records import WorkTable
from app.motivation.draft.steps import Step
from app.motivation.rule_form.answers import collecting_of, collecting_values
from app.wording.draft_steps import COLLECTING_WAYS
from ui.kit.form_fields import ChoiceField, Field, MadeField, PercentField, Values, YesNoField
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.tables import LateInput
from ui.motivation.rules.tiers_input import TiersInput
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.past import past_sentence
from ui.motivation.wizard.rules_step import RulesStep, when_all, when_told, when_way
from ui.motivation.wizard.share_rows import PapersInput

_IDEAS = {
    CollectingWay.PART_OF_SALES: mark("Who sold the order sees to its money; late money may lower the pay for it."),
    CollectingWay.OWN_PAY: mark("Whoever collects earns a part of what comes in, and less of it when it comes late."),
    CollectingWay.ANOTHER_PERSON: mark("One person collects for all: those who sell keep good terms with the client."),
    CollectingWay.AUTOMATED: mark("Reminders go out and receipts find their invoices by themselves: nobody is paid."),
}
_PAID = (CollectingWay.OWN_PAY, CollectingWay.ANOTHER_PERSON)


class CollectingStep(RulesStep):
    """Four ways, and what papers earn beside them."""

    STEP = Step.COLLECTING

    def __init__(self, desk: WizardDesk) -> None:
        """The ways in words."""
        words = desk.words
        ways = [(way, words.text(COLLECTING_WAYS[way]), words.text(idea)) for way, idea in _IDEAS.items()]
        super().__init__(desk, ways, words.text("Who collects the money"), columns=2)

    def fields(self, bench: Bench) -> tuple[Field, ...]:
        """Of all ways; what lateness costs those who sell, and the papers, are of every way."""
        paid = when_way(*_PAID)
        people = tuple((choice.id, choice.title) for choice in bench.people_choices)
        by_days, flat = when_told("by_days"), lambda values: not values.get("by_days")
        measures = (Measure.DAYS_LATE,)
        return (
            ChoiceField("staff_no", mark("Who"), choices=people, when=when_way(CollectingWay.ANOTHER_PERSON)),
            YesNoField("by_days", mark("The rate goes by the days late"), when=paid),
            PercentField("rate", mark("Of what is collected, %"), short=True, when=when_all(paid, flat)),
            MadeField("table", mark("Of what is collected"), when=when_all(paid, by_days),
                      make=lambda one, _: TiersInput(one, bench, measures)),
            MadeField("late", mark("What of it is kept when the money comes late"), when=when_all(paid, flat),
                      make=lambda one, _: LateInput(one, bench)),
            YesNoField("not_by_seller", mark("Whoever sold the order earns nothing for collecting its money"),
                       when=paid),
            MadeField("sales_late", mark("What of the pay for orders is kept when the money comes late"),
                      make=lambda one, _: LateInput(one, bench)),
            MadeField("papers", mark("What papers earn"), make=lambda one, _: PapersInput(one, bench)),
        )  # fmt: skip

    def values(self, draft: Draft) -> dict[str, Any]:
        """Of step 6."""
        return collecting_values(draft.answers.collecting)

    def answers(self, draft: Draft, values: Values) -> Answers:
        """With step 6."""
        return replace(draft.answers, collecting=collecting_of(values, draft.answers.collecting))

    def said_of_history(self, table: WorkTable) -> str:
        """Who collected, and how often they reminded."""
        said = past_sentence(self.words, table, Function.COLLECTING)
        reminders = sum(one.reminders for one in table.history.done)
        if not reminders:
            return said
        count = self.words.plural("{n} reminder was written.", "{n} reminders were written.", reminders)
        return f"{said} {count}".strip()
