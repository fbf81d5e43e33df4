"""Key figures, the schemes side by side, gains: each is the trial's. No window."""

from __future__ import annotations

from app.i18n.words import Words
from app.kernel.money import PPM
from app.motivation.trial import Trial
from ui.kit.cards import whole_money
from ui.motivation.trial.charts import Scene
from ui.motivation.trial.figures import change_ppm, gain_rows, key_figures, share, side_rows, signed
from ui.motivation.trial.lineup import Entrant

WORDS = Words.of("en")


def scene_of(trial: Trial, entrants: tuple[Entrant, ...], focus: int) -> Scene:
    return Scene(trial.comparison, entrants, focus, trial.ground.people, "UAH", WORDS)


def test_the_row_tells_cost_share_people_worst_month_and_break_even(
    trial: Trial, entrants: tuple[Entrant, ...]
) -> None:
    one = trial.comparison.candidates[2]
    outcome, before = one.outcome, trial.comparison.candidates[0].outcome
    cost, receipts, people, worst, break_even = key_figures(scene_of(trial, entrants, 2), 300_000)
    assert cost.title == "Bonuses, 12 months"
    assert cost.value == whole_money(WORDS, outcome.cost_minor, "UAH")
    assert cost.note == f"{signed(WORDS, change_ppm(before.cost_minor, outcome.cost_minor))} to «As now»"
    assert receipts.value == share(WORDS, outcome.receipts_share_ppm)
    assert receipts.note == f"of margin {share(WORDS, outcome.margin_share_ppm)}, limit 30\N{NO-BREAK SPACE}%"
    assert not receipts.tone
    risen = [gain for gain in one.gains if gain.difference_minor > 0]
    assert people.value == f"{len(risen)} / {len(one.gains)}"
    first = one.gains[0]
    assert people.note == f"largest rise: {share(WORDS, change_ppm(first.before_minor, first.after_minor))}"
    assert worst.value == WORDS.month(outcome.worst)
    left_minor = outcome.left_by_month[trial.window.months.index(outcome.worst)]
    assert worst.note == f"leaves {whole_money(WORDS, left_minor, 'UAH')}"
    assert outcome.break_even_minor is not None
    assert break_even.value == whole_money(WORDS, outcome.break_even_minor, "UAH")


def test_over_the_limit_is_told_in_red(trial: Trial, entrants: tuple[Entrant, ...]) -> None:
    assert key_figures(scene_of(trial, entrants, 2), 10_000)[1].tone == "bad"


def test_as_now_is_what_the_others_are_compared_with(trial: Trial, entrants: tuple[Entrant, ...]) -> None:
    cost, _share, people, *_rest = key_figures(scene_of(trial, entrants, 0), 300_000)
    assert cost.note.endswith("a month")
    assert (people.value, people.note) == ("—", "the others are compared with it")


def test_the_schemes_stand_side_by_side(trial: Trial, entrants: tuple[Entrant, ...]) -> None:
    rows = side_rows(scene_of(trial, entrants, 2))
    assert [row.name for row in rows] == [one.name for one in entrants]
    costs = [one.outcome.cost_minor for one in trial.comparison.candidates]
    assert [row.cost_minor for row in rows] == costs
    assert [row.difference_minor for row in rows] == [None, costs[1] - costs[0], costs[2] - costs[0]]
    for row, one in zip(rows, trial.comparison.candidates, strict=True):
        outcome = one.outcome
        assert (row.receipts_share_ppm, row.margin_share_ppm) == (outcome.receipts_share_ppm, outcome.margin_share_ppm)
        assert (row.worst, row.best, row.months_below) == (outcome.worst, outcome.best, outcome.months_below)
        assert (row.worst_left_minor, row.best_left_minor) == (min(outcome.left_by_month), max(outcome.left_by_month))
        assert one.range is not None
        assert (row.low_minor, row.high_minor) == (one.range.low_minor, one.range.high_minor)
    assert rows[0].paid_more is None


def test_everybody_has_a_row_with_the_change(trial: Trial, entrants: tuple[Entrant, ...]) -> None:
    rows = gain_rows(scene_of(trial, entrants, 1))
    assert tuple(row.gain for row in rows) == trial.comparison.candidates[1].gains
    assert all(row.name for row in rows)
    assert change_ppm(200, 300) == PPM // 2
    assert change_ppm(0, 300) is None
