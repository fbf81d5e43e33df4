"""Answers and the hand: who changes his mind loses nothing that he is not asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.facts import Function
from app.calc.scheme import ByOrder, EventKind, Limits, Percent, Rule
from app.motivation.draft.answers import (
    Answers,
    Collecting,
    CollectingWay,
    ExtensionWay,
    FadingRate,
    FirstOrder,
    FirstShare,
    FirstWay,
    Growing,
    LaterOrders,
    LaterShare,
    LaterWay,
    Moment,
)
from app.motivation.draft.changing import (
    COMES_BACK,
    Loss,
    added,
    answered,
    edited,
    free_key,
    moved,
    removed,
    restored,
)
from app.motivation.draft.making import made_rules
from app.motivation.draft.model import Draft
from app.motivation.draft.opening import draft_of, empty_draft
from app.motivation.draft.steps import Step

DAY = date(2026, 12, 1)
TEN_AND_ONE = Answers(
    first=FirstOrder(FirstWay.PERCENT, shares=(FirstShare(Function.FINDING, 100_000),)),
    later=LaterOrders(LaterWay.FINDER_LOWER, finder_rates_ppm=(10_000,)),
)
BY_HAND = Rule("own", EventKind.CONTRACT_SIGNED, Function.ACCEPTING, Percent(5_000))


def start(answers: Answers = TEN_AND_ONE) -> Draft:
    return answered(empty_draft("s", "S", DAY), answers, Step.LATER).by_answer


def with_later(draft: Draft, **new: Any) -> Answers:
    return replace(draft.answers, later=replace(draft.answers.later, **new))


def with_cap(draft: Draft, key: str = "orders-finding") -> Draft:
    return edited(draft, key, replace(draft.rule(key).rule, per_event=Limits(cap_minor=500)))


def test_answers_make_rules_and_say_which_step_made_them() -> None:
    draft = start()
    (one,) = draft.rules
    assert (one.rule.key, one.step, one.edited_by_hand) == ("orders-finding", Step.LATER, False)
    assert one.rule.rate == ByOrder((100_000, 10_000))
    assert draft.answered == {Step.LATER}


def test_another_answer_makes_another_rule_in_its_place_under_the_same_key() -> None:
    draft = edited(start(), "orders-finding", replace(start().rules[0].rule, key="found"))
    assert not draft.rules[0].edited_by_hand
    change = answered(draft, with_later(draft, finder_rates_ppm=(20_000,)), Step.LATER)
    assert change.losses == ()
    assert change.by_answer == change.by_hand
    assert change.by_answer.rule("found").rule.rate == ByOrder((100_000, 20_000))


def test_there_and_back_again_is_as_before() -> None:
    """What was typed for the way that was left is still there."""
    draft = start()
    away = answered(draft, with_later(draft, way=LaterWay.NOBODY), Step.LATER).by_answer
    assert [one.slot for one in away.rules] == ["first-finding"]
    back = answered(away, with_later(away, way=LaterWay.FINDER_LOWER), Step.LATER).by_answer
    assert back.scheme() == draft.scheme()


def test_a_hand_is_kept_where_an_answer_is_about_something_else() -> None:
    draft = with_cap(start())
    assert draft.rules[0].edited_by_hand
    change = answered(draft, with_later(draft, finder_rates_ppm=(20_000,)), Step.LATER)
    assert change.losses == ()
    rule = change.by_answer.rules[0].rule
    assert (rule.rate, rule.per_event) == (ByOrder((100_000, 20_000)), Limits(cap_minor=500))
    assert change.by_answer.rules[0].edited_by_hand


def test_a_hand_and_an_answer_about_the_same_ask_first() -> None:
    draft = start()
    draft = edited(draft, "orders-finding", replace(draft.rules[0].rule, rate=ByOrder((100_000, 30_000))))
    change = answered(draft, with_later(draft, finder_rates_ppm=(20_000,)), Step.LATER)
    assert change.losses == (Loss("orders-finding", Step.LATER, ("rate",)),)
    assert change.by_answer.rules[0].rule.rate == ByOrder((100_000, 20_000))
    assert change.by_hand.rules[0].rule.rate == ByOrder((100_000, 30_000))
    assert change.by_hand.rules[0].edited_by_hand
    assert not change.by_answer.rules[0].edited_by_hand


def test_a_condition_that_both_have_changed_is_named() -> None:
    draft = start(Answers(first=TEN_AND_ONE.first, growing=Growing(ExtensionWay.NOTHING)))
    rule = draft.rules[0].rule
    draft = edited(draft, rule.key, replace(rule, when=replace(rule.when, order_kinds=None, client_tag="key")))
    change = answered(draft, replace(draft.answers, growing=Growing(ExtensionWay.AS_ORDER)), Step.GROWING)
    assert change.losses == ()  # both let the kinds of orders go
    when = change.by_answer.rules[0].rule.when
    assert (when.client_tag, when.order_number is not None) == ("key", True)


def test_a_rule_that_an_answer_no_longer_makes_goes_quietly_unless_a_hand_was_at_it() -> None:
    draft = start()
    nothing = replace(draft.answers, first=FirstOrder(FirstWay.NOTHING), later=LaterOrders(LaterWay.NOBODY))
    assert answered(draft, nothing, Step.FIRST).by_answer.rules == ()
    change = answered(with_cap(draft), nothing, Step.FIRST)
    assert change.losses == (Loss("orders-finding", Step.LATER),)
    assert change.by_answer.rules == ()
    (kept,) = change.by_hand.rules
    assert (kept.slot, kept.rule.per_event) == ("", Limits(cap_minor=500))


def test_what_a_hand_removed_stays_away_until_its_answer_changes() -> None:
    draft = removed(start(), "orders-finding")
    assert draft.rules == ()
    other = replace(draft.answers, collecting=Collecting(CollectingWay.OWN_PAY, Percent(10_000)))
    still = answered(draft, other, Step.COLLECTING)
    assert (still.losses, [one.slot for one in still.by_answer.rules]) == ((), ["collecting"])
    change = answered(draft, with_later(draft, finder_rates_ppm=(20_000,)), Step.LATER)
    assert change.losses == (Loss("orders-finding", Step.LATER, (COMES_BACK,)),)
    assert [one.slot for one in change.by_answer.rules] == ["orders-finding"]
    assert change.by_hand.rules == ()
    again = answered(change.by_hand, change.by_hand.answers, Step.LATER)
    assert (again.losses, again.by_answer.rules) == ((), ())


def test_a_dropped_rule_is_forgotten_with_its_answer() -> None:
    draft = removed(start(), "orders-finding")
    away = answered(draft, with_later(draft, way=LaterWay.NOBODY), Step.LATER).by_answer
    assert away.dropped == ()


def test_rules_by_hand_are_added_moved_removed_and_restored() -> None:
    draft = added(added(start(), BY_HAND), BY_HAND)
    assert [one.rule.key for one in draft.rules] == ["orders-finding", "own", "own-2"]
    assert draft.rule("own").edited_by_hand
    assert [one.rule.key for one in moved(draft, "own-2", 0).rules] == ["own-2", "orders-finding", "own"]
    assert [one.rule.key for one in removed(draft, "own").rules] == ["orders-finding", "own-2"]
    assert restored(with_cap(draft), "orders-finding") == draft
    for change in (removed, restored):
        with pytest.raises(KeyError):
            change(draft, "nobody")
    with pytest.raises(KeyError):
        restored(draft, "own")


def test_keys_stay_free_and_a_rule_that_comes_back_has_its_old_one() -> None:
    assert free_key("a", ("b",)) == "a"
    assert free_key("a", ("a", "a-2")) == "a-3"
    draft = edited(start(), "orders-finding", replace(start().rules[0].rule, key="found"))
    away = answered(draft, with_later(draft, way=LaterWay.NOBODY), Step.LATER).by_answer
    back = answered(away, with_later(away, way=LaterWay.FINDER_LOWER), Step.LATER).by_answer
    assert [one.rule.key for one in back.rules] == ["found"]


RATES = st.sampled_from((0, 10_000, 20_000, 50_000))
ANY_ANSWERS = st.builds(
    Answers,
    first=st.builds(
        FirstOrder,
        way=st.none() | st.sampled_from(FirstWay),
        moment=st.sampled_from(Moment),
        premium_minor=st.sampled_from((0, 100)),
        complex_premium_minor=st.sampled_from((None, 300)),
        shares=st.tuples(st.builds(FirstShare, st.sampled_from((Function.FINDING, Function.SELLING)), RATES)),
    ),
    later=st.builds(
        LaterOrders,
        way=st.none() | st.sampled_from(LaterWay),
        moment=st.sampled_from(Moment),
        finder_rates_ppm=st.lists(RATES, min_size=1, max_size=3).map(tuple),
        fading=st.builds(FadingRate, RATES, st.sampled_from((10_000, 30_000)), st.sampled_from((0, 5_000))),
        limited_ppm=RATES,
        limited_months=st.sampled_from((0, 12)),
        finder_sold_ppm=st.sampled_from((None, 0, 40_000)),
        seller_ppm=RATES,
        shares=st.sampled_from(((), (LaterShare(Function.DELIVERING, (10_000,)),))),
    ),
    collecting=st.builds(
        Collecting,
        way=st.none() | st.sampled_from(CollectingWay),
        rate=RATES.map(Percent),
        staff_no=st.sampled_from(("", "4")),
    ),
    growing=st.builds(
        Growing, extensions=st.sampled_from(ExtensionWay), extension_ppm=RATES, larger_ppm=RATES, kept_ppm=RATES
    ),
)


@settings(max_examples=150, deadline=None)
@given(ANY_ANSWERS, ANY_ANSWERS)
def test_changing_ones_mind_leaves_what_a_fresh_start_would_make(one: Answers, other: Answers) -> None:
    """Without edits by hand nothing is ever asked, and the way to an answer does not matter."""
    straight = answered(empty_draft("s", "S", DAY), one, Step.LATER)
    detour = answered(answered(straight.by_answer, other, Step.FIRST).by_answer, one, Step.LATER)
    assert straight.losses == detour.losses == ()
    assert {rule.rule for rule in detour.by_answer.rules} == {rule.rule for rule in straight.by_answer.rules}
    assert [rule.rule for rule in straight.by_answer.rules] == [made.rule for made in made_rules(one)]


@settings(max_examples=150, deadline=None)
@given(ANY_ANSWERS, ANY_ANSWERS, st.integers(0, 5))
def test_nothing_of_a_hand_goes_without_a_word(one: Answers, other: Answers, place: int) -> None:
    """Whatever a hand did to a rule stands after any answer, unless it is named as a loss."""
    draft = answered(empty_draft("s", "S", DAY), one, Step.LATER).by_answer
    if not draft.rules:
        return
    key = draft.rules[place % len(draft.rules)].rule.key
    draft = edited(draft, key, replace(draft.rule(key).rule, pay_after_months=2, rate=Percent(777)))
    change = answered(draft, other, Step.LATER)
    lost = {loss.rule_key: loss.parts for loss in change.losses}
    kept = next(rule for rule in change.by_hand.rules if rule.rule.key == key)
    assert (kept.rule.pay_after_months, kept.rule.rate) == (2, Percent(777))
    standing = [rule.rule for rule in change.by_answer.rules if rule.rule.key == key]
    if lost.get(key) == ():
        assert standing == [] or standing[0].rate != Percent(777)
    else:
        assert standing[0].pay_after_months == 2
        assert (standing[0].rate == Percent(777)) == (key not in lost)


@settings(max_examples=150, deadline=None)
@given(ANY_ANSWERS)
def test_what_answers_make_is_read_back_as_answers(answers: Answers) -> None:
    """Perhaps not as the same ones, but no rule has to be shown as written by hand."""
    draft = answered(empty_draft("s", "S", DAY), answers, Step.LATER).by_answer
    again = draft_of(draft.scheme())
    assert again.scheme() == draft.scheme()
    assert [one.rule for one in again.rules if not one.slot] == []


def test_every_change_is_of_a_copy() -> None:
    draft = start()
    changes: tuple[Callable[[], object], ...] = (
        lambda: added(draft, BY_HAND),
        lambda: removed(draft, "orders-finding"),
        lambda: with_cap(draft),
        lambda: answered(draft, Answers(), Step.FIRST),
    )
    for change in changes:
        change()
    assert draft == start()
