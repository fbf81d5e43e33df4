"""Two implementations of SEMANTICS, written apart, must come to the same cent on random firms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.calc.scheme import Base, EventKind, Leaving, Scheme, WonBy
from app.calc.settle import evaluate
from app.calc.tables import PERSONAL, Band, Measure, TierMode, Tiers
from app.kernel.period import Month
from tests.calc.second.comparing import by_second, disagreements
from tests.calc.second.draft import BOOKS, LAST
from tests.calc.second.firms import random_firm
from tests.calc.second.happenings import Pile
from tests.calc.second.long_run import run
from tests.calc.second.rounding import nearest, part_of, shared
from tests.calc.second.stream import happenings
from tests.calc.second.tables import rate_for_all, slices
from tests.calc.second.walking import walk
from tests.support.calc_cases import Case, load_cases

FAR = Month(2030, 12)

T = (Band(10_000_00, 20_000), Band(None, 40_000))
"""The table of SEMANTICS: 2 % to 10,000, 4 % above."""


CASES = [
    case
    for case in load_cases(Path(__file__).parent / "cases")
    if {"lines", "among", "totals", "by_month"} & set(case["expect"])
]


def _parted_firms(seeds: range) -> dict[int, object]:
    found: dict[int, object] = {}
    for seed in seeds:
        facts, schemes = random_firm(seed)
        differences = disagreements(facts, schemes, LAST)
        if differences:
            found[seed] = differences[0]
    return found


def _parted_walks(seeds: range) -> dict[int, object]:
    walks = {seed: walk(seed) for seed in seeds}
    return {seed: differences[0] for seed, differences in walks.items() if differences}


def test_lines_of_400_firms() -> None:
    assert _parted_firms(range(400)) == {}


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['file']}: {row['name']}") for row in CASES])
def test_lines_of_every_worked_case(row: dict[str, Any]) -> None:
    case = Case(row)

    assert disagreements(case.facts(), case.schemes, FAR) == []


def test_months_of_40_firms() -> None:
    assert _parted_walks(range(40)) == {}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_lines_of_2000_firms() -> None:
    assert _parted_firms(range(10_000, 12_000)) == {}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_months_of_200_firms() -> None:
    assert _parted_walks(range(20_000, 20_200)) == {}


def test_a_long_run_says_how_many_firms_differ() -> None:
    said: list[str] = []

    assert run(range(5, 11), said.append) == 0
    assert said == ["6 firms (seeds 5 to 10), 0 differ\n"]


def test_random_firms_are_worth_comparing() -> None:
    """Half of the firms earn something, and every event is there, taken back too, within a month and later."""
    earning = 0
    seen = set()
    for seed in range(100):
        facts, schemes = random_firm(seed)
        earning += bool(by_second(facts, schemes, LAST))
        stream = happenings(facts)
        on = {row.source: row.on for row in stream}
        for row in stream:
            later = row.undoes is not None and row.undoes in on and on[row.undoes].month != row.on.month
            seen.add((row.event, row.undoes is not None, later))
    assert earning > 60
    assert len(seen) == 3 * 6


def said_in(scheme: Scheme) -> Iterator[str]:
    """Everything that a scheme says, feature by feature."""
    for version in scheme.versions:
        yield f"leaving {version.terms.leaving}"
        yield from (name for name in ("silence_months", "floor_negative") if getattr(version.terms, name))
        for rule in version.rules:
            yield from (f"event {rule.event}", f"base {rule.base}", f"won by {rule.won_by}")
            yield f"pays {type(rule.recipient).__name__}"
            yield type(rule.rate).__name__
            if isinstance(rule.rate, Tiers):
                yield from (f"over {rule.rate.measure}", f"{rule.rate.mode} {rule.rate.measure in PERSONAL}")
            yield from (f"when {name}" for name in CONDITIONS if getattr(rule.when, name) is not None)
            yield from (name for name in OPTIONS if getattr(rule, name))
            yield from (f"per event {name}" for name in LIMITS if getattr(rule.per_event, name) is not None)


CONDITIONS = (
    "order_number", "order_kinds", "extensions", "service_kind", "recipient_sold", "months_since_won", "client_tag",
    "amount_minor", "days_late", "campaign", "recipient_reminded",
)  # fmt: skip
OPTIONS = ("late", "full_payment", "paid_and_accepted", "measure", "per_period", "hold_back", "override")
LIMITS = ("minimum_minor", "cap_minor")
FEATURES = frozenset((
    *(f"leaving {one}" for one in Leaving), "silence_months", "floor_negative",
    *(f"event {one}" for one in EventKind), *(f"base {one}" for one in Base), *(f"won by {one}" for one in WonBy),
    *(f"pays {one}" for one in ("Function", "Named", "Pool", "Each")),
    *("Percent", "Fixed", "PerUnit", "ByOrder", "Fading", "Tiers"),
    *(f"over {one}" for one in Measure),
    *(f"{mode} {personal}" for mode in TierMode for personal in (True, False)),
    *(f"when {one}" for one in CONDITIONS), *OPTIONS, *(f"per event {one}" for one in LIMITS),
))  # fmt: skip
CODES = frozenset((
    "percent", "fixed", "per_unit", "order_list", "month_list", "fading", "month_fading", "tier_event",
    "tier_days_late", "tier_marginal", "tier_whole", "quota_marginal", "quota_whole", "quota_missing",
    "count_marginal", "count_whole", "premium", "catch_up", "late", "minimum", "pool", "override", "hold_back",
    "release", "reversal",
))  # fmt: skip


def test_random_firms_say_and_earn_by_everything() -> None:
    """Every feature stands in at least three firms of a hundred, and every sort of line is earned."""
    many = 300
    said: Counter[str] = Counter()
    earned: set[str] = set()
    for seed in range(many):
        facts, schemes = random_firm(seed)
        said.update({feature for scheme in schemes for feature in said_in(scheme)})
        earned |= {accrual.why.code for accrual in evaluate(facts, schemes, LAST).accruals}
    assert {feature for feature in FEATURES if said[feature] < many * 3 // 100} == set()
    assert earned >= CODES


def test_a_firm_is_the_same_for_the_same_seed() -> None:
    assert random_firm(7) == random_firm(7)
    assert random_firm(7) != random_firm(8)
    assert random_firm(7)[0].books_from == BOOKS


@pytest.mark.parametrize(("amount", "rounded"), [("1/2", 1), ("-1/2", -1), ("5/2", 3), ("49/100", 0), ("-149/100", -1)])
def test_half_goes_away_from_zero(amount: str, rounded: int) -> None:
    assert nearest(Fraction(amount)) == rounded


def test_the_page_s_own_numbers() -> None:
    """SEMANTICS 2, 4 and 6: the worked numbers, by this implementation alone."""
    parts = [part_of(83_33, reached, 100_00) for reached in (33_33, 66_66, 100_00)]

    assert [parts[0], parts[1] - parts[0], parts[2] - parts[1]] == [27_77, 27_78, 27_78]
    assert shared(100_00, [1, 1, 1]) == [33_34, 33_33, 33_33]
    assert shared(-100_00, [1, 1, 1]) == [-33_34, -33_33, -33_33]
    assert (nearest(slices(T, 12_000_00)), nearest(slices(T, 20_000_00))) == (280_00, 600_00)
    assert rate_for_all(T, 10_000_00) == Fraction(2, 100)
    assert rate_for_all(T, 10_000_01) == Fraction(4, 100)


def test_what_is_taken_back_comes_from_its_own_original_first() -> None:
    rows = [row for row in happenings(random_firm(1)[0]) if row.undoes is None][:2]
    pile = Pile()
    for row in rows:
        pile.put(row, 100)

    taken = pile.take(150, first=rows[0].source)

    assert [(row.source, less) for row, less, _, _ in taken] == [(rows[0].source, 100), (rows[1].source, 50)]
    assert all(isinstance(row.on, date) for row, _, _, _ in taken)
