"""The answers of steps 4 to 7 as fields and back: nothing is lost, and a field that is not there changes nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.calc.facts import Function
from app.calc.scheme import Base, Every, HoldBack, Limits, Percent, PeriodLimits, Release
from app.calc.tables import LateBand, Tiers
from app.motivation.draft.answers import (
    Collecting,
    CollectingWay,
    ExtensionWay,
    FadingRate,
    FirstOrder,
    FirstShare,
    FirstWay,
    Growing,
    HandBack,
    LaterOrders,
    LaterShare,
    LaterWay,
    Moment,
    PaperPay,
)
from app.motivation.rule_form.answers import (
    collecting_of,
    collecting_values,
    first_of,
    first_values,
    growing_of,
    growing_values,
    later_of,
    later_values,
)
from tests.support.schemes import tiers

PPM = st.integers(0, 1_000_000)
SUMS = st.integers(1, 10**9)
FUNCTIONS = st.sampled_from(Function)
BASES = st.sampled_from(Base)
HELD = st.builds(HoldBack, PPM, st.sampled_from(Release), st.integers(0, 12))
PERIODS = st.builds(PeriodLimits, st.sampled_from(Every), st.none() | SUMS, st.none() | SUMS)
LATE = st.lists(st.builds(LateBand, st.none() | st.integers(0, 90), PPM), max_size=3).map(tuple)
RATES = st.lists(PPM, min_size=1, max_size=3).map(tuple)

FIRST = st.builds(
    FirstOrder,
    way=st.sampled_from(FirstWay),
    moment=st.sampled_from(Moment),
    premium_to=FUNCTIONS,
    premium_minor=st.just(0) | SUMS,
    complex_premium_minor=st.none() | SUMS,
    rising=st.none() | tiers(),
    hold_back=st.none() | HELD,
    shares=st.lists(st.builds(FirstShare, FUNCTIONS, PPM, BASES), max_size=3).map(tuple),
)
LATER = st.builds(
    LaterOrders,
    way=st.sampled_from(LaterWay),
    moment=st.sampled_from(Moment),
    base=BASES,
    finder_rates_ppm=RATES,
    fading=st.builds(FadingRate, PPM, PPM, PPM),
    limited_ppm=PPM,
    limited_months=st.integers(0, 60),
    finder_sold_ppm=st.none() | PPM,
    seller_ppm=PPM,
    hand_back=st.builds(HandBack, PPM, st.builds(Limits, st.none() | SUMS, st.none() | SUMS)),
    shares=st.lists(st.builds(LaterShare, FUNCTIONS, RATES, BASES), max_size=3).map(tuple),
)
COLLECTING = st.builds(
    Collecting,
    way=st.sampled_from(CollectingWay),
    rate=st.builds(Percent, PPM) | tiers(),
    late=LATE,
    not_by_seller=st.booleans(),
    staff_no=st.sampled_from(["", "04"]),
    sales_late=LATE,
    papers=st.lists(st.builds(PaperPay, FUNCTIONS, SUMS, PPM, st.none() | SUMS), max_size=2).map(tuple),
)
GROWING = st.builds(
    Growing,
    extensions=st.sampled_from(ExtensionWay),
    extension_to=FUNCTIONS,
    extension_ppm=PPM,
    extension_base=BASES,
    larger_to=FUNCTIONS,
    larger_ppm=PPM,
    kept_to=FUNCTIONS,
    kept_ppm=PPM,
    kept_cap_minor=st.none() | SUMS,
    ladder=st.none() | tiers(),
    ladder_to=FUNCTIONS,
    ladder_cap=st.none() | PERIODS,
    accelerator=st.none() | tiers(),
    accelerator_to=FUNCTIONS,
    sales_cap=st.none() | PERIODS,
)


@given(FIRST, LATER, COLLECTING, GROWING)
def test_every_answer_is_shown_and_read_back(
    first: FirstOrder, later: LaterOrders, collecting: Collecting, growing: Growing
) -> None:
    assert first_of(first_values(first), FirstOrder()) == first
    assert later_of(later_values(later), LaterOrders()) == later
    assert collecting_of(collecting_values(collecting), Collecting()) == collecting
    assert growing_of(growing_values(growing), Growing()) == growing


@given(FIRST, LATER, COLLECTING, GROWING)
def test_what_is_not_on_screen_stays_as_it_was(
    first: FirstOrder, later: LaterOrders, collecting: Collecting, growing: Growing
) -> None:
    nothing: dict[str, Any] = {}
    assert first_of(nothing, first) == first
    assert later_of(nothing, later) == later
    assert collecting_of(nothing, collecting) == collecting
    assert growing_of(nothing, growing) == growing


def test_a_table_that_is_switched_on_begins_blank_and_goes_when_it_is_switched_off() -> None:
    growing = growing_of({"has_ladder": True}, Growing())
    assert isinstance(growing.ladder, Tiers)
    assert growing_of({"has_ladder": False}, growing).ladder is None
    collecting = collecting_of({"by_days": True}, Collecting(rate=Percent(10_000)))
    assert isinstance(collecting.rate, Tiers)
    assert collecting_of({"by_days": False, "rate": 20_000}, collecting).rate == Percent(20_000)
