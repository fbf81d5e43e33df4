"""A firm walked through its months: facts become known late, months close, true-ups and balances are carried."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.calc.facts import Facts
from app.calc.results import AccrualKind, AdjustmentFact, Balance, Given, MonthInputs, MonthResult, earned_key
from app.calc.settle import settle
from app.kernel.period import Month
from tests.calc.second.comparing import Name, engine_name, second_name
from tests.calc.second.draft import BOOKS, LAST
from tests.calc.second.firms import random_firm
from tests.calc.second.lines import Key, Line
from tests.calc.second.month import Before, Carried, Row, Sheet, sheet

NOTHING = Row()
ANY_DAY = ""
"""A settlement may have moved to another day since it was paid."""


class Difference(NamedTuple):
    """Where the two part: month, what, engine, second."""

    month: str
    what: str
    engine: object
    second: object


@dataclass
class Engine:
    """The engine's closed months."""

    given: dict[str, Given] = field(default_factory=dict)
    opening: tuple[Balance, ...] = ()

    def close(self, inputs: MonthInputs) -> MonthResult:
        """One month: worked out, then closed."""
        result = settle(inputs)
        for line in result.lines:
            key = earned_key(line.key)
            before = self.given[key].amount_minor if key in self.given else 0
            self.given[key] = Given(before + line.amount_minor, line)
        self.opening = result.closing
        return result


@dataclass
class Second:
    """The second implementation's closed months."""

    given: dict[Key, int] = field(default_factory=dict)
    lines: dict[Key, Line] = field(default_factory=dict)
    carried: dict[int, Carried] = field(default_factory=dict)

    def close(self, inputs: MonthInputs) -> Sheet:
        """One month: worked out, then closed."""
        manual = {row.person_id: row.amount_minor for row in inputs.adjustments}
        done = sheet(inputs.facts, inputs.schemes, inputs.month, Before(self.given, self.carried, manual))
        self.given, self.carried = done.given, done.carried
        self.lines.update(done.lines)
        return done


def walk(seed: int) -> list[Difference]:
    """Every month of the books, with what was known when it was closed; stops at the first month that differs."""
    facts, schemes = random_firm(seed)
    dice = random.Random(-seed - 1)  # ruff: ignore[suspicious-non-cryptographic-random-usage] (a test's dice)
    engine, second = Engine(), Second()
    opened = [person.id for person in facts.people if dice.random() < 0.3]
    engine.opening = tuple(Balance(person, dice.choice((0, -300_00)), dice.choice((0, 500_00))) for person in opened)
    second.carried = {row.person_id: Carried(row.carry_minor, row.draw_owed_minor) for row in engine.opening}
    month = BOOKS
    while month <= LAST:
        manual = tuple(
            AdjustmentFact(person.id, dice.choice((100_00, -700_00))) for person in facts.people if dice.random() < 0.1
        )
        inputs = MonthInputs(month, known(facts, seed, month), schemes, (), (), manual)
        found = _one_month(inputs, engine, second)
        if found:
            return found
        month = month.plus(1)
    return []


def known(facts: Facts, seed: int, month: Month) -> Facts:
    """What had been entered when the month was closed: most things, and more every month."""

    def entered(kind: str, row_id: int) -> bool:
        dice = random.Random(f"{seed} {kind} {row_id}")  # ruff: ignore[suspicious-non-cryptographic-random-usage] (a test's dice)
        late = dice.choice((0, 0, 0, 0, 0, 1, 2, 3))
        return month >= BOOKS.plus(late)

    allocations = tuple(row for row in facts.allocations if entered("payment", row.id))
    paid = {(row.payment_id, row.invoice_id) for row in allocations}
    refunds = tuple(r for r in facts.refunds if (r.payment_id, r.invoice_id) in paid and entered("refund", r.id))
    contracts = tuple(
        contract
        if entered("cancelled", contract.id)
        else contract._replace(cancelled_on=None, order_number=contract.order_number or 1)
        for contract in facts.contracts
    )
    return replace(
        facts,
        allocations=allocations,
        refunds=refunds,
        contracts=contracts,
        credit_notes=tuple(row for row in facts.credit_notes if entered("credit", row.id)),
        amendments=tuple(row for row in facts.amendments if entered("amendment", row.id)),
        acts=tuple(row for row in facts.acts if entered("act", row.id)),
        handovers=tuple(row for row in facts.handovers if entered("handover", row.client_id + 10 * row.person_id)),
    )


def _one_month(inputs: MonthInputs, engine: Engine, second: Second) -> list[Difference]:
    given, opening = tuple(engine.given.values()), engine.opening
    theirs = engine.close(replace(inputs, given=given, opening=opening))
    ours = second.close(inputs)
    found = [Difference(inputs.month.text, *parted) for parted in _lines_parted(theirs, ours, second)]
    rows = {row.person_id: row for row in theirs.people}
    for person, row in ours.rows.items():
        said = NOTHING
        if person in rows:
            r = rows[person]
            said = Row(
                r.salary_minor,
                r.bonus_minor,
                r.adjustments_minor,
                r.true_ups_minor,
                r.carry_in_minor,
                r.carry_out_minor,
                r.draw_top_up_minor,
                r.draw_repaid_minor,
                r.guarantee_top_up_minor,
                r.floored_minor,
                r.gross_minor,
            )
        if said != row:
            found.append(Difference(inputs.month.text, f"person {person}", said, row))
    closing = {row.person_id: Carried(row.carry_minor, row.draw_owed_minor, row.held_minor) for row in theirs.closing}
    for person, carried in ours.carried.items():
        if closing.get(person, Carried()) != carried:
            found.append(Difference(inputs.month.text, f"carried {person}", closing.get(person), carried))
    return found


def _lines_parted(theirs: MonthResult, ours: Sheet, second: Second) -> list[tuple[str, object, object]]:
    plain: dict[Name, int] = {}
    true_ups: dict[Name, int] = {}
    for line in theirs.lines:
        sums = true_ups if line.kind is AccrualKind.TRUE_UP else plain
        name = engine_name(line._replace(key=earned_key(line.key)))._replace(day=ANY_DAY)
        sums[name] = sums.get(name, 0) + line.amount_minor
    our_plain = _named(ours.plain, second.lines)
    our_ups = _named({key: now - was for key, (was, now) in ours.true_ups.items()}, second.lines)
    return [*_parted("lines", plain, our_plain), *_parted("true-ups", true_ups, our_ups)]


def _named(amounts: dict[Key, int], lines: dict[Key, Line]) -> dict[Name, int]:
    sums: dict[Name, int] = {}
    for key, amount in amounts.items():
        name = second_name(key, lines[key])._replace(day=ANY_DAY)
        sums[name] = sums.get(name, 0) + amount
    return sums


def _parted(what: str, engine: dict[Name, int], second: dict[Name, int]) -> list[tuple[str, object, object]]:
    names: Sequence[Name] = sorted({*engine, *second})
    return [
        (f"{what} {name}", engine.get(name, 0), second.get(name, 0))
        for name in names
        if engine.get(name, 0) != second.get(name, 0)
    ]
