"""Sliders of rules with late tables, days-late tables and marginal tables: in columns what is plain, the rest as ever.

The firm is that of ``test_bundles`` with every invoice due when it is issued, so that half of its money comes late.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.calc.facts import AssignmentFact, Facts, Function, OpeningMeasureFact, QuotaFact
from app.calc.scheme import (
    ByOrder,
    Conditions,
    EventKind,
    Every,
    Extensions,
    Fading,
    HoldBack,
    Limits,
    Member,
    Named,
    Percent,
    PeriodLimits,
    Pool,
    Rate,
    Release,
    Rule,
    Scheme,
    SchemeVersion,
)
from app.calc.settle import evaluate
from app.calc.simulate import prepare
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.kernel.ids import natural_key
from app.kernel.period import Month
from tests.calc.test_bundles import LAST, mixed, with_rules
from tests.calc.test_simulate import simulated

PAID = EventKind.PAYMENT_RECEIVED
SOLD = Function.SELLING
LATE = (LateBand(20, 1_000_000), LateBand(30, 500_000), LateBand(None, 333_333))
BY_NUMBER = Conditions(extensions=Extensions.AS_PARENT)
HELD = HoldBack(300_000, Release.MONTHS, 1)
BANDS = (Band(100_00, 10_000), Band(300_00, 25_000), Band(None, 40_000))
OTHER_BANDS = (Band(50_00, 5_000), Band(200_00, 33_333), Band(None, 20_000))


def tiers(measure: Measure, mode: TierMode = TierMode.MARGINAL, bands: tuple[Band, ...] = BANDS) -> Tiers:
    return Tiers(measure, mode, bands)


def by_days(days: int, early_ppm: int, late_ppm: int) -> Tiers:
    return tiers(Measure.DAYS_LATE, TierMode.WHOLE, (Band(days, early_ppm), Band(None, late_ppm)))


def within(every: Every, *, cap_minor: int | None = None, minimum_minor: int | None = None) -> PeriodLimits:
    return PeriodLimits(every, minimum_minor, cap_minor)


def firm() -> Facts:
    """Money that comes up to 45 days after its due date; plans of half a year for every second person."""
    facts = mixed()
    return replace(
        facts,
        people=tuple(row._replace(staff_no_key=natural_key(row.staff_no_key)) for row in facts.people),
        invoices=tuple(row._replace(due_on=row.issued_on) for row in facts.invoices),
        quotas=tuple(
            QuotaFact(person.id, date(2024, 1, 1), date(2025, 6, 30), 900_00)
            for person in facts.people
            if person.id % 2
        ),
    )


QUOTA = (Band(500_000, 10_000), Band(1_000_000, 25_000), Band(None, 40_000))
OTHER_QUOTA = (Band(700_000, 1_000), Band(None, 50_000))
CASES: dict[str, tuple[Rule, Rate]] = {
    "a percentage with a late table": (Rule("r", PAID, SOLD, Percent(50_000), late=LATE), Percent(71_234)),
    "by order with a late table": (
        Rule("r", PAID, Function.FINDING, ByOrder((100_000, 10_000)), BY_NUMBER, late=LATE),
        ByOrder((90_001, 20_000, 3)),
    ),
    "fading": (
        Rule("r", PAID, Function.FINDING, Fading(100_000, 9_999, 10_000), BY_NUMBER),
        Fading(90_000, 1_111, 0),
    ),
    "by days late": (
        Rule("r", PAID, Function.COLLECTING, by_days(10, 20_000, 5)),
        by_days(40, 30_000, 1),
    ),
    "extensions at their own rate": (
        Rule("r", PAID, SOLD, Percent(50_000), Conditions(extensions=Extensions.SEPARATE_RATE), late=LATE,
             extension_rate=Percent(20_000)),
        Percent(10_000),
    ),
    "capped per invoice": (Rule("r", PAID, SOLD, Percent(50_000), per_event=Limits(cap_minor=9_999)), Percent(90_000)),
    "held back": (Rule("r", PAID, SOLD, Percent(50_000), hold_back=HELD), Percent(70_000)),
    "a team's pool": (Rule("r", PAID, Pool(), Percent(5_000)), Percent(7_000)),
    "slices of the month": (
        Rule("r", PAID, SOLD, tiers(Measure.MONTH_TOTAL)),
        tiers(Measure.MONTH_TOTAL, bands=OTHER_BANDS),
    ),
    "slices of the quarter with a late table": (
        Rule("r", PAID, SOLD, tiers(Measure.QUARTER_TOTAL), late=LATE),
        tiers(Measure.QUARTER_TOTAL, bands=OTHER_BANDS),
    ),
    "slices of the year with the quarter's cap": (
        Rule("r", PAID, SOLD, tiers(Measure.YEAR_TOTAL), late=LATE, per_period=within(Every.QUARTER, cap_minor=6_00)),
        tiers(Measure.YEAR_TOTAL, bands=OTHER_BANDS),
    ),
    "slices with a minimum": (
        Rule("r", PAID, SOLD, tiers(Measure.MONTH_TOTAL), per_period=within(Every.MONTH, minimum_minor=5_00)),
        tiers(Measure.MONTH_TOTAL, bands=OTHER_BANDS),
    ),
    "slices of a plan, which some have": (
        Rule("r", PAID, SOLD, tiers(Measure.QUOTA, bands=QUOTA), late=LATE),
        tiers(Measure.QUOTA, bands=OTHER_QUOTA),
    ),
    "the whole amount instead of slices": (
        Rule("r", PAID, SOLD, tiers(Measure.QUARTER_TOTAL)),
        tiers(Measure.QUARTER_TOTAL, TierMode.WHOLE, OTHER_BANDS),
    ),
    "named people share": (
        Rule("r", PAID, Named((Member("040"), Member("031"))), tiers(Measure.MONTH_TOTAL)),
        tiers(Measure.MONTH_TOTAL, bands=OTHER_BANDS),
    ),
    "by count": (
        Rule("r", PAID, SOLD, tiers(Measure.MONTH_COUNT, bands=(Band(1, 10_000), Band(None, 30_000)))),
        tiers(Measure.MONTH_COUNT, bands=(Band(2, 20_000), Band(None, 50_000))),
    ),
}  # fmt: skip


def evaluated(facts: Facts, one: Scheme) -> dict[tuple[str, int, Month], int]:
    found: dict[tuple[str, int, Month], int] = {}
    for line in evaluate(facts, (one,), LAST).accruals:
        key = (f"{one.key}.{line.rule_key}", line.person_id, line.month)
        found[key] = found.get(key, 0) + line.amount_minor
    return {key: amount for key, amount in found.items() if amount}


@pytest.mark.parametrize("name", CASES)
def test_a_moved_slider_costs_what_a_new_evaluation_costs(name: str) -> None:
    rule, rate = CASES[name]
    facts, one = firm(), with_rules(rule)
    moved = prepare(facts, (one,), LAST).with_rate("bench", "r", rate)
    wanted = evaluated(facts, moved.schemes[0])
    assert simulated(moved) == wanted
    assert len(wanted) > 10
    assert simulated(moved.with_rate("bench", "r", rule.rate)) == evaluated(facts, one)


@pytest.mark.parametrize("begins", [Month(2024, 4), Month(2024, 6)])
def test_totals_from_before_the_books_go_on(begins: Month) -> None:
    """At the beginning of a quarter and inside it: what was typed in counts, and so do earlier months."""
    rule = Rule("r", PAID, SOLD, tiers(Measure.QUARTER_TOTAL))
    typed = [OpeningMeasureFact("bench", "r", person_id, 200_00, 1) for person_id in range(1, 30)]
    other = OpeningMeasureFact("bench", "other", 31, 200_00, 1)
    facts = replace(firm(), books_from=begins, opening_measures=(*typed, other))
    one = with_rules(rule)
    moved = prepare(facts, (one,), LAST).with_rate("bench", "r", tiers(Measure.QUARTER_TOTAL, bands=OTHER_BANDS))
    assert simulated(moved) == evaluated(facts, moved.schemes[0])


def test_versions_of_one_rule_may_be_late_and_capped_differently() -> None:
    rule = Rule("r", PAID, SOLD, tiers(Measure.YEAR_TOTAL), late=LATE)
    capped = replace(rule, late=(), per_period=within(Every.YEAR, cap_minor=9_00))
    versions = (SchemeVersion(1, date(2024, 1, 1), (rule,)), SchemeVersion(2, date(2025, 3, 1), (capped,)))
    facts, one = firm(), Scheme(1, "bench", "Bench", versions)
    rate = tiers(Measure.YEAR_TOTAL, bands=OTHER_BANDS)
    moved = prepare(facts, (one,), LAST).with_rate("bench", "r", rate)
    assert simulated(moved) == evaluated(facts, moved.schemes[0])


def test_a_rule_that_caught_nothing_gives_nothing_at_any_rate() -> None:
    facts = replace(firm(), assignments=(AssignmentFact(1, 40, date(2030, 1, 1), None),))
    for rule, rate in CASES.values():
        assert simulated(prepare(facts, (with_rules(rule),), LAST).with_rate("bench", "r", rate)) == {}
