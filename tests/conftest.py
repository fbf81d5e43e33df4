"""What every test may ask for, and what no test may leave behind."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.kernel.actor import Actor
from tests.support.clock import FrozenClock
from tests.support.database import empty_file, office_file, open_db

TESTS = Path(__file__).parent

settings.register_profile("suite", derandomize=True)
settings.register_profile("search")
settings.load_profile("suite")
"""The suite tries the same examples every time; new ones are looked for with ``--hypothesis-profile=search``."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies under tests/ui needs Qt."""
    for item in items:
        if item.path.is_relative_to(TESTS / "ui"):
            item.add_marker(pytest.mark.gui)


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] (no test may leave a warning behind)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test; one that is expected is taken with ``caplog.clear()``."""
    yield
    records = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not records, [record.getMessage() for record in records]


@pytest.fixture
def clock() -> FrozenClock:
    """Noon of 20 November 2026, UTC."""
    return FrozenClock()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[SqliteDb]:
    """A fresh, empty, migrated file."""
    opened = open_db(empty_file(tmp_path / "books.premia"))
    yield opened
    opened.close()


@pytest.fixture
def office(tmp_path: Path, clock: FrozenClock) -> Iterator[Office]:
    """A company file with its firm (UAH, books from 2024-01) and its director, and nothing else."""
    opened = Office.open(office_file(tmp_path / "office.premia"), clock)
    yield opened
    opened.close()


@pytest.fixture
def director(office: Office) -> Actor:
    """Who may do everything in ``office``."""
    sole = office.access.sole_user()
    assert sole is not None
    return sole
