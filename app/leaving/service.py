"""The use case of leaving: the last day, every function and every task go in one operation, which is one undo."""

from __future__ import annotations

from app.contracts.model import NewHandover
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import NotFound, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases
from app.leaving.checks import leaving_problems
from app.leaving.model import Leaving
from app.leaving.neighbours import Neighbours


class LeavingService:
    """Hands on what a person holds; no figure of pay is read or written."""

    def __init__(self, use_cases: UseCases, neighbours: Neighbours) -> None:
        """Work in ``use_cases`` through the ``neighbours``."""
        self._use_cases = use_cases
        self._neighbours = neighbours

    def hand_on(self, actor: Actor, leaving: Leaving, operation_id: OperationId | None = None) -> Done[None]:
        """Hand on functions and tasks of a person, and note the last day where one is given: all of it or nothing.

        A last day wants EDIT_STAFF besides, tasks EDIT_TASKS. Raises Invalid (findings of hand-overs carry their
        ``item`` from 0), NotFound, Refused (task_done), Stale, Denied.
        """
        near = self._neighbours

        def work() -> None:
            if near.people.get(leaving.person_id) is None:
                raise NotFound(kind="person", key=leaving.person_id)
            raise_if_any(leaving_problems(leaving, {person.id: person for person in near.people.list()}))
            if leaving.left_on is not None:
                near.staff.leave(actor, leaving.person_id, leaving.version, leaving.left_on)
            day = leaving.on_date
            if leaving.functions and day is not None:
                items = [
                    NewHandover(taken.client_id, taken.function, taken.person_id, day, leaving.reason.strip())
                    for taken in leaving.functions
                ]
                near.contracts.hand_over_many(actor, items)
            for task in leaving.tasks:
                near.tasks.give_to(actor, task.task_id, task.version, task.person_id)

        return self._use_cases.perform(actor, Permission.EDIT_CONTRACTS, operation_id, work, action="leaving.hand_on")
