"""Reads a table under a limit of memory, as ``python tests/support/bounded.py MIB FILE [SHEET]``; tells what it took.

A line of JSON on the output: ``rows`` or the ``code`` and ``sentence`` of the refusal, ``seconds``, ``mib`` (the most
that stood in memory).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def most_mib() -> int:
    """The most memory this process has stood in; what it was forked from does not count where Linux tells."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20


def main(mib: int, path: Path, sheet: str = "") -> None:
    """Read the file under the limit."""
    resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))
    began = time.perf_counter()
    told: dict[str, object] = {}
    from app.i18n.words import Words
    from app.sheets.sheet import SheetProblem
    from app.sheets.source import read_sheet
    from app.wording.errors import error_sentence

    try:
        told["rows"] = len(read_sheet(path, sheet).rows)
    except SheetProblem as problem:
        told |= {"code": problem.code, "sentence": error_sentence(Words.of("en"), problem)}
    told["seconds"] = round(time.perf_counter() - began, 2)
    told["mib"] = most_mib()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
