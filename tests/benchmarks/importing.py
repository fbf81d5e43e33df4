"""An import of 100,000 payments against raw ``executemany`` of the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

from app.bootstrap import Office
from app.clients.model import NewClient
from app.contracts.model import NewContract
from app.invoices.model import NewInvoice
from tests.benchmarks.measure import Contest
from tests.support.clock import FrozenClock
from tests.support.database import office_file

ROWS, CLIENTS, PAIRS = 100_000, 500, 3
FIRST = date(2024, 1, 2)
MAPPING = """
premia_import = 1
[[table]]
kind = "payments"
file = "payments.csv"
columns = { number = "No", client = "Client", received_on = "Date", invoice = "Invoice", amount = "Amount" }
"""


def books(path: Path) -> Path:
    """A file with clients, and an invoice of 1,000.00 for each of 100,000 contracts."""
    with Office.open(office_file(path), FrozenClock()) as office:
        actor = office.access.sole_user()
        if actor is None:
            raise RuntimeError("the file has no single user")
        office.clients.add_many(actor, [NewClient(f"K{at}", f"Client {at}") for at in range(CLIENTS)])
        clients = office.clients.ids(actor)
        office.contracts.add_many(
            actor,
            [NewContract(f"C{at}", clients[f"K{at % CLIENTS}"], FIRST, 100_000, "UAH") for at in range(ROWS)],
        )
        contracts = office.contracts.ids(actor)
        due = FIRST + timedelta(days=30)
        office.invoices.add_many(
            actor, [NewInvoice(f"I{at}", contracts[f"C{at}"], FIRST, due, 100_000, 100_000) for at in range(ROWS)]
        )
    return path


def payments(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """The rows of the file, and the file."""
    rows = [
        (f"P{at}", f"K{at % CLIENTS}", (FIRST + timedelta(days=at % 700)).isoformat(), f"I{at}", "1000.00")
        for at in range(ROWS)
    ]
    lines = ["No,Client,Date,Invoice,Amount", *(",".join(row) for row in rows)]
    (folder / "payments.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return rows


def copies(original: Path, what: str) -> Iterator[Path]:
    """Copies made beforehand: copying is not measured."""
    paths = [original.with_name(f"{what}-{at}.premia") for at in range(PAIRS + 1)]
    for path in paths:
        copyfile(original, path)
    yield from paths


def insert_raw(path: Path, rows: list[tuple[str, str, str, str, str]]) -> None:
    """The same rows into the same tables, with their constraints, indexes and guards, and nothing else."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=ON")
    clients = dict(connection.execute("SELECT code, id FROM client"))
    invoices = dict(connection.execute("SELECT number, id FROM invoice"))
    with connection:
        connection.executemany(
            "INSERT INTO payment(id, number, number_key, client_id, received_on, amount_minor, currency, entered_on)"
            " VALUES (?, ?, ?, ?, ?, 100000, 'UAH', '2026-11-20')",
            ((at, row[0], row[0], clients[row[1]], row[2]) for at, row in enumerate(rows, start=1)),
        )
        connection.executemany(
            "INSERT INTO allocation(payment_id, invoice_id, allocated_on, amount_minor)"
            " VALUES (?, ?, '2026-11-20', 100000)",
            ((at, invoices[row[3]]) for at, row in enumerate(rows, start=1)),
        )
    connection.close()


def contest(folder: Path) -> Contest:
    """The whole import as a user starts it (dry run with every check, then the import) against two bare inserts."""
    rows = payments(folder)
    original = books(folder / "import.premia")
    waiting, bare = copies(original, "ours"), copies(original, "raw")

    def ours() -> None:
        with Office.open(next(waiting), FrozenClock()) as office:
            actor = office.access.sole_user()
            if actor is None:
                raise RuntimeError("the file has no single user")
            plan = office.importing.plan(actor, folder / "mapping.toml", folder)
            office.importing.run(actor, plan)

    return Contest(
        "import",
        f"a CSV of {ROWS:,} payments read, checked in a dry run, imported, journaled, a copy made before",
        "the same rows by two executemany into the same tables",
        ours,
        lambda: insert_raw(next(bare), rows),
        aim=6,
        pairs=PAIRS,
        note="ours goes through the books twice: the dry run is the import itself, undone",
    )
