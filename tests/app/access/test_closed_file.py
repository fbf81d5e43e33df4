"""Signing in to an encrypted file: failures count although the file is closed, and its journal hears of them later."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.closed_file import attempts_path, knock, read_attempts
from app.access.passwords import Passwords
from app.access.service import AccessService
from app.access.slow_down import FREE_PER_LOGIN
from app.access.store import AccessStore
from app.bootstrap import Office
from app.kernel.actor import Permission
from app.kernel.errors import KeysMissing, SignInFailed, SignInWait
from app.keys.ring import KeyRing
from app.keys.sidecar import keys_path
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.encrypted import CHEAP, KEY, LOGIN, PASSWORD, encrypted_copy


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return encrypted_copy(office_file(tmp_path / "plain.premia"), tmp_path / "books.premia")


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


def fail(books: Path, clock: FrozenClock, times: int, login: str = LOGIN) -> None:
    for _ in range(times):
        with pytest.raises(SignInFailed):
            knock(books, login, "wrong", clock)


def test_the_right_password_opens_and_leaves_nothing_behind(books: Path, clock: FrozenClock) -> None:
    assert knock(books, LOGIN, PASSWORD, clock) == KEY
    assert not attempts_path(books).exists()


def test_after_some_failures_even_the_right_password_waits(books: Path, clock: FrozenClock) -> None:
    fail(books, clock, FREE_PER_LOGIN)
    with pytest.raises(SignInWait) as waits:
        knock(books, LOGIN, PASSWORD, clock)
    assert waits.value.values["seconds"] == 1
    clock.advance(seconds=1)
    assert knock(books, LOGIN, PASSWORD, clock) == KEY


def test_the_wait_doubles_and_a_stranger_waits_like_anybody(books: Path, clock: FrozenClock) -> None:
    for login in (LOGIN, "nobody"):
        fail(books, clock, FREE_PER_LOGIN, login)
        waited: list[int] = []
        for _ in range(3):
            with pytest.raises(SignInWait) as waits:
                knock(books, login, "wrong", clock)
            waited.append(int(str(waits.value.values["seconds"])))
            clock.advance(seconds=waited[-1])
            fail(books, clock, 1, login)
        assert waited == [1, 2, 4]


def test_another_login_is_not_kept_waiting(books: Path, clock: FrozenClock) -> None:
    fail(books, clock, FREE_PER_LOGIN, "nobody")
    assert knock(books, LOGIN, PASSWORD, clock) == KEY


def test_logins_do_not_stand_in_the_list(books: Path, clock: FrozenClock) -> None:
    fail(books, clock, 1, "my secret password by mistake")
    assert "secret" not in attempts_path(books).read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"counts": {"1": [9, "yesterday"]}, "unsaid": []}', "\x00" * 20])
def test_a_damaged_list_keeps_nobody_out(books: Path, clock: FrozenClock, damage: str) -> None:
    attempts_path(books).write_text(damage, encoding="utf-8")
    assert knock(books, LOGIN, PASSWORD, clock) == KEY


def test_missing_keys_are_no_failure_of_the_person(books: Path, clock: FrozenClock) -> None:
    keys_path(books).unlink()
    with pytest.raises(KeysMissing):
        knock(books, LOGIN, PASSWORD, clock)
    assert read_attempts(books).counts == {}


def test_the_journal_hears_of_failures_when_somebody_comes_in(books: Path, clock: FrozenClock) -> None:
    fail(books, clock, 2)
    key = knock(books, LOGIN, PASSWORD, clock)
    with Office.open(books, clock, key) as office:
        cheap = Passwords(rounds=1, memory_kib=8, lanes=1)
        access = AccessService(office.use_cases, AccessStore(office._db), cheap, KeyRing(books, KEY, CHEAP))
        director = access.sole_user()
        assert director is not None
        access.set_password(director, director.user_id, PASSWORD)
        actor = access.sign_in(LOGIN, PASSWORD)
        assert Permission.EDIT_USERS in actor.permissions
        told = [entry for entry in office.journal.entries(actor) if entry.action == "access.sign_in_closed"]
        assert len(told) == 2
        access.sign_in(LOGIN, PASSWORD)
        again = [entry for entry in office.journal.entries(actor) if entry.action == "access.sign_in_closed"]
        assert len(again) == 2
