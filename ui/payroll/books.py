"""A month of pay as the page needs it, and the use cases that the page calls. Runs on the lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.period import Month
from app.payroll.approval import next_steps
from app.payroll.model import Run, RunState, Sheet
from ui.runtime.jobs import Progress


@dataclass(frozen=True, slots=True)
class MonthBooks:
    """One month with its run (None: not worked out yet), and what other months there are."""

    month: Month
    sheet: Sheet | None
    runs: tuple[Run, ...]
    """Every run, newest first."""
    open_month: Month
    """The month that is being worked on, or the next to be worked out."""
    first_month: Month
    last_month: Month

    @property
    def state(self) -> RunState | None:
        """Where the run stands."""
        return self.sheet.run.state if self.sheet else None


@dataclass(frozen=True, slots=True)
class Doings:
    """What the actor may do with the month now."""

    compute: bool
    onward: RunState | None
    back: bool
    reopen: bool


def doings(books: MonthBooks, actor: Actor) -> Doings:
    """What may be done: the rule of the months, the state of the run and the rights of the actor together."""
    state = books.state
    steps = next_steps(state, actor.permissions) if state else ()
    closed = [run for run in books.runs if run.state is RunState.CLOSED]
    all_closed = len(closed) == len(books.runs)
    return Doings(
        compute=actor.may(Permission.RUN_PAYROLL)
        and (state is RunState.DRAFT or (state is None and books.month == books.open_month and all_closed)),
        onward=next((step for step in steps if step is not RunState.DRAFT), None),
        back=RunState.DRAFT in steps,
        reopen=state is RunState.CLOSED
        and all_closed
        and closed[0].month == books.month
        and actor.may(Permission.APPROVE_PAYROLL),
    )


def load_month(office: Office, actor: Actor, month: Month | None, today: Month) -> MonthBooks:
    """The books of ``month``; of the month last worked out where None is asked for."""
    runs = office.payroll.runs(actor)
    open_month = office.payroll.open_month(actor)
    shown = month or (runs[0].month if runs else open_month)
    sheet = office.payroll.sheet(actor, shown) if any(run.month == shown for run in runs) else None
    first = office.settings.firm(actor).books_from
    return MonthBooks(shown, sheet, runs, open_month, first, max(today, open_month, shown))


def compute(actor: Actor, month: Month) -> Callable[[Office, Progress], Done[int]]:
    """Work the month out into its draft."""
    return lambda office, _progress: office.payroll.compute(actor, month)


def move(actor: Actor, month: Month, state: RunState) -> Callable[[Office, Progress], Done[int]]:
    """Take the run one step on, to ``state``."""

    def work(office: Office, _progress: Progress) -> Done[int]:
        payroll = office.payroll
        steps = {
            RunState.SUBMITTED: payroll.submit,
            RunState.APPROVED: payroll.approve,
            RunState.PAID: payroll.pay,
            RunState.CLOSED: payroll.close,
        }
        return steps[state](actor, month)

    return work


def take_back(actor: Actor, month: Month, reason: str) -> Callable[[Office, Progress], Done[int]]:
    """Take a submitted or approved run back to a draft."""
    return lambda office, _progress: office.payroll.back_to_draft(actor, month, reason)


def reopen(actor: Actor, month: Month, reason: str) -> Callable[[Office, Progress], Done[int]]:
    """Begin the next revision of the month closed last."""
    return lambda office, _progress: office.payroll.reopen(actor, month, reason)


def export(actor: Actor, month: Month, words: Words, path: Path) -> Callable[[Office, Progress], Path]:
    """Write the month's workbook to ``path``."""

    def work(office: Office, _progress: Progress) -> Path:
        from app.payroll.report import write_workbook

        write_workbook(office.payroll.sheet(actor, month), words, path)
        return path

    return work
