"""Sliders on random firms: a changed rate costs what an evaluation from nothing costs (SEMANTICS 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from app.calc.exchange import RatesMissing
from app.calc.facts import Facts
from app.calc.scheme import ByOrder, Fading, Fixed, Percent, PerUnit, Rate, Scheme
from app.calc.settle import evaluate
from app.calc.simulate import prepare
from app.calc.tables import Tiers
from app.kernel.errors import Invalid
from app.kernel.period import Month
from tests.calc.second.draft import LAST
from tests.calc.second.firms import random_firm
from tests.calc.test_simulate import simulated

FIRMS = 120


def moved_rate(rate: Rate) -> Rate:
    """Another rate of the same sort."""
    if isinstance(rate, Percent):
        return Percent(rate.rate_ppm // 2 + 12_345)
    if isinstance(rate, ByOrder):
        return replace(rate, rates_ppm=tuple(ppm // 3 for ppm in rate.rates_ppm))
    if isinstance(rate, Fading):
        return replace(rate, start_ppm=rate.start_ppm // 2, floor_ppm=0)
    if isinstance(rate, (Fixed, PerUnit)):
        return replace(rate, amount_minor=rate.amount_minor + 1)
    assert isinstance(rate, Tiers)
    return replace(rate, bands=tuple(replace(band, rate_ppm=band.rate_ppm // 2) for band in rate.bands))


def sliders(schemes: Sequence[Scheme]) -> Iterator[tuple[str, str, Rate]]:
    """A slider for each rule whose rate has one sort in every version."""
    rates: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    for scheme in schemes:
        for version in scheme.versions:
            for rule in version.rules:
                rates[scheme.key, rule.key].append(rule.rate)
    for (scheme_key, rule_key), found in rates.items():
        if len({(type(rate), getattr(rate, "by", None), getattr(rate, "measure", None)) for rate in found}) == 1:
            yield scheme_key, rule_key, moved_rate(found[-1])


def evaluated(facts: Facts, schemes: Sequence[Scheme]) -> dict[tuple[str, int, Month], int]:
    keys = {scheme.id: scheme.key for scheme in schemes}
    sums: dict[tuple[str, int, Month], int] = defaultdict(int)
    for line in evaluate(facts, tuple(schemes), LAST).accruals:
        sums[f"{keys[line.scheme_id]}.{line.rule_key}", line.person_id, line.month] += line.amount_minor
    return {key: amount for key, amount in sums.items() if amount}


@pytest.mark.parametrize("seed", range(FIRMS))
def test_a_slider_on_a_random_firm(seed: int) -> None:
    facts, schemes = random_firm(seed)
    try:
        first = prepare(facts, schemes, LAST)
    except (Invalid, RatesMissing):
        return
    assert simulated(first) == evaluated(facts, schemes)
    for scheme_key, rule_key, rate in sliders(schemes):
        moved = first.with_rate(scheme_key, rule_key, rate)
        assert simulated(moved) == evaluated(facts, moved.schemes), (scheme_key, rule_key, rate)
