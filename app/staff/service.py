"""Use cases of staff: who works for the firm, without any pay figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId, natural_key
from app.kernel.use_cases import UseCases
from app.staff.checks import person_problems
from app.staff.model import NewPerson, Person
from app.staff.store import StaffStore


class StaffService:
    """Adds, changes, lists people."""

    def __init__(self, use_cases: UseCases, store: StaffStore) -> None:
        self._use_cases = use_cases
        self._store = store

    def add(self, actor: Actor, new: NewPerson, operation_id: OperationId | None = None) -> Done[int]:
        """Add a person, give the id. Raises Invalid."""

        def work() -> int:
            raise_if_any(self._problems((new,)))
            return self._store.add(new)

        return self._use_cases.perform(actor, Permission.EDIT_STAFF, operation_id, work, action="staff.add")

    def add_many(
        self,
        actor: Actor,
        items: Sequence[NewPerson],
        import_id: int | None = None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Add many people, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            raise_if_any(self._problems(items))
            self._store.add_many(items, import_id)

        return self._use_cases.perform(actor, Permission.EDIT_STAFF, operation_id, work, action="staff.add_many")

    def change(
        self, actor: Actor, person_id: int, version: int, new: NewPerson, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Replace a person's fields as a whole. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            self._one(person_id)
            raise_if_any(self._problems((new,), person_id))
            self._store.change(person_id, version, new)

        return self._use_cases.perform(actor, Permission.EDIT_STAFF, operation_id, work, action="staff.change")

    def leave(
        self, actor: Actor, person_id: int, version: int, left_on: date | None, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Note the last day of a person, or None when the person stays after all. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            person = self._one(person_id)
            new = replace(_as_new(person), left_on=left_on)
            raise_if_any(person_problems(new))
            self._store.change(person_id, version, new)

        return self._use_cases.perform(actor, Permission.EDIT_STAFF, operation_id, work, action="staff.leave")

    def remove(self, actor: Actor, person_id: int, version: int, operation_id: OperationId | None = None) -> Done[None]:
        """Delete a person whom nothing names. Raises Refused (person_in_use), NotFound, Stale."""

        def work() -> None:
            self._one(person_id)
            try:
                self._store.remove(person_id, version)
            except Refused as refused:
                raise Refused(rule="person_in_use") from refused

        return self._use_cases.perform(actor, Permission.EDIT_STAFF, operation_id, work, action="staff.remove")

    def get(self, actor: Actor, person_id: int) -> Person:
        """One person. Raises NotFound."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, lambda: self._one(person_id), action="staff.get")

    def list(self, actor: Actor) -> tuple[Person, ...]:
        """Everybody, by staff number."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, self._store.list, action="staff.list")

    def ids(self, actor: Actor) -> dict[str, int]:
        """Staff number → id."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, self._store.ids_by_number, action="staff.ids")

    def _one(self, person_id: int) -> Person:
        person = self._store.get(person_id)
        if person is None:
            raise NotFound(kind="person", key=person_id)
        return person

    def _problems(self, items: Sequence[NewPerson], own_id: int | None = None) -> Iterator[Finding]:
        taken = self._store.ids_by_key()
        for index, new in enumerate(items):
            for finding in person_problems(new):
                yield finding.of_item(index)
            number = new.staff_no.strip()
            if number and taken.get(natural_key(number), own_id) != own_id:
                yield Finding("number_taken", "staff_no", {"number": number}).of_item(index)
            taken[natural_key(number)] = 0


def _as_new(person: Person) -> NewPerson:
    return NewPerson(person.staff_no, person.name, person.position, person.email, person.hired_on, person.left_on)
