"""What the draft itself does about a finding of the check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.calc.facts import Function
from app.calc.remarks import Severity, remark
from app.calc.scheme import Rule
from app.calc.tables import TierMode, Tiers
from app.motivation.draft.beginning import begun
from app.motivation.draft.changing import added, edited
from app.motivation.draft.mending import MendKind, mend_of, rule_key_of, step_of
from app.motivation.draft.model import Draft
from app.motivation.draft.records import Source
from app.motivation.draft.steps import Step


def template(key: str) -> Draft:
    return begun(Source.TEMPLATE, key, "Схема", (), date(2025, 1, 1))


def tabled() -> tuple[Draft, Rule]:
    """A scheme with a table that pays the reached rate on everything, and that rule."""
    draft = template("salary-and-accelerator")
    rule = next(one.rule for one in draft.rules if isinstance(one.rule.rate, Tiers))
    assert isinstance(rule.rate, Tiers)
    whole = replace(rule, rate=replace(rule.rate, mode=TierMode.WHOLE))
    return edited(draft, rule.key, whole), whole


@pytest.mark.parametrize("code", ["loosen_or_remove", "part_conditions", "name_holders"])
def test_a_rule_that_is_too_much_is_removed(code: str) -> None:
    draft = template("by-function")
    key = draft.rules[0].rule.key
    mend = mend_of(draft, remark("rule_silent", Severity.WARNING, f"by-function.{key}", code))
    assert mend is not None
    assert mend.kind is MendKind.REMOVE
    assert [one.rule.key for one in mend.draft.rules] == [one.rule.key for one in draft.rules[1:]]


def test_a_leap_is_mended_by_paying_slice_by_slice() -> None:
    draft, rule = tabled()
    found = remark("pay_jumps", Severity.WARNING, f"{draft.key}.{rule.key}", "slice_the_table")
    mend = mend_of(draft, found)
    assert mend is not None
    rate = mend.draft.rule(rule.key).rule.rate
    assert isinstance(rate, Tiers)
    assert (mend.kind, rate.mode) == (MendKind.SLICE, TierMode.MARGINAL)
    assert mend_of(mend.draft, found) is None, "it pays so already"


def test_somebody_whom_no_scheme_pays_is_paid_by_this_one_too() -> None:
    found = remark("person_unassigned", Severity.WARNING, "", "assign", person_id=7, function="selling")
    draft = replace(template("by-function"), people=frozenset({3}))
    mend = mend_of(draft, found)
    assert mend is not None
    assert (mend.kind, mend.draft.people) == (MendKind.PAY_PERSON, frozenset({3, 7}))
    assert mend_of(replace(draft, people=frozenset()), found) is None, "nobody is chosen yet"
    assert step_of(draft, found) is Step.IN_FORCE


def test_what_another_scheme_or_nobody_is_to_blame_for_leads_to_a_step() -> None:
    draft = template("by-function")
    strange = remark("rule_silent", Severity.WARNING, "other.rule", "loosen_or_remove")
    assert (rule_key_of(draft, strange), mend_of(draft, strange)) == ("", None)
    costly = remark("cost_above_limit", Severity.FAULT, "", "lower_rates", cost_minor=1)
    assert (mend_of(draft, costly), step_of(draft, costly)) == (None, Step.HISTORY)


@pytest.mark.parametrize(
    ("function", "step"),
    [
        (Function.FINDING, Step.FIRST),
        (Function.SELLING, Step.LATER),
        (Function.UPSELLING, Step.GROWING),
        (Function.COLLECTING, Step.COLLECTING),
    ],
)
def test_a_function_that_nobody_is_paid_for_leads_to_its_step(function: Function, step: Step) -> None:
    found = remark("function_unpaid", Severity.WARNING, "", "add_rule", function=function.value)
    assert step_of(template("by-function"), found) is step


def test_a_rule_leads_to_the_step_that_made_it_and_one_by_hand_to_the_rule_editor() -> None:
    draft = template("by-function")
    own = draft.rules[0]
    place = f"by-function.{own.rule.key}"
    assert step_of(draft, remark("late_cliff", Severity.NOTE, place, "more_steps")) is own.step
    by_hand = added(draft, replace(own.rule, key="mine"))
    assert step_of(by_hand, remark("late_cliff", Severity.NOTE, "by-function.mine", "more_steps")) is None
