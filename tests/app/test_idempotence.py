"""A use case that is told twice happens once: after a lost answer, a busy file, or a person who clicks again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Office
from app.calc.facts import Function
from app.clients.model import NewClient, NewGroup
from app.contracts.model import NewAct, NewAmendment, NewHandover
from app.db.connect import SqliteDb
from app.invoices.model import NewCreditNote, NewTask, TaskKind
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.kernel.database import WriteLog
from app.kernel.errors import Busy, Refused
from app.kernel.ids import OperationId
from app.kernel.period import Month
from app.leaving.model import FunctionOn, Leaving
from app.motivation.model import NewQuota
from app.payments.model import NewPayment, NewRefund
from app.payroll.model import NewAdjustment
from app.settings.model import CalendarDay, CurrencyRate
from app.staff.model import DaysWorked, Engagement, NewPerson, PayTerms
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.months import small_firm

ONCE = OperationId("once")
DAY = date(2024, 3, 1)


class Unsteady(SqliteDb):
    """A file that is busy at first, or whose answer gets lost after the work was done."""

    busy = 0
    lost_answers = 0

    @contextmanager
    def write(self) -> Generator[WriteLog]:
        outermost = self._log is None
        if outermost and self.busy:
            self.busy -= 1
            raise Busy
        with super().write() as log:
            yield log
        if outermost and self.lost_answers:
            self.lost_answers -= 1
            raise Busy


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Unsteady]:
    opened = Unsteady(office_file(tmp_path / "office.premia"))
    yield opened
    opened.close()


@pytest.fixture
def office(db: Unsteady, tmp_path: Path, clock: FrozenClock) -> Office:
    """A small firm with a computed January."""
    office = Office(tmp_path / "office.premia", db, clock)
    firm = small_firm(office)
    office.payroll.compute(firm.actor, Month(2024, 1))
    return office


USE_CASES: dict[str, Callable[[Office, Actor], Done[Any]]] = {
    "clients.add": lambda o, a: o.clients.add(a, NewClient("V", "Vega"), ONCE),
    "clients.change": lambda o, a: o.clients.change(a, 1, 1, NewClient("Orion", "Other"), ONCE),
    "client_groups.add": lambda o, a: o.client_groups.add(a, NewGroup("Stars"), ONCE),
    "staff.add": lambda o, a: o.staff.add(a, NewPerson("9", "Ivan"), ONCE),
    "staff.leave": lambda o, a: o.staff.leave(a, 2, 1, DAY, ONCE),
    "pay_terms.set": lambda o, a: o.pay_terms.set_pay_terms(a, PayTerms(2, DAY, Engagement.EMPLOYEE, 5), ONCE),
    "pay_terms.days": lambda o, a: o.pay_terms.set_days_worked(a, DaysWorked(1, Month(2024, 3), 5), ONCE),
    "leaving.hand_on": lambda o, a: o.leaving.hand_on(
        a, Leaving(1, 1, DAY, DAY, "x", (FunctionOn(1, Function.SELLING, 2),)), ONCE
    ),
    "contracts.amend": lambda o, a: o.contracts.amend(a, NewAmendment(1, DAY, 100, "more"), ONCE),
    "contracts.add_act": lambda o, a: o.contracts.add_act(a, NewAct(1, "1", DAY, 100), ONCE),
    "contracts.hand_over": lambda o, a: o.contracts.hand_over(
        a, NewHandover(1, Function.SELLING, 2, DAY, "agreed"), ONCE
    ),
    "invoices.credit_note": lambda o, a: o.invoices.credit_note(a, NewCreditNote("C", 1, DAY, 100, 120, "x"), ONCE),
    "tasks.add": lambda o, a: o.tasks.add(a, NewTask(1, TaskKind.OTHER, 1, note="x"), ONCE),
    "payments.add": lambda o, a: o.payments.add(a, NewPayment("P-9", 1, DAY, 100, "UAH"), ONCE),
    "payments.refund": lambda o, a: o.payments.refund(a, NewRefund(1, 1, DAY, 100, "x"), ONCE),
    "payments.storno": lambda o, a: o.payments.storno(a, 1, "entered wrongly", ONCE),
    "settings.add_rate": lambda o, a: o.settings.add_rate(a, CurrencyRate("USD", DAY, 40_000_000), ONCE),
    "settings.day": lambda o, a: o.settings.set_calendar_day(a, CalendarDay(DAY, working=False), ONCE),
    "motivation.quota": lambda o, a: o.motivation.set_quota(a, NewQuota(1, DAY, date(2024, 12, 31), 5), ONCE),
    "payroll.adjust": lambda o, a: o.payroll.adjust(a, Month(2024, 1), NewAdjustment(1, 100, "x"), ONCE),
    "payroll.submit": lambda o, a: o.payroll.submit(a, Month(2024, 1), ONCE),
}


def director(office: Office) -> Actor:
    sole = office.access.sole_user()
    assert sole is not None
    return sole


def content(db: SqliteDb) -> dict[str, list[Any]]:
    """Every row of every table."""
    tables = [str(row[0]) for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {table: db.rows(f"SELECT * FROM {table}") for table in tables}  # ruff: ignore[hardcoded-sql-expression]


@pytest.mark.parametrize("name", USE_CASES)
def test_a_repeat_changes_nothing_and_answers_the_same(office: Office, db: Unsteady, name: str) -> None:
    actor = director(office)
    first = USE_CASES[name](office, actor)
    after = content(db)
    again = USE_CASES[name](office, actor)
    assert (again, content(db)) == (first, after)
    assert first.areas


@pytest.mark.parametrize("name", USE_CASES)
def test_a_lost_answer_is_asked_for_again_and_nothing_happens_twice(office: Office, db: Unsteady, name: str) -> None:
    """The file took the work and the program did not hear of it: the one retry finds it done."""
    actor = director(office)
    db.lost_answers = 1
    done = USE_CASES[name](office, actor)
    assert (db.lost_answers, done.operation_id) == (0, ONCE)
    lines = db.rows("SELECT area, count(*) FROM journal WHERE operation_id = 'once' GROUP BY area")
    assert {str(area) for area, _ in lines} == {area.value for area in done.areas}
    assert {count for _, count in lines} == {1}


@pytest.mark.parametrize("name", ["clients.add", "payments.storno", "payroll.submit"])
def test_a_busy_file_is_tried_once_more(office: Office, db: Unsteady, name: str) -> None:
    actor = director(office)
    db.busy = 1
    assert USE_CASES[name](office, actor).areas
    db.busy = 2
    with pytest.raises(Busy):
        office.clients.add(actor, NewClient("W", "Wega"))
    assert "W" not in office.clients.ids(actor)


def test_one_id_names_one_use_case(office: Office) -> None:
    actor = director(office)
    office.clients.add(actor, NewClient("V", "Vega"), ONCE)
    with pytest.raises(Refused) as caught:
        office.staff.add(actor, NewPerson("9", "Ivan"), ONCE)
    assert caught.value.rule == "operation_reused"


def test_another_programs_short_write_is_waited_for(office: Office, tmp_path: Path) -> None:
    actor = director(office)
    holds, goes = threading.Event(), threading.Event()

    def hold() -> None:
        there = SqliteDb(tmp_path / "office.premia")
        with there.write():
            holds.set()
            goes.wait(5)
        there.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(5)
    threading.Timer(0.3, goes.set).start()
    assert office.clients.add(actor, NewClient("V", "Vega")).value > 0
    thread.join()
