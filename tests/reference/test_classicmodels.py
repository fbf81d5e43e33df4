"""Classic models: 326 contracts (6 cancelled), 320 invoices, 302 parts of 273 payments. Every month to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contracts.model import ContractStatus
from app.kernel.period import Month
from tests.support.real_books import Books, expected, figures_of, import_books, walk

pytestmark = pytest.mark.real_books

NAME = "classicmodels"
FIRST, LAST = Month(2011, 1), Month(2013, 6)
SCHEMES = ("S1_finder_10_1", "S2_seller_5", "S3_premium200_seller3", "S9_paid_orders_late30_half")


@pytest.fixture(name="books", scope="module")
def _books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    books = import_books(NAME, tmp_path_factory.mktemp(NAME) / "classicmodels.premia", FIRST)
    yield books
    books.office.close()


def test_everything_came_in(books: Books) -> None:
    assert [(count.kind.value, count.new, count.unchanged) for count in books.report.counts] == [
        ("staff", 23, 0),
        ("clients", 122, 0),
        ("contracts", 326, 0),
        ("invoices", 320, 0),
        ("payments", 273, 0),
    ]
    payments = books.office.payments.list(books.actor)
    assert sum(len(payment.allocations) for payment in payments) == 302
    assert all(sum(part.amount_minor for part in one.allocations) == one.amount_minor for one in payments)
    contracts = books.office.contracts.list(books.actor)
    assert sum(contract.status is ContractStatus.CANCELLED for contract in contracts) == 6


def test_importing_twice_changes_nothing(books: Books) -> None:
    plan = books.office.importing.plan(books.actor, books.mapping, books.folder)
    assert (plan.new, plan.unchanged, plan.problems) == (0, 23 + 122 + 326 + 320 + 273, ())
    done = books.office.importing.run(books.actor, plan)
    assert (done.areas, done.value.import_id) == (frozenset(), None)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_month_of_everybody_equals_the_independent_figures(books: Books, scheme: str) -> None:
    scheme_id = books.put_in_force(scheme, FIRST.first)
    assert figures_of(books, scheme_id, LAST) == expected(NAME, scheme)


def test_the_payroll_of_every_month_gives_the_same_bonuses(tmp_path: Path) -> None:
    """Each month from draft to closed before the next one is computed: no true-up ever, and the same cents."""
    books = import_books(NAME, tmp_path / "runs.premia", FIRST)
    books.put_in_force("S9_paid_orders_late30_half", FIRST.first)
    figures = expected(NAME, "S9_paid_orders_late30_half")
    assert walk(books, FIRST, LAST) == {key: bonus_minor for key, (_, bonus_minor) in figures.items()}
    books.office.close()
