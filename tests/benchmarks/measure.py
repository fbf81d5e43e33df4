"""How a figure is measured: ours and its raw counterpart in turn, in one run, medians, and their ratio."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; times are medians in milliseconds, the ratio is the median of the ratios pair by pair."""

    name: str
    ours: str
    raw: str
    ours_ms: float
    raw_ms: float
    ratio: float
    aim: float | None
    pairs: int
    note: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        return None if self.aim is None else self.ratio <= self.aim

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self) | {"kept": self.kept}


@dataclass(frozen=True, slots=True)
class Contest:
    """What is compared: each side is run once without counting, then in turn ``pairs`` times."""

    name: str
    ours: str
    raw: str
    run_ours: Callable[[], object]
    run_raw: Callable[[], object]
    aim: float | None = None
    pairs: int = 5
    note: str = ""

    def measure(self) -> Figure:
        """Run it."""
        self.run_ours()
        self.run_raw()
        ours, raw = [], []
        for _ in range(self.pairs):
            ours.append(_seconds(self.run_ours))
            raw.append(_seconds(self.run_raw))
        ratio = statistics.median(a / b for a, b in zip(ours, raw, strict=True))
        return Figure(
            self.name,
            self.ours,
            self.raw,
            round(statistics.median(ours) * 1000, 3),
            round(statistics.median(raw) * 1000, 3),
            round(ratio, 2),
            self.aim,
            self.pairs,
            self.note,
        )


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
