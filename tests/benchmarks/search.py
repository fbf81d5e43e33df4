"""One key of Ctrl+K over 100,000 contracts and as many invoices, against a look at every name and number."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from app.bootstrap import Office
from app.clients.model import NewClient
from app.contracts.model import NewContract
from app.invoices.model import NewInvoice
from tests.benchmarks.measure import Contest
from tests.support.clock import FrozenClock
from tests.support.database import office_file

CLIENTS, CONTRACTS = 20_000, 100_000
_KINDS = ("ТОВ", "ПрАТ", "ФОП", "LLC")
_FIRST = ("Північний", "Дніпро", "Зоряний", "Карпатський", "Blue", "Nord", "Ґалаґан", "Їжак")
_SECOND = ("вітер", "Тех", "Агро", "Монтаж", "Harbor", "Логістика", "Буд")

TYPED = {"name": "північний вітер", "number": "51234", "both": "вітер 2024", "letter": "п"}

RAW = (
    "SELECT COUNT(*) FROM client WHERE name_key LIKE :word",
    "SELECT COUNT(*) FROM contract WHERE number LIKE :word",
    "SELECT COUNT(*) FROM invoice WHERE number LIKE :word",
)


def books(path: Path) -> Path:
    """Clients with Cyrillic and Latin names, five contracts each, an invoice of each contract."""
    with Office.open(office_file(path), FrozenClock()) as office:
        actor = office.access.sole_user()
        if actor is None:
            raise RuntimeError("the file has no single user")
        names = (f"{_KINDS[at % 4]} «{_FIRST[at % 8]} {_SECOND[at % 7]} {at}»" for at in range(CLIENTS))
        office.clients.add_many(actor, [NewClient(f"K{at}", name) for at, name in enumerate(names)])
        days = [date(2015, 1, 1) + timedelta(days=at // 27) for at in range(CONTRACTS)]
        office.contracts.add_many(
            actor,
            [
                NewContract(f"Д-{day.year}/{at}", at * 7919 % CLIENTS + 1, day, 100_000, "UAH")
                for at, day in enumerate(days)
            ],
        )
        office.invoices.add_many(
            actor,
            [
                NewInvoice(f"INV-{at}", at + 1, day, day + timedelta(days=30), 100_000, 100_000)
                for at, day in enumerate(days)
            ],
        )
    return path


def contests(folder: Path) -> tuple[Contest, ...]:
    """A name, a number, words of both, a single letter."""
    path = books(folder / "search.premia")
    office = Office.open(path, FrozenClock())
    actor = office.access.sole_user()
    if actor is None:
        raise RuntimeError("the file has no single user")

    def ours(typed: str) -> Callable[[], object]:
        return lambda: office.overview.search(actor, typed)

    def raw(typed: str) -> Callable[[], object]:
        def run() -> None:
            with closing(sqlite3.connect(path)) as connection:
                for sql in RAW:
                    connection.execute(sql, {"word": f"%{typed}%"}).fetchall()

        return run

    return tuple(
        Contest(
            "search",
            f"{typed!r} typed into Ctrl+K over {CONTRACTS:,} contracts",
            "a LIKE through every name and number",
            ours(typed),
            raw(typed),
            aim=3.0,
            pairs=9,
        )
        for typed in TYPED.values()
    )
