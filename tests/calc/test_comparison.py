"""Two sets of schemes side by side on one history: cost, splits, best and worst month, break-even, gains with reasons.

A case of ``compared/schemes.yaml`` states a history as those of ``cases`` do, the rules before and those that are
``tried``, and everything that must come out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.calc.comparison import Comparison, compare
from app.calc.gains import Gain
from app.calc.income import income_of
from app.calc.outcome import Outcome, outcome_of
from app.calc.ranges import Range, at_share, yearly_range
from app.calc.tally import Window
from app.calc.tryout import try_out
from app.kernel.period import Month
from tests.support.calc_cases import Case, load_cases
from tests.support.calc_words import Row, minor

CASES = [row for row in load_cases(Path(__file__).parent / "compared") if row["file"] == "schemes"]


def window_of(row: Row) -> Window:
    return Window(Month.parse(row["window"]["from"]), Month.parse(row["window"]["to"]))


def compared(row: Row) -> tuple[Case, Comparison]:
    """The case with its two sides on its window."""
    window, case = window_of(row), Case(row)
    if "tried_schemes" in row:
        other = Case({**row, "schemes": row["tried_schemes"]})
    else:
        other = Case({**row, "rules": row["tried"]})
    income = income_of(case.facts(), window)
    outcomes = [outcome_of(income, try_out(side.facts(), side.schemes, window).tallies()) for side in (case, other)]
    return case, compare(income, outcomes, 0, draws=())


def stated(case: Case, one: Outcome, months: tuple[Month, ...]) -> Row:
    """An outcome in the words of a case."""
    return {
        "months": {month.text: cost for month, cost in zip(months, one.by_month, strict=True) if cost},
        "parts": {part.value: cost for part, cost in one.by_part.items()},
        "people": {case.people.name(person): cost for person, cost in one.by_person.items()},
        "of_receipts": one.receipts_share_ppm,
        "of_margin": one.margin_share_ppm,
        "left": list(one.left_by_month),
        "worst": one.worst.text,
        "best": one.best.text,
        "break_even": one.break_even_minor,
    }


def in_minor(row: Row) -> Row:
    """What a case states of an outcome, its amounts in minor units."""
    sums = {name: {key: minor(value) for key, value in row[name].items()} for name in ("months", "parts", "people")}
    even = row["break_even"]
    return {**row, **sums, "left": list(map(minor, row["left"])), "break_even": None if even is None else minor(even)}


def gain_stated(case: Case, gain: Gain) -> Row:
    return {
        "person": case.people.name(gain.person_id),
        "before": gain.before_minor,
        "after": gain.after_minor,
        "reasons": [[r.code.value, r.rule, r.part.value, r.before_minor, r.after_minor] for r in gain.reasons],
    }


def gain_in_minor(row: Row) -> Row:
    reasons: list[list[Any]] = [[*reason[:3], *map(minor, reason[3:])] for reason in row["reasons"]]
    return {**row, "before": minor(row["before"]), "after": minor(row["after"]), "reasons": reasons}


@pytest.mark.parametrize("row", CASES, ids=[row["name"] for row in CASES])
def test_two_sides_come_to_what_the_case_states(row: Row) -> None:
    case, found = compared(row)
    income, wanted = found.income, row["expect"]
    assert {"receipts": income.receipts, "margin": income.margin, "salaries": sum(income.salaries_minor)} == {
        name: minor(value) for name, value in wanted["income"].items()
    }
    for side, one in zip(("before", "after"), found.candidates, strict=True):
        assert stated(case, one.outcome, income.months) == in_minor(wanted[side]), side
        assert sum(one.outcome.by_part.values()) == one.outcome.cost_minor == sum(one.outcome.by_person.values())
        assert one.outcome.months_below == sum(left < 0 for left in one.outcome.left_by_month)
    assert [gain_stated(case, gain) for gain in found.candidates[1].gains] == list(map(gain_in_minor, wanted["gains"]))
    assert all(gain.difference_minor == 0 and not gain.reasons for gain in found.candidates[0].gains)


def test_lines_of_months_before_the_books_and_of_the_books_are_asked_for_alike() -> None:
    row = next(row for row in CASES if "books_from" in row)
    case, window = Case(row), window_of(row)
    tried = try_out(case.facts(), case.schemes, window)
    found = {
        month: [line.amount_minor for line in tried.accruals(Window(month, month))]
        for month in (window.first.plus(-1), window.first, window.last)
    }
    assert list(found.values()) == [[], [100_00], [400_00]]


def test_a_year_of_drawn_months_has_a_range_and_too_few_months_have_none() -> None:
    """Ten years of which the n-th is twelve times the n-th month: 12 is the least, 60 the middle, 108 the ninth."""
    months = list(range(1, 11))
    draws = [[at] * 12 for at in range(10)]
    assert yearly_range(months, draws) == Range(12, 60, 108)
    assert yearly_range([7] * 6, [[0, 1, 2, 3, 4, 5] * 2]) == Range(84, 84, 84)
    assert yearly_range([7] * 5, draws) is None


def test_the_nearest_rank_is_one_of_the_values() -> None:
    assert [at_share([3, 5, 9], tenths) for tenths in (0, 1, 5, 9, 10)] == [3, 3, 5, 9, 9]
