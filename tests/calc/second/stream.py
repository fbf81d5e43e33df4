"""All happenings of a firm in one list, with what only the whole contract can tell: margin, and what is paid of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from app.calc.facts import ContractFact, Facts
from app.calc.scheme import EventKind
from tests.calc.second.happenings import Firm, Happening, acceptances, before_the_books, invoicings, signings
from tests.calc.second.money import clamped, receipts, settlements
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
            mine.sort(key=lambda row: row.turn)
            done += signed_margins(contract, mine) if event in SIGNING else cumulated(contract, mine)
    return sorted(done, key=lambda row: row.turn)


def signed_margins(contract: ContractFact, rows: list[Happening]) -> list[Happening]:
    """Net less direct cost for the order itself; what is added later adds no cost."""
    found = []
    for row in rows:
        margin = row.net
        if row.undoes is None and ":amendment:" not in row.source:
            margin = row.net - contract.direct_cost_minor
        elif row.undoes is not None and ":amendment:" not in row.undoes:
            whole = contract.net_minor - contract.direct_cost_minor
            before = round(row.taken_before * contract.net_minor)
            after = round(row.taken * contract.net_minor)
            margin = part_of(whole, before, contract.net_minor) - part_of(whole, after, contract.net_minor)
        found.append(replace(row, margin=margin))
    return found


def cumulated(contract: ContractFact, rows: list[Happening]) -> list[Happening]:
    """Margin and the part of the contract's net, by the cumulative formula over the contract."""
    margin = contract.net_minor - contract.direct_cost_minor
    whole = contract.net_minor
    total = before_the_books(contract) if rows and rows[0].event is EventKind.PAYMENT_RECEIVED else 0
    found = []
    for row in rows:
        before, total = total, total + row.net
        found.append(
            replace(
                row,
                margin=part_of(margin, total, whole) - part_of(margin, before, whole),
                reached_before=Fraction(clamped(before, whole), whole) if whole else Fraction(0),
                reached=Fraction(clamped(total, whole), whole) if whole else Fraction(0),
            )
        )
    return found
