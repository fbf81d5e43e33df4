"""A firm being made up, with its dice."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.calc.facts import (
    ActFact,
    AllocationFact,
    AmendmentFact,
    ContractFact,
    CreditNoteFact,
    HandoverFact,
    InvoiceFact,
    RefundFact,
    RoleFact,
)
from app.kernel.period import Month

FIRST = date(2025, 11, 1)
BOOKS = Month(2025, 12)
LAST = Month(2026, 4)
DAYS = (LAST.last - FIRST).days
ROUND = (100_00, 1_000_00, 5_000_00, 10_000_00, 12_000_00, 20_000_00)


@dataclass
class Draft:
    """A firm being made up."""

    dice: random.Random
    days: list[date] = field(default_factory=list)
    contracts: list[ContractFact] = field(default_factory=list)
    roles: list[RoleFact] = field(default_factory=list)
    amendments: list[AmendmentFact] = field(default_factory=list)
    acts: list[ActFact] = field(default_factory=list)
    invoices: list[InvoiceFact] = field(default_factory=list)
    credit_notes: list[CreditNoteFact] = field(default_factory=list)
    allocations: list[AllocationFact] = field(default_factory=list)
    refunds: list[RefundFact] = field(default_factory=list)
    handovers: list[HandoverFact] = field(default_factory=list)
    people: int = 3
    last_id: int = 0

    def new_id(self) -> int:
        """The next id."""
        self.last_id += 1
        return self.last_id

    def day(self, not_before: date = FIRST) -> date:
        """One of the firm's few busy days, mostly."""
        later = [day for day in self.days if day >= not_before]
        if later and self.dice.random() < 0.8:
            return self.dice.choice(later)
        return not_before + timedelta(days=self.dice.randint(0, 40))

    def amount(self) -> int:
        """A round sum, a bound of a table, or an odd one."""
        if self.dice.random() < 0.5:
            return self.dice.choice(ROUND)
        return self.dice.randint(1, 25_000_00)

    def number(self, prefix: str) -> str:
        """A sort key that does not follow the ids."""
        return f"{prefix}{self.dice.randint(0, 30):04d}-{self.new_id():04d}"

    def chance(self, probability: float) -> bool:
        """Whether it happens."""
        return self.dice.random() < probability
