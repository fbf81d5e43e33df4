"""Guessing passwords gets slow, is written down, and tells nothing about who has a login."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.access.model import NewUser
from app.access.passwords import Passwords
from app.access.service import AccessService
from app.access.store import AccessStore
from app.bootstrap import Office
from app.journal.model import Entry, Outcome, Question
from app.kernel.actor import Actor, Role
from app.kernel.errors import PremiaError, SignInFailed, SignInWait
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file

CHEAP = Passwords(rounds=1, memory_kib=8, lanes=1)
SECRET = "кавун і диня"
WRONG = "mistaken 1"


def open_office(path: Path, clock: FrozenClock) -> Office:
    office = Office.open(path, clock)
    office.__dict__["access"] = AccessService(office.use_cases, AccessStore(office._db), CHEAP)  # quick hashes
    return office


@pytest.fixture
def office(tmp_path: Path, clock: FrozenClock) -> Iterator[Office]:
    """A director (olha) and an accountant (Борис), both with the same password."""
    made = open_office(office_file(tmp_path / "office.premia"), clock)
    director = actor(Role.DIRECTOR)
    made.access.set_password(director, 1, SECRET)
    made.access.add_user(director, NewUser("Борис", Role.ACCOUNTANT, SECRET))
    yield made
    made.close()


def answer(office: Office, login: str, password: str = WRONG) -> str | int:
    """What somebody at the door hears: the code, or the seconds to wait."""
    try:
        office.access.sign_in(login, password)
    except SignInWait as wait:
        return int(str(wait.values["seconds"]))
    except PremiaError as error:
        return error.code
    return "in"


def failures(office: Office) -> list[Entry]:
    entries = office.journal.entries(actor(Role.DIRECTOR), Question())
    return [entry for entry in entries if entry.reason == "sign_in_failed"]


def test_after_three_failures_one_waits_and_longer_each_time(office: Office, clock: FrozenClock) -> None:
    assert [answer(office, "olha") for _ in range(4)] == ["sign_in_failed"] * 3 + [1]
    assert answer(office, "olha", SECRET) == 1, "the right password waits too, else the wait would tell it"
    heard = []
    for _ in range(5):
        wait = answer(office, "olha")
        heard.append(wait)
        clock.advance(seconds=int(wait))
        assert answer(office, "olha") == "sign_in_failed"
    assert heard == [1, 2, 4, 8, 16]


def test_who_comes_in_begins_anew(office: Office, clock: FrozenClock) -> None:
    assert [answer(office, "olha") for _ in range(3)] == ["sign_in_failed"] * 3
    clock.advance(seconds=1)
    assert answer(office, "olha", SECRET) == "in"
    assert [answer(office, "olha") for _ in range(4)] == ["sign_in_failed"] * 3 + [1]


def test_the_wait_is_kept_in_the_file(office: Office, clock: FrozenClock) -> None:
    for _ in range(3):
        answer(office, "olha")
    office.close()
    with open_office(office.path, clock) as again:
        assert answer(again, "olha", SECRET) == 1


def test_others_do_not_wait_for_one_persons_failures(office: Office) -> None:
    for _ in range(4):
        answer(office, "olha")
    assert answer(office, "Борис", SECRET) == "in"


def test_many_logins_tried_in_turn_slow_the_file_down(office: Office) -> None:
    heard = [answer(office, f"guess {number}") for number in range(14)]
    assert heard == ["sign_in_failed"] * 12 + [1, 1]
    assert answer(office, "Борис", SECRET) == 1


def test_failures_are_forgotten_after_a_day(office: Office, clock: FrozenClock) -> None:
    for _ in range(3):
        answer(office, "olha")
    clock.advance(days=1, seconds=1)
    assert [answer(office, "olha") for _ in range(2)] == ["sign_in_failed"] * 2


def test_a_clock_that_is_set_back_makes_nobody_wait_for_years(office: Office, clock: FrozenClock) -> None:
    for _ in range(3):
        answer(office, "olha")
    clock.advance(days=-400)
    assert answer(office, "olha") == 1


@pytest.mark.parametrize("shut_out", [False, True])
def test_known_unknown_and_shut_out_logins_hear_the_same(office: Office, clock: FrozenClock, shut_out: bool) -> None:
    director = actor(Role.DIRECTOR)
    if shut_out:
        (boris,) = [user for user in office.access.users(director) if user.login == "Борис"]
        office.access.set_active(director, boris, active=False)
    heard: dict[str, list[str | int]] = {}
    for login in ("Борис", "nobody at all"):
        heard[login] = []
        for _ in range(6):
            heard[login].append(answer(office, login))
            clock.advance(milliseconds=500)
        clock.advance(days=2)
    assert heard["Борис"] == heard["nobody at all"]


def test_failures_are_journaled_without_what_was_typed(office: Office) -> None:
    answer(office, "olha", "my pass word")
    answer(office, "typed in the wrong field", "x")
    unknown, known = failures(office)
    assert (known.login, known.user_id, known.action, known.outcome) == ("olha", 1, "access.sign_in", Outcome.REFUSED)
    assert (unknown.login, unknown.user_id) == ("", 0)
    dump = str(office._db.rows("SELECT * FROM journal j JOIN journal_body b ON b.id = j.id"))
    assert "pass word" not in dump
    assert "wrong field" not in dump
    assert office.journal.verify(actor(Role.DIRECTOR)).broken is None


def test_waiting_writes_no_lines(office: Office) -> None:
    for _ in range(10):
        answer(office, "olha")
    assert len(failures(office)) == 3


def test_signing_in_leaves_no_trace_of_its_counting(office: Office) -> None:
    before = office._db.rows("SELECT count(*) FROM journal")
    assert answer(office, "olha", SECRET) == "in"
    assert office._db.rows("SELECT count(*) FROM journal") == before
    assert office._db.rows("SELECT * FROM sign_in_failure") == []


class Killed(Passwords):
    """The program is killed while it compares."""

    def match(self, stored: str | None, password: str) -> bool:
        raise KeyboardInterrupt(stored, password)


def test_an_attempt_is_counted_before_the_password_is_looked_at(office: Office) -> None:
    killed = AccessService(office.use_cases, AccessStore(office._db), Killed())
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            killed.sign_in("olha", SECRET)
    assert answer(office, "olha", SECRET) == 1


def refused(call: Callable[[], object]) -> str:
    with pytest.raises((SignInFailed, SignInWait)) as caught:
        call()
    return caught.value.code


def test_the_old_password_is_guessed_no_faster(office: Office) -> None:
    olha: Actor = office.access.sign_in("olha", SECRET)
    heard = [refused(lambda: office.access.change_own_password(olha, WRONG, SECRET + "!")) for _ in range(4)]
    assert heard == ["sign_in_failed"] * 3 + ["sign_in_wait"]
    assert [entry.action for entry in failures(office)] == ["access.own_password"] * 3
    assert answer(office, "olha", SECRET) == 1
