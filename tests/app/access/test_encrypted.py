"""Users of an encrypted file: each opens it by their own password, until the director says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.access.model import NewUser, User
from app.access.passwords import Passwords
from app.access.service import AccessService
from app.access.store import AccessStore
from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.kernel.errors import Duplicate, Invalid, RecoveryKeyWrong, Refused, SignInFailed
from app.keys.data_key import DataKey
from app.keys.door import unlock
from app.keys.recovery import written
from app.keys.ring import KeyRing
from app.keys.sidecar import keys_path, read_sidecar
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.encrypted import CHEAP, KEY, LOGIN, PASSWORD, encrypted_copy

SECRET, NEW = "кавун і диня", "a new password"
BORYS = NewUser("Борис", Role.ACCOUNTANT, SECRET)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return encrypted_copy(office_file(tmp_path / "plain.premia"), tmp_path / "books.premia")


@pytest.fixture
def office(books: Path) -> Office:
    made = Office.open(books, FrozenClock(), KEY)
    cheap = Passwords(rounds=1, memory_kib=8, lanes=1)
    store = AccessStore(made._db)
    made.__dict__["access"] = AccessService(made.use_cases, store, cheap, KeyRing(books, KEY, CHEAP))
    return made


@pytest.fixture
def access(office: Office) -> AccessService:
    return office.access


@pytest.fixture
def director(access: AccessService) -> Actor:
    sole = access.sole_user()
    assert sole is not None
    access.set_password(sole, sole.user_id, PASSWORD)
    return access.sign_in(LOGIN, PASSWORD)


def borys(access: AccessService, director: Actor) -> User:
    (found,) = [user for user in access.users(director) if user.login == BORYS.login]
    return found


def opens(books: Path, login: str, password: str) -> bool:
    try:
        return unlock(books, login, password) == KEY
    except SignInFailed:
        return False


def test_whoever_is_added_opens_the_file_by_their_own_password(
    books: Path, access: AccessService, director: Actor
) -> None:
    access.add_user(director, BORYS)
    assert opens(books, "борис", SECRET)
    assert opens(books, LOGIN, PASSWORD)
    assert not opens(books, "борис", PASSWORD)
    assert access.sign_in("борис", SECRET).role is Role.ACCOUNTANT
    assert access.without_key(director) == ()


def test_a_password_change_wraps_anew_and_leaves_the_file_as_it_is(
    books: Path, access: AccessService, director: Actor
) -> None:
    access.add_user(director, BORYS)
    before = books.read_bytes()
    actor = access.sign_in("борис", SECRET)
    access.change_own_password(actor, SECRET, NEW)
    assert books.read_bytes() == before  # what changed lies in the log: nothing was encrypted anew
    assert opens(books, "борис", NEW)
    assert not opens(books, "борис", SECRET)
    assert len(read_sidecar(books).slots) == 2
    assert access.sign_in("борис", NEW) == actor


def test_a_director_sets_anothers_password(books: Path, access: AccessService, director: Actor) -> None:
    access.add_user(director, BORYS)
    access.set_password(director, borys(access, director).id, NEW)
    assert (opens(books, "борис", NEW), opens(books, "борис", SECRET)) == (True, False)


def test_who_is_shut_out_opens_nothing_until_they_get_a_new_password(
    books: Path, access: AccessService, director: Actor
) -> None:
    access.add_user(director, BORYS)
    access.set_active(director, borys(access, director), active=False)
    assert not opens(books, "борис", SECRET)
    access.set_active(director, borys(access, director), active=True)
    assert [user.login for user in access.without_key(director)] == ["Борис"]
    access.set_password(director, borys(access, director).id, NEW)
    assert opens(books, "борис", NEW)
    assert access.without_key(director) == ()


def test_a_password_of_somebody_shut_out_wraps_no_key(books: Path, access: AccessService, director: Actor) -> None:
    access.add_user(director, BORYS)
    access.set_active(director, borys(access, director), active=False)
    access.set_password(director, borys(access, director).id, NEW)
    assert not opens(books, "борис", NEW)


REFUSED: dict[str, Callable[[AccessService, Actor], object]] = {
    "a login that stands": lambda access, actor: access.add_user(actor, NewUser("OLHA", Role.DIRECTOR, NEW)),
    "a short password": lambda access, actor: access.set_password(actor, actor.user_id, "short"),
    "no password": lambda access, actor: access.set_password(actor, actor.user_id, None),
    "the last director": lambda access, actor: access.set_active(actor, access.users(actor)[0], active=False),
    "a wrong old password": lambda access, actor: access.change_own_password(actor, "wrong one", NEW),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_is_refused_changes_no_wrapping(books: Path, access: AccessService, director: Actor, case: str) -> None:
    before = keys_path(books).read_bytes()
    with pytest.raises((Refused, Invalid, SignInFailed, Duplicate)):
        REFUSED[case](access, director)
    assert keys_path(books).read_bytes() == before


@pytest.mark.parametrize("committed", [False, True])
def test_a_kill_between_the_wrapping_and_the_commit_locks_nobody_out(
    books: Path, office: Office, director: Actor, committed: bool
) -> None:
    """Both wrappings stand then; the file says which password is the one, and the other goes."""
    access = office.access
    KeyRing(books, KEY, CHEAP).grant(LOGIN, NEW)
    if committed:
        with office._db.write():
            access._store.set_password_hash(director.user_id, access._passwords.hash(NEW))
    right, wrong = (NEW, PASSWORD) if committed else (PASSWORD, NEW)
    assert opens(books, LOGIN, right)
    with pytest.raises(SignInFailed):
        access.sign_in(LOGIN, wrong)
    assert access.sign_in(LOGIN, right) == director
    assert (opens(books, LOGIN, right), opens(books, LOGIN, wrong)) == (True, False)


def test_the_recovery_key_gives_a_director_a_new_password_though_the_wrapped_keys_are_lost(
    books: Path, access: AccessService, director: Actor
) -> None:
    keys_path(books).unlink()
    paper = access.recovery_key(director)
    with Office.open(books, FrozenClock(), KEY) as office:
        assert office.access.recover("Olha", NEW, paper.lower()) == director
    assert opens(books, LOGIN, NEW)
    assert access.sign_in(LOGIN, NEW) == director


def test_recovery_asks_for_the_paper_a_director_and_a_password(access: AccessService, director: Actor) -> None:
    access.add_user(director, BORYS)
    paper = access.recovery_key(director)
    for login, password, key, error in (
        (LOGIN, NEW, paper[:-1] + ("0" if paper[-1] != "0" else "1"), RecoveryKeyWrong),
        (LOGIN, NEW, written(DataKey.fresh()), SignInFailed),
        ("борис", NEW, paper, SignInFailed),
        ("nobody", NEW, paper, SignInFailed),
        (LOGIN, "short", paper, Invalid),
    ):
        with pytest.raises(error):
            access.recover(login, password, key)
    assert access.sign_in(LOGIN, PASSWORD) == director


def test_a_plain_file_with_passwords_should_be_encrypted(tmp_path: Path) -> None:
    with Office.open(office_file(tmp_path / "plain.premia"), FrozenClock(), KEY) as office:
        director = office.access.sole_user()
        assert director is not None
        assert not office.access.should_be_encrypted(director)
        office.access.set_password(director, director.user_id, PASSWORD)
        assert office.access.should_be_encrypted(director)
        assert not office.access.encrypted
        assert office.access.without_key(director) == ()
        with pytest.raises(SignInFailed):
            office.access.recover(LOGIN, NEW, written(KEY))
    assert not keys_path(tmp_path / "plain.premia").exists()


def test_an_encrypted_file_need_not_be_encrypted(access: AccessService, director: Actor) -> None:
    assert not access.should_be_encrypted(director)
