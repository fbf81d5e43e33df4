"""The third schema: what papers say of both sides, the firm's VAT by date, number series, what is being typed.

Tables only grow: columns come in by ALTER TABLE, which keeps every guard (DB-NOTES 1.3). Of the contracts that stand,
only the rate of VAT is known: with one their firm paid it, without one it did not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = """
ALTER TABLE firm ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE firm ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE firm ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE firm ADD COLUMN bank_details TEXT NOT NULL DEFAULT '';
ALTER TABLE firm ADD COLUMN signatory TEXT NOT NULL DEFAULT '';
ALTER TABLE firm ADD COLUMN signatory_position TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN bank_details TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN signatory TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN signatory_position TEXT NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN vat_mode TEXT NOT NULL DEFAULT 'payer'
  CHECK (vat_mode IN ('payer', 'without', 'outside') AND (vat_mode = 'payer' OR vat_ppm = 0));
UPDATE contract SET vat_mode = 'without' WHERE vat_ppm = 0;
ALTER TABLE invoice ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE act ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE act ADD COLUMN returned_on TEXT CHECK (returned_on IS NULL OR {day:returned_on});
"""

TABLES = """
CREATE TABLE vat_mode(
  id INTEGER PRIMARY KEY, valid_from TEXT NOT NULL UNIQUE CHECK ({day:valid_from}),
  mode TEXT NOT NULL CHECK (mode IN ('payer', 'without', 'outside')),
  rate_ppm INTEGER NOT NULL CHECK (rate_ppm BETWEEN 0 AND 1000000), version INTEGER NOT NULL DEFAULT 1,
  CHECK (mode = 'payer' OR rate_ppm = 0)) STRICT;
CREATE TABLE number_series(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE CHECK (kind IN ('contract', 'invoice', 'act', 'credit_note')),
  pattern TEXT NOT NULL CHECK (length(pattern) > 0), version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE form_draft(
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES user_account(id),
  form_key TEXT NOT NULL CHECK (length(form_key) > 0), body TEXT NOT NULL,
  saved_at TEXT NOT NULL CHECK (saved_at GLOB '????-??-??T*Z'), UNIQUE (user_id, form_key)) STRICT;
"""
"""``form_draft`` holds what a user was typing, so that a crash loses none of it: no record, and so never journaled."""


def extend(db: Database) -> None:
    """The new columns and tables."""
    from app.db.tables import ddl

    for statement in (*ddl(COLUMNS), *ddl(TABLES)):
        db.execute(statement)
