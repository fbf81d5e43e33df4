"""The lanes: three threads beside the window's, their answers on the window's own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kernel.changes import Area, Done
from app.kernel.errors import NotFound, PremiaError
from app.kernel.ids import OperationId
from tests.support.pages import wait_until
from ui.runtime.change_bus import ChangeBus
from ui.runtime.jobs import Cancelled, Job, Progress
from ui.runtime.lanes import Lanes


class Book:
    """An office that knows which thread opened it."""

    def __init__(self) -> None:
        self.thread = threading.current_thread()
        self.closed_on: threading.Thread | None = None

    def close(self) -> None:
        self.closed_on = threading.current_thread()


class Opened:
    """Opens books and remembers them."""

    def __init__(self) -> None:
        self.books: list[Book] = []

    def __call__(self) -> Book:
        self.books.append(Book())
        return self.books[-1]


@pytest.fixture
def owner(qapp: object) -> QObject:
    assert qapp
    return QObject()


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def lanes(opened: Opened, qapp: object) -> Iterator[Lanes[Book]]:
    assert qapp
    made: Lanes[Book] = Lanes.threads(opened, ChangeBus())
    yield made
    made.close()


def test_work_is_done_on_its_lane_and_told_on_the_windows_thread(
    lanes: Lanes[Book], owner: QObject, opened: Opened
) -> None:
    told: list[tuple[Any, Any]] = []
    for lane in (lanes.read, lanes.work, lanes.compute):
        lane.ask(
            owner,
            lambda book, _progress: book.thread is threading.current_thread(),
            lambda same: told.append((same, threading.current_thread())),
        )
    wait_until(lambda: len(told) == 3)
    assert told == [(True, threading.main_thread())] * 3
    assert len({book.thread for book in opened.books}) == 3
    lanes.close()
    assert all(book.closed_on is book.thread for book in opened.books)
    assert not any(book.thread.is_alive() for book in opened.books)


def test_a_lane_that_is_never_asked_opens_nothing(lanes: Lanes[Book], opened: Opened) -> None:
    lanes.close()
    assert opened.books == []


def test_progress_comes_in_order_and_a_cancelled_job_stops(lanes: Lanes[Book], owner: QObject) -> None:
    steps: list[int] = []
    ended: list[object] = []
    failed: list[Exception] = []
    lanes.desk.progressed.connect(lambda _job, done, _total: steps.append(done))
    lanes.desk.ended.connect(ended.append)

    def slow(_book: Book, progress: Progress) -> None:
        for step in range(10_000):
            progress.report(step, 10_000)
            time.sleep(0.002)

    job = lanes.work.ask(owner, slow, lambda _nothing: None, failed.append, title="slow")
    wait_until(lambda: len(steps) >= 2)
    job.cancel()
    wait_until(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)
    assert steps == sorted(steps)
    assert ended == [job]


def test_what_was_finished_all_the_same_is_told_though_somebody_cancelled(lanes: Lanes[Book], owner: QObject) -> None:
    begun, go_on = threading.Event(), threading.Event()
    told: list[str] = []

    def stubborn(_book: Book, _progress: Progress) -> str:
        begun.set()
        go_on.wait(5)
        return "written"

    job = lanes.work.ask(owner, stubborn, told.append)
    begun.wait(5)
    job.cancel()
    go_on.set()
    wait_until(lambda: told == ["written"])


def test_only_the_latest_request_of_the_compute_lane_is_told(lanes: Lanes[Book], owner: QObject) -> None:
    go_on = threading.Event()
    told: list[int] = []

    def first(_book: Book, _progress: Progress) -> int:
        go_on.wait(5)
        return 0

    lanes.compute.ask(owner, first, told.append)
    for number in (1, 2, 3):
        lanes.compute.ask(owner, lambda _book, _progress, number=number: number, told.append)  # type: ignore[misc]
    go_on.set()
    wait_until(lambda: bool(told))
    lanes.close()
    assert told == [3]


def test_a_request_of_the_compute_lane_drops_none_of_another_owner(lanes: Lanes[Book], owner: QObject) -> None:
    go_on, other = threading.Event(), QObject()
    told: list[int] = []

    def first(_book: Book, _progress: Progress) -> int:
        go_on.wait(5)
        return 0

    lanes.compute.ask(owner, first, told.append)
    lanes.compute.ask(other, lambda _book, _progress: 1, told.append)
    lanes.compute.ask(other, lambda _book, _progress: 2, told.append)
    go_on.set()
    wait_until(lambda: len(told) == 2)
    assert told == [0, 2]


def test_nobody_is_called_when_the_page_that_asked_is_gone(lanes: Lanes[Book], qtbot: QtBot) -> None:
    go_on = threading.Event()
    told: list[object] = []
    ended: list[object] = []
    page = QWidget()
    lanes.desk.ended.connect(ended.append)
    lanes.read.ask(page, lambda _book, _progress: go_on.wait(5), told.append, told.append)
    page.deleteLater()
    qtbot.waitUntil(lambda: not _alive(page))
    go_on.set()
    wait_until(lambda: bool(ended))
    assert told == []


def _alive(page: QWidget) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(page))


def test_a_finished_use_case_publishes_what_it_changed(owner: QObject) -> None:
    changes = ChangeBus()
    seen: list[frozenset[Area]] = []
    changes.changed.connect(seen.append)
    mine: Lanes[Book] = Lanes.threads(Book, changes)
    done = Done(7, frozenset({Area.PAYROLL}), OperationId("o"))
    mine.work.ask(owner, lambda _book, _progress: done, lambda _done: None)
    wait_until(lambda: bool(seen))
    mine.close()
    assert seen == [frozenset({Area.PAYROLL})]


@pytest.mark.parametrize("kind", ["threads", "synchronous"])
def test_an_error_of_the_world_goes_to_who_asked_or_to_the_desk(kind: str, owner: QObject) -> None:
    lanes: Lanes[Book] = getattr(Lanes, kind)(Book, ChangeBus())
    taken: list[Exception] = []
    left: list[PremiaError] = []
    lanes.desk.refused.connect(left.append)

    def refuse(_book: Book, _progress: Progress) -> None:
        raise NotFound(kind="client", key=7)

    lanes.read.ask(owner, refuse, lambda _nothing: None, taken.append)
    lanes.read.ask(owner, refuse, lambda _nothing: None)
    wait_until(lambda: bool(left))
    lanes.close()
    assert [type(error) for error in (*taken, *left)] == [NotFound, NotFound]


def test_a_bug_on_a_lane_is_raised_in_the_window(lanes: Lanes[Book], owner: QObject, qtbot: QtBot) -> None:
    def bug(_book: Book, _progress: Progress) -> None:
        raise ZeroDivisionError("a bug")

    with qtbot.capture_exceptions() as caught:
        lanes.read.ask(owner, bug, lambda _nothing: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_closing_waits_for_what_runs_and_drops_what_waits(lanes: Lanes[Book], owner: QObject, opened: Opened) -> None:
    begun = threading.Event()
    told: list[object] = []

    def long(_book: Book, progress: Progress) -> None:
        begun.set()
        while True:
            progress.check()
            time.sleep(0.001)

    lanes.work.ask(owner, long, told.append, told.append)
    lanes.work.ask(owner, lambda _book, _progress: "never", told.append, told.append)
    begun.wait(5)
    lanes.close()
    lanes.close()
    assert not opened.books[0].thread.is_alive()
    wait_until(lambda: True)
    assert told == []


def test_closing_still_does_what_must_not_be_lost(lanes: Lanes[Book], owner: QObject) -> None:
    done: list[str] = []
    asked: list[Job] = []
    begun, all_asked = threading.Event(), threading.Event()

    def slow(_book: Book, _progress: Progress) -> None:
        begun.set()
        assert all_asked.wait(5)
        until = time.monotonic() + 5
        while not asked[1].progress.cancelled and time.monotonic() < until:  # the window is being closed
            time.sleep(0.005)
        done.append("slow")

    def note(text: str) -> Callable[[Book, Progress], None]:
        return lambda _book, _progress: done.append(text)

    told: list[None] = []
    asked += [lanes.work.ask(owner, work, told.append) for work in (slow, note("forgotten"), note("kept"))]
    asked[2].finishes = True
    all_asked.set()
    assert begun.wait(5)
    lanes.close()
    assert done == ["slow", "kept"]
