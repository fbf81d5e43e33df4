"""Step 3 preselects steps 4 and 5 as practice has it, says why, and never writes over the director's own answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.calc.facts import Function, ServiceKind
from app.calc.scheme import ByOrder, Fixed
from app.motivation.draft.answers import (
    Collecting,
    CollectingWay,
    FirstOrder,
    FirstShare,
    FirstWay,
    FunctionAnswer,
    Functions,
    LaterOrders,
    LaterWay,
    Pay,
    PayKind,
)
from app.motivation.draft.changing import answered
from app.motivation.draft.opening import empty_draft
from app.motivation.draft.steps import Step
from app.motivation.draft.suggestion import suggestion, two_digits, with_functions, with_pay
from app.wording.draft_steps import REASONS

EMPTY = empty_draft("s", "S", date(2026, 12, 1))


def test_beside_a_salary_there_is_a_premium_once() -> None:
    draft = with_pay(EMPTY, Pay(PayKind.SALARY_AND_BONUS), 12_345_678).by_answer
    (one,) = draft.rules
    assert (one.rule.key, one.rule.rate) == ("premium", Fixed(620_000))
    assert draft.answers.later.way is LaterWay.NOBODY
    assert draft.answered == {Step.PAY}


def test_without_a_salary_every_order_earns_and_later_ones_less() -> None:
    draft = with_pay(EMPTY, Pay(PayKind.BONUS_ONLY)).by_answer
    assert [one.rule.rate for one in draft.rules] == [ByOrder((150_000, 80_000))]


def test_with_a_salary_only_nothing_is_paid() -> None:
    draft = with_pay(EMPTY, Pay(PayKind.SALARY_ONLY)).by_answer
    assert draft.rules == ()
    assert (draft.answers.first.way, draft.answers.later.way) == (FirstWay.NOTHING, LaterWay.NOBODY)


def test_complex_services_have_a_premium_of_their_own() -> None:
    both = frozenset(ServiceKind)
    draft = replace(EMPTY, answers=replace(EMPTY.answers, services=both))
    draft = with_pay(draft, Pay(PayKind.SALARY_AND_BONUS), 10_000_000).by_answer
    assert [(one.rule.when.service_kind, one.rule.rate) for one in draft.rules] == [
        ("standard", Fixed(500_000)),
        ("complex", Fixed(1_000_000)),
    ]


def test_who_thinks_again_is_preselected_again_until_he_answers_himself() -> None:
    draft = with_pay(EMPTY, Pay(PayKind.SALARY_AND_BONUS), 10_000_000).by_answer
    change = with_pay(draft, Pay(PayKind.BONUS_ONLY))
    assert change.losses == ()
    assert [one.slot for one in change.by_answer.rules] == ["orders-finding"]
    own = FirstOrder(FirstWay.PERCENT, shares=(FirstShare(Function.SELLING, 70_000),))
    draft = answered(draft, replace(draft.answers, first=own), Step.FIRST).by_answer
    again = with_pay(draft, Pay(PayKind.BONUS_ONLY)).by_answer
    assert again.answers.first == own
    assert again.answers.later.way is LaterWay.FINDER_LOWER
    kept = answered(again, replace(again.answers, later=LaterOrders(LaterWay.NOBODY)), Step.LATER).by_answer
    assert with_pay(kept, Pay(PayKind.BONUS_ONLY)).by_answer.answers.later.way is LaterWay.NOBODY


def test_a_machine_of_the_first_step_collects_in_the_sixth() -> None:
    machine = Functions((FunctionAnswer(Function.COLLECTING, needed=True, automated=True),))
    draft = with_functions(EMPTY, machine).by_answer
    assert draft.answers.collecting.way is CollectingWay.AUTOMATED
    assert with_functions(draft, Functions()).by_answer.answers.collecting.way is None
    own = Collecting(CollectingWay.OWN_PAY)
    draft = answered(EMPTY, replace(EMPTY.answers, collecting=own), Step.COLLECTING).by_answer
    assert with_functions(draft, machine).by_answer.answers.collecting == own


def test_an_answer_that_is_taken_back_preselects_nothing() -> None:
    assert with_pay(EMPTY, Pay()).by_answer.rules == ()


@pytest.mark.parametrize("kind", PayKind)
def test_every_reason_is_said(kind: PayKind) -> None:
    for services in (frozenset[ServiceKind](), frozenset({ServiceKind.COMPLEX})):
        reasons = suggestion(kind, services).reasons
        assert reasons
        assert set(reasons) <= REASONS.keys()


@pytest.mark.parametrize(
    ("exact", "said"), [(0, 0), (4_949, 4_900), (123_456, 120_000), (1_295_000, 1_300_000), (99_999_999, 100_000_000)]
)
def test_a_premium_is_a_sum_that_people_would_say(exact: int, said: int) -> None:
    assert two_digits(exact) == said
