"""Which contract won a client group, and when (PRODUCT "client_won"; SEMANTICS 5: signed and not cancelled)."""

from __future__ import annotations

from datetime import date

from app.calc.facts import ContractFact, Facts


def group_on(facts: Facts, client_id: int, on: date) -> tuple[str, int]:
    """The group of the client on that day; a client without one is its own."""
    mine = [m for m in facts.memberships if m.client_id == client_id and m.valid_from <= on]
    latest = max(mine, key=lambda membership: membership.valid_from) if mine else None
    if latest is None or latest.group_id is None:
        return ("client", client_id)
    return ("group", latest.group_id)


def together(facts: Facts, client_id: int, on: date) -> set[int]:
    """Everybody in the client's group on that day."""
    home = group_on(facts, client_id, on)
    return {client.id for client in facts.clients if group_on(facts, client.id, on) == home}


def wins(facts: Facts) -> list[tuple[int, date]]:
    """(contract, day): the first order when it was signed; when it is cancelled, the next one that stands then."""
    roots = [contract for contract in facts.contracts if contract.extends_id is None]
    roots = [root for root in roots if stands(root, root.signed_on)]
    roots.sort(key=lambda root: (root.signed_on, root.number_key, root.id))
    found: dict[int, date] = {}
    for root in roots:
        members = together(facts, root.client_id, root.signed_on)
        known = [
            client
            for client in facts.clients
            if client.id in members
            and (client.orders_before or (client.won_on is not None and client.won_on < root.signed_on))
        ]
        before = roots[: roots.index(root)]
        if not known and not [r for r in before if r.client_id in members and stands(r, root.signed_on)]:
            found[root.id] = root.signed_on
    for root in list(roots):
        if root.id in found:
            _followers(facts, roots, root, found)
    return list(found.items())


def _followers(facts: Facts, roots: list[ContractFact], first: ContractFact, found: dict[int, date]) -> None:
    current = first
    while current.cancelled_on is not None:
        day = current.cancelled_on
        members = together(facts, current.client_id, day)
        left = [r for r in roots if r.client_id in members and r.signed_on <= day and stands(r, day)]
        if not left or left[0].id in found:
            return
        current = left[0]
        found[current.id] = day


def stands(contract: ContractFact, day: date) -> bool:
    """Signed once and not cancelled up to the day."""
    return contract.cancelled_on is None or contract.cancelled_on > day
