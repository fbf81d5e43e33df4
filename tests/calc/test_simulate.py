"""A simulation gives what an evaluation gives, and a changed rate what a new simulation gives (SEMANTICS 12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from app.calc.facts import Function
from app.calc.scheme import (
    ByOrder,
    Fixed,
    HoldBack,
    Limits,
    Member,
    Named,
    Override,
    Percent,
    Rate,
    Release,
    Rule,
    Scheme,
    Source,
)
from app.calc.scheme import Counter as CountedBy
from app.calc.settle import evaluate
from app.calc.simulate import Simulation, prepare
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.calc.tally import Window
from app.kernel.period import Month
from tests.benchmarks.engine import scheme
from tests.calc.test_bundles import LAST, mixed, with_rules

SOLD, PAID = Function.SELLING, scheme().versions[0].rules[0].event
HEAD = Named((Member("040"),))
TABLE = Tiers(Measure.QUARTER_TOTAL, TierMode.WHOLE, (Band(500_000_00, 10_000), Band(None, 20_000)))
HARD = with_rules(
    Rule("sold", PAID, SOLD, Percent(50_000), per_event=Limits(cap_minor=20_000)),
    Rule("late", PAID, SOLD, Percent(10_000), late=(LateBand(3, 1_000_000), LateBand(None, 400_000))),
    Rule("quarter", PAID, Function.DELIVERING, TABLE),
    Rule("held", PAID, Function.COLLECTING, Percent(20_000), hold_back=HoldBack(250_000, Release.MONTHS, 2)),
    Rule("head", PAID, HEAD, Percent(100_000), override=Override((Source("", "*"),))),
)
WITHOUT_HEAD = with_rules(*HARD.versions[0].rules[:-1])


def evaluated(one: Scheme) -> dict[tuple[str, int, Month], int]:
    sums: dict[tuple[str, int, Month], int] = defaultdict(int)
    for accrual in evaluate(mixed(), (one,), LAST).accruals:
        sums[f"{one.key}.{accrual.rule_key}", accrual.person_id, accrual.month] += accrual.amount_minor
    return {key: amount for key, amount in sums.items() if amount}


def simulated(simulation: Simulation) -> dict[tuple[str, int, Month], int]:
    found: dict[tuple[str, int, Month], int] = defaultdict(int)
    for path, sums in simulation.by_rule.items():
        for cell, amount in sums.items():
            found[path, cell.person_id, cell.month] += amount
    return {key: amount for key, amount in found.items() if amount}


@pytest.mark.parametrize("one", [scheme(), HARD, WITHOUT_HEAD], ids=["plain", "hard", "without head"])
def test_it_costs_what_the_lines_sum_to(one: Scheme) -> None:
    assert simulated(prepare(mixed(), (one,), LAST)) == evaluated(one)


CHANGES: tuple[tuple[Scheme, str, Rate], ...] = (
    (scheme(), "sold", Percent(61_234)),
    (scheme(), "found", ByOrder((50_000, 40_000, 3_000))),
    (scheme(), "margin", Percent(0)),
    (HARD, "sold", Percent(70_000)),
    (HARD, "head", Percent(50_000)),
    (HARD, "quarter", replace(TABLE, bands=(Band(300_000_00, 5_000), Band(None, 30_000)))),
    (WITHOUT_HEAD, "sold", Percent(10_000)),
    (WITHOUT_HEAD, "late", Percent(20_000)),
    (WITHOUT_HEAD, "held", Percent(33_333)),
    (WITHOUT_HEAD, "quarter", replace(TABLE, bands=(Band(300_000_00, 5_000), Band(None, 30_000)))),
)


@pytest.mark.parametrize(("one", "rule", "rate"), CHANGES, ids=[f"{at}: {case[1]}" for at, case in enumerate(CHANGES)])
def test_a_changed_rate_gives_what_a_new_simulation_gives(one: Scheme, rule: str, rate: Rate) -> None:
    first = prepare(mixed(), (one,), LAST)
    before = simulated(first)
    moved = first.with_rate(one.key, rule, rate)
    assert simulated(moved) == evaluated(moved.schemes[0])
    assert simulated(moved.with_rate(one.key, rule, _rate_of(one, rule))) == before
    assert simulated(first) == before


def test_two_changes_stand_together() -> None:
    first = prepare(mixed(), (scheme(),), LAST)
    moved = first.with_rate("bench", "sold", Percent(1)).with_rate("bench", "led", Percent(900_000))
    assert simulated(moved) == evaluated(moved.schemes[0])
    assert sum(moved.by_month().values()) == sum(moved.by_person().values())


def test_lines_of_a_person_and_month_carry_their_reasons() -> None:
    moved = prepare(mixed(), (scheme(),), LAST).with_rate("bench", "sold", Percent(61_234))
    accruals = evaluate(mixed(), moved.schemes, LAST).accruals
    (person, month), _ = Counter((line.person_id, line.month) for line in accruals).most_common(1)[0]
    wanted = [line for line in accruals if (line.person_id, line.month) == (person, month)]
    found = moved.accruals(Window(month, month), person_id=person)
    assert len(wanted) > 5
    assert {line.key: (line.amount_minor, line.why) for line in found} == {
        line.key: (line.amount_minor, line.why) for line in wanted
    }


def test_another_sort_of_rate_or_an_unknown_rule_is_refused() -> None:
    first = prepare(mixed(), (scheme(),), LAST)
    with pytest.raises(TypeError):
        first.with_rate("bench", "sold", Fixed(100))
    with pytest.raises(TypeError):
        first.with_rate("bench", "found", ByOrder((50_000, 40_000), CountedBy.MONTH))
    with pytest.raises(KeyError):
        first.with_rate("bench", "nobody", Percent(1))


def _rate_of(one: Scheme, rule: str) -> Rate:
    return next(each.rate for each in one.versions[0].rules if each.key == rule)
