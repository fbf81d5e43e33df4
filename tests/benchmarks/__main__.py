"""Measures every figure in one run: a table on the screen, and JSON with ``--json FILE``.

python -m tests.benchmarks [NAME ...] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks import (
    big_file,
    charts,
    desk,
    engine,
    importing,
    month,
    search,
    start,
    tables,
    trial,
    trial_page,
    workbook,
)
from tests.benchmarks.measure import Contest, Figure

MAKERS = {
    "start": lambda folder: (start.contest(folder),),
    "month": month.contests,
    "engine": engine.contests,
    "trial": trial.contests,
    "trial-page": trial_page.figures,
    "import": lambda folder: (importing.contest(folder),),
    "workbook": lambda folder: (workbook.contest(folder),),
    "tables": tables.contests,
    "charts": charts.contests,
    "search": search.contests,
    "desk": desk.figures,
    "file": big_file.contests,
}
"""Name → what makes its contests in a folder of their own."""


def figures(names: Iterable[str]) -> Iterator[Figure]:
    """Measure, one after the other; what a contest prepared is gone before the next one starts."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            contests: Iterable[Contest | Figure] = MAKERS[name](Path(folder))
            for contest in contests:
                yield contest if isinstance(contest, Figure) else contest.measure()


def line(figure: Figure) -> str:
    """A row of the table."""
    aim = "" if figure.aim is None else f"≤ {figure.aim:g}"
    verdict = {True: "kept", False: "MISSED", None: ""}[figure.kept]
    return (
        f"{figure.name:<9} {figure.ours_ms:>10.1f} {figure.raw_ms:>10.1f} {figure.ratio:>8.2f} {aim:>6} {verdict:<7}"
        f"{figure.ours}; beside {figure.raw}"
    )


def main() -> int:
    """Print the table as it grows; nothing here fails because a machine is slow."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure the program in ratios.")
    parser.add_argument("names", nargs="*", choices=[*MAKERS, []], help="only these (all when left out)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file too")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}; medians in ms, ratio of pairs")
    print(f"{'':<9} {'ours':>10} {'raw':>10} {'ratio':>8} {'aim':>6}")
    measured = []
    for figure in figures(asked.names or MAKERS):
        measured.append(figure)
        print(line(figure), flush=True)
    if asked.json:
        text = json.dumps([figure.as_dict() for figure in measured], indent=2, ensure_ascii=False)
        asked.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
