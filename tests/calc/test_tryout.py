"""What holds of every firm, every scheme and every window: sums agree however they are split, and sliders are exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.calc.exchange import RatesMissing
from app.calc.facts import Facts
from app.calc.parts import Part
from app.calc.results import Accrual
from app.calc.scheme import Scheme
from app.calc.simulate import prepare
from app.calc.tally import Tally, Window
from app.calc.tryout import Tryout, try_out
from app.kernel.errors import Invalid
from app.kernel.period import Month
from tests.calc.second.draft import BOOKS, LAST
from tests.calc.second.firms import random_firm
from tests.calc.test_simulate_random import sliders
from tests.support.calc_firms import firms
from tests.support.calc_schemes import schemes

END = Month(2024, 12)
FIRMS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def totals(tallies: Iterable[Tally]) -> tuple[dict[Month, int], dict[int, int], dict[Part, int], dict[Part, int]]:
    """By month, by person, by part as months have it, and as people have it."""
    months: dict[Month, int] = defaultdict(int)
    people: dict[int, int] = defaultdict(int)
    parts: tuple[dict[Part, int], dict[Part, int]] = (defaultdict(int), defaultdict(int))
    for one in tallies:
        for (month, part), amount_minor in one.by_month.items():
            months[month] += amount_minor
            parts[0][part] += amount_minor
        for (person_id, part), amount_minor in one.by_person.items():
            people[person_id] += amount_minor
            parts[1][part] += amount_minor
    return months, people, *parts


def without_nothing(tried: Tryout) -> dict[str, dict[object, int]]:
    """What the rules give, by month and part and by person and part; a rule that gives nothing is left out."""
    found: dict[str, dict[object, int]] = {}
    for path, one in tried.tallies().items():
        cells: dict[object, int] = {("month", *key): value for key, value in one.by_month.items()}
        cells |= {("person", *key): value for key, value in one.by_person.items()}
        found[path] = {key: value for key, value in cells.items() if value}
    return {path: cells for path, cells in found.items() if cells}


def sum_of(accruals: Iterable[Accrual]) -> int:
    return sum(accrual.amount_minor for accrual in accruals)


@FIRMS
@given(firms(), schemes(), st.integers(1, 12), st.integers(0, 11))
def test_months_people_and_parts_come_to_the_same_as_the_lines(
    facts: Facts, scheme: Scheme, first: int, length: int
) -> None:
    window = Window(Month(2024, first), Month(2024, first).plus(length))
    tried = try_out(facts, (scheme,), window)
    months, people, parts, parts_again = totals(tried.tallies().values())
    cost_minor = sum_of(tried.accruals(window))
    assert sum(months.values()) == sum(people.values()) == sum(parts.values()) == cost_minor
    assert parts == parts_again
    for person_id, amount_minor in people.items():
        assert sum_of(tried.accruals(window, person_id=person_id)) == amount_minor
    for part, amount_minor in parts.items():
        assert sum_of(tried.accruals(window, part=part)) == amount_minor
    for month, amount_minor in months.items():
        assert sum_of(tried.accruals(Window(month, month))) == amount_minor
    rules = {rule.key for version in scheme.versions for rule in version.rules}
    assert set(tried.tallies()) == {f"{scheme.key}.{key}" for key in rules}


@FIRMS
@given(firms(), schemes())
def test_the_books_months_are_those_of_a_simulation_of_the_books(facts: Facts, scheme: Scheme) -> None:
    """SEMANTICS 12: from ``books_from`` on nothing changes because earlier months are looked at too."""
    window = Window(facts.books_from.plus(-2), END)
    months, *_ = totals(try_out(facts, (scheme,), window).tallies().values())
    books = prepare(facts, (scheme,), END).by_month()
    assert {month: minor for month, minor in months.items() if month >= facts.books_from and minor} == {
        month: minor for month, minor in books.items() if minor
    }


@pytest.mark.parametrize("seed", range(60))
def test_a_moved_slider_is_a_new_try_out_at_that_rate_in_every_split(seed: int) -> None:
    facts, all_schemes = random_firm(seed)
    window = Window(BOOKS.plus(-1), LAST)
    try:
        tried = try_out(facts, all_schemes, window)
    except (Invalid, RatesMissing):
        return
    before = without_nothing(tried)
    for scheme_key, rule_key, rate in sliders(all_schemes):
        moved = tried.with_rate(scheme_key, rule_key, rate)
        anew = try_out(facts, moved.schemes, window)
        assert without_nothing(moved) == without_nothing(anew), (scheme_key, rule_key, rate)
        own = f"{scheme_key}.{rule_key}"
        assert sum_of(moved.accruals(window, rule=own)) == sum_of(anew.accruals(window, rule=own))
    assert without_nothing(tried) == before
