"""Real books that nobody here invented: imported into a file as an office would, with what they must come to."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.access.model import NewUser
from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.importing.plan import ImportReport
from app.kernel.actor import Actor, Role
from app.kernel.period import Month
from app.motivation.loading import FactsLoader
from app.motivation.model import NewAssignment
from app.settings.model import NewFirm
from tests.support.clock import FrozenClock

REPO = Path(__file__).parents[2]
REFERENCE = REPO / "tests" / "reference"
FOLDER = Path(os.environ.get("PREMIA_REAL_DATA") or REPO.parent / "shared" / "data")

Figures = dict[tuple[str, str], tuple[int, int]]
"""(Month, staff number) → base and bonus in minor units."""


def needs(name: str) -> Path:
    """The folder of a set of books; without it the test is skipped."""
    folder = FOLDER / name
    if not folder.is_dir():
        pytest.skip(f"real books {name!r} are neither in {FOLDER} nor in $PREMIA_REAL_DATA")
    return folder


def minor(text: str) -> int:
    """``12.34`` → 1234."""
    whole, _, cents = text.partition(".")
    assert len(cents) == 2, text
    return int(whole + cents)


def expected(name: str, scheme: str, column: str = "bonus_round_per_line") -> Figures:
    """Every month and person of an expected file."""
    with (needs(name) / "expected" / f"{scheme}_monthly.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    figures = {(row["month"], row["person_id"]): (minor(row["base"]), minor(row[column])) for row in rows}
    assert len(figures) == len(rows)
    return figures


@dataclass(frozen=True, slots=True)
class Books:
    """An imported file, open as its director."""

    office: Office
    actor: Actor
    path: Path
    name: str
    report: ImportReport

    @property
    def mapping(self) -> Path:
        """The mapping that the books came in by."""
        return REFERENCE / self.name / "mapping.toml"

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return FOLDER / self.name

    def staff_numbers(self) -> dict[int, str]:
        """Person id → staff number."""
        return {person.id: person.staff_no for person in self.office.staff.list(self.actor)}

    def put_in_force(self, scheme: str, since: date) -> int:
        """A scheme of the reference files for everybody, from a day on; give its id."""
        text = (REFERENCE / self.name / f"{scheme}.toml").read_text(encoding="utf-8")
        first = next(line for line in text.splitlines() if line.startswith("valid_from"))
        text = text.replace(first, f"valid_from = {since.isoformat()}")
        scheme_id = self.office.motivation.add_scheme(self.actor, text).value
        for person in self.office.staff.list(self.actor):
            self.office.motivation.assign(self.actor, NewAssignment(scheme_id, person.id, since))
        return scheme_id


def import_books(name: str, path: Path, books_from: Month) -> Books:
    """Make a company file at ``path`` and import the books into it, without a single problem."""
    folder = needs(name)
    firm = NewFirm(name=name, currency="USD", books_from=books_from)
    office = Office.create(path, firm, NewUser("director", Role.DIRECTOR), FrozenClock())
    actor = office.access.sole_user()
    assert actor is not None
    plan = office.importing.plan(actor, REFERENCE / name / "mapping.toml", folder)
    assert plan.problems == ()
    return Books(office, actor, path, name, office.importing.run(actor, plan).value)


def figures_of(books: Books, scheme_id: int, through: Month) -> Figures:
    """What every person comes to in every month, from the beginning of the books on, by one evaluation."""
    from app.calc.results import AccrualKind
    from app.calc.settle import evaluate

    db = SqliteDb(books.path)
    try:
        loader = FactsLoader(db)
        facts = loader.load_facts()
        schemes = tuple(scheme for scheme in loader.load_schemes() if scheme.id == scheme_id)
    finally:
        db.close()
    numbers = books.staff_numbers()
    base: dict[tuple[str, str], int] = defaultdict(int)
    bonus: dict[tuple[str, str], int] = defaultdict(int)
    for line in evaluate(facts, schemes, through).accruals:
        key = (line.month.text, numbers[line.person_id])
        bonus[key] += line.amount_minor
        base[key] += 0 if line.kind is AccrualKind.LATE else line.base_minor
    return {key: (base[key], bonus[key]) for key in bonus}


def walk(books: Books, first: Month, last: Month) -> dict[tuple[str, str], int]:
    """Every month from its draft to closed, and what each sheet gives everybody as bonus."""
    payroll, actor = books.office.payroll, books.actor
    bonuses = {}
    month = first
    while month <= last:
        payroll.compute(actor, month)
        for step in (payroll.submit, payroll.approve, payroll.pay, payroll.close):
            step(actor, month)
        for line in payroll.sheet(actor, month).lines:
            assert line.pay.true_ups_minor == 0
            bonuses[month.text, line.staff_no] = line.pay.bonus_minor
        month = month.plus(1)
    return bonuses
