"""What is open and what is wrong, at the step that it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from app.calc.facts import Function, ServiceKind
from app.calc.scheme import Percent
from app.calc.tables import Band, Measure, TierMode, Tiers
from app.i18n.words import LANGUAGES, Words
from app.kernel.errors import Finding
from app.motivation.draft import open_points
from app.motivation.draft.answers import (
    Answers,
    Collecting,
    CollectingWay,
    ExtensionWay,
    FirstOrder,
    FirstShare,
    FirstWay,
    FunctionAnswer,
    Functions,
    Growing,
    LaterOrders,
    LaterWay,
    Moment,
    Pay,
    PayKind,
)
from app.motivation.draft.changing import answered, edited
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import points, wrong_points
from app.motivation.draft.opening import draft_of, empty_draft, next_version_of
from app.motivation.draft.steps import Step
from app.motivation.scheme_file import read_scheme
from app.wording.errors import finding_text
from app.wording.findings_in_drafts import FINDINGS_IN_DRAFTS
from tests.support.schemes import simple_file

DAY = date(2026, 12, 1)
EMPTY = empty_draft("s", "S", DAY)
RISING = Tiers(
    Measure.QUARTER_COUNT, TierMode.MARGINAL, (Band(1, 0, premium_minor=100), Band(None, 0, premium_minor=200))
)
SOUND = replace(draft_of(read_scheme(simple_file()).as_scheme()), people=frozenset({1}))


def told(answers: Answers) -> Draft:
    return answered(EMPTY, answers, Step.FIRST).by_answer


def codes(draft: Draft, step: Step, *, wrong: bool) -> set[str]:
    return {point.finding.code for point in points(draft) if point.step is step and point.wrong is wrong}


def test_an_empty_draft_is_open_everywhere_and_wrong_where_it_has_nothing() -> None:
    found = points(EMPTY)
    assert [point.finding.code for point in found if not point.wrong] == [
        "functions_undecided",
        "services_unanswered",
        "pay_unanswered",
        "first_unanswered",
        "later_unanswered",
        "collecting_unanswered",
    ]
    assert {finding.code for finding in wrong_points(EMPTY)} == {"rules_empty", "draft_people_missing"}
    assert [point.step.number for point in found] == sorted(point.step.number for point in found)


def test_a_scheme_that_is_whole_has_nothing_wrong() -> None:
    assert wrong_points(SOUND) == ()


WRONG = {
    "a premium without its sum": (Answers(first=FirstOrder(FirstWay.PREMIUM)), Step.FIRST, "premium_missing"),
    "a premium for complex services without its sum": (
        Answers(first=FirstOrder(FirstWay.PREMIUM, premium_minor=5, complex_premium_minor=0)),
        Step.FIRST,
        "premium_missing",
    ),
    "a premium with every invoice": (
        Answers(first=FirstOrder(FirstWay.PREMIUM, Moment.INVOICE, premium_minor=5)),
        Step.FIRST,
        "premium_on_invoice",
    ),
    "a rising premium by parts": (
        Answers(first=FirstOrder(FirstWay.PREMIUM, Moment.PAYMENT_AND_ACT, rising=RISING)),
        Step.FIRST,
        "rising_needs_win",
    ),
    "a percentage without a rate": (Answers(first=FirstOrder(FirstWay.PERCENT)), Step.FIRST, "draft_rate_missing"),
    "a finder without a lower rate": (
        Answers(later=LaterOrders(LaterWay.FINDER_LOWER)),
        Step.LATER,
        "draft_rate_missing",
    ),
    "a rate that fades from nothing": (
        Answers(later=LaterOrders(LaterWay.FINDER_FADING)),
        Step.LATER,
        "draft_rate_missing",
    ),
    "a time without an end": (
        Answers(later=LaterOrders(LaterWay.FINDER_LIMITED, limited_ppm=5)),
        Step.LATER,
        "draft_months_missing",
    ),
    "a seller without a rate": (Answers(later=LaterOrders(LaterWay.SELLER)), Step.LATER, "draft_rate_missing"),
    "sales without a rate": (Answers(later=LaterOrders(LaterWay.BACK_TO_SALES)), Step.LATER, "draft_rate_missing"),
    "a split among nobody": (Answers(later=LaterOrders(LaterWay.SPLIT)), Step.LATER, "shares_missing"),
    "own pay without a rate": (
        Answers(collecting=Collecting(CollectingWay.OWN_PAY)),
        Step.COLLECTING,
        "draft_rate_missing",
    ),
    "another person who is nobody": (
        Answers(collecting=Collecting(CollectingWay.ANOTHER_PERSON, Percent(5))),
        Step.COLLECTING,
        "collector_missing",
    ),
    "extensions at no rate": (
        Answers(growing=Growing(ExtensionWay.OWN_RULE)),
        Step.GROWING,
        "draft_rate_missing",
    ),
    "a salary and no scheme": (Answers(pay=Pay(PayKind.SALARY_ONLY)), Step.PAY, "salary_only_no_scheme"),
}


@pytest.mark.parametrize(("answers", "step", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_is_said_at_its_step(answers: Answers, step: Step, code: str) -> None:
    assert code in codes(told(answers), step, wrong=True)


def test_functions_that_are_needed_are_done_by_somebody_or_by_a_machine() -> None:
    rows = (
        FunctionAnswer(Function.FINDING, needed=True),
        FunctionAnswer(Function.SELLING, needed=True, people=("1",)),
        FunctionAnswer(Function.COLLECTING, needed=True, automated=True),
        FunctionAnswer(Function.ACCEPTING, needed=False),
        FunctionAnswer(Function.INVOICING, needed=True, position="office"),
        FunctionAnswer(Function.DELIVERING),
    )
    draft = told(Answers(functions=Functions(rows), services=frozenset({ServiceKind.STANDARD})))
    found = [point.finding for point in points(draft) if point.step is Step.FUNCTIONS]
    assert found == [
        Finding("functions_undecided", "", {"count": 2}),
        Finding("function_nobody", "", {"function": "finding"}),
    ]
    assert codes(draft, Step.SERVICES, wrong=False) == set()


def test_pay_for_a_function_that_is_not_needed_is_worth_a_word() -> None:
    unneeded = Functions((FunctionAnswer(Function.FINDING, needed=False),))
    draft = answered(SOUND, replace(SOUND.answers, functions=unneeded), Step.FUNCTIONS).by_answer
    (point,) = [one for one in points(draft) if one.finding.code == "function_unneeded"]
    assert (point.wrong, point.rule_key, point.step) == (False, "paid", Step.LATER)
    said = finding_text(Words.of("en"), point.finding)
    assert said == "The rule «paid» pays for «Finding the client», which step 1 says is not needed."


def test_rules_beside_a_salary_only_are_worth_a_word() -> None:
    draft = answered(SOUND, replace(SOUND.answers, pay=Pay(PayKind.SALARY_ONLY)), Step.PAY).by_answer
    assert codes(draft, Step.PAY, wrong=False) == {"salary_only_pays"}
    assert wrong_points(draft) == ()


def test_what_the_engine_finds_is_said_at_the_step_that_made_the_rule() -> None:
    shares = (FirstShare(Function.FINDING, 2_000_000),)
    draft = told(Answers(first=FirstOrder(FirstWay.PERCENT, shares=shares)))
    (point,) = [one for one in points(draft) if one.finding.code == "rate_out_of_range"]
    assert (point.step, point.rule_key, point.wrong) == (Step.FIRST, "first-finding", True)
    by_hand = edited(SOUND, "paid", replace(SOUND.rules[0].rule, rate=Percent(2_000_000)))
    unmade = replace(by_hand, rules=(replace(by_hand.rules[0], slot="", step=None, made=None),))
    assert codes(unmade, Step.CHECK, wrong=True) == {"rate_out_of_range"}


def test_versions_that_stand_are_not_judged_but_the_new_one_comes_after_them() -> None:
    bad = read_scheme(simple_file()).as_scheme(3)
    past = replace(bad.versions[0], rules=(replace(bad.versions[0].rules[0], rate=Percent(2_000_000)),))
    draft = replace(SOUND, past=(past,), number=2, valid_from=date(2024, 2, 1))
    assert wrong_points(draft) == ()
    early = replace(next_version_of(bad, date(2024, 1, 1)), people=frozenset({1}))
    assert codes(early, Step.IN_FORCE, wrong=True) == {"version_order"}


def test_a_name_is_needed() -> None:
    assert {finding.code for finding in wrong_points(replace(SOUND, name="  "))} == {"name_missing"}


def test_every_code_of_the_page_has_a_sentence() -> None:
    stated = set(re.findall(r"\b([a-z]+(?:_[a-z]+)+)\b", (open_points.__doc__ or "").partition("::")[2]))
    said = {code for code in stated if code in FINDINGS_IN_DRAFTS}
    assert stated - said == {"name_missing"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_is_said(language: str) -> None:
    words = Words.of(language)
    for answers, _, _ in WRONG.values():
        for point in points(told(answers)):
            said = finding_text(words, point.finding)
            assert said
            assert not re.search(r"[{}…]|\(\w+_\w+\)", said), said
