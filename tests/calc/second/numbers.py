"""Order numbers, from SEMANTICS 5: 1 + orders before + the group's non-cancelled root contracts before it."""

from __future__ import annotations

from dataclasses import replace

from app.calc.facts import ContractFact, Facts
from tests.calc.second.winning import together


def _number(facts: Facts, contract: ContractFact) -> int:
    if contract.cancelled_on is not None:
        return 0
    members = together(facts, contract.client_id, contract.signed_on)
    opened = sum(client.orders_before for client in facts.clients if client.id in members)
    place = (contract.signed_on, contract.number_key, contract.id)
    earlier = [
        other
        for other in facts.contracts
        if other.client_id in members
        and other.cancelled_on is None
        and other.extends_id is None
        and (other.signed_on, other.number_key, other.id) < place
    ]
    return 1 + opened + len(earlier)


def order_numbers(facts: Facts) -> dict[int, int]:
    """Contract id → number; 0 for a cancelled one. An extension has its root's."""
    contracts = {contract.id: contract for contract in facts.contracts}
    found = {}
    for contract in facts.contracts:
        root = contract
        while root.extends_id is not None:
            root = contracts[root.extends_id]
        found[contract.id] = _number(facts, root) if contract.cancelled_on is None else 0
    return found


def renumbered(facts: Facts) -> Facts:
    """The facts with the numbers written into the contracts."""
    numbers = order_numbers(facts)
    contracts = tuple(contract._replace(order_number=numbers[contract.id]) for contract in facts.contracts)
    return replace(facts, contracts=contracts)


def tidied(facts: Facts) -> Facts:
    """SEMANTICS 5: an extension's number is its root's, whatever is stored with it; a cancelled one has none.

    Nothing changes a document before its own date.
    """
    stored = {contract.id: contract for contract in facts.contracts}

    def number(contract: ContractFact) -> int:
        root = contract
        while root.extends_id is not None:
            root = stored[root.extends_id]
        if contract is not root and contract.cancelled_on is not None and contract.order_number == 0:
            return 0
        return root.order_number

    contracts = tuple(contract._replace(order_number=number(contract)) for contract in facts.contracts)
    issued = {invoice.id: invoice.issued_on for invoice in facts.invoices}
    return replace(
        facts,
        contracts=contracts,
        amendments=tuple(
            row._replace(on_date=max(row.on_date, stored[row.contract_id].signed_on)) for row in facts.amendments
        ),
        credit_notes=tuple(
            row._replace(issued_on=max(row.issued_on, issued[row.invoice_id])) for row in facts.credit_notes
        ),
    )
