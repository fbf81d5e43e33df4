"""Users: who may be added, shut out, and let in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.model import NewUser, User
from app.access.passwords import Passwords
from app.access.service import AccessService
from app.access.store import AccessStore
from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.kernel.actor import Actor, Role
from app.kernel.errors import Denied, Duplicate, Invalid, NotFound, Refused, SignInFailed, Stale
from tests.support.clock import FrozenClock
from tests.support.database import FIRM, actor, office_file

CHEAP = Passwords(rounds=1, memory_kib=8, lanes=1)
SECRET = "кавун і диня"
ACCOUNTANT = NewUser("Борис", Role.ACCOUNTANT, SECRET)


@pytest.fixture
def file(tmp_path: Path, clock: FrozenClock) -> Office:
    path = office_file(tmp_path / "office.premia")
    db = SqliteDb(path)
    made = Office(path, db, clock)
    made.__dict__["access"] = AccessService(made.use_cases, AccessStore(db), CHEAP)  # quick hashes
    return made


@pytest.fixture
def access(file: Office) -> AccessService:
    return file.access


@pytest.fixture
def director(access: AccessService) -> Actor:
    sole = access.sole_user()
    assert sole is not None
    return sole


def user(access: AccessService, actor: Actor, login: str) -> User:
    (found,) = [user for user in access.users(actor) if user.login == login]
    return found


@pytest.fixture
def two(access: AccessService, director: Actor) -> Actor:
    """The director with a password, and an accountant."""
    access.set_password(director, director.user_id, SECRET)
    access.add_user(director, ACCOUNTANT)
    return director


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in error.value.findings]


# the first user


def test_one_user_without_a_password_need_not_sign_in(director: Actor, access: AccessService) -> None:
    assert (director.login, director.role, director.user_id) == ("olha", Role.DIRECTOR, 1)
    access.set_password(director, director.user_id, SECRET)
    assert access.sole_user() is None


def test_the_first_user_is_a_director(tmp_path: Path, clock: FrozenClock) -> None:
    with pytest.raises(Invalid) as caught:
        Office.create(tmp_path / "new.premia", FIRM, NewUser("  ", Role.ACCOUNTANT), clock)
    assert codes(caught) == [("login_missing", "login"), ("first_user_not_director", "role")]
    assert list(tmp_path.glob("new*")) == []


def test_there_is_one_first_user(access: AccessService, director: Actor) -> None:
    with pytest.raises(Refused) as caught:
        access.first_user(director, NewUser("second", Role.DIRECTOR))
    assert caught.value.rule == "users_exist"


# signing in


@pytest.mark.usefixtures("two")
def test_a_login_is_found_however_it_is_written(access: AccessService) -> None:
    signed = access.sign_in("  бОРИС ", SECRET)
    assert (signed.login, signed.role, signed.permissions) == (
        "Борис",
        Role.ACCOUNTANT,
        actor(Role.ACCOUNTANT).permissions,
    )


def test_wrong_password_unknown_login_and_shut_out_fail_alike(access: AccessService, two: Actor) -> None:
    access.set_active(two, user(access, two, "Борис"), active=False)
    for login, password in (("olha", "wrong password"), ("nobody", SECRET), ("Борис", SECRET), ("", "")):
        with pytest.raises(SignInFailed) as caught:
            access.sign_in(login, password)
        assert (caught.value.code, caught.value.values) == ("sign_in_failed", {})


class Counting(Passwords):
    """Counts the costly comparisons."""

    checked = 0

    def match(self, stored: str | None, password: str) -> bool:
        self.checked += 1
        return super().match(stored, password)


def test_an_unknown_login_costs_as_much_as_a_wrong_password(file: Office) -> None:
    counting = Counting(rounds=1, memory_kib=8, lanes=1)
    access = AccessService(file.use_cases, AccessStore(file._db), counting)
    for login in ("olha", "nobody"):
        with pytest.raises(SignInFailed):
            access.sign_in(login, "wrong password")
    assert counting.checked == 2
    assert counting.match(None, "AAAA") is False


def test_a_hash_is_argon2id_and_salted() -> None:
    first, second = CHEAP.hash(SECRET), CHEAP.hash(SECRET)
    assert first.startswith("$argon2id$")
    assert first != second
    assert CHEAP.match(first, SECRET)
    assert not CHEAP.match(first, SECRET + "!")
    assert not CHEAP.match("no hash at all", SECRET)


# adding


@pytest.mark.parametrize(
    ("new", "finding"),
    [
        (NewUser("", Role.ACCOUNTANT, SECRET), ("login_missing", "login")),
        (NewUser("x" * 65, Role.ACCOUNTANT, SECRET), ("login_too_long", "login")),
        (NewUser("a", Role.ACCOUNTANT), ("password_missing", "password")),
        (NewUser("a", Role.ACCOUNTANT, "short"), ("password_short", "password")),
        (NewUser("a", Role.STAFF, SECRET), ("login_of_nobody", "person_id")),
    ],
)
def test_a_login_that_cannot_be_used(access: AccessService, two: Actor, new: NewUser, finding: tuple[str, str]) -> None:
    with pytest.raises(Invalid) as caught:
        access.add_user(two, new)
    assert codes(caught) == [finding]


def test_a_login_stands_once(access: AccessService, two: Actor) -> None:
    with pytest.raises(Duplicate) as caught:
        access.add_user(two, NewUser("БОРИС", Role.OFFICE_MANAGER, SECRET))
    assert caught.value.values == {"table": "user_account", "field": "login_key"}


def test_a_second_user_waits_for_the_firsts_password(access: AccessService, director: Actor) -> None:
    with pytest.raises(Refused) as caught:
        access.add_user(director, ACCOUNTANT)
    assert caught.value.rule == "password_of_others_missing"
    assert len(access.users(director)) == 1


@pytest.mark.usefixtures("two")
def test_only_who_may_edit_users_does(access: AccessService) -> None:
    accountant = access.sign_in("Борис", SECRET)
    with pytest.raises(Denied):
        access.add_user(accountant, NewUser("x", Role.DIRECTOR, SECRET))
    with pytest.raises(Denied):
        access.users(accountant)


# changing


def test_the_last_director_stays(access: AccessService, two: Actor) -> None:
    olha = user(access, two, "olha")
    with pytest.raises(Refused) as caught:
        access.set_active(two, olha, active=False)
    assert caught.value.rule == "last_director"
    with pytest.raises(Refused):
        access.set_role(two, olha, Role.ACCOUNTANT, None)
    access.set_role(two, user(access, two, "Борис"), Role.DIRECTOR, None)
    access.set_role(two, olha, Role.ACCOUNTANT, None)
    assert user(access, two, "olha").role is Role.ACCOUNTANT


def test_a_director_who_is_shut_out_does_not_count(access: AccessService, two: Actor) -> None:
    access.set_role(two, user(access, two, "Борис"), Role.DIRECTOR, None)
    access.set_active(two, user(access, two, "Борис"), active=False)
    with pytest.raises(Refused):
        access.set_active(two, user(access, two, "olha"), active=False)


def test_two_who_edit_one_user(access: AccessService, two: Actor) -> None:
    seen = user(access, two, "Борис")
    access.set_role(two, seen, Role.OFFICE_MANAGER, None)
    with pytest.raises(Stale):
        access.set_role(two, seen, Role.DIRECTOR, None)


def test_staff_is_somebody_of_the_staff(access: AccessService, two: Actor) -> None:
    with pytest.raises(Invalid):
        access.set_role(two, user(access, two, "Борис"), Role.STAFF, None)


def test_who_is_let_in_again_has_a_password(access: AccessService, two: Actor) -> None:
    access.set_active(two, user(access, two, "Борис"), active=False)
    access.set_active(two, user(access, two, "Борис"), active=True)
    assert access.sign_in("Борис", SECRET).role is Role.ACCOUNTANT


def test_passwords_change(access: AccessService, two: Actor) -> None:
    access.set_password(two, user(access, two, "Борис").id, "нова таємниця")
    boris = access.sign_in("Борис", "нова таємниця")
    access.change_own_password(boris, "нова таємниця", "ще новіша")
    access.sign_in("Борис", "ще новіша")
    with pytest.raises(SignInFailed):
        access.change_own_password(boris, SECRET, "будь-яка інша")
    with pytest.raises(Invalid):
        access.change_own_password(boris, "ще новіша", "short")
    with pytest.raises(NotFound):
        access.set_password(two, 77, SECRET)


def test_only_the_one_user_of_a_file_may_go_without(access: AccessService, director: Actor) -> None:
    access.set_password(director, director.user_id, None)
    access.set_password(director, director.user_id, SECRET)
    access.set_password(director, director.user_id, None)
    assert access.sole_user() == director
    access.set_password(director, director.user_id, SECRET)
    access.add_user(director, ACCOUNTANT)
    with pytest.raises(Invalid):
        access.set_password(director, director.user_id, None)
