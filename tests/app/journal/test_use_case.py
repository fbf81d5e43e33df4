"""The frame: permission, one transaction, one journal row per area, and a repeat that does no harm."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.db.connect import SqliteDb
from app.journal.use_case import UseCaseFrame
from app.kernel.actor import Permission, Role
from app.kernel.changes import Area
from app.kernel.database import Row, WriteLog
from app.kernel.errors import Busy, Denied, Refused
from app.kernel.ids import OperationId
from tests.support.clock import FrozenClock
from tests.support.database import actor, open_db

DIRECTOR = actor(Role.DIRECTOR)
OFFICE = actor(Role.OFFICE_MANAGER, user_id=2)
EDIT = Permission.EDIT_CLIENTS
ONCE = OperationId("once")


@pytest.fixture
def frame(db: SqliteDb, clock: FrozenClock) -> UseCaseFrame:
    return UseCaseFrame(db, clock)


def add_group(db: SqliteDb, name: str = "Промінь") -> int:
    return db.insert("client_group", {"name": name, "name_key": name.casefold()})


def journal(db: SqliteDb) -> list[dict[str, object]]:
    return [
        {**row, "body": json.loads(str(row["body"]))}
        for row in db.query(
            "SELECT j.login, j.action, j.outcome, j.area, j.result, b.body "
            "FROM journal j JOIN journal_body b ON b.id = j.id ORDER BY j.id"
        )
    ]


def test_a_use_case_is_done_told_and_journaled(frame: UseCaseFrame, db: SqliteDb) -> None:
    done = frame.perform(OFFICE, EDIT, ONCE, lambda: add_group(db), action="clients.add_group")
    assert (done.value, done.areas, done.operation_id) == (1, frozenset({Area.CLIENTS}), ONCE)
    after = {"id": 1, "name": "Промінь", "name_key": "промінь", "import_id": None, "version": 1}
    assert journal(db) == [
        {
            "login": "office_manager",
            "action": "clients.add_group",
            "outcome": "done",
            "area": "clients",
            "result": "1",
            "body": [{"table": "client_group", "id": 1, "before": None, "after": after}],
        }
    ]
    assert db.rows("SELECT at, user_id, operation_id FROM journal") == [("2026-11-20T12:00:00.000Z", 2, "once")]


def test_every_area_gets_its_own_row(frame: UseCaseFrame, db: SqliteDb) -> None:
    def work() -> None:
        person: Row = {"staff_no": "1", "staff_no_key": "1", "name": "О", "name_key": "о"}
        person_id = db.insert("person", person)
        terms: Row = {"person_id": person_id, "valid_from": "2026-01-01", "engagement": "employee", "salary_minor": 5}
        db.insert("pay_terms", terms)

    done = frame.perform(DIRECTOR, Permission.EDIT_STAFF, None, work, action="staff.add")
    assert done.areas == {Area.STAFF, Area.PAY_TERMS}
    assert [row["area"] for row in journal(db)] == ["staff", "pay_terms"]
    assert "salary" not in str(journal(db)[0]["body"])


def test_many_rows_leave_a_count_and_a_digest(frame: UseCaseFrame, db: SqliteDb) -> None:
    rows: list[Row] = [{"name": name, "name_key": name} for name in ("a", "b")]
    frame.perform(OFFICE, EDIT, None, lambda: db.insert_many("client_group", rows), action="x")
    (entry,) = journal(db)
    (image,) = json.loads(json.dumps(entry["body"]))
    assert (image["table"], image["count"], len(image["digest"])) == ("client_group", 2, 64)


def test_a_password_never_reaches_the_journal(frame: UseCaseFrame, db: SqliteDb) -> None:
    def work() -> None:
        user_id = db.insert("user_account", {"login": "a", "login_key": "a", "role": "director"})
        db.insert("user_secret", {"id": user_id, "password_hash": "$argon2id$secret"})
        db.change("user_secret", user_id, 1, password_hash="$argon2id$other")  # ruff: ignore[hardcoded-password-func-arg]
        db.remove("user_secret", user_id, 2)

    frame.perform(DIRECTOR, Permission.EDIT_USERS, None, work, action="x")
    assert "argon2" not in str(journal(db))
    assert [image["change"] for image in journal(db)[0]["body"][1:]] == ["added", "changed", "removed"]  # type: ignore[index]


def test_blobs_are_journaled_by_their_digest(frame: UseCaseFrame, db: SqliteDb) -> None:
    def work() -> None:
        run: Row = {"id": 1, "month": "2026-09", "revision": 1, "facts_token": "t", "semantics": 1, "currency": "UAH"}
        db.insert("payroll_run", run)
        db.insert("payroll_snapshot", {"id": 1, "inputs": b"abc", "inputs_hash": "h", "results_hash": "h"})

    frame.perform(DIRECTOR, Permission.RUN_PAYROLL, None, work, action="x")
    assert journal(db)[0]["body"][1]["after"]["inputs"].endswith("(3)")  # type: ignore[index]


def test_nothing_changed_is_nothing_journaled(frame: UseCaseFrame, db: SqliteDb) -> None:
    done = frame.perform(OFFICE, EDIT, None, lambda: None, action="x")
    assert (done.areas, journal(db)) == (frozenset(), [])


# refusals


def test_without_the_permission_nothing_is_done_and_the_refusal_is_journaled(frame: UseCaseFrame, db: SqliteDb) -> None:
    with pytest.raises(Denied) as caught:
        frame.perform(OFFICE, Permission.EDIT_PAY, None, lambda: add_group(db), action="staff.set_pay")
    assert caught.value.values == {"permission": "edit_pay", "action": "staff.set_pay"}
    assert db.rows("SELECT * FROM client_group") == []
    refusal = {"login": "office_manager", "action": "staff.set_pay", "outcome": "refused", "area": "", "result": None}
    assert journal(db) == [{**refusal, "body": {"permission": "edit_pay"}}]


def test_a_refused_look_is_journaled_too(frame: UseCaseFrame, db: SqliteDb) -> None:
    with pytest.raises(Denied):
        frame.view(OFFICE, Permission.SEE_PAY, list, action="staff.pay")
    assert [row["action"] for row in journal(db)] == ["staff.pay"]


@pytest.mark.parametrize("outer", ["perform", "view"])
def test_a_refusal_inside_another_use_case_survives_its_rollback(frame: UseCaseFrame, db: SqliteDb, outer: str) -> None:
    def work() -> None:
        if outer == "perform":
            add_group(db)
        frame.view(OFFICE, Permission.SEE_PAY, list, action="inner")

    def call() -> None:
        if outer == "perform":
            frame.perform(OFFICE, EDIT, None, work, action="outer")
        else:
            frame.view(OFFICE, Permission.SEE_RECORDS, work, action="outer")

    with pytest.raises(Denied):
        call()
    assert [(row["action"], row["outcome"]) for row in journal(db)] == [("inner", "refused")]
    assert db.rows("SELECT * FROM client_group") == []


# joining


def test_use_cases_join_and_the_outermost_journals(frame: UseCaseFrame, db: SqliteDb) -> None:
    def outer() -> int:
        inner = frame.perform(OFFICE, EDIT, None, lambda: add_group(db, "a"), action="inner")
        assert (inner.areas, inner.operation_id) == (frozenset({Area.CLIENTS}), ONCE)
        return inner.value + add_group(db, "b")

    done = frame.perform(OFFICE, EDIT, ONCE, outer, action="outer")
    assert done.value == 3
    assert [(row["action"], len(row["body"])) for row in journal(db)] == [("outer", 2)]  # type: ignore[arg-type]


def test_what_fails_takes_everything_back(frame: UseCaseFrame, db: SqliteDb) -> None:
    def work() -> None:
        frame.perform(OFFICE, EDIT, None, lambda: add_group(db), action="inner")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        frame.perform(OFFICE, EDIT, None, work, action="outer")
    assert db.rows("SELECT * FROM client_group") == []
    assert journal(db) == []
    frame.perform(OFFICE, EDIT, None, lambda: add_group(db), action="again")
    assert [row["action"] for row in journal(db)] == ["again"]


# repeating


def test_a_repeat_gives_the_first_answer_and_does_nothing(frame: UseCaseFrame, db: SqliteDb) -> None:
    first = frame.perform(OFFICE, EDIT, ONCE, lambda: add_group(db), action="x")
    again = frame.perform(OFFICE, EDIT, ONCE, lambda: add_group(db, "другий"), action="x")
    assert again == first
    assert db.rows("SELECT name FROM client_group") == [("Промінь",)]
    assert len(journal(db)) == 1


@pytest.mark.parametrize("answer", [7, "A-7", None])
def test_a_repeat_gives_back_what_it_can(frame: UseCaseFrame, db: SqliteDb, answer: int | str | None) -> None:
    def work() -> int | str | None:
        add_group(db)
        return answer

    frame.perform(OFFICE, EDIT, ONCE, work, action="x")
    assert frame.perform(OFFICE, EDIT, ONCE, work, action="x").value == answer


def test_an_operation_id_names_one_use_case(frame: UseCaseFrame, db: SqliteDb) -> None:
    frame.perform(OFFICE, EDIT, ONCE, lambda: add_group(db), action="x")
    with pytest.raises(Refused) as caught:
        frame.perform(OFFICE, EDIT, ONCE, lambda: add_group(db, "b"), action="y")
    assert caught.value.rule == "operation_reused"


def test_a_refused_operation_may_be_tried_again(frame: UseCaseFrame, db: SqliteDb) -> None:
    with pytest.raises(Denied):
        frame.perform(OFFICE, Permission.EDIT_PAY, ONCE, lambda: add_group(db), action="x")
    assert frame.perform(DIRECTOR, Permission.EDIT_PAY, ONCE, lambda: add_group(db), action="x").value == 1


# busy


class BusyAtFirst(SqliteDb):
    """A file whose write lock somebody else holds the first ``refusals`` times."""

    refusals = 0

    @contextmanager
    def write(self) -> Generator[WriteLog]:
        if self.refusals:
            self.refusals -= 1
            raise Busy
        with super().write() as log:
            yield log


def test_busy_is_tried_once_more_and_then_told(db: SqliteDb, tmp_path: Path, clock: FrozenClock) -> None:
    busy = BusyAtFirst(tmp_path / "books.premia")
    frame = UseCaseFrame(busy, clock)
    busy.refusals = 1
    assert frame.perform(OFFICE, EDIT, None, lambda: add_group(busy), action="x").value == 1
    busy.refusals = 2
    with pytest.raises(Busy):
        frame.perform(OFFICE, EDIT, None, lambda: add_group(busy, "b"), action="x")
    assert busy.refusals == 0
    assert db.rows("SELECT count(*) FROM client_group") == [(1,)]
    busy.close()


def test_a_refusal_stands_though_it_cannot_be_journaled(
    db: SqliteDb, tmp_path: Path, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    busy = BusyAtFirst(tmp_path / "books.premia")
    busy.refusals = 1
    with pytest.raises(Denied):
        UseCaseFrame(busy, clock).view(OFFICE, Permission.SEE_PAY, list, action="x")
    assert "could not be journaled" in caplog.text
    caplog.clear()
    assert journal(db) == []
    busy.close()


# reading


def test_a_view_sees_one_moment(frame: UseCaseFrame, db: SqliteDb, tmp_path: Path) -> None:
    there = open_db(tmp_path / "books.premia")

    def work() -> tuple[int, int]:
        before = len(db.rows("SELECT * FROM client_group"))
        with there.write():
            add_group(there)
        return before, len(db.rows("SELECT * FROM client_group"))

    assert frame.view(OFFICE, Permission.SEE_RECORDS, work, action="x") == (0, 0)
    there.close()


def test_a_view_that_writes_is_a_bug(frame: UseCaseFrame, db: SqliteDb) -> None:
    with pytest.raises(RuntimeError, match="inside read"):
        frame.view(OFFICE, Permission.SEE_RECORDS, lambda: add_group(db), action="x")
