"""Step 8 of the wizard: a slider moves, and everything that four candidates come to in 36 months is put together anew.

The raw side works the same four candidates out from facts. The aim besides: 33 ms from slider to picture on the sample
firm, of which the engine may take 10; 100 ms with 10,000 contracts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from app.bootstrap import Office
from app.calc.facts import Facts, Function
from app.calc.scheme import Conditions, EventKind, Extensions, Percent, Rate, Rule, Scheme, SchemeVersion
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.calc.tally import Window
from app.kernel.period import Month
from app.motivation.candidates import AsNow, Candidate, Tried
from app.motivation.scheme_file import read_form
from app.motivation.templates import TEMPLATES, template_text
from app.motivation.trial import Ground, Trial, tried
from tests.benchmarks import engine
from tests.benchmarks.measure import Contest
from tests.calc.test_simulate_random import moved_rate
from tests.support.clock import FrozenClock
from tests.support.sample import sample_path

BESIDE_AS_NOW = ("every-order", "by-function", "salary-and-accelerator")
CONTRACTS, PAYMENTS_OF_CONTRACT = 10_000, 2
WINDOW = Window(Month(2023, 7), Month(2026, 6))


def contests(folder: Path) -> Iterator[Contest]:
    """The sample firm, and a firm of 10,000 contracts."""
    with Office.open(sample_path(folder), FrozenClock()) as office:
        director = office.access.sole_user()
        assert director is not None
        candidates: tuple[Candidate, ...] = (AsNow(), *(from_template(key) for key in BESIDE_AS_NOW))
        small = office.simulation.trial(director, candidates, 36)
    yield _contest("slider", "the sample firm", small, candidates, aim=0.1)
    facts = many_facts()
    ground = Ground(facts, (engine.scheme(),), WINDOW, {}, {}, {})
    schemes = (AsNow(), late_scheme(), tiered_scheme(), from_template(BESIDE_AS_NOW[0]))
    large = tried(ground, schemes)
    yield _contest(
        "sliders", f"{CONTRACTS:,} contracts, {len(facts.allocations):,} payments", large, schemes, aim=0.02, pairs=3
    )


def _contest(
    name: str, firm: str, trial: Trial, candidates: tuple[Candidate, ...], aim: float, pairs: int = 20
) -> Contest:
    trial.warm_up()
    return Contest(
        name,
        f"a slider moved, all sums of four schemes in 36 months: {firm}",
        "the four schemes worked out from facts",
        _moving(trial),
        lambda: tried(trial.ground, candidates).comparison,
        aim=aim,
        pairs=pairs,
        note="each run moves the next slider of all candidates",
    )


def _moving(trial: Trial) -> Callable[[], object]:
    """Moves one slider after the other, each time to a rate where it has not been."""
    moves = [(place, slider) for place in range(len(trial.candidates)) for slider in trial.sliders(place)]
    numbers = count()

    def move() -> object:
        number = next(numbers)
        place, slider = moves[number % len(moves)]
        rate: Rate = Percent(number) if isinstance(slider.rate, Percent) else moved_rate(slider.rate)
        return trial.with_rate(place, slider.scheme_key, slider.rule_key, rate).comparison

    return move


def from_template(key: str) -> Tried:
    found = next(one for one in TEMPLATES if one.key == key)
    file, wrong = read_form(template_text(found, found.title, date(2026, 12, 1)))
    assert wrong == ()
    return Tried(file.as_scheme(1))


def many_facts() -> Facts:
    """Contracts of two payments each."""
    facts = engine.facts(CONTRACTS * engine.INSTALMENTS)
    kept = tuple(row for row in facts.allocations if (row.id - 1) % engine.INSTALMENTS < PAYMENTS_OF_CONTRACT)
    return replace(facts, allocations=kept)


def late_scheme() -> Tried:
    late = (LateBand(29, 1_000_000), LateBand(None, 500_000))
    paid = EventKind.PAYMENT_RECEIVED
    rules = (
        Rule("found", paid, Function.FINDING, Percent(30_000), Conditions(extensions=Extensions.NONE), late=late),
        Rule("sold", paid, Function.SELLING, Percent(50_000), late=late),
    )
    return Tried(Scheme(1, "late", "Late", (SchemeVersion(1, engine.START, rules),)))


def tiered_scheme() -> Tried:
    bands = (Band(1_000_000, 20_000), Band(4_000_000, 30_000), Band(None, 40_000))
    rate = Tiers(Measure.MONTH_TOTAL, TierMode.MARGINAL, bands)
    rules = (Rule("month", EventKind.PAYMENT_RECEIVED, Function.SELLING, rate),)
    return Tried(Scheme(1, "tiers", "Tiers", (SchemeVersion(1, engine.START, rules),)))
