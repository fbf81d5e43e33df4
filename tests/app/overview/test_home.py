"""The first page: what there is to do for each role, and the firm's figures."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import Function
from app.invoices.model import NewTask, TaskKind
from app.kernel.actor import Actor, Role
from app.kernel.period import Month
from app.overview.to_do import Home, ToDo
from tests.support.database import actor
from tests.support.firm import Firm, minor
from tests.support.months import FEBRUARY, JANUARY, close, pays, small_firm

TODAY = date(2024, 6, 10)
OFFICE_MANAGER, ACCOUNTANT = actor(Role.OFFICE_MANAGER), actor(Role.ACCOUNTANT)


@pytest.fixture
def firm(office: Office) -> Firm:
    """Orion has one contract of 10,000 in force; nothing is asked yet."""
    firm = Firm(office).person("Olena").paid("Olena", "20 000").client("Orion")
    return firm.contract("7", signed="2024-03-01", net="10 000.00", sold_by="Olena")


def home(firm: Firm, who: Actor = OFFICE_MANAGER) -> Home:
    return firm.office.overview.home(who, TODAY)


def to_do(firm: Firm, who: Actor = OFFICE_MANAGER) -> dict[str, ToDo]:
    return {one.code: one for one in home(firm, who).to_do}


def test_an_office_with_nothing_to_do_is_told_nothing(firm: Firm) -> None:
    assert home(firm).to_do == ()
    assert home(firm).duty_count == 0


def test_books_begin_with_the_first_person_or_client(office: Office) -> None:
    firm = Firm(office)
    assert not home(firm).begun
    assert home(firm, actor(Role.STAFF)).begun, "who sees no records is not asked to enter any"
    assert home(firm.client("Orion")).begun


def test_drafts_wait_to_be_sent(firm: Firm) -> None:
    firm.invoice("31", net="1 000.00", draft=True).invoice("32", net="500.00", draft=True)
    drafts = to_do(firm)["drafts"]
    assert (drafts.number, drafts.amount_minor) == (2, minor("1 800.00"))


def test_late_invoices_are_called_about_once_a_week(firm: Firm) -> None:
    firm.invoice("31", issued="2024-04-01", net="1 000.00").invoice("32", issued="2024-06-01", net="1 000.00")
    assert to_do(firm)["to_call"].number == 1
    firm.reminded("31", "Olena", "2024-06-03")
    assert "to_call" not in to_do(firm)
    assert firm.office.overview.home(OFFICE_MANAGER, date(2024, 6, 11)).to_do[0].code == "to_call"


def test_a_promise_is_waited_for_and_then_called_in(firm: Firm) -> None:
    firm.invoice("31", issued="2024-04-01", net="1 000.00")
    firm.reminded("31", "Olena", "2024-05-20", promised="2024-06-10")
    assert to_do(firm) == {}
    firm.reminded("31", "Olena", "2024-05-21", promised="2024-06-09")
    assert (to_do(firm)["promises"].number, to_do(firm)["promises"].amount_minor) == (1, minor("1 200.00"))
    firm.payment("P-1", "31", received="2024-06-10")
    assert to_do(firm) == {}


def test_money_without_an_invoice_waits_to_be_allocated(firm: Firm) -> None:
    firm.rate("USD", on="2024-06-01", price="40.0000")
    firm.advance("P-1", "Orion", received="2024-06-01", amount="600.00")
    firm.advance("P-2", "Orion", received="2024-06-01", amount="10.00", currency="USD")
    firm.advance("P-3", "Orion", received="2024-06-01", amount="99.00").undone("P-3")
    for who in (OFFICE_MANAGER, ACCOUNTANT):
        advances = to_do(firm, who)["advances"]
        assert (advances.number, advances.amount_minor) == (2, minor("1 000.00"))
    firm.invoice("31", issued="2024-06-01", net="500.00").allocated("P-1", "31", "600.00")
    assert to_do(firm)["advances"].number == 1


def test_work_that_is_paid_for_wants_an_act_and_the_act_its_signature(firm: Firm, director: Actor) -> None:
    firm.invoice("31", issued="2024-06-01", net="6 000.00").payment("P-1")
    assert "acts" not in to_do(firm)  # 4,000 are not even asked for
    firm.invoice("32", issued="2024-06-01", net="4 000.00").payment("P-2")
    assert to_do(firm)["acts"].number == 1
    firm.act("7", "2024-06-05", "10 000.00", final=True)
    assert set(to_do(firm)) == {"acts_out"}
    (act,) = firm.office.contracts.acts(director, firm.contracts["7"])
    firm.office.contracts.return_act(director, act.id, act.version, date(2024, 6, 8))
    assert to_do(firm) == {}


def test_the_accountant_is_told_what_pay_still_lacks(firm: Firm) -> None:
    firm.person("Petro").contract("8", signed="2024-06-01", currency="USD").advance(
        "P-1", "Orion", received="2024-06-02", amount="10.00", currency="EUR"
    )
    told = to_do(firm, ACCOUNTANT)
    assert told["rates"].names == ("EUR", "USD")
    assert told["without_pay"].names == ("Petro",)
    assert told["run_missing"].month == JANUARY
    firm.rate("EUR", on="2024-05-24", price="42.0000").rate("USD", on="2024-05-21", price="40.0000")
    assert to_do(firm, ACCOUNTANT)["rates"].number == 1, "a rate older than ten days is none"


def test_a_run_goes_from_hand_to_hand(office: Office) -> None:
    firm = small_firm(office)
    payroll, director = office.payroll, firm.actor

    def codes(who: Actor) -> set[str]:
        return {one.code for one in home(firm, who).to_do if one.code.startswith("run_")}

    assert codes(ACCOUNTANT) == {"run_missing"}
    for step, accountants, directors in (
        (payroll.compute, "run_draft", set()),
        (payroll.submit, "", {"run_submitted"}),
        (payroll.approve, "run_approved", set()),
        (payroll.pay, "run_paid", set()),
    ):
        step(director, JANUARY)
        assert codes(ACCOUNTANT) == ({accountants} if accountants else set())
        assert codes(director) - codes(ACCOUNTANT) == directors
    payroll.close(director, JANUARY)
    assert {one.month for one in home(firm, ACCOUNTANT).to_do if one.code == "run_missing"} == {FEBRUARY}


def test_true_ups_of_closed_months_are_told_with_their_sum(office: Office) -> None:
    firm = small_firm(office)
    close(firm, JANUARY)
    firm.contract("3", "Orion", signed="2024-01-20").invoice("A-3").payment("P-3")
    office.payroll.compute(firm.actor, FEBRUARY)
    true_ups = to_do(firm, ACCOUNTANT)["true_ups"]
    assert (true_ups.number, true_ups.amount_minor, true_ups.month) == (1, minor("100.00"), FEBRUARY)


def test_the_director_sees_whom_no_scheme_pays_and_what_others_have_to_do(firm: Firm, director: Actor) -> None:
    firm.invoice("31", issued="2024-04-01")
    told = home(firm, director).to_do
    assert [(one.code, one.role) for one in told] == [
        ("without_scheme", Role.DIRECTOR), ("to_call", Role.OFFICE_MANAGER), ("run_missing", Role.ACCOUNTANT),
    ]  # fmt: skip
    pays(firm, "Olena")
    assert "without_scheme" not in to_do(firm, director)


def test_the_director_sees_how_many_were_handed_over_since_the_last_closed_month(firm: Firm, director: Actor) -> None:
    assert "handovers" not in to_do(firm, director)
    firm.person("Petro").hand_over("Orion", Function.SELLING, "Petro", on="2024-06-10")
    firm.hand_over("Orion", Function.COLLECTING, "Petro", on="2024-06-11")
    told = to_do(firm, director)["handovers"]
    assert (told.number, told.month) == (1, JANUARY), "tomorrow's is none yet"
    assert "handovers" not in to_do(firm)


def test_no_pay_figure_without_the_right_to_see_pay(office: Office) -> None:
    firm = small_firm(office)
    close(firm, JANUARY)
    seen = home(firm, firm.actor).figures
    assert seen is not None
    assert seen.motivation is not None
    assert (seen.motivation.month, seen.motivation.cost_minor) == (JANUARY, minor("100.00"))
    assert seen.motivation.received_minor == minor("1 200.00")
    hidden = home(firm).figures
    assert hidden is not None
    assert hidden.motivation is None
    secret = {"run_missing", "run_draft", "true_ups", "without_pay", "without_scheme"}
    assert not secret & set(to_do(firm))


def test_a_member_of_staff_sees_the_own_tasks_and_no_figures(firm: Firm, director: Actor) -> None:
    firm.person("Petro")
    for name, due in (("Petro", date(2024, 7, 1)), ("Olena", date(2024, 6, 1)), ("Petro", date(2024, 6, 20))):
        firm.office.tasks.add(director, NewTask(1, TaskKind.NEED, firm.people[name], due, "wants training"))
    mine = home(firm, actor(Role.STAFF, person_id=firm.people["Petro"]))
    assert mine.figures is None
    assert mine.to_do == ()
    assert [(duty.client, duty.due_on) for duty in mine.duties] == [
        ("Orion", date(2024, 6, 20)), ("Orion", date(2024, 7, 1)),
    ]  # fmt: skip
    assert home(firm).duty_count == 3
    assert len(firm.office.overview.home(OFFICE_MANAGER, TODAY, 2).duties) == 2


def test_the_figures_are_those_of_the_tables(firm: Firm) -> None:
    firm.rate("USD", on="2024-05-20", price="40.1234").rate("USD", on="2024-06-01", price="41.0000")
    firm.invoice("31", issued="2024-05-05", net="1 000.00").payment("P-1", received="2024-05-20", amount="700.00")
    firm.refunded("P-1", "31", on="2024-06-02", amount="50.00").credited("31", on="2024-06-03", net="10", gross="12")
    firm.contract("8", signed="2024-05-20", net="333.33", currency="USD").invoice("40", due="2024-06-01")
    firm.invoice("41", issued="2024-06-05", net="100.00").payment("P-2", received="2024-06-06", amount="1.11")
    firm.invoice("42", issued="2024-06-05", draft=True)
    told = home(firm).figures
    assert told is not None
    for sums in (told.now, told.before):
        table = firm.office.overview.figures(OFFICE_MANAGER, sums.month, TODAY)
        assert (sums.invoiced_minor, sums.received_minor) == (table.invoiced_minor, table.received_minor)
    assert (told.now.month, told.before.month) == (Month(2024, 6), Month(2024, 5))
    table = firm.office.overview.figures(OFFICE_MANAGER, told.now.month, TODAY)
    assert (told.overdue_minor, told.overdue_count) == (table.overdue_minor, table.overdue_count)
    assert told.overdue_count == 2
