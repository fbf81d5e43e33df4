"""Three months from open contracts and unpaid invoices by the firm's own habits, with every assumption.

A case of ``compared/forecast.yaml`` states a history as those of ``cases`` do, the last month known (``after``),
what is assumed and what is doubtful, and what the three months then cost.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.calc.forecast import Assumed, Doubtful, forecast_of
from app.calc.tryout import try_out
from app.kernel.period import Month
from tests.calc.test_tryout import totals
from tests.support.calc_cases import Case, load_cases
from tests.support.calc_words import Row, minor

CASES = [row for row in load_cases(Path(__file__).parent / "compared") if row["file"] == "forecast"]


def assumed_stated(case: Case, one: Assumed) -> Row:
    row = {
        "kind": one.kind.value,
        "on": one.on,
        "contract": case.contracts.name(one.contract_id),
        "amount": one.amount_minor,
        "days": one.days,
        "of_client": one.of_client,
    }
    return row if one.invoice_id is None else {**row, "invoice": case.invoices.name(one.invoice_id)}


def doubtful_stated(case: Case, one: Doubtful) -> Row:
    row = {"contract": case.contracts.name(one.contract_id), "since": one.since, "amount": one.amount_minor}
    return row if one.invoice_id is None else {**row, "invoice": case.invoices.name(one.invoice_id)}


@pytest.mark.parametrize("row", CASES, ids=[row["name"] for row in CASES])
def test_the_next_three_months_are_what_the_case_states(row: Row) -> None:
    case, wanted = Case(row), row["expect"]
    facts = case.facts()
    made = forecast_of(facts, Month.parse(row["after"]))
    assert [assumed_stated(case, one) for one in made.assumed] == [
        {**one, "amount": minor(one["amount"])} for one in wanted["assumed"]
    ]
    assert [doubtful_stated(case, one) for one in made.doubtful] == [
        {**one, "amount": minor(one["amount"])} for one in wanted["doubtful"]
    ]
    assert {one.currency for one in made.assumed} <= {row.currency for row in facts.contracts}
    months, *_ = totals(try_out(made.facts, case.schemes, made.window).tallies().values())
    assert {month.text: cost for month, cost in months.items() if cost} == {
        month: minor(cost) for month, cost in wanted["months"].items()
    }
