"""Who receives, from SEMANTICS 6."""

from __future__ import annotations

from datetime import date

from app.calc.facts import ContractFact, Facts, Function

MOVED_BY_HANDOVER = (Function.DELIVERING, Function.INVOICING, Function.COLLECTING, Function.ACCEPTING)


def holders(facts: Facts, contract: ContractFact, function: Function, on: date) -> list[tuple[int, int]]:
    """(person, weight) in the order of staff numbers; empty when nobody holds the function."""
    moves = [m for m in facts.handovers if m.client_id == contract.client_id and m.function == function]
    moves.sort(key=lambda move: move.on_date)
    if function in MOVED_BY_HANDOVER:
        later = [move for move in moves if contract.signed_on < move.on_date <= on]
        if later:
            return [(later[-1].person_id, 1)]
    parts = [(r.person_id, r.weight) for r in facts.roles if r.contract_id == contract.id and r.function == function]
    if parts:
        number = {person.id: person.staff_no_key for person in facts.people}
        return sorted(parts, key=lambda part: number[part[0]])
    client = next(client for client in facts.clients if client.id == contract.client_id)
    if function is Function.FINDING and client.found_by is not None:
        return [(client.found_by, 1)]
    until_signed = [move for move in moves if move.on_date <= contract.signed_on]
    return [(until_signed[-1].person_id, 1)] if until_signed else []


def assigned(facts: Facts, scheme_id: int, person: int, on: date) -> bool:
    """Whether the scheme pays the person on that day."""
    return any(
        a.scheme_id == scheme_id
        and a.person_id == person
        and a.valid_from <= on
        and (a.valid_to is None or on <= a.valid_to)
        for a in facts.assignments
    )


def sold(facts: Facts, contract: ContractFact, person: int) -> bool:
    """Whether the person holds any weight of selling on the contract."""
    return person in [seller for seller, _ in holders(facts, contract, Function.SELLING, contract.signed_on)]
