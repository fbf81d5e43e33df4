"""Everything the engine is told, from a real file; and the token that says whether any of it has moved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from app.calc.facts import Facts, Function
from app.calc.results import Balance
from app.kernel.period import Month
from app.motivation.loading import FactsLoader
from app.motivation.model import NewQuota, OpeningMeasure
from app.payroll.model import NewAdjustment
from app.settings.model import CalendarDay
from app.staff.model import DaysWorked
from tests.support.database import open_db
from tests.support.firm import Firm
from tests.support.months import JANUARY, close, open_office, pays, small_firm


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    with open_office(tmp_path) as office:
        yield small_firm(office)


@pytest.fixture
def loader(firm: Firm) -> Iterator[FactsLoader]:
    with closing(open_db(firm.office.path)) as db:
        yield FactsLoader(db)


def test_every_table_of_facts_is_filled_from_the_books(firm: Firm, loader: FactsLoader) -> None:
    office, director, olena = firm.office, firm.actor, firm.people["Olena"]
    firm.group("Stars", "Orion").hand_over("Orion", Function.COLLECTING, to="Petro", on="2024-02-01")
    firm.amended("1", "-100", on="2024-02-02").act("1", on="2024-02-03", net="900")
    firm.credited("A-1", on="2024-02-04", net="100", gross="120").refunded("P-1", "A-1", on="2024-02-05", amount="120")
    firm.reminded("A-2", by="Petro", on="2024-02-06").rate("USD", "2024-01-02", "37.5").brings("Petro", carry="-5")
    firm.contract("3", "Orion", signed="2024-03-01", sold_by="Petro")
    office.settings.set_calendar_day(director, CalendarDay(date(2024, 3, 8), working=False))
    office.pay_terms.set_days_worked(director, DaysWorked(olena, Month(2024, 1), 20))
    office.motivation.set_quota(director, NewQuota(olena, date(2024, 1, 1), date(2024, 3, 31), 5))
    office.motivation.set_opening_measure(director, OpeningMeasure("finder", "paid", olena, 5))

    facts = loader.load_facts()
    empty = [field.name for field in fields(Facts) if not getattr(facts, field.name)]
    assert empty == []
    assert (facts.currency, facts.books_from) == ("UAH", JANUARY)
    assert [scheme.key for scheme in loader.load_schemes()] == ["finder"]
    assert loader.load_opening() == (Balance(firm.people["Petro"], -500),)


def test_the_token_moves_with_every_fact_scheme_and_pay_term(firm: Firm, loader: FactsLoader) -> None:
    seen = [loader.token()]
    for step in (
        lambda: firm.contract("3", "Orion", signed="2024-03-01"),
        lambda: firm.undone("P-2"),
        lambda: firm.paid("Petro", "10 000"),
        lambda: pays(firm, "Petro"),
        lambda: firm.rate("USD", "2024-01-02", "37.5"),
        lambda: firm.reminded("A-1", by="Petro", on="2024-01-12"),
    ):
        step()
        seen.append(loader.token())
    assert len(set(seen)) == len(seen)


def test_payrolls_own_results_do_not_move_it(firm: Firm, loader: FactsLoader) -> None:
    before = loader.token()
    firm.office.payroll.compute(firm.actor, JANUARY)
    firm.office.payroll.adjust(firm.actor, JANUARY, NewAdjustment(firm.people["Olena"], 100, "a taxi"))
    assert loader.token() == before
    close(firm, JANUARY)
    assert loader.load_facts().contracts
