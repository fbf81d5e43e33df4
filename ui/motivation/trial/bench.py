"""What the compute lane keeps between requests: the trial at the rates of now. Made on the window's thread, used there.

All that the window gets are frozen figures and pictures; what is large is made, kept and let go of on the lane.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.calc.comparison import Comparison
from app.calc.scheme import Rate
from app.calc.what_if import WhatIf
from app.i18n.words import Words
from app.kernel.collector import large_parts, let_go
from app.motivation.trial import BarLine, Ground, Slider, Trial, tried
from ui.kit.cards import Figure
from ui.kit.chart_model import Chart
from ui.motivation.trial.assumptions import assumption_lines
from ui.motivation.trial.charts import Bar, Scene, View, charts_of
from ui.motivation.trial.figures import GainRow, SideRow, gain_rows, key_figures, side_rows
from ui.motivation.trial.lineup import Entrant


class Mark(NamedTuple):
    """A rate of an entrant."""

    entrant_id: int
    scheme_key: str
    rule_key: str


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is to be shown: the line-up, who of it is looked at, and every rate that was moved."""

    ground: Ground
    entrants: tuple[Entrant, ...]
    focus: int
    rates: Mapping[Mark, Rate]
    limit_ppm: int
    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The answer: everything that is shown, ready to be painted."""

    asked: Asked
    scene: Scene
    sliders: tuple[tuple[Slider, ...], ...]
    functions: Mapping[str, str]
    charts: Mapping[View, Chart]
    figures: tuple[Figure, ...]
    sides: tuple[SideRow, ...]
    gains: tuple[GainRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """What if: the same schemes on a changed history."""

    what: WhatIf
    entrants: tuple[Entrant, ...]
    history: Comparison
    comparison: Comparison


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """The forecast of three months with what it assumes."""

    entrants: tuple[Entrant, ...]
    comparison: Comparison
    assumed_count: int
    doubtful_count: int
    lines: tuple[str, ...]
    """Everything that is assumed, then what is not counted on, in sentences."""


class On(NamedTuple):
    """On which months a bar stands: history, what if, forecast."""

    name: str


HISTORY, WHAT_IF, FORECAST = On("history"), On("what_if"), On("forecast")


@dataclass(slots=True, eq=False)
class Bench:
    """One for each view. Every method is called on a lane, one call at a time: under ``lock``."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    _ground: Ground | None = None
    _entrants: tuple[Entrant, ...] = ()
    _applied: dict[Mark, Rate] = field(default_factory=dict)
    _trials: dict[On, Trial] = field(default_factory=dict)
    _cold: Iterator[tuple[int, Slider]] | None = None

    def picture(self, asked: Asked) -> Picture:
        """Try what is asked. Raises Invalid: rates of exchange are missing."""
        trial = self._brought_to(asked)
        comparison = trial.comparison
        scene = Scene(
            comparison, asked.entrants, asked.focus, asked.ground.people, asked.ground.facts.currency, asked.words
        )
        return Picture(
            asked,
            scene,
            tuple(trial.sliders(at) for at in range(len(asked.entrants))),
            trial.functions,
            charts_of(scene),
            key_figures(scene, asked.limit_ppm),
            side_rows(scene),
            gain_rows(scene),
        )

    def warm_next(self) -> bool:
        """Make one more slider ready; False when all of them are."""
        trial = self._trials.get(HISTORY)
        following = next(self._cold, None) if self._cold is not None else None
        if trial is None or following is None:
            self._cold = None
            return False
        place, slider = following
        trial.with_rate(place, *slider)
        return True

    def what_if(self, what: WhatIf) -> Changed:
        """The line-up of now on a history changed so. Raises Invalid: ``fewer_than_none``, rates missing."""
        trial = self._trials[HISTORY]
        changed = trial.what_if(what)
        self._keep(WHAT_IF, changed)
        return Changed(what, self._entrants, trial.comparison, changed.comparison)

    def outlook(self, words: Words) -> Outlook:
        """The three months after history. Raises Invalid: rates missing."""
        made = self._trials[HISTORY].forecast()
        self._keep(FORECAST, made.trial)
        lines = tuple(assumption_lines(made, made.trial.ground, words))
        return Outlook(self._entrants, made.trial.comparison, len(made.assumed), len(made.doubtful), lines)

    def behind(self, on: On, bar: Bar) -> tuple[BarLine, ...]:
        """The accruals behind a bar; nothing where its entrant is gone."""
        places = [at for at, one in enumerate(self._entrants) if one.id == bar.entrant_id]
        trial = self._trials.get(on)
        if not places or trial is None:
            return ()
        return trial.behind(places[0], bar.window, person_id=bar.person_id, part=bar.part)

    def clear(self) -> None:
        """Let go of everything: to free a large trial at once holds every thread for half a second."""
        self._ground, self._cold = None, None
        for on in list(self._trials):
            self._keep(on, None)

    def _keep(self, on: On, trial: Trial | None) -> None:
        """This trial from now on; what the one before does not share with another is let go of in pieces."""
        old = self._trials.pop(on, None)
        if trial is not None:
            self._trials[on] = trial
        parts = large_parts(old) if old is not None else []
        del old
        let_go(parts)

    def _brought_to(self, asked: Asked) -> Trial:
        trial = before = self._trials.get(HISTORY)
        if trial is None or self._ground is not asked.ground:
            trial = before = None
            made = tried(
                asked.ground, [one.candidate for one in asked.entrants]
            )  # before the old one goes: it may fail
            self.clear()
            trial = made
            self._applied.clear()
        elif asked.entrants != self._entrants:
            trial = trial.with_candidates([one.candidate for one in asked.entrants])
            standing = {one.id for one in asked.entrants}
            self._applied = {mark: rate for mark, rate in self._applied.items() if mark.entrant_id in standing}
            self._cold = None
        fresh = self._cold is None and trial is not before
        places = {one.id: at for at, one in enumerate(asked.entrants)}
        for mark, rate in asked.rates.items():
            if mark.entrant_id in places and self._applied.get(mark) != rate:
                trial = trial.with_rate(places[mark.entrant_id], mark.scheme_key, mark.rule_key, rate)
                self._applied[mark] = rate
        self._ground, self._entrants = asked.ground, asked.entrants
        self._trials[HISTORY] = trial
        if fresh:
            self._cold = iter([(at, one) for at in places.values() for one in trial.sliders(at)])
        return trial
