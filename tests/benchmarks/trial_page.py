"""Step 8 in a running window: from a slider that moves to the picture that is painted, and how long the window waits.

The raw side is the limit itself, so that the ratio is kept below 1. The machine weighs more on these than on others:
each has the best of its runs in the note.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bootstrap import Office
from app.calc.facts import Facts
from app.calc.scheme import Scheme
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.motivation.candidates import Candidate
from app.motivation.trial import Ground
from tests.benchmarks import engine
from tests.benchmarks.measure import Figure
from tests.benchmarks.trial import (
    BESIDE_AS_NOW,
    CONTRACTS,
    WINDOW,
    from_template,
    late_scheme,
    many_facts,
    tiered_scheme,
)
from tests.support.clock import FrozenClock
from tests.support.sample import sample_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.motivation.trial.rate_slider import RateSlider
    from ui.motivation.trial.view import TrialView

MEDIAN_MS, WORST_MS, LARGE_MS, GAP_MS = 33, 60, 100, 50
MOVES, LARGE_MOVES, SIZE = 120, 40, (1024, 700)
BEAT_MS, PAUSE_SECONDS = 2, 0.03


class Watched:
    """The view over an office on real lanes, and how long it takes."""

    def __init__(self, path: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        from ui.kit.theme import Theme
        from ui.motivation.trial.view import TrialView
        from ui.runtime.change_bus import ChangeBus
        from ui.runtime.context import UiContext
        from ui.runtime.intents import Navigator
        from ui.runtime.lanes import Lanes

        found = QApplication.instance()
        self.application: QApplication = found if isinstance(found, QApplication) else QApplication([])
        self.theme = self.application.findChild(Theme) or Theme(self.application)
        clock, changes = FrozenClock(), ChangeBus()
        with Office.open(path, clock) as office:
            actor = office.access.sole_user()
            if actor is None:
                raise RuntimeError("the file has more than one user")
        self.lanes: Lanes[Office] = Lanes.threads(lambda: Office.open(path, clock), changes)
        seat: Any = None
        context = UiContext(self.lanes, changes, Navigator(), Words.of("en"), actor, clock, "UAH", seat)
        self.actor: Actor = actor
        self.view: TrialView = TrialView(context)
        self.view.resize(*SIZE)
        self.gaps_ms: list[float] = []

    def try_schemes(self, candidates: tuple[Candidate, ...], months: int, ground: Ground | None = None) -> None:
        """Show them, and wait until every slider is ready."""
        from ui.motivation.trial.lineup import Offer

        view = self.view
        view.months = months
        view.show()
        self.until(lambda: not view.busy)
        if ground is not None and view.books is not None:
            view.show_books(view.books._replace(ground=ground))
            self.until(lambda: not view.busy)
        for at, one in enumerate(candidates):
            view.add(Offer("", f"Scheme {at + 1}", one))
            self.until(lambda: not view.busy)
        self.until(lambda: view.runner.idle)

    def until(self, ready: Callable[[], bool], patience_seconds: float = 300) -> None:
        """Let the loop turn until ``ready``."""
        ends = time.monotonic() + patience_seconds
        while not ready():
            self.application.processEvents()
            time.sleep(0.0002)
            if time.monotonic() > ends:
                raise RuntimeError(f"waited in vain: {self.view.banner.text}")

    def moves_ms(self, count: int) -> list[float]:
        """Sliders moved one after the other, each until its picture is painted."""
        from PySide6.QtCore import QTimer

        beats: list[float] = []
        timer = QTimer()
        timer.setInterval(BEAT_MS)
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        timer.start()
        times = [self._move_ms(number) for number in range(count)]
        timer.stop()
        self.gaps_ms = sorted((later - earlier) * 1000 for earlier, later in pairwise(beats))
        return times

    def _move_ms(self, number: int) -> float:
        sliders: list[RateSlider] = list(self.view.panel.sliders.values())
        slider = sliders[number // 8 % len(sliders)].slider
        told: list[object] = []
        link = self.view.pictured.connect(told.append)
        started = time.perf_counter()
        slider.setValue((slider.value() + 1) % (slider.maximum() + 1))
        self.until(lambda: bool(told))
        self.application.processEvents()
        took_ms = (time.perf_counter() - started) * 1000
        self.view.pictured.disconnect(link)
        rests = time.monotonic() + PAUSE_SECONDS
        self.until(lambda: time.monotonic() > rests)
        return took_ms

    def close(self) -> None:
        """Give everything back."""
        self.view.close()
        self.lanes.close()


def figures(folder: Path) -> Iterator[Figure]:
    """The sample firm with four schemes in 36 months; a firm of 10,000 contracts."""
    path = sample_path(folder)
    small = Watched(path)
    small.try_schemes(tuple(from_template(key) for key in BESIDE_AS_NOW), 36)
    small.view.focus_on(small.view.entrants[2].id)
    small.until(lambda: not small.view.busy)
    yield from _told("sample", "the sample firm, four schemes, 36 months", small.moves_ms(MOVES), MEDIAN_MS, WORST_MS)
    yield _figure(
        "sample gap", "longest gap of the window while sliders move: the sample firm", small.gaps_ms[-1], GAP_MS
    )
    small.close()
    large = Watched(path)
    facts: Facts = many_facts()
    standing: tuple[Scheme, ...] = (engine.scheme(),)
    large.try_schemes(
        (late_scheme(), tiered_scheme(), from_template(BESIDE_AS_NOW[0])),
        36,
        Ground(facts, standing, WINDOW, {}, {}, {}),
    )
    large.view.focus_on(large.view.entrants[2].id)
    large.until(lambda: not large.view.busy)
    what = f"{CONTRACTS:,} contracts, four schemes, 36 months"
    yield from _told("large", what, large.moves_ms(LARGE_MOVES), LARGE_MS, LARGE_MS)
    yield _figure("large gap", f"longest gap of the window while sliders move: {what}", large.gaps_ms[-1], GAP_MS)
    large.close()


def _told(name: str, what: str, times: list[float], median_ms: float, worst_ms: float) -> Iterator[Figure]:
    yield _figure(f"{name} mid", f"slider to picture, median: {what}", statistics.median(times), median_ms, times)
    yield _figure(f"{name} worst", f"slider to picture, worst: {what}", max(times), worst_ms, times)


def _figure(name: str, what: str, took_ms: float, limit_ms: float, times: list[float] | None = None) -> Figure:
    note = f"best {min(times):.1f} ms, load {os.getloadavg()[0]:.1f}" if times else f"load {os.getloadavg()[0]:.1f}"
    count = len(times) if times else 1
    return Figure(
        name,
        what,
        f"the limit of {limit_ms} ms",
        round(took_ms, 1),
        limit_ms,
        round(took_ms / limit_ms, 2),
        1,
        count,
        note,
    )
