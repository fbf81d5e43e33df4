"""A scheme opened as a draft: read into answers as far as it fits, and not a word of it lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.facts import Function
from app.calc.scheme import Percent, Rule, Scheme, SchemeVersion
from app.calc.tables import Measure
from app.motivation import canonical
from app.motivation.draft.answers import (
    CollectingWay,
    ExtensionWay,
    FirstWay,
    LaterShare,
    LaterWay,
    Moment,
)
from app.motivation.draft.model import Draft
from app.motivation.draft.opening import draft_of, empty_draft, next_version_of
from app.motivation.draft.steps import Step
from app.motivation.scheme_file import read_form, read_scheme
from app.motivation.templates import TEMPLATES, Template, template_text
from tests.support import calc_schemes
from tests.support.schemes import schemes, simple_file

DAY = date(2026, 12, 1)
ROOT = Path(__file__).resolve().parents[4]
BY_KEY = pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])
SCHEME_FILES = sorted(
    file for file in (ROOT / "tests").rglob("*.toml") if "premia_scheme" in file.read_text(encoding="utf-8")
)


def template_scheme(key: str) -> Scheme:
    template = next(one for one in TEMPLATES if one.key == key)
    return read_scheme(template_text(template, template.title, DAY)).as_scheme()


@BY_KEY
def test_a_template_is_understood_whole_and_not_a_word_is_lost(template: Template) -> None:
    scheme = template_scheme(template.key)
    draft = draft_of(scheme)
    assert draft.scheme() == scheme
    assert [one.rule.key for one in draft.rules if one.edited_by_hand] == []


def test_a_template_is_read_into_the_answers_that_say_the_same() -> None:
    high = draft_of(template_scheme("high-then-low")).answers
    assert (high.first.way, high.first.shares[0].rate_ppm) == (FirstWay.PERCENT, 100_000)
    assert (high.later.way, high.later.finder_rates_ppm) == (LaterWay.FINDER_LOWER, (10_000,))
    assert [band.kept_ppm for band in high.collecting.sales_late] == [1_000_000, 500_000]
    premium = draft_of(template_scheme("new-client-premium")).answers.first
    assert (premium.moment, premium.premium_minor, premium.complex_premium_minor) == (
        Moment.PAYMENT,
        600_000,
        1_200_000,
    )
    seller = draft_of(template_scheme("seller-takes-all")).answers
    assert (seller.later.way, seller.later.seller_ppm) == (LaterWay.SELLER, 50_000)
    assert seller.first.moment is seller.later.moment is Moment.PAYMENT_AND_ACT
    manager = draft_of(template_scheme("one-manager")).answers
    assert (manager.later.way, manager.later.hand_back.rate_ppm) == (LaterWay.BACK_TO_SALES, 10_000)
    split = draft_of(template_scheme("by-function")).answers.later
    assert split.shares[0] == LaterShare(Function.FINDING, (10_000, 5_000))
    cut = draft_of(template_scheme("clean-cut")).answers
    assert (cut.later.way, cut.growing.extensions) == (LaterWay.NOBODY, ExtensionWay.NOTHING)
    assert (cut.collecting.way, cut.collecting.not_by_seller) == (CollectingWay.OWN_PAY, True)
    grow = draft_of(template_scheme("grow-the-client")).answers.growing
    assert (grow.extension_ppm, grow.larger_ppm, grow.kept_ppm) == (80_000, 40_000, 5_000)
    ladder = draft_of(template_scheme("salary-and-accelerator")).answers.growing
    assert (ladder.ladder and ladder.ladder.measure, ladder.accelerator and ladder.accelerator.measure) == (
        Measure.MONTH_TOTAL,
        Measure.QUOTA,
    )


@pytest.mark.parametrize("file", SCHEME_FILES, ids=lambda file: file.stem)
def test_every_scheme_file_of_the_tests_comes_back(file: Path) -> None:
    scheme = read_form(file.read_text(encoding="utf-8"))[0].as_scheme()
    if scheme.versions:
        assert draft_of(scheme).scheme() == scheme


@settings(max_examples=150, deadline=None)
@given(schemes())
def test_any_scheme_comes_back_also_by_way_of_its_canonical_text(scheme: Scheme) -> None:
    draft = draft_of(scheme)
    assert draft.scheme() == scheme
    text = canonical.dumps(draft, Draft)
    assert canonical.loads(text, Draft) == draft
    assert canonical.dumps(canonical.loads(text, Draft), Draft) == text


@settings(max_examples=100, deadline=None)
@given(st.lists(calc_schemes.rules("r"), min_size=1, max_size=4))
def test_any_scheme_that_makes_sense_comes_back(rules: list[Rule]) -> None:
    keyed = tuple(replace(rule, key=f"r{place}") for place, rule in enumerate(rules))
    scheme = Scheme(3, "s", "S", (SchemeVersion(1, DAY, keyed),))
    assert draft_of(scheme).scheme() == scheme


def test_what_no_answer_makes_is_shown_as_written_by_hand() -> None:
    text = (
        simple_file(rest="pay_after_months = 2\n")
        + """
[[version.rule]]
key = "sold"
event = "payment_received"
pays = "selling"
rate = { percent = 2 }
"""
    )
    draft = draft_of(read_scheme(text).as_scheme())
    assert [(one.rule.key, one.slot, one.edited_by_hand) for one in draft.rules] == [
        ("paid", "", True),
        ("sold", "orders-selling", False),
    ]
    assert draft.answers.collecting.way is None
    assert draft.answered == {Step.FIRST, Step.LATER}


def test_the_next_version_begins_as_the_latest_and_leaves_the_others_alone() -> None:
    scheme = replace(template_scheme("high-then-low"), id=7)
    draft = next_version_of(scheme, date(2027, 1, 1))
    assert draft.past == scheme.versions
    assert (draft.scheme_id, draft.number, draft.valid_from) == (7, 2, date(2027, 1, 1))
    assert draft.scheme().versions[1].rules == scheme.versions[0].rules


def test_an_empty_draft_has_nothing() -> None:
    draft = empty_draft("s", "S", DAY)
    assert draft.scheme() == Scheme(0, "s", "S", (SchemeVersion(1, DAY, ()),))
    assert draft.answered == frozenset()
    with pytest.raises(KeyError):
        draft.rule("s")


def test_two_rules_of_one_kind_are_one_answer_and_one_rule_by_hand() -> None:
    rules = (
        Rule("a", template_scheme("one-manager").versions[0].rules[0].event, Function.SELLING, Percent(10_000)),
        Rule("b", template_scheme("one-manager").versions[0].rules[0].event, Function.SELLING, Percent(10_000)),
    )
    draft = draft_of(Scheme(0, "s", "S", (SchemeVersion(1, DAY, rules),)))
    assert [one.slot for one in draft.rules] == ["orders-selling", ""]
