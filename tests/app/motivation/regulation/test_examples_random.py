"""Random schemes of the engine's whole scope: an example for every rule that pays at all, and each the engine's own."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from app.calc.scheme import Rule, Scheme, SchemeVersion
from app.calc.validate import problems
from app.motivation.regulation.examples import example_of, pays_nothing
from tests.app.motivation.regulation.test_examples import by_the_engine
from tests.support.calc_schemes import schemes


def check(scheme: Scheme, version: SchemeVersion, rule: Rule) -> None:
    """One rule's example beside the engine."""
    found = example_of(rule, version, scheme, (), "UAH", 200_000)
    if found is None:
        # an override may be paid on nobody of those who earn, or on what is too little for a cent
        assert pays_nothing(rule) or rule.override is not None
        return
    assert any(one.amount_minor for one in found.accruals)
    said = {one.key: one.amount_minor for one in found.accruals}
    engine = by_the_engine(found, scheme, version, rule)
    if rule.override is None:
        assert said == engine
    else:  # all its sources stand there, of which the example has one
        assert said.items() <= engine.items()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(schemes())
def test_every_rule_that_pays_has_an_example_of_the_engines_own(scheme: Scheme) -> None:
    if problems(scheme):
        return
    for version in scheme.versions:
        for rule in version.rules:
            check(scheme, version, rule)
