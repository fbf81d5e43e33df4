"""The database itself keeps the books' promises: every guard is tried through a plain connection."""

# ruff: file-ignore[hardcoded-sql-expression] (statements of an intruder, made of the names above them)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import guards
from app.db.connect import SqliteDb
from app.db.driver import Connection, connect, driver
from app.kernel.errors import Refused
from tests.support.database import empty_file, open_db

PERSON = "INSERT INTO person(id, staff_no, staff_no_key, name, name_key) VALUES (1, '1', '1', 'Ольга', 'ольга')"
RUN = (
    "INSERT INTO payroll_run(id, month, revision, state, facts_token, semantics, currency) "
    "VALUES (1, '2026-09', 1, 'draft', 't', 1, 'UAH')"
)
LINE = (
    "INSERT INTO payroll_line(id, run_id, person_id, engagement, salary_minor, bonus_minor, adjustments_minor, "
    "true_ups_minor, carry_in_minor, carry_out_minor, draw_top_up_minor, draw_repaid_minor, guarantee_top_up_minor, "
    "floored_minor, gross_minor) VALUES (1, 1, 1, 'employee', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)"
)
ACCRUAL = (
    "INSERT INTO accrual(id, run_id, person_id, key, kind, scheme_id, scheme_version, rule_key, event_key, "
    "event_kind, event_on, month, order_number, function, base_minor, amount_minor, why) VALUES "
    "(1, 1, 1, 'k', 'accrual', 1, 1, 'r', 'e', 'payment_received', '2026-09-01', '2026-09', 1, 'selling', 1, 1, '')"
)
ADJUSTMENT = (
    "INSERT INTO adjustment(id, run_id, person_id, amount_minor, reason, user_id, login) "
    "VALUES (1, 1, 1, 5, 'x', 1, 'a')"
)
BALANCE = (
    "INSERT INTO balance(id, run_id, person_id, carry_minor, draw_owed_minor, held_minor) VALUES (1, 1, 1, 0, 0, 0)"
)
SNAPSHOT = "INSERT INTO payroll_snapshot(id, inputs, inputs_hash, results_hash) VALUES (1, x'00', 'h', 'h')"
STEP = (
    "INSERT INTO payroll_step(id, run_id, at, user_id, login, from_state, to_state) "
    "VALUES (1, 1, '2026-10-01T00:00:00Z', 1, 'a', 'draft', 'submitted')"
)
RESULTS = {
    "payroll_line": LINE,
    "accrual": ACCRUAL,
    "adjustment": ADJUSTMENT,
    "balance": BALANCE,
    "payroll_snapshot": SNAPSHOT,
}

CLIENT = "INSERT INTO client(id, code, name, name_key) VALUES (1, 'C1', 'Обрій', 'обрій')"
CONTRACT = (
    "INSERT INTO contract(id, number, number_key, client_id, signed_on, net_minor, currency) "
    "VALUES (1, 'A-1', 'a-1', 1, '2026-01-01', 100, 'UAH')"
)
INVOICE = (
    "INSERT INTO invoice(id, number, number_key, contract_id, issued_on, due_on, net_minor, gross_minor) "
    "VALUES (1, 'I-1', 'i-1', 1, '2026-01-01', '2026-01-31', 100, 100)"
)
PAYMENT = (
    "INSERT INTO payment(id, number, number_key, client_id, received_on, amount_minor, currency, entered_on) "
    "VALUES (1, 'P-1', 'p-1', 1, '2026-01-10', 100, 'UAH', '2026-01-10')"
)
ALLOCATION = (
    "INSERT INTO allocation(id, payment_id, invoice_id, allocated_on, amount_minor) VALUES (1, 1, 1, '2026-01-10', 100)"
)
REFUND = (
    "INSERT INTO refund(id, payment_id, invoice_id, refunded_on, amount_minor, entered_on, reason) "
    "VALUES (1, 1, 1, '2026-02-01', 10, '2026-02-01', 'r')"
)
JOURNAL = (
    "INSERT INTO journal(id, at, user_id, login, operation_id, action, outcome, area, body_hash, prev_hash, hash) "
    "VALUES ({id}, '2026-01-01T00:00:00Z', 1, 'a', '{id}', 'x', 'done', 'clients', 'b', '{prev}', '{own}')"
)
BODY = "INSERT INTO journal_body(id, area, body) VALUES (1, 'clients', '[]')"
FOUNDATION = (
    PERSON, CLIENT, CONTRACT, INVOICE, PAYMENT, ALLOCATION, REFUND, JOURNAL.format(id=1, prev="", own="h1"), BODY,
)  # fmt: skip
INSERTS = {"payment": PAYMENT, "allocation": ALLOCATION, "refund": REFUND, "journal_body": BODY, "payroll_step": STEP}


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Connection]:
    """A connection as a foreign tool opens it: foreign keys and recursive triggers are off."""
    connection = connect(empty_file(tmp_path / "books.premia"))
    for statement in FOUNDATION:
        connection.execute(statement)
    yield connection
    connection.close()


def refused(connection: Connection, statement: str) -> str:
    """The rule that stops a statement."""
    with pytest.raises(driver().IntegrityError, match=r"rule:\w+") as caught:
        connection.execute(statement)
    return str(caught.value).removeprefix("rule:")


def run_in(connection: Connection, state: str) -> None:
    """A run with all its results, moved on to ``state``."""
    for statement in (RUN, *RESULTS.values(), STEP):
        connection.execute(statement)
    for after in ("submitted", "approved", "paid", "closed"):
        if state == "draft":
            return
        connection.execute(f"UPDATE payroll_run SET state = '{after}'")
        if after == state:
            return


@pytest.mark.parametrize("table", guards.APPEND_ONLY)
def test_what_is_written_once_never_changes_and_never_vanishes(plain: Connection, table: str) -> None:
    run_in(plain, "closed")
    assert refused(plain, f"UPDATE {table} SET id = id") == "append_only"
    assert refused(plain, f"DELETE FROM {table}") == "append_only"


@pytest.mark.parametrize("table", sorted(INSERTS))
def test_what_is_written_once_is_not_replaced(plain: Connection, table: str) -> None:
    run_in(plain, "draft")
    assert refused(plain, INSERTS[table].replace("INSERT", "INSERT OR REPLACE", 1)) == "append_only"


@pytest.mark.parametrize(("row_id", "previous"), [(2, "other"), (3, "h1"), (1, "h1")])
def test_a_journal_row_follows_the_last_one(plain: Connection, row_id: int, previous: str) -> None:
    insert = JOURNAL.format(id=row_id, prev=previous, own="h2")
    assert refused(plain, insert.replace("INSERT", "INSERT OR REPLACE", 1)) == "journal_chain"


def test_the_next_journal_row_is_taken(plain: Connection) -> None:
    plain.execute(JOURNAL.format(id=2, prev="h1", own="h2"))


@pytest.mark.parametrize("table", sorted(guards.FROZEN_WITH_RUN))
@pytest.mark.parametrize("state", ["submitted", "approved", "paid", "closed"])
def test_results_are_frozen_when_their_run_is_no_draft(plain: Connection, table: str, state: str) -> None:
    run_in(plain, state)
    assert refused(plain, RESULTS[table].replace("INSERT", "INSERT OR REPLACE", 1)) == "run_frozen"
    assert refused(plain, f"UPDATE {table} SET id = id") == "run_frozen"
    assert refused(plain, f"DELETE FROM {table}") == "run_frozen"


@pytest.mark.parametrize("table", sorted(guards.FROZEN_WITH_RUN))
def test_results_of_a_draft_move_but_not_into_another_run(plain: Connection, table: str) -> None:
    run_in(plain, "draft")
    plain.execute(f"UPDATE {table} SET id = id")
    assert refused(plain, f"UPDATE {table} SET {guards.FROZEN_WITH_RUN[table]} = 7") == "run_frozen"
    plain.execute(f"DELETE FROM {table}")


def test_results_without_a_run_are_refused(plain: Connection) -> None:
    for insert in RESULTS.values():
        assert refused(plain, insert) == "run_frozen"


def test_a_month_does_not_close_without_its_snapshot(plain: Connection) -> None:
    plain.execute(RUN)
    for state in ("submitted", "approved", "paid"):
        plain.execute(f"UPDATE payroll_run SET state = '{state}'")
    assert refused(plain, "UPDATE payroll_run SET state = 'closed'") == "snapshot_missing"


STATES = ("draft", "submitted", "approved", "paid", "closed")


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_a_run_moves_along_the_table_and_nowhere_else(plain: Connection, before: str, after: str) -> None:
    run_in(plain, before)
    move = f"UPDATE payroll_run SET state = '{after}'"
    if before == after or (before, after) in guards.TRANSITIONS:
        plain.execute(move)
    else:
        assert refused(plain, move) == "run_state"


def test_a_run_begins_as_a_draft_alone_and_once(plain: Connection) -> None:
    assert refused(plain, RUN.replace("'draft'", "'approved'")) == "run_state"
    run_in(plain, "approved")
    assert refused(plain, RUN.replace("INSERT", "INSERT OR REPLACE", 1)) in {"run_open", "run_exists"}
    another = RUN.replace("(1, '2026-09', 1", "(2, '2026-10', 1")
    assert refused(plain, another.replace("INSERT", "INSERT OR REPLACE", 1)) == "run_open"
    plain.execute("UPDATE payroll_run SET state = 'paid'")
    plain.execute("UPDATE payroll_run SET state = 'closed'")
    assert refused(plain, RUN.replace("(1,", "(2,").replace("INSERT", "INSERT OR REPLACE", 1)) == "run_exists"
    plain.execute(another)


def test_a_run_keeps_its_month_revision_and_basis(plain: Connection) -> None:
    run_in(plain, "draft")
    assert refused(plain, "UPDATE payroll_run SET month = '2026-10'") == "run_identity"
    assert refused(plain, "UPDATE payroll_run SET revision = 2") == "run_identity"
    plain.execute("UPDATE payroll_run SET facts_token = 'u', semantics = 2")
    plain.execute("UPDATE payroll_run SET state = 'submitted'")
    for column in guards.FIXED_AT_DRAFT:
        assert refused(plain, f"UPDATE payroll_run SET {column} = {column} || '1'") == "run_frozen"


def test_only_a_draft_is_deleted(plain: Connection) -> None:
    run_in(plain, "submitted")
    assert refused(plain, "DELETE FROM payroll_run") == "run_frozen"
    plain.execute("UPDATE payroll_run SET state = 'draft'")
    plain.execute("DELETE FROM payroll_run")


def test_a_run_that_was_once_submitted_stays(db: SqliteDb) -> None:
    with db.write():
        for statement in (PERSON, RUN, STEP):
            db.execute(statement)
    with pytest.raises(Refused) as caught, db.write():
        db.execute("DELETE FROM payroll_run")
    assert caught.value.rule == "foreign_key"


def scheme(state: str) -> tuple[str, str]:
    version = (
        "INSERT INTO scheme_version(id, scheme_id, number, valid_from, terms, definition, state) "
        f"VALUES (1, 1, 1, '2026-01-01', '{{}}', '[]', '{state}')"
    )
    return "INSERT INTO scheme(id, key, name) VALUES (1, 's', 'S')", version


def test_a_scheme_in_force_is_never_edited(plain: Connection) -> None:
    for statement in scheme("in_force"):
        plain.execute(statement)
    for edit in ("definition = 'x'", "terms = 'x'", "valid_from = '2026-02-01'", "number = 2", "state = 'draft'"):
        assert refused(plain, f"UPDATE scheme_version SET {edit}") == "scheme_in_force"
    assert refused(plain, "DELETE FROM scheme_version") == "scheme_in_force"
    assert refused(plain, scheme("in_force")[1].replace("INSERT", "INSERT OR REPLACE", 1)) == "scheme_in_force"
    plain.execute("UPDATE scheme_version SET version = version + 1")


def test_whom_a_scheme_names_is_fixed_with_it_and_keeps_the_number(plain: Connection) -> None:
    name = "INSERT INTO scheme_person(id, version_id, person_id) VALUES (1, 1, 1)"
    for statement in (*scheme("in_force"), name):
        plain.execute(statement)
    assert refused(plain, "UPDATE person SET staff_no = '2', staff_no_key = '0012'") == "person_named"
    assert refused(plain, "UPDATE scheme_person SET person_id = 2") == "scheme_in_force"
    assert refused(plain, "DELETE FROM scheme_person") == "scheme_in_force"
    assert refused(plain, name.replace("INSERT", "INSERT OR REPLACE", 1)) == "scheme_in_force"
    plain.execute("UPDATE person SET name = 'Olha', staff_no = '01'")


def test_a_draft_of_a_scheme_names_others_tomorrow(plain: Connection) -> None:
    for statement in (*scheme("draft"), "INSERT INTO scheme_person(version_id, person_id) VALUES (1, 1)"):
        plain.execute(statement)
    plain.execute("DELETE FROM scheme_person")
    plain.execute("UPDATE person SET staff_no = '2', staff_no_key = '0012'")


def test_a_draft_of_a_scheme_is_edited_and_put_in_force(plain: Connection) -> None:
    for statement in scheme("draft"):
        plain.execute(statement)
    plain.execute("UPDATE scheme_version SET definition = 'x', valid_from = '2026-02-01', state = 'in_force'")


def test_no_insert_takes_the_place_of_a_version_in_force(plain: Connection) -> None:
    """Not even where a foreign tool would replace a row with the same number or the same day."""
    named, version = scheme("in_force")
    for statement in (named, version):
        plain.execute(statement)
    other = version.replace("INSERT", "INSERT OR REPLACE", 1).replace("VALUES (1, 1, 1,", "VALUES (2, 1, 1,")
    assert refused(plain, other) == "scheme_in_force"
    assert refused(plain, other.replace("VALUES (2, 1, 1,", "VALUES (2, 1, 2,")) == "scheme_in_force"
    plain.execute(other.replace("VALUES (2, 1, 1, '2026-01-01'", "VALUES (2, 1, 2, '2026-02-01'"))


APPROVED = (
    "INSERT INTO scheme_approval(id, version_id, user_id, login, approved_at, limit_ppm) "
    "VALUES (1, 1, 1, 'a', '2026-01-01T00:00:00Z', 300000)"
)
ACCEPTED = (
    "INSERT INTO accepted_finding(id, version_id, code, place, subject_key, said, rules_hash, reason, user_id, login, "
    "accepted_at) VALUES (1, 1, 'c', '', '', '', '', 'r', 1, 'a', '2026-01-01T00:00:00Z')"
)


def test_what_was_approved_stands(plain: Connection) -> None:
    for statement in (*scheme("in_force"), APPROVED, ACCEPTED):
        plain.execute(statement)
    for table, column in (("scheme_approval", "login"), ("accepted_finding", "reason")):
        assert refused(plain, f"UPDATE {table} SET {column} = 'x'") == "approval_stands"
        assert refused(plain, f"DELETE FROM {table}") == "approval_stands"
    for statement in (APPROVED, ACCEPTED, APPROVED.replace("VALUES (1", "VALUES (2")):
        assert refused(plain, statement.replace("INSERT", "INSERT OR REPLACE", 1)) == "approval_stands"


def test_a_finding_accepted_for_a_draft_may_be_withdrawn(plain: Connection) -> None:
    draft = (
        "INSERT INTO scheme_draft(id, name, user_id, login, step, body, saved_at) "
        "VALUES (1, 'S', 1, 'a', 'check', '{}', '2026-01-01T00:00:00Z')"
    )
    for statement in (*scheme("in_force"), draft, ACCEPTED.replace("(id, version_id", "(id, draft_id")):
        plain.execute(statement)
    plain.execute("UPDATE accepted_finding SET draft_id = NULL, version_id = 1")
    assert refused(plain, "DELETE FROM accepted_finding") == "approval_stands"


def test_the_books_begin_where_they_began_once_a_month_is_closed(plain: Connection) -> None:
    plain.execute(
        "INSERT INTO firm(id, name, currency, books_from, language) VALUES (1, 'F', 'UAH', '2026-01-01', 'uk')"
    )
    plain.execute("UPDATE firm SET books_from = '2026-02-01', currency = 'EUR'")
    run_in(plain, "closed")
    assert refused(plain, "UPDATE firm SET books_from = '2026-03-01'") == "books_closed"
    assert refused(plain, "UPDATE firm SET currency = 'USD'") == "books_closed"
    plain.execute("UPDATE firm SET name = 'G'")


def test_services_hear_the_rule(tmp_path: Path) -> None:
    db = open_db(empty_file(tmp_path / "books.premia"))
    with db.write():
        for statement in FOUNDATION:
            db.execute(statement)
    with pytest.raises(Refused) as caught, db.write():
        db.execute("DELETE FROM payment")
    assert caught.value.rule == "append_only"
    db.close()
