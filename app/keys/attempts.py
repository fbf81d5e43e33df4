"""Failed attempts on an encrypted file, ``<name>.attempts`` beside it: while it is shut it cannot count them itself.

One JSON line for each attempt, appended before the password is looked at, so that neither many programs at once nor a
kill in between give free guesses. Whoever can write in the folder can remove the file, or copy the books and guess
elsewhere: it slows down who guesses at the program, and no more. Nothing in it can keep anybody out for good: what
cannot be read counts nothing, and neither does what claims to come from the future.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

SUFFIX = ".attempts"
MOST_BYTES = 64 << 10
"""A longer record is folded: one line for each login and its count."""
MOST_MARKS = 100
MOST_COUNT = 1_000_000
"""More than this is said by no line that we wrote."""
_READ_BYTES = 4 << 20
_TIMES = ("first_at", "last_at")


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts that failed under one login; ``mark`` is its keyed hash, ``bucket`` where its failures are counted.

    What was ``forgiven`` waits to be journaled and slows nobody down: somebody came in by that login since.
    """

    id: str
    mark: str
    bucket: int
    count: int
    first_at: datetime
    last_at: datetime
    forgiven: bool = False


class AttemptRecord:
    """The record of the company file at ``path``. Where the folder may not be written, nothing is kept or raised."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self._file = path.with_name(path.name + SUFFIX)

    def claim(self, mark: str, bucket: int, now: datetime) -> str:
        """Write an attempt down as failed, give its id."""
        claim = os.urandom(8).hex()
        self._append(_told(Attempts(claim, mark, bucket, 1, now, now)))
        return claim

    def withdraw(self, claim: str) -> None:
        """The attempt did not count: it was not looked at."""
        self._append({"void": claim})

    def let_in(self, claim: str, bucket: int) -> None:
        """The attempt was right: those before it in its bucket slow nobody down any more."""
        self._append({"void": claim, "forgiven": bucket})

    def failed(self, *, before: str | None = None) -> tuple[Attempts, ...]:
        """What failed, oldest first; with ``before`` what was written before that claim."""
        found: list[Attempts] = []
        void: set[str] = set()
        for line in self._lines():
            if "void" in line:
                void.add(str(line["void"]))
                bucket = line.get("forgiven")
                found = [replace(one, forgiven=True) if one.bucket == bucket else one for one in found]
                continue
            one = _attempts(line)
            if one is not None and one.id == before:
                break
            if one is not None:
                found.append(one)
        return tuple(one for one in found if one.id not in void)

    def forget(self, journaled: Iterable[Attempts]) -> None:
        """Take away what stands in the journal now, and leave what came in meanwhile."""
        gone = {one.id for one in journaled}
        left = tuple(one for one in self.failed() if one.id not in gone)
        if left:
            self._rewrite(left)
        else:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _append(self, told: dict[str, object]) -> None:
        line = json.dumps(told, separators=(",", ":")).encode() + b"\n"
        with suppress(OSError):
            if self._file.exists() and self._file.stat().st_size > MOST_BYTES:
                self._rewrite(folded(self.failed()))
            handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(handle, line)
                os.fsync(handle)
            finally:
                os.close(handle)

    def _rewrite(self, left: Iterable[Attempts]) -> None:
        part = self._file.with_name(self._file.name + ".part")
        with suppress(OSError):
            lines = [json.dumps(_told(one), separators=(",", ":")) + "\n" for one in left]
            part.write_text("".join(lines), encoding="ascii")
            part.chmod(0o600)
            part.replace(self._file)

    def _lines(self) -> list[dict[str, object]]:
        try:
            with self._file.open("rb") as file:
                text = file.read(_READ_BYTES)
        except OSError:
            return []
        found = []
        for line in text.splitlines():
            with suppress(ValueError, RecursionError):
                told = json.loads(line)
                if isinstance(told, dict):
                    found.append(told)
        return found


def folded(attempts: Iterable[Attempts]) -> tuple[Attempts, ...]:
    """One for each login, bucket and forgiveness; beyond ``MOST_MARKS`` the rest loses its login, never its count."""
    sums: dict[tuple[str, int, bool], Attempts] = {}
    for one in attempts:
        key = (one.mark, one.bucket, one.forgiven)
        if key not in sums and len(sums) >= MOST_MARKS:
            key = ("", -1, True)
        before = sums.get(key)
        count = min(MOST_COUNT, one.count + (before.count if before else 0))
        first_at = min(one.first_at, before.first_at) if before else one.first_at
        last_at = max(one.last_at, before.last_at) if before else one.last_at
        sums[key] = Attempts(one.id, key[0], key[1], count, first_at, last_at, key[2])
    return tuple(sums.values())


def _told(one: Attempts) -> dict[str, object]:
    told: dict[str, object] = {
        "id": one.id,
        "mark": one.mark,
        "bucket": one.bucket,
        "count": one.count,
        "first_at": one.first_at.astimezone(UTC).isoformat(),
        "last_at": one.last_at.astimezone(UTC).isoformat(),
    }
    return told | ({"old": True} if one.forgiven else {})


def _attempts(line: dict[str, object]) -> Attempts | None:
    """What a line says; None where it says nothing that we would have written."""
    count, bucket = line.get("count"), line.get("bucket")
    if type(count) is not int or type(bucket) is not int or not 0 < count <= MOST_COUNT:
        return None
    try:
        first_at, last_at = (datetime.fromisoformat(str(line[name])).astimezone(UTC) for name in _TIMES)
    except (KeyError, ValueError, OverflowError):
        return None
    return Attempts(
        str(line.get("id"))[:16], str(line.get("mark"))[:32], bucket, count, first_at, last_at, line.get("old") is True
    )
