"""What came in month by month, and the salaries beside it: what the cost of schemes is measured against."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from app.calc.events import Span
from app.calc.facts import Facts
from app.calc.salary import Payroll
from app.calc.scheme import Base, EventKind
from app.calc.stream import World
from app.calc.tally import Window
from app.kernel.period import Month


@dataclass(frozen=True, slots=True)
class Income:
    """Month by month in the order of ``months``; all in the firm's currency."""

    months: tuple[Month, ...]
    receipts_minor: tuple[int, ...]
    """Payments less refunds, without VAT."""
    margin_minor: tuple[int, ...]
    """Receipts less the direct cost of the orders, pro rata."""
    salaries_minor: tuple[int, ...]
    """What pay terms give everybody as salary; no scheme changes it."""

    @property
    def receipts(self) -> int:
        """All of the window, in minor units."""
        return sum(self.receipts_minor)

    @property
    def margin(self) -> int:
        """All of the window, in minor units."""
        return sum(self.margin_minor)


def income_of(facts: Facts, window: Window) -> Income:
    """The window's receipts, margin and salaries. Raises ``exchange.RatesMissing`` with every missing rate."""
    world = World(facts)
    net: dict[Month, int] = defaultdict(int)
    margin: dict[Month, int] = defaultdict(int)
    for event in world.events((EventKind.PAYMENT_RECEIVED,), Span(window.first.first, window.last.last)).events:
        net[event.month] += world.bases.of(event, Base.NET)
        margin[event.month] += world.bases.of(event, Base.MARGIN)
    world.exchange.raise_missing()
    months = window.months
    return Income(
        months,
        tuple(net[month] for month in months),
        tuple(margin[month] for month in months),
        tuple(_salaries(facts, month) for month in months),
    )


def _salaries(facts: Facts, month: Month) -> int:
    payroll = Payroll(facts, month)
    return sum(payroll.of(person_id).salary_minor for person_id in payroll.people())
