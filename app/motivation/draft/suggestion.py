"""What earlier steps preselect in later ones, and why. Never over the director's own answers.

Step 3 has what practice suggests for the first and the later orders; a machine of step 1 collects in step 6.

Reasons: ``premium_beside_salary``, ``nothing_later_beside_salary``, ``every_order_without_salary``,
``less_later_without_salary``, ``nothing_with_salary_only``, ``complex_grows``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from app.calc.facts import Function, ServiceKind
from app.kernel.money import PPM, round_half_up
from app.motivation.draft.answers import (
    CollectingWay,
    FirstOrder,
    FirstShare,
    FirstWay,
    Functions,
    LaterOrders,
    LaterWay,
    Pay,
    PayKind,
)
from app.motivation.draft.changing import Change, answered
from app.motivation.draft.model import Draft
from app.motivation.draft.steps import Step

FIRST_PPM, LATER_PPM = 150_000, 80_000
"""Of people without a salary: what the template "Every order of my client" pays."""
PREMIUM_PPM = 50_000
"""A premium beside a salary, as a part of a usual first order."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Answers to begin steps 4 and 5 with, and the codes of the reasons."""

    first: FirstOrder
    later: LaterOrders
    reasons: tuple[str, ...]


def suggestion(kind: PayKind, services: Collection[ServiceKind] = (), typical_first_minor: int = 0) -> Suggestion:
    """What suits that way of paying; ``typical_first_minor`` is the net of a usual first order, 0 where unknown."""
    complex_reason = ("complex_grows",) if ServiceKind.COMPLEX in services else ()
    if kind is PayKind.SALARY_ONLY:
        return Suggestion(FirstOrder(FirstWay.NOTHING), LaterOrders(LaterWay.NOBODY), ("nothing_with_salary_only",))
    if kind is PayKind.BONUS_ONLY:
        first = FirstOrder(FirstWay.PERCENT, shares=(FirstShare(Function.FINDING, FIRST_PPM),))
        later = LaterOrders(LaterWay.FINDER_LOWER, finder_rates_ppm=(LATER_PPM,))
        reasons = ("every_order_without_salary", "less_later_without_salary")
        return Suggestion(first, later, reasons + complex_reason)
    premium_minor = two_digits(round_half_up(typical_first_minor * PREMIUM_PPM, PPM))
    both = set(services) == set(ServiceKind)
    first = FirstOrder(
        FirstWay.PREMIUM, premium_minor=premium_minor, complex_premium_minor=2 * premium_minor if both else None
    )
    reasons = ("premium_beside_salary", "nothing_later_beside_salary")
    return Suggestion(first, LaterOrders(LaterWay.NOBODY), reasons + complex_reason)


def with_pay(draft: Draft, pay: Pay, typical_first_minor: int = 0) -> Change:
    """The draft with step 3 answered; steps 4 and 5 are preselected where the director has not been yet."""
    answers = replace(draft.answers, pay=pay)
    if pay.kind is not None:
        told = suggestion(pay.kind, answers.services, typical_first_minor)
        if Step.FIRST not in draft.answered:
            answers = replace(answers, first=told.first)
        if Step.LATER not in draft.answered:
            answers = replace(answers, later=told.later)
    return answered(draft, answers, Step.PAY)


def with_functions(draft: Draft, functions: Functions) -> Change:
    """The draft with step 1 answered; where a machine collects, step 6 is preselected so, if nobody has been there."""
    answers = replace(draft.answers, functions=functions)
    automated = any(one.function is Function.COLLECTING and one.automated for one in functions.functions)
    if Step.COLLECTING not in draft.answered:
        before = answers.collecting.way
        way = None if before is CollectingWay.AUTOMATED else before
        answers = replace(
            answers, collecting=replace(answers.collecting, way=CollectingWay.AUTOMATED if automated else way)
        )
    return answered(draft, answers, Step.FUNCTIONS)


def two_digits(amount_minor: int) -> int:
    """An amount of two significant digits, in whole units of money: what people would say."""
    unit = 100
    while amount_minor >= 100 * unit:
        unit *= 10
    return round_half_up(amount_minor, unit) * unit
