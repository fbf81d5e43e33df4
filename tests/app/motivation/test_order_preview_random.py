"""Random firms: the short way, which leaves earlier years alone, brings an order what the whole history brings it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.calc.facts import ContractFact, Facts
from app.calc.scheme import Scheme
from app.kernel.errors import Invalid
from app.motivation.order_preview import Gain, Standing, gains, of_contracts, recent
from tests.calc.second.draft import LAST
from tests.calc.second.firms import random_firm

FIRMS = 80


def bring(without: Facts, with_order: Facts, schemes: Sequence[Scheme]) -> list[tuple[str, int]]:
    found: tuple[Gain, ...] = gains(Standing(without, schemes, LAST), Standing(with_order, schemes, LAST))
    return sorted((gain.accrual.key, gain.amount_minor) for gain in found)


def free_of_opening(facts: Facts) -> Facts:
    """Firms with opening values always go the whole way."""
    contracts = tuple(row._replace(paid_before_minor=0) for row in facts.contracts)
    return replace(facts, opening_measures=(), contracts=contracts)


def last_ones(facts: Facts) -> list[ContractFact]:
    """Contracts that nothing extends: they can be left out."""
    extended = {row.extends_id for row in facts.contracts}
    return [row for row in facts.contracts if row.id not in extended]


@pytest.mark.parametrize("seed", range(FIRMS))
def test_earlier_years_change_nothing(seed: int) -> None:
    facts, schemes = random_firm(seed)
    facts = free_of_opening(facts)
    for order in last_ones(facts):
        without = of_contracts(facts, {row.id for row in facts.contracts} - {order.id})
        try:
            whole = bring(without, facts, schemes)
        except Invalid:
            continue
        first = order.signed_on
        assert bring(recent(without, first), recent(facts, first), schemes) == whole, (seed, order.number)


def test_the_short_way_is_taken() -> None:
    taken = 0
    for seed in range(FIRMS):
        facts = free_of_opening(random_firm(seed)[0])
        taken += sum(recent(facts, row.signed_on).books_from > facts.books_from for row in last_ones(facts))
    assert taken > FIRMS


def test_opening_values_keep_the_beginning_of_the_books() -> None:
    facts = next(facts for facts, _ in map(random_firm, range(FIRMS)) if facts.opening_measures)
    assert recent(facts, LAST.last) is facts
