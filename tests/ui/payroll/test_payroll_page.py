"""Payroll on screen, over a real file: a month is worked out, looked into, taken to its close, exported."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.bootstrap import Office
from app.kernel.actor import Role
from app.kernel.period import Month
from app.payroll.model import RunState
from tests.support.clock import FrozenClock
from tests.support.database import actor
from tests.support.looks import clipped
from tests.support.months import FEBRUARY, JANUARY
from tests.support.pages import Desk, PayrollScreen, unnamed, wait_until
from ui.payroll.books import MonthBooks, doings, load_month
from ui.runtime.intents import OpenRun

TODAY = Month(2026, 11)


def worked_out(open_company: Callable[..., Desk], *, threads: bool = False) -> PayrollScreen:
    payroll = open_company(threads=threads).payroll()
    wait_until(lambda: payroll.page.books is not None)
    payroll.go_on()
    wait_until(lambda: payroll.state == "Draft")
    return payroll


def test_a_month_that_is_not_worked_out_says_so_and_offers_it(open_company: Callable[..., Desk]) -> None:
    payroll = open_company().payroll()
    assert payroll.page.month == JANUARY
    assert payroll.page.view.empty.title == "January\u00a02024 is not worked out yet"
    assert payroll.next_deed == "Work out the month"
    assert not payroll.state


def test_a_month_is_worked_out_off_the_windows_thread_and_explained(open_company: Callable[..., Desk]) -> None:
    payroll = worked_out(open_company, threads=True)
    assert payroll.people.column("Name") == ["Olena"]
    assert payroll.people.column("Gross pay") == ["20,100.00"]
    assert payroll.people.column("Adjustments") == ["—"]
    [sentence] = payroll.sentences
    assert sentence.startswith("Orion, 100.00, 10.01.2024")
    assert "10\u00a0% = 100.00." in sentence
    assert payroll.next_deed == "Submit for approval"
    assert payroll.desk.line == "1 row shown"
    assert unnamed(payroll.desk.window) == []
    wait_until(payroll.people.view.hasFocus)


def test_enter_on_a_person_leads_to_the_lines(open_company: Callable[..., Desk]) -> None:
    payroll = worked_out(open_company)
    payroll.people.view.activated_row.emit(payroll.people.view.current())
    assert payroll.page.view.tabs.tabText(1) == "Lines  1"
    assert payroll.page.view.tabs.currentIndex() == 1
    assert payroll.lines.column("Amount") == ["100.00"]
    detail = payroll.page.view.detail.detail
    assert detail is not None
    assert "Payment 1,200.00\u00a0UAH of 10.01.2024" in detail.subtitle
    payroll.desk.search("nobody")
    assert payroll.lines.column("Amount") == []


def test_the_checks_of_a_month_are_shown(open_company: Callable[..., Desk]) -> None:
    payroll = worked_out(open_company)
    payroll.choose("Checks")
    assert set(payroll.checks.column("Status")) <= {"In order", "Worth a look"}
    assert "In order" in payroll.checks.column("Status")


def test_a_month_is_taken_to_its_close(open_company: Callable[..., Desk]) -> None:
    payroll = worked_out(open_company)
    payroll.go_on()
    assert payroll.state == "Submitted"
    for deed, state in (("Approve", "Approved"), ("Mark as paid", "Paid out"), ("Close the month", "Closed")):
        assert payroll.next_deed == deed
        payroll.go_on()
        payroll.agree()
        assert payroll.state == state
    assert payroll.page.can.onward is None
    payroll.choose("History")
    assert payroll.steps.column("To") == ["Closed", "Paid out", "Approved", "Submitted"]
    payroll.page.bar.picker._choose(FEBRUARY)
    assert payroll.next_deed == "Work out the month"


def test_going_back_and_another_revision_want_a_reason(open_company: Callable[..., Desk]) -> None:
    payroll = worked_out(open_company)
    payroll.go_on()
    payroll.page.bar.back.click()
    payroll.give_reason("a payment is missing")
    assert payroll.state == "Draft"
    payroll.page.bar.again.click()
    for state in (RunState.SUBMITTED, RunState.APPROVED, RunState.PAID, RunState.CLOSED):
        payroll.page.step(state)
    payroll.page.bar.reopen.click()
    payroll.give_reason("found another one")
    assert payroll.state == "Draft"
    assert payroll.page.bar._revision.text() == "revision 2"


def test_a_month_that_is_not_open_leads_to_the_one_that_is(open_company: Callable[..., Desk]) -> None:
    payroll = open_company().payroll()
    payroll.desk.workspace.context.navigator.go(OpenRun(Month(2024, 5)))
    assert not payroll.next_deed
    payroll.page.view._to_open.click()
    assert payroll.page.month == JANUARY


def test_a_refusal_is_said_in_the_banner(open_company: Callable[..., Desk], company: Path, clock: FrozenClock) -> None:
    payroll = worked_out(open_company)
    with Office.open(company, clock) as office:
        office.payroll.submit(payroll.page.context.actor, JANUARY)
    payroll.page.compute()
    assert payroll.desk.message
    assert payroll.page.bar.export.isEnabled()


def test_the_workbook_is_written_where_it_is_wanted(open_company: Callable[..., Desk], tmp_path: Path) -> None:
    payroll = worked_out(open_company, threads=True)
    payroll.page.bar.export.click()
    dialog = payroll.desk.dialog(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Payroll 2024-01.xlsx")
    dialog.fileSelected.emit(str(tmp_path / "january.xlsx"))
    dialog.reject()
    wait_until(lambda: "january.xlsx" in payroll.desk.message)
    assert (tmp_path / "january.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_the_month_is_told_in_another_language(open_company: Callable[..., Desk], language: str) -> None:
    payroll = worked_out(open_company)
    payroll.desk.speak(language)
    again = payroll.desk.payroll()
    assert again.people.view.rows.index(0, 6).data() == "20\u00a0100,00"
    assert "10\u00a0% = 100,00" in again.sentences[0]


def test_what_may_be_done_depends_on_state_and_rights(company: Path, clock: FrozenClock) -> None:
    director, accountant = actor(Role.DIRECTOR), actor(Role.ACCOUNTANT)
    with Office.open(company, clock) as office:

        def books() -> MonthBooks:
            return load_month(office, director, JANUARY, TODAY)

        assert doings(books(), accountant).compute
        office.payroll.compute(accountant, JANUARY)
        assert doings(books(), accountant).onward is RunState.SUBMITTED
        office.payroll.submit(accountant, JANUARY)
        assert doings(books(), accountant).onward is None
        assert doings(books(), accountant).back
        assert doings(books(), director).onward is RunState.APPROVED
        office.payroll.approve(director, JANUARY)
        assert not doings(books(), accountant).back
        for step in (office.payroll.pay, office.payroll.close):
            step(accountant, JANUARY)
        assert doings(books(), director).reopen
        assert not doings(books(), accountant).reopen
        assert not doings(books(), director).compute
        assert doings(load_month(office, director, FEBRUARY, TODAY), director).compute
        assert load_month(office, director, None, TODAY).month == JANUARY


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_in_a_narrow_window_nothing_over_the_month_lies_over_anything_else(
    open_company: Callable[..., Desk], language: str
) -> None:
    payroll = worked_out(open_company)
    payroll.desk.window.resize(1024, 700)
    payroll.desk.speak(language)
    again = payroll.desk.payroll()
    wait_until(lambda: again.page.books is not None)
    for state in (RunState.SUBMITTED, RunState.APPROVED, RunState.PAID, RunState.CLOSED):
        again.page.step(state)
        QApplication.processEvents()
        bar = again.page.bar
        parts = [part for part in bar.picker.findChildren(QWidget) if part.isVisible() and not part.isWindow()]
        parts += [part for part in (bar.chip, bar.back, bar.reopen, bar.export) if part.isVisible()]
        places = sorted((part.mapTo(bar, QPoint(0, 0)).x(), part.width(), part.accessibleName()) for part in parts)
        for (left, width, name), (following, _, other) in pairwise(places):
            assert left + width <= following, f"{name} lies under {other} ({state})"
        assert bar.export.accessibleName()
        assert clipped(bar) == []
