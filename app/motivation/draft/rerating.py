"""Another rate for a rule, as a slider gives it: its answer takes it over where it can say it. Pure."""

from __future__ import annotations

from dataclasses import replace

from app.calc.scheme import Rate, Rule
from app.motivation.draft.answers import Answers
from app.motivation.draft.changing import edited
from app.motivation.draft.made import keyless
from app.motivation.draft.making import made_rules
from app.motivation.draft.model import Draft, DraftRule
from app.motivation.draft.reading import readings


def rerated(draft: Draft, key: str, rate: Rate) -> Draft:
    """The draft with that rate in the rule of that key: by its answer, or else as an edit by hand. Raises KeyError."""
    own = draft.rule(key)
    rule = replace(own.rule, rate=rate)
    if own.slot and not own.edited_by_hand:
        for answers in readings(rule, draft.answers):
            if _says_just_that(draft.answers, answers, own.slot, rule):
                one = DraftRule(rule, own.slot, own.step, rule)
                return replace(
                    draft, answers=answers, rules=tuple(one if other is own else other for other in draft.rules)
                )
    return edited(draft, key, rule)


def _says_just_that(before: Answers, after: Answers, slot: str, rule: Rule) -> bool:
    """Whether the new answers make this rule in its slot, and everything else as before."""
    old, new = ({one.slot: keyless(one.rule) for one in made_rules(answers)} for answers in (before, after))
    return new == {**old, slot: keyless(rule)}
