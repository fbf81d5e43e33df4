"""Use cases of collecting: reminders, and what people have to do about a client."""

from __future__ import annotations

from datetime import date

from app.invoices.checks import reminder_problems, task_problems
from app.invoices.model import InvoiceStatus, NewReminder, NewTask, Outcome, Reminder, Task, TaskKind
from app.invoices.neighbours import Neighbours
from app.invoices.store import InvoiceStore, TaskStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases

EDIT = Permission.EDIT_TASKS


class TaskService:
    """Reminders and tasks. Who sees no records (a member of staff) acts for nobody else."""

    def __init__(self, use_cases: UseCases, store: TaskStore, invoices: InvoiceStore, neighbours: Neighbours) -> None:
        self._use_cases = use_cases
        self._store = store
        self._invoices = invoices
        self._neighbours = neighbours

    def remind(self, actor: Actor, new: NewReminder, operation_id: OperationId | None = None) -> Done[int]:
        """Note an attempt to collect, give its id; a dissatisfied client makes a task for ``task_for``.

        Raises Invalid, NotFound, Refused (invoice_not_sent, own_only).
        """

        def work() -> int:
            _own(actor, new.person_id)
            invoice = self._invoices.get(new.invoice_id)
            if invoice is None:
                raise NotFound(kind="invoice", key=new.invoice_id)
            if invoice.status is InvoiceStatus.DRAFT:
                raise Refused(rule="invoice_not_sent")
            raise_if_any(reminder_problems(new, self._neighbours.people.known(), self._use_cases.clock.today()))
            reminder_id = self._store.remind(new)
            contract = self._neighbours.contracts.order(invoice.contract_id)
            if new.outcome is Outcome.DISSATISFIED and new.task_for is not None and contract is not None:
                task = NewTask(contract.client_id, TaskKind.DISSATISFIED, new.task_for, note=new.note)
                self._store.add(task, reminder_id)
            return reminder_id

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.remind")

    def reminders(self, actor: Actor, invoice_id: int) -> tuple[Reminder, ...]:
        """An invoice's reminders, oldest first."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: self._store.reminders(invoice_id), action="invoices.reminders"
        )

    def add(self, actor: Actor, new: NewTask, operation_id: OperationId | None = None) -> Done[int]:
        """Give somebody something to do about a client, give the task's id. Raises Invalid, Refused (own_only)."""

        def work() -> int:
            if new.kind is not TaskKind.ASK_INVOICE:  # anybody may ask the office for an invoice
                _own(actor, new.person_id)
            raise_if_any(task_problems(new, self._neighbours.people.known(), self._neighbours.clients.known()))
            return self._store.add(new)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.add_task")

    def done(
        self, actor: Actor, task_id: int, version: int, on: date | None = None, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Note that a task is done (today). Raises Invalid, NotFound, Refused (task_done, own_only), Stale."""

        def work() -> None:
            task = self._store.get(task_id)
            if task is None:
                raise NotFound(kind="task", key=task_id)
            _own(actor, task.person_id)
            if task.done_on is not None:
                raise Refused(rule="task_done")
            today = self._use_cases.clock.today()
            if on is not None and on > today:
                raise_if_any([Finding("date_in_future", "on", {"on": on.isoformat()})])
            self._store.done(task_id, version, on or today)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.task_done")

    def give_to(
        self, actor: Actor, task_id: int, version: int, person_id: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Let somebody else do a task. Raises Invalid, NotFound, Refused (task_done, own_only), Stale."""

        def work() -> None:
            task = self._store.get(task_id)
            if task is None:
                raise NotFound(kind="task", key=task_id)
            _own(actor, task.person_id)
            if task.done_on is not None:
                raise Refused(rule="task_done")
            if person_id not in self._neighbours.people.known():
                raise_if_any([Finding("person_unknown", "person_id", {"id": person_id})])
            self._store.give_to(task_id, version, person_id)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.give_task_to")

    def of_client(self, actor: Actor, client_id: int) -> tuple[Task, ...]:
        """The tasks about a client, what is open first."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: self._store.of_client(client_id), action="invoices.tasks_of_client"
        )

    def open(self, actor: Actor) -> tuple[Task, ...]:
        """Tasks that are not done, the most urgent first; a member of staff sees the own ones only."""
        sees_all = actor.may(Permission.SEE_RECORDS)

        def work() -> tuple[Task, ...]:
            return tuple(task for task in self._store.open() if sees_all or task.person_id == actor.person_id)

        return self._use_cases.view(actor, Permission.SEE_OWN, work, action="invoices.open_tasks")


def _own(actor: Actor, person_id: int) -> None:
    if not actor.may(Permission.SEE_RECORDS) and person_id != actor.person_id:
        raise Refused(rule="own_only")
