"""The sample file: built through the services, hence valid; and the same whenever and wherever it is built."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.db.driver import connect
from app.kernel.period import Month
from app.payroll.model import RunState
from app.sample.build import build_sample
from tests.support.sample import sample_file

RANDOM_BY_NATURE = {"journal", "journal_body"}
"""Operation ids are random, and the chain of hashes runs over them."""


def digest(path: Path) -> dict[str, str]:
    """SHA-256 of every table's rows."""
    with closing(connect(path)) as connection:
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        names = [row[0] for row in listed if row[0] not in RANDOM_BY_NATURE and not row[0].startswith(("sqlite_", "_"))]
        tables = {name: connection.execute("SELECT * FROM " + name + " ORDER BY 1").fetchall() for name in names}
    return {name: sha256(repr(rows).encode()).hexdigest() for name, rows in tables.items()}


@pytest.mark.slow
def test_two_builds_are_equal_to_the_last_row(tmp_path: Path) -> None:
    build_sample(tmp_path / "again.premia")
    first, second = digest(sample_file()), digest(tmp_path / "again.premia")
    assert len(first) > 25
    assert first == second


@pytest.mark.slow
def test_the_months_are_closed_but_for_the_last() -> None:
    with Office.open(sample_file()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        runs = office.payroll.runs(actor)
        assert {run.state for run in runs} == {RunState.CLOSED}
        assert (runs[-1].month, runs[0].month) == (Month(2025, 1), Month(2026, 10))
        assert office.payroll.open_month(actor) == Month(2026, 11)


@pytest.mark.slow
def test_every_check_of_every_month_holds_and_every_snapshot_gives_its_results() -> None:
    with Office.open(sample_file()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        for run in office.payroll.runs(actor):
            sheet = office.payroll.sheet(actor, run.month)
            assert [check for check in sheet.checks if not check.holds] == []
        assert all(check.holds for check in office.payroll.check_snapshots(actor))


@pytest.mark.slow
def test_the_months_show_what_the_sample_is_for() -> None:
    with Office.open(sample_file()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        sheets = [office.payroll.sheet(actor, run.month) for run in office.payroll.runs(actor)]
    pays = [line.pay for sheet in sheets for line in sheet.lines]
    kinds = {line.accrual.kind.value for sheet in sheets for line in sheet.accruals}
    assert {"accrual", "late", "reversal", "true_up"} <= kinds
    assert any(pay.guarantee_top_up_minor for pay in pays)
    assert any(pay.draw_top_up_minor for pay in pays)
    assert any(pay.draw_repaid_minor for pay in pays)
    assert any(pay.adjustments_minor for pay in pays)
    assert all(sheet.lines for sheet in sheets)


def test_progress_is_told_by_months(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.sample.build.LAST_MONTH", Month(2025, 2))
    monkeypatch.setattr("app.sample.build.LAST_CLOSED", Month(2025, 1))
    told: list[tuple[int, int]] = []
    build_sample(tmp_path / "short.premia", "en", lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
