"""Somebody leaves: functions, tasks and the last day go in one operation, or none of it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Office
from app.calc.facts import Function
from app.invoices.model import NewTask, TaskKind
from app.kernel.actor import Actor, Role
from app.kernel.errors import Denied, NotFound, Refused, Stale
from app.leaving.model import FunctionOn, Leaving, TaskOn
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.rights import DIRECTOR, OFFICE_MANAGER, found, journaled, who_may

LAST, NEXT = date(2024, 3, 31), date(2024, 4, 1)
OLENA, PETRO, IVAN = 1, 2, 3
COLLECTING = FunctionOn(1, Function.COLLECTING, PETRO)
SELLING = FunctionOn(2, Function.SELLING, IVAN)
ALL = Leaving(OLENA, 1, LAST, NEXT, "leaves", (COLLECTING, SELLING), (TaskOn(1, 1, PETRO),))


@pytest.fixture
def firm(office: Office) -> Firm:
    """Olena has a task about Orion; Petro works here, Ivan goes in April."""
    firm = Firm(office).person("Olena").person("Petro").person("Ivan", left="2024-04-15").client("Orion").client("Vega")
    office.tasks.add(firm.actor, NewTask(1, TaskKind.OTHER, OLENA, note="Call them"))
    return firm


@pytest.mark.usefixtures("firm")
def test_all_goes_at_once_and_comes_back_at_once(office: Office, director: Actor) -> None:
    done = office.leaving.hand_on(director, ALL)
    assert office.staff.get(director, OLENA).left_on == LAST
    (handover,) = office.contracts.handovers(director, 1)
    assert (handover.handover.person_id, handover.handover.on_date, handover.handover.reason) == (PETRO, NEXT, "leaves")
    assert [each.handover.function for each in office.contracts.handovers(director, 2)] == [Function.SELLING]
    assert [task.person_id for task in office.tasks.of_client(director, 1)] == [PETRO]
    assert set(journaled(office)[:3]) == {"leaving.hand_on"}
    assert done.undoable
    office.journal.undo(director, done.operation_id)
    assert office.staff.get(director, OLENA).left_on is None
    assert office.contracts.handovers(director, 1) == office.contracts.handovers(director, 2) == ()
    assert [task.person_id for task in office.tasks.of_client(director, 1)] == [OLENA]


@pytest.mark.usefixtures("firm")
def test_the_office_manager_hands_on_but_nobody_goes_by_her(office: Office, director: Actor) -> None:
    assert who_may(lambda who: office.leaving.hand_on(who, Leaving(OLENA, 1))) == {DIRECTOR, OFFICE_MANAGER}
    manager = actor(Role.OFFICE_MANAGER)
    with pytest.raises(Denied):
        office.leaving.hand_on(manager, ALL)
    assert office.contracts.handovers(director, 1) == ()
    done = office.leaving.hand_on(manager, replace(ALL, left_on=None))
    assert len(office.contracts.handovers(director, 1)) == 1
    assert office.staff.get(director, OLENA).left_on is None
    office.journal.undo(manager, done.operation_id)
    assert office.contracts.handovers(director, 1) == ()


@pytest.mark.usefixtures("firm")
def test_everything_wrong_is_told_and_nothing_is_written(office: Office, director: Actor) -> None:
    def wrong(**changes: object) -> set[tuple[str, str]]:
        return found(lambda: office.leaving.hand_on(director, replace(ALL, **changes)))  # type: ignore[arg-type]

    assert wrong(on_date=None, reason=" ") == {("on_date", "day_missing"), ("reason", "reason_missing")}
    assert wrong(functions=(FunctionOn(1, Function.SELLING, OLENA),)) == {("takers", "taker_is_leaver")}
    assert wrong(functions=(FunctionOn(1, Function.SELLING, 99),)) == {("takers", "person_unknown")}
    assert wrong(on_date=date(2024, 4, 16)) == {("takers", "taker_has_left")}
    assert wrong(functions=(FunctionOn(99, Function.SELLING, PETRO),)) == {("client_id", "client_unknown")}
    assert wrong(functions=(COLLECTING, replace(COLLECTING, person_id=IVAN))) == {("on_date", "handover_taken")}
    assert office.staff.get(director, OLENA).left_on is None
    assert office.contracts.handovers(director, 1) == ()


@pytest.mark.usefixtures("firm")
def test_what_somebody_else_has_changed_meanwhile_stops_all_of_it(office: Office, director: Actor) -> None:
    with pytest.raises(Stale):
        office.leaving.hand_on(director, replace(ALL, version=7))
    office.tasks.done(director, 1, 1)
    with pytest.raises(Refused) as refused:
        office.leaving.hand_on(director, ALL)
    assert refused.value.rule == "task_done"
    with pytest.raises(NotFound):
        office.leaving.hand_on(director, replace(ALL, tasks=(TaskOn(9, 1, PETRO),)))
    with pytest.raises(NotFound):
        office.leaving.hand_on(director, replace(ALL, person_id=9))
    assert office.contracts.handovers(director, 1) == ()
    assert office.staff.get(director, OLENA).left_on is None


@pytest.mark.parametrize(
    "row",
    [
        {"function": "collecting", "person_id": PETRO, "on_date": "2024-04-01", "reason": ""},
        {"function": "cooking", "person_id": PETRO, "on_date": "2024-04-01", "reason": "x"},
        {"function": "collecting", "person_id": 99, "on_date": "2024-04-01", "reason": "x"},
        {"function": "collecting", "person_id": PETRO, "on_date": "soon", "reason": "x"},
    ],
)
@pytest.mark.usefixtures("firm")
def test_the_file_itself_refuses_what_cannot_be(office: Office, row: dict[str, str | int]) -> None:
    with pytest.raises(Refused), office._db.write():
        office._db.insert("handover", {"client_id": 1, **row})
