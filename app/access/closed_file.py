"""Signing in to an encrypted file, which is not open yet: attempts are counted beside it, and journaled when it opens.

They lie in ``<name>.attempts``: no logins, only the numbers that ``slow_down`` counts by, and times of failures. Who
has the file may remove it, as they may guess elsewhere: what protects then is the password's own slowness (argon2id).
Whatever is wrong with the list of attempts, it never keeps anybody out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.access.slow_down import FORGOTTEN_AFTER, Failures, bucket, wait_seconds
from app.kernel.errors import SignInFailed, SignInWait
from app.kernel.use_cases import Clock
from app.keys.data_key import DataKey
from app.keys.door import unlock

SUFFIX = ".attempts"
MOST_UNSAID = 200
"""Times that are kept for the journal; a guesser does not fill the disk."""
_MOST_BYTES = 1 << 20
_OF_FILE = ""


@dataclass(frozen=True, slots=True)
class Attempts:
    """What failed beside one file."""

    counts: Mapping[str, Failures] = field(default_factory=dict)
    """By bucket of the login; "" for the file as a whole."""
    unsaid: tuple[datetime, ...] = ()
    """Failures that no journal has yet."""

    def failed(self, login: str, now: datetime) -> Attempts:
        """One more."""
        counts = {name: old for name, old in self.counts.items() if now - old.last_at < FORGOTTEN_AFTER}
        for name in (_OF_FILE, str(bucket(login))):
            before = counts.get(name)
            counts[name] = Failures(1 if before is None else before.count + 1, now)
        return Attempts(counts, (*self.unsaid, now)[-MOST_UNSAID:])

    def let_in(self, login: str) -> Attempts:
        """The login's failures are forgiven, and this attempt was none."""
        counts = dict(self.counts)
        counts.pop(str(bucket(login)), None)
        whole = counts.pop(_OF_FILE, None)
        if whole is not None and whole.count > 1:
            counts[_OF_FILE] = replace(whole, count=whole.count - 1)
        return Attempts(counts, self.unsaid[:-1])


def knock(path: Path, login: str, password: str, clock: Clock) -> DataKey:
    """The key of the encrypted file at ``path`` (``keys.door.unlock``), slower and slower after failures.

    Raises SignInWait with the ``seconds`` to wait; SignInFailed; KeysMissing, KeysDamaged. An attempt is counted before
    the password is looked at, so that a kill in between gives no free guess.
    """
    attempts, now = read_attempts(path), clock.now()
    of_login, of_file = attempts.counts.get(str(bucket(login))), attempts.counts.get(_OF_FILE)
    seconds = wait_seconds(_fresh(of_login, now), _fresh(of_file, now), now)
    if seconds:
        raise SignInWait(seconds=seconds)
    counted = attempts.failed(login, now)
    _write(path, counted)
    try:
        key = unlock(path, login, password)
    except SignInFailed:
        raise
    except BaseException:
        _write(path, attempts)  # the file or its keys are wrong, not what was typed
        raise
    _write(path, counted.let_in(login))
    return key


def take_unsaid(path: Path) -> tuple[datetime, ...]:
    """When sign-ins failed while the file was closed and no journal could say so; they are told only once."""
    attempts = read_attempts(path)
    if attempts.unsaid:
        _write(path, replace(attempts, unsaid=()))
    return attempts.unsaid


def read_attempts(path: Path) -> Attempts:
    """The list beside ``path``; an empty one where there is none, or none that can be read."""
    file = attempts_path(path)
    try:
        with file.open("rb") as opened:
            told = json.loads(opened.read(_MOST_BYTES))
        counts = {
            str(name): Failures(int(count), _instant(last)) for name, (count, last) in dict(told["counts"]).items()
        }
        return Attempts(counts, tuple(_instant(one) for one in told["unsaid"])[-MOST_UNSAID:])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Attempts()


def attempts_path(path: Path) -> Path:
    """Where failed attempts at the file at ``path`` are listed."""
    return path.with_name(path.name + SUFFIX)


def _write(path: Path, attempts: Attempts) -> None:
    """Whole or not at all; where nothing can be written, nobody is kept out for that."""
    file = attempts_path(path)
    told = {
        "counts": {name: [old.count, old.last_at.isoformat()] for name, old in attempts.counts.items()},
        "unsaid": [one.isoformat() for one in attempts.unsaid],
    }
    part = file.with_name(file.name + ".part")
    with suppress(OSError):
        if not attempts.counts and not attempts.unsaid:
            file.unlink(missing_ok=True)
            return
        part.write_text(json.dumps(told), encoding="utf-8")
        part.replace(file)


def _fresh(failures: Failures | None, now: datetime) -> Failures | None:
    return None if failures is None or now - failures.last_at >= FORGOTTEN_AFTER else failures


def _instant(text: object) -> datetime:
    """Raises ValueError where it is no instant, or one without its place."""
    instant = datetime.fromisoformat(str(text))
    if instant.tzinfo is None:
        raise ValueError("no time zone")
    return instant
