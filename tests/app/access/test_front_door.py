"""An encrypted file while it is shut: guessing gets slow, tells nothing, and is journaled once somebody comes in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.front_door import unlock
from app.access.model import NewUser
from app.access.passwords import Passwords
from app.access.service import AccessService
from app.access.slow_down import bucket
from app.access.store import AccessStore
from app.bootstrap import Office
from app.journal.model import Entry
from app.kernel.actor import Role
from app.kernel.errors import KeysMissing, PremiaError, SignInFailed, SignInWait
from app.keys import door
from app.keys.attempts import SUFFIX, AttemptRecord
from app.keys.recovery import written
from app.keys.ring import KeyRing
from app.keys.sidecar import keys_path
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file
from tests.support.encrypted import CHEAP, KEY, LOGIN, PASSWORD, encrypted_copy

WRONG = "mistaken 1"
NEW = "a new password"
DIRECTOR = actor(Role.DIRECTOR)


def open_office(books: Path, clock: FrozenClock) -> Office:
    office = Office.open(books, clock, KEY)
    cheap = Passwords(rounds=1, memory_kib=8, lanes=1)
    ring = KeyRing(books, KEY, CHEAP)
    office.__dict__["access"] = AccessService(office.use_cases, AccessStore(office._db), cheap, ring)
    return office


@pytest.fixture
def books(tmp_path: Path, clock: FrozenClock) -> Path:
    path = encrypted_copy(office_file(tmp_path / "plain.premia"), tmp_path / "books.premia")
    with open_office(path, clock) as office:
        office.access.set_password(DIRECTOR, 1, PASSWORD)
        office.access.add_user(DIRECTOR, NewUser("Борис", Role.ACCOUNTANT, PASSWORD))
    return path


@pytest.fixture
def office(books: Path, clock: FrozenClock) -> Iterator[Office]:
    with open_office(books, clock) as made:
        yield made


def answer(books: Path, clock: FrozenClock, login: str = LOGIN, password: str = WRONG) -> str | int:
    """What somebody at the door hears: the code, or the seconds to wait."""
    try:
        unlock(books, login, password, clock)
    except SignInWait as wait:
        return int(str(wait.values["seconds"]))
    except PremiaError as error:
        return error.code
    return "in"


def written_down(office: Office) -> list[Entry]:
    return [entry for entry in office.journal.entries(DIRECTOR) if entry.action == "access.unlock"]


def test_the_wait_grows_as_inside_and_the_right_password_waits_too(books: Path, clock: FrozenClock) -> None:
    assert [answer(books, clock) for _ in range(4)] == ["sign_in_failed"] * 3 + [1]
    assert answer(books, clock, password=PASSWORD) == 1
    heard = []
    for _ in range(5):
        wait = answer(books, clock)
        heard.append(wait)
        clock.advance(seconds=int(wait))
        assert answer(books, clock) == "sign_in_failed"
    assert heard == [1, 2, 4, 8, 16]
    clock.advance(seconds=32)
    assert answer(books, clock, password=PASSWORD) == "in"
    assert answer(books, clock) == "sign_in_failed", "who came in begins anew"


def test_a_login_that_nobody_has_hears_the_same_and_waits_the_same(
    books: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    from app.keys import wrapping

    slowly = wrapping.stretched

    def counted(password: str, salt: bytes, costs: wrapping.Costs) -> bytes:
        asked.append(costs.memory_kib)
        return slowly(password, salt, costs)

    monkeypatch.setattr(wrapping, "stretched", counted)
    heard = {}
    for login in (LOGIN, "nobody"):
        heard[login] = [answer(books, clock, login) for _ in range(5)]
        assert asked == [CHEAP.memory_kib] * 3, "the same work, and none while one waits"
        asked.clear()
    assert heard["nobody"] == heard[LOGIN]


def test_many_logins_slow_the_whole_file_down_gently(books: Path, clock: FrozenClock) -> None:
    heard = [answer(books, clock, f"login {at}") for at in range(14)]
    assert heard == ["sign_in_failed"] * 12 + [1, 1]


def test_failures_count_for_a_day(books: Path, clock: FrozenClock) -> None:
    for _ in range(3):
        answer(books, clock)
    assert answer(books, clock) == 1
    clock.advance(seconds=24 * 3600 + 1)
    assert [answer(books, clock) for _ in range(3)] == ["sign_in_failed"] * 3


@pytest.mark.parametrize("days", [-1, 1, 40_000])
def test_a_forged_record_keeps_nobody_out_for_good(books: Path, clock: FrozenClock, days: int) -> None:
    moment = (clock.now() + timedelta(days=days)).isoformat()
    line = {"id": "f", "mark": "m", "bucket": bucket(LOGIN), "count": 999_999, "first_at": moment, "last_at": moment}
    AttemptRecord(books)._file.write_text(json.dumps(line) + "\n" + "x" * 100_000 + "\n")
    clock.advance(seconds=15 * 60)
    assert answer(books, clock, password=PASSWORD) == "in"


def test_a_clock_set_back_keeps_nobody_out(books: Path, clock: FrozenClock) -> None:
    for _ in range(3):
        answer(books, clock)
    clock.advance(seconds=-3600)
    assert answer(books, clock, password=PASSWORD) == "in"


def test_lost_keys_are_told_and_count_nothing(books: Path, clock: FrozenClock) -> None:
    keys_path(books).unlink()
    with pytest.raises(KeysMissing):
        unlock(books, LOGIN, PASSWORD, clock)
    assert AttemptRecord(books).failed() == ()


def test_who_comes_in_finds_the_failures_in_the_journal(books: Path, clock: FrozenClock) -> None:
    first = clock.now()
    assert [answer(books, clock, "ОЛЬГА 123"), answer(books, clock, "борис")] == ["sign_in_failed"] * 2
    clock.advance(seconds=60)
    assert answer(books, clock, "Борис ") == "sign_in_failed"
    assert answer(books, clock, password=PASSWORD) == "in"
    with open_office(books, clock) as office:
        assert written_down(office) == []
        office.access.sign_in(LOGIN, PASSWORD)
        borys, nobody = written_down(office)
    assert (borys.login, borys.reason, borys.user_id) == ("Борис", "sign_in_failed", 2)
    assert dict(borys.about) == {"count": 2, "first_at": text(first), "last_at": text(clock.now())}
    assert (nobody.login, nobody.user_id, nobody.about["count"]) == ("", 0, 1)
    assert len(str(nobody.about["mark"])) == 32
    assert not AttemptRecord(books)._file.exists()


def test_no_login_that_was_typed_can_be_read_anywhere(books: Path, clock: FrozenClock, tmp_path: Path) -> None:
    secret = "my-password-in-the-wrong-field"
    answer(books, clock, secret)
    assert answer(books, clock, password=PASSWORD) == "in"
    with open_office(books, clock) as office:
        assert all(secret.encode() not in file.read_bytes() for file in tmp_path.iterdir())
        office.access.sign_in(LOGIN, PASSWORD)
        office.journal.export(DIRECTOR, tmp_path / "journal.csv")
    exported = (tmp_path / "journal.csv").read_text(encoding="utf-8")
    assert secret not in exported
    assert "access.unlock" in exported
    assert '""count"":1' in exported


def test_the_paper_writes_them_down_too(books: Path, clock: FrozenClock) -> None:
    answer(books, clock)
    with open_office(books, clock) as office:
        office.access.recover(LOGIN, NEW, written(KEY))
        assert [entry.about["count"] for entry in written_down(office)] == [1]
        assert office.journal.verify(DIRECTOR).broken is None


def test_a_wrong_password_inside_is_counted_inside(office: Office, books: Path) -> None:
    with pytest.raises(SignInFailed):
        office.access.sign_in(LOGIN, WRONG)
    assert AttemptRecord(books).failed() == ()
    assert door.unlock(books, LOGIN, PASSWORD) == KEY


def text(moment: object) -> str:
    return str(moment).replace(" ", "T").replace("+00:00", "Z")


def test_nothing_is_left_beside_the_file_when_nobody_failed(books: Path, clock: FrozenClock) -> None:
    assert answer(books, clock, password=PASSWORD) == "in"
    with open_office(books, clock) as office:
        office.access.sign_in(LOGIN, PASSWORD)
    assert not books.with_name(books.name + SUFFIX).exists()
