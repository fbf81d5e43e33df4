"""Every number of every picture is the trial's own, and its accruals add up to it. No window."""

from __future__ import annotations

import pytest

from app.calc.parts import Part
from app.i18n.words import Words
from app.kernel.period import Month
from app.motivation.trial import Trial
from ui.kit.chart_model import Chart, Chosen, Kind
from ui.motivation.trial.bar_title import bar_title
from ui.motivation.trial.bench import FORECAST, HISTORY, WHAT_IF
from ui.motivation.trial.charts import Bar, Scene, View, bar_of, charts_of
from ui.motivation.trial.lineup import Entrant

WORDS = Words.of("en")


@pytest.fixture(name="scene")
def _scene(trial: Trial, entrants: tuple[Entrant, ...]) -> Scene:
    return Scene(trial.comparison, entrants, 2, trial.ground.people, "UAH", WORDS)


@pytest.fixture(name="charts")
def _charts(scene: Scene) -> dict[View, Chart]:
    return charts_of(scene)


def test_cost_and_share_stand_by_month_for_every_scheme(charts: dict[View, Chart], trial: Trial) -> None:
    outcomes = [one.outcome for one in trial.comparison.candidates]
    assert [one.values for one in charts[View.COST].series] == [one.by_month for one in outcomes]
    shares = charts[View.SHARE]
    assert shares.unit.kind is Kind.SHARE
    assert [one.values for one in shares.series] == [one.receipts_share_by_month_ppm for one in outcomes]
    assert [one.key for one in charts[View.COST].categories] == list(trial.window.months)
    assert [one.title for one in shares.series] == ["As now", "Every order of my client", "Pay by function"]


def test_what_is_paid_for_adds_up_to_the_cost(charts: dict[View, Chart], trial: Trial) -> None:
    chart = charts[View.PARTS]
    assert {one.key for one in chart.series} >= {Part.FIRST, Part.REPEAT}
    for at, one in enumerate(trial.comparison.candidates):
        assert sum(series.values[at] or 0 for series in chart.series) == one.outcome.cost_minor


def test_each_person_goes_from_as_now_to_the_scheme_in_focus(charts: dict[View, Chart], trial: Trial) -> None:
    chart = charts[View.PEOPLE]
    before, after = chart.series
    assert (before.key, after.key) == (1, 5)
    assert (before.place, after.place) == (0, 2), "the colours of the line-up"
    for at, person in enumerate(chart.categories):
        assert isinstance(person.key, int)
        outcomes = trial.comparison.candidates
        assert before.values[at] == outcomes[0].outcome.by_person.get(person.key, 0)
        assert after.values[at] == outcomes[2].outcome.by_person.get(person.key, 0)
        assert person.title == trial.ground.people[person.key]
    changes = [(after.values[at] or 0) - (before.values[at] or 0) for at in range(len(chart.categories))]
    assert changes == sorted(changes, reverse=True)


def test_as_now_in_focus_is_compared_with_the_first_other_and_alone_with_nobody(trial: Trial, scene: Scene) -> None:
    own = Scene(scene.comparison, scene.entrants, 0, scene.people, "UAH", WORDS)
    assert [one.key for one in charts_of(own)[View.PEOPLE].series] == [1, 2]
    alone = trial.with_candidates(trial.candidates[:1]).comparison
    single = Scene(alone, scene.entrants[:1], 0, scene.people, "UAH", WORDS)
    assert [one.key for one in charts_of(single)[View.PEOPLE].series] == [1]


def test_the_range_is_told_as_one(charts: dict[View, Chart], trial: Trial) -> None:
    chart = charts[View.RANGE]
    assert "not a promise" in chart.title
    for at, one in enumerate(trial.comparison.candidates):
        assert one.range is not None
        assert [series.values[at] for series in chart.series] == list(one.range)
    assert bar_of(View.RANGE, Chosen(10, 1)) is None, "no accruals lie behind years that never were"


def test_accruals_behind_every_number_add_up_to_it(
    charts: dict[View, Chart], trial: Trial, entrants: tuple[Entrant, ...]
) -> None:
    places = {one.id: at for at, one in enumerate(entrants)}
    seen = 0
    for view in (View.COST, View.PARTS, View.PEOPLE):
        for series in charts[view].series:
            for category, value in zip(charts[view].categories, series.values, strict=True):
                bar = bar_of(view, Chosen(series.key, category.key))
                assert bar is not None
                lines = trial.behind(places[bar.entrant_id], bar.window, person_id=bar.person_id, part=bar.part)
                assert sum(line.accrual.amount_minor for line in lines) == value
                seen += 1
    assert seen > 50


def test_a_bar_is_called_by_its_scheme_month_person_and_part(entrants: tuple[Entrant, ...], trial: Trial) -> None:
    month = Month(2026, 3)
    cost = bar_of(View.COST, Chosen(2, month))
    assert cost is not None
    assert bar_title(WORDS, HISTORY, cost, entrants, {}) == "Every order of my client, March\N{NO-BREAK SPACE}2026"
    assert bar_title(WORDS, FORECAST, cost, entrants, {}).startswith("Every order of my client, forecast, March")
    person_id, name = next(iter(trial.ground.people.items()))
    assert bar_title(WORDS, WHAT_IF, Bar(1, person_id=person_id), entrants, trial.ground.people) == (
        f"As now, what if, {name}"
    )
    part = bar_of(View.PARTS, Chosen(Part.REPEAT, 5))
    assert part is not None
    assert bar_title(WORDS, HISTORY, part, entrants, {}) == "Pay by function, Repeat orders"
