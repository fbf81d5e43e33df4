"""The second schema: a version of a scheme keeps its terms and whom it names; more kinds of lines are in the books.

Two tables are rebuilt by their text: SQLite cannot change a CHECK, and ``transform`` would lose the guards
(DB-NOTES 1.3). No other table points to either, and their guards fall with them, so the old one may step aside first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEME_VERSION = """
CREATE TABLE scheme_version(
  id INTEGER PRIMARY KEY, scheme_id INTEGER NOT NULL REFERENCES scheme(id), number INTEGER NOT NULL CHECK (number > 0),
  valid_from TEXT NOT NULL CHECK ({day:valid_from}), terms TEXT NOT NULL, definition TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'in_force' CHECK (state IN ('draft', 'in_force')), version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (scheme_id, number), UNIQUE (scheme_id, valid_from)) STRICT;
"""

SCHEME_PERSON = """
CREATE TABLE scheme_person(
  id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES scheme_version(id),
  person_id INTEGER NOT NULL REFERENCES person(id), UNIQUE (version_id, person_id)) STRICT;
"""
"""Those whom a version names by their staff numbers: they stay on the staff, and under these numbers."""

OLD_TERMS = '{"floor_negative":false,"leaving":"keep","leaving_months":0,"silence_months":null}'
"""What every version meant before it could say it."""

ACCRUAL = """
CREATE TABLE accrual(
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES payroll_run(id), person_id INTEGER NOT NULL REFERENCES person(id),
  key TEXT NOT NULL, kind TEXT NOT NULL
  CHECK (kind IN ('accrual', 'late', 'reversal', 'catch_up', 'minimum', 'hold_back', 'release', 'true_up')),
  scheme_id INTEGER NOT NULL, scheme_version INTEGER NOT NULL, rule_key TEXT NOT NULL, event_key TEXT NOT NULL,
  event_kind TEXT NOT NULL, event_on TEXT NOT NULL CHECK ({day:event_on}), month TEXT NOT NULL CHECK (month GLOB '????-??'),
  client_id INTEGER, contract_id INTEGER, invoice_id INTEGER, payment_id INTEGER, order_number INTEGER NOT NULL,
  function TEXT NOT NULL, base_minor INTEGER NOT NULL CHECK ({money:base_minor}), rate_ppm INTEGER,
  amount_minor INTEGER NOT NULL CHECK ({money:amount_minor}), before_minor INTEGER, after_minor INTEGER,
  why TEXT NOT NULL, UNIQUE (run_id, key), CHECK ((kind = 'true_up') = (before_minor IS NOT NULL)),
  CHECK ((before_minor IS NULL) = (after_minor IS NULL)),
  CHECK (before_minor IS NULL OR amount_minor = after_minor - before_minor)) STRICT;
CREATE INDEX accrual_person ON accrual(run_id, person_id);
"""

_KEPT = {
    "scheme_version": "id, scheme_id, number, valid_from, definition, state, version",
    "accrual": (
        "id, run_id, person_id, key, kind, scheme_id, scheme_version, rule_key, event_key, event_kind, event_on, month, "
        "client_id, contract_id, invoice_id, payment_id, order_number, function, base_minor, rate_ppm, amount_minor, "
        "before_minor, after_minor, why"
    ),
}
"""The columns that go over as they are."""


def rebuild(db: Database) -> None:
    """The two tables anew with all their rows, the new one, and every guard as it is rendered today."""
    from app.db import guards
    from app.db.tables import ddl

    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("DROP INDEX accrual_person")
    _rebuild(db, "scheme_version", SCHEME_VERSION, {"terms": OLD_TERMS})
    _rebuild(db, "accrual", ACCRUAL, {})
    for statement in (*ddl(SCHEME_PERSON), *guards.statements()):
        db.execute(statement)


def _rebuild(db: Database, table: str, text: str, new: dict[str, str]) -> None:
    from app.db.tables import ddl

    kept = _KEPT[table]
    db.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
    for statement in ddl(text):
        db.execute(statement)
    columns = ", ".join([kept, *new])
    values = ", ".join([kept, *(f":{column}" for column in new)])
    # ruff: ignore[hardcoded-sql-expression] (the names above)
    db.execute(f"INSERT INTO {table}({columns}) SELECT {values} FROM {table}_before ORDER BY id", new)
    db.execute(f"DROP TABLE {table}_before")
