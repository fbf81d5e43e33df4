"""A slider moves a rate: the step shows it as its answer, and a rule that no answer made is edited by hand."""

from __future__ import annotations

from datetime import date

import pytest

from app.calc.scheme import ByOrder, Fading, Fixed, Percent, Rate
from app.calc.tables import Band, Measure, TierMode, Tiers
from app.motivation.draft.model import Draft
from app.motivation.draft.opening import draft_of
from app.motivation.draft.rerating import rerated
from app.motivation.scheme_file import read_scheme
from app.motivation.templates import TEMPLATES, template_text

TABLE = Tiers(Measure.MONTH_TOTAL, TierMode.MARGINAL, (Band(100, 10_000), Band(None, 20_000)))
SLIDES: tuple[tuple[str, str, Rate], ...] = (
    ("high-then-low", "found", ByOrder((100_000, 20_000))),
    ("every-order", "found", ByOrder((150_000, 80_000, 40_000))),
    ("new-client-premium", "won-complex", Fixed(777)),
    ("seller-takes-all", "sold", Percent(60_000)),
    ("one-manager", "handed-back", Percent(20_000)),
    ("one-manager", "collected", Percent(20_000)),
    ("by-function", "delivering", Percent(30_000)),
    ("by-function", "invoicing", Fixed(5)),
    ("grow-the-client", "larger", Percent(50_000)),
    ("grow-the-client", "kept", Percent(6_000)),
    ("salary-and-accelerator", "receipts", TABLE),
    ("clean-cut", "first-order", Percent(90_000)),
)


def opened(key: str) -> Draft:
    template = next(one for one in TEMPLATES if one.key == key)
    return draft_of(read_scheme(template_text(template, template.title, date(2026, 12, 1))).as_scheme())


@pytest.mark.parametrize(("template", "key", "rate"), SLIDES)
def test_the_answer_takes_the_rate_over(template: str, key: str, rate: Rate) -> None:
    draft = opened(template)
    moved = rerated(draft, key, rate)
    assert moved.rule(key).rule.rate == rate
    assert not moved.rule(key).edited_by_hand
    assert moved.answers != draft.answers
    assert [one for one in moved.rules if one.rule.key != key] == [one for one in draft.rules if one.rule.key != key]
    assert draft_of(moved.scheme()).scheme() == moved.scheme()


def test_the_words_of_the_step_follow_the_slider() -> None:
    answers = rerated(opened("high-then-low"), "found", ByOrder((120_000, 20_000))).answers
    assert (answers.first.shares[0].rate_ppm, answers.later.finder_rates_ppm) == (120_000, (20_000,))


def test_a_rate_that_no_answer_gives_is_an_edit_by_hand() -> None:
    draft = rerated(opened("one-manager"), "handed-back", Fading(10_000, 1_000, 0))
    assert draft.rule("handed-back").edited_by_hand
    again = rerated(draft, "handed-back", Percent(5_000))
    assert again.rule("handed-back").edited_by_hand, "who edits by hand goes on by hand"
    with pytest.raises(KeyError):
        rerated(draft, "nobody", Percent(1))
