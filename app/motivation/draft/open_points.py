"""What of a draft is not answered yet, and what is wrong with it, step by step. Only what is wrong keeps it from force.

Codes beside those of ``calc.validate``::

    functions_undecided     count: functions of which nobody has said whether they are needed
    function_nobody         function: needed, done by nobody, and no machine does it
    function_unneeded       function, rule: a rule pays it, though it is not needed
    services_unanswered, pay_unanswered, first_unanswered, later_unanswered, collecting_unanswered
    salary_only_pays        count: rules although people are paid a salary only
    salary_only_no_scheme   nothing is paid by rules: no scheme is needed
    premium_missing         the premium has no amount
    premium_on_invoice      it would be paid for every invoice of the first order
    rising_needs_win        premiums that rise count clients won: on signing or on the first money
    draft_rate_missing      the percentage is missing
    draft_months_missing    for how many months
    shares_missing          nobody is named to split it
    collector_missing       who collects
    name_missing, draft_people_missing
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.calc.facts import Function
from app.calc.scheme import Percent
from app.calc.validate import problems
from app.kernel.errors import Finding
from app.motivation.draft.answers import (
    CollectingWay,
    ExtensionWay,
    FirstWay,
    LaterOrders,
    LaterWay,
    Moment,
    PayKind,
)
from app.motivation.draft.model import Draft
from app.motivation.draft.steps import Step

_RULE = re.compile(r"version\[\d+\]\.rule\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Point:
    """Something about a step; ``wrong`` must be mended, else it is only open."""

    step: Step
    finding: Finding
    wrong: bool = False
    rule_key: str = ""
    """The rule it is about."""


def points(draft: Draft) -> tuple[Point, ...]:
    """Everything, in the order of the steps."""
    found = [*_asked(draft), *_wrong_answers(draft), *_wrong_rules(draft), *_entry(draft)]
    return in_steps(found)


def in_steps(found: Iterable[Point]) -> tuple[Point, ...]:
    """Points in the order of the steps."""
    return tuple(sorted(found, key=lambda point: point.step.number))


def wrong_points(draft: Draft) -> tuple[Finding, ...]:
    """What keeps the draft from being put in force."""
    return tuple(point.finding for point in points(draft) if point.wrong)


def _asked(draft: Draft) -> Iterator[Point]:
    answers = draft.answers
    decided = {one.function: one for one in answers.functions.functions if one.needed is not None}
    if len(decided) < len(Function):
        yield Point(Step.FUNCTIONS, Finding("functions_undecided", "", {"count": len(Function) - len(decided)}))
    for function, one in decided.items():
        if one.needed and not (one.people or one.position or one.automated):
            yield Point(Step.FUNCTIONS, Finding("function_nobody", "", {"function": function.value}))
        if not one.needed:
            yield from _paid_though_unneeded(draft, function)
    if not answers.services:
        yield Point(Step.SERVICES, Finding("services_unanswered"))
    if answers.pay.kind is None:
        yield Point(Step.PAY, Finding("pay_unanswered"))
    ways = {
        Step.FIRST: answers.first.way,
        Step.LATER: answers.later.way,
        Step.COLLECTING: answers.collecting.way,
    }
    for step, way in ways.items():
        if way is None:
            yield Point(step, Finding(f"{step}_unanswered"))
    if answers.pay.kind is PayKind.SALARY_ONLY and draft.rules:
        yield Point(Step.PAY, Finding("salary_only_pays", "", {"count": len(draft.rules)}))


def _paid_though_unneeded(draft: Draft, function: Function) -> Iterator[Point]:
    for own in draft.rules:
        if own.rule.recipient is function:
            found = Finding("function_unneeded", "", {"function": function.value, "rule": own.rule.key})
            yield Point(own.step or Step.CHECK, found, rule_key=own.rule.key)


def _wrong_answers(draft: Draft) -> Iterator[Point]:
    first, collecting, growing = draft.answers.first, draft.answers.collecting, draft.answers.growing
    if first.way is FirstWay.PREMIUM:
        if first.moment is Moment.INVOICE:
            yield _wrong(Step.FIRST, "premium_on_invoice", "moment")
        elif first.rising is not None and first.moment not in {Moment.SIGNING, Moment.PAYMENT}:
            yield _wrong(Step.FIRST, "rising_needs_win", "moment")
        if first.rising is None and first.premium_minor <= 0:
            yield _wrong(Step.FIRST, "premium_missing", "premium_minor")
        if first.rising is None and first.complex_premium_minor == 0:
            yield _wrong(Step.FIRST, "premium_missing", "complex_premium_minor")
    if first.way is FirstWay.PERCENT and not any(share.rate_ppm > 0 for share in first.shares):
        yield _wrong(Step.FIRST, "draft_rate_missing", "rate_ppm")
    yield from _wrong_later(draft.answers.later)
    if collecting.way in {CollectingWay.OWN_PAY, CollectingWay.ANOTHER_PERSON} and collecting.rate == Percent(0):
        yield _wrong(Step.COLLECTING, "draft_rate_missing", "rate_ppm")
    if collecting.way is CollectingWay.ANOTHER_PERSON and not collecting.staff_no:
        yield _wrong(Step.COLLECTING, "collector_missing", "staff_no")
    if growing.extensions is ExtensionWay.OWN_RULE and growing.extension_ppm <= 0:
        yield _wrong(Step.GROWING, "draft_rate_missing", "rate_ppm")


def _wrong_later(later: LaterOrders) -> Iterator[Point]:
    rates = {
        LaterWay.FINDER_LOWER: max(later.finder_rates_ppm, default=0),
        LaterWay.FINDER_FADING: later.fading.second_ppm,
        LaterWay.FINDER_LIMITED: later.limited_ppm,
        LaterWay.SELLER: later.seller_ppm,
        LaterWay.BACK_TO_SALES: later.seller_ppm,
    }
    if later.way in rates and rates[later.way] <= 0:
        yield _wrong(Step.LATER, "draft_rate_missing", "rate_ppm")
    if later.way is LaterWay.FINDER_LIMITED and later.limited_months <= 0:
        yield _wrong(Step.LATER, "draft_months_missing", "months")
    if later.way is LaterWay.SPLIT and not any(any(share.rates_ppm) for share in later.shares):
        yield _wrong(Step.LATER, "shares_missing", "shares")


def _wrong_rules(draft: Draft) -> Iterator[Point]:
    """What the engine finds, at the step that made the rule; of a rule that somebody wrote, at the check."""
    if not draft.rules and draft.answers.pay.kind is PayKind.SALARY_ONLY:
        yield _wrong(Step.PAY, "salary_only_no_scheme", "")
        return
    newest = f"version[{len(draft.past)}]"
    for finding in problems(draft.scheme()):
        at = _RULE.match(finding.place)
        if at is not None:
            own = draft.rules[int(at[1])] if finding.place.startswith(newest) else None
            if own is not None:  # what stands in force is not to be judged here
                yield Point(own.step or Step.CHECK, finding, wrong=True, rule_key=own.rule.key)
        elif finding.place.startswith(newest):
            step = Step.IN_FORCE if finding.place.endswith(".valid_from") else Step.CHECK
            yield Point(step, finding, wrong=True)


def _entry(draft: Draft) -> Iterator[Point]:
    if not draft.name.strip():
        yield _wrong(Step.IN_FORCE, "name_missing", "name")
    if not draft.people:
        yield _wrong(Step.IN_FORCE, "draft_people_missing", "people")


def _wrong(step: Step, code: str, place: str) -> Point:
    return Point(step, Finding(code, place), wrong=True)
