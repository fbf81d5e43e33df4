"""Step 8 over a real file: the firm's own months under up to four candidates, sliders, what-if, forecast, bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import itemgetter

import pytest

from app.bootstrap import Office
from app.calc.parts import Part
from app.calc.scheme import ByOrder, Percent, Scheme, SchemeVersion
from app.calc.tally import Window
from app.calc.what_if import Leaver, WhatIf
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.errors import Denied, Invalid
from app.kernel.period import Month
from app.motivation.candidates import AsNow, Tried
from app.motivation.scheme_file import read_form
from app.motivation.templates import TEMPLATES, template_text
from app.motivation.trial import Trial
from app.wording.accruals import accrual_sentence
from tests.support.clock import FrozenClock
from tests.support.sample import sample_path

LAST = Month(2026, 11)


def template(key: str) -> Scheme:
    """One of the ten, as a draft."""
    found = next(one for one in TEMPLATES if one.key == key)
    file, wrong = read_form(template_text(found, found.title, date(2026, 12, 1)))
    assert wrong == ()
    return file.as_scheme(1)


EVERY_ORDER, BY_FUNCTION = template("every-order"), template("by-function")


@pytest.fixture(name="sample", scope="module")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with Office.open(sample_path(tmp_path_factory.mktemp("simulated")), FrozenClock()) as office:
        yield office


@pytest.fixture(name="director", scope="module")
def _director(sample: Office) -> Actor:
    director = sample.access.sole_user()
    assert director is not None
    return director


@pytest.fixture(name="trial", scope="module")
def _trial(sample: Office, director: Actor) -> Trial:
    return sample.simulation.trial(director, (AsNow(), Tried(EVERY_ORDER), Tried(BY_FUNCTION)), 12)


def costs(trial: Trial) -> list[int]:
    return [one.outcome.cost_minor for one in trial.comparison.candidates]


@pytest.mark.parametrize(("months", "first"), [(12, Month(2025, 12)), (24, Month(2024, 12)), (36, Month(2023, 12))])
def test_the_window_ends_with_the_last_month_in_which_money_came(
    sample: Office, director: Actor, months: int, first: Month
) -> None:
    trial = sample.simulation.trial(director, months=months)
    assert trial.window == Window(first, LAST)
    assert len(trial.comparison.income.months) == months


def test_candidates_stand_side_by_side_and_as_now_is_what_they_are_compared_with(trial: Trial) -> None:
    found = trial.comparison
    assert (len(found.candidates), found.reference) == (3, 0)
    for one in found.candidates:
        assert sum(one.outcome.by_month) == sum(one.outcome.by_part.values()) == one.outcome.cost_minor > 0
        assert one.range is not None
        assert one.range.low_minor <= one.range.middle_minor <= one.range.high_minor
    gains = found.candidates[1].gains
    assert [gain.difference_minor for gain in gains] == sorted((gain.difference_minor for gain in gains), reverse=True)
    assert sum(gain.difference_minor for gain in gains) == costs(trial)[1] - costs(trial)[0]
    assert all(gain.reasons for gain in gains if gain.difference_minor)
    functions = trial.functions
    assert {functions[reason.rule] for gain in gains for reason in gain.reasons} >= {"finding", "selling"}


def test_without_as_now_the_first_is_what_the_others_are_compared_with(trial: Trial) -> None:
    assert trial.with_candidates((Tried(BY_FUNCTION), Tried(EVERY_ORDER))).comparison.reference == 0


def test_a_slider_moves_its_candidate_and_no_other(trial: Trial) -> None:
    (slider,) = trial.sliders(1)
    assert isinstance(slider.rate, ByOrder)
    half = replace(slider.rate, rates_ppm=tuple(ppm // 2 for ppm in slider.rate.rates_ppm))
    moved = trial.with_rate(1, slider.scheme_key, slider.rule_key, half)
    assert moved.sliders(1) == (slider._replace(rate=half),)
    assert [before == after for before, after in zip(costs(trial), costs(moved), strict=True)] == [True, False, True]
    again = Tried(replace(EVERY_ORDER, versions=(_at_rate(EVERY_ORDER, half),)))
    assert moved.comparison.candidates[1] == trial.with_candidates((AsNow(), again)).comparison.candidates[1]
    assert moved.with_rate(1, *slider).comparison == trial.comparison


def test_a_trial_that_was_made_ready_gives_the_same(sample: Office, director: Actor) -> None:
    cold, warm = (sample.simulation.trial(director, (Tried(BY_FUNCTION),)) for _ in range(2))
    warm.warm_up()
    assert warm.comparison == cold.comparison
    for slider in cold.sliders(0):
        if isinstance(slider.rate, Percent):
            moved = (one.with_rate(0, slider.scheme_key, slider.rule_key, Percent(77_777)) for one in (cold, warm))
            assert len({one.comparison.candidates[0].outcome.cost_minor for one in moved}) == 1


def _at_rate(scheme: Scheme, rate: ByOrder) -> SchemeVersion:
    (version,) = scheme.versions
    return replace(version, rules=tuple(replace(rule, rate=rate) for rule in version.rules))


def test_candidates_that_stay_keep_their_moved_rates(trial: Trial) -> None:
    slider = trial.sliders(2)[1]
    moved = trial.with_rate(2, slider.scheme_key, slider.rule_key, Percent(1))
    kept = moved.with_candidates((Tried(BY_FUNCTION), AsNow()))
    assert kept.comparison.candidates[0].outcome == moved.comparison.candidates[2].outcome
    assert kept.comparison.reference == 1


def test_a_rule_whose_versions_have_different_sorts_of_rate_has_no_slider(sample: Office, director: Actor) -> None:
    trial = sample.simulation.trial(director)
    keys = {slider.rule_key for slider in trial.sliders(0) if slider.scheme_key == "sales"}
    assert keys == {"found-first", "sold", "collected", "won"}
    always = trial.with_candidates((AsNow(always=True),))
    assert "found-later" in {slider.rule_key for slider in always.sliders(0)}


def test_as_now_always_pays_in_months_before_anybody_was_paid(sample: Office, director: Actor) -> None:
    trial = sample.simulation.trial(director, (AsNow(), AsNow(always=True)), 36)
    real, always = trial.comparison.candidates
    at = trial.window.months.index(Month(2024, 6))
    assert real.outcome.by_month[at] == 0 < always.outcome.by_month[at]


def test_a_bar_opens_the_accruals_behind_it_with_their_sentences(trial: Trial) -> None:
    outcome = trial.comparison.candidates[2].outcome
    month = trial.window.months[3]
    lines = trial.behind(2, Window(month, month), part=Part.REPEAT)
    assert sum(line.accrual.amount_minor for line in lines) == outcome.by_month_and_part[3][Part.REPEAT]
    person_id, amount_minor = max(outcome.by_person.items(), key=itemgetter(1))
    own = trial.behind(2, person_id=person_id)
    assert sum(line.accrual.amount_minor for line in own) == amount_minor
    assert {line.person_name for line in own} == {trial.ground.people[person_id]}
    sentence = accrual_sentence(Words.of("en"), own[0].accrual, own[0].client_name, own[0].source_name)
    assert own[0].contract_number
    assert own[0].client_name in sentence
    rule = next(iter(outcome.by_rule))
    of_rule = trial.behind(2, rule=rule)
    assert sum(line.accrual.amount_minor for line in of_rule) == sum(outcome.by_rule[rule].values())


def test_a_draft_for_some_leaves_everybody_else_as_now(sample: Office, director: Actor) -> None:
    sellers = sample.simulation.holding(director, {"Менеджер з продажу"})
    assert sellers
    sales = next(one.scheme for one in sample.motivation.schemes(director) if one.scheme.key == "sales")
    trial = sample.simulation.trial(director, (AsNow(), Tried(sales, sellers)))
    before, after = (one.outcome.by_person for one in trial.comparison.candidates)
    assert {person: minor for person, minor in before.items() if person not in sellers} == {
        person: minor for person, minor in after.items() if person not in sellers
    }
    assert {slider.scheme_key for slider in trial.sliders(1)} == {"projects", "sales", "sales-x"}


def test_what_if_stands_beside_history_at_the_moved_rates(trial: Trial) -> None:
    slider = trial.sliders(1)[0]
    assert isinstance(slider.rate, ByOrder)
    none = replace(slider.rate, rates_ppm=(0,))
    moved = trial.with_rate(1, slider.scheme_key, slider.rule_key, none)
    more = moved.what_if(WhatIf(new_clients_ppm=500_000))
    assert costs(more)[1] == 0
    assert more.comparison.income.receipts > moved.comparison.income.receipts
    assert more.comparison == moved.what_if(WhatIf(new_clients_ppm=500_000)).comparison
    slower = trial.what_if(WhatIf(days_later=25))
    assert slower.comparison.income.receipts < trial.comparison.income.receipts
    repeat = trial.what_if(WhatIf(repeat_orders_ppm=300_000))
    assert (
        repeat.comparison.candidates[1].outcome.by_part[Part.REPEAT]
        > (trial.comparison.candidates[1].outcome.by_part[Part.REPEAT])
    )
    leaver = max(trial.comparison.candidates[0].outcome.by_person.items(), key=itemgetter(1))[0]
    gone = trial.what_if(WhatIf(leavers=(Leaver(leaver, trial.window.first.last),)))
    assert (
        gone.comparison.candidates[0].outcome.by_person.get(leaver, 0)
        < (trial.comparison.candidates[0].outcome.by_person[leaver])
    )
    with pytest.raises(Invalid) as refused:
        trial.what_if(WhatIf(new_clients_ppm=-1_000_001))
    assert [finding.code for finding in refused.value.findings] == ["fewer_than_none"]


def test_the_forecast_is_a_trial_of_the_next_three_months(trial: Trial) -> None:
    outlook = trial.forecast()
    assert outlook.trial.window == Window(Month(2026, 12), Month(2027, 2))
    assert outlook.assumed
    assert outlook.doubtful
    assert all(outlook.trial.window.first.first <= one.on <= outlook.trial.window.last.last for one in outlook.assumed)
    assert all(one.outcome.cost_minor > 0 and one.range is None for one in outlook.trial.comparison.candidates)
    assert {one.contract_id for one in outlook.assumed} <= set(trial.ground.contracts)
    assert outlook.trial.behind(1)


def test_the_same_seed_gives_the_same_range_and_another_one_another(trial: Trial) -> None:
    ranges = [one.range for one in trial.comparison.candidates]
    assert ranges == [one.range for one in trial.with_candidates(trial.candidates).comparison.candidates]
    assert ranges != [one.range for one in trial.with_seed(7).comparison.candidates]


def test_what_cannot_be_tried_is_refused_in_words(sample: Office, director: Actor, trial: Trial) -> None:
    with pytest.raises(Invalid) as months:
        sample.simulation.trial(director, months=13)
    assert [(one.code, one.values) for one in months.value.findings] == [("months_not_offered", {"count": 13})]
    for candidates in ((), (AsNow(),) * 5):
        with pytest.raises(Invalid) as count:
            trial.with_candidates(candidates)
        assert [one.code for one in count.value.findings] == ["candidates_count"]
    blind = replace(director, permissions=frozenset(one for one in director.permissions if one.value != "see_pay"))
    with pytest.raises(Denied):
        sample.simulation.trial(blind)
