"""Who holds which function for a client, and who held it before: from its contracts and its hand-overs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.calc.facts import Function
from app.contracts.model import Contract, ContractStatus, Handover


@dataclass(frozen=True, slots=True)
class Held:
    """From ``since`` on these people hold a function: by a contract's number, or handed over for a ``reason``."""

    function: Function
    people: tuple[int, ...]
    since: date
    contract: str = ""
    reason: str = ""


def held(contracts: Sequence[Contract], handovers: Iterable[Handover]) -> dict[Function, tuple[Held, ...]]:
    """Each function that anybody ever held, the latest holder first; a contract that changes nobody is left out."""
    steps: list[Held] = []
    for contract in contracts:
        if contract.status is not ContractStatus.CANCELLED:
            for function in Function:
                people = tuple(part.person_id for part in contract.roles if part.function is function)
                if people:
                    steps.append(Held(function, people, contract.signed_on, contract=contract.number))
    for each in handovers:
        new = each.handover
        steps.append(Held(new.function, (new.person_id,), new.on_date, reason=new.reason))
    steps.sort(key=lambda step: (step.since, bool(step.reason)))
    found: dict[Function, list[Held]] = {}
    for step in steps:
        course = found.setdefault(step.function, [])
        if not course or course[-1].people != step.people:
            course.append(step)
    return {function: tuple(reversed(found[function])) for function in Function if function in found}
