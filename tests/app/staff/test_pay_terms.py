"""Pay terms, opening balances, days worked: the accountant's and the director's, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import DaysWorkedFact, PayTermsFact
from app.kernel.actor import Actor, Role
from app.kernel.changes import Area
from app.kernel.errors import NotFound
from app.kernel.period import Month
from app.staff import feed
from app.staff.model import DaysWorked, Engagement, OpeningBalance, PayTerms
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.rights import ACCOUNTANT, DIRECTOR, found, journaled, who_may

MARCH = Month(2024, 3)
TERMS = PayTerms(1, date(2024, 1, 1), Engagement.EMPLOYEE, 2_000_000)


def test_pay_is_seen_and_set_by_director_and_accountant_only(office: Office) -> None:
    Firm(office).person("Olena")
    pay = office.pay_terms
    for call in (
        lambda who: pay.set_pay_terms(who, TERMS),
        lambda who: pay.pay_terms(who, 1),
        lambda who: pay.set_opening_balance(who, OpeningBalance(1)),
        pay.opening_balances,
        lambda who: pay.set_days_worked(who, DaysWorked(1, MARCH, 5)),
        lambda who: pay.clear_days_worked(who, 1, MARCH),
        lambda who: pay.days_worked(who, MARCH),
    ):
        assert who_may(call) == {DIRECTOR, ACCOUNTANT}


def test_terms_are_a_history_and_the_same_day_replaces(office: Office, director: Actor) -> None:
    firm = Firm(office).person("Olena").paid("Olena", "20 000").paid("Olena", "24 000", since="2024-10-16")
    firm.paid("Olena", "25 000", since="2024-10-16")
    history = office.pay_terms.pay_terms(director, 1)
    assert [(terms.valid_from, terms.salary_minor) for terms in history] == [
        (date(2024, 1, 1), 2_000_000),
        (date(2024, 10, 16), 2_500_000),
    ]
    assert {fact.salary_minor for fact in feed.pay_terms(office._db)} == {2_000_000, 2_500_000}


def test_pay_terms_are_a_secret_of_the_journal_too(office: Office) -> None:
    Firm(office).person("Olena")
    done = office.pay_terms.set_pay_terms(actor(Role.ACCOUNTANT), TERMS)
    assert done.areas == {Area.PAY_TERMS}
    assert journaled(office)[0] == "staff.set_pay_terms"


def test_negative_pay_is_refused_with_every_place(office: Office, director: Actor) -> None:
    Firm(office).person("Olena")
    wrong = PayTerms(1, date(2024, 1, 1), Engagement.OWNER, -1, -1, 10**15)
    assert found(lambda: office.pay_terms.set_pay_terms(director, wrong)) == {
        ("salary_minor", "amount_negative"),
        ("guarantee_minor", "amount_negative"),
        ("draw_minor", "amount_too_large"),
    }


def test_a_carry_is_a_debt_and_what_is_owed_is_not_negative(office: Office, director: Actor) -> None:
    Firm(office).person("Olena")
    wrong = OpeningBalance(1, carry_minor=1, draw_owed_minor=-1, held_minor=10**15)
    assert found(lambda: office.pay_terms.set_opening_balance(director, wrong)) == {
        ("carry_minor", "carry_positive"),
        ("draw_owed_minor", "amount_negative"),
        ("held_minor", "amount_too_large"),
    }


def test_an_opening_balance_stands_once_for_a_person(office: Office, director: Actor) -> None:
    Firm(office).person("Olena").brings("Olena", carry="-30").brings("Olena", carry="-50", draw_owed="10")
    balances = (OpeningBalance(1, -5_000, 1_000),)
    assert office.pay_terms.opening_balances(director) == balances
    assert feed.opening_balances(office._db) == balances


def test_days_worked_fit_into_their_month_and_can_be_taken_back(office: Office, director: Actor) -> None:
    Firm(office).person("Olena")
    too_many = DaysWorked(1, Month(2024, 2), 30)
    assert found(lambda: office.pay_terms.set_days_worked(director, too_many)) == {("days", "days_out_of_range")}
    office.pay_terms.set_days_worked(director, DaysWorked(1, MARCH, 12, "illness"))
    office.pay_terms.set_days_worked(director, DaysWorked(1, MARCH, 13, "illness"))
    assert office.pay_terms.days_worked(director, MARCH) == (DaysWorked(1, MARCH, 13, "illness"),)
    assert feed.days_worked(office._db) == (DaysWorkedFact(1, MARCH, 13),)
    office.pay_terms.clear_days_worked(director, 1, MARCH)
    assert office.pay_terms.days_worked(director, MARCH) == ()


def test_nobody_is_paid_who_is_not_there(office: Office, director: Actor) -> None:
    with pytest.raises(NotFound):
        office.pay_terms.set_pay_terms(director, TERMS)


def test_the_engine_is_told_of_terms(office: Office) -> None:
    Firm(office).person("Olena").paid("Olena", "0", guarantee="22 000", draw="1 000")
    assert feed.pay_terms(office._db) == (
        PayTermsFact(1, date(2024, 1, 1), "employee", 0, 2_200_000, 100_000, draw_recoverable=True),
    )
