"""The SQL of runs, their results, steps and snapshots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from app.calc.results import SEMANTICS, Accrual, Balance, Given, PersonMonth, earned_key
from app.kernel.cells import text, whole
from app.kernel.database import Cell, Db, Row
from app.kernel.period import Month
from app.payroll.model import NewAdjustment, Run, RunState, Step
from app.payroll.rows import (
    AdjustmentRow,
    Totals,
    accrual_of,
    accrual_row,
    balance_of,
    balance_row,
    line_row,
    person_month_of,
    run_of,
    step_of,
)
from app.payroll.snapshot import Results, Snapshot

_RUN = "SELECT id, version, month, revision, state, currency, semantics, reason FROM payroll_run"

_STANDING = """SELECT r.id FROM payroll_run r WHERE r.state = 'closed' AND r.month < :month AND NOT EXISTS (
  SELECT 1 FROM payroll_run n WHERE n.month = r.month AND n.state = 'closed' AND n.revision > r.revision)"""
"""The runs that count before a month: of each closed month its latest closed revision."""

_HELD = "key LIKE '%|hold:%' OR key LIKE '%|release:%'"
"""``results.is_held`` as SQL, true-ups of such lines included."""

_RESULTS = ("accrual", "payroll_line", "balance", "payroll_snapshot")
_RUN_COLUMN = {"payroll_snapshot": "id"}


class Basis(NamedTuple):
    """What a draft is computed from, beside its inputs."""

    month: Month
    revision: int
    currency: str
    facts_token: str
    notes: str


class Earned(NamedTuple):
    """Sums of one person and rule, without names."""

    person_id: int
    function: str
    scheme_id: int
    rule_key: str
    closed_minor: int
    open_minor: int
    held_minor: int


class RunStore:
    """Runs and how they moved."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    # runs

    def runs(self) -> tuple[Run, ...]:
        """Every run, the newest month and revision first."""
        return tuple(run_of(row) for row in self._db.query(f"{_RUN} ORDER BY month DESC, revision DESC"))

    def run(self, month: Month, revision: int | None = None) -> Run | None:
        """The run of a month: a revision, or the latest one."""
        rows = self._db.query(
            f"{_RUN} WHERE month = :month AND revision = coalesce(:revision, revision) ORDER BY revision DESC LIMIT 1",
            {"month": month.text, "revision": revision},
        )
        return run_of(rows[0]) if rows else None

    def open_run(self) -> Run | None:
        """The one run that is not closed."""
        rows = self._db.query(f"{_RUN} WHERE state <> 'closed'")
        return run_of(rows[0]) if rows else None

    def last_closed(self) -> Run | None:
        """The latest closed revision of the latest closed month."""
        rows = self._db.query(f"{_RUN} WHERE state = 'closed' ORDER BY month DESC, revision DESC LIMIT 1")
        return run_of(rows[0]) if rows else None

    def add_run(self, basis: Basis, reason: str = "") -> int:
        """A draft, still empty; give its id."""
        return self._db.insert(
            "payroll_run",
            {
                "month": basis.month.text,
                "revision": basis.revision,
                "facts_token": basis.facts_token,
                "semantics": SEMANTICS,
                "currency": basis.currency,
                "notes": basis.notes,
                "reason": reason,
            },
        )

    def rebase(self, run: Run, basis: Basis) -> None:
        """Note what a draft is computed from this time. Raises Stale."""
        self._db.change(
            "payroll_run",
            run.id,
            run.version,
            facts_token=basis.facts_token,
            semantics=SEMANTICS,
            currency=basis.currency,
            notes=basis.notes,
        )

    def move(self, run: Run, state: RunState) -> None:
        """Set the state. Raises Stale, Refused."""
        self._db.change("payroll_run", run.id, run.version, state=state.value)

    def basis(self, run_id: int) -> tuple[str, str]:
        """The token of the facts of a run, and its notes."""
        ((token, notes),) = self._db.rows("SELECT facts_token, notes FROM payroll_run WHERE id = :id", {"id": run_id})
        return text(token), text(notes)

    def add_step(self, run_id: int, user_id: int, step: Step) -> None:
        """Note who moved a run, when and why."""
        row: Row = {"run_id": run_id, "user_id": user_id, "at": step.at, "login": step.login, "reason": step.reason}
        self._db.insert("payroll_step", {**row, "from_state": step.from_state, "to_state": step.to_state})

    def steps(self, run_id: int) -> tuple[Step, ...]:
        """How a run moved, in order."""
        rows = self._db.query("SELECT * FROM payroll_step WHERE run_id = :run_id ORDER BY id", {"run_id": run_id})
        return tuple(step_of(row) for row in rows)


class ResultStore:
    """Lines, accruals, balances, adjustments and snapshots of runs. They move only while their run is a draft."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    # results

    def replace_results(self, run_id: int, results: Results, paid_before: Mapping[int, int]) -> None:
        """Put the results of a computation in the place of the earlier ones; adjustments stay. Raises Refused."""
        for table in _RESULTS:
            column = _RUN_COLUMN.get(table, "run_id")
            deletion = f"DELETE FROM {table} WHERE {column} = :run_id"  # ruff: ignore[hardcoded-sql-expression] (names of this file)
            self._db.execute(deletion, {"run_id": run_id})
        insert = self._db.insert_many
        insert("payroll_line", [line_row(run_id, pay, paid_before.get(pay.person_id, 0)) for pay in results.people])
        insert("accrual", [accrual_row(run_id, line) for line in results.lines])
        insert("balance", [balance_row(run_id, balance) for balance in results.closing])

    def results(self, run: Run) -> Results:
        """The stored results: the truth about a closed month."""
        people = tuple(pay for pay, _ in self.people(run.id))
        return Results(tuple(line for _, line in self.accruals(run)), people, self.balances(run.id))

    def people(self, run_id: int) -> tuple[tuple[PersonMonth, int], ...]:
        """Every row of the sheet with what earlier revisions paid."""
        rows = self._db.query(
            "SELECT * FROM payroll_line WHERE run_id = :run_id ORDER BY person_id", {"run_id": run_id}
        )
        return tuple((person_month_of(row), whole(row["paid_before_minor"])) for row in rows)

    def accruals(self, run: Run) -> tuple[tuple[int, Accrual], ...]:
        """Every line of a run with its id, by person and date; a late line comes after the line it reduces."""
        rows = self._db.query(
            "SELECT a.*, :month AS run_month FROM accrual a WHERE a.run_id = :run_id"
            " ORDER BY a.person_id, a.event_on, a.id",
            {"run_id": run.id, "month": run.month.text},
        )
        return tuple((whole(row["id"]), accrual_of(row)) for row in rows)

    def balances(self, run_id: int) -> tuple[Balance, ...]:
        """What everybody carries out of a run."""
        rows = self._db.query("SELECT * FROM balance WHERE run_id = :run_id ORDER BY person_id", {"run_id": run_id})
        return tuple(balance_of(row) for row in rows)

    def given(self, month: Month) -> tuple[Given, ...]:
        """What closed months before ``month`` paid under each key, true-ups among it, with the line stored last."""
        rows = self._db.query(
            f"SELECT a.*, r.month AS run_month FROM ({_STANDING}) s JOIN accrual a ON a.run_id = s.id"  # ruff: ignore[hardcoded-sql-expression] (names of this file)
            " JOIN payroll_run r ON r.id = s.id ORDER BY r.month, a.id",
            {"month": month.text},
        )
        amounts: dict[str, int] = {}
        last: dict[str, Row] = {}
        for row in rows:
            key = earned_key(text(row["key"]))
            amounts[key] = amounts.get(key, 0) + whole(row["amount_minor"])
            last[key] = row
        return tuple(Given(amount, accrual_of(last[key])) for key, amount in amounts.items())

    def totals(self, run: Run) -> dict[int, Totals]:
        """Each person's sums over the months before the run that count, and the run; what is held is no line here."""
        found: dict[int, list[int]] = {}
        for place, (table, amount) in enumerate((
            ("accrual", f"CASE WHEN {_HELD} THEN 0 ELSE amount_minor END"),
            ("adjustment", "amount_minor"),
            ("payroll_line", "draw_top_up_minor + guarantee_top_up_minor"),
            ("payroll_line", "draw_repaid_minor"),
            ("payroll_line", "floored_minor"),
            ("payroll_line", "gross_minor - salary_minor"),
        )):
            rows = self._db.rows(
                f"SELECT person_id, sum({amount}) FROM {table}"  # ruff: ignore[hardcoded-sql-expression] (names of this file)
                f" WHERE run_id = :run_id OR run_id IN ({_STANDING}) GROUP BY person_id",
                {"run_id": run.id, "month": run.month.text},
            )
            for person_id, total in rows:
                found.setdefault(whole(person_id), [0] * len(Totals._fields))[place] = whole(total)
        return {person_id: Totals(*sums) for person_id, sums in found.items()}

    def earned(self, client_ids: Collection[int]) -> tuple[Earned, ...]:
        """What these clients together have earned whom, by rule: each month counts by its latest revision."""
        these = ", ".join(str(int(client_id)) for client_id in sorted(client_ids))
        rows = self._db.rows(
            "SELECT a.person_id, a.function, a.scheme_id, a.rule_key,"  # ruff: ignore[hardcoded-sql-expression] (numbers and names of this file)
            f" SUM(CASE WHEN r.state <> 'closed' OR {_HELD} THEN 0 ELSE a.amount_minor END),"
            f" SUM(CASE WHEN r.state = 'closed' OR {_HELD} THEN 0 ELSE a.amount_minor END),"
            f" SUM(CASE WHEN {_HELD} THEN -a.amount_minor ELSE 0 END)"
            f" FROM accrual a JOIN payroll_run r ON r.id = a.run_id WHERE a.client_id IN ({these}) AND NOT EXISTS"
            " (SELECT 1 FROM payroll_run n WHERE n.month = r.month AND n.revision > r.revision)"
            " GROUP BY a.person_id, a.function, a.scheme_id, a.rule_key ORDER BY a.person_id"
        )
        return tuple(
            Earned(whole(person), text(function), whole(scheme), text(rule), whole(closed), whole(opened), whole(held))
            for person, function, scheme, rule, closed, opened, held in rows
        )

    # adjustments

    def adjustments(self, run_id: int) -> tuple[AdjustmentRow, ...]:
        """The manual lines of a run, in the order of their entry."""
        rows = self._db.query(
            "SELECT id, version, person_id, amount_minor, reason, login FROM adjustment"
            " WHERE run_id = :run_id ORDER BY id",
            {"run_id": run_id},
        )
        return tuple(
            AdjustmentRow(
                whole(row["id"]),
                whole(row["version"]),
                whole(row["person_id"]),
                whole(row["amount_minor"]),
                text(row["reason"]),
                text(row["login"]),
            )
            for row in rows
        )

    def add_adjustment(self, run_id: int, new: NewAdjustment, user_id: int, login: str) -> int:
        """Store a manual line, give its id."""
        row: dict[str, Cell] = {"run_id": run_id, "person_id": new.person_id, "amount_minor": new.amount_minor}
        return self._db.insert("adjustment", {**row, "reason": new.reason, "user_id": user_id, "login": login})

    def remove_adjustment(self, adjustment_id: int, version: int) -> None:
        """Delete a manual line. Raises Stale, Refused."""
        self._db.remove("adjustment", adjustment_id, version)

    # snapshots

    def put_snapshot(self, run_id: int, snapshot: Snapshot) -> None:
        """Keep what a draft was computed from, instead of what an earlier submission kept.

        Inserted in bulk: the journal then holds its digest, not its bytes.
        """
        self._db.execute("DELETE FROM payroll_snapshot WHERE id = :id", {"id": run_id})
        self._db.insert_many(
            "payroll_snapshot",
            [
                {
                    "id": run_id,
                    "inputs": snapshot.inputs,
                    "inputs_hash": snapshot.inputs_hash,
                    "results_hash": snapshot.results_hash,
                }
            ],
        )

    def snapshot(self, run_id: int) -> Snapshot | None:
        """What a run was computed from."""
        rows = self._db.rows(
            "SELECT inputs, inputs_hash, results_hash FROM payroll_snapshot WHERE id = :id", {"id": run_id}
        )
        if not rows:
            return None
        inputs, inputs_hash, results_hash = rows[0]
        if not isinstance(inputs, bytes):
            raise TypeError("a snapshot is bytes")
        return Snapshot(inputs, text(inputs_hash), text(results_hash))

    def contracts_of(self, run_id: int) -> frozenset[int]:
        """Contracts with a line in a run."""
        rows: Iterable[tuple[Cell, ...]] = self._db.rows(
            "SELECT DISTINCT contract_id FROM accrual WHERE run_id = :run_id AND contract_id IS NOT NULL",
            {"run_id": run_id},
        )
        return frozenset(whole(row[0]) for row in rows)
