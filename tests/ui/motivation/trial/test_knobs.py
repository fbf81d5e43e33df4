"""What of a rate a slider moves. No window."""

from __future__ import annotations

import pytest

from app.calc.scheme import ByOrder, Counter, Fading, Fixed, Percent, PerUnit, Rate
from app.calc.tables import Band, Measure, TierMode, Tiers
from app.i18n.words import Words
from ui.motivation.trial.knobs import Knob, Span, knobs, span_of, turned

WORDS = Words.of("en")
TIERS = Tiers(
    Measure.MONTH_TOTAL, TierMode.MARGINAL, (Band(1_000_000, 20_000), Band(4_000_000, 30_000), Band(None, 40_000))
)
PREMIUMS = Tiers(
    Measure.QUARTER_COUNT, TierMode.WHOLE, (Band(2, 0, premium_minor=500_00), Band(None, 0, premium_minor=900_00))
)
RATES: tuple[Rate, ...] = (
    Percent(50_000), Fixed(300_000), PerUnit(1_500), ByOrder((100_000, 10_000)), ByOrder((9, 8, 7), Counter.MONTH),
    ByOrder((5,)), Fading(100_000, 20_000, 30_000), TIERS, PREMIUMS,
)  # fmt: skip


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: type(rate).__name__)
def test_each_number_of_a_rate_is_turned_alone(rate: Rate) -> None:
    before = knobs(rate, WORDS, "UAH")
    for at, knob in enumerate(before):
        after = knobs(turned(rate, at, knob.value + 7), WORDS, "UAH")
        assert [one.value for one in after] == [one.value + 7 * (place == at) for place, one in enumerate(before)]
        assert turned(turned(rate, at, knob.value + 7), at, knob.value) == rate
        assert [one.title for one in after] == [one.title for one in before]


def test_the_numbers_are_named() -> None:
    assert [one.title for one in knobs(RATES[3], WORDS, "UAH")] == ["for the 1st order", "from the 2nd order on"]
    assert [one.title for one in knobs(RATES[4], WORDS, "UAH")] == ["in month 1", "in month 2", "from month 3 on"]
    assert [one.title for one in knobs(RATES[5], WORDS, "UAH")] == ["for every order"]
    assert [one.title for one in knobs(RATES[6], WORDS, "UAH")] == ["At first", "Less each time", "At least"]
    assert knobs(TIERS, WORDS, "UAH")[0].title == f"up to {WORDS.money(1_000_000, 'UAH')}"
    assert [one.title for one in knobs(PREMIUMS, WORDS, "UAH")] == ["up to number 2", "after number 2"]
    assert all(one.money for one in knobs(PREMIUMS, WORDS, "UAH"))
    late = Tiers(Measure.DAYS_LATE, TierMode.WHOLE, (Band(7, 6_000), Band(None, 3_000)))
    assert [one.title for one in knobs(late, WORDS, "UAH")] == ["up to 7 days late", "later than 7 days"]
    quota = Tiers(Measure.QUOTA, TierMode.WHOLE, (Band(800_000, 6_000), Band(None, 3_000)))
    assert knobs(quota, WORDS, "UAH")[1].title == "above 80\N{NO-BREAK SPACE}% of the plan"


@pytest.mark.parametrize(
    ("knob", "span"),
    [
        (Knob("", 50_000), Span(100_000, 1_000)),
        (Knob("", 120_000), Span(250_000, 1_000)),
        (Knob("", 5_000), Span(20_000, 100)),
        (Knob("", 0), Span(100_000, 1_000)),
        (Knob("", 300_000, money=True), Span(600_000, 5_000)),
        (Knob("", 0, money=True), Span(100_000, 500)),
    ],
)
def test_a_slider_goes_to_twice_the_rate_in_steps_that_a_hand_can_find(knob: Knob, span: Span) -> None:
    assert span_of(knob) == span
