"""The history as it would have been: more or fewer clients and repeat orders, slower payers, somebody gone.

A case of ``compared/what_if.yaml`` states a history as those of ``cases`` do, what is ``asked``, which contracts there
are then with their order numbers, and what everybody earns in the window.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.facts import Facts
from app.calc.income import income_of
from app.calc.outcome import outcome_of
from app.calc.tryout import try_out
from app.calc.what_if import Leaver, WhatIf, evenly, what_if
from app.kernel.money import PPM
from tests.calc.second.numbers import order_numbers
from tests.calc.test_comparison import window_of
from tests.calc.test_tryout import FIRMS
from tests.support.calc_cases import Case, load_cases
from tests.support.calc_firms import firms
from tests.support.calc_words import Row, minor, ppm

CASES = [row for row in load_cases(Path(__file__).parent / "compared") if row["file"] == "what_if"]


def asked_of(case: Case, row: Row) -> WhatIf:
    """What a case asks."""
    return WhatIf(
        new_clients_ppm=ppm(row.get("new_clients", 0)),
        repeat_orders_ppm=ppm(row.get("repeat_orders", 0)),
        days_later=row.get("days_later", 0),
        leavers=tuple(Leaver(case.people.id(one["person"]), one["on"]) for one in row.get("leavers", ())),
        seed=row.get("seed", 0),
    )


@pytest.mark.parametrize("row", CASES, ids=[row["name"] for row in CASES])
def test_the_changed_history_comes_to_what_the_case_states(row: Row) -> None:
    case, window, wanted = Case(row), window_of(row), row["expect"]
    facts = what_if(case.facts(), asked_of(case, row["asked"]), window, order_numbers)
    assert {contract.number: contract.order_number for contract in facts.contracts} == wanted["contracts"]
    income = income_of(facts, window)
    found = outcome_of(income, try_out(facts, case.schemes, window).tallies())
    people = {case.people.name(person): amount for person, amount in found.by_person.items() if amount}
    assert people == {name: minor(amount) for name, amount in wanted["people"].items()}
    if "months" in wanted:
        months = {month.text: cost for month, cost in zip(income.months, found.by_month, strict=True) if cost}
        assert months == {month: minor(cost) for month, cost in wanted["months"].items()}
    assert sum(income.salaries_minor) == minor(wanted.get("salaries", 0))


def test_more_than_all_cannot_go() -> None:
    case = Case(CASES[0])
    with pytest.raises(ValueError, match="no more than all"):
        what_if(case.facts(), WhatIf(new_clients_ppm=-PPM - 1), window_of(CASES[0]), order_numbers)


@given(st.integers(1, 50), st.integers(0, 1_000), st.data())
def test_what_is_chosen_evenly_is_different_and_as_many(whole: int, seed: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, whole))
    chosen = evenly(range(whole), count, seed)
    assert len(chosen) == len(set(chosen)) == count
    gaps = sorted((later - earlier) % whole for earlier, later in pairwise(chosen))
    assert not gaps or gaps[-1] - gaps[0] <= 1


@FIRMS
@given(firms(), st.sampled_from([-400_000, 300_000, 1_200_000]), st.integers(0, 5))
def test_no_row_of_a_changed_history_hangs_in_the_air(facts: Facts, change_ppm: int, seed: int) -> None:
    asked = WhatIf(new_clients_ppm=change_ppm, repeat_orders_ppm=change_ppm, days_later=9, seed=seed)
    window = window_of({"window": {"from": "2024-02", "to": "2024-06"}})
    changed = what_if(facts, asked, window, order_numbers)
    assert changed == what_if(facts, asked, window, order_numbers)
    contracts, invoices = {row.id for row in changed.contracts}, {row.id for row in changed.invoices}
    assert len(contracts) == len(changed.contracts)
    assert len(invoices) == len(changed.invoices)
    assert {row.contract_id for row in changed.roles} <= contracts
    assert {row.contract_id for row in changed.acts} <= contracts
    assert {row.contract_id for row in changed.amendments} <= contracts
    assert {row.contract_id for row in changed.invoices} <= contracts
    assert {row.invoice_id for row in changed.allocations} <= invoices
    assert {row.invoice_id for row in changed.credit_notes} <= invoices
    assert {row.invoice_id for row in changed.reminders} <= invoices
    assert {row.client_id for row in changed.contracts} <= {row.id for row in changed.clients}
    payments = {(row.payment_id, row.invoice_id) for row in changed.allocations}
    assert {(row.payment_id, row.invoice_id) for row in changed.refunds} <= payments
