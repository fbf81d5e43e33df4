"""Every use case × every role, generated from the code; every denied call is journaled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.kernel.actor import Role
from app.kernel.errors import Denied
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file
from tests.support.doors import Door, Gate, Opened, doors, values_of
from tests.support.permission_table import EXPECTED

ROLES = {"D": Role.DIRECTOR, "A": Role.ACCOUNTANT, "O": Role.OFFICE_MANAGER, "S": Role.STAFF}


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office behind whose doors nothing happens."""
    path = office_file(tmp_path_factory.mktemp("matrix") / "office.premia")
    office = Office.open(path, FrozenClock())
    office.use_cases = Gate(office._db, FrozenClock())
    yield office
    office.close()


@pytest.fixture(scope="module")
def found(gated: Office) -> dict[str, Door]:
    return {door.name: door for door in doors(gated)}


def test_every_use_case_stands_in_the_table(found: dict[str, Door]) -> None:
    assert sorted(found.keys() - EXPECTED.keys()) == [], "enter these into tests/support/permission_table.py"
    assert sorted(EXPECTED.keys() - found.keys()) == [], "these are no more"


def test_the_table_says_something_about_every_role() -> None:
    assert {(place, letter) for letters in EXPECTED.values() for place, letter in enumerate(letters)} == {
        *enumerate("DAOS"),
        *((place, "-") for place in (1, 2, 3)),
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_who_may(gated: Office, found: dict[str, Door], tmp_path: Path, name: str) -> None:
    may = ""
    for letter, role in ROLES.items():
        ((before,),) = gated._db.rows("SELECT coalesce(max(id), 0) FROM journal")
        with pytest.raises((Opened, Denied)) as heard:
            found[name].call(actor(role), values_of(tmp_path))
        journaled = gated._db.rows(
            "SELECT login, outcome, action, area FROM journal WHERE id > :before", {"before": before}
        )
        denied = heard.value if isinstance(heard.value, Denied) else None
        assert journaled == ([(role.value, "refused", denied.values["action"], "")] if denied else [])
        may += "-" if denied else letter
    assert may == EXPECTED[name]


def test_after_all_that_the_journal_holds(gated: Office) -> None:
    with Office.open(gated.path, FrozenClock()) as office:
        assert office.journal.verify(actor(Role.DIRECTOR)).broken is None
