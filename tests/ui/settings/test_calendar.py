"""The calendar of a year: days are turned by the mouse and by the keyboard, and months count what is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.kernel.period import Month
from app.settings.model import CalendarDay
from tests.support.clock import FrozenClock
from tests.support.database import actor
from tests.support.pages import Desk, click
from tests.support.settings_pages import SettingsScreen, fill
from ui.kit.form_dialog import FormDialog
from ui.settings.calendar import CalendarPage

DIRECTOR: Actor = actor(Role.DIRECTOR)
FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
NOVEMBER = Month(2026, 11)


@pytest.fixture
def screen(open_company: Callable[..., Desk]) -> SettingsScreen:
    made = SettingsScreen(open_company())
    made.calendar()
    return made


@pytest.fixture
def calendar(screen: SettingsScreen) -> CalendarPage:
    return screen.calendar()


@pytest.fixture
def days(company: Path, clock: FrozenClock) -> Callable[[], tuple[CalendarDay, ...]]:
    """The days of the file that differ."""

    def read() -> tuple[CalendarDay, ...]:
        with Office.open(company, clock) as office:
            return office.settings.calendar_days(DIRECTOR)

    return read


def turn_by_mouse(calendar: CalendarPage, day: date) -> None:
    QTest.mouseClick(calendar.grid, Qt.MouseButton.LeftButton, pos=calendar.grid.place(day).center())


def press(calendar: CalendarPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(calendar.grid, key)


def test_a_click_makes_a_day_off_and_another_takes_it_back(
    calendar: CalendarPage, days: Callable[[], tuple[CalendarDay, ...]]
) -> None:
    before = calendar.grid.count(NOVEMBER)
    turn_by_mouse(calendar, FRIDAY)
    assert days() == (CalendarDay(FRIDAY, working=False),)
    assert calendar.grid.count(NOVEMBER) == before - 1 == 20
    turn_by_mouse(calendar, FRIDAY)
    assert (days(), calendar.grid.count(NOVEMBER)) == ((), before)


def test_the_keyboard_goes_by_days_and_months_and_turns(
    calendar: CalendarPage, days: Callable[[], tuple[CalendarDay, ...]]
) -> None:
    press(calendar, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert days() == (CalendarDay(SATURDAY, working=True),)
    assert calendar.grid.count(NOVEMBER) == 22
    press(calendar, Qt.Key.Key_Up, Qt.Key.Key_PageUp)
    assert calendar.grid.day == date(2026, 10, 14)
    assert calendar.day_line.text() == "Wednesday 14.10.2026, working day"
    assert calendar.grid.accessibleDescription() == calendar.day_line.text()


def test_another_year_is_reached_and_read(calendar: CalendarPage, company: Path, clock: FrozenClock) -> None:
    with Office.open(company, clock) as office:
        office.settings.set_calendar_day(DIRECTOR, CalendarDay(date(2027, 1, 1), working=False, note="New Year"))
    click(calendar.on)
    assert calendar.year.text() == "2027"
    assert calendar.grid.sentence(date(2027, 1, 1)) == "Friday 01.01.2027, day off, New Year"
    assert calendar.count.text() == "260 working days"
    press(calendar, Qt.Key.Key_Left)
    assert (calendar.year.text(), calendar.count.text()) == ("2026", "261 working days")


def test_what_was_turned_is_taken_back(calendar: CalendarPage, days: Callable[[], tuple[CalendarDay, ...]]) -> None:
    turn_by_mouse(calendar, FRIDAY)
    calendar.undo()
    assert days() == ()
    calendar.undo()
    assert calendar.line == "There is nothing to take back."


def test_a_day_gets_a_note(
    screen: SettingsScreen, calendar: CalendarPage, days: Callable[[], tuple[CalendarDay, ...]]
) -> None:
    turn_by_mouse(calendar, FRIDAY)
    click(calendar.note)
    dialog = screen.desk.dialog(FormDialog)
    fill(dialog.sheet.form, note="Moved by decree")
    click(dialog.sheet.save_button)
    assert days() == (CalendarDay(FRIDAY, working=False, note="Moved by decree"),)
    assert calendar.grid.sentence(FRIDAY).endswith("Moved by decree")


@pytest.mark.parametrize("width", [320, 700, 1000, 1600])
def test_every_day_has_its_place_whatever_the_width(calendar: CalendarPage, width: int) -> None:
    grid = calendar.grid
    grid.resize(width, grid.height())
    year = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert [day for day in year if grid.day_at(grid.place(day).center()) != day] == []
