"""All rules that answers make."""

from __future__ import annotations

from dataclasses import replace

from app.motivation.draft.answers import Answers
from app.motivation.draft.growth_rules import growth_rules
from app.motivation.draft.made import MadeRule
from app.motivation.draft.sales_rules import sales_rules
from app.motivation.draft.work_rules import work_rules


def made_rules(answers: Answers) -> tuple[MadeRule, ...]:
    """By step; every slot once, its name the rule's key."""
    made: dict[str, MadeRule] = {}
    for one in (*sales_rules(answers), *work_rules(answers.collecting), *growth_rules(answers.growing)):
        made.setdefault(one.slot, replace(one, rule=replace(one.rule, key=one.slot)))
    return tuple(made.values())
