"""Use cases of clients and their contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from app.clients.checks import client_problems, contact_problems
from app.clients.codes import next_code
from app.clients.model import Client, Contact, NewClient, StoredContact
from app.clients.neighbours import Orders, People
from app.clients.store import ClientStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases


class ClientService:
    """Adds, changes, lists payers."""

    def __init__(self, use_cases: UseCases, store: ClientStore, people: People, orders: Orders) -> None:
        self._use_cases = use_cases
        self._store = store
        self._people = people
        self._orders = orders

    def add(self, actor: Actor, new: NewClient, operation_id: OperationId | None = None) -> Done[int]:
        """Add a client, give the id. Raises Invalid."""

        def work() -> int:
            raise_if_any(self._problems((new,)))
            return self._store.add(new)

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.add")

    def add_many(
        self,
        actor: Actor,
        items: Sequence[NewClient],
        import_id: int | None = None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Add many clients, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            raise_if_any(self._problems(items))
            self._store.add_many(items, import_id)

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.add_many")

    def change(
        self, actor: Actor, client_id: int, version: int, new: NewClient, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Replace a client's fields and tags as a whole. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            before = self._one(client_id)
            raise_if_any(self._problems((new,), client_id))
            self._store.change(client_id, version, new)
            if new.orders_before != before.orders_before:
                self._orders.recount({client_id})

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.change")

    def set_finders(
        self, actor: Actor, finders: Mapping[int, int | None], operation_id: OperationId | None = None
    ) -> Done[None]:
        """Note who found each of these clients (client id → person id). Raises Invalid, NotFound."""

        def work() -> None:
            people, clients = self._people.known(), self._store.known()
            raise_if_any(
                Finding("person_unknown", "found_by", {"id": person_id})
                for person_id in sorted({person for person in finders.values() if person is not None} - people)
            )
            for client_id in sorted(finders):
                if client_id not in clients:
                    raise NotFound(kind="client", key=client_id)
                self._store.set_finder(client_id, finders[client_id])

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.set_finders")

    def remove(self, actor: Actor, client_id: int, version: int, operation_id: OperationId | None = None) -> Done[None]:
        """Delete a client that no contract, payment or task names. Raises Refused (client_in_use), NotFound, Stale."""

        def work() -> None:
            self._one(client_id)
            try:
                self._store.remove(client_id, version)
            except Refused as refused:
                raise Refused(rule="client_in_use") from refused

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.remove")

    def get(self, actor: Actor, client_id: int) -> Client:
        """One client. Raises NotFound."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, lambda: self._one(client_id), action="clients.get")

    def list(self, actor: Actor) -> tuple[Client, ...]:
        """All clients by name."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, self._store.list, action="clients.list")

    def ids(self, actor: Actor) -> dict[str, int]:
        """Code → id."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, self._store.ids_by_code, action="clients.ids")

    def next_code(self, actor: Actor) -> str:
        """A code that no client has, after the pattern of the highest one."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: next_code(self._store.ids_by_code()), action="clients.next_code"
        )

    def add_contact(self, actor: Actor, new: Contact, operation_id: OperationId | None = None) -> Done[int]:
        """Add a person at a client, give the id. Raises Invalid, NotFound."""

        def work() -> int:
            self._one(new.client_id)
            raise_if_any(contact_problems(new))
            return self._store.add_contact(new)

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.add_contact")

    def add_contacts(
        self, actor: Actor, items: Sequence[Contact], operation_id: OperationId | None = None
    ) -> Done[None]:
        """Add many contacts, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            known = self._store.known()
            raise_if_any(
                finding.of_item(index)
                for index, new in enumerate(items)
                for finding in (*contact_problems(new), *_unknown_client(new.client_id, known))
            )
            self._store.add_contacts(items)

        return self._use_cases.perform(
            actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.add_contacts"
        )

    def change_contact(
        self, actor: Actor, contact_id: int, version: int, new: Contact, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Replace a contact's fields. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            self._one(new.client_id)
            raise_if_any(contact_problems(new))
            self._store.change_contact(contact_id, version, new)

        return self._use_cases.perform(
            actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.change_contact"
        )

    def remove_contact(
        self, actor: Actor, contact_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Delete a contact. Raises Stale."""
        return self._use_cases.perform(
            actor,
            Permission.EDIT_CLIENTS,
            operation_id,
            lambda: self._store.remove_contact(contact_id, version),
            action="clients.remove_contact",
        )

    def contacts(self, actor: Actor, client_id: int) -> tuple[StoredContact, ...]:
        """The people at a client, by name."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: self._store.contacts(client_id), action="clients.contacts"
        )

    def _one(self, client_id: int) -> Client:
        client = self._store.get(client_id)
        if client is None:
            raise NotFound(kind="client", key=client_id)
        return client

    def _problems(self, items: Sequence[NewClient], own_id: int | None = None) -> Iterator[Finding]:
        people, taken = self._people.known(), self._store.ids_by_code()
        for index, new in enumerate(items):
            code = new.code.strip()
            for finding in client_problems(new, people):
                yield finding.of_item(index)
            if code and taken.get(code, own_id) != own_id:
                yield Finding("code_taken", "code", {"code": code}).of_item(index)
            taken[code] = 0


def _unknown_client(client_id: int, known: frozenset[int]) -> Iterator[Finding]:
    if client_id not in known:
        yield Finding("client_unknown", "client_id", {"id": client_id})


def as_new(client: Client) -> NewClient:
    """A stored client as the form that :meth:`ClientService.change` takes, to change a field of with ``replace``."""
    return NewClient(**{field.name: getattr(client, field.name) for field in fields(NewClient)})
