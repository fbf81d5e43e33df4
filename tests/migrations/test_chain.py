"""Every saved database opens; every step has its test by name; an upgrade that fails leaves the file as it was."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.driver import Connection, connect
from app.db.files import backup_before_migration, create_file, open_file
from app.db.fingerprint import fingerprint
from app.db.migrate import migrate, schema_number
from app.db.migrations.chain import NEWEST, STEPS, Step
from app.kernel.errors import NewerFile
from tests.migrations.make_databases import ROWS, saved
from tests.support.clock import FrozenClock
from tests.support.database import empty_file

if TYPE_CHECKING:
    from sqlite_utils import Database

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 20, tzinfo=UTC)
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY type, name"


def opened(number: int, folder: Path) -> SqliteDb:
    """A copy of the saved database of a schema, opened and so migrated."""
    path = folder / "books.premia"
    copyfile(saved(number), path)
    return open_file(path, NOW)


def test_m0001(tmp_path: Path) -> None:
    """The first schema, from nothing."""
    db = create_file(tmp_path / "books.premia")
    assert db.rows("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'payroll_run'") == [(1,)]
    assert db.rows("SELECT name FROM _sqlite_migrations") == [("m0001",)]
    assert db.rows("PRAGMA user_version") == [(1,)]
    db.close()


def test_every_step_has_a_test_by_name_and_a_saved_database() -> None:
    tests = Path(__file__).read_text(encoding="utf-8")
    missing = [step.name for step in STEPS if f"def test_{step.name}(" not in tests]
    assert missing == []
    assert [number for number in range(1, NEWEST + 1) if not saved(number).exists()] == []
    assert [step.name for step in STEPS] == [f"m{number:04d}" for number in range(1, NEWEST + 1)]


@pytest.mark.parametrize("number", range(1, NEWEST + 1))
def test_a_saved_database_opens_as_good_as_new(tmp_path: Path, number: int) -> None:
    fresh = create_file(tmp_path / "fresh.premia")
    db = opened(number, tmp_path)
    assert db.rows(SCHEMA) == fresh.rows(SCHEMA)
    assert db.rows("PRAGMA integrity_check") == [("ok",)]
    assert db.rows("PRAGMA foreign_key_check") == []
    assert {table: db.rows(f"SELECT count(*) FROM {table}")[0][0] for table, _ in ROWS} == {t: 1 for t, _ in ROWS}  # ruff: ignore[hardcoded-sql-expression]
    db.close()
    fresh.close()


@pytest.mark.parametrize("number", range(1, NEWEST + 1))
def test_the_journal_of_a_saved_database_holds(tmp_path: Path, number: int) -> None:
    opened(number, tmp_path).close()
    with Office.open(tmp_path / "books.premia", FrozenClock()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        verdict = office.journal.verify(actor)
        assert (verdict.broken, verdict.rows > 0) == (None, True)
        assert office.settings.firm(actor).currency == "UAH"


def test_the_standard_program_opens_it_too(tmp_path: Path) -> None:
    copyfile(saved(NEWEST), tmp_path / "books.premia")
    plain = sqlite3.connect(tmp_path / "books.premia")
    assert plain.execute("SELECT name FROM person").fetchall() == [("Ольга Коваль",)]
    plain.close()


# the wrapper, with steps of tomorrow


def _fingerprint_after(folder: Path, statement: str) -> str:
    path = empty_file(folder / "probe.premia")
    connection = connect(path)
    connection.execute(statement)
    found = fingerprint(connection)
    connection.close()
    return found


TOMORROW = "CREATE TABLE tomorrow(id INTEGER PRIMARY KEY) STRICT"


def next_step(folder: Path) -> Step:
    def apply(db: Database) -> None:
        db.execute(TOMORROW)

    return Step("m9999", apply, _fingerprint_after(folder, TOMORROW))


def breaking_step() -> Step:
    def apply(db: Database) -> None:
        db.execute(TOMORROW)
        raise ZeroDivisionError

    return Step("m9999", apply, "never reached")


def state_of(path: Path) -> tuple[int, str]:
    connection = connect(path)
    state = schema_number(connection), fingerprint(connection)
    connection.close()
    return state


def test_an_upgrade_copies_the_file_first(tmp_path: Path) -> None:
    path = empty_file(tmp_path / "books.premia")
    before = state_of(path)
    applied = migrate(path, backup_before_migration(path, NOW), (*STEPS, next_step(tmp_path)))
    assert applied == 1
    assert state_of(path) == (NEWEST + 1, _fingerprint_after(tmp_path, TOMORROW))
    (copy,) = (tmp_path / "books.premia.backups").iterdir()
    assert copy.name.startswith(f"books.schema-{NEWEST}.2026")
    assert state_of(copy) == before


def test_nothing_is_done_twice(tmp_path: Path) -> None:
    path = empty_file(tmp_path / "books.premia")
    steps = (*STEPS, next_step(tmp_path))

    def no_backup(_connection: Connection, _standing: int) -> None:
        """Tests of what else happens."""

    assert migrate(path, no_backup, steps) == 1
    assert migrate(path, no_backup, steps) == 0
    with pytest.raises(NewerFile):
        migrate(path, no_backup, STEPS)


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = empty_file(tmp_path / "books.premia")
    before = state_of(path)
    with pytest.raises(ZeroDivisionError):
        migrate(path, backup_before_migration(path, NOW), (*STEPS, breaking_step()))
    assert state_of(path) == before
    assert len(list((tmp_path / "books.premia.backups").iterdir())) == 1
    open_file(path, NOW).close()


def test_a_step_that_makes_another_schema_than_it_says_is_undone(tmp_path: Path) -> None:
    path = empty_file(tmp_path / "books.premia")
    before = state_of(path)
    lying = Step("m9999", next_step(tmp_path).apply, STEPS[-1].fingerprint)
    with pytest.raises(RuntimeError, match=r"makes the schema"):
        migrate(path, backup_before_migration(path, NOW), (*STEPS, lying))
    assert state_of(path) == before


def test_a_step_that_breaks_a_foreign_key_is_undone(tmp_path: Path) -> None:
    path = empty_file(tmp_path / "books.premia")

    def orphan(db: Database) -> None:
        db.execute("INSERT INTO client_tag(client_id, tag) VALUES (77, 'x')")

    steps = (*STEPS, Step("m9999", orphan, STEPS[-1].fingerprint))
    with pytest.raises(RuntimeError, match="broken foreign keys"):
        migrate(path, backup_before_migration(path, NOW), steps)
    db = open_file(path, NOW)
    assert db.rows("SELECT * FROM client_tag") == []
    db.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from app.db.migrate import migrate
from app.db.migrations.chain import STEPS, Step
def apply(db):
    db.execute("CREATE TABLE tomorrow(id INTEGER PRIMARY KEY) STRICT")
    for number in range(50_000):
        db.execute("INSERT INTO tomorrow(id) VALUES (?)", [number])
    os.kill(os.getpid(), signal.SIGKILL)
migrate(Path(sys.argv[1]), lambda connection, standing: None, (*STEPS, Step("m9999", apply, "")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_program_that_is_killed_while_upgrading_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "books.premia"
    copyfile(saved(NEWEST), path)
    before = state_of(path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    db = open_file(path, NOW)
    assert db.rows("PRAGMA integrity_check") == [("ok",)]
    assert db.rows("SELECT name FROM person") == [("Ольга Коваль",)]
    db.close()
    assert state_of(path) == before
