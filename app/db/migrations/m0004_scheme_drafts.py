"""The fourth schema: schemes that are still being designed, what the check's findings were accepted for, approvals.

All of it is secret, as schemes are. Tables only grow, and guards are added to those that stand (DB-NOTES 1.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
CREATE TABLE scheme_draft(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (length(name) > 0), user_id INTEGER NOT NULL, login TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('functions', 'services', 'pay', 'first', 'later', 'collecting', 'growing', 'history',
  'check', 'in_force')), body TEXT NOT NULL CHECK (length(body) > 0),
  saved_at TEXT NOT NULL CHECK (saved_at GLOB '????-??-??T*Z'), version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE accepted_finding(
  id INTEGER PRIMARY KEY, draft_id INTEGER REFERENCES scheme_draft(id), version_id INTEGER REFERENCES scheme_version(id),
  code TEXT NOT NULL CHECK (length(code) > 0), place TEXT NOT NULL, subject_key TEXT NOT NULL, said TEXT NOT NULL,
  rules_hash TEXT NOT NULL, reason TEXT NOT NULL CHECK (length(reason) > 0), user_id INTEGER NOT NULL, login TEXT NOT NULL,
  accepted_at TEXT NOT NULL CHECK (accepted_at GLOB '????-??-??T*Z'), version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (draft_id, code, place, subject_key), CHECK ((draft_id IS NULL) <> (version_id IS NULL))) STRICT;
CREATE TABLE scheme_limit(
  id INTEGER PRIMARY KEY CHECK (id = 1), limit_ppm INTEGER NOT NULL CHECK (limit_ppm BETWEEN 1 AND 1000000),
  version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE scheme_approval(
  id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL UNIQUE REFERENCES scheme_version(id), user_id INTEGER NOT NULL,
  login TEXT NOT NULL, approved_at TEXT NOT NULL CHECK (approved_at GLOB '????-??-??T*Z'),
  limit_ppm INTEGER NOT NULL CHECK (limit_ppm > 0)) STRICT;
"""
"""``scheme_draft`` is saved as it is typed: no record, and so never journaled. ``scheme_limit`` is the share of margin that
all bonuses may cost, as the director set it."""


def extend(db: Database) -> None:
    """The new tables with their guards."""
    from app.db import guards
    from app.db.tables import ddl

    for statement in (*ddl(TABLES), *guards.of_approvals()):
        db.execute(statement)
