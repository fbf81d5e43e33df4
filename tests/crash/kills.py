"""Kill a working program at a random moment and see that nothing it had said to be done is lost."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from app.backup.soundness import examine
from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.driver import Connection, connect
from app.db.migrate import schema_number
from app.db.migrations.chain import NEWEST
from app.kernel.actor import Actor
from tests.crash.worker import BATCH, TOMORROW_ROWS, UPGRADES
from tests.support.database import office_file
from tests.support.encrypted import KEY, encrypted_copy
from tests.support.firm import Firm
from tests.support.months import open_office, pays

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("import", "run", "migration", "backup")
LONGEST_SECONDS = {"import": 2.0, "run": 0.8, "migration": 1.0, "backup": 0.8}
"""The kill comes at a moment from 0 to this after the program is ready."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: what had been said to be done by then, and whether the program was killed at work."""

    kind: str
    acknowledged: tuple[str, ...]
    killed: bool


def prepared(folder: Path, kind: str, *, encrypted: bool = False) -> Path:
    """A folder with the books that the program will work in."""
    folder.mkdir(parents=True)
    _plain(folder, kind)
    if encrypted:
        plain = (folder / "office.premia").rename(folder.with_name(f"{folder.name}-plain.premia"))
        encrypted_copy(plain, folder / "office.premia")
        plain.unlink()
    return folder


def _plain(folder: Path, kind: str) -> None:
    if kind != "run":
        office_file(folder / "office.premia")
        return
    with open_office(folder) as office:
        firm = Firm(office).person("Olena").person("Petro").paid("Olena", "20 000").client("Orion", found_by="Olena")
        for month in range(1, 7):
            firm.contract(str(month), signed=f"2024-{month:02d}-10").invoice(f"A-{month}").payment(f"P-{month}")
        pays(firm, "Olena")
    (folder / "firm.premia").rename(folder / "office.premia")


def kill(folder: Path, kind: str, seed: str) -> Kill:
    """Start the program in ``folder``, kill it at the moment that ``seed`` says, give what it had said."""
    wait = random.Random(seed).uniform(0, LONGEST_SECONDS[kind])  # ruff: ignore[suspicious-non-cryptographic-random-usage] (a seed)
    command = [sys.executable, "-m", "tests.crash.worker", kind, str(folder), seed]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        assert first == "ready\n", first
        sleep(wait)
        program.kill()
        said = program.stdout.read()
    lines = said.split("\n")[:-1]  # what follows the last line end was not said whole
    assert program.returncode in {0, -9}, said
    return Kill(kind, tuple(line.removeprefix("ok ") for line in lines), program.returncode != 0)


def problems(folder: Path, kills: list[Kill], seed: str) -> list[str]:
    """What is wrong with the books after the last of ``kills``; empty when all holds."""
    kind = kills[-1].kind
    if kind == "migration":
        return _upgraded(folder, kills[-1], seed)
    acknowledged = {name for one in kills for name in one.acknowledged}
    path = folder / "office.premia"
    found = _sound(connect(path, KEY))
    with Office.open(path, key=KEY) as office, closing(SqliteDb(path, connect(path, KEY))) as db:
        actor = office.access.sole_user()
        assert actor is not None
        verdict = office.journal.verify(actor)
        if verdict.broken:
            found.append(f"journal {verdict.broken}")
        done = {str(row[0]) for row in db.rows("SELECT operation_id FROM journal WHERE outcome = 'done'")}
        lost = {name for name in acknowledged if not name.startswith("copy ")} - done
        if lost:
            found.append(f"acknowledged and not in the journal: {sorted(lost)}")
        found += _whole_imports(db, done) if kind == "import" else []
        found += _closed_months(office, actor) if kind == "run" else []
    found += _copies(folder, acknowledged) if kind == "backup" else []
    return found


def _sound(connection: Connection) -> list[str]:
    with closing(connection):
        verdict = connection.execute("PRAGMA integrity_check").fetchall()
        keys = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [f"integrity {verdict[:3]}"] * (verdict != [("ok",)]) + [f"foreign keys {keys[:3]}"] * bool(keys)


def _whole_imports(db: SqliteDb, done: set[str]) -> list[str]:
    """Every import in the journal has all its clients, or none after it was taken back; there are no others."""
    counts: dict[str, int] = {}
    for (code,) in db.rows("SELECT code FROM client"):
        name = str(code).rpartition(".")[0]
        counts[name] = counts.get(name, 0) + 1
    runs = {name for name in done if name.count(".") == 1 and not name.endswith("-undo")}
    wanted = {name: BATCH for name in runs if f"{name}-undo" not in done}
    return [] if counts == wanted else [f"imports {dict(counts.items() ^ wanted.items())}"]


def _closed_months(office: Office, actor: Actor) -> list[str]:
    return [f"snapshot {check}" for check in office.payroll.check_snapshots(actor) if not check.holds]


def _copies(folder: Path, acknowledged: set[str]) -> list[str]:
    """Every copy that can be seen is sound; copies that were said to be made and not removed again are there."""
    copies = list((folder / "office.premia.backups").glob("*.premia"))
    found = [f"{copy.name}: {problem}" for copy in copies if (problem := examine(copy, KEY).problem)]
    named = {name.removeprefix("copy ") for name in acknowledged if name.startswith("copy ")}
    gone = named - {copy.name for copy in copies}
    allowed = len(named) // 5 + 1  # the program removes every fifth by hand
    return found + [f"copies are gone: {sorted(gone)}"] * (len(gone) > allowed)


def _upgraded(folder: Path, last: Kill, seed: str) -> list[str]:
    found = []
    for number in range(UPGRADES):
        path = folder / f"{seed}-{number}.premia"
        found += [f"{path.name}: {problem}" for problem in _sound(connect(path, KEY))]
        with closing(connect(path, KEY)) as connection:
            new = schema_number(connection) == NEWEST + 1
            rows = _tomorrow(connection)
        if rows != (TOMORROW_ROWS if new else -1) or (path.name in last.acknowledged and not new):
            found.append(f"{path.name}: half an upgrade, {rows} rows, new: {new}")
        copies = list(path.with_name(path.name + ".backups").glob("*.premia"))
        found += [f"{copy.name}: {problem}" for copy in copies if (problem := examine(copy, KEY).problem)]
        if new and not copies:
            found.append(f"{path.name}: upgraded without a copy")
    return found


def _tomorrow(connection: Connection) -> int:
    """Rows of tomorrow's table; -1 without the table."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'tomorrow'").fetchall():
        return -1
    return int(str(connection.execute("SELECT count(*) FROM tomorrow").fetchall()[0][0]))
