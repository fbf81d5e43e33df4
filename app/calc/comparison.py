"""Up to four candidates beside one another: what each comes to, and who gains and loses by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.calc.gains import Gain, gains
from app.calc.income import Income
from app.calc.outcome import Outcome
from app.calc.ranges import Range, yearly_range


@dataclass(frozen=True, slots=True)
class Compared:
    """One candidate: what it comes to, who gains and loses against the reference, and how far a year may swing."""

    outcome: Outcome
    gains: tuple[Gain, ...]
    """Everybody, the largest gain first; before is the reference, so that of the reference nobody gains."""
    range: Range | None
    """Of a year put together of the firm's own months; None with too few months. It is a range, not a promise."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All candidates on the same months."""

    income: Income
    reference: int
    """Whose place among ``candidates`` is what the others are compared with: as now, else the first."""
    candidates: tuple[Compared, ...]


Draws = Sequence[Sequence[int]]


def compare(income: Income, outcomes: Sequence[Outcome], reference: int, draws: Draws) -> Comparison:
    """Put the outcomes side by side. ``draws``: the years of ``ranges.yearly_range``."""
    before = outcomes[reference]
    return Comparison(
        income,
        reference,
        tuple(Compared(one, gains(before, one), yearly_range(one.by_month, draws)) for one in outcomes),
    )
