"""Step 7: what it is worth when a client grows: extensions, larger orders, kept clients, tables over receipts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.calc.facts import Function
from app.calc.tables import TOTALS, Measure
from app.i18n.words import mark
from app.motivation.draft.answers import Answers, ExtensionWay
from app.motivation.draft.model import Draft
from app.motivation.draft.records import WorkTable
from app.motivation.draft.steps import Step
from app.motivation.rule_form.answers import growing_of, growing_values
from app.wording.draft_steps import EXTENSION_WAYS
from ui.kit.form_fields import ChoiceField, Field, MadeField, MoneyField, PercentField, Values, YesNoField
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.fields import PERIODS
from ui.motivation.rules.tiers_input import TiersInput
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.past import past_sentence
from ui.motivation.wizard.rules_step import RulesStep, when_told
from ui.motivation.wizard.share_rows import BASE_CHOICES, FUNCTION_CHOICES

_IDEAS = {
    ExtensionWay.AS_ORDER: mark("An extension earns what the order earns that it enlarges."),
    ExtensionWay.OWN_RULE: mark("Who enlarges a running order earns a part of the growth: the ladder of upselling."),
    ExtensionWay.NOTHING: mark("Extensions come by good work that is paid already."),
}
_TOTALS = tuple(one for one in Measure if one in TOTALS)


class GrowingStep(RulesStep):
    """Extensions are a choice; everything else is added as it is wanted."""

    STEP = Step.GROWING
    way_key = "extensions"

    def __init__(self, desk: WizardDesk) -> None:
        """The ways in words."""
        words = desk.words
        ways = [(way, words.text(EXTENSION_WAYS[way]), words.text(idea)) for way, idea in _IDEAS.items()]
        super().__init__(desk, ways, words.text("What an extension earns"))

    def fields(self, bench: Bench) -> tuple[Field, ...]:
        """Empty ones make no rule."""
        own, currency = when_told("extensions", ExtensionWay.OWN_RULE), bench.currency
        kept, ladder, plan = when_told("kept"), when_told("has_ladder"), when_told("has_accelerator")

        def whom(key: str, title: str, when: Any = None) -> Field:
            return ChoiceField(key, title, required=True, choices=FUNCTION_CHOICES, short=True, when=when)

        return (
            whom("extension_to", mark("An extension pays"), own),
            PercentField("extension", mark("Rate, %"), short=True, when=own),
            ChoiceField("extension_base", mark("Of what"), required=True, choices=BASE_CHOICES, when=own),
            PercentField("larger", mark("Of what a repeat order is larger than any before, %"), short=True),
            whom("larger_to", mark("To whom"), when_told("larger")),
            PercentField("kept", mark("Of a year's receipts of a client who stays, %"), short=True),
            whom("kept_to", mark("To whom"), kept),
            MoneyField("kept_cap", mark("At most, for one client and year"), short=True, currency=currency, when=kept),
            YesNoField("has_ladder", mark("A table over the own receipts of a month, quarter or year")),
            whom("ladder_to", mark("To whom"), ladder),
            MadeField("ladder", mark("Tiers"), when=ladder, make=lambda one, _: TiersInput(one, bench, _TOTALS)),
            *_limits("ladder", mark("Limited, to one person for one"), currency, ladder),
            YesNoField("has_accelerator", mark("An accelerator: a table over the plan that is fulfilled")),
            whom("accelerator_to", mark("To whom"), plan),
            MadeField("accelerator", mark("Tiers"), when=plan,
                      make=lambda one, _: TiersInput(one, bench, (Measure.QUOTA,))),
            *_limits("sales", mark("The pay for orders is limited, to one person for one"), currency),
        )  # fmt: skip

    def values(self, draft: Draft) -> dict[str, Any]:
        """Of step 7."""
        return growing_values(draft.answers.growing)

    def answers(self, draft: Draft, values: Values) -> Answers:
        """With step 7."""
        return replace(draft.answers, growing=growing_of(values, draft.answers.growing))

    def said_of_history(self, table: WorkTable) -> str:
        """Who enlarged orders."""
        return past_sentence(self.words, table, Function.UPSELLING)


def _limits(name: str, title: str, currency: str, there: Any = None) -> tuple[Field, ...]:
    every = f"{name}_every"

    def limited(values: Values) -> bool:
        return values.get(every) is not None and (there is None or there(values))

    return (
        ChoiceField(every, title, choices=tuple(PERIODS.items()), when=there),
        MoneyField(f"{name}_minimum", mark("At least"), short=True, currency=currency, when=limited),
        MoneyField(f"{name}_cap", mark("At most"), short=True, currency=currency, when=limited),
    )
