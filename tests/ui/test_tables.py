"""What a table of the window can: columns chosen, filters by column, several sort keys, copies and files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLineEdit, QMenu

from app.bootstrap import Office
from tests.support.clock import FrozenClock
from tests.support.pages import Desk, RecordScreen, click, wait_until
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk
from ui.kit.row_filters import Between, Holds, OneOf

FILE = Path("/books/firm.premia")


def chosen(invoices: RecordScreen, column: str) -> None:
    """Open the filter panel, and choose a column in it."""
    bar = invoices.page.bar
    click(bar.filter)
    panel = bar.panels[0]
    panel.column.setCurrentIndex(panel.column.findText(column))


def chips(invoices: RecordScreen) -> list[str]:
    """What is filtered, as it stands over the table."""
    bar = invoices.page.bar
    return [chip.text().strip() for chip in bar.chips.chips] if bar.chips.isVisible() else []


def type_bounds(invoices: RecordScreen, low: str, high: str) -> None:
    """Fill from and to, and press Enter."""
    panel = invoices.page.bar.panels[0]
    fields = panel.condition.findChildren(QLineEdit)
    for field, text in zip(fields, (low, high), strict=True):
        field.clear()
        QTest.keyClicks(field, text)
    QTest.keyClick(fields[-1], Qt.Key.Key_Return)


def test_a_text_an_amount_a_day_and_a_state_filter_together(desk: Desk) -> None:
    invoices = desk.records("invoices")
    all_rows = invoices.page.model.all_rows
    chosen(invoices, "Client")
    line = invoices.page.bar.panels[0].condition.findChildren(QLineEdit)[0]
    QTest.keyClicks(line, "ACME")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert set(invoices.table.column("Client")) == {"Acme Logistics Ltd"}
    chosen(invoices, "Amount")
    type_bounds(invoices, "1 000", "500,000.00")
    chosen(invoices, "Date")
    type_bounds(invoices, "01.02.2026", "")
    chosen(invoices, "Status")
    panel = invoices.page.bar.panels[0]
    for box in panel.condition.findChildren(QCheckBox):
        box.setChecked(box.text() in {"Paid", "Overdue"})
    click(panel.apply)
    wanted = [
        row
        for row in all_rows
        if row.client == "Acme Logistics Ltd"
        and 100_000 <= row.gross_minor <= 50_000_000
        and row.issued_on >= date(2026, 2, 1)
        and row.state in {"paid", "overdue"}
    ]
    assert 0 < len(wanted) < len(all_rows)
    assert {row.id for row in invoices.page.model.shown_rows()} == {row.id for row in wanted}
    assert chips(invoices) == [
        "Client holds «ACME»",
        "Amount: 1,000.00 to 500,000.00",
        "Date: from 01.02.2026",
        "Status: Paid, Overdue",
    ]
    invoices.choose_filter("Overdue")
    assert {row.state for row in invoices.page.model.shown_rows()} == {"overdue"}


def test_a_filter_goes_by_its_cross_and_all_go_at_once(desk: Desk) -> None:
    invoices = desk.records("invoices")
    bar = invoices.page.bar
    bar.set_filter("client", Holds("acme"))
    bar.set_filter("gross", Between(None, 100))
    assert invoices.page._nothing.isVisible()
    click(next(chip for chip in bar.chips.chips if chip.accessibleName() == "Remove the filter: Amount: up to 1.00"))
    assert chips(invoices) == ["Client holds «acme»"]
    bar.set_filter("state", OneOf(("paid",)))
    click(bar.chips.clear)
    assert chips(invoices) == []
    assert desk.line == "240 invoices shown"


def test_bounds_that_are_no_numbers_are_said_and_filter_nothing(desk: Desk) -> None:
    invoices = desk.records("invoices")
    chosen(invoices, "Amount")
    type_bounds(invoices, "many", "")
    panel = invoices.page.bar.panels[0]
    assert panel.isVisible()
    assert "many" in panel.said
    assert desk.line == "240 invoices shown"
    type_bounds(invoices, "100", "")
    assert not panel.isVisible()
    chosen(invoices, "Amount")
    click(panel.clear)
    assert chips(invoices) == []


def test_columns_are_hidden_moved_and_remembered_for_the_user(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk = open_desk()
    desk.open_file(FILE)
    invoices = desk.records("invoices")
    before = invoices.table.heads
    click(invoices.page.bar.columns)
    panel = invoices.page.bar.panels[1]
    panel.list.setCurrentRow(1)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    last = [panel.list.item(row).text() for row in range(panel.list.count())].index("Status")
    panel.list.setCurrentRow(last)
    for _ in range(last):
        QTest.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    panel.hide()
    titles = [invoices.page.model.columns[at].title for at in invoices.page.table.head.shown_columns()]
    assert titles[0] == "Status"
    assert "Client" not in titles
    desk.speak("uk")
    assert [
        desk.records("invoices").page.model.columns[at].title
        for at in desk.records("invoices").page.table.head.shown_columns()
    ] == titles
    desk.window.close()
    saved = json.loads((tmp_path / "settings" / "window.json").read_text(encoding="utf-8"))
    assert list(saved["tables"]) == ["olha/invoices"]
    again = open_desk()
    again.open_file(FILE)
    invoices = again.records("invoices")
    page = invoices.page
    assert [page.model.columns[at].title for at in page.table.head.shown_columns()] == titles
    click(page.bar.columns)
    click(page.bar.panels[1].reset)
    assert invoices.table.heads == before


def test_the_last_column_stays(desk: Desk) -> None:
    page = desk.records("staff").page
    page.table.choose_columns([1])
    click(page.bar.columns)
    panel = page.bar.panels[1]
    panel.list.setCurrentRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert page.table.head.shown_columns() == [1]
    assert panel.list.item(0).checkState() == Qt.CheckState.Checked
    panel.hide()


def test_chosen_columns_all_stay_in_a_narrow_window(desk: Desk) -> None:
    desk.window.resize(1024, 700)
    page = desk.records("invoices").page
    assert "received" not in [page.model.columns[at].key for at in page.table.head.shown_columns()]
    page.table.choose_columns(list(range(len(page.model.columns))))
    QApplication.processEvents()
    assert len(page.table.head.shown_columns()) == len(page.model.columns)
    assert page.table.horizontalScrollBar().maximum() > 0


def test_a_second_key_sorts_what_the_first_leaves_equal(desk: Desk) -> None:
    invoices = desk.records("invoices")
    invoices.table.sort_by("Client")
    head, model = invoices.page.table.head, invoices.page.model
    head.setFocus()
    for _ in range(len(model.columns)):
        QTest.keyClick(head, Qt.Key.Key_Left)
    while head.here != model.places["gross"]:
        QTest.keyClick(head, Qt.Key.Key_Right)
    QTest.keyClick(head, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    shown = [(row.client, row.gross_minor) for row in model.shown_rows()]
    assert [gross for client, gross in shown if client == shown[0][0]] == sorted(
        gross for client, gross in shown if client == shown[0][0]
    )
    assert len({client for client, _gross in shown}) > 1
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert [sort.column for sort in model.sorts] == [model.places["gross"]]
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert [row.gross_minor for row in model.shown_rows()] == sorted(
        (row.gross_minor for row in model.shown_rows()), reverse=True
    )


def test_the_menu_of_a_column_sorts_filters_and_hides(desk: Desk) -> None:
    page = desk.records("invoices").page
    head = page.table.head
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Right)
    QTest.keyClick(head, Qt.Key.Key_Menu)
    menu = page.bar.findChildren(QMenu)[0]
    deeds = {action.text(): action for action in menu.actions()}
    deeds["Sort downwards"].trigger()
    assert page.model.sorts[0] == (head.here, True)
    hidden = head.here
    deeds["Hide this column"].trigger()
    assert hidden not in head.shown_columns()
    deeds["Filter by this column…"].trigger()
    panel = page.bar.panels[0]
    assert panel.isVisible()
    assert panel.column.currentData() == page.model.columns[hidden].key
    panel.hide()
    menu.close()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_everything_is_copied_in_the_readers_numbers(desk: Desk, language: str) -> None:
    desk.speak(language)
    invoices = desk.records("invoices")
    click(invoices.page.bar.copy)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    words, row = desk.workspace.context.words, invoices.page.model.row(0)
    assert len(lines) == 241
    assert words.amount(row.gross_minor) in lines[1]
    assert row.currency in lines[1]
    assert desk.message.startswith("240")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_shown_is_written_to_a_file(desk: Desk, tmp_path: Path, ending: str) -> None:
    invoices = desk.records("invoices")
    opened: list[Path] = []
    invoices.page.files.open_file = opened.append
    invoices.choose_filter("Overdue")
    click(invoices.page.bar.export)
    dialog = desk.dialog(QFileDialog)
    path = tmp_path / f"late.{ending}"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    assert opened == [path]
    assert desk.message == f"34 rows written: {path}"
    if ending == "xlsx":
        sheet = load_workbook(path).active
        assert sheet is not None
        assert sheet.max_row == 35
        row = invoices.page.model.row(0)
        assert [cell.value for cell in sheet[2]][:2] == [row.number, row.client]
        assert row.gross_minor / 100 in [cell.value for cell in sheet[2]]
    else:
        assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 35


def test_a_place_that_is_taken_is_said(desk: Desk, tmp_path: Path) -> None:
    page = desk.records("staff").page
    page.files.export_to(tmp_path / "nowhere" / "staff.xlsx")
    assert "nowhere" in desk.message


def test_the_first_rows_are_asked_for_once_and_never_under_a_search(open_desk: OpenDesk) -> None:
    office = StandInOffice()
    desk = open_desk(lambda: office)
    desk.open_file(FILE)
    invoices = desk.records("invoices")
    assert office.overview.first_asked == 1
    assert desk.line == "240 invoices shown"
    invoices.page.refresh()
    assert office.overview.first_asked == 1
    desk.speak("uk")
    QApplication.processEvents()
    assert office.overview.first_asked == 2
    desk.search("acme")
    assert office.overview.first_asked == 2
    desk.speak("en")
    QApplication.processEvents()
    assert office.overview.first_asked == 2


def test_a_real_file_shows_all_rows_after_the_first_on_real_lanes(
    open_desk: OpenDesk, company: Path, clock: FrozenClock
) -> None:
    desk = open_desk(lambda: Office.open(company, clock), threads=True)
    desk.open_file(company)
    contracts = desk.records("contracts")
    wait_until(lambda: desk.line == "2 contracts shown")
    assert contracts.table.column("Number") == ["2", "1"]


def test_saved_filters_become_a_list_where_tabs_have_no_room(desk: Desk) -> None:
    desk.speak("uk")
    desk.window.resize(1024, 700)
    contracts = desk.records("contracts")
    QApplication.processEvents()
    bar = contracts.page.bar
    assert bar.picker.isVisible()
    assert not bar.tabs.isVisible()
    bar.picker.setCurrentIndex(1)
    bar.picker.activated.emit(1)
    assert {row.status for row in contracts.page.model.shown_rows()} == {"active"}
    desk.window.resize(1600, 900)
    QApplication.processEvents()
    assert bar.tabs.isVisible()
    assert not bar.picker.isVisible()
    assert bar.tabs.currentIndex() == 1


def test_columns_fit_again_when_the_scroll_bar_comes(desk: Desk) -> None:
    staff = desk.records("staff").page
    QApplication.processEvents()
    assert not staff.table.verticalScrollBar().isVisible()
    desk.window.resize(1024, 700)
    staff.model.set_rows(staff.model.all_rows * 30)
    QApplication.processEvents()
    assert staff.table.verticalScrollBar().isVisible()
    assert staff.table.horizontalScrollBar().maximum() == 0
