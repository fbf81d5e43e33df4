"""One piece of work on a lane: what it is told, how it reports, how it is cancelled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

_REPORT_EVERY_SECONDS = 0.05


class Cancelled(Exception):
    """The work was given up because somebody asked."""


class Progress:
    """What running work reports to, and learns from that it is no longer wanted. Safe on any thread."""

    def __init__(self, tell: Callable[[int, int], None] | None = None) -> None:
        """Pass ``tell(done, total)`` on at most twenty times a second."""
        self._tell = tell
        self._cancelled = threading.Event()
        self._told_at = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next report or check."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled when somebody asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def report(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` steps are behind. Raises Cancelled."""
        self.check()
        now = time.monotonic()
        if self._tell is not None and (done >= total or now - self._told_at >= _REPORT_EVERY_SECONDS):
            self._told_at = now
            self._tell(done, total)


class Job:
    """A request and its fate; whoever asked keeps it to cancel or drop it."""

    def __init__(
        self,
        owner: QObject,
        work: Callable[[Any, Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None,
        title: str,
    ) -> None:
        """``owner`` is the page that asked: once it is gone, nobody is called. Work with a title is shown."""
        self.work = work
        self.title = title
        self.progress = Progress()
        self.finishes = False
        """Whether it is done even when the file is closed meanwhile: short work that must not be lost."""
        self._owner = owner
        self._done = done
        self._failed = failed
        self._dropped = False

    def is_of(self, owner: QObject) -> bool:
        """Whether ``owner`` has asked for it."""
        return self._owner is owner

    def cancel(self) -> None:
        """Ask the work to stop. What was finished all the same is still told."""
        self.progress.cancel()

    def drop(self) -> None:
        """Ask the work to stop and take no answer from it."""
        self._dropped = True
        self.progress.cancel()

    def succeed(self, value: object) -> None:
        """Hand the answer over, on the window's thread."""
        if self._wanted:
            self._done(value)

    def fail(self, error: Exception) -> bool:
        """Hand the error over, on the window's thread; False when somebody waits and did not say what to do with it."""
        if not self._wanted:
            return True
        if self._failed is None:
            return isinstance(error, Cancelled)
        self._failed(error)
        return True

    @property
    def _wanted(self) -> bool:
        return not self._dropped and shiboken6.isValid(self._owner)
