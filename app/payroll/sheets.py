"""Use cases of reading: a month's sheet with every name on it, and the proof of closed months."""

from __future__ import annotations

import json
from itertools import starmap
from typing import cast

from app.kernel.actor import Actor, Permission
from app.kernel.errors import NotFound
from app.kernel.ids import natural_key
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.payroll.checks import Books, reconcile
from app.payroll.model import (
    AdjustmentLine,
    ClosedCheck,
    Run,
    RunState,
    Sheet,
    SheetLine,
)
from app.payroll.months import Months
from app.payroll.naming import Naming
from app.payroll.neighbours import Neighbours
from app.payroll.settling import settle
from app.payroll.snapshot import Results, decode, results_hash
from app.payroll.store import ResultStore, RunStore
from app.staff.model import Person


class Sheets:
    """Reads runs with everything on them."""

    def __init__(
        self, use_cases: UseCases, runs: RunStore, results: ResultStore, months: Months, neighbours: Neighbours
    ) -> None:
        """Read ``runs`` and ``results`` in ``use_cases``; names come from ``neighbours``."""
        self._use_cases = use_cases
        self._runs = runs
        self._results = results
        self._months = months
        self._neighbours = neighbours

    def sheet(self, actor: Actor, month: Month, revision: int | None = None) -> Sheet:
        """A run of the month: a revision, or the latest. Raises NotFound(kind=run)."""

        def work() -> Sheet:
            run = self._runs.run(month, revision)
            if run is None:
                raise NotFound(kind="run", key=month.text)
            return self._sheet(run)

        return self._use_cases.view(actor, Permission.SEE_PAY, work, action="payroll.sheet")

    def check_snapshots(self, actor: Actor) -> tuple[ClosedCheck, ...]:
        """Work every closed revision out anew from its snapshot and compare. Reports; changes nothing."""

        def work() -> tuple[ClosedCheck, ...]:
            closed = [run for run in self._runs.runs() if run.state is RunState.CLOSED]
            return tuple(self._check(run) for run in reversed(closed))

        return self._use_cases.view(actor, Permission.SEE_PAY, work, action="payroll.check_snapshots")

    def _sheet(self, run: Run) -> Sheet:
        people = {person.id: person for person in self._neighbours.people.list()}
        names = {person_id: person.name for person_id, person in people.items()}
        accruals, rows = self._results.accruals(run), self._results.people(run.id)
        adjustments = self._results.adjustments(run.id)
        rows = tuple(sorted(rows, key=lambda row: _place(people, row[0].person_id)))
        books = Books(
            people=tuple(pay for pay, _ in rows),
            lines=tuple(line for _, line in accruals),
            adjustments=adjustments,
            totals=self._results.totals(run),
            opening=self._neighbours.loader.load_opening(),
            closing=self._results.balances(run.id),
        )
        return Sheet(
            run=run,
            firm_name=self._months.firm().name,
            lines=tuple(
                SheetLine(names[pay.person_id], people[pay.person_id].staff_no, pay, paid) for pay, paid in rows
            ),
            accruals=tuple(starmap(Naming(self._neighbours).line, accruals)),
            adjustments=tuple(
                AdjustmentLine(a.id, a.version, a.person_id, names[a.person_id], a.amount_minor, a.reason, a.login)
                for a in adjustments
            ),
            steps=self._runs.steps(run.id),
            checks=tuple(reconcile(books, names)),
            notes=self._notes(run, names),
        )

    def _notes(self, run: Run, names: dict[int, str]) -> tuple[tuple[str, str], ...]:
        """``nobody_holds`` says which function in its code; the rest is contract and person."""
        _, stored = self._runs.basis(run.id)
        notes = []
        for code, number, function, person_id in cast("list[tuple[str, str, str, int]]", json.loads(stored)):
            about = " · ".join(part for part in (number, names.get(person_id, "")) if part)
            notes.append((f"{code}_{function}" if code == "nobody_holds" else code, about))
        return tuple(notes)

    def _check(self, run: Run) -> ClosedCheck:
        snapshot = self._results.snapshot(run.id)
        if snapshot is None:
            return ClosedCheck(run.month, run.revision, run.semantics, inputs_kept=False)
        kept = results_hash(self._results.results(run)) == snapshot.results_hash
        try:
            inputs = decode(snapshot)
        except (ValueError, TypeError, KeyError):
            return ClosedCheck(run.month, run.revision, run.semantics, inputs_kept=False, results_kept=kept)
        again = settle(inputs)
        same = results_hash(Results(again.lines, again.people, again.closing)) == snapshot.results_hash
        return ClosedCheck(run.month, run.revision, run.semantics, inputs_kept=True, results_kept=kept, recomputes=same)


def _place(people: dict[int, Person], person_id: int) -> tuple[str, int]:
    return natural_key(people[person_id].staff_no), person_id
