"""The first schema, part one: settings, users, journal, and the records of the firm's business.

Money is INTEGER minor units bounded by AMOUNT_LIMIT_MINOR, dates are ISO text that SQLite itself recognises, every table
is STRICT. ``{day:x}`` and ``{money:x}`` are filled by ``app.db.tables.ddl``.
"""

from __future__ import annotations

SETTINGS = """
CREATE TABLE firm(
  id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL CHECK (length(name) > 0), legal_name TEXT NOT NULL DEFAULT '',
  tax_no TEXT NOT NULL DEFAULT '', currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  books_from TEXT NOT NULL CHECK ({day:books_from} AND substr(books_from, 9) = '01'),
  language TEXT NOT NULL CHECK (language IN ('en', 'uk', 'ru')),
  uses_acts INTEGER NOT NULL DEFAULT 1 CHECK (uses_acts IN (0, 1)), version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE currency_rate(
  id INTEGER PRIMARY KEY, currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  on_date TEXT NOT NULL CHECK ({day:on_date}), units INTEGER NOT NULL DEFAULT 1 CHECK (units > 0),
  rate_micro INTEGER NOT NULL CHECK (rate_micro > 0), version INTEGER NOT NULL DEFAULT 1, UNIQUE (currency, on_date)) STRICT;
CREATE TABLE calendar_day(
  id INTEGER PRIMARY KEY, day TEXT NOT NULL UNIQUE CHECK ({day:day}), working INTEGER NOT NULL CHECK (working IN (0, 1)),
  note TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE import_batch(
  id INTEGER PRIMARY KEY, imported_at TEXT NOT NULL, user_id INTEGER NOT NULL REFERENCES user_account(id),
  mapping_digest TEXT NOT NULL, source_digest TEXT NOT NULL, counts TEXT NOT NULL, operation_id TEXT NOT NULL UNIQUE,
  undone_at TEXT CHECK (undone_at IS NULL OR undone_at GLOB '????-??-??T*Z'), version INTEGER NOT NULL DEFAULT 1) STRICT;
"""

ACCESS = """
CREATE TABLE user_account(
  id INTEGER PRIMARY KEY, login TEXT NOT NULL CHECK (length(login) > 0), login_key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('office_manager', 'director', 'staff', 'accountant')),
  person_id INTEGER REFERENCES person(id), active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1, CHECK (role <> 'staff' OR person_id IS NOT NULL)) STRICT;
CREATE TABLE user_secret(
  id INTEGER PRIMARY KEY REFERENCES user_account(id), password_hash TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE sign_in_failure(
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 0 AND 65535), failures INTEGER NOT NULL CHECK (failures > 0),
  last_at TEXT NOT NULL CHECK (last_at GLOB '????-??-??T*Z'), version INTEGER NOT NULL DEFAULT 1) STRICT;
"""

JOURNAL = """
CREATE TABLE journal(
  id INTEGER PRIMARY KEY, at TEXT NOT NULL CHECK (at GLOB '????-??-??T*Z'), user_id INTEGER NOT NULL, login TEXT NOT NULL,
  operation_id TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
  area TEXT NOT NULL, result TEXT, body_hash TEXT NOT NULL, prev_hash TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE) STRICT;
CREATE UNIQUE INDEX journal_operation ON journal(operation_id, area) WHERE outcome = 'done';
CREATE TABLE journal_body(id INTEGER PRIMARY KEY REFERENCES journal(id), area TEXT NOT NULL, body TEXT NOT NULL) STRICT;
"""

PEOPLE = """
CREATE TABLE person(
  id INTEGER PRIMARY KEY, staff_no TEXT NOT NULL UNIQUE CHECK (length(staff_no) > 0), staff_no_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (length(name) > 0), name_key TEXT NOT NULL, position TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '', hired_on TEXT CHECK (hired_on IS NULL OR {day:hired_on}),
  left_on TEXT CHECK (left_on IS NULL OR {day:left_on}), import_id INTEGER REFERENCES import_batch(id),
  version INTEGER NOT NULL DEFAULT 1, CHECK (left_on IS NULL OR hired_on IS NULL OR left_on >= hired_on)) STRICT;
CREATE TABLE pay_terms(
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id), valid_from TEXT NOT NULL CHECK ({day:valid_from}),
  engagement TEXT NOT NULL CHECK (engagement IN ('employee', 'contractor', 'owner')),
  salary_minor INTEGER NOT NULL CHECK (salary_minor >= 0 AND {money:salary_minor}),
  guarantee_minor INTEGER NOT NULL DEFAULT 0 CHECK (guarantee_minor >= 0 AND {money:guarantee_minor}),
  draw_minor INTEGER NOT NULL DEFAULT 0 CHECK (draw_minor >= 0 AND {money:draw_minor}),
  draw_recoverable INTEGER NOT NULL DEFAULT 1 CHECK (draw_recoverable IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1, UNIQUE (person_id, valid_from)) STRICT;
CREATE TABLE opening_balance(
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL UNIQUE REFERENCES person(id),
  carry_minor INTEGER NOT NULL DEFAULT 0 CHECK (carry_minor <= 0 AND {money:carry_minor}),
  draw_owed_minor INTEGER NOT NULL DEFAULT 0 CHECK (draw_owed_minor >= 0 AND {money:draw_owed_minor}),
  held_minor INTEGER NOT NULL DEFAULT 0 CHECK ({money:held_minor}), version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE days_worked(
  id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id), month TEXT NOT NULL CHECK (month GLOB '????-??'),
  days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 31), note TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (person_id, month)) STRICT;
"""

CLIENTS = """
CREATE TABLE client_group(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (length(name) > 0), name_key TEXT NOT NULL UNIQUE,
  import_id INTEGER REFERENCES import_batch(id), version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE client(
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE CHECK (length(code) > 0), name TEXT NOT NULL CHECK (length(name) > 0),
  name_key TEXT NOT NULL, legal_name TEXT NOT NULL DEFAULT '', tax_no TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
  orders_before INTEGER NOT NULL DEFAULT 0 CHECK (orders_before >= 0), won_on TEXT CHECK (won_on IS NULL OR {day:won_on}),
  found_by INTEGER REFERENCES person(id), import_id INTEGER REFERENCES import_batch(id),
  version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX client_name ON client(name_key);
CREATE TABLE client_membership(
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES client(id), group_id INTEGER REFERENCES client_group(id),
  valid_from TEXT NOT NULL CHECK ({day:valid_from}), version INTEGER NOT NULL DEFAULT 1, UNIQUE (client_id, valid_from)) STRICT;
CREATE TABLE client_tag(
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES client(id), tag TEXT NOT NULL CHECK (length(tag) > 0),
  version INTEGER NOT NULL DEFAULT 1, UNIQUE (client_id, tag)) STRICT;
CREATE TABLE client_contact(
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES client(id), name TEXT NOT NULL CHECK (length(name) > 0),
  position TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1) STRICT;
"""

CONTRACTS = """
CREATE TABLE contract(
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE CHECK (length(number) > 0), number_key TEXT NOT NULL,
  client_id INTEGER NOT NULL REFERENCES client(id), signed_on TEXT NOT NULL CHECK ({day:signed_on}),
  net_minor INTEGER NOT NULL CHECK (net_minor >= 0 AND {money:net_minor}),
  vat_ppm INTEGER NOT NULL DEFAULT 0 CHECK (vat_ppm BETWEEN 0 AND 1000000),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  service_kind TEXT NOT NULL DEFAULT 'standard' CHECK (service_kind IN ('standard', 'complex')),
  subject TEXT NOT NULL DEFAULT '', extends_id INTEGER REFERENCES contract(id),
  direct_cost_minor INTEGER NOT NULL DEFAULT 0 CHECK (direct_cost_minor >= 0 AND {money:direct_cost_minor}),
  quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0), unit TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'completed', 'cancelled')),
  cancelled_on TEXT CHECK (cancelled_on IS NULL OR {day:cancelled_on}), cancel_reason TEXT NOT NULL DEFAULT '',
  order_number INTEGER NOT NULL DEFAULT 0 CHECK (order_number >= 0),
  order_number_fixed INTEGER NOT NULL DEFAULT 0 CHECK (order_number_fixed IN (0, 1)),
  paid_before_minor INTEGER NOT NULL DEFAULT 0 CHECK (paid_before_minor >= 0 AND {money:paid_before_minor}),
  import_id INTEGER REFERENCES import_batch(id), version INTEGER NOT NULL DEFAULT 1,
  CHECK ((status = 'cancelled') = (cancelled_on IS NOT NULL)), CHECK (cancelled_on IS NULL OR cancelled_on >= signed_on),
  CHECK (extends_id IS NULL OR extends_id <> id)) STRICT;
CREATE INDEX contract_client ON contract(client_id, signed_on);
CREATE INDEX contract_extends ON contract(extends_id) WHERE extends_id IS NOT NULL;
CREATE TABLE contract_role(
  id INTEGER PRIMARY KEY, contract_id INTEGER NOT NULL REFERENCES contract(id),
  function TEXT NOT NULL CHECK (function IN
    ('finding', 'selling', 'upselling', 'delivering', 'invoicing', 'collecting', 'accepting')),
  person_id INTEGER NOT NULL REFERENCES person(id), weight INTEGER NOT NULL DEFAULT 1 CHECK (weight > 0),
  share TEXT NOT NULL DEFAULT 'parts' CHECK (share IN ('parts', 'percent')), version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (contract_id, function, person_id), CHECK (share = 'parts' OR weight <= 1000000)) STRICT;
CREATE TABLE amendment(
  id INTEGER PRIMARY KEY, contract_id INTEGER NOT NULL REFERENCES contract(id), on_date TEXT NOT NULL CHECK ({day:on_date}),
  net_change_minor INTEGER NOT NULL CHECK (net_change_minor <> 0 AND {money:net_change_minor}),
  reason TEXT NOT NULL CHECK (length(reason) > 0), version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE act(
  id INTEGER PRIMARY KEY, contract_id INTEGER NOT NULL REFERENCES contract(id), number TEXT NOT NULL CHECK (length(number) > 0),
  accepted_on TEXT NOT NULL CHECK ({day:accepted_on}), net_minor INTEGER NOT NULL CHECK ({money:net_minor}),
  vat_minor INTEGER NOT NULL DEFAULT 0 CHECK ({money:vat_minor}),
  final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)), version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (contract_id, number)) STRICT;
CREATE TABLE handover(
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES client(id),
  function TEXT NOT NULL CHECK (function IN
    ('finding', 'selling', 'upselling', 'delivering', 'invoicing', 'collecting', 'accepting')),
  person_id INTEGER NOT NULL REFERENCES person(id), on_date TEXT NOT NULL CHECK ({day:on_date}),
  reason TEXT NOT NULL CHECK (length(reason) > 0), version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (client_id, function, on_date)) STRICT;
"""

INVOICES = """
CREATE TABLE invoice(
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE CHECK (length(number) > 0), number_key TEXT NOT NULL,
  contract_id INTEGER NOT NULL REFERENCES contract(id), issued_on TEXT NOT NULL CHECK ({day:issued_on}),
  due_on TEXT NOT NULL CHECK ({day:due_on}), net_minor INTEGER NOT NULL CHECK (net_minor >= 0 AND {money:net_minor}),
  gross_minor INTEGER NOT NULL CHECK (gross_minor >= net_minor AND {money:gross_minor}),
  status TEXT NOT NULL DEFAULT 'sent' CHECK (status IN ('draft', 'sent', 'cancelled')),
  cancelled_on TEXT CHECK (cancelled_on IS NULL OR {day:cancelled_on}), cancel_reason TEXT NOT NULL DEFAULT '',
  closed_short_on TEXT CHECK (closed_short_on IS NULL OR {day:closed_short_on}),
  closed_short_reason TEXT NOT NULL DEFAULT '', import_id INTEGER REFERENCES import_batch(id),
  version INTEGER NOT NULL DEFAULT 1, CHECK (due_on >= issued_on),
  CHECK ((status = 'cancelled') = (cancelled_on IS NOT NULL))) STRICT;
CREATE INDEX invoice_contract ON invoice(contract_id);
CREATE TABLE credit_note(
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE CHECK (length(number) > 0),
  invoice_id INTEGER NOT NULL REFERENCES invoice(id), issued_on TEXT NOT NULL CHECK ({day:issued_on}),
  net_minor INTEGER NOT NULL CHECK (net_minor > 0 AND {money:net_minor}),
  gross_minor INTEGER NOT NULL CHECK (gross_minor >= net_minor AND {money:gross_minor}),
  reason TEXT NOT NULL CHECK (length(reason) > 0), version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE reminder(
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice(id), on_date TEXT NOT NULL CHECK ({day:on_date}),
  channel TEXT NOT NULL CHECK (channel IN ('call', 'email', 'message', 'meeting', 'letter')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  outcome TEXT NOT NULL CHECK (outcome IN ('promised', 'forgot', 'dissatisfied', 'disputed', 'no_answer')),
  promised_on TEXT CHECK (promised_on IS NULL OR {day:promised_on}), note TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE task(
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES client(id),
  kind TEXT NOT NULL CHECK (kind IN ('dissatisfied', 'need', 'ask_invoice', 'other')),
  person_id INTEGER NOT NULL REFERENCES person(id), reminder_id INTEGER REFERENCES reminder(id),
  due_on TEXT CHECK (due_on IS NULL OR {day:due_on}), done_on TEXT CHECK (done_on IS NULL OR {day:done_on}),
  note TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1) STRICT;
"""

PAYMENTS = """
CREATE TABLE payment(
  id INTEGER PRIMARY KEY, number TEXT NOT NULL CHECK (length(number) > 0), number_key TEXT NOT NULL,
  client_id INTEGER NOT NULL REFERENCES client(id), received_on TEXT NOT NULL CHECK ({day:received_on}),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0 AND {money:amount_minor}),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'), entered_on TEXT NOT NULL CHECK ({day:entered_on}),
  note TEXT NOT NULL DEFAULT '', storno_of INTEGER UNIQUE REFERENCES payment(id), reason TEXT NOT NULL DEFAULT '',
  import_id INTEGER REFERENCES import_batch(id),
  CHECK ((storno_of IS NULL) = (amount_minor > 0)), CHECK (storno_of IS NULL OR length(reason) > 0)) STRICT;
CREATE INDEX payment_client ON payment(client_id, received_on);
CREATE INDEX payment_number ON payment(number);
CREATE TABLE allocation(
  id INTEGER PRIMARY KEY, payment_id INTEGER NOT NULL REFERENCES payment(id),
  invoice_id INTEGER NOT NULL REFERENCES invoice(id), allocated_on TEXT NOT NULL CHECK ({day:allocated_on}),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0 AND {money:amount_minor}),
  firm_amount_minor INTEGER CHECK (firm_amount_minor IS NULL OR (firm_amount_minor > 0 AND {money:firm_amount_minor}))) STRICT;
CREATE INDEX allocation_invoice ON allocation(invoice_id);
CREATE INDEX allocation_payment ON allocation(payment_id);
CREATE TABLE refund(
  id INTEGER PRIMARY KEY, payment_id INTEGER NOT NULL REFERENCES payment(id),
  invoice_id INTEGER NOT NULL REFERENCES invoice(id), refunded_on TEXT NOT NULL CHECK ({day:refunded_on}),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0 AND {money:amount_minor}),
  entered_on TEXT NOT NULL CHECK ({day:entered_on}), reason TEXT NOT NULL CHECK (length(reason) > 0),
  import_id INTEGER REFERENCES import_batch(id)) STRICT;
"""

TEXTS = (SETTINGS, ACCESS, JOURNAL, PEOPLE, CLIENTS, CONTRACTS, INVOICES, PAYMENTS)
