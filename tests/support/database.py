"""Fresh company files for tests: made once, then copied."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from app.access.grants import GRANTS
from app.access.model import NewUser
from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.files import create_file
from app.kernel.actor import Actor, Role
from app.kernel.period import Month
from app.settings.model import NewFirm
from tests.support.clock import FrozenClock

FIRM = NewFirm(name="Калина Консалтинг", currency="UAH", books_from=Month(2024, 1))
DIRECTOR = NewUser(login="olha", role=Role.DIRECTOR)
_KEPT: list[TemporaryDirectory[str]] = []


@cache
def _templates() -> Path:
    folder = TemporaryDirectory(prefix="premia-tests-")
    _KEPT.append(folder)  # removed when the test run ends
    return Path(folder.name)


@cache
def _empty_template() -> Path:
    path = _templates() / "empty.premia"
    create_file(path).close()
    return path


@cache
def _office_template() -> Path:
    path = _templates() / "office.premia"
    Office.create(path, FIRM, DIRECTOR, FrozenClock(datetime(2024, 1, 1, tzinfo=UTC))).close()
    return path


def empty_file(path: Path) -> Path:
    """A migrated file with nothing in it."""
    copyfile(_empty_template(), path)
    return path


def office_file(path: Path) -> Path:
    """A migrated file with a firm (UAH, books from 2024-01) and its director, who has no password."""
    copyfile(_office_template(), path)
    return path


def open_db(path: Path) -> SqliteDb:
    """One more connection to a file."""
    return SqliteDb(path)


def actor(role: Role, user_id: int = 1, person_id: int | None = None) -> Actor:
    """Somebody in a role, as signing in would give them."""
    return Actor(user_id, role.value, role, GRANTS[role], person_id)
