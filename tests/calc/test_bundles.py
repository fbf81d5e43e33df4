"""Plain contracts in columns give what the long way gives, line by line, and what a month trues up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.calc.facts import AmendmentFact, Facts, Function, HandoverFact, RefundFact, RoleFact
from app.calc.results import Accrual, Given, MonthInputs
from app.calc.scheme import Base, Conditions, EventKind, Extensions, Fading, Percent, Rule, Scheme
from app.calc.settle import evaluate, settle
from app.calc.tables import LateBand
from app.calc.worked import Worked
from app.kernel.period import Month
from tests.benchmarks.engine import facts, scheme

LAST = Month(2026, 6)
MANY = 600


def mixed() -> Facts:
    """Sixty contracts: one amended, one refunded, one shared, a client handed over; the others are plain."""
    firm = facts(MANY)
    refunded = firm.allocations[25]
    shared = RoleFact(9, Function.SELLING, 3, 1)
    handed = HandoverFact(firm.contracts[40].client_id, Function.COLLECTING, 5, firm.contracts[40].signed_on)
    return replace(
        firm,
        amendments=(AmendmentFact(1, 7, firm.contracts[6].signed_on + timedelta(days=9), 50_000),),
        refunds=(RefundFact(1, refunded.payment_id, refunded.invoice_id, date(2026, 5, 2), refunded.amount_minor),),
        roles=(*firm.roles, shared),
        handovers=(replace_day(handed, 3),),
    )


def replace_day(row: HandoverFact, days: int) -> HandoverFact:
    return row._replace(on_date=row.on_date + timedelta(days=days))


def months(first: Month, last: Month) -> list[Month]:
    return [first.plus(step) for step in range(last.months_since(first) + 1)]


def with_rules(*rules: Rule) -> Scheme:
    plain = scheme()
    (version,) = plain.versions
    return replace(plain, versions=(replace(version, rules=rules),))


SCHEMES = {
    "eight rules": scheme(),
    "paid two months later": with_rules(
        Rule("sold", EventKind.PAYMENT_RECEIVED, Function.SELLING, Percent(33_333), pay_after_months=2)
    ),
    "fading, gross and increase": with_rules(
        Rule(
            "fades",
            EventKind.PAYMENT_RECEIVED,
            Function.FINDING,
            Fading(90_000, 7_000, 10_000),
            Conditions(extensions=Extensions.NONE),
            base=Base.GROSS,
        ),
        Rule("grows", EventKind.PAYMENT_RECEIVED, Function.SELLING, Percent(45_000), base=Base.INCREASE),
    ),
    "one rule of two is late": with_rules(
        Rule("sold", EventKind.PAYMENT_RECEIVED, Function.SELLING, Percent(50_000)),
        Rule(
            "late",
            EventKind.PAYMENT_RECEIVED,
            Function.DELIVERING,
            Percent(10_000),
            Conditions(service_kind="complex"),
            late=(LateBand(5, 1_000_000), LateBand(None, 500_000)),
        ),
    ),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_every_month_has_the_lines_of_the_long_way(name: str) -> None:
    firm, schemes = mixed(), (SCHEMES[name],)
    wanted: dict[Month, dict[str, Accrual]] = {}
    for accrual in evaluate(firm, schemes, LAST.plus(3)).accruals:
        wanted.setdefault(accrual.pay_month, {})[accrual.key] = accrual
    assert len(Worked(firm, schemes, LAST).bundles) >= 45
    given: list[Given] = []
    for month in months(firm.books_from, LAST.plus(2)):
        lines = settle(MonthInputs(month, firm, schemes, tuple(given))).lines
        assert {line.key: line for line in lines} == wanted.get(month, {})
        given += [Given(line.amount_minor, line) for line in lines]


def test_what_changed_after_closing_is_trued_up_by_key() -> None:
    firm, schemes = mixed(), (scheme(),)
    before = evaluate(firm, schemes, Month(2026, 5)).accruals
    given = tuple(Given(line.amount_minor, line) for line in before)
    late = firm.allocations[300]
    other = firm.allocations[411]
    changed = replace(
        firm,
        allocations=tuple(
            row._replace(amount_minor=row.amount_minor - 101) if row == late else row
            for row in firm.allocations
            if row != other
        ),
    )
    month = Month(2026, 6)
    true_ups = {
        line.key for line in settle(MonthInputs(month, changed, schemes, given)).lines if line.before_minor is not None
    }
    now = {line.key: line.amount_minor for line in evaluate(changed, schemes, Month(2026, 5)).accruals}
    then = {row.key: row.amount_minor for row in given}
    moved = {key for key in {*now, *then} if now.get(key, 0) != then.get(key, 0)}
    assert len(moved) > 6
    assert true_ups == {f"{key}|true_up|{month.text}" for key in moved}


def test_what_somebody_must_decide_day_by_day_goes_the_long_way() -> None:
    firm = mixed()
    plain = {bundle.order.id for bundle in Worked(firm, (scheme(),), LAST).bundles}
    difficult = {3, 7, 9, 41}
    assert plain.isdisjoint(difficult)
    assert len(plain) >= 45
