"""How long a sign-in waits after failures: a growing delay per login, and a gentler one per file. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.kernel.ids import name_key

FREE_PER_LOGIN = 3
FREE_PER_FILE = 12
MOST_PER_LOGIN_SECONDS = 15 * 60
MOST_PER_FILE_SECONDS = 60
FORGOTTEN_AFTER = timedelta(days=1)
"""Failures count for a day."""


@dataclass(frozen=True, slots=True)
class Failures:
    """How many sign-ins failed since the last one that did not, and when the latest did."""

    count: int
    last_at: datetime


def bucket(login: str) -> int:
    """Where the failures of a login are counted, known or not: 0…65,535.

    A number and not the text: people type their password into the wrong field, and two bytes of a hash do not tell it.
    """
    from hashlib import sha256  # loads OpenSSL, 6 ms of the start

    return int(sha256(name_key(login).encode()).hexdigest()[:4], 16)


def wait_seconds(of_login: Failures | None, of_file: Failures | None, now: datetime) -> int:
    """The seconds that are left until the next sign-in is looked at; 0 for none."""
    return max(
        _left(of_login, FREE_PER_LOGIN, MOST_PER_LOGIN_SECONDS, now),
        _left(of_file, FREE_PER_FILE, MOST_PER_FILE_SECONDS, now),
    )


def delay_seconds(count: int, free: int, most: int) -> int:
    """The whole wait after ``count`` failures: none at first, then 1, 2, 4 … seconds."""
    over = count - free
    return 0 if over < 0 else min(1 << min(over, most.bit_length()), most)


def _left(failures: Failures | None, free: int, most: int, now: datetime) -> int:
    if failures is None:
        return 0
    delay = delay_seconds(failures.count, free, most)
    passed = max(0, int((now - failures.last_at).total_seconds()))  # a clock that was set back makes nobody wait longer
    return max(0, delay - passed)
