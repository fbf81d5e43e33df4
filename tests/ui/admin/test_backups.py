"""Copies in the window: listed with what each is worth, made by hand, put back with a look at what would be lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.backup.copies import folder_of
from app.bootstrap import Office
from app.clients.model import NewClient
from tests.support.admin_pages import AdminScreen, administration
from tests.support.clock import FrozenClock
from tests.support.database import DIRECTOR, FIRM
from tests.support.pages import Desk, RecordScreen, wait_until
from ui.kit.dialog import QuestionDialog


@pytest.fixture
def copied(company: Path, clock: FrozenClock) -> Path:
    """The real file with a copy, and a client entered after it; and a copy that is in pieces."""
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        office.backup.back_up(director)
        clock.advance(seconds=60)
        office.clients.add(director, NewClient("C9", "Later Ltd"))
    (folder_of(company) / "company.20240101-120000.premia").write_bytes(b"in pieces" * 1000)
    return company


@pytest.fixture
def desk(copied: Path, open_company: Callable[..., Desk]) -> Desk:
    assert copied.is_file()
    return open_company(threads=True)


def backups(desk: Desk) -> tuple[AdminScreen, RecordScreen]:
    admin = administration(desk)
    screen = admin.records("Backups")
    wait_until(lambda: bool(screen.table.column("State")) and "not looked into yet" not in screen.table.column("State"))
    return admin, screen


def test_every_copy_says_what_it_is_worth(desk: Desk) -> None:
    _, screen = backups(desk)
    rows = zip(screen.table.column("Made"), screen.table.column("State"), strict=True)
    assert {("01.01.2024 12:00", "damaged"), ("20.11.2026 12:00", "sound")} <= set(rows)
    assert screen.filters[2] == "Not sound  1"
    assert screen.figures["Folder"] == "company.premia.backups"
    screen.choose_filter("Not sound")
    assert screen.table.column("Made") == ["01.01.2024 12:00"]
    assert "Restore this copy…" not in [deed.title for deed in screen.page.detail.detail.deeds]  # type: ignore[union-attr]


def test_a_copy_is_made_by_hand(desk: Desk, company: Path) -> None:
    admin, screen = backups(desk)
    before = screen.table.column("Occasion").count("By hand")
    admin.do()
    wait_until(lambda: "made and proved" in admin.message)
    wait_until(lambda: screen.table.column("Occasion").count("By hand") == before + 1)
    wait_until(lambda: "not looked into yet" not in screen.table.column("State"))
    assert str(folder_of(company)) in admin.message


def test_a_copy_is_put_back_after_a_look_at_what_would_be_lost(desk: Desk, copied: Path, clock: FrozenClock) -> None:
    admin, screen = backups(desk)
    row = screen.table.column("Occasion").index("By hand")
    screen.table.pick(row)
    admin.do_with_row("Restore this copy…")
    dialog = desk.dialog(QuestionDialog)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Clients: 1 entry" in said
    admin.agree()
    wait_until(lambda: desk.window.workspace is not None and "kept:" in desk.message)
    aside = Path(desk.message.rpartition(": ")[2])
    with Office.open(copied, clock) as now, Office.open(aside, clock) as before:
        for office, known in ((now, False), (before, True)):
            director = office.access.sole_user()
            assert director is not None
            assert ("Later Ltd" in [client.name for client in office.clients.list(director)]) is known


def test_whoever_thinks_better_of_it_loses_nothing(desk: Desk) -> None:
    admin, screen = backups(desk)
    screen.table.pick(0)
    admin.do_with_row("Restore this copy…")
    desk.dialog(QuestionDialog).reject()
    assert desk.window.workspace is not None
    assert not admin.message


def test_a_copy_of_other_books_is_not_said_to_hold_everything(
    copied: Path, tmp_path: Path, clock: FrozenClock, open_company: Callable[..., Desk]
) -> None:
    other = tmp_path / "other.premia"
    Office.create(other, FIRM, DIRECTOR, clock).close()
    other.rename(folder_of(copied) / "company.20251231-120000.premia")
    desk = open_company(threads=True)
    admin, screen = backups(desk)
    screen.table.pick(screen.table.column("Made").index("31.12.2025 12:00"))
    admin.do_with_row("Restore this copy…")
    dialog = desk.dialog(QuestionDialog)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "cannot be told" in said
    assert "Nothing would be lost" not in said
    dialog.reject()
