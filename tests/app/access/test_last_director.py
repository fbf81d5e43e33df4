"""Whatever is tried, by whom and in which order: somebody who may do everything is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.access.model import NewUser
from app.access.passwords import Passwords
from app.access.service import AccessService
from app.access.store import AccessStore
from app.bootstrap import Office
from app.kernel.actor import Role
from app.kernel.errors import Refused
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file

CHEAP = Passwords(rounds=1, memory_kib=8, lanes=1)
SECRET = "кавун і диня"  # of nobody
DIRECTOR = actor(Role.DIRECTOR)
STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["in", "out", *(role.value for role in Role if role != Role.STAFF)])),
    max_size=12,
)


def quick(office: Office) -> AccessService:
    """The service with cheap hashes."""
    return AccessService(office.use_cases, AccessStore(office._db), CHEAP)


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """Three directors with passwords."""
    with TemporaryDirectory() as folder:
        path = office_file(Path(folder) / "office.premia")
        with Office.open(path, FrozenClock()) as office:
            access = quick(office)
            access.set_password(DIRECTOR, 1, SECRET)
            for login in ("second", "third"):
                access.add_user(DIRECTOR, NewUser(login, Role.DIRECTOR, SECRET))
        yield path


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_a_director_is_always_left(template: Path, steps: list[tuple[int, str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "office.premia"
        path.write_bytes(template.read_bytes())
        with Office.open(path, FrozenClock()) as office:
            access = quick(office)
            for number, step in steps:
                user = access.users(DIRECTOR)[number]
                with suppress(Refused):
                    if step in {"in", "out"}:
                        access.set_active(DIRECTOR, user, active=step == "in")
                    else:
                        access.set_role(DIRECTOR, user, Role(step), None)
                assert any(one.active and one.role is Role.DIRECTOR for one in access.users(DIRECTOR))


def test_two_programs_that_each_remove_the_others_director(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "office.premia"
    path.write_bytes(template.read_bytes())
    with Office.open(path, FrozenClock()) as here, Office.open(path, FrozenClock()) as there:
        first, second, third = quick(here).users(DIRECTOR)
        quick(here).set_active(DIRECTOR, third, active=False)
        quick(here).set_role(DIRECTOR, first, Role.ACCOUNTANT, None)
        with pytest.raises(Refused) as caught:
            quick(there).set_active(DIRECTOR, second, active=False)
        assert caught.value.rule == "last_director"
