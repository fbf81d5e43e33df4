"""What the engine says and what the second implementation says of one firm, under the same names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from app.calc.facts import Facts
from app.calc.results import Accrual
from app.calc.scheme import Scheme
from app.calc.settle import evaluate
from app.kernel.period import Month
from tests.calc.second.lines import Key, Line, lines

ROWS = {
    "sign": "contract_signed:contract",
    "amend": "contract_signed:amendment",
    "cancel": "contract_signed:cancelled",
    "won": "client_won:contract",
    "won_amend": "client_won:amendment",
    "unwon": "client_won:cancelled",
    "won_money": "client_won_by_money:contract",
    "won_money_amend": "client_won_by_money:amendment",
    "unwon_money": "client_won_by_money:cancelled",
    "inv": "invoice",
    "credit": "credit",
    "inv_cancel": "cancel",
    "act": "act",
    "pay": "allocation",
    "refund": "refund",
}


class Name(NamedTuple):
    """A line in both: who, by which rule, for which row of the books, of which day, which part."""

    person: int
    rule: str
    row: str
    day: str
    part: str


class Said(NamedTuple):
    """What a line comes to."""

    amount: int
    base: int
    pay_month: Month


Sheetful = dict[Name, Said]


def by_engine(facts: Facts, schemes: Sequence[Scheme], through: Month) -> Sheetful:
    """The engine's lines."""
    found: dict[Name, list[Said]] = defaultdict(list)
    accruals = evaluate(facts, schemes, through).accruals
    if len({accrual.key for accrual in accruals}) < len(accruals):
        raise ValueError("two accruals of one key")
    for accrual in accruals:
        found[engine_name(accrual)].append(Said(accrual.amount_minor, accrual.base_minor, accrual.pay_month))
    return _summed(found)


def engine_name(accrual: Accrual) -> Name:
    """The common name of an accrual."""
    person, rule, event, part = accrual.key.split("|")[:4]
    return Name(int(person), rule, engine_row(event), accrual.event_on.isoformat(), part)


def engine_row(event_key: str) -> str:
    """``refund:7/2`` is the refund 7; a settlement is named by its invoice alone (the day tells them apart)."""
    kind, _, number = event_key.partition("/")[0].partition(":")
    if kind == "settle":
        return f"settled:{number.partition(':')[0]}"
    if kind not in ROWS:
        return event_key.partition("/")[0]
    if kind in {"cancel", "unwon", "unwon_money"}:
        return ROWS[kind]
    return f"{ROWS[kind]}:{number}"


def by_second(facts: Facts, schemes: Sequence[Scheme], through: Month) -> Sheetful:
    """The second implementation's lines."""
    found: dict[Name, list[Said]] = defaultdict(list)
    for key, line in lines(facts, schemes, through).items():
        found[second_name(key, line)].append(Said(line.amount, line.base, line.pay_month))
    return _summed(found)


def second_name(key: Key, line: Line) -> Name:
    """The common name of a line."""
    row = re.sub(r"^(settled:\d+):\d+", r"\1", key.source.partition(">")[0])
    return Name(key.person, key.rule, row, line.on.isoformat(), key.part)


def _summed(found: dict[Name, list[Said]]) -> Sheetful:
    sums = {
        name: Said(
            sum(said.amount for said in all_of),
            sum(said.base for said in all_of),
            max(said.pay_month for said in all_of),
        )
        for name, all_of in found.items()
    }
    return {name: said for name, said in sums.items() if said.amount or said.base}


def disagreements(
    facts: Facts, schemes: Sequence[Scheme], through: Month
) -> list[tuple[Name, Said | None, Said | None]]:
    """Every line of which the two say different things: name, engine, second."""
    engine, second = by_engine(facts, schemes, through), by_second(facts, schemes, through)
    return [
        (name, engine.get(name), second.get(name))
        for name in sorted({*engine, *second})
        if engine.get(name) != second.get(name)
    ]
