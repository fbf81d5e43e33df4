"""A contract that nobody has saved yet, as the engine would be told of it: its facts, and how its group would count.

No permission is asked here: only whoever works out what an order would earn may ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.calc.facts import ContractFact, RoleFact
from app.contracts.counting import OrderCounts
from app.contracts.intake import Intake, as_order
from app.contracts.model import Contract, NewContract
from app.contracts.neighbours import Neighbours
from app.contracts.store import ContractStore
from app.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Proposed:
    """What adding or changing a contract would tell the engine."""

    contract: ContractFact
    roles: tuple[RoleFact, ...]
    order_numbers: Mapping[int, int]
    """Contract id → order number, of the contract and of all that are counted with it; 0: does not count."""
    is_new: bool


class Proposals:
    """Checks what was typed as saving would, and saves nothing."""

    def __init__(self, store: ContractStore, counts: OrderCounts, neighbours: Neighbours) -> None:
        """Read ``store``; ``counts`` knows the numbers."""
        self._store = store
        self._counts = counts
        self._intake = Intake(store, neighbours)

    def proposed(self, new: NewContract, contract_id: int | None) -> Proposed:
        """The facts of a new contract, or of ``contract_id`` as it would be changed. Raises Invalid, NotFound."""
        before = self._before(contract_id)
        contract = self._intake.checked(new, before)
        row_id = self._store.next_id() if before is None else before.id
        order = as_order(row_id, contract)
        clients = {contract.client_id}
        if before is not None:
            clients.add(before.client_id)
            order = order._replace(order_number=before.order_number, fixed=before.order_number_fixed)
        numbers = self._counts.numbers_with(order, clients)
        return Proposed(
            ContractFact(
                row_id, order.number, order.number_key, contract.client_id, contract.signed_on, contract.net_minor,
                contract.vat_ppm, contract.currency, contract.service_kind.value, contract.extends_id,
                contract.direct_cost_minor, contract.quantity, contract.cancelled_on, numbers[row_id],
                contract.paid_before_minor,
            ),
            tuple(RoleFact(row_id, part.function.value, part.person_id, part.weight) for part in contract.roles),
            numbers,
            before is None,
        )  # fmt: skip

    def _before(self, contract_id: int | None) -> Contract | None:
        if contract_id is None:
            return None
        contract = self._store.get(contract_id)
        if contract is None:
            raise NotFound(kind="contract", key=contract_id)
        return contract
