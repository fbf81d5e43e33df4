"""The overdue board: ages with their totals, and a reminder in two keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap import Office
from app.invoices.model import Channel, Outcome
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.firm import Firm
from tests.support.home_pages import BoardScreen
from tests.support.looks import clipped
from tests.support.pages import Desk, unnamed
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk

TODAY = date(2026, 11, 20)


@pytest.fixture
def books(tmp_path: Path, clock: FrozenClock) -> Path:
    """Orion is late with three invoices; Petro collects, Olena runs the project."""
    path = office_file(tmp_path / "late.premia")
    with Office.open(path, clock) as office:
        firm = Firm(office).person("Olena").person("Petro").client("Orion")
        firm.contract("7", signed="2026-01-10", net="9 000.00", collected_by="Petro", delivered_by="Olena")
        for number, due in (("A-1", "2026-11-10"), ("A-2", "2026-09-10"), ("A-3", "2026-06-10"), ("A-4", "2026-12-10")):
            firm.invoice(number, issued="2026-01-10", due=due, net="1 000.00")
        firm.reminded("A-2", "Petro", "2026-10-01", promised="2026-10-10")
    return path


@pytest.fixture
def open_board(open_desk: OpenDesk, books: Path, clock: FrozenClock) -> Callable[[], BoardScreen]:
    """The board over the real file."""

    def make() -> BoardScreen:
        desk = open_desk(lambda: Office.open(books, clock))
        desk.open_file(books)
        return BoardScreen(desk)

    return make


def reminders(books: Path, number: int) -> list[tuple[Outcome, Channel, date | None, str]]:
    with Office.open(books) as office:
        director = office.access.sole_user()
        assert director is not None
        told = [one.reminder for one in office.tasks.reminders(director, number)]
        return [(one.outcome, one.channel, one.promised_on, one.note) for one in told]


def test_debts_stand_by_age_with_their_totals(open_board: Callable[[], BoardScreen]) -> None:
    board = open_board()
    assert board.figures == {
        "1–30 days": "₴1,200", "31–60 days": "₴0", "61–90 days": "₴1,200", "More than 90 days": "₴1,200",
    }  # fmt: skip
    assert board.table.column("Invoice") == ["A-3", "A-2", "A-1"]
    assert board.table.column("Said last") == ["Not reminded", "Promise not kept", "Not reminded"]
    board.choose_filter("61–90")
    assert board.table.column("Invoice") == ["A-2"]
    assert board.facts["Reminded on"] == "01.10.2026"
    assert board.facts["Promised for"] == "10.10.2026"
    assert board.facts["Collected by"] == "Petro"


def test_a_reminder_takes_two_keys(open_board: Callable[[], BoardScreen], books: Path) -> None:
    board = open_board()
    board.table.pick(2)
    board.press(Qt.Key.Key_R)
    board.enter()
    assert reminders(books, 1) == [(Outcome.NO_ANSWER, Channel.CALL, None, "")]
    assert board.desk.message.startswith("The reminder is noted.")
    assert board.table.column("Said last")[2] == "No answer"
    assert board.facts["Reminded on"] == "20.11.2026"


def test_a_promise_says_for_when(open_board: Callable[[], BoardScreen], books: Path) -> None:
    board = open_board()
    board.table.pick(0)
    board.press(Qt.Key.Key_R)
    form = board.form.sheet.form
    form.input("outcome").show_value("promised")
    form.input("promised_on").show_value(date(2026, 11, 27))
    form.input("note").show_value("on Friday")
    board.save()
    assert reminders(books, 3) == [(Outcome.PROMISED, Channel.CALL, date(2026, 11, 27), "on Friday")]
    assert board.table.column("Promised for")[0] == "27.11.2026"


def test_a_dissatisfied_client_makes_a_task_for_who_runs_the_project(
    open_board: Callable[[], BoardScreen], books: Path
) -> None:
    board = open_board()
    board.press(Qt.Key.Key_R)
    form = board.form.sheet.form
    form.input("outcome").show_value("dissatisfied")
    form.input("note").show_value("the report was late")
    board.save()
    with Office.open(books) as office:
        director = office.access.sole_user()
        assert director is not None
        (task,) = office.tasks.open(director)
    assert (task.person_id, task.note) == (1, "the report was late")


def test_what_is_wrong_is_said_and_nothing_is_written(open_board: Callable[[], BoardScreen], books: Path) -> None:
    board = open_board()
    board.press(Qt.Key.Key_R)
    form = board.form.sheet.form
    form.input("on_date").show_value(date(2027, 1, 1))
    board.save()
    assert "on_date" in form.wrong
    assert reminders(books, 3) == []
    board.form.sheet.form.input("on_date").show_value(TODAY)
    board.save()
    assert len(reminders(books, 3)) == 1


def test_a_cyrillic_keyboard_reminds_too_and_other_letters_search(open_board: Callable[[], BoardScreen]) -> None:
    board = open_board()
    board.page.table.typed.emit("К")
    assert board.form.sheet.plan.title == "A reminder about invoice A-3"
    board.form.sheet.cancel()
    board.type("o")
    assert board.desk.workspace.header.search.text() == "o"


def test_a_reminder_is_taken_back(open_board: Callable[[], BoardScreen], books: Path) -> None:
    board = open_board()
    board.press(Qt.Key.Key_R)
    board.enter()
    board.page.undo()
    assert reminders(books, 3) == []


def test_nothing_overdue_is_said(open_desk: OpenDesk) -> None:
    desk = open_desk(StandInOffice)
    desk.open_file(Path("/books/firm.premia"))
    board = BoardScreen(desk)
    assert board.page.empty.isVisible()
    assert board.page.empty.title == "Nothing is overdue"
    assert board.page.primary is not None
    assert not board.page.primary.isEnabled(), "there is nobody to remind"


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_nothing_is_cut_and_everything_has_a_name(open_board: Callable[[], BoardScreen], language: str) -> None:
    desk: Desk = open_board().desk
    desk.speak(language)
    BoardScreen(desk)
    for size in ((1280, 800), (1024, 700)):
        desk.window.resize(*size)
        QApplication.processEvents()
        assert clipped(desk.window) == []
        assert unnamed(desk.window) == []
