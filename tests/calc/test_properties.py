"""What holds of every firm and every scheme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.calc.facts import (
    AllocationFact,
    AssignmentFact,
    ContractFact,
    Facts,
    Function,
    InvoiceFact,
    RefundFact,
    RoleFact,
)
from app.calc.results import Accrual, AccrualKind, Balance, Given, MonthInputs, Why
from app.calc.scheme import (
    Base,
    EventKind,
    Percent,
    Rule,
    Scheme,
    SchemeVersion,
)
from app.calc.settle import evaluate, settle
from app.calc.tables import Measure, TierMode, Tiers
from app.calc.tiers import Table
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month
from tests.support.calc_cases import months_between
from tests.support.calc_firms import BANDS, FIRST, LATE, firms, rates, schemes

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


def pay_months(facts: Facts, scheme: Scheme, known: dict[Month, Facts] | None = None) -> tuple[dict[str, int], int]:
    """Every month settled and closed in turn: what was paid per key, and how many true-ups that took."""
    given: dict[str, Given] = {}
    opening: tuple[Balance, ...] = ()
    true_ups = 0
    for month in months_between(facts.books_from, END.plus(1)):
        inputs = MonthInputs(month, (known or {}).get(month, facts), (scheme,), tuple(given.values()), opening)
        result = settle(inputs)
        for line in result.lines:
            key = Given(0, line).key
            true_ups += line.kind is AccrualKind.TRUE_UP
            given[key] = Given(line.amount_minor + (given[key].amount_minor if key in given else 0), line)
        opening = result.closing
        assert all(balance.carry_minor <= 0 for balance in opening)
    return {key: row.amount_minor for key, row in given.items()}, true_ups


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


@FIRMS
@given(firms(), schemes())
def test_months_closed_one_after_the_other_pay_what_the_whole_comes_to(facts: Facts, scheme: Scheme) -> None:
    paid, true_ups = pay_months(facts, scheme)
    whole = evaluate(facts, (scheme,), END).accruals
    assert paid == {accrual.key: accrual.amount_minor for accrual in whole if accrual.pay_month <= END.plus(1)}
    assert true_ups == 0


@FIRMS
@given(firms(), schemes())
def test_facts_that_come_late_are_paid_in_the_end(facts: Facts, scheme: Scheme) -> None:
    """Half of the money is entered only in July: true-ups bring every key to what it comes to."""
    early = replace(facts, allocations=facts.allocations[::2], refunds=())
    known = dict.fromkeys(months_between(facts.books_from, Month(2024, 6)), early)
    paid, _ = pay_months(facts, scheme, known)
    whole = {accrual.key: accrual.amount_minor for accrual in evaluate(facts, (scheme,), END).accruals}
    assert {key: amount for key, amount in paid.items() if amount} == {k: a for k, a in whole.items() if a}


@FIRMS
@given(firms(), schemes())
def test_shares_sum_to_what_one_holder_would_have_got(facts: Facts, scheme: Scheme) -> None:
    """Under rules that work on the whole amount; recipient_sold speaks of persons, hence without it."""
    rules = tuple(
        replace(rule, when=replace(rule.when, recipient_sold=None))
        for rule in scheme.versions[0].rules
        if not (isinstance(rule.rate, Tiers) and rule.rate.measure is Measure.MONTH_TOTAL)
    )
    plain = replace(scheme, versions=(SchemeVersion(1, FIRST, rules),))
    alone = replace(facts, roles=tuple({(r.contract_id, r.function): r for r in facts.roles}.values()))

    def sums(of: Facts) -> dict[tuple[str, str, str], int]:
        found: dict[tuple[str, str, str], int] = defaultdict(int)
        for accrual in evaluate(of, (plain,), END).accruals:
            if accrual.kind is not AccrualKind.REVERSAL:
                found[accrual.rule_key, accrual.event_key, accrual.key.rpartition("|")[2]] += accrual.amount_minor
        return {key: amount for key, amount in found.items() if amount}

    assert sums(facts) == sums(alone)


def one_invoice(paid: Sequence[int], refunded_on: date | None) -> Facts:
    """Payments in January, one invoice each; the second is refunded in full."""
    signed = ContractFact(
        1,
        "C",
        "c",
        1,
        FIRST,
        50_000_00,
        0,
        "UAH",
        "standard",
        None,
        1_000_00,
        1,
        None,
        order_number=1,
        paid_before_minor=0,
    )
    rows = [(number, amount, date(2024, 1, min(number, 28))) for number, amount in enumerate(paid, 1)]
    refunds = () if refunded_on is None else (RefundFact(1, 2, 2, refunded_on, paid[1]),)
    return Facts(
        currency="UAH",
        books_from=Month(2024, 1),
        people=(),
        contracts=(signed,),
        roles=(RoleFact(1, Function.SELLING, 1, 1), RoleFact(1, Function.SELLING, 2, 2)),
        invoices=tuple(
            InvoiceFact(n, f"{n}", f"{n:03d}", 1, FIRST, FIRST, amount, amount, None, None) for n, amount, _ in rows
        ),
        allocations=tuple(AllocationFact(n, n, f"{n}", f"{n:03d}", n, on, amount, None) for n, amount, on in rows),
        refunds=refunds,
    )


PAYMENTS = st.lists(st.integers(1, 20_000_00), min_size=2, max_size=6)
MONEY_RATES = rates().map(lambda rate: Rule("a", EventKind.PAYMENT_RECEIVED, Function.SELLING, rate, late=LATE))


def totals(facts: Facts, rule: Rule) -> dict[int, int]:
    """Per person."""

    assigned = replace(facts, assignments=tuple(AssignmentFact(1, person, FIRST, None) for person in (1, 2)))
    found: dict[int, int] = defaultdict(int)
    scheme = Scheme(1, "s", "S", (SchemeVersion(1, FIRST, (rule,)),))
    for accrual in evaluate(assigned, (scheme,), END).accruals:
        found[accrual.person_id] += accrual.amount_minor
    return dict(found)


@FIRMS
@given(PAYMENTS, MONEY_RATES)
def test_a_payment_and_its_refund_cancel(paid: list[int], rule: Rule) -> None:
    """In the same month as if neither had been (for what no order of payments changes), later to zero over both."""
    last = [*paid[:1], *paid[2:], paid[1]]
    assert isinstance(rule.rate, Tiers) or totals(one_invoice(paid, date(2024, 1, 31)), rule) == totals(
        one_invoice(paid, date(2024, 3, 1)), rule
    )
    if isinstance(rule.rate, Tiers) and rule.rate.measure is Measure.MONTH_TOTAL:
        rule = replace(rule, late=())
        without = totals(one_invoice(last[:-1], None), rule)
        assert totals(one_invoice(paid, date(2024, 1, 31)), rule) == {1: 0, 2: 0} | without


@FIRMS
@given(PAYMENTS)
def test_a_later_refund_takes_back_exactly_what_its_payment_gave(paid: list[int]) -> None:
    for rate in (Percent(33_333), Tiers(Measure.MONTH_TOTAL, TierMode.WHOLE, BANDS)):
        rule = Rule("a", EventKind.PAYMENT_RECEIVED, Function.SELLING, rate, base=Base.MARGIN, late=LATE)
        facts = one_invoice(paid, date(2024, 4, 1))
        lines = [line for line in _lines(facts, rule) if line.payment_id == 2]
        for person in (1, 2):
            assert sum(line.amount_minor for line in lines if line.person_id == person) == 0


def _lines(facts: Facts, rule: Rule) -> tuple[Accrual, ...]:

    assigned = replace(facts, assignments=tuple(AssignmentFact(1, person, FIRST, None) for person in (1, 2)))
    return evaluate(assigned, (Scheme(1, "s", "S", (SchemeVersion(1, FIRST, (rule,)),)),), END).accruals


@given(st.lists(st.integers(-20_000_00, 20_000_00), max_size=8), st.integers(0, 60_000_00))
def test_marginal_lines_sum_to_the_table_of_the_total(parts: list[int], start: int) -> None:
    table, reached, given_minor = Table(BANDS), start, 0
    for part in parts:
        slices = table.slices(reached, reached + part)
        assert sum(piece.amount_minor for piece in slices) == part
        exact = table.exact(reached + part) - table.exact(reached)
        assert sum(piece.amount_minor * piece.rate_ppm for piece in slices) == exact
        one = {piece.rate_ppm for piece in slices}
        assert table.one_rate(reached, reached + part) == (one.pop() if len(one) == 1 else None) or not part
        given_minor += round_half_up(table.exact(reached + part), PPM) - round_half_up(table.exact(reached), PPM)
        reached += part
    assert given_minor == round_half_up(table.exact(reached), PPM) - round_half_up(table.exact(start), PPM)


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
