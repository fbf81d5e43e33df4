"""Every saved database opens; every step has its test by name; an upgrade that fails leaves the file as it was."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import Office
from app.calc.results import AccrualKind
from app.calc.scheme import SchemeTerms
from app.db.connect import SqliteDb
from app.db.driver import Connection, connect, driver
from app.db.files import backup_before_migration, create_file, open_file
from app.db.fingerprint import fingerprint
from app.db.migrate import migrate, schema_number
from app.db.migrations.chain import NEWEST, STEPS, Step
from app.kernel.errors import NewerFile
from app.motivation import canonical
from tests.migrations.make_databases import RULES, rows_of, saved
from tests.support.clock import FrozenClock
from tests.support.database import empty_file, open_db

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


def file_of(number: int, folder: Path) -> Path:
    """An empty file as the program of that schema made it."""
    path = folder / "books.premia"
    connect(path, create=True).close()
    migrate(path, lambda _connection, _standing: None, STEPS[:number])
    return path


def state_of(path: Path) -> tuple[int, str]:
    with closing(connect(path)) as connection:
        return schema_number(connection), fingerprint(connection)


def rows_by_column(path: Path, table: str) -> list[dict[str, object]]:
    with closing(connect(path)) as plain:
        names = [str(row[1]) for row in plain.execute(f"PRAGMA table_info({table})").fetchall()]
        rows = plain.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # ruff: ignore[hardcoded-sql-expression]
        return [dict(zip(names, row, strict=True)) for row in rows]


def test_m0001(tmp_path: Path) -> None:
    """The first schema, from nothing."""
    path = file_of(1, tmp_path)
    assert state_of(path) == (1, STEPS[0].fingerprint)
    db = open_db(path)
    assert db.rows("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'payroll_run'") == [(1,)]
    assert db.rows("SELECT name FROM _sqlite_migrations") == [("m0001",)]
    db.close()


OLD_VERSION = (
    "INSERT INTO scheme_version(id, scheme_id, number, valid_from, definition, state, version) "
    "VALUES (7, 1, 1, '2024-01-01', '{rules}', 'in_force', 3)"
).replace("{rules}", RULES)
OLD_LINE = (
    "INSERT INTO accrual(id, run_id, person_id, key, kind, scheme_id, scheme_version, rule_key, event_key, event_kind, "
    "event_on, month, client_id, contract_id, invoice_id, payment_id, order_number, function, base_minor, rate_ppm, "
    "amount_minor, before_minor, after_minor, why) VALUES (9, 1, 1, 'k', 'true_up', 1, 1, 'paid', 'pay:1', "
    "'payment_received', '2024-02-18', '2024-02', 4, 5, 6, 8, 2, 'finding', 100, 10000, 3, 7, 10, 'why')"
)
OLD_RUN = (
    "INSERT INTO payroll_run(id, month, revision, facts_token, semantics, currency) "
    "VALUES (1, '2024-02', 1, 't', 1, 'UAH')"
)
FOUNDATION = (
    "INSERT INTO person(id, staff_no, staff_no_key, name, name_key) VALUES (1, '1', '0011', 'Ольга', 'ольга')",
    "INSERT INTO scheme(id, key, name) VALUES (1, 'finder', 'Хто знайшов')",
    OLD_RUN,
)


def full_file_of_the_first_schema(folder: Path) -> Path:
    """With a version of a scheme and a line, both frozen."""
    path = file_of(1, folder)
    with closing(connect(path)) as plain:
        for statement in (*FOUNDATION, OLD_VERSION, OLD_LINE, "UPDATE payroll_run SET state = 'submitted'"):
            plain.execute(statement)
    return path


def test_m0002(tmp_path: Path) -> None:
    """Versions get the terms that they had without saying so; no column of a row is lost; new kinds of lines fit in."""
    path = full_file_of_the_first_schema(tmp_path)
    before = {table: rows_by_column(path, table) for table in ("scheme_version", "accrual")}
    open_file(path, NOW).close()
    after = {table: rows_by_column(path, table) for table in before}
    assert after["accrual"] == before["accrual"]
    (version,) = after["scheme_version"]
    assert canonical.loads(str(version.pop("terms")), SchemeTerms) == SchemeTerms()
    assert [version] == before["scheme_version"]
    with closing(connect(path)) as plain:
        plain.execute("UPDATE payroll_run SET state = 'draft'")
        for kind in AccrualKind:
            line = OLD_LINE.replace("VALUES (9", "VALUES (NULL").replace("'k', 'true_up'", f"'{kind}', '{kind}'")
            plain.execute(line if kind is AccrualKind.TRUE_UP else line.replace("7, 10, 'why'", "NULL, NULL, 'why'"))
        with pytest.raises(driver().IntegrityError, match="CHECK"):
            plain.execute(OLD_LINE.replace("VALUES (9", "VALUES (NULL").replace("'k', 'true_up'", "'x', 'gift'"))


def test_what_was_frozen_before_the_second_schema_stays_frozen(tmp_path: Path) -> None:
    path = full_file_of_the_first_schema(tmp_path)
    open_file(path, NOW).close()
    with closing(connect(path)) as plain:
        for statement, rule in (
            ("UPDATE accrual SET amount_minor = 1", "run_frozen"),
            ("DELETE FROM accrual", "run_frozen"),
            ("UPDATE scheme_version SET terms = '{}'", "scheme_in_force"),
            ("UPDATE scheme_version SET definition = '[]'", "scheme_in_force"),
            ("DELETE FROM scheme_version", "scheme_in_force"),
            ("UPDATE payroll_run SET currency = 'EUR'", "run_frozen"),
        ):
            with pytest.raises(driver().IntegrityError, match=rule):
                plain.execute(statement)


def test_the_second_step_half_done_leaves_the_file_of_the_first(tmp_path: Path) -> None:
    """The tables stand anew and the guards are not back yet when it fails."""
    path = full_file_of_the_first_schema(tmp_path)
    before = state_of(path), rows_by_column(path, "scheme_version"), rows_by_column(path, "accrual")

    def half(db: Database) -> None:
        STEPS[1].apply(db)
        db.execute("DROP TRIGGER scheme_version_stays")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate(path, backup_before_migration(path, NOW), (STEPS[0], Step("m0002", half, STEPS[1].fingerprint)))
    assert (state_of(path), rows_by_column(path, "scheme_version"), rows_by_column(path, "accrual")) == before
    open_file(path, NOW).close()
    assert state_of(path) == (NEWEST, STEPS[-1].fingerprint)


OLD_CONTRACT = (
    "INSERT INTO contract(id, number, number_key, client_id, signed_on, net_minor, vat_ppm, currency, version) "
    "VALUES ({id}, '{id}', '{id}', 1, '2024-02-01', 100, {vat_ppm}, 'UAH', 4)"
)


def test_m0003(tmp_path: Path) -> None:
    """A contract with VAT was a payer's, one without was not; nothing else about it moves, and none may contradict."""
    path = file_of(2, tmp_path)
    with closing(connect(path)) as plain:
        plain.execute("INSERT INTO client(id, code, name, name_key) VALUES (1, 'C1', 'Обрій', 'обрій')")
        for row_id, vat_ppm in ((1, 200_000), (2, 0)):
            plain.execute(OLD_CONTRACT.format(id=row_id, vat_ppm=vat_ppm))
    before = rows_by_column(path, "contract")
    open_file(path, NOW).close()
    after = rows_by_column(path, "contract")
    assert [row.pop("vat_mode") for row in after] == ["payer", "without"]
    assert after == before
    with closing(connect(path)) as plain:
        for mode, vat_ppm in (("without", 200_000), ("outside", 1), ("abroad", 0)):
            with pytest.raises(driver().IntegrityError, match="CHECK"):
                plain.execute(f"UPDATE contract SET vat_mode = '{mode}', vat_ppm = {vat_ppm}")  # ruff: ignore[hardcoded-sql-expression]
            with pytest.raises(driver().IntegrityError, match="CHECK"):
                plain.execute(
                    "INSERT INTO vat_mode(valid_from, mode, rate_ppm) VALUES ('2024-01-01', ?, ?)", (mode, vat_ppm)
                )


def test_m0004(tmp_path: Path) -> None:
    """Drafts of schemes come in; versions that stand have no approval, and stay as they are."""
    path = file_of(3, tmp_path)
    with closing(connect(path)) as plain:
        plain.execute(FOUNDATION[1])
        plain.execute(
            OLD_VERSION.replace("valid_from, definition", "valid_from, terms, definition").replace(
                "'2024-01-01', '", "'2024-01-01', '{}', '", 1
            )
        )
    before = rows_by_column(path, "scheme_version")
    open_file(path, NOW).close()
    assert rows_by_column(path, "scheme_version") == before
    assert rows_by_column(path, "scheme_approval") == []
    with closing(connect(path)) as plain:
        draft = (
            "INSERT INTO scheme_draft(name, user_id, login, step, body, saved_at) "
            "VALUES ('S', 1, 'a', '{}', '{{}}', '2024-01-01T00:00:00Z')"
        )
        plain.execute(draft.format("first"))
        with pytest.raises(driver().IntegrityError, match="CHECK"):
            plain.execute(draft.format("eleventh"))
        with pytest.raises(driver().IntegrityError, match="CHECK"):
            plain.execute("INSERT INTO scheme_limit(id, limit_ppm) VALUES (1, 0)")


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
    tables = [table for table, _ in rows_of(number)]
    assert [db.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables] == [1] * len(tables)  # ruff: ignore[hardcoded-sql-expression]
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


def test_a_draft_that_was_saved_by_the_fourth_schema_is_resumed(tmp_path: Path) -> None:
    opened(4, tmp_path).close()
    with Office.open(tmp_path / "books.premia", FrozenClock()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        (row,) = office.scheme_drafts.list(actor)
        draft = office.scheme_drafts.get(actor, row.id).draft
        assert (row.name, draft.key, [one.slot for one in draft.rules]) == ("Хто знайшов", "finder", ["orders-finding"])


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
