"""Pay terms, opening balances, days worked: the accountant's and the director's, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import DaysWorkedFact, PayTermsFact
from app.kernel.actor import Actor, Role
from app.kernel.changes import Area
from app.kernel.errors import NotFound, Refused, Stale
from app.kernel.period import Month
from app.staff import feed
from app.staff.model import DaysWorked, Engagement, OpeningBalance, PayTerms
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.months import JANUARY, close, small_firm
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
        lambda who: pay.days_worked(who, 1),
        lambda who: pay.correct_pay_terms(who, 1, 1, TERMS),
        lambda who: pay.remove_pay_terms(who, 1, 1),
        pay.closed_through,
    ):
        assert who_may(call) == {DIRECTOR, ACCOUNTANT}


def test_terms_are_a_history_and_the_same_day_replaces(office: Office, director: Actor) -> None:
    firm = Firm(office).person("Olena").paid("Olena", "20 000").paid("Olena", "24 000", since="2024-10-16")
    firm.paid("Olena", "25 000", since="2024-10-16")
    history = office.pay_terms.pay_terms(director, 1)
    assert [(each.terms.valid_from, each.terms.salary_minor) for each in history] == [
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
    assert office.pay_terms.days_worked(director, 1) == (DaysWorked(1, MARCH, 13, "illness"),)
    assert feed.days_worked(office._db) == (DaysWorkedFact(1, MARCH, 13),)
    office.pay_terms.clear_days_worked(director, 1, MARCH)
    assert office.pay_terms.days_worked(director, 1) == ()


def test_nobody_is_paid_who_is_not_there(office: Office, director: Actor) -> None:
    with pytest.raises(NotFound):
        office.pay_terms.set_pay_terms(director, TERMS)


def test_the_engine_is_told_of_terms(office: Office) -> None:
    Firm(office).person("Olena").paid("Olena", "0", guarantee="22 000", draw="1 000")
    assert feed.pay_terms(office._db) == (
        PayTermsFact(1, date(2024, 1, 1), "employee", 0, 2_200_000, 100_000, draw_recoverable=True),
    )


def test_an_entry_is_corrected_with_its_day_and_taken_back(office: Office, director: Actor) -> None:
    Firm(office).person("Olena").paid("Olena", "20 000").paid("Olena", "24 000", since="2024-10-16")
    first, second = office.pay_terms.pay_terms(director, 1)
    new = replace(second.terms, valid_from=date(2024, 11, 1), salary_minor=2_500_000)
    done = office.pay_terms.correct_pay_terms(director, second.id, second.version, new)
    assert [each.terms for each in office.pay_terms.pay_terms(director, 1)] == [first.terms, new]
    assert journaled(office)[0] == "staff.correct_pay_terms"
    office.journal.undo(director, done.operation_id)
    assert [each.terms for each in office.pay_terms.pay_terms(director, 1)] == [first.terms, second.terms]
    with pytest.raises(Stale):
        office.pay_terms.correct_pay_terms(director, second.id, 99, new)


def test_two_entries_do_not_begin_on_one_day(office: Office, director: Actor) -> None:
    Firm(office).person("Olena").paid("Olena", "20 000").paid("Olena", "24 000", since="2024-10-16")
    first, second = office.pay_terms.pay_terms(director, 1)
    new = replace(second.terms, valid_from=first.terms.valid_from, salary_minor=-1)
    correct = office.pay_terms.correct_pay_terms
    assert found(lambda: correct(director, second.id, second.version, new)) == {("salary_minor", "amount_negative")}
    new = replace(new, salary_minor=1)
    assert found(lambda: correct(director, second.id, second.version, new)) == {("valid_from", "terms_taken")}


def test_an_entry_is_removed_and_comes_back(office: Office, director: Actor) -> None:
    Firm(office).person("Olena").paid("Olena", "20 000")
    (only,) = office.pay_terms.pay_terms(director, 1)
    done = office.pay_terms.remove_pay_terms(director, only.id, only.version)
    assert office.pay_terms.pay_terms(director, 1) == ()
    with pytest.raises(NotFound):
        office.pay_terms.remove_pay_terms(director, only.id, only.version)
    office.journal.undo(director, done.operation_id)
    assert [each.terms for each in office.pay_terms.pay_terms(director, 1)] == [only.terms]


def test_closed_months_keep_the_pay_that_they_paid(office: Office, director: Actor) -> None:
    firm = small_firm(office)
    pay, olena = office.pay_terms, firm.people["Olena"]
    firm.paid("Olena", "24 000", since="2024-02-10").brings("Olena", carry="-1")
    assert pay.closed_through(director) is None
    close(firm, JANUARY)
    assert pay.closed_through(director) == JANUARY
    first, second = pay.pay_terms(director, olena)
    closed = {("valid_from", "pay_month_closed")}
    assert found(lambda: pay.set_pay_terms(director, first.terms)) == closed
    assert found(lambda: pay.correct_pay_terms(director, first.id, first.version, first.terms)) == closed
    assert found(lambda: pay.remove_pay_terms(director, first.id, first.version)) == closed
    early = replace(second.terms, valid_from=date(2024, 1, 31))
    assert found(lambda: pay.correct_pay_terms(director, second.id, second.version, early)) == closed
    january = DaysWorked(olena, JANUARY, 3)
    assert found(lambda: pay.set_days_worked(director, january)) == {("month", "pay_month_closed")}
    assert found(lambda: pay.clear_days_worked(director, olena, JANUARY)) == {("month", "pay_month_closed")}
    balance = OpeningBalance(olena, -2)
    assert found(lambda: pay.set_opening_balance(director, balance)) == {("carry_minor", "opening_closed")}
    pay.correct_pay_terms(director, second.id, second.version, replace(second.terms, valid_from=date(2024, 2, 1)))
    assert pay.pay_terms(director, olena)[1].terms.valid_from == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("pay_terms", {"valid_from": "2024-01-01", "engagement": "employee", "salary_minor": -1}),
        ("pay_terms", {"valid_from": "soon", "engagement": "employee", "salary_minor": 1}),
        ("pay_terms", {"valid_from": "2024-01-01", "engagement": "guest", "salary_minor": 1}),
        ("opening_balance", {"carry_minor": 1}),
        ("days_worked", {"month": "2024-01", "days": 32}),
        ("quota", {"valid_from": "2024-01-01", "valid_to": "2024-01-31", "amount_minor": 0}),
        ("quota", {"valid_from": "2024-02-01", "valid_to": "2024-01-31", "amount_minor": 1}),
    ],
)
def test_the_file_itself_refuses_what_cannot_be(office: Office, table: str, row: dict[str, str | int]) -> None:
    Firm(office).person("Olena")
    with pytest.raises(Refused), office._db.write():
        office._db.insert(table, {"person_id": 1, **row})
