"""Use cases of motivation: schemes from files, who is paid by them, plans and opening measures. All of it is secret."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from app.calc.scheme import Scheme, SchemeVersion
from app.kernel.actor import Actor, Permission
from app.kernel.cells import iso
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases
from app.motivation.model import Assignment, NewAssignment, NewQuota, OpeningMeasure, Quota, SchemeSummary
from app.motivation.neighbours import Neighbours
from app.motivation.scheme_file import SchemeFile, read_scheme
from app.motivation.scheme_text import scheme_text
from app.motivation.store import MotivationStore
from app.motivation.terms import (
    assignment_problems,
    company_problems,
    ending_problems,
    measure_problems,
    named_people,
    person_problem,
    quota_problems,
    staff_problems,
    version_problems,
)
from app.staff.model import Person


class MotivationService:
    """Puts schemes in force and assigns people to them."""

    def __init__(self, use_cases: UseCases, store: MotivationStore, neighbours: Neighbours) -> None:
        """Work in ``use_cases`` over ``store``; ``neighbours`` know people and months."""
        self._use_cases = use_cases
        self._store = store
        self._neighbours = neighbours

    def add_scheme(self, actor: Actor, text: str, operation_id: OperationId | None = None) -> Done[int]:
        """Put the scheme of a TOML text (``scheme_file``) in force, give its id.

        Under a new key it is a new scheme; under a known one its new versions are added, and versions that stand
        already must be the same (a file may hold all versions or only the new one). Doing it twice changes nothing.
        Raises Invalid with every finding: syntax, form, sense; then ``version_in_force``, ``version_too_early``,
        ``person_unknown`` (a staff number that nobody has), and what overrides say of other schemes.
        """

        def work() -> int:
            file = read_scheme(text)
            standing, staff = self._store.schemes(), self._neighbours.people.list()
            stored = next((scheme for scheme in standing if scheme.key == file.key), None)
            raise_if_any((
                *version_problems(file, stored, self._neighbours.months.first_open()),
                *company_problems(file, standing),
                *staff_problems(file, staff),
            ))
            return self._add(file, staff) if stored is None else self._extend(stored, file, staff)

        return self._use_cases.perform(
            actor, Permission.EDIT_SCHEMES, operation_id, work, action="motivation.add_scheme"
        )

    def _add(self, file: SchemeFile, staff: Collection[Person]) -> int:
        scheme_id = self._store.add_scheme(file.key, file.name)
        for version in file.versions:
            self._store.add_version(scheme_id, version, named_people(version, staff))
        return scheme_id

    def _extend(self, stored: Scheme, file: SchemeFile, staff: Collection[Person]) -> int:
        known = {version.valid_from for version in stored.versions}
        new = [version for version in file.versions if version.valid_from not in known]
        if new or file.name != stored.name:
            self._store.rename(stored.id, self._store.scheme_version(stored.id), file.name)
        for number, version in enumerate(new, start=_last_number(stored.versions) + 1):
            self._store.add_version(stored.id, replace(version, number=number), named_people(version, staff))
        return stored.id

    def schemes(self, actor: Actor) -> tuple[SchemeSummary, ...]:
        """Every scheme with the names of those whom it pays today."""

        def work() -> tuple[SchemeSummary, ...]:
            today, names = self._use_cases.clock.today(), self._names()
            paid: dict[int, list[str]] = {}
            for item in self._store.assignments():
                if item.valid_from <= today <= (item.valid_to or date.max):
                    paid.setdefault(item.scheme_id, []).append(names[item.person_id])
            return tuple(
                SchemeSummary(scheme, tuple(sorted(set(paid.get(scheme.id, ()))))) for scheme in self._store.schemes()
            )

        return self._use_cases.view(actor, Permission.SEE_PAY, work, action="motivation.schemes")

    def scheme(self, actor: Actor, key: str) -> Scheme:
        """The scheme of that key. Raises NotFound."""
        return self._use_cases.view(actor, Permission.SEE_PAY, lambda: self._by_key(key), action="motivation.scheme")

    def scheme_text(self, actor: Actor, key: str) -> str:
        """The scheme of that key as a TOML file. Raises NotFound."""
        return scheme_text(self.scheme(actor, key))

    def assign(self, actor: Actor, new: NewAssignment, operation_id: OperationId | None = None) -> Done[int]:
        """Let a scheme pay a person from an open month on, give the id. Raises Invalid."""

        def work() -> int:
            store = self._store
            scheme_ids = {scheme.id for scheme in store.schemes()}
            raise_if_any((
                *person_problem(new.person_id, self._names()),
                *assignment_problems(new, store.assignments(), scheme_ids, self._neighbours.months.first_open()),
            ))
            return store.add_assignment(new)

        return self._use_cases.perform(actor, Permission.EDIT_SCHEMES, operation_id, work, action="motivation.assign")

    def end_assignment(
        self,
        actor: Actor,
        assignment_id: int,
        version: int,
        valid_to: date | None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Set the last day of an assignment, or None for no end. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            item = self._assignment(assignment_id)
            raise_if_any(
                ending_problems(item, valid_to, self._store.assignments(), self._neighbours.months.first_open())
            )
            self._store.end_assignment(assignment_id, version, iso(valid_to))

        return self._use_cases.perform(
            actor, Permission.EDIT_SCHEMES, operation_id, work, action="motivation.end_assignment"
        )

    def remove_assignment(
        self, actor: Actor, assignment_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Delete an assignment that began in no closed month. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            first_open = self._neighbours.months.first_open()
            if self._assignment(assignment_id).valid_from < first_open.first:
                values = {"first_open": first_open.first.isoformat()}
                raise_if_any((Finding("assignment_month_closed", "valid_from", values),))
            self._store.remove_assignment(assignment_id, version)

        return self._use_cases.perform(
            actor, Permission.EDIT_SCHEMES, operation_id, work, action="motivation.remove_assignment"
        )

    def assignments(self, actor: Actor) -> tuple[Assignment, ...]:
        """Every assignment, by person and start."""
        return self._use_cases.view(actor, Permission.SEE_PAY, self._store.assignments, action="motivation.assignments")

    def set_quota(self, actor: Actor, new: NewQuota, operation_id: OperationId | None = None) -> Done[int]:
        """Set a person's plan of a period, give its id; the same period again replaces the amount. Raises Invalid."""

        def work() -> int:
            standing = self._store.quotas()
            raise_if_any((*person_problem(new.person_id, self._names()), *quota_problems(new, standing)))
            for quota in standing:
                if (quota.person_id, quota.valid_from, quota.valid_to) == (new.person_id, new.valid_from, new.valid_to):
                    self._store.change_quota(quota, new.amount_minor)
                    return quota.id
            return self._store.add_quota(new)

        return self._use_cases.perform(
            actor, Permission.EDIT_SCHEMES, operation_id, work, action="motivation.set_quota"
        )

    def remove_quota(
        self, actor: Actor, quota_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Delete a person's plan of a period. Raises NotFound, Stale."""

        def work() -> None:
            if all(quota.id != quota_id for quota in self._store.quotas()):
                raise NotFound(kind="quota", key=quota_id)
            self._store.remove_quota(quota_id, version)

        return self._use_cases.perform(
            actor, Permission.EDIT_SCHEMES, operation_id, work, action="motivation.remove_quota"
        )

    def quotas(self, actor: Actor) -> tuple[Quota, ...]:
        """Every plan, by person and start."""
        return self._use_cases.view(actor, Permission.SEE_PAY, self._store.quotas, action="motivation.quotas")

    def set_opening_measure(
        self, actor: Actor, measure: OpeningMeasure, operation_id: OperationId | None = None
    ) -> Done[int]:
        """Set what a person had reached under a rule before the books begin (SEMANTICS 1), give its id.

        Raises Invalid.
        """

        def work() -> int:
            def problems() -> Iterator[Finding]:
                yield from person_problem(measure.person_id, self._names())
                yield from measure_problems(measure, self._store.schemes())

            raise_if_any(problems())
            return self._store.set_opening_measure(measure)

        return self._use_cases.perform(
            actor, Permission.EDIT_SCHEMES, operation_id, work, action="motivation.set_opening_measure"
        )

    def opening_measures(self, actor: Actor) -> tuple[OpeningMeasure, ...]:
        """What people had reached before the books began."""
        return self._use_cases.view(
            actor, Permission.SEE_PAY, self._store.opening_measures, action="motivation.opening_measures"
        )

    def _names(self) -> dict[int, str]:
        return {person.id: person.name for person in self._neighbours.people.list()}

    def _by_key(self, key: str) -> Scheme:
        for scheme in self._store.schemes():
            if scheme.key == key:
                return scheme
        raise NotFound(kind="scheme", key=key)

    def _assignment(self, assignment_id: int) -> Assignment:
        item = self._store.assignment(assignment_id)
        if item is None:
            raise NotFound(kind="assignment", key=assignment_id)
        return item


def _last_number(versions: tuple[SchemeVersion, ...]) -> int:
    return max(version.number for version in versions)
