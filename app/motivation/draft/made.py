"""A rule as answers make it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.calc.scheme import Rule
from app.motivation.draft.steps import Step


@dataclass(frozen=True, slots=True)
class MadeRule:
    """``slot`` names the answer that made it, and is its key where it had none before."""

    slot: str
    step: Step
    rule: Rule


def keyless(rule: Rule) -> Rule:
    """What a rule says; its key is only a name."""
    return replace(rule, key="")
