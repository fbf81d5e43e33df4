"""A window for every test that wants one, and the proof that it is gone afterwards."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, cast

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap import Office
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.months import small_firm
from tests.support.pages import Desk
from tests.support.stand_in import StandInOffice
from ui.kit.theme import Theme
from ui.runtime.lanes import Lanes
from ui.shell.desktop import Desktop
from ui.shell.language import Speaker
from ui.shell.main_window import MainWindow


class OpenDesk(Protocol):
    """Opens a window."""

    def __call__(self, office: Callable[[], Any] | None = None, *, threads: bool = False) -> Desk:
        """Over an office in memory (or another one), at once or on real threads."""


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The theme of the application: there is one."""
    return qapp.findChild(Theme) or Theme(qapp)


def let_go() -> None:
    """Let Qt delete what is to be deleted."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def open_desk(theme: Theme, qapp: QApplication, tmp_path: Path, clock: FrozenClock) -> Iterator[OpenDesk]:
    """Opens windows; closes them after the test and looks that none is left."""
    opened: list[MainWindow] = []

    def make(office: Callable[[], Any] | None = None, *, threads: bool = False) -> Desk:
        source = office or StandInOffice

        def open_office(_path: Path) -> Office:
            return cast("Office", source())

        desktop = Desktop(
            clock,
            open_office,
            tmp_path / "settings" / "window.json",
            tmp_path / "sample.premia",
            Lanes.threads if threads else Lanes.synchronous,
        )
        window = MainWindow(desktop, theme, Speaker(qapp))
        window.begin("en", "light")
        opened.append(window)
        return Desk(window)

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    opened.clear()
    let_go()
    assert [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)] == []


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """A window over an office in memory, signed in as the director."""
    made = open_desk()
    made.open_file(Path("/books/firm.premia"))
    return made


@pytest.fixture
def company(tmp_path: Path, clock: FrozenClock) -> Path:
    """A real file: Olena found Orion and earns 10 % of what it pays, January and February 2024."""
    path = office_file(tmp_path / "company.premia")
    with Office.open(path, clock) as office:
        small_firm(office)
    return path


@pytest.fixture
def open_company(open_desk: OpenDesk, company: Path, clock: FrozenClock) -> Callable[..., Desk]:
    """A window over the real file."""

    def make(*, threads: bool = False) -> Desk:
        made = open_desk(lambda: Office.open(company, clock), threads=threads)
        made.open_file(company)
        return made

    return make
