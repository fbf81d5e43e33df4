"""Order numbers, from SEMANTICS 5: 1 + orders before + the group's non-cancelled root contracts before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.calc.facts import ContractFact, Facts


def _group(facts: Facts, client_id: int, on: date) -> tuple[str, int]:
    """The group of the client on that day; a client without one is its own."""
    mine = [m for m in facts.memberships if m.client_id == client_id and m.valid_from <= on]
    latest = max(mine, key=lambda membership: membership.valid_from) if mine else None
    if latest is None or latest.group_id is None:
        return ("client", client_id)
    return ("group", latest.group_id)


def _number(facts: Facts, contract: ContractFact) -> int:
    if contract.cancelled_on is not None:
        return 0
    home = _group(facts, contract.client_id, contract.signed_on)
    members = {c.id for c in facts.clients if _group(facts, c.id, contract.signed_on) == home}
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
        found[contract.id] = _number(facts, root)
    return found


def renumbered(facts: Facts) -> Facts:
    """The facts with the numbers written into the contracts."""
    numbers = order_numbers(facts)
    contracts = tuple(contract._replace(order_number=numbers[contract.id]) for contract in facts.contracts)
    return replace(facts, contracts=contracts)
