"""Northwind: 830 orders of 1996–98, 650 of them sold by somebody other than the finder. Every month to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.kernel.period import Month
from tests.support.real_books import Books, expected, figures_of, import_books, walk

pytestmark = pytest.mark.real_books

NAME = "northwind"
FIRST, LAST = Month(1996, 7), Month(1998, 5)
SCHEMES = (
    "S1_finder_10_1",
    "S2_seller_5",
    "S3_premium200_seller3",
    "S4a_tier_marginal",
    "S4b_tier_whole",
    "S5_decay",
)
AT_SUM = {"S4a_tier_marginal"}


@pytest.fixture(name="books", scope="module")
def _books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    books = import_books(NAME, tmp_path_factory.mktemp(NAME) / "northwind.premia", FIRST)
    yield books
    books.office.close()


def column(scheme: str) -> str:
    return "bonus_round_at_sum" if scheme in AT_SUM else "bonus_round_per_line"


def test_everything_came_in(books: Books) -> None:
    assert [(count.kind.value, count.new, count.unchanged) for count in books.report.counts] == [
        ("staff", 9, 0),
        ("clients", 91, 0),
        ("contracts", 830, 0),
    ]
    contracts = books.office.contracts.list(books.actor)
    assert max(contract.order_number for contract in contracts) == 31
    finders = {client.id: client.found_by for client in books.office.clients.list(books.actor)}
    sold_by_others = [c for c in contracts if c.roles[0].person_id != finders[c.client_id]]
    assert len(sold_by_others) == 650


def test_importing_twice_changes_nothing(books: Books) -> None:
    before = books.office.contracts.list(books.actor), books.office.clients.list(books.actor)
    plan = books.office.importing.plan(books.actor, books.mapping, books.folder)
    assert (plan.new, plan.unchanged, plan.problems) == (0, 930, ())
    done = books.office.importing.run(books.actor, plan)
    assert (done.areas, done.value.import_id) == (frozenset(), None)
    assert before == (books.office.contracts.list(books.actor), books.office.clients.list(books.actor))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_month_of_everybody_equals_the_independent_figures(books: Books, scheme: str) -> None:
    scheme_id = books.put_in_force(scheme, FIRST.first)
    assert figures_of(books, scheme_id, LAST) == expected(NAME, scheme, column(scheme))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_books_from_1998_have_no_line_before_and_the_same_lines_after(later: Books, scheme: str) -> None:
    """SEMANTICS 1: history before the books still counts for order numbers."""
    scheme_id = later.put_in_force(scheme, date(1998, 1, 1))
    figures = expected(NAME, scheme, column(scheme))
    assert figures_of(later, scheme_id, LAST) == {key: both for key, both in figures.items() if key[0] >= "1998-01"}


@pytest.fixture(name="later", scope="module")
def _later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    books = import_books(NAME, tmp_path_factory.mktemp(NAME) / "later.premia", Month(1998, 1))
    yield books
    books.office.close()


def test_the_payroll_of_every_month_gives_the_same_bonuses(tmp_path: Path) -> None:
    """Each month from draft to closed before the next one is computed: no true-up ever, and the same cents."""
    books = import_books(NAME, tmp_path / "runs.premia", FIRST)
    books.put_in_force("S1_finder_10_1", FIRST.first)
    figures = expected(NAME, "S1_finder_10_1")
    assert walk(books, FIRST, LAST) == {key: bonus_minor for key, (_, bonus_minor) in figures.items()}
    books.office.close()
