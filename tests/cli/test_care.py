"""Copies, what a way back would lose, the journal as a file, and an import taken back, on the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.kernel.actor import Role
from app.settings.model import CalendarDay
from tests.cli.conftest import Command
from tests.support.database import actor, office_file

MAPPING = """premia_import = 1
[[table]]
kind = "clients"
file = "clients.csv"
columns = { code = "code", name = "name" }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return office_file(tmp_path / "firm.premia")


def test_copies_with_what_they_are_worth(premia: Command, file: Path) -> None:
    assert premia("copies", file).code == 1
    premia("backup", file)
    (copy,) = Path(f"{file}.backups").iterdir()
    answer = premia("copies", file)
    assert (answer.code, "sound" in answer.out) == (0, True)
    assert f"The newest sound copy: {copy}" in answer.out
    copy.write_text("a letter")
    answer = premia("copies", file, "--json")
    assert (answer.code, json.loads(answer.out)[0]["problem"]) == (1, "file_corrupt")


def test_a_damaged_file_leads_to_its_copies(premia: Command, file: Path) -> None:
    premia("backup", file)
    file.write_text("a letter", encoding="utf-8")
    answer = premia("check", file)
    assert (answer.code, f"See which copy is sound: premia-cli copies {file}" in answer.err) == (3, True)
    (copy,) = Path(f"{file}.backups").iterdir()
    assert f"The newest sound copy: {copy}" in premia("copies", file).out
    assert premia("restore", copy, file).code == 0
    assert premia("check", file).code == 0


def test_a_preview_says_what_would_be_lost_and_does_nothing(premia: Command, file: Path) -> None:
    premia("backup", file)
    (copy,) = Path(f"{file}.backups").iterdir()
    assert "Nothing would be lost." in premia("restore", copy, file, "--preview").out
    with Office.open(file) as office:
        office.settings.set_calendar_day(actor(Role.DIRECTOR), CalendarDay(date(2026, 3, 8), working=False))
    before = file.read_bytes()
    answer = premia("restore", copy, file, "--preview")
    assert (answer.code, file.read_bytes()) == (0, before)
    assert "Settings" in answer.out
    copy.write_text("a letter")
    answer = premia("restore", copy, file, "--preview")
    assert (answer.code, "damaged" in answer.err) == (1, True)


def test_the_journal_as_a_file(premia: Command, file: Path, tmp_path: Path) -> None:
    answer = premia("journal", file, tmp_path / "j.jsonl")
    assert answer.code == 0
    assert json.loads((tmp_path / "j.jsonl").read_text(encoding="utf-8").splitlines()[0])["entry"] == 1


def test_an_import_is_listed_and_taken_back(premia: Command, file: Path, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "clients.csv").write_text("code,name\nO,Orion\n", encoding="utf-8")
    assert premia("import", file, tmp_path / "m.toml").code == 0
    (one,) = json.loads(premia("imports", file, "--json").out)
    assert (one["id"], one["rows"], one["undone_at"]) == (1, 1, "")
    assert premia("undo-import", file, 1).out == "The import was taken back.\n"
    assert json.loads(premia("list", "clients", file, "--json").out) == []
    answer = premia("undo-import", file, 1)
    assert (answer.code, "already" in answer.err) == (1, True)
