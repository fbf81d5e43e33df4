"""Somebody with a database editor: whatever they change in the journal is found and named."""

# ruff: file-ignore[hardcoded-sql-expression] (statements of an intruder, made of known names)

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.db import guards
from app.db.connect import SqliteDb
from app.db.driver import Connection, connect, driver
from app.journal.chain import Verdict
from app.journal.service import JournalService
from app.journal.store import JournalStore
from app.journal.use_case import UseCaseFrame
from app.kernel.actor import Role
from app.kernel.errors import Denied, SchemaChanged
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file
from tests.support.firm import Firm
from tests.support.months import JANUARY, close, small_firm

ENTRY = 5
"""An entry in the middle, with an area, a result and a body."""

JOURNAL = (
    "id", "at", "user_id", "login", "operation_id", "action", "outcome", "area", "result", "body_hash", "prev_hash",
    "hash",
)  # fmt: skip
CELLS = [("journal", column) for column in JOURNAL] + [("journal_body", name) for name in ("id", "area", "body")]


@pytest.fixture
def books(tmp_path: Path, clock: FrozenClock) -> Path:
    """A file with some entries, closed."""
    path = office_file(tmp_path / "office.premia")
    with Office.open(path, clock) as office:
        firm = Firm(office).person("Olena").client("Orion", found_by="Olena").paid("Olena", "100").contract("1")
        firm.invoice("A-1").payment("P-1")
        with pytest.raises(Denied):
            office.payroll.runs(actor(Role.STAFF))
    return path


def unguarded(path: Path) -> Connection:
    """A plain connection after every trigger was dropped."""
    connection = connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA ignore_check_constraints=ON")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name!s}")
    return connection


def verdict(path: Path) -> Verdict:
    """What the journal says, read past the refusal to open such a file."""
    db = SqliteDb(path)
    try:
        service = JournalService(UseCaseFrame(db, FrozenClock()), JournalStore(db))
        return service.verify(actor(Role.DIRECTOR))
    finally:
        db.close()


def test_the_columns_are_all_of_them(books: Path) -> None:
    with closing(connect(books)) as plain:
        for table in ("journal", "journal_body"):
            columns = [row[1] for row in plain.execute(f"PRAGMA table_info({table})").fetchall()]
            assert [column for name, column in CELLS if name == table] == columns


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_a_changed_byte_in_any_column_is_found_and_named(books: Path, table: str, column: str) -> None:
    assert verdict(books).broken is None
    with closing(unguarded(books)) as plain:
        ((old,),) = plain.execute(f"SELECT {column} FROM {table} WHERE id = {ENTRY}").fetchall()
        new = old + 1_000 if isinstance(old, int) else flipped(str(old), random.Random(f"{table}.{column}"))  # ruff: ignore[suspicious-non-cryptographic-random-usage] (a seed)
        plain.execute(f"UPDATE {table} SET {column} = :new WHERE id = {ENTRY}", {"new": new})
    broken = verdict(books).broken
    assert broken is not None
    # An entry that was renumbered is missed where it stood: the next one follows on a gap.
    assert broken.row_id == (ENTRY + 1 if (table, column) == ("journal", "id") else ENTRY)


def flipped(text: str, dice: random.Random) -> str:
    """One bit of one character the other way."""
    at = dice.randrange(len(text))
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]


@pytest.mark.parametrize("seed", range(25))
def test_a_changed_byte_anywhere_in_a_body_is_found(books: Path, seed: int) -> None:
    dice = random.Random(seed)  # ruff: ignore[suspicious-non-cryptographic-random-usage] (a seed)
    with closing(unguarded(books)) as plain:
        bodies = plain.execute("SELECT id, body FROM journal_body ORDER BY id").fetchall()
        row_id, body = dice.choice(bodies)
        new = flipped(str(body), dice)
        plain.execute("UPDATE journal_body SET body = :new WHERE id = :id", {"new": new, "id": row_id})
    broken = verdict(books).broken
    assert broken is not None
    assert (broken.row_id, broken.why) == (row_id, "body")


def test_nothing_for_no_result_and_no_result_for_nothing(books: Path) -> None:
    with closing(unguarded(books)) as plain:
        ((row_id,),) = plain.execute("SELECT min(id) FROM journal WHERE result IS NULL").fetchall()
        plain.execute("UPDATE journal SET result = '' WHERE id = :id", {"id": row_id})
    broken = verdict(books).broken
    assert broken is not None
    assert (broken.row_id, broken.why) == (row_id, "row")


@pytest.mark.parametrize(
    ("statement", "row_id", "why"),
    [
        (f"DELETE FROM journal WHERE id = {ENTRY}", ENTRY + 1, "gap"),
        (f"DELETE FROM journal_body WHERE id = {ENTRY}", ENTRY, "body_missing"),
        ("DELETE FROM journal WHERE id = 1", 2, "gap"),
    ],
)
def test_a_removed_row_is_found(books: Path, statement: str, row_id: int, why: str) -> None:
    with closing(unguarded(books)) as plain:
        plain.execute(statement)
    broken = verdict(books).broken
    assert broken is not None
    assert (broken.row_id, broken.why) == (row_id, why)


# the guards, and what tells that they are gone


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET login = 'nobody'",
        "DELETE FROM journal",
        "UPDATE journal_body SET body = '[]'",
        "DELETE FROM journal_body",
        "INSERT OR REPLACE INTO journal_body SELECT id, area, '[]' FROM journal_body",
        "UPDATE payroll_line SET gross_minor = 1",
        "DELETE FROM accrual",
        "UPDATE payroll_snapshot SET results_hash = ''",
        "UPDATE payroll_run SET state = 'draft'",
        "DELETE FROM payroll_run",
        "UPDATE payment SET amount_minor = 1",
        "UPDATE payroll_step SET login = 'nobody'",
    ],
)
def test_a_plain_connection_cannot_rewrite_what_stands(tmp_path: Path, clock: FrozenClock, statement: str) -> None:
    path = office_file(tmp_path / "office.premia")
    with Office.open(path, clock) as office:
        close(small_firm(office), JANUARY)
    with closing(connect(path)) as plain, pytest.raises(driver().Error, match="rule:"):
        plain.execute(statement)


TRIGGERS = [statement.split()[2] for statement in guards.statements()]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_guard_that_is_gone_shows_at_the_next_opening(tmp_path: Path, clock: FrozenClock, trigger: str) -> None:
    path = office_file(tmp_path / "office.premia")
    with closing(connect(path)) as plain:
        plain.execute(f"DROP TRIGGER {trigger}")
    with pytest.raises(SchemaChanged):
        Office.open(path, clock)


def test_a_guard_that_was_made_harmless_shows_too(tmp_path: Path, clock: FrozenClock) -> None:
    path = office_file(tmp_path / "office.premia")
    with closing(connect(path)) as plain:
        plain.execute("DROP TRIGGER journal_stays")
        plain.execute("CREATE TRIGGER journal_stays BEFORE UPDATE ON journal WHEN 0 BEGIN SELECT 1; END")
    with pytest.raises(SchemaChanged):
        Office.open(path, clock)
