"""The journal in the window: filtered, searched, each row before and after, exported, proved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate

from app.access.model import NewUser
from app.bootstrap import Office
from app.db.driver import connect
from app.kernel.actor import Role
from app.kernel.errors import Denied
from tests.support.admin_pages import AdminScreen, administration
from tests.support.clock import FrozenClock
from tests.support.pages import Desk
from ui.admin.journal import BETWEEN, TODAY, JournalPage

MINE, THEIRS = "correct horse", "blue harbor 7"
DAY = 24 * 3600


@pytest.fixture
def written(company: Path, clock: FrozenClock) -> Path:
    """The real file; two days later somebody renames the firm, and an office manager is refused."""
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        clock.advance(seconds=2 * DAY)
        firm = office.settings.firm(director)
        office.settings.change_firm(director, replace(firm, legal_name="Kalyna Ltd"))
        office.access.set_password(director, director.user_id, MINE)
        office.access.add_user(director, NewUser("borys", Role.OFFICE_MANAGER, THEIRS))
        office.access.add_user(director, NewUser("iryna", Role.ACCOUNTANT, THEIRS))
        borys = office.access.sign_in("borys", THEIRS)
        with pytest.raises(Denied):
            office.access.users(borys)
    return company


@pytest.fixture
def admin(written: Path, open_company: Callable[..., Desk]) -> AdminScreen:
    assert written.is_file()
    desk = open_company()
    desk.sign_in("olha", MINE)
    return administration(desk)


def journal(admin: AdminScreen) -> JournalPage:
    admin.open("Journal")
    page = admin.page.part
    assert isinstance(page, JournalPage)
    return page


def choose(page: JournalPage, box: str, data: str) -> None:
    field = getattr(page.filters, box)
    field.setCurrentIndex(field.findData(data))
    field.activated.emit(field.currentIndex())


def test_a_row_is_shown_before_and_after(admin: AdminScreen) -> None:
    screen = admin.records("Journal")
    said = screen.table.column("What")
    at = next(at for at, what in enumerate(said) if what.startswith("Firm") and what.endswith("changed"))
    screen.table.pick(at)
    assert screen.facts["Legal name"] == "— → Kalyna Ltd"
    assert screen.facts["Action"] == "settings.change_firm"
    assert screen.facts["Who"] == "olha"


def test_a_password_that_was_confirmed_was_not_changed(written: Path, clock: FrozenClock, admin: AdminScreen) -> None:
    with Office.open(written, clock) as office:
        office.access.confirm(office.access.sign_in("olha", MINE), MINE)
    admin.desk.window.workspace.page.refresh()  # type: ignore[union-attr]
    assert admin.records("Journal").table.column("What")[0].startswith("Password confirmed")


def test_days_people_areas_and_kinds_narrow_it(admin: AdminScreen) -> None:
    page = journal(admin)
    screen = admin.records("Journal")
    everything = len(screen.table.column("What"))
    choose(page, "period", TODAY)
    today = len(screen.table.column("What"))
    assert 0 < today < everything
    choose(page, "area", "users")
    assert set(screen.table.column("Area")) == {"Users"}
    choose(page, "area", "")
    choose(page, "person", "2")
    assert set(screen.table.column("Who")) == {"borys"}
    assert screen.table.column("What") == ["Refused: lacks the right «Manage users»"]
    choose(page, "person", "")
    screen.choose_filter("Refused")
    assert len(screen.table.column("What")) == 1


def test_days_from_and_to(admin: AdminScreen, clock: FrozenClock) -> None:
    page = journal(admin)
    screen = admin.records("Journal")
    choose(page, "period", TODAY)
    today = screen.table.column("What")
    choose(page, "period", BETWEEN)
    assert page.filters.first.isVisible()
    assert screen.table.column("What") == today, "from today to today"
    before: date = clock.today().replace(day=clock.today().day - 1)
    for field in (page.filters.first, page.filters.last):
        field.setDate(QDate(before.year, before.month, before.day))
    assert screen.table.column("What") == []
    assert page.filters.isVisible(), "the filters stay where nothing is found"


def test_the_search_finds_words(admin: AdminScreen) -> None:
    screen = admin.records("Journal")
    admin.desk.search("iryna added")
    assert screen.table.column("What") == ["User «iryna»: added; Password: changed"]
    admin.open("Backups")
    assert not admin.desk.workspace.header.search.text(), "another part, another search"


def test_what_is_shown_is_exported(admin: AdminScreen, tmp_path: Path) -> None:
    page = journal(admin)
    choose(page, "period", TODAY)
    choose(page, "person", "2")
    page.export_to(tmp_path / "journal.csv")
    lines = (tmp_path / "journal.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert "borys" in lines[1]
    assert "1 line written" in admin.message
    page.export_to(tmp_path / "no such folder" / "journal.csv")
    assert "cannot be written" in admin.message


def test_the_journal_is_proved_and_a_change_from_outside_is_named(admin: AdminScreen, written: Path) -> None:
    journal(admin)
    admin.do()
    assert "stands as it was written" in admin.message
    with closing(connect(written)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name!s}")
        connection.execute("UPDATE journal SET login = 'nobody' WHERE id = 3")
    admin.do()
    assert "Entry 3: the entry itself was changed" in admin.message
