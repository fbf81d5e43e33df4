"""All happenings of a firm in one list, with what only the whole contract can tell: margin, and what is paid of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from app.calc.facts import ContractFact, Facts
from app.calc.scheme import EventKind
from tests.calc.second.happenings import Firm, Happening, acceptances, invoicings, signings
from tests.calc.second.money import before_the_books, receipts, settled_before, settlements
from tests.calc.second.rounding import part_of

SIGNING = (EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON)


def happenings(facts: Facts) -> list[Happening]:
    """Everything that happened, in the order of SEMANTICS 4."""
    firm = Firm(facts)
    rows = signings(firm) + invoicings(firm) + acceptances(firm) + receipts(firm) + settlements(firm)
    done: list[Happening] = []
    for contract in facts.contracts:
        for event in EventKind:
            mine = [row for row in rows if row.event is event and row.contract.id == contract.id]
            done += cumulated(firm, contract, event, sorted(mine, key=lambda row: row.count_turn))
    return sorted(done, key=lambda row: row.turn)


def cumulated(
    firm: Firm, contract: ContractFact, event: EventKind, rows: list[Happening], opened: int | None = None
) -> list[Happening]:
    """Margin and the part of the contract's net, by the cumulative formula over the contract.

    What was signed is the whole of itself; everything else is a part of the contract's net of the day.
    """
    total, whole = opening(firm, contract, event) if opened is None else opened, contract.net_minor
    found = []
    for row in rows:
        before, whole_before = total, whole
        total = before + row.net
        if event in SIGNING:
            whole_before, whole = before, total
        else:
            whole = firm.net_on(contract, row.on)
        found.append(
            replace(
                row,
                whole_before=whole_before,
                whole=whole,
                margin=margin(contract, total, whole) - margin(contract, before, whole_before),
                reached_before=share(before, whole_before),
                reached=share(total, whole),
            )
        )
    return found


def opening(firm: Firm, contract: ContractFact, event: EventKind) -> int:
    """What had come before the books began."""
    if event is EventKind.PAYMENT_RECEIVED:
        return sum(net for _, net in before_the_books(firm, contract).values())
    if event is EventKind.INVOICE_SETTLED:
        return settled_before(firm, contract)
    return 0


def margin(contract: ContractFact, reached: int, whole: int) -> int:
    """The margin of what came so far."""
    return part_of(whole - contract.direct_cost_minor, reached, whole)


def share(reached: int, whole: int) -> Fraction:
    """What part of the whole came so far, 0…1."""
    return Fraction(max(0, min(reached, whole)), whole) if whole > 0 else Fraction(0)
