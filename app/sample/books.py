"""Writes the story into a company file month by month, through the services that a window would use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from app.bootstrap import Office
from app.clients.model import NewGroup
from app.contracts.model import NewContract, RolePart
from app.kernel.actor import Actor
from app.kernel.ids import name_key
from app.kernel.period import Month
from app.payments.model import NewPayment
from app.sample.clock import StoryClock
from app.sample.story import Entered, Story, entered_on

Item = TypeVar("Item")


class Books:
    """The file that the story goes into; places of the story become the file's ids on the way."""

    def __init__(self, office: Office, actor: Actor, story: Story, clock: StoryClock) -> None:
        """Write ``story`` as ``actor``."""
        self._office = office
        self._actor = actor
        self._story = story
        self._clock = clock
        self._people: list[int] = []
        self._client_ids: dict[str, int] = {}
        self._group_ids: dict[str, int] = {}
        self._contract_ids: dict[str, int] = {}
        self._invoice_ids: dict[str, int] = {}
        self._act_ids: dict[int, int] = {}
        self._tasks: dict[int, int] = {}

    def take_people(self, ids: Iterable[int]) -> None:
        """The ids of the staff in the order of the cast."""
        self._people = list(ids)

    def write(self, month: Month) -> None:
        """Everything that lay among the papers of a month."""
        self._clients(month)
        self._contracts(month)
        self._invoices(month)
        self._payments(month)
        self._cancellations(month)
        self._collecting(month)

    def _clients(self, month: Month) -> None:
        office, actor = self._office, self._actor
        if not self._group_ids:
            office.client_groups.add_many(actor, [NewGroup(name) for name in self._story.groups])
            self._group_ids = office.client_groups.ids(actor)
        cards = _of(self._story.clients, month)
        office.clients.add_many(actor, [replace(card, found_by=self._person(card.found_by or 0)) for card in cards])
        self._client_ids = office.clients.ids(actor)
        for membership in _of(self._story.memberships, month):
            group = self._group_ids[name_key(self._story.groups[(membership.group_id or 0) - 1])]
            client = self._client(membership.client_id)
            office.client_groups.join(actor, replace(membership, client_id=client, group_id=group))

    def _contracts(self, month: Month) -> None:
        contracts, actor = self._office.contracts, self._actor
        contracts.add_many(actor, [self._contract(new) for new in _of(self._story.contracts, month)])
        self._contract_ids = contracts.ids(actor)
        for change in _of(self._story.amendments, month):
            contracts.amend(actor, replace(change, contract_id=self._contract_id(change.contract_id)))
        for handover in _of(self._story.handovers, month):
            client, person = self._client(handover.client_id), self._person(handover.person_id)
            contracts.hand_over(actor, replace(handover, client_id=client, person_id=person))
        self._acts_made_and_back(month)

    def _acts_made_and_back(self, month: Month) -> None:
        """Acts are noted when they are made; that a signed copy is back is noted when it has come."""
        contracts, actor = self._office.contracts, self._actor
        for place, (made_in, act) in enumerate(self._story.acts):
            if made_in == month:
                new = replace(act, contract_id=self._contract_id(act.contract_id), returned_on=None)
                self._act_ids[place] = contracts.add_act(actor, new).value
            if act.returned_on is not None and entered_on(act.returned_on) == month:
                contracts.return_act(actor, self._act_ids[place], 1, act.returned_on)

    def _invoices(self, month: Month) -> None:
        invoices, actor = self._office.invoices, self._actor
        new = [replace(n, contract_id=self._contract_id(n.contract_id)) for n in _of(self._story.invoices, month)]
        invoices.add_many(actor, new)
        self._invoice_ids = invoices.ids(actor)
        for note in _of(self._story.credit_notes, month):
            invoices.credit_note(actor, replace(note, invoice_id=self._invoice_id(note.invoice_id)))

    def _payments(self, month: Month) -> None:
        payments, actor = self._office.payments, self._actor
        for storno in _of(self._story.stornos, month):
            wrong = next(each.item for each in self._story.payments if each.item.number == storno.payment_number)
            payments.storno(actor, self._payment_id(wrong), storno.reason)
        payments.add_many(actor, [self._payment(new) for new in _of(self._story.payments, month)])
        for refund in _of(self._story.refunds, month):
            paid = self._payment_id(self._story.payments[refund.payment_id - 1].item)
            invoice = self._invoice_id(refund.invoice_id)
            payments.refund(actor, replace(refund, payment_id=paid, invoice_id=invoice))

    def _cancellations(self, month: Month) -> None:
        actor = self._actor
        for gone in _of(self._story.cancelled_invoices, month):
            invoice = self._office.invoices.get(actor, self._invoice_id(gone.place))
            self._office.invoices.cancel(actor, invoice.id, invoice.version, gone.on, gone.reason)
        for gone in _of(self._story.cancelled_contracts, month):
            contract = self._office.contracts.get(actor, self._contract_id(gone.place))
            self._office.contracts.cancel(actor, contract.id, contract.version, gone.on, gone.reason)

    def _collecting(self, month: Month) -> None:
        tasks, actor = self._office.tasks, self._actor
        for call in _of(self._story.reminders, month):
            heir = self._person(call.task_for) if call.task_for else None
            invoice, person = self._invoice_id(call.invoice_id), self._person(call.person_id)
            tasks.remind(actor, replace(call, invoice_id=invoice, person_id=person, task_for=heir))
        for place, entered in enumerate(self._story.tasks, start=1):
            if entered.month == month:
                client, person = self._client(entered.item.client_id), self._person(entered.item.person_id)
                new = replace(entered.item, client_id=client, person_id=person)
                self._tasks[place] = tasks.add(actor, new).value
        versions = {task.id: task.version for task in tasks.open(actor)}
        for finished in _of(self._story.tasks_done, month):
            task_id = self._tasks[finished.place]
            self._clock.stand_on(finished.on)
            tasks.done(actor, task_id, versions[task_id])

    def _contract(self, new: NewContract) -> NewContract:
        roles = tuple(RolePart(p.function, self._person(p.person_id), p.weight, p.share) for p in new.roles)
        return replace(new, client_id=self._client(new.client_id), roles=roles)

    def _payment(self, new: NewPayment) -> NewPayment:
        parts = tuple(part._replace(invoice_id=self._invoice_id(part.invoice_id)) for part in new.allocations)
        return new._replace(client_id=self._client(new.client_id), allocations=parts)

    def _person(self, place: int) -> int:
        return self._people[place - 1]

    def _client(self, place: int) -> int:
        return self._client_ids[self._story.clients[place - 1].item.code]

    def _contract_id(self, place: int) -> int:
        return self._contract_ids[self._story.contracts[place - 1].item.number]

    def _invoice_id(self, place: int) -> int:
        return self._invoice_ids[self._story.invoices[place - 1].item.number]

    def _payment_id(self, new: NewPayment) -> int:
        stored = self._office.payments.list(self._actor)
        return next(p.id for p in stored if p.number == new.number and p.storno_of is None)


def _of(told: Iterable[Entered[Item]], month: Month) -> list[Item]:
    """What was entered with a month's papers."""
    return [entered.item for entered in told if entered.month == month]
