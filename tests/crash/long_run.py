"""Many kills: ``python -m tests.crash.long_run 300 [SEED] [--encrypted]``.

A program that had ended before its kill does not count. Ends with a line of figures; 1 when anything is wrong.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.crash.kills import KINDS, Kill, kill, prepared, problems

LIFE = 10
"""Kills that one file goes through before the next one is taken; every second file is encrypted, or all of them."""


def run(count: int, seed: str, *, encrypted: bool) -> int:
    """Kill ``count`` times, say what was seen."""
    begun, wrong = monotonic(), 0
    kills: list[Kill] = []
    with TemporaryDirectory(prefix="premia-kills-") as room:
        lives = [(kind, life) for life in range(count) for kind in KINDS]
        for kind, life in lives:
            if _at_work(kills) >= count:
                break
            folder = prepared(Path(room) / f"{kind}-{life}", kind, encrypted=encrypted or life % 2 == 1)
            of_file: list[Kill] = []
            for number in range(LIFE):
                if _at_work(kills) + _at_work(of_file) >= count:
                    break
                name = f"{seed}x{kind}x{life}x{number}"
                of_file.append(kill(folder, kind, name))
                found = problems(folder, of_file, name)
                wrong += bool(found)
                for problem in found:
                    sys.stdout.write(f"{name}: {problem}\n")
            kills += of_file
            shutil.rmtree(folder)
            sys.stdout.write(f"{_at_work(kills)} of {count} kills, {wrong} with problems\n")
            sys.stdout.flush()
    sys.stdout.write(_figures(kills, wrong, monotonic() - begun) + "\n")
    return 1 if wrong else 0


def _at_work(kills: list[Kill]) -> int:
    return sum(one.killed for one in kills)


def _figures(kills: list[Kill], wrong: int, seconds: float) -> str:
    at_work = Counter(one.kind for one in kills if one.killed)
    acknowledged = Counter[str]()
    for one in kills:
        acknowledged[one.kind] += len(one.acknowledged)
    parts = [f"{kind}: {at_work[kind]} kills, {acknowledged[kind]} acknowledged" for kind in KINDS]
    return f"{_at_work(kills)} kills, {wrong} with problems, {round(seconds)} s; " + "; ".join(parts)


if __name__ == "__main__":
    asked = ArgumentParser(prog="python -m tests.crash.long_run")
    asked.add_argument("count", type=int)
    asked.add_argument("seed", nargs="?", default="0")
    asked.add_argument("--encrypted", action="store_true", help="every file is encrypted, not every second one")
    given = asked.parse_args()
    sys.exit(run(given.count, given.seed, encrypted=given.encrypted))
