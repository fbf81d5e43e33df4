"""The first schema, part two: schemes and payroll. All of it is secret: only who may see pay reads these tables."""

from __future__ import annotations

MOTIVATION = """
CREATE TABLE scheme(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE CHECK (length(key) > 0), name TEXT NOT NULL CHECK (length(name) > 0),
  version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE scheme_version(
  id INTEGER PRIMARY KEY, scheme_id INTEGER NOT NULL REFERENCES scheme(id), number INTEGER NOT NULL CHECK (number > 0),
  valid_from TEXT NOT NULL CHECK ({day:valid_from}), definition TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'in_force' CHECK (state IN ('draft', 'in_force')), version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (scheme_id, number), UNIQUE (scheme_id, valid_from)) STRICT;
CREATE TABLE assignment(
  id INTEGER PRIMARY KEY, scheme_id INTEGER NOT NULL REFERENCES scheme(id), person_id INTEGER NOT NULL REFERENCES person(id),
  valid_from TEXT NOT NULL CHECK ({day:valid_from}), valid_to TEXT CHECK (valid_to IS NULL OR {day:valid_to}),
  version INTEGER NOT NULL DEFAULT 1, UNIQUE (scheme_id, person_id, valid_from),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)) STRICT;
CREATE TABLE quota(
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id), valid_from TEXT NOT NULL CHECK ({day:valid_from}),
  valid_to TEXT NOT NULL CHECK ({day:valid_to}), amount_minor INTEGER NOT NULL CHECK (amount_minor > 0 AND {money:amount_minor}),
  version INTEGER NOT NULL DEFAULT 1, CHECK (valid_to >= valid_from)) STRICT;
CREATE TABLE opening_measure(
  id INTEGER PRIMARY KEY, scheme_key TEXT NOT NULL, rule_key TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person(id),
  amount_minor INTEGER NOT NULL DEFAULT 0 CHECK ({money:amount_minor}), matched_count INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1, UNIQUE (scheme_key, rule_key, person_id)) STRICT;
"""

PAYROLL = """
CREATE TABLE payroll_run(
  id INTEGER PRIMARY KEY, month TEXT NOT NULL CHECK (month GLOB '????-??'), revision INTEGER NOT NULL CHECK (revision > 0),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'approved', 'paid', 'closed')),
  facts_token TEXT NOT NULL, semantics INTEGER NOT NULL, currency TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '[]', version INTEGER NOT NULL DEFAULT 1, UNIQUE (month, revision)) STRICT;
CREATE UNIQUE INDEX payroll_run_open ON payroll_run(state <> 'closed') WHERE state <> 'closed';
CREATE TABLE payroll_step(
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES payroll_run(id), at TEXT NOT NULL, user_id INTEGER NOT NULL,
  login TEXT NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE payroll_line(
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES payroll_run(id), person_id INTEGER NOT NULL REFERENCES person(id),
  engagement TEXT NOT NULL, salary_minor INTEGER NOT NULL, bonus_minor INTEGER NOT NULL, adjustments_minor INTEGER NOT NULL,
  true_ups_minor INTEGER NOT NULL, carry_in_minor INTEGER NOT NULL, carry_out_minor INTEGER NOT NULL,
  draw_top_up_minor INTEGER NOT NULL, draw_repaid_minor INTEGER NOT NULL, guarantee_top_up_minor INTEGER NOT NULL,
  floored_minor INTEGER NOT NULL, gross_minor INTEGER NOT NULL, paid_before_minor INTEGER NOT NULL DEFAULT 0,
  UNIQUE (run_id, person_id)) STRICT;
CREATE TABLE accrual(
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES payroll_run(id), person_id INTEGER NOT NULL REFERENCES person(id),
  key TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('accrual', 'late', 'reversal', 'catch_up', 'true_up')),
  scheme_id INTEGER NOT NULL, scheme_version INTEGER NOT NULL, rule_key TEXT NOT NULL, event_key TEXT NOT NULL,
  event_kind TEXT NOT NULL, event_on TEXT NOT NULL CHECK ({day:event_on}), month TEXT NOT NULL CHECK (month GLOB '????-??'),
  client_id INTEGER, contract_id INTEGER, invoice_id INTEGER, payment_id INTEGER, order_number INTEGER NOT NULL,
  function TEXT NOT NULL, base_minor INTEGER NOT NULL CHECK ({money:base_minor}), rate_ppm INTEGER,
  amount_minor INTEGER NOT NULL CHECK ({money:amount_minor}), before_minor INTEGER, after_minor INTEGER,
  why TEXT NOT NULL, UNIQUE (run_id, key), CHECK ((kind = 'true_up') = (before_minor IS NOT NULL)),
  CHECK ((before_minor IS NULL) = (after_minor IS NULL)),
  CHECK (before_minor IS NULL OR amount_minor = after_minor - before_minor)) STRICT;
CREATE INDEX accrual_person ON accrual(run_id, person_id);
CREATE TABLE adjustment(
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES payroll_run(id), person_id INTEGER NOT NULL REFERENCES person(id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0 AND {money:amount_minor}),
  reason TEXT NOT NULL CHECK (length(reason) > 0), user_id INTEGER NOT NULL, login TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE balance(
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES payroll_run(id), person_id INTEGER NOT NULL REFERENCES person(id),
  carry_minor INTEGER NOT NULL CHECK (carry_minor <= 0), draw_owed_minor INTEGER NOT NULL CHECK (draw_owed_minor >= 0),
  held_minor INTEGER NOT NULL, UNIQUE (run_id, person_id)) STRICT;
CREATE TABLE payroll_snapshot(
  id INTEGER PRIMARY KEY REFERENCES payroll_run(id), inputs BLOB NOT NULL, inputs_hash TEXT NOT NULL,
  results_hash TEXT NOT NULL) STRICT;
"""

TEXTS = (MOTIVATION, PAYROLL)
