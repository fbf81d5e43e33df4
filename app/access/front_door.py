"""The door of an encrypted file, before it is open: guessing gets as slow there as inside, and is written down.

The failures stand in ``app.keys.attempts`` beside the file until somebody comes in: ``SignIn`` journals them then.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.access.slow_down import FORGOTTEN_AFTER, Failures, bucket, wait_seconds
from app.kernel.errors import SignInFailed, SignInWait
from app.kernel.use_cases import Clock
from app.keys.attempts import AttemptRecord, Attempts
from app.keys.data_key import DataKey


def unlock(path: Path, login: str, password: str, clock: Clock) -> DataKey:
    """The key of the encrypted file at ``path``.

    Raises SignInFailed, the same and as slowly whether login or password is wrong; SignInWait with the ``seconds`` to
    wait after many failures; KeysMissing, KeysDamaged, which tell nothing about a password and count nothing.
    """
    from app.keys import door
    from app.keys.sidecar import read_sidecar

    mark = read_sidecar(path).mark(login)
    record, now, own = AttemptRecord(path), clock.now(), bucket(login)
    _look(record.failed(), own, now)
    claim = record.claim(mark, own, now)
    try:
        _look(record.failed(before=claim), own, now)  # another program may have come between
    except SignInWait:
        record.withdraw(claim)
        raise
    try:
        key = door.unlock(path, login, password)
    except SignInFailed:
        raise
    except BaseException:
        record.withdraw(claim)
        raise
    record.let_in(claim, own)
    return key


def _look(failed: tuple[Attempts, ...], own: int, now: datetime) -> None:
    counted = [one for one in failed if not one.forgiven and now - FORGOTTEN_AFTER <= one.last_at <= now]
    seconds = wait_seconds(_sum([one for one in counted if one.bucket == own]), _sum(counted), now)
    if seconds:
        raise SignInWait(seconds=seconds)


def _sum(attempts: list[Attempts]) -> Failures | None:
    if not attempts:
        return None
    return Failures(sum(one.count for one in attempts), max(one.last_at for one in attempts))
