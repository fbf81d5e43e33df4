"""Several programs at one file: ``python -m tests.crash.many_programs 4 10000`` (programs, operations of all)."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from app.backup.soundness import examine
from app.bootstrap import Office
from app.clients.model import NewClient
from app.db.connect import SqliteDb
from app.kernel.cells import whole
from tests.support.clock import FrozenClock
from tests.support.database import office_file

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 5
"""Few, so that programs meet."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the programs said together, and what is wrong with the books; ``problems`` is empty when all holds."""

    done: int
    stale: int
    busy: int
    seconds: int
    problems: tuple[str, ...]


def meet(folder: Path, programs: int, operations: int) -> Meeting:
    """Let ``programs`` edit one file, ``operations`` times together."""
    path = office_file(folder / "office.premia")
    with Office.open(path, FrozenClock()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        for number in range(CLIENTS):
            office.clients.add(actor, NewClient(code=f"C{number}", name=f"Клієнт {number}"))
    begun = monotonic()
    told = _work(path, programs, operations // programs)
    done, stale, busy = (sum(one[name] for one in told) for name in ("done", "stale", "busy"))
    return Meeting(done, stale, busy, round(monotonic() - begun), tuple(_problems(path, done)))


def _work(path: Path, programs: int, each: int) -> list[dict[str, int]]:
    with ExitStack() as stack:
        started = []
        for number in range(programs):
            command = [sys.executable, "-m", "tests.crash.editor", str(path), f"editor{number}", str(each)]
            started.append(
                stack.enter_context(
                    subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                )
            )
        for program in started:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
        for program in started:
            assert program.stdin is not None
            program.stdin.write("go\n")
            program.stdin.flush()
        return [json.loads(program.communicate()[0]) for program in started]


def _problems(path: Path, done: int) -> list[str]:
    """Every edit that was said to be done counts once, and nothing else does."""
    examined = examine(path)
    db = SqliteDb(path)
    (row,) = db.rows(
        "SELECT sum(orders_before) AS added, sum(version - 1) AS versions, "
        "(SELECT count(*) FROM journal WHERE action = 'clients.change' AND outcome = 'done') FROM client"
    )
    db.close()
    named = zip(("added", "versions", "journaled"), row, strict=True)
    found = [f"{name}: {whole(value)} of {done}" for name, value in named if value != done]
    return found + [f"file: {examined.problem}"] * (not examined.sound)


def main(programs: int, operations: int) -> int:
    """Say what was seen; 1 when anything is wrong."""
    with TemporaryDirectory(prefix="premia-meeting-") as room:
        seen = meet(Path(room), programs, operations)
    sys.stdout.write(
        f"{programs} programs, {operations} operations, {seen.seconds} s: {seen.done} done, {seen.stale} stale, "
        f"{seen.busy} busy, problems: {list(seen.problems)}\n"
    )
    return 1 if seen.problems else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
