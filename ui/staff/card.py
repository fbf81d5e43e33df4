"""Everything that is known of one person, as the panel and the forms need it; pay only for whoever may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.bootstrap import Office
from app.calc.facts import Function
from app.calc.scheme import Scheme
from app.invoices.model import Task
from app.kernel.actor import Permission
from app.kernel.period import Month
from app.motivation.model import Assignment, Quota
from app.overview.holdings import Holding
from app.staff.model import DaysWorked, OpeningBalance, Person, StoredTerms
from ui.runtime.context import UiContext


@dataclass(frozen=True, slots=True)
class PayCard:
    """What a person is paid, and by which schemes. Secret."""

    terms: tuple[StoredTerms, ...]
    schemes: Mapping[int, Scheme]
    assignments: tuple[Assignment, ...]
    quotas: tuple[Quota, ...]
    days: tuple[DaysWorked, ...]
    opening: OpeningBalance | None
    closed: Month | None
    """The latest month in which nothing can be corrected any more."""

    def is_open(self, month: Month) -> bool:
        """Whether what begins in the month counted in no closed one."""
        return self.closed is None or month > self.closed


@dataclass(frozen=True, slots=True)
class StaffCard:
    """A person with what belongs to it."""

    person: Person
    people: tuple[Person, ...]
    holdings: tuple[Holding, ...]
    tasks: tuple[Task, ...]
    clients: Mapping[int, str]
    """The names of the clients that the tasks are about."""
    pay: PayCard | None
    """None for whoever may not see pay: then it was never asked for."""

    @property
    def holds(self) -> bool:
        """Whether there is anything to hand on."""
        return bool(self.holdings or self.tasks)

    def held(self) -> dict[Function, tuple[Holding, ...]]:
        """The holdings by function."""
        found: dict[Function, list[Holding]] = {}
        for holding in self.holdings:
            found.setdefault(holding.function, []).append(holding)
        return {function: tuple(rows) for function, rows in found.items()}


def load_card(office: Office, context: UiContext[Office], person_id: int) -> StaffCard:
    """Read it, on the read lane."""
    actor, today = context.actor, context.clock.today()
    tasks = tuple(task for task in office.tasks.open(actor) if task.person_id == person_id)
    return StaffCard(
        office.staff.get(actor, person_id),
        office.staff.list(actor),
        office.overview.holdings(actor, person_id, today),
        tasks,
        {client_id: office.clients.get(actor, client_id).name for client_id in {task.client_id for task in tasks}},
        _pay(office, context, person_id) if actor.may(Permission.SEE_PAY) else None,
    )


def _pay(office: Office, context: UiContext[Office], person_id: int) -> PayCard:
    actor, motivation = context.actor, office.motivation
    balances = office.pay_terms.opening_balances(actor)
    return PayCard(
        office.pay_terms.pay_terms(actor, person_id),
        {one.scheme.id: one.scheme for one in motivation.schemes(actor)},
        tuple(one for one in motivation.assignments(actor) if one.person_id == person_id),
        tuple(one for one in motivation.quotas(actor) if one.person_id == person_id),
        office.pay_terms.days_worked(actor, person_id),
        next((one for one in balances if one.person_id == person_id), None),
        office.pay_terms.closed_through(actor),
    )
