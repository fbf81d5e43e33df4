"""Step 4: what a new client's first order earns, and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.calc.scheme import Release
from app.calc.tables import COUNTS, Measure
from app.i18n.words import mark
from app.kernel.money import PPM, round_half_up
from app.motivation.draft.answers import Answers, FirstWay
from app.motivation.draft.model import Draft
from app.motivation.draft.records import WorkTable
from app.motivation.draft.steps import Step
from app.motivation.rule_form.answers import first_of, first_values
from app.wording.draft_steps import FIRST_WAYS, MOMENTS
from app.wording.terms import function
from ui.kit.form_fields import ChoiceField, Field, MadeField, MoneyField, PercentField, Values, WholeField, YesNoField
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.fields import RELEASES
from ui.motivation.rules.tiers_input import TiersInput
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.rules_step import RulesStep, when_all, when_told, when_way
from ui.motivation.wizard.share_rows import FUNCTION_CHOICES, FirstSharesInput

_IDEAS = {
    FirstWay.PREMIUM: mark("One sum for each client won: simple, and the same for a small and a large order."),
    FirstWay.PERCENT: mark("A part of what the first order brings: who brings larger orders earns more."),
    FirstWay.NOTHING: mark("A new client is part of the work that the salary pays."),
}
_COUNTS = tuple(one for one in Measure if one in COUNTS)


class FirstStep(RulesStep):
    """Three ways; the fields of the one that is chosen; what it gives of a usual first order."""

    STEP = Step.FIRST

    def __init__(self, desk: WizardDesk) -> None:
        """The ways in words."""
        words = desk.words
        ways = [(way, words.text(FIRST_WAYS[way]), words.text(idea)) for way, idea in _IDEAS.items()]
        super().__init__(desk, ways, words.text("What the first order earns"))

    def fields(self, bench: Bench) -> tuple[Field, ...]:
        """Of the premium and of the percentages."""
        paid, premium = when_way(FirstWay.PREMIUM, FirstWay.PERCENT), when_way(FirstWay.PREMIUM)
        one_sum = when_all(premium, lambda values: not values.get("rises"))
        rising, currency = when_all(premium, when_told("rises")), bench.currency
        held = when_all(premium, when_told("held_until"))
        months = when_all(premium, when_told("held_until", Release.MONTHS))
        return (
            ChoiceField("moment", mark("When"), required=True, choices=tuple(MOMENTS.items()), short=True, when=paid),
            ChoiceField("premium_to", mark("To whom"), required=True, choices=FUNCTION_CHOICES, short=True,
                        when=premium),
            YesNoField("rises", mark("The premium rises with the number of clients won"), when=premium),
            MoneyField("premium_minor", mark("Premium"), short=True, currency=currency, when=one_sum),
            MoneyField("complex_premium_minor", mark("For complex services (empty: the same)"), short=True,
                       currency=currency, when=one_sum),
            MadeField("rising", mark("Premiums"), when=rising, make=lambda one, _: TiersInput(one, bench, _COUNTS)),
            ChoiceField("held_until", mark("A part is held back"), choices=tuple(RELEASES.items()), when=premium),
            PercentField("held", mark("Held back, %"), required=True, short=True, when=held),
            WholeField("held_months", mark("Months"), required=True, short=True, when=months),
            MadeField("shares", mark("Who earns how much of it"), when=when_way(FirstWay.PERCENT),
                      make=lambda one, _: FirstSharesInput(one, bench)),
        )  # fmt: skip

    def values(self, draft: Draft) -> dict[str, Any]:
        """Of step 4."""
        return first_values(draft.answers.first)

    def answers(self, draft: Draft, values: Values) -> Answers:
        """With step 4."""
        return replace(draft.answers, first=first_of(values, draft.answers.first))

    def said_of_history(self, table: WorkTable) -> str:
        """A usual first order, and what it would give."""
        words, typical, first = self.words, table.history.typical_first_minor, self.desk.draft.answers.first
        if not typical:
            return words.text("The firm's history has no first order yet.")
        said = [
            words.text("A usual first order of the last twelve months: {amount} without VAT.").format(
                amount=words.money(typical, table.currency)
            )
        ]
        if first.way is FirstWay.PREMIUM and first.rising is None and first.premium_minor:
            part = words.percent(round_half_up(first.premium_minor * PPM // typical, 1_000) * 1_000)
            said.append(words.text("The premium is {part} of it.").format(part=part))
        if first.way is FirstWay.PERCENT:
            gives = {one.function: round_half_up(typical * one.rate_ppm, PPM) for one in first.shares if one.rate_ppm}
            shares = [f"{function(words, who)} {words.money(sum_, table.currency)}" for who, sum_ in gives.items()]
            if shares:
                said.append(words.text("Of it this gives: {shares}.").format(shares="; ".join(shares)))
        return " ".join(said)
