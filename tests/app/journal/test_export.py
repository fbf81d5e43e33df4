"""The journal as a file for other programs, for the eyes of whoever asks."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Office
from app.export.placing import ExportLocked
from app.journal.model import Question
from app.kernel.actor import Actor, Permission, Role
from app.kernel.changes import Area
from app.kernel.errors import Denied
from app.staff.model import NewPerson
from tests.support.database import actor
from tests.support.firm import Firm

WATCHER = Actor(9, "w", Role.STAFF, frozenset({Permission.SEE_JOURNAL}))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def paid(office: Office) -> Office:
    """A person with a name that a spreadsheet would take for a formula, and a salary."""
    firm = Firm(office).person("=Олена").paid("=Олена", "77 777.77")
    with pytest.raises(Denied):
        office.pay_terms.pay_terms(actor(Role.OFFICE_MANAGER), firm.people["=Олена"])
    return office


def test_lines_go_from_the_first_entry_to_the_last(paid: Office, director: Actor, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    entries = paid.journal.entries(director)
    count = paid.journal.export(director, path)
    found = read(path)
    assert len(found) == count
    assert [line["entry"] for line in found] == sorted(line["entry"] for line in found)
    assert {line["entry"] for line in found} == {entry.id for entry in entries}
    salary = next(line for line in found if line["table"] == "pay_terms")
    assert (salary["action"], salary["change"], salary["login"]) == ("staff.set_pay_terms", "added", "olha")
    assert json.loads(salary["after"])["salary_minor"] == 7_777_777
    assert found[-1]["hash"] == paid.journal.verify(director).head
    assert (found[-1]["outcome"], found[-1]["why"]) == ("refused", "see_pay")


def test_what_the_reader_may_not_see_is_hidden(paid: Office, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    paid.journal.export(WATCHER, path)
    assert "7777777" not in path.read_text(encoding="utf-8")
    (hidden,) = [line for line in read(path) if line["area"] == "pay_terms"]
    assert (hidden["change"], hidden["table"], hidden["after"]) == ("hidden", "", "")


def test_csv_opens_without_running_anything(paid: Office, director: Actor, tmp_path: Path) -> None:
    path = tmp_path / "journal.CSV"
    paid.journal.export(director, path, Question(area=Area.STAFF))
    with path.open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert json.loads(line["after"])["name"] == "=Олена"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line.values())


def test_more_entries_than_a_page(office: Office, director: Actor, tmp_path: Path) -> None:
    from app.journal import service

    for number in range(12):
        office.staff.add(director, NewPerson(str(number), "Ім'я"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "_PAGE_ENTRIES", 5)
        office.journal.export(director, tmp_path / "j.jsonl", Question(area=Area.STAFF, limit=3))
    assert len(read(tmp_path / "j.jsonl")) == 12


def test_a_place_that_cannot_be_written(office: Office, director: Actor, tmp_path: Path) -> None:
    with pytest.raises(ExportLocked):
        office.journal.export(director, tmp_path)


def test_the_journal_is_not_for_everybody(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Denied):
        office.journal.export(actor(Role.OFFICE_MANAGER), tmp_path / "j.csv")
    assert list(tmp_path.glob("j*")) == []
