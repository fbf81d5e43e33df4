"""Use cases of contracts: signing, changing, counting, and what happens to a contract afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.calc.facts import Function
from app.contracts.checks import (
    act_problems,
    amendment_problems,
    handover_problems,
    problems_of_acts,
    return_problems,
)
from app.contracts.counting import OrderCounts
from app.contracts.holding import Held, held
from app.contracts.intake import Intake
from app.contracts.model import (
    Act,
    Amendment,
    Contract,
    ContractStatus,
    Handover,
    NewAct,
    NewAmendment,
    NewContract,
    NewHandover,
)
from app.contracts.neighbours import Neighbours
from app.contracts.store import ContractStore, CourseStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases

EDIT = Permission.EDIT_CONTRACTS
SEE = Permission.SEE_RECORDS


class ContractService:  # ruff: ignore[too-many-public-methods] (one contract from its signing to its hand-over)
    """Contracts with their roles, amendments, acts and hand-overs."""

    def __init__(
        self,
        use_cases: UseCases,
        store: ContractStore,
        course: CourseStore,
        counts: OrderCounts,
        neighbours: Neighbours,
    ) -> None:
        self._use_cases = use_cases
        self._store = store
        self._course = course
        self._counts = counts
        self._neighbours = neighbours
        self._intake = Intake(store, neighbours)

    def add(self, actor: Actor, new: NewContract, operation_id: OperationId | None = None) -> Done[int]:
        """Add a contract, give the id; its group is counted anew. Raises Invalid."""

        def work() -> int:
            contract = self._intake.checked(new)
            contract_id = self._store.add(contract)
            self._counts.recount({contract.client_id})
            return contract_id

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.add")

    def add_many(
        self,
        actor: Actor,
        items: Sequence[NewContract],
        import_id: int | None = None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Add many contracts, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            first = self._store.next_id()
            self._store.add_many(self._intake.checked_many(items, first), import_id)
            self._counts.recount(None)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.add_many")

    def change(
        self, actor: Actor, contract_id: int, version: int, new: NewContract, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Replace a contract's fields and roles as a whole. Raises Invalid, NotFound, Stale."""

        def work() -> None:
            before = self._one(contract_id)
            contract = self._intake.checked(new, before)
            self._store.change(contract_id, version, contract)
            self._counts.recount({before.client_id, contract.client_id})

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.change")

    def cancel(
        self,
        actor: Actor,
        contract_id: int,
        version: int,
        on: date,
        reason: str,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Cancel a contract from a day on; it no longer counts (SEMANTICS 5). Raises Invalid, Refused, Stale."""

        def work() -> None:
            contract = self._one(contract_id)
            if contract.status is ContractStatus.CANCELLED:
                raise Refused(rule="contract_cancelled")
            findings = [] if reason.strip() else [Finding("reason_missing", "reason")]
            if on < contract.signed_on:
                signed_on = contract.signed_on.isoformat()
                findings.append(Finding("cancelled_before_signed", "on", {"signed_on": signed_on}))
            raise_if_any(findings)
            self._store.set_status(contract_id, version, ContractStatus.CANCELLED, on, reason.strip())
            self._counts.recount({contract.client_id})

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.cancel")

    def complete(
        self, actor: Actor, contract_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Note that the work of an active contract is done. Raises Refused (contract_not_active), NotFound, Stale."""

        def work() -> None:
            if self._one(contract_id).status is not ContractStatus.ACTIVE:
                raise Refused(rule="contract_not_active")
            self._store.set_status(contract_id, version, ContractStatus.COMPLETED, None, "")

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.complete")

    def amend(self, actor: Actor, new: NewAmendment, operation_id: OperationId | None = None) -> Done[int]:
        """Change the net from a day on, give the amendment's id. Raises Invalid, Refused (contract_cancelled)."""

        def work() -> int:
            contract = self._one(new.contract_id)
            if contract.status is ContractStatus.CANCELLED:
                raise Refused(rule="contract_cancelled")
            earlier = self._course.amendments(new.contract_id)
            net_minor = contract.net_minor + sum(each.amendment.net_change_minor for each in earlier)
            raise_if_any(amendment_problems(new, contract.signed_on, net_minor))
            return self._course.amend(new, contract.version)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.amend")

    def add_act(self, actor: Actor, new: NewAct, operation_id: OperationId | None = None) -> Done[int]:
        """Note an acceptance certificate, give its id. Raises Invalid, NotFound."""

        def work() -> int:
            contract = self._one(new.contract_id)
            acts = [each.act for each in self._course.acts(new.contract_id)]
            accepted_minor = sum(act.net_minor for act in acts)
            numbers, today = {act.number for act in acts}, self._use_cases.clock.today()
            raise_if_any(act_problems(new, contract.signed_on, accepted_minor, numbers, today))
            return self._course.add_act(new, contract.version)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.add_act")

    def add_acts(self, actor: Actor, items: Sequence[NewAct], operation_id: OperationId | None = None) -> Done[None]:
        """Note many certificates, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            begun = self._course.begun()
            standing, today = [each.act for each in self._course.acts()], self._use_cases.clock.today()
            raise_if_any(problems_of_acts(items, begun, standing, today))
            self._course.add_acts(items, {contract_id: version for contract_id, (_, version) in begun.items()})

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.add_acts")

    def return_act(
        self, actor: Actor, act_id: int, version: int, on: date | None, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Note on which day the signed copy of an act came back (None: not yet). Raises Invalid, NotFound, Stale."""

        def work() -> None:
            act = self._course.act(act_id)
            if act is None:
                raise NotFound(kind="act", key=act_id)
            raise_if_any(return_problems(replace(act.act, returned_on=on), self._use_cases.clock.today()))
            self._course.return_act(act_id, version, on)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.return_act")

    def hand_over(self, actor: Actor, new: NewHandover, operation_id: OperationId | None = None) -> Done[int]:
        """From a day on a person holds a function for a client (SEMANTICS 6). Gives an id. Raises Invalid."""

        def work() -> int:
            raise_if_any(self._problems_of_handovers((new,)))
            return self._course.hand_over(new)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.hand_over")

    def hand_over_many(
        self, actor: Actor, items: Sequence[NewHandover], operation_id: OperationId | None = None
    ) -> Done[None]:
        """Hand over many functions, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            raise_if_any(self._problems_of_handovers(items))
            for new in items:
                self._course.hand_over(new)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.hand_over_many")

    def _problems_of_handovers(self, items: Sequence[NewHandover]) -> Iterator[Finding]:
        people, clients = self._neighbours.people.known(), self._neighbours.clients.known()
        taken = {
            (each.handover.client_id, each.handover.function, each.handover.on_date)
            for client_id in {new.client_id for new in items}
            for each in self._course.handovers(client_id)
        }
        for index, new in enumerate(items):
            place = (new.client_id, new.function, new.on_date)
            for finding in handover_problems(new, people, clients, same_day=place in taken):
                yield finding.of_item(index)
            taken.add(place)

    def remove(
        self, actor: Actor, contract_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Delete a contract that nothing hangs on. Raises Refused (contract_counted, contract_in_use), Stale."""

        def work() -> None:
            contract = self._one(contract_id)
            if contract.order_number_fixed:
                raise Refused(rule="contract_counted")
            try:
                self._store.remove(contract_id, version)
            except Refused as refused:
                raise Refused(rule="contract_in_use") from refused
            self._counts.recount({contract.client_id})

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="contracts.remove")

    def set_order_number(
        self, actor: Actor, contract_id: int, version: int, number: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Fix a contract's order number: the director's decision (SEMANTICS 5). Raises Invalid, NotFound, Stale."""

        def work() -> None:
            contract = self._one(contract_id)
            if number < 1:
                raise_if_any([Finding("order_number_not_positive", "number", {"number": number})])
            self._store.set_order_number(contract_id, version, number)
            self._counts.recount({contract.client_id})

        permission = Permission.APPROVE_PAYROLL
        return self._use_cases.perform(actor, permission, operation_id, work, action="contracts.set_order_number")

    def fix_order_numbers(
        self, actor: Actor, contract_ids: Collection[int], operation_id: OperationId | None = None
    ) -> Done[None]:
        """Keep the order numbers of contracts with lines in a month that is being closed (SEMANTICS 5)."""

        def work() -> None:
            self._store.fix_order_numbers(contract_ids)

        permission = Permission.SEE_PAY
        return self._use_cases.perform(actor, permission, operation_id, work, action="contracts.fix_order_numbers")

    def get(self, actor: Actor, contract_id: int) -> Contract:
        """One contract with its roles. Raises NotFound."""
        return self._use_cases.view(actor, SEE, lambda: self._one(contract_id), action="contracts.get")

    def list(self, actor: Actor) -> tuple[Contract, ...]:
        """All contracts with their roles, by signing day and number."""
        return self._use_cases.view(actor, SEE, self._store.list, action="contracts.list")

    def ids(self, actor: Actor) -> dict[str, int]:
        """Number → id."""
        return self._use_cases.view(actor, SEE, self._store.ids_by_number, action="contracts.ids")

    def amendments(self, actor: Actor, contract_id: int) -> tuple[Amendment, ...]:
        """A contract's amendments, oldest first."""
        return self._use_cases.view(
            actor, SEE, lambda: self._course.amendments(contract_id), action="contracts.amendments"
        )

    def acts(self, actor: Actor, contract_id: int | None = None) -> tuple[Act, ...]:
        """A contract's acts (of all contracts without an id), oldest first."""
        return self._use_cases.view(actor, SEE, lambda: self._course.acts(contract_id), action="contracts.acts")

    def handovers(self, actor: Actor, client_id: int) -> tuple[Handover, ...]:
        """A client's hand-overs, oldest first."""
        return self._use_cases.view(actor, SEE, lambda: self._course.handovers(client_id), action="contracts.handovers")

    def holders(self, actor: Actor, client_id: int) -> dict[Function, tuple[Held, ...]]:
        """Who holds which function for a client, and who held it before; the latest holder first."""

        def work() -> dict[Function, tuple[Held, ...]]:
            return held(self._store.of_client(client_id), self._course.handovers(client_id))

        return self._use_cases.view(actor, SEE, work, action="contracts.holders")

    def _one(self, contract_id: int) -> Contract:
        contract = self._store.get(contract_id)
        if contract is None:
            raise NotFound(kind="contract", key=contract_id)
        return contract
