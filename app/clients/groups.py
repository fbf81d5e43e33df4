"""Use cases of client groups: several legal entities of one owner, whose orders are counted together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from app.clients.checks import group_problems, membership_problems
from app.clients.model import Group, Membership, NewClient, NewGroup
from app.clients.neighbours import Orders
from app.clients.service import ClientService
from app.clients.store import ClientStore, GroupStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, raise_if_any
from app.kernel.ids import OperationId, name_key
from app.kernel.use_cases import UseCases


class GroupService:
    """Adds groups and lets clients join and leave them, forward only (SEMANTICS 5)."""

    def __init__(
        self, use_cases: UseCases, store: GroupStore, clients: ClientStore, orders: Orders, services: ClientService
    ) -> None:
        self._use_cases = use_cases
        self._services = services
        self._store = store
        self._clients = clients
        self._orders = orders

    def add(self, actor: Actor, new: NewGroup, operation_id: OperationId | None = None) -> Done[int]:
        """Add a group, give the id. Raises Invalid."""

        def work() -> int:
            raise_if_any(self._problems((new,)))
            return self._store.add(new)

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.add_group")

    def add_many(
        self,
        actor: Actor,
        items: Sequence[NewGroup],
        import_id: int | None = None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Add many groups, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            raise_if_any(self._problems(items))
            self._store.add_many(items, import_id)

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.add_groups")

    def rename(
        self, actor: Actor, group_id: int, version: int, new: NewGroup, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Give a group another name. Raises Invalid, Stale."""

        def work() -> None:
            raise_if_any(self._problems((new,), group_id))
            self._store.rename(group_id, version, new)

        return self._use_cases.perform(
            actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.rename_group"
        )

    def list(self, actor: Actor) -> tuple[Group, ...]:
        """All groups by name."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, self._store.list, action="clients.list_groups")

    def ids(self, actor: Actor) -> dict[str, int]:
        """Name → id, by the key that names are compared by (``kernel.ids.name_key``)."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, self._store.ids_by_key, action="clients.group_ids")

    def join(self, actor: Actor, new: Membership, operation_id: OperationId | None = None) -> Done[int]:
        """From a day on a client belongs to a group, or to none; its orders are counted anew. Raises Invalid."""

        def work() -> int:
            raise_if_any(self._membership_problems((new,)))
            membership_id = self._store.join(new)
            self._orders.recount({new.client_id})
            return membership_id

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.join_group")

    def join_many(
        self, actor: Actor, items: Sequence[Membership], operation_id: OperationId | None = None
    ) -> Done[None]:
        """Add many memberships, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            raise_if_any(self._membership_problems(items))
            self._store.join_many(items)
            self._orders.recount({new.client_id for new in items})

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.join_groups")

    def admit(
        self,
        actor: Actor,
        new: NewClient,
        group_id: int | None,
        since: date | None,
        operation_id: OperationId | None = None,
    ) -> Done[int]:
        """Add a client that belongs to a group from the start (or to none), give its id. Raises Invalid."""

        def work() -> int:
            client_id = self._services.add(actor, new).value
            self._move(actor, client_id, group_id, since)
            return client_id

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.admit")

    def revise(
        self,
        actor: Actor,
        client: tuple[int, int],
        new: NewClient,
        group_id: int | None,
        since: date | None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Change a client (its id and version) and, where the group is another one, its membership from a day on.

        Raises Invalid, NotFound, Stale; then neither is changed.
        """

        def work() -> None:
            self._services.change(actor, *client, new)
            self._move(actor, client[0], group_id, since)

        return self._use_cases.perform(actor, Permission.EDIT_CLIENTS, operation_id, work, action="clients.revise")

    def of_client(self, actor: Actor, client_id: int) -> tuple[Membership, ...]:
        """The memberships of a client, oldest first."""
        return self._use_cases.view(
            actor,
            Permission.SEE_RECORDS,
            lambda: self._clients.memberships_of(client_id),
            action="clients.memberships_of",
        )

    def memberships(self, actor: Actor) -> tuple[Membership, ...]:
        """Every membership, by client and day."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, self._clients.memberships, action="clients.memberships"
        )

    def _move(self, actor: Actor, client_id: int, group_id: int | None, since: date | None) -> None:
        standing = self._clients.memberships_of(client_id)
        if group_id == (standing[-1].group_id if standing else None):
            return
        if since is None:
            raise_if_any([Finding("day_missing", "valid_from")])
        else:
            self.join(actor, Membership(client_id, since, group_id))

    def _problems(self, items: Sequence[NewGroup], own_id: int | None = None) -> Iterator[Finding]:
        taken = self._store.ids_by_key()
        for index, new in enumerate(items):
            for finding in group_problems(new):
                yield finding.of_item(index)
            key = name_key(new.name)
            if key and taken.get(key, own_id) != own_id:
                yield Finding("name_taken", "name", {"name": new.name.strip()}).of_item(index)
            taken[key] = 0

    def _membership_problems(self, items: Sequence[Membership]) -> Iterator[Finding]:
        clients, groups = self._clients.known(), set(self._store.ids_by_key().values())
        earlier: dict[int, list[Membership]] = defaultdict(list)
        for membership in self._clients.memberships():
            earlier[membership.client_id].append(membership)
        for index, new in enumerate(items):
            if new.client_id not in clients:
                yield Finding("client_unknown", "client_id", {"id": new.client_id}).of_item(index)
            if new.group_id is not None and new.group_id not in groups:
                yield Finding("group_unknown", "group_id", {"id": new.group_id}).of_item(index)
            counted_on = self._orders.last_fixed_signing(new.client_id)
            for finding in membership_problems(new, earlier[new.client_id], counted_on):
                yield finding.of_item(index)
            earlier[new.client_id].append(new)
