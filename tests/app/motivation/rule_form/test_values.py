"""A rule as fields and back: every rule that a file can say comes back as the same rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.calc.facts import Function
from app.calc.scheme import EventKind, Percent, Rule, SchemeTerms
from app.motivation.rule_form.values import rule_of, terms_of, terms_values, values_of
from tests.support.schemes import rules, terms

BLANK = Rule("blank", EventKind.PAYMENT_RECEIVED, Function.SELLING, Percent(0))


@given(rules("sold"))
def test_every_rule_is_shown_and_read_back(rule: Rule) -> None:
    assert rule_of(values_of(rule), rule) == rule


@given(rules("sold"))
def test_a_rule_of_events_needs_nothing_of_the_one_before(rule: Rule) -> None:
    if rule.override is None:
        assert rule_of(values_of(rule), BLANK) == rule


@given(rules("sold"), st.data())
def test_a_field_that_is_not_there_says_what_is_usual(rule: Rule, data: st.DataObject) -> None:
    values = values_of(rule)
    gone = data.draw(st.sampled_from(sorted(set(values) - {"paid_on", "pays"})))
    read = rule_of({key: value for key, value in values.items() if key != gone}, rule)
    assert values_of(read) | {gone: None} == values_of(rule_of(values | {gone: None}, rule)) | {gone: None}


@given(terms())
def test_terms_are_shown_and_read_back(told: SchemeTerms) -> None:
    assert terms_of(terms_values(told)) == told
