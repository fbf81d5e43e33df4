"""A session locks after a time without a touch; while it is locked the office refuses whoever was signed in."""

from __future__ import annotations

import pytest

from app.access.session import IDLE_MINUTES, NEVER, Session
from app.access.sign_in import NOBODY
from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.kernel.errors import Refused, SessionLocked
from tests.support.clock import FrozenClock
from tests.support.database import actor


@pytest.fixture
def session(clock: FrozenClock) -> Session:
    made = Session(clock)
    made.begin(actor(Role.ACCOUNTANT), has_password=True)
    return made


def test_it_is_due_after_fifteen_minutes_without_a_touch(session: Session, clock: FrozenClock) -> None:
    clock.advance(seconds=IDLE_MINUTES * 60 - 1)
    assert not session.due()
    session.touch()
    clock.advance(seconds=IDLE_MINUTES * 60 - 1)
    assert not session.due()
    clock.advance(seconds=1)
    assert session.due()
    session.lock()
    assert session.locked
    assert not session.due(), "it is locked already"


def test_never_means_never(session: Session, clock: FrozenClock) -> None:
    session.idle_minutes = NEVER
    clock.advance(seconds=10**7)
    assert not session.due()
    session.lock()
    assert session.locked, "by hand it locks all the same"


@pytest.mark.parametrize(("asked", "kept"), [(-5, 0), (0, 0), (1, 1), (10**9, 24 * 60)])
def test_only_sensible_times_are_kept(clock: FrozenClock, asked: int, kept: int) -> None:
    assert Session(clock, asked).idle_minutes == kept


def test_work_that_runs_counts_as_a_touch(session: Session, clock: FrozenClock) -> None:
    clock.advance(seconds=3600)
    assert not session.due(working=True)
    clock.advance(seconds=60)
    assert not session.due()


def test_a_clock_set_back_neither_locks_nor_keeps_open_for_longer(session: Session, clock: FrozenClock) -> None:
    clock.advance(seconds=-7200)
    assert not session.due()
    clock.advance(seconds=IDLE_MINUTES * 60)
    assert session.due()


def test_without_a_password_nothing_locks(clock: FrozenClock) -> None:
    session = Session(clock)
    session.begin(actor(Role.DIRECTOR), has_password=False)
    clock.advance(seconds=3600)
    assert not session.due()
    with pytest.raises(Refused) as refused:
        session.lock()
    assert refused.value.rule == "lock_without_password"
    session.keep_password(has_password=True)
    assert session.due()


def test_nobodys_session_does_not_lock(clock: FrozenClock) -> None:
    session = Session(clock)
    clock.advance(seconds=3600)
    assert not session.due()
    with pytest.raises(Refused):
        session.lock()


def test_a_locked_session_stays_locked_until_somebody_signs_in(session: Session) -> None:
    session.lock()
    session.touch()
    with pytest.raises(SessionLocked):
        session.check(actor(Role.ACCOUNTANT))
    session.begin(actor(Role.DIRECTOR), has_password=True)
    session.check(actor(Role.DIRECTOR))
    assert session.actor == actor(Role.DIRECTOR)


def test_the_office_refuses_every_call_of_a_locked_session(office: Office, director: Actor, clock: FrozenClock) -> None:
    office.access.set_password(director, director.user_id, "correct horse")
    session = Session(clock)
    office.heed(session.check)
    session.begin(director, has_password=True)
    before = actions(office, director)
    session.lock()
    for call in (
        lambda: office.settings.firm(director),
        lambda: office.access.users(director),
        lambda: office.access.change_own_password(director, "correct horse", "another horse"),
        lambda: office.overview.clients(director),
    ):
        with pytest.raises(SessionLocked):
            call()
    session.check(NOBODY)
    again = office.access.sign_in("olha", "correct horse")
    session.begin(again, has_password=True)
    assert office.settings.firm(director).name
    assert actions(office, director) == before


def test_what_has_begun_is_finished(office: Office, director: Actor, clock: FrozenClock) -> None:
    """A long use case that asks others inside is not torn in two."""
    from app.kernel.actor import Permission

    session = Session(clock)
    office.heed(session.check)
    session.begin(director, has_password=True)

    def work() -> str:
        session.lock()
        return office.settings.firm(director).name

    assert office.use_cases.perform(director, Permission.SEE_OWN, None, work, action="test.long").value
    with pytest.raises(SessionLocked):
        office.settings.firm(director)


def actions(office: Office, director: Actor) -> list[str]:
    return [entry.action for entry in office.journal.entries(director)]
