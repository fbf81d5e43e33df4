"""What the draft itself can do about a finding of the check. Pure: a mended draft is another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.calc.facts import Function
from app.calc.remarks import Remark
from app.calc.tables import TierMode, Tiers
from app.motivation.draft.changing import edited, removed
from app.motivation.draft.model import Draft
from app.motivation.draft.steps import Step

_STEPS = {
    Function.FINDING: Step.FIRST,
    Function.SELLING: Step.LATER,
    Function.UPSELLING: Step.GROWING,
    Function.DELIVERING: Step.LATER,
    Function.INVOICING: Step.COLLECTING,
    Function.COLLECTING: Step.COLLECTING,
    Function.ACCEPTING: Step.COLLECTING,
}
_REMOVABLE = frozenset({"loosen_or_remove", "part_conditions", "name_holders"})


class MendKind(StrEnum):
    """What is done."""

    REMOVE = "remove"
    """The rule goes."""
    SLICE = "slice"
    """Its table pays slice by slice."""
    PAY_PERSON = "pay_person"
    """The person is paid by this scheme, too."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that mends a finding, and the draft with it."""

    kind: MendKind
    draft: Draft


def mend_of(draft: Draft, remark: Remark) -> Mend | None:
    """The change that needs no more of the director than a yes; None where one is needed."""
    values, key = dict(remark.values), rule_key_of(draft, remark)
    if remark.mend == "assign" and isinstance(values.get("person_id"), int):
        person_id = int(values["person_id"] or 0)
        return Mend(MendKind.PAY_PERSON, replace(draft, people=draft.people | {person_id})) if draft.people else None
    if not key:
        return None
    rule = draft.rule(key).rule
    if remark.mend == "slice_the_table" and isinstance(rule.rate, Tiers) and rule.rate.mode is TierMode.WHOLE:
        sliced = replace(rule, rate=replace(rule.rate, mode=TierMode.MARGINAL))
        return Mend(MendKind.SLICE, edited(draft, key, sliced))
    return Mend(MendKind.REMOVE, removed(draft, key)) if remark.mend in _REMOVABLE else None


def rule_key_of(draft: Draft, remark: Remark) -> str:
    """The rule of the draft that the finding is about; empty where it is about none, or another scheme's."""
    key = remark.place.removeprefix(f"{draft.key}.") if remark.place.startswith(f"{draft.key}.") else ""
    return key if any(one.rule.key == key for one in draft.rules) else ""


def step_of(draft: Draft, remark: Remark) -> Step | None:
    """Where the finding is mended by hand; None for a rule that no answer made: the rule editor."""
    key = rule_key_of(draft, remark)
    if key:
        return draft.rule(key).step
    function = dict(remark.values).get("function")
    if remark.mend == "add_rule" and function in set(Function):
        return _STEPS[Function(str(function))]
    return Step.IN_FORCE if remark.mend == "assign" else Step.HISTORY
