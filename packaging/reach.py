"""Whether tests/calc alone reaches every line and branch of the rooms with numbers in them: kernel and calc.

    .venv/bin/python packaging/reach.py [kernel] [calc]      both when none is named; calc takes some minutes

Names what is not reached and ends with 1 when there is any.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {"kernel": "tests/calc/kernel", "calc": "tests/calc"}
"""What reaches a room; the kernel, on which calc stands, has a corner of calc's tests to itself."""


def main(rooms: list[str]) -> int:
    """Measure each room by the tests that mirror it; 0 when all of it is reached, 2 for a name that is no room."""
    unknown = sorted(set(rooms) - set(ROOMS))
    if unknown:
        print(f"No such room: {', '.join(unknown)}. There are: {', '.join(ROOMS)}.")
        return 2
    return max(_reached(room) for room in rooms or ROOMS)


def _reached(room: str) -> int:
    with tempfile.TemporaryDirectory(prefix="premia-reach-") as folder:
        data = f"--data-file={Path(folder) / 'reached'}"
        tests = ("-m", "pytest", ROOMS[room], "-q", "--no-header", "-o", "addopts=--import-mode=importlib")
        if _coverage("run", "--branch", data, f"--source=app/{room}", *tests):
            return 1
        return 1 if _coverage("report", data, "--skip-covered", "--show-missing", "--fail-under=100") else 0


def _coverage(*arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", "coverage", *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
