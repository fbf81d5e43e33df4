"""The door of contracts: nothing is written that has not been checked against everything around it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from app.contracts.checks import contract_problems, extension_problems
from app.contracts.model import Contract, NewContract
from app.contracts.neighbours import Neighbours
from app.contracts.numbering import Groups, Order
from app.contracts.store import ContractStore
from app.kernel.errors import Finding, raise_if_any
from app.kernel.ids import natural_key
from app.settings.vat import DatedVat, implied, vat_on


class Intake:
    """Checks contracts before they are added or changed."""

    def __init__(self, store: ContractStore, neighbours: Neighbours) -> None:
        self._store = store
        self._neighbours = neighbours

    def checked(self, new: NewContract, before: Contract | None = None) -> NewContract:
        """The contract with its extended contract found; ``before`` is what it replaces. Raises Invalid."""
        own_id = before.id if before else 0
        contract, findings = _resolved(new, self._store.id_of)
        contract = _with_vat(contract, self._neighbours.vat.dated(), before)
        owner = self._store.id_of(new.number.strip())
        taken = {new.number.strip()} if owner not in {None, own_id} else set[str]()
        clients = self._neighbours.clients
        raise_if_any((
            *findings,
            *contract_problems(contract, self._neighbours.people.known(), clients.known()),
            *_number_taken(contract, taken),
            *extension_problems(as_order(own_id, contract), self._store.order, Groups(clients.memberships())),
            *(self._breaks(before, contract) if before else ()),
        ))
        return contract

    def checked_many(self, items: Sequence[NewContract], first_id: int) -> Mapping[int, NewContract]:
        """The contracts under the ids from ``first_id`` on; they may extend one another. Raises Invalid with all."""
        ids = self._store.ids_by_number()
        taken = set(ids)
        for row_id, new in enumerate(items, first_id):
            ids.setdefault(new.number.strip(), row_id)
        people, clients = self._neighbours.people.known(), self._neighbours.clients.known()
        vat = self._neighbours.vat.dated()
        contracts, findings = {}, []
        for index, new in enumerate(items):
            contract, unresolved = _resolved(new, ids.get)
            contracts[first_id + index] = _with_vat(contract, vat)
            own = (*unresolved, *contract_problems(new, people, clients), *_number_taken(new, taken))
            findings += [finding.of_item(index) for finding in own]
            taken.add(new.number.strip())
        orders = {order.id: order for order in self._store.orders()}
        orders |= {row_id: as_order(row_id, new) for row_id, new in contracts.items()}
        groups = Groups(self._neighbours.clients.memberships())
        for index, row_id in enumerate(contracts):
            problems = extension_problems(orders[row_id], orders.get, groups)
            findings += [finding.of_item(index) for finding in problems]
        raise_if_any(findings)
        return contracts

    def _breaks(self, before: Contract, new: NewContract) -> Iterator[Finding]:
        """What a change would break of that which hangs on the contract: its invoices and its extensions."""
        if self._neighbours.invoices.any_of_contract(before.id):
            if new.currency != before.currency:
                yield Finding("currency_invoiced", "currency", {"currency": before.currency})
            if new.client_id != before.client_id:
                yield Finding("client_invoiced", "client_id")
        changed = as_order(before.id, new)

        def order_of(row_id: int) -> Order | None:
            return changed if row_id == before.id else self._store.order(row_id)

        groups = Groups(self._neighbours.clients.memberships())
        for extension in self._store.extensions(before.id):
            for finding in extension_problems(extension, order_of, groups):
                if finding.code != "extends_circle":  # told already, as the contract's own
                    values = {"number": extension.number, "problem": finding.code}
                    yield Finding("extension_breaks", finding.place, values)


def _resolved(new: NewContract, id_of: Callable[[str], int | None]) -> tuple[NewContract, list[Finding]]:
    number = new.extends_number.strip()
    if not number:
        return new, []
    extends_id = id_of(number)
    if extends_id is None:
        return new, [Finding("extends_unknown", "extends_number", {"number": number})]
    return replace(new, extends_id=extends_id), []


def _with_vat(new: NewContract, firm: Sequence[DatedVat], before: Contract | None = None) -> NewContract:
    """The contract with its VAT mode: the one it names, else the one it had, else the firm's on the day of signing."""
    if new.vat_mode is not None:
        return new
    if before is not None and new.vat_ppm == 0:
        return replace(new, vat_mode=before.vat_mode)
    return replace(new, vat_mode=implied(new.vat_ppm, vat_on(firm, new.signed_on)))


def _number_taken(new: NewContract, taken: Collection[str]) -> Iterator[Finding]:
    number = new.number.strip()
    if number and number in taken:
        yield Finding("number_taken", "number", {"number": number})


def as_order(row_id: int, new: NewContract) -> Order:
    """The contract as far as counting and extending go; nothing is counted yet."""
    number = new.number.strip()
    return Order(
        row_id,
        number,
        natural_key(number),
        new.client_id,
        new.signed_on,
        new.currency,
        new.extends_id,
        new.cancelled_on,
        0,
        fixed=False,
    )
