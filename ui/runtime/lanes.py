"""Three lanes of work beside the window's thread, each with its own thread and its own connection.

*read*: short reads. *work*: every write and every long job. *compute*: simulations and charts, where only the latest
request of each owner matters. Answers and errors come back on the window's thread. ``SyncLane`` does the same at once,
for tests.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.kernel.changes import Done
from app.kernel.collector import collector_at_rest, set_apart, take_back
from app.kernel.errors import PremiaError
from ui.runtime.change_bus import ChangeBus
from ui.runtime.jobs import Cancelled, Job, Progress

SWITCH_SECONDS = 0.001
"""How soon a busy thread must let the window's thread in (QT-NOTES 6)."""

_JOIN_SECONDS = 10.0


class Closing(Protocol):
    """What a lane works with: it is opened on the lane's thread and closed there."""

    def close(self) -> None:
        """Give the file back."""


OfficeT = TypeVar("OfficeT", bound=Closing)
Office_co = TypeVar("Office_co", bound=Closing, covariant=True)
Value = TypeVar("Value")


class Lane(Protocol[Office_co]):
    """A place to have work done."""

    def ask(
        self,
        owner: QObject,
        work: Callable[[Office_co, Progress], Value],
        done: Callable[[Value], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        title: str = "",
    ) -> Job:
        """Have ``work`` done and ``done`` told, unless ``owner`` is gone by then.

        ``failed`` takes a PremiaError or Cancelled (and a bug, before that is reported as one).
        """

    def close(self) -> None:
        """Cancel what waits and runs, and give the file back."""


class _Outcome(NamedTuple):
    job: Job
    value: object
    error: Exception | None


class _Steps(NamedTuple):
    job: Job
    done: int
    total: int


class Desk(QObject):
    """Where the lanes' answers arrive, on the window's thread; the status bar watches it."""

    started = Signal(object)
    progressed = Signal(object, int, int)
    ended = Signal(object)
    refused = Signal(object)
    """A PremiaError that nobody else took."""
    failed = Signal(object)
    """Every PremiaError, taken or not."""

    _posted = Signal(object)

    def __init__(self, changes: ChangeBus) -> None:
        """Publish on ``changes`` what finished use cases have changed."""
        super().__init__()
        self._changes = changes
        self._posted.connect(self._receive)

    def post(self, letter: object) -> None:
        """Bring a letter from any thread to the window's."""
        self._posted.emit(letter)

    def _receive(self, letter: object) -> None:
        if isinstance(letter, _Steps):
            self.progressed.emit(letter.job, letter.done, letter.total)
        elif isinstance(letter, _Outcome):
            self.settle(letter)

    def settle(self, outcome: _Outcome) -> None:
        """Tell whoever asked; publish changes; raise what is a bug, so that the crash path takes it."""
        job, value, error = outcome
        self.ended.emit(job)
        if error is None:
            job.succeed(value)
            if isinstance(value, Done):
                self._changes.publish(value.areas)
            return
        taken = job.fail(error)
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, PremiaError):
            raise error
        self.failed.emit(error)
        if not taken:
            self.refused.emit(error)


class ThreadLane(Generic[OfficeT]):
    """One thread that opens its own office at its first job and works through its queue."""

    def __init__(self, name: str, open_office: Callable[[], OfficeT], desk: Desk, *, latest_wins: bool = False) -> None:
        """``latest_wins``: a new request drops those that the same owner has made before it."""
        self._name = name
        self._open_office = open_office
        self._desk = desk
        self._latest_wins = latest_wins
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._open_jobs: list[Job] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(
        self,
        owner: QObject,
        work: Callable[[OfficeT, Progress], Value],
        done: Callable[[Value], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        title: str = "",
    ) -> Job:
        """As ``Lane.ask``."""
        job = Job(owner, work, done, failed, title)
        job.progress = Progress(lambda steps, total: self._desk.post(_Steps(job, steps, total)))
        with self._lock:
            if self._latest_wins:
                for earlier in self._open_jobs:
                    if earlier.is_of(owner):
                        earlier.drop()
            self._open_jobs.append(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"premia-{self._name}", daemon=True)
            self._thread.start()
        self._desk.started.emit(job)
        self._queue.put(job)
        return job

    def close(self) -> None:
        """Cancel everything but what ``finishes``, wait for the thread; whatever it still says finds nobody."""
        with self._lock:
            for job in self._open_jobs:
                if not job.finishes:
                    job.drop()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(_JOIN_SECONDS)

    def _run(self) -> None:
        office: OfficeT | None = None
        while (job := self._queue.get()) is not None:
            value: Any = None
            error: Exception | None = None
            try:
                job.progress.check()
                office = office or self._open_office()
                with collector_at_rest():  # a collection over a hundred thousand rows stops every thread for a second
                    value = job.work(office, job.progress)
                    set_apart()
            except Exception as caught:  # ruff: ignore[blind-except] - bugs are raised again in the window
                error = caught
            with self._lock:
                self._open_jobs.remove(job)
            self._desk.post(_Outcome(job, value, error))
            del job, value, error  # what is let go last is freed: not here, where widgets may not be
        if office is not None:
            office.close()


class SyncLane(Generic[OfficeT]):
    """Does everything at once on the caller's thread: for tests and for grabbing pictures."""

    def __init__(self, open_office: Callable[[], OfficeT], desk: Desk) -> None:
        """Open the office at the first request."""
        self._open_office = open_office
        self._desk = desk
        self._office: OfficeT | None = None

    def ask(
        self,
        owner: QObject,
        work: Callable[[OfficeT, Progress], Value],
        done: Callable[[Value], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        title: str = "",
    ) -> Job:
        """As ``Lane.ask``; the answer has been told when this returns."""
        job = Job(owner, work, done, failed, title)
        job.progress = Progress(lambda steps, total: self._desk.progressed.emit(job, steps, total))
        self._desk.started.emit(job)
        value: Any = None
        error: Exception | None = None
        try:
            self._office = self._office or self._open_office()
            value = work(self._office, job.progress)
        except Exception as caught:  # ruff: ignore[blind-except] - as on the real lanes
            error = caught
        self._desk.settle(_Outcome(job, value, error))
        return job

    def close(self) -> None:
        """Give the file back."""
        if self._office is not None:
            self._office.close()
            self._office = None


class Lanes(Generic[OfficeT]):
    """The lanes of one open file, and the desk where their answers arrive."""

    def __init__(self, desk: Desk, read: Lane[OfficeT], work: Lane[OfficeT], compute: Lane[OfficeT]) -> None:
        """Use ``Lanes.threads`` or ``Lanes.synchronous``."""
        self.desk = desk
        self.read = read
        self.work = work
        self.compute = compute
        self._closed = False

    @classmethod
    def threads(cls, open_office: Callable[[], OfficeT], changes: ChangeBus) -> Lanes[OfficeT]:
        """Three real threads; each calls ``open_office`` for itself."""
        sys.setswitchinterval(SWITCH_SECONDS)
        desk = Desk(changes)
        return cls(
            desk,
            ThreadLane("read", open_office, desk),
            ThreadLane("work", open_office, desk),
            ThreadLane("compute", open_office, desk, latest_wins=True),
        )

    @classmethod
    def synchronous(cls, open_office: Callable[[], OfficeT], changes: ChangeBus) -> Lanes[OfficeT]:
        """One office on the caller's thread."""
        desk = Desk(changes)
        lane = SyncLane(open_office, desk)
        return cls(desk, lane, lane, lane)

    @property
    def closed(self) -> bool:
        """Whether they have ended: nothing is asked of them any more."""
        return self._closed

    def close(self) -> None:
        """End all lanes and wait for them; harmless when called twice."""
        if not self._closed:
            self._closed = True
            for lane in (self.compute, self.work, self.read):
                lane.close()
            take_back()
