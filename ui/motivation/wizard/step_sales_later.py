"""Step 5: who earns by the orders after the first, when the finder no longer takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.calc.facts import Function
from app.i18n.words import mark
from app.motivation.draft.answers import Answers, LaterWay
from app.motivation.draft.model import Draft
from app.motivation.draft.records import WorkTable
from app.motivation.draft.steps import Step
from app.motivation.rule_form.answers import later_of, later_values
from app.wording.draft_steps import LATER_IDEAS, LATER_WAYS, MOMENTS
from ui.kit.form_fields import ChoiceField, Field, MadeField, MoneyField, PercentField, Values, WholeField
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.tables import RatesInput
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.past import past_sentence
from ui.motivation.wizard.rules_step import RulesStep, when_way
from ui.motivation.wizard.share_rows import BASE_CHOICES, LaterSharesInput

_FINDER = (LaterWay.FINDER_LOWER, LaterWay.FINDER_FADING, LaterWay.FINDER_LIMITED)
_SELLER = (LaterWay.SELLER, LaterWay.BACK_TO_SALES)
_PAST: Mapping[LaterWay | None, Function] = {
    LaterWay.SELLER: Function.SELLING,
    LaterWay.BACK_TO_SALES: Function.SELLING,
    **dict.fromkeys(_FINDER, Function.FINDING),
}


class LaterStep(RulesStep):
    """Seven ways."""

    STEP = Step.LATER

    def __init__(self, desk: WizardDesk) -> None:
        """The ways in words."""
        words = desk.words
        ways = [(way, words.text(LATER_WAYS[way]), words.text(LATER_IDEAS[way])) for way in LaterWay]
        super().__init__(desk, ways, words.text("Who earns by later orders"), columns=2)

    def fields(self, bench: Bench) -> tuple[Field, ...]:
        """Of all ways."""
        paid, one_base = when_way(*_FINDER, *_SELLER, LaterWay.SPLIT), when_way(*_FINDER, *_SELLER)
        back = LaterWay.BACK_TO_SALES
        fading, limited, currency = when_way(LaterWay.FINDER_FADING), when_way(LaterWay.FINDER_LIMITED), bench.currency
        return (
            ChoiceField("moment", mark("When"), required=True, choices=tuple(MOMENTS.items()), short=True, when=paid),
            ChoiceField("base", mark("Of what"), required=True, choices=BASE_CHOICES, short=True, when=one_base),
            MadeField("finder_rates", mark("Rates, %: of the second order, the third …; the last one goes on"),
                      hint=mark("20; 10; 5"), when=when_way(LaterWay.FINDER_LOWER),
                      make=lambda one, _: RatesInput(one, bench)),
            PercentField("second", mark("Of the second order, %"), short=True, when=fading),
            PercentField("step", mark("Less with every further one, %"), short=True, when=fading),
            PercentField("floor", mark("Never below, %"), short=True, when=fading),
            PercentField("limited", mark("Rate, %"), short=True, when=limited),
            WholeField("limited_months", mark("Months since the client was won"), short=True, when=limited),
            PercentField("seller", mark("To whoever sells the order, %"), short=True, when=when_way(*_SELLER)),
            PercentField("hand_back", mark("To the project manager who hands the need over, %"), short=True,
                         when=when_way(back)),
            MoneyField("hand_back_minimum", mark("At least"), short=True, currency=currency, when=when_way(back)),
            MoneyField("hand_back_cap", mark("At most"), short=True, currency=currency, when=when_way(back)),
            PercentField("finder_sold", mark("To a finder who sold the later order too, % (empty: no difference)"),
                         when=when_way(LaterWay.NOBODY, *_FINDER)),
            MadeField("shares", mark("Who earns how much of it"), when=when_way(LaterWay.SPLIT),
                      make=lambda one, _: LaterSharesInput(one, bench)),
        )  # fmt: skip

    def values(self, draft: Draft) -> dict[str, Any]:
        """Of step 5."""
        return later_values(draft.answers.later)

    def answers(self, draft: Draft, values: Values) -> Answers:
        """With step 5."""
        return replace(draft.answers, later=later_of(values, draft.answers.later))

    def said_of_history(self, table: WorkTable) -> str:
        """What the function that earns did in the last twelve months."""
        way = self.desk.draft.answers.later.way
        return past_sentence(self.words, table, _PAST[way]) if way in _PAST else ""
