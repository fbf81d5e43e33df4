"""Opening and checking a file of 200 MB against SQLite's own quick_check."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from app.bootstrap import Office
from app.clients.model import NewClient
from tests.benchmarks.measure import Contest
from tests.support.clock import FrozenClock
from tests.support.database import office_file

CLIENTS, NOTE = 100_000, "x" * 1_900


def books(path: Path) -> Path:
    """As many clients with long notes as make 200 MB."""
    with Office.open(office_file(path), FrozenClock()) as office:
        actor = office.access.sole_user()
        if actor is None:
            raise RuntimeError("the file has no single user")
        office.clients.add_many(actor, [NewClient(f"K{at}", f"Client {at}", note=NOTE) for at in range(CLIENTS)])
    return path


def contests(folder: Path) -> tuple[Contest, Contest]:
    """Opening alone, and opening with the whole check."""
    path = books(folder / "big.premia")
    size = path.stat().st_size // 1_000_000

    def connect() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()

    def open_it() -> None:
        Office.open(path, FrozenClock()).close()

    def raw() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA quick_check").fetchall()

    def ours() -> None:
        with Office.open(path, FrozenClock()) as office:
            actor = office.access.sole_user()
            if actor is None or office.backup.check_file(actor):
                raise RuntimeError("the file is not sound")
            if office.journal.verify(actor).broken:
                raise RuntimeError("the chain is broken")

    return (
        Contest(
            "open", f"a file of {size} MB opened: header, migrations, fingerprint", "sqlite3.connect", open_it, connect
        ),
        Contest(
            "check",
            f"a file of {size} MB opened, checked, its journal followed",
            "PRAGMA quick_check",
            ours,
            raw,
            pairs=3,
        ),
    )
