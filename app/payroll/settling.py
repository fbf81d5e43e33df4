"""Working a month out while Python's cycle collector rests."""

from __future__ import annotations

from app.calc.results import MonthInputs, MonthResult
from app.calc.settle import settle as work_out
from app.kernel.collector import collector_at_rest


def settle(inputs: MonthInputs) -> MonthResult:
    """``app.calc.settle`` with the collector paused, and as it was afterwards. Raises as that does.

    100,000 rated payments take 1.4 s of the processor without it, 2.3 s with.
    """
    with collector_at_rest():
        return work_out(inputs)
