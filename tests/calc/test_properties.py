"""What holds of every firm and every scheme, month after month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.calc.facts import Facts
from app.calc.results import Accrual, AccrualKind, Balance, Given, MonthInputs, MonthResult, Why
from app.calc.scheme import Each, Leaving, Rule, Scheme, SchemeTerms, SchemeVersion
from app.calc.settle import evaluate, settle
from app.calc.validate import problems
from app.kernel.period import Month
from tests.support.calc_cases import months_between
from tests.support.calc_firms import FIRST, firms
from tests.support.calc_schemes import is_personal, schemes

END = Month(2024, 12)
FIRMS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shuffled(facts: Facts, seed: int) -> Facts:
    """The same facts, every table in another order."""
    mixed: dict[str, Any] = {}
    mixer = Random(seed)  # ruff: ignore[suspicious-non-cryptographic-random-usage] (it only shuffles rows)
    for field in fields(facts):
        table = getattr(facts, field.name)
        if isinstance(table, tuple) and not isinstance(table, Month):
            mixed[field.name] = tuple(mixer.sample(table, len(table)))
    return replace(facts, **mixed)


def by_key(accruals: Sequence[Accrual]) -> dict[str, Accrual]:
    return {accrual.key: accrual for accrual in accruals}


@dataclass(frozen=True, slots=True)
class Year:
    """Every month settled and closed in turn."""

    results: dict[Month, MonthResult]
    paid: dict[str, int]
    """What was paid per key."""
    true_ups: int


def pay_months(facts: Facts, scheme: Scheme, known: dict[Month, Facts] | None = None) -> Year:
    """Every month settled and closed in turn."""
    given: dict[str, Given] = {}
    opening: tuple[Balance, ...] = ()
    results: dict[Month, MonthResult] = {}
    for month in months_between(facts.books_from, END.plus(1)):
        inputs = MonthInputs(month, (known or {}).get(month, facts), (scheme,), tuple(given.values()), opening)
        result = results[month] = settle(inputs)
        for line in result.lines:
            key = Given(0, line).key
            given[key] = Given(line.amount_minor + (given[key].amount_minor if key in given else 0), line)
        opening = result.closing
    true_ups = sum(line.kind is AccrualKind.TRUE_UP for result in results.values() for line in result.lines)
    return Year(results, {key: row.amount_minor for key, row in given.items()}, true_ups)


@FIRMS
@given(schemes())
def test_every_random_scheme_may_be_put_in_force(scheme: Scheme) -> None:
    assert problems(scheme) == ()


@FIRMS
@given(firms(), schemes(), st.integers(0, 2**16))
def test_the_order_of_rows_does_not_matter(facts: Facts, scheme: Scheme, seed: int) -> None:
    assert evaluate(shuffled(facts, seed), (scheme,), END) == evaluate(facts, (scheme,), END)


@FIRMS
@given(firms(), schemes())
def test_keys_are_unique_and_nothing_lies_before_the_books(facts: Facts, scheme: Scheme) -> None:
    accruals = evaluate(facts, (scheme,), END).accruals
    assert len(by_key(accruals)) == len(accruals)
    assert all(accrual.event_on >= facts.books_from.first for accrual in accruals)
    assert all(accrual.base_minor or accrual.amount_minor for accrual in accruals)


@FIRMS
@given(firms(), schemes())
def test_months_closed_one_after_the_other_pay_what_the_whole_comes_to(facts: Facts, scheme: Scheme) -> None:
    """No month takes back what an earlier one said, so a month that is closed never changes."""
    year = pay_months(facts, scheme)
    whole = evaluate(facts, (scheme,), END.plus(1)).accruals
    assert year.paid == {accrual.key: accrual.amount_minor for accrual in whole if accrual.pay_month <= END.plus(1)}
    assert year.true_ups == 0


@FIRMS
@given(firms(), schemes())
def test_facts_that_come_late_are_paid_in_the_end(facts: Facts, scheme: Scheme) -> None:
    """Half of the money is entered only in July: true-ups bring every key to what it comes to."""
    early = replace(facts, allocations=facts.allocations[::2], refunds=())
    known = dict.fromkeys(months_between(facts.books_from, Month(2024, 6)), early)
    year = pay_months(facts, scheme, known)
    whole = evaluate(facts, (scheme,), END.plus(1)).accruals
    due = {accrual.key: accrual.amount_minor for accrual in whole if accrual.pay_month <= END.plus(1)}
    assert {key: amount for key, amount in year.paid.items() if amount} == {k: a for k, a in due.items() if a}
    for month, result in year.results.items():
        assert all(line.pay_month == month for line in result.lines)


@FIRMS
@given(firms(), schemes())
def test_lines_sum_to_the_sheet_and_the_sheets_to_what_is_carried(facts: Facts, scheme: Scheme) -> None:
    """The proof of ``Checks`` (SEMANTICS 9), per person and from month to month."""
    before: dict[int, Balance] = {}
    for result in pay_months(facts, scheme).results.values():
        lines: dict[int, int] = defaultdict(int)
        held: dict[int, int] = defaultdict(int)
        for line in result.lines:
            lines[line.person_id] += line.amount_minor
            if line.kind in {AccrualKind.HOLD_BACK, AccrualKind.RELEASE}:
                held[line.person_id] -= line.amount_minor
        after = {balance.person_id: balance for balance in result.closing}
        for row in result.people:
            opening = before.get(row.person_id, Balance(row.person_id))
            closing = after.get(row.person_id, Balance(row.person_id))
            assert row.bonus_minor + row.true_ups_minor == lines.pop(row.person_id, 0)
            assert (row.carry_in_minor, row.carry_out_minor) == (opening.carry_minor, closing.carry_minor)
            assert closing.held_minor == opening.held_minor + held[row.person_id]
            assert closing.carry_minor <= 0 <= row.floored_minor
            assert row.gross_minor == row.bonus_minor + row.true_ups_minor + opening.carry_minor - (
                closing.carry_minor - row.floored_minor
            )
        assert not lines
        before = after


def _works_on_the_whole(rule: Rule) -> bool:
    return not is_personal(rule.rate) and rule.override is None and not isinstance(rule.recipient, Each)


def _plain(rule: Rule) -> Rule:
    """The rule without what asks persons or limits persons."""
    when = replace(rule.when, recipient_sold=None, recipient_reminded=None)
    return replace(rule, when=when, per_period=None, hold_back=None)


@FIRMS
@given(firms(), schemes())
def test_shares_sum_to_what_one_holder_would_have_got(facts: Facts, scheme: Scheme) -> None:
    """Under rules that work on the whole amount, where nobody has left."""
    rules = tuple(_plain(rule) for rule in scheme.versions[0].rules if _works_on_the_whole(rule))
    plain = replace(scheme, versions=(SchemeVersion(1, FIRST, rules, SchemeTerms(leaving=Leaving.KEEP)),))
    alone = replace(facts, roles=tuple({(r.contract_id, r.function): r for r in facts.roles}.values()))

    def sums(of: Facts) -> dict[tuple[str, str, str], int]:
        found: dict[tuple[str, str, str], int] = defaultdict(int)
        for accrual in evaluate(of, (plain,), END).accruals:
            if accrual.kind is not AccrualKind.REVERSAL:
                found[accrual.rule_key, accrual.event_key, accrual.key.rpartition("|")[2]] += accrual.amount_minor
        return {key: amount for key, amount in found.items() if amount}

    assert sums(facts) == sums(alone)


@FIRMS
@given(firms(), schemes())
def test_a_reason_can_be_read_of_every_line(facts: Facts, scheme: Scheme) -> None:
    for accrual in evaluate(facts, (scheme,), END).accruals:
        names = [name for name, _ in accrual.why.values]
        assert len(names) == len(set(names))
        assert accrual.why == replace_with_plain(accrual).why
        assert hash(accrual.why) == hash(replace_with_plain(accrual).why)
        assert accrual.why != Why("other", accrual.why.values)


def replace_with_plain(accrual: Accrual) -> Accrual:
    """The accrual as it would come back from the books."""

    return accrual._replace(why=Why(accrual.why.code, accrual.why.values))
