"""Corners of the engine that no accountant would write a case about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.calc.facts import Facts, Function
from app.calc.results import MonthInputs
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    EventKind,
    Extensions,
    Override,
    Percent,
    Rate,
    Rule,
    Scheme,
    Source,
)
from app.calc.settle import evaluate, settle
from app.calc.simulate import prepare
from app.kernel.errors import Invalid
from app.kernel.period import Month
from tests.benchmarks.engine import facts
from tests.calc.test_bundles import LAST, with_rules
from tests.calc.test_simulate import simulated
from tests.support.calc_cases import Case

PAID, SOLD = EventKind.PAYMENT_RECEIVED, Function.SELLING


def case(**more: Any) -> Case:
    """One order of 1,000, sold by Ivan, paid in two halves."""
    order = {"number": "A-1", "client": "Orion", "signed": date(2024, 1, 10), "net": 1000, "selling": "Ivan"}
    row: dict[str, Any] = {
        "contracts": [order],
        "invoices": [{"number": "1", "contract": "A-1", "issued": date(2024, 1, 11), "net": 1000, "gross": 1000}],
        "payments": [
            {"number": "P1", "invoice": "1", "received": date(2024, 2, 1), "amount": 500},
            {"number": "P2", "invoice": "1", "received": date(2024, 3, 1), "amount": 500},
        ],
        "expect": {},
    }
    return Case({**row, **more})


def test_an_amount_that_the_books_cannot_hold_is_refused() -> None:
    one = case(rules=[{"key": "big", "event": "contract_signed", "pays": "selling", "rate": {"percent": 100}}])
    firm = one.facts()
    big = replace(firm, contracts=tuple(row._replace(net_minor=10**16) for row in firm.contracts))
    with pytest.raises(Invalid) as refused:
        evaluate(big, one.schemes, Month(2024, 12))
    assert [(finding.code, finding.values["found_minor"]) for finding in refused.value.findings] == [
        ("amount_too_large", 10**16)
    ]
    with pytest.raises(Invalid):
        settle(MonthInputs(Month(2024, 1), big, one.schemes))


def test_heads_in_a_circle_are_refused() -> None:
    def head(key: str, of: str) -> Rule:
        return Rule(key, PAID, SOLD, Percent(10_000), override=Override((Source("", of),)))

    with pytest.raises(Invalid) as refused:
        evaluate(case().facts(), (with_rules(head("one", "other"), head("other", "one")),), Month(2024, 12))
    (finding,) = refused.value.findings
    assert (finding.code, finding.values["rules"]) == ("override_circle", "bench.one, bench.other")


def test_a_pool_has_no_act_to_wait_for() -> None:
    rules = [
        {
            "key": "team",
            "event": "payment_received",
            "pays": {"pool": "everybody"},
            "rate": {"percent": 10},
            "hold_back": {"percent": 50, "until": "accepted"},
        }
    ]
    one = case(rules=rules)
    lines = evaluate(one.facts(), one.schemes, Month(2024, 12)).accruals
    assert [line.amount_minor for line in lines] == [50_00, 50_00]


def test_nobody_reminds_of_a_contract() -> None:
    rule = {"event": "contract_signed", "pays": "selling", "rate": {"percent": 10}}
    one = case(rules=[{"key": "asked", **rule, "when": {"recipient_reminded": "yes"}}])
    assert evaluate(one.facts(), one.schemes, Month(2024, 12)).accruals == ()


def loss_making(firm: Facts) -> Facts:
    """Every third contract costs more than it brings."""
    contracts = tuple(
        row._replace(direct_cost_minor=row.net_minor * 2) if row.id % 3 == 0 else row for row in firm.contracts
    )
    return replace(firm, contracts=contracts)


def rules(*, later: int = 0) -> Scheme:
    return with_rules(
        Rule("margin", PAID, SOLD, Percent(40_000), base=Base.MARGIN),
        Rule("found", PAID, Function.FINDING, Percent(10_000), pay_after_months=later),
        Rule("led", PAID, Function.DELIVERING, ByOrder((100_000, 10_000)), Conditions(extensions=Extensions.NONE)),
    )


def test_margins_below_zero_in_columns() -> None:
    firm, one = loss_making(facts(400)), rules(later=1)
    month = Month(2024, 7)
    wanted = {line.key: line for line in evaluate(firm, (one,), month).accruals if line.pay_month == month}
    found = settle(MonthInputs(month, firm, (one,))).lines
    assert {line.key: line for line in found if line.before_minor is None} == wanted
    assert any(line.amount_minor < 0 for line in wanted.values())


@pytest.mark.parametrize(("key", "rate"), [("margin", Percent(70_001)), ("found", Percent(1)), ("led", None)])
def test_a_changed_rate_of_columns_alone(key: str, rate: Percent | None) -> None:
    firm, one = loss_making(facts(400)), rules()
    other = ByOrder((70_000, 1)) if rate is None else rate
    moved = prepare(firm, (one,), LAST).with_rate(one.key, key, other)
    assert simulated(moved) == simulated(prepare(firm, moved.schemes, LAST))
    again = moved.with_rate(one.key, key, other)
    assert simulated(again) == simulated(moved)


def test_what_extensions_have_of_their_own_stays() -> None:
    contracts = [
        {"number": "A-1", "client": "Orion", "signed": date(2024, 1, 10), "net": 1000, "selling": "Ivan"},
        {
            "number": "A-2",
            "client": "Orion",
            "signed": date(2024, 1, 20),
            "net": 500,
            "extends": "A-1",
            "selling": "Ivan",
        },
    ]
    rule = {
        "key": "sold",
        "event": "contract_signed",
        "pays": "selling",
        "rate": {"percent": 10},
        "when": {"extensions": "separate_rate"},
        "extension_rate": {"percent": 20},
    }
    one = case(contracts=contracts, invoices=[], payments=[], rules=[rule])
    moved = prepare(one.facts(), one.schemes, Month(2024, 12)).with_rate("scheme", "sold", Percent(50_000))
    assert sorted(sum(sums.values()) for sums in moved.by_rule.values()) == [150_00]


@pytest.mark.parametrize(("key", "rate"), [("gathered", Percent(70_000)), ("sold", ByOrder((70_000, 1)))])
def test_a_changed_rate_where_the_books_begin_and_work_changes_hands(key: str, rate: Rate) -> None:
    order = {"client": "Orion", "net": 1000, "selling": "Ivan", "collecting": "Ivan"}
    other = {"client": "Vega", "net": 1000, "selling": "Olha", "collecting": "Petro"}
    paid = (date(2024, 1, 31), date(2024, 2, 15), date(2024, 3, 15))
    one = case(
        books_from="2024-02",
        contracts=[
            {"number": "A-1", "signed": date(2024, 1, 10), **order},
            {"number": "A-2", "signed": date(2024, 1, 10), **other},
        ],
        invoices=[
            {"number": n, "contract": f"A-{n}", "issued": date(2024, 1, 11), "net": 1000, "gross": 1000} for n in "12"
        ],
        payments=[
            {"number": f"P{n}{at}", "invoice": n, "received": on, "amount": 200 + at}
            for n in "12"
            for at, on in enumerate(paid)
        ],
        handovers=[{"client": "Orion", "function": "collecting", "to": "Petro", "on": date(2024, 3, 1)}],
        rules=[
            {"key": "gathered", "event": "payment_received", "pays": "collecting", "rate": {"percent": 10}},
            {
                "key": "sold",
                "event": "payment_received",
                "pays": "selling",
                "rate": {"by_order": [5, 1]},
                "when": {"extensions": "none"},
            },
        ],
    )
    facts = one.facts()
    moved = prepare(facts, one.schemes, Month(2024, 12)).with_rate("scheme", key, rate)
    again = prepare(facts, moved.schemes, Month(2024, 12))
    assert simulated(moved) == simulated(again)
    assert sum(simulated(moved).values()) == sum(
        line.amount_minor for line in evaluate(facts, moved.schemes, Month(2024, 12)).accruals
    )


@pytest.mark.parametrize("when", [{"tag": "key client"}, {"extensions": "separate_rate"}])
def test_a_changed_rate_of_some_orders_only(when: dict[str, Any]) -> None:
    orders = ("A-1", "A-2")
    more = {"when": when} | ({"extension_rate": {"percent": 20}} if "extensions" in when else {})
    one = case(
        clients=[{"name": "Orion", "tags": ["key client"]}],
        contracts=[
            {"number": "A-1", "client": "Orion", "signed": date(2024, 1, 10), "net": 1000, "selling": "Ivan"},
            {
                "number": "A-2",
                "client": "Orion",
                "signed": date(2024, 1, 20),
                "net": 1000,
                "extends": "A-1",
                "selling": "Ivan",
            },
        ],
        invoices=[
            {"number": n, "contract": n, "issued": date(2024, 1, 21), "net": 1000, "gross": 1000} for n in orders
        ],
        payments=[{"number": n, "invoice": n, "received": date(2024, 2, 1), "amount": 1000} for n in orders],
        rules=[{"key": "sold", "event": "payment_received", "pays": "selling", "rate": {"percent": 10}, **more}],
    )
    moved = prepare(one.facts(), one.schemes, Month(2024, 12)).with_rate("scheme", "sold", Percent(50_000))
    assert sum(simulated(moved).values()) == (100_00 if "tag" in when else 250_00)
