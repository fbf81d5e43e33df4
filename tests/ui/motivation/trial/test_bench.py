"""What the compute lane keeps: moved rates give what a newly prepared trial with those rates gives. No window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import Office
from app.calc.scheme import ByOrder, Percent, Rate, Scheme
from app.calc.what_if import WhatIf
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.motivation.candidates import AsNow, Tried
from app.motivation.trial import Trial, tried
from ui.motivation.trial.bench import FORECAST, HISTORY, WHAT_IF, Asked, Bench, Mark
from ui.motivation.trial.charts import Bar
from ui.motivation.trial.lineup import Entrant, Offer, addable, as_now, joined

WORDS = Words.of("en")
HALVED = ByOrder((50_000, 50_000))


@pytest.fixture(name="asked")
def _asked(trial: Trial, entrants: tuple[Entrant, ...]) -> Asked:
    return Asked(trial.ground, entrants, 1, {}, 300_000, WORDS)


def mark_of(trial: Trial, entrants: tuple[Entrant, ...], place: int, at: int = 0) -> Mark:
    slider = trial.sliders(place)[at]
    return Mark(entrants[place].id, slider.scheme_key, slider.rule_key)


def at_rate(candidate: object, rule_key: str, rate: Rate) -> Tried:
    """The same scheme with another rate written into it."""
    assert isinstance(candidate, Tried)
    scheme: Scheme = candidate.scheme
    versions = tuple(
        replace(one, rules=tuple(replace(rule, rate=rate) if rule.key == rule_key else rule for rule in one.rules))
        for one in scheme.versions
    )
    return Tried(replace(scheme, versions=versions), candidate.people)


def test_a_moved_rate_gives_the_figures_of_a_new_trial_with_it(
    asked: Asked, trial: Trial, entrants: tuple[Entrant, ...]
) -> None:
    bench, mark = Bench(), mark_of(trial, entrants, 2, 1)
    bench.picture(asked)
    moved = bench.picture(replace(asked, rates={mark: Percent(77_777)}))
    again = (*trial.candidates[:2], at_rate(trial.candidates[2], mark.rule_key, Percent(77_777)))
    assert moved.scene.comparison == tried(trial.ground, again).comparison
    assert moved.scene.comparison != trial.comparison
    assert bench.picture(asked).scene.comparison == moved.scene.comparison, "a rate stays until another one is asked"


def test_moved_rates_stay_while_the_line_up_changes_and_go_with_their_scheme(
    asked: Asked, trial: Trial, entrants: tuple[Entrant, ...]
) -> None:
    bench, mark = Bench(), mark_of(trial, entrants, 2, 1)
    rates: dict[Mark, Rate] = {mark: Percent(77_777)}
    moved = bench.picture(replace(asked, rates=rates)).scene.comparison.candidates[2].outcome
    fewer = bench.picture(replace(asked, entrants=(entrants[2], entrants[0]), focus=0, rates=rates))
    assert fewer.scene.comparison.candidates[0].outcome == moved
    assert fewer.scene.comparison.reference == 1
    bench.picture(replace(asked, entrants=entrants[:1], focus=0))
    back = bench.picture(replace(asked, entrants=(entrants[0], Entrant(9, "again", entrants[2].candidate)), rates={}))
    assert back.scene.comparison.candidates[1].outcome == trial.comparison.candidates[2].outcome


def test_books_that_were_read_anew_are_tried_at_the_moved_rates(
    asked: Asked, trial: Trial, entrants: tuple[Entrant, ...], sample: Office, director: Actor
) -> None:
    bench, rates = Bench(), {mark_of(trial, entrants, 2, 1): Percent(77_777)}
    before = bench.picture(replace(asked, rates=rates)).scene.comparison
    longer = bench.picture(replace(asked, ground=sample.simulation.ground(director, 24), rates=rates))
    assert len(longer.scene.comparison.income.months) == 24
    same = bench.picture(replace(asked, ground=sample.simulation.ground(director, 12), rates=rates))
    assert same.scene.comparison == before


def test_sliders_are_made_ready_one_by_one(asked: Asked, trial: Trial) -> None:
    bench = Bench()
    assert not bench.warm_next()
    picture = bench.picture(asked)
    count = 0
    while bench.warm_next():
        count += 1
    assert count == sum(len(own) for own in picture.sliders)
    assert bench.picture(asked).scene.comparison == trial.comparison


def test_what_if_and_the_forecast_are_the_trial_s(asked: Asked, trial: Trial) -> None:
    bench = Bench()
    bench.picture(asked)
    what = WhatIf(new_clients_ppm=200_000, days_later=15)
    changed = bench.what_if(what)
    assert changed.history == trial.comparison
    assert changed.comparison == trial.what_if(what).comparison
    outlook, own = bench.outlook(WORDS), trial.forecast()
    assert outlook.comparison == own.trial.comparison
    assert (outlook.assumed_count, outlook.doubtful_count) == (len(own.assumed), len(own.doubtful))
    for on, comparison in ((HISTORY, changed.history), (WHAT_IF, changed.comparison), (FORECAST, outlook.comparison)):
        lines = bench.behind(on, Bar(2))
        assert sum(line.accrual.amount_minor for line in lines) == comparison.candidates[1].outcome.cost_minor
    assert bench.behind(HISTORY, Bar(77)) == (), "a scheme that is gone has no accruals"


def test_the_same_scheme_a_second_time_has_a_name_and_rates_of_its_own(found: dict[str, Offer]) -> None:
    offer = found["Pay by function"]
    first = joined((), offer)
    second = joined((first,), offer)
    assert second.name == "Pay by function (2)"
    assert second.candidate != first.candidate
    assert second.id != first.id


def test_as_now_is_offered_while_it_does_not_stand_there(found: dict[str, Offer]) -> None:
    standing = (joined((), as_now(WORDS)),)
    assert isinstance(standing[0].candidate, AsNow)
    offered = [one.name for one in addable(standing, found.values())]
    assert "As now" not in offered
    assert {"As now, in every month", "Pay by function"} <= set(offered)
    assert any(name.endswith(", for everybody") for name in offered)
