"""Reminders and tasks: everybody may make their own; the office sees all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import ReminderFact
from app.invoices import feed
from app.invoices.model import Channel, NewReminder, NewTask, Outcome, TaskKind
from app.kernel.actor import Actor, Role
from app.kernel.changes import Area
from app.kernel.errors import NotFound, Refused, Stale
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.rights import ACCOUNTANT, DIRECTOR, EVERYBODY, OFFICE_MANAGER, found, journaled, who_may

CALL = NewReminder(1, date(2024, 5, 1), Channel.CALL, 1, Outcome.PROMISED, date(2024, 5, 10))
TASK = NewTask(1, TaskKind.NEED, 1, date(2024, 6, 1), "wants training")


@pytest.fixture
def firm(office: Office) -> Firm:
    """Olena, Petro, and an invoice to Orion."""
    return Firm(office).person("Olena").person("Petro").client("Orion").contract("7", "Orion").invoice("31", "7")


@pytest.mark.usefixtures("firm")
def test_everybody_may_remind_and_have_tasks(office: Office) -> None:
    tasks = office.tasks
    for call in (
        lambda who: tasks.remind(who, CALL),
        lambda who: tasks.add(who, TASK),
        lambda who: tasks.done(who, 9, 1),
    ):
        assert who_may(call) == EVERYBODY
    assert who_may(tasks.open) == EVERYBODY
    assert who_may(lambda who: tasks.reminders(who, 1)) == {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT}


@pytest.mark.usefixtures("firm")
def test_a_reminder_is_noted_and_told_to_the_engine(office: Office, director: Actor) -> None:
    done = office.tasks.remind(director, CALL)
    assert done.areas == {Area.TASKS}
    (reminder,) = office.tasks.reminders(director, 1)
    assert (reminder.id, reminder.reminder) == (done.value, CALL)
    assert feed.reminders(office._db) == (ReminderFact(1, 1, date(2024, 5, 1)),)
    assert journaled(office)[0] == "invoices.remind"


@pytest.mark.usefixtures("firm")
def test_everything_wrong_with_a_reminder_is_told(office: Office, director: Actor) -> None:
    wrong = NewReminder(1, date(2099, 1, 1), Channel.CALL, 88, Outcome.FORGOT, date(2098, 1, 1), task_for=99)
    assert found(lambda: office.tasks.remind(director, wrong)) == {
        ("person_id", "person_unknown"),
        ("task_for", "person_unknown"),
        ("on_date", "date_in_future"),
        ("promised_on", "promise_not_meant"),
        ("promised_on", "promised_in_past"),
    }
    with pytest.raises(NotFound):
        office.tasks.remind(director, replace(CALL, invoice_id=99))


def test_nobody_is_reminded_of_a_draft(firm: Firm) -> None:
    firm.invoice("32", draft=True)
    with pytest.raises(Refused, match="invoice_not_sent"):
        firm.reminded("32", "Olena", "2024-05-01")


def test_a_dissatisfied_client_is_a_task_of_the_project_manager(firm: Firm, office: Office, director: Actor) -> None:
    upset = replace(CALL, outcome=Outcome.DISSATISFIED, promised_on=None, task_for=firm.people["Petro"], note="bugs")
    office.tasks.remind(director, upset)
    (task,) = office.tasks.open(director)
    assert (task.kind, task.person_id, task.client_id, task.note) == (TaskKind.DISSATISFIED, 2, 1, "bugs")


@pytest.mark.usefixtures("firm")
def test_a_task_is_done_once_and_not_in_the_future(office: Office, director: Actor) -> None:
    task_id = office.tasks.add(director, TASK).value
    office.tasks.add(director, replace(TASK, due_on=None))
    office.tasks.add(director, replace(TASK, due_on=date(2024, 5, 1)))
    assert [task.due_on for task in office.tasks.open(director)] == [date(2024, 5, 1), date(2024, 6, 1), None]
    assert found(lambda: office.tasks.done(director, task_id, 1, date(2099, 1, 1))) == {("on", "date_in_future")}
    with pytest.raises(Stale):
        office.tasks.done(director, task_id, 7)
    office.tasks.done(director, task_id, 1)
    assert task_id not in {task.id for task in office.tasks.open(director)}
    with pytest.raises(Refused, match="task_done"):
        office.tasks.done(director, task_id, 2)
    assert found(lambda: office.tasks.add(director, NewTask(99, TaskKind.OTHER, 99))) == {
        ("person_id", "person_unknown"),
        ("client_id", "client_unknown"),
    }


def test_a_member_of_staff_acts_for_nobody_else_and_may_ask_for_an_invoice(
    firm: Firm, office: Office, director: Actor
) -> None:
    petro = actor(Role.STAFF, person_id=firm.people["Petro"])
    with pytest.raises(Refused, match="own_only"):
        office.tasks.remind(petro, CALL)
    with pytest.raises(Refused, match="own_only"):
        office.tasks.add(petro, TASK)
    office.tasks.remind(petro, replace(CALL, person_id=petro.person_id or 0))
    office.tasks.add(petro, NewTask(1, TaskKind.ASK_INVOICE, firm.people["Olena"]))
    own_id = office.tasks.add(petro, replace(TASK, person_id=petro.person_id or 0)).value
    assert [task.id for task in office.tasks.open(petro)] == [own_id]
    assert len(office.tasks.open(director)) == 2
    with pytest.raises(Refused, match="own_only"):
        office.tasks.done(petro, 1, 1)


@pytest.mark.usefixtures("firm")
def test_a_task_goes_to_somebody_else(office: Office, director: Actor) -> None:
    tasks = office.tasks
    tasks.add(director, TASK)
    assert who_may(lambda who: tasks.give_to(who, 9, 1, 2)) == EVERYBODY
    assert found(lambda: tasks.give_to(director, 1, 1, 99)) == {("person_id", "person_unknown")}
    tasks.give_to(director, 1, 1, 2)
    assert [task.person_id for task in tasks.of_client(director, 1)] == [2]
    with pytest.raises(Stale):
        tasks.give_to(director, 1, 1, 1)
    with pytest.raises(NotFound):
        tasks.give_to(director, 9, 1, 1)
    with pytest.raises(Refused) as refused:
        tasks.give_to(actor(Role.STAFF, person_id=1), 1, 2, 1)
    assert refused.value.rule == "own_only"
    tasks.done(director, 1, 2)
    with pytest.raises(Refused) as refused:
        tasks.give_to(director, 1, 3, 1)
    assert refused.value.rule == "task_done"
