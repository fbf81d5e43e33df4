"""How long a sign-in waits after failures."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.access.slow_down import (
    FREE_PER_LOGIN,
    MOST_PER_FILE_SECONDS,
    MOST_PER_LOGIN_SECONDS,
    Failures,
    bucket,
    delay_seconds,
    wait_seconds,
)
from tests.support.clock import NOON


def test_the_wait_grows_and_stops_growing() -> None:
    waits = [delay_seconds(count, FREE_PER_LOGIN, MOST_PER_LOGIN_SECONDS) for count in range(1, 15)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert delay_seconds(10**6, FREE_PER_LOGIN, MOST_PER_LOGIN_SECONDS) == 900


def test_time_that_passed_counts() -> None:
    failures = Failures(8, NOON)
    assert [wait_seconds(failures, None, NOON + timedelta(seconds=s)) for s in (0, 10, 31, 32, 99)] == [32, 22, 1, 0, 0]


def test_the_longer_of_both_waits_holds() -> None:
    assert wait_seconds(Failures(3, NOON), Failures(60, NOON), NOON) == MOST_PER_FILE_SECONDS
    assert wait_seconds(None, Failures(11, NOON), NOON) == 0


@given(st.integers(1, 10**4), st.integers(-(10**7), 10**7))
def test_a_clock_that_was_set_makes_nobody_wait_longer_than_the_whole(count: int, moved: int) -> None:
    left = wait_seconds(Failures(count, NOON), None, NOON + timedelta(seconds=moved))
    assert 0 <= left <= MOST_PER_LOGIN_SECONDS


def test_a_login_has_one_bucket_however_it_is_written() -> None:
    assert bucket("  бОРИС ") == bucket("Борис")
    assert 0 <= bucket("") < 65_536
