"""A program that works until it is killed: ``python -m tests.crash.worker KIND FOLDER SEED``.

It says ``ready``, and after each finished piece of work ``ok`` and what it was: that is what a user has seen done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from app.bootstrap import Office
from app.db.driver import connect
from app.db.files import backup_before_migration
from app.db.fingerprint import fingerprint
from app.db.migrate import migrate
from app.db.migrations.chain import STEPS, Step
from app.kernel.actor import Actor
from app.kernel.ids import OperationId
from app.settings.model import CalendarDay
from tests.support.clock import NOON, FrozenClock
from tests.support.encrypted import KEY

if TYPE_CHECKING:
    from sqlite_utils import Database

BATCH = 60
"""Clients in an import."""

UPGRADES = 10
"""Files that wait for their upgrade."""

TOMORROW_ROWS = 20_000
TOMORROW = "CREATE TABLE tomorrow(id INTEGER PRIMARY KEY) STRICT"

MAPPING = """premia_import = 1
[[table]]
kind = "clients"
file = "clients.csv"
columns = { code = "code", name = "name", group = "group" }
"""


def say(*words: object) -> None:
    """One whole line, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def imports(office: Office, actor: Actor, folder: Path, seed: str) -> Iterator[str]:
    """Import after import, every third one taken back."""
    files = folder / f"files-{seed}"
    files.mkdir()
    (files / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    for number in range(10_000):
        name = f"{seed}.{number}"
        rows = [f"{name}.{row},Клієнт {row},Група {seed} {row % 7}" for row in range(BATCH)]
        (files / "clients.csv").write_text("code,name,group\n" + "\n".join(rows), encoding="utf-8")
        plan = office.importing.plan(actor, files / "mapping.toml", files)
        report = office.importing.run(actor, plan, OperationId(name)).value
        yield name
        if number % 3 == 2 and report.import_id is not None:
            office.importing.undo(actor, report.import_id, OperationId(f"{name}-undo"))
            yield f"{name}-undo"


def runs(office: Office, actor: Actor, _folder: Path, seed: str) -> Iterator[str]:
    """Month after month, worked out, approved, closed."""
    payroll = office.payroll
    steps: tuple[Callable[..., object], ...] = (
        payroll.compute, payroll.compute, payroll.submit, payroll.approve, payroll.pay, payroll.close,
    )  # fmt: skip
    for number in range(10_000):
        month = payroll.open_month(actor)
        state = next((run.state.value for run in payroll.runs(actor) if run.month == month), "none")
        done = {"none": 0, "draft": 1, "submitted": 3, "approved": 4, "paid": 5}[state]
        for place, step in enumerate(steps[done:], done):
            name = f"{seed}.{number}.{place}"
            step(actor, month, OperationId(name))
            yield name


def backups(office: Office, actor: Actor, _folder: Path, seed: str) -> Iterator[str]:
    """A day of the calendar, a copy by hand, a copy by itself."""
    clock = FrozenClock()
    office.use_cases._clock = clock
    for number in range(10_000):
        clock.instant = NOON + timedelta(hours=7 * number)
        special = CalendarDay(date(2020, 1, 1) + timedelta(days=number), working=False, note=seed)
        office.settings.set_calendar_day(actor, special, OperationId(f"{seed}.{number}"))
        yield f"{seed}.{number}"
        copy = office.backup.back_up(actor)
        yield f"copy {copy.name}"
        office.backup.auto_back_up(actor)
        if number % 5 == 4:
            copy.unlink()


def tomorrow(folder: Path) -> Step:
    """A step that no released program knows."""
    probe = folder / "probe.db"
    probe.unlink(missing_ok=True)
    copyfile(folder / "office.premia", probe)
    connection = connect(probe, KEY)  # a plain file is opened without it
    connection.execute(TOMORROW)
    expected = fingerprint(connection)
    connection.close()

    def apply(db: Database) -> None:
        db.execute(TOMORROW)
        for number in range(TOMORROW_ROWS):
            db.execute("INSERT INTO tomorrow(id) VALUES (?)", [number])

    return Step("m9999", apply, expected)


def upgrades(folder: Path, seed: str) -> None:
    """File after file brought to tomorrow's schema, each after its copy."""
    step = tomorrow(folder)
    paths = [folder / f"{seed}-{number}.premia" for number in range(UPGRADES)]
    for path in paths:
        copyfile(folder / "office.premia", path)
    say("ready")
    for path in paths:
        migrate(path, backup_before_migration(path, NOON, KEY), (*STEPS, step), key=KEY)
        say("ok", path.name)


WORK = {"import": imports, "run": runs, "backup": backups}


def main(kind: str, folder: Path, seed: str) -> None:
    """Work for ever."""
    if kind == "migration":
        upgrades(folder, seed)
        return
    office = Office.open(folder / "office.premia", key=KEY)
    actor = office.access.sole_user()
    assert actor is not None
    office.warm()
    work = partial(WORK[kind], office, actor, folder, seed)
    say("ready")
    for done in work():
        say("ok", done)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
