"""Which month is open: the run's, else the one after the last closed month, else the first month of the books."""

from __future__ import annotations

from typing import Protocol

from app.kernel.errors import NotFound
from app.kernel.period import Month
from app.payroll.model import RunState
from app.payroll.store import RunStore
from app.settings.model import Firm


class Firms(Protocol):
    """The settings, as payroll sees them."""

    def firm(self) -> Firm | None:
        """The firm of the file."""


class Months:
    """Answers from the runs; motivation asks too, since schemes begin in open months (SEMANTICS 8)."""

    def __init__(self, runs: RunStore, firms: Firms) -> None:
        """Answer from ``runs`` and the firm's ``books_from``."""
        self._runs = runs
        self._firms = firms

    def firm(self) -> Firm:
        """The firm of the file. Raises NotFound."""
        firm = self._firms.firm()
        if firm is None:
            raise NotFound(kind="firm", key=1)
        return firm

    def current(self) -> Month:
        """The month that is being worked on, or the next one to compute."""
        run = self._runs.open_run()
        return self.next_to_compute() if run is None else run.month

    def first_open(self) -> Month:
        """The earliest month whose results may still change: a paid one has no way back."""
        run = self._runs.open_run()
        paid = run is not None and run.state is RunState.PAID
        return self.current().plus(1) if paid else self.current()

    def closed_through(self) -> Month | None:
        """The latest month whose results stand for good; None while no month is closed."""
        first = self.first_open()
        return first.plus(-1) if first > self.firm().books_from else None

    def fixed_through(self) -> Month | None:
        """The latest month whose run is more than a draft: what it rests on may not be taken away as a whole."""
        fixed = [run.month for run in self._runs.runs() if run.state is not RunState.DRAFT]
        return max(fixed, default=None)

    def next_to_compute(self) -> Month:
        """The month after the last closed one, or the first of the books."""
        closed = self._runs.last_closed()
        return self.firm().books_from if closed is None else closed.month.plus(1)
