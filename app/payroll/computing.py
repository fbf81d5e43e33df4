"""From facts to the stored draft of a month: what to compute, with which inputs, and where the results go."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.calc.results import AdjustmentFact, Balance, MonthInputs, MonthResult, PersonMonth, Unassigned
from app.kernel.errors import Refused
from app.kernel.period import Month
from app.payroll.model import Run, RunState
from app.payroll.months import Months
from app.payroll.neighbours import Neighbours
from app.payroll.settling import settle
from app.payroll.snapshot import Results
from app.payroll.store import Basis, ResultStore, RunStore

FIRST_REVISION = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything of one computation: the draft it is for (None: a new one), the inputs, the token of the facts."""

    run: Run | None
    inputs: MonthInputs
    facts_token: str


class Computing:
    """Prepares in one snapshot, works without a file, stores in one transaction (ARCHITECTURE, "The engine")."""

    def __init__(self, runs: RunStore, results: ResultStore, months: Months, neighbours: Neighbours) -> None:
        """Read and write ``runs`` and ``results``; facts come from ``neighbours``."""
        self._runs = runs
        self._results = results
        self._months = months
        self._neighbours = neighbours

    def prepare(self, month: Month) -> Prepared:
        """What the month is computed from.

        Raises Refused: run_open (another month's run is not closed), run_not_draft, month_not_next.
        """
        run = self._draft_of(month)
        return Prepared(run, self.inputs(month, run), self._neighbours.loader.token())

    def store(self, prepared: Prepared, result: MonthResult) -> int:
        """Put the results into the draft, give the run's id. Raises Refused(rule=facts_moved): somebody was quicker."""
        month = prepared.inputs.month
        if self._draft_of(month) != prepared.run or self._neighbours.loader.token() != prepared.facts_token:
            raise Refused(rule="facts_moved", month=month.text)
        revision = FIRST_REVISION if prepared.run is None else prepared.run.revision
        basis = Basis(month, revision, prepared.inputs.facts.currency, prepared.facts_token, _notes(prepared, result))
        if prepared.run is None:
            run_id = self._runs.add_run(basis)
        else:
            run_id = prepared.run.id
            self._runs.rebase(prepared.run, basis)
        earlier = self._of_revision(month, revision - 1)
        people = result.people + _paid_and_gone(result, earlier)
        paid_before = {pay.person_id: pay.gross_minor for pay in earlier}
        self._results.replace_results(run_id, Results(result.lines, people, result.closing), paid_before)
        return run_id

    def recompute(self, month: Month) -> int:
        """Prepare, work and store in the open transaction, give the run's id. Raises as ``prepare``."""
        prepared = self.prepare(month)
        return self.store(prepared, settle(prepared.inputs))

    def inputs(self, month: Month, run: Run | None) -> MonthInputs:
        """All inputs of a month as they stand now."""
        loader = self._neighbours.loader
        adjustments = () if run is None else self._results.adjustments(run.id)
        return MonthInputs(
            month=month,
            facts=loader.load_facts(),
            schemes=loader.load_schemes(),
            given=self._results.given(month),
            opening=self._opening(month),
            adjustments=tuple(AdjustmentFact(row.person_id, row.amount_minor) for row in adjustments),
        )

    def _opening(self, month: Month) -> tuple[Balance, ...]:
        """What the month before carried on; in the first month of the books what people brought."""
        if month == self._months.firm().books_from:
            return self._neighbours.loader.load_opening()
        before = self._runs.run(month.plus(-1))
        return () if before is None else self._results.balances(before.id)

    def _of_revision(self, month: Month, revision: int) -> tuple[PersonMonth, ...]:
        run = self._runs.run(month, revision) if revision else None
        return () if run is None else tuple(pay for pay, _ in self._results.people(run.id))

    def _draft_of(self, month: Month) -> Run | None:
        run = self._runs.open_run()
        if run is None:
            following = self._months.next_to_compute()
            if month != following:
                raise Refused(rule="month_not_next", month=month.text, next=following.text)
            return None
        if run.month != month:
            raise Refused(rule="run_open", month=run.month.text)
        if run.state is not RunState.DRAFT:
            raise Refused(rule="run_not_draft", month=month.text, state=run.state.value)
        return run


def _paid_and_gone(result: MonthResult, earlier: tuple[PersonMonth, ...]) -> tuple[PersonMonth, ...]:
    """An empty row for everybody whom the revision before paid and this one does not know: it is owed back."""
    present = {pay.person_id for pay in result.people}
    return tuple(
        PersonMonth(pay.person_id, pay.engagement, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        for pay in earlier
        if pay.gross_minor and pay.person_id not in present
    )


def _notes(prepared: Prepared, result: MonthResult) -> str:
    """What is worth a look, once per contract, function and person, as JSON."""
    numbers = {contract.id: (contract.number_key, contract.number) for contract in prepared.inputs.facts.contracts}

    def place(note: Unassigned) -> tuple[str, str, str, str, int]:
        key, number = numbers.get(note.contract_id, ("", ""))
        return note.code, key, number, note.function, note.person_id or 0

    unique = sorted({place(note) for note in result.notes})
    return json.dumps([[code, number, function, person] for code, _, number, function, person in unique])
