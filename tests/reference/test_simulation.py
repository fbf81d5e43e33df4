"""A simulation of what is in force costs, month by month of the events, what the payroll runs paid (SEMANTICS 12).

Every line of every run, by its scheme, its rule, its person and the month that it concerns: true-ups too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.calc.results import Accrual
from app.kernel.actor import Actor
from app.kernel.period import Month
from app.motivation.candidates import AsNow
from app.motivation.trial import Trial
from tests.support.clock import FrozenClock
from tests.support.real_books import REFERENCE, Books, expected, import_books
from tests.support.sample import sample_path

Cells = dict[tuple[int, str, int, Month], int]
S1_TO_S5 = (
    "S1_finder_10_1",
    "S2_seller_5",
    "S3_premium200_seller3",
    "S4a_tier_marginal",
    "S4b_tier_whole",
    "S5_decay",
)
NORTHWIND = ("northwind", S1_TO_S5, Month(1996, 7), Month(1998, 5), 24)
CLASSICMODELS = ("classicmodels", (*S1_TO_S5, "S9_paid_orders_late30_half"), Month(2011, 1), Month(2013, 6), 36)


def by_cells(accruals: Iterable[Accrual]) -> Cells:
    cells: Cells = defaultdict(int)
    for line in accruals:
        cells[line.scheme_id, line.rule_key, line.person_id, line.month] += line.amount_minor
    return {cell: amount_minor for cell, amount_minor in cells.items() if amount_minor}


def paid(office: Office, actor: Actor, first: Month, last: Month) -> Cells:
    """What all runs of the months paid."""
    months = (first.plus(step) for step in range(last.months_since(first) + 1))
    return by_cells(line.accrual for month in months for line in office.payroll.sheet(actor, month).accruals)


def months_of(cells: Cells) -> dict[Month, int]:
    months: dict[Month, int] = defaultdict(int)
    for (*_, month), amount_minor in cells.items():
        months[month] += amount_minor
    return {month: amount_minor for month, amount_minor in months.items() if amount_minor}


def simulated(trial: Trial) -> dict[Month, int]:
    """What each month costs as now."""
    (as_now,) = trial.comparison.candidates
    costs = zip(trial.window.months, as_now.outcome.by_month, strict=True)
    return {month: cost_minor for month, cost_minor in costs if cost_minor}


def put_in_force(books: Books, name: str, scheme: str, since: Month) -> int:
    """A scheme of either set of reference books."""
    from app.motivation.model import NewAssignment

    own = REFERENCE / name / f"{scheme}.toml"
    if own.is_file():
        return books.put_in_force(scheme, since.first)
    text = (REFERENCE / "northwind" / f"{scheme}.toml").read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if line.startswith("valid_from"))
    text = text.replace(first, f"valid_from = {since.first.isoformat()}")
    scheme_id = books.office.motivation.add_scheme(books.actor, text).value
    for person in books.office.staff.list(books.actor):
        books.office.motivation.assign(books.actor, NewAssignment(scheme_id, person.id, since.first))
    return scheme_id


def close_all(books: Books, first: Month, last: Month) -> None:
    payroll, month = books.office.payroll, first
    while month <= last:
        payroll.compute(books.actor, month)
        for step in (payroll.submit, payroll.approve, payroll.pay, payroll.close):
            step(books.actor, month)
        month = month.plus(1)


@pytest.mark.real_books
@pytest.mark.parametrize("case", [NORTHWIND, CLASSICMODELS], ids=lambda case: str(case[0]))
def test_real_books_under_all_schemes_at_once_cost_what_their_runs_paid(
    tmp_path: Path, case: tuple[str, tuple[str, ...], Month, Month, int]
) -> None:
    name, schemes, first, last, months = case
    books = import_books(name, tmp_path / f"{name}.premia", first)
    try:
        ids = {scheme: put_in_force(books, name, scheme, first) for scheme in schemes}
        close_all(books, first, last)
        runs = paid(books.office, books.actor, first, last)
        trial = books.office.simulation.trial(books.actor, (AsNow(),), months)
        assert trial.window.last == last
        assert simulated(trial) == months_of(runs)
        assert by_cells(line.accrual for line in trial.behind(0)) == runs
        assert {cell[0] for cell in runs} == set(ids.values())
        figures = expected(name, "S2_seller_5")
        assert months_of({cell: minor for cell, minor in runs.items() if cell[0] == ids["S2_seller_5"]}) == {
            Month.parse(month): sum(bonus for (at, _), (_, bonus) in figures.items() if at == month)
            for month in {month for month, _ in figures}
        }
    finally:
        books.office.close()


def test_the_sample_firm_costs_what_its_runs_paid_in_every_month(tmp_path: Path) -> None:
    first, last = Month(2025, 1), Month(2026, 11)
    with Office.open(sample_path(tmp_path), FrozenClock()) as office:
        director = office.access.sole_user()
        assert director is not None
        office.payroll.compute(director, last)
        runs = paid(office, director, first, last)
        trial = office.simulation.trial(director, (AsNow(),), 24)
        assert (trial.window.first, trial.window.last) == (first.plus(-1), last)
        assert simulated(trial) == months_of(runs)
        assert by_cells(line.accrual for line in trial.behind(0)) == runs
        assert len(months_of(runs)) == 23
