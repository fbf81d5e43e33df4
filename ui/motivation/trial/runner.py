"""Asks the compute lane, one request at a time: a hand that goes on moving gets the picture of where it is now.

The lane itself would drop a request for each newer one, and while a hand moves nothing would ever be shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.bootstrap import Office
from app.kernel.errors import PremiaError
from ui.motivation.trial.bench import Asked, Bench
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress
from ui.runtime.lanes import Lanes

Work = Callable[[Bench], Any]


class _Request:
    """One thing that the bench is to do."""

    def __init__(self, key: str, work: Work, done: Callable[[Any], object], title: str = "") -> None:
        self.key, self.work, self.done, self.title = key, work, done, title


class Runner(QObject):
    """Pictures first, then what was asked for besides, then sliders are made ready."""

    shown = Signal(object)
    """The Picture of what was asked for last, or of a place that a hand went through."""
    refused = Signal(object)
    """A PremiaError."""
    busy_changed = Signal()
    """It began to work, or there is nothing left to do."""

    def __init__(self, context: UiContext[Office], parent: QObject) -> None:
        """With a bench of its own."""
        super().__init__(parent)
        self._context = context
        self._bench = Bench()
        self._waiting: dict[str, _Request] = {}
        self._warming = False
        self._running: _Request | None = None
        self.destroyed.connect(partial(_clear, context.lanes, self._bench))

    @property
    def busy(self) -> bool:
        """Whether an answer that was asked for is still to come; sliders being made ready are none."""
        running = self._running is not None and self._running.key != _WARM
        return running or any(key != _WARM for key in self._waiting)

    @property
    def idle(self) -> bool:
        """Whether every slider is ready, too."""
        return self._running is None and not self._waiting

    def show(self, asked: Asked, title: str = "") -> None:
        """Ask for a picture instead of one that still waits."""
        self._put(_Request(_PICTURE, lambda bench: bench.picture(asked), self._drawn, title))

    def ask(self, key: str, work: Work, done: Callable[[Any], object], title: str = "") -> None:
        """Ask for something besides; the same ``key`` again takes the place of what still waits under it."""
        self._put(_Request(key, work, done, title))

    def _put(self, request: _Request) -> None:
        self._waiting[request.key] = request
        self._next()
        self.busy_changed.emit()

    def _drawn(self, picture: object) -> None:
        self._waiting.setdefault(_WARM, _Request(_WARM, Bench.warm_next, self._warmed))
        self.shown.emit(picture)

    def _warmed(self, more: object) -> None:
        if more:
            self._waiting.setdefault(_WARM, _Request(_WARM, Bench.warm_next, self._warmed))

    def _next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        key = min(self._waiting, key=lambda one: (one != _PICTURE, one == _WARM))
        request = self._waiting.pop(key)
        bench, work = self._bench, request.work

        def done(value: object) -> None:
            self._running = None
            request.done(value)
            self._next()
            self.busy_changed.emit()

        def failed(error: Exception) -> None:
            self._running = None
            if isinstance(error, PremiaError):
                self.refused.emit(error)
            self._next()
            self.busy_changed.emit()

        def on_lane(_office: Office, _progress: Progress) -> object:
            with bench.lock:
                return work(bench)

        self._running = request
        self._context.lanes.compute.ask(self, on_lane, done, failed, title=request.title)


def _clear(lanes: Lanes[Office], bench: Bench, _gone: object = None) -> None:
    """The view is gone: what the bench holds is freed where nobody waits."""

    def work(_office: Office, _progress: Progress) -> None:
        with bench.lock:
            bench.clear()

    if not lanes.closed:
        lanes.work.ask(lanes.desk, work, lambda _nothing: None)


_PICTURE, _WARM = "picture", "warm"
