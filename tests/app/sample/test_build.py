"""The sample file: built through the services, hence valid; and the same whenever and wherever it is built."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.kernel.errors import FileExists
from app.kernel.period import Month
from app.payroll.model import RunState
from app.sample.build import build_sample
from app.sample.plot import story
from tests.support.sample import sample_file

RANDOM_BY_NATURE = ('"journal', '"_')
"""Operation ids are random, and the journal's chain of hashes runs over them; migrations carry their own time."""


def digest(path: Path) -> str:
    """SHA-256 of every row of every table."""
    with closing(sqlite3.connect(path)) as connection:
        lines = [line for line in connection.iterdump() if line.startswith("INSERT INTO ")]
    facts = [line for line in lines if not line.removeprefix("INSERT INTO ").startswith(RANDOM_BY_NATURE)]
    assert len(facts) > 5000
    return sha256("\n".join(facts).encode()).hexdigest()


@pytest.mark.slow
def test_two_builds_are_equal_to_the_last_row(tmp_path: Path) -> None:
    build_sample(tmp_path / "again.premia")
    assert digest(tmp_path / "again.premia") == digest(sample_file())


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
def test_signed_copies_are_noted_when_they_are_back_as_the_story_tells() -> None:
    told = Counter(act.returned_on for _month, act in story().acts)
    with Office.open(sample_file()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        assert Counter(act.act.returned_on for act in office.contracts.acts(actor)) == told
    assert len(told) > 2


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


@pytest.mark.usefixtures("short")
def test_a_build_that_was_stopped_leaves_no_half_of_a_firm(tmp_path: Path) -> None:
    def stop(done: int, _all: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_sample(tmp_path / "sample.premia", "en", stop)
    assert not (tmp_path / "sample.premia").exists()
    build_sample(tmp_path / "sample.premia", "en")
    assert [file.name for file in tmp_path.iterdir()] == ["sample.premia"]
    with pytest.raises(FileExists):
        build_sample(tmp_path / "sample.premia", "en")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of two months, the first one closed."""
    monkeypatch.setattr("app.sample.build.LAST_MONTH", Month(2025, 2))
    monkeypatch.setattr("app.sample.build.LAST_CLOSED", Month(2025, 1))


@pytest.mark.usefixtures("short")
def test_progress_is_told_by_months(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    build_sample(tmp_path / "short.premia", "en", lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
