"""The Office: made once, opened quickly, its services made when they are asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cached_property
from pathlib import Path

import pytest

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.kernel.errors import FileExists, Invalid, MissingFile, UnreachableFile
from app.kernel.period import Month
from app.settings.model import NewFirm
from tests.support.clock import FrozenClock
from tests.support.database import DIRECTOR, FIRM

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "sqlite_utils",
    "python_calamine",
    "xlsxwriter",
    "argon2",
    "click",
    "tomllib",
    "app.db.guards",
    "app.calc.settle",
}


def test_a_new_file_has_its_firm_and_its_director(tmp_path: Path, clock: FrozenClock) -> None:
    with Office.create(tmp_path / "new.premia", FIRM, DIRECTOR, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        assert office.settings.firm(director).name == FIRM.name
        assert [entry.action for entry in office.journal.entries(director)] == [
            "settings.create_firm",
            "access.first_user",
        ]
        assert office.journal.verify(director).broken is None
    assert [file.name for file in tmp_path.iterdir()] == ["new.premia"]


def test_what_is_wrong_leaves_no_file(tmp_path: Path, clock: FrozenClock) -> None:
    path = tmp_path / "new.premia"
    with pytest.raises(Invalid):
        Office.create(path, NewFirm("", "UAH", Month(2024, 1)), DIRECTOR, clock)
    with pytest.raises(Invalid):
        Office.create(path, FIRM, NewUser("", Role.DIRECTOR), clock)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UnreachableFile):
        Office.create(tmp_path / "no" / "new.premia", FIRM, DIRECTOR, clock)


def test_a_file_is_never_made_over_another(office: Office, clock: FrozenClock) -> None:
    before = office.path.read_bytes()
    with pytest.raises(FileExists):
        Office.create(office.path, FIRM, DIRECTOR, clock)
    assert office.path.read_bytes() == before


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        Office.open(tmp_path / "nothing.premia")
    assert list(tmp_path.iterdir()) == []


def test_every_service_can_be_made_and_is_made_once(office: Office) -> None:
    names = [name for name, member in vars(Office).items() if isinstance(member, cached_property)]
    assert {"access", "settings", "journal", "backup", "staff", "clients", "contracts", "payroll"} <= set(names)
    for name in names:
        assert getattr(office, name) is getattr(office, name)


def test_closing_twice_does_no_harm(office: Office, director: Actor) -> None:
    office.warm()
    before = office.data_version()
    assert office.data_version() == before
    assert director.may(next(iter(director.permissions)))
    office.close()
    office.close()


def test_opening_a_file_imports_nothing_heavy(office: Office) -> None:
    code = f"""
import json, sys
from pathlib import Path
from app.bootstrap import Office
with Office.open(Path({str(office.path)!r})) as office:
    actor = office.access.sole_user()
    office.settings.firm(actor)
    print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "app.access.service" in loaded
    assert loaded & HEAVY == set()
    assert [name for name in loaded if name.startswith(("app.payroll", "app.motivation", "app.importing"))] == []
