"""What every page of records does: shows, sorts, filters, searches, copies, explains; and each over a real file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support.pages import Desk, wait_until
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk

RECORDS = ("clients", "contracts", "invoices", "payments", "staff")


def test_invoices_are_shown_sorted_filtered_and_searched(desk: Desk) -> None:
    invoices = desk.records("invoices")
    assert desk.line == "240 invoices shown"
    assert invoices.filters == ["All", "Unpaid  103", "Overdue  34", "Drafts  34"]
    assert invoices.table.column("Number")[0] == "INV-2026-1239"
    invoices.choose_filter("Overdue")
    assert set(invoices.table.column("Status")) == {"Overdue"}
    desk.search("acme")
    assert set(invoices.table.column("Client")) == {"Acme Logistics Ltd"}
    assert desk.line == f"{len(invoices.table.column('Number'))} invoices shown"
    invoices.table.sort_by("Number")
    assert invoices.table.column("Number") == sorted(invoices.table.column("Number"))
    invoices.table.sort_by("Number")
    assert invoices.table.column("Number") == sorted(invoices.table.column("Number"), reverse=True)


def test_what_is_not_found_is_said(desk: Desk) -> None:
    invoices = desk.records("invoices")
    desk.search("zzz")
    assert desk.line == "0 invoices shown"
    assert invoices.page._nothing.isVisible()
    desk.search("1239")
    assert not invoices.page._nothing.isVisible()


def test_the_selected_row_is_explained_and_stays_selected(desk: Desk) -> None:
    invoices = desk.records("invoices")
    assert invoices.headline == "INV-2026-1239"
    invoices.table.pick(3)
    assert invoices.headline == "INV-2026-1236"
    assert invoices.facts["Days late"] == "9 days"
    assert invoices.facts["Contract"] == "2026/4"
    invoices.table.sort_by("Client")
    assert invoices.headline == "INV-2026-1236"
    invoices.table.press(Qt.Key.Key_Home)
    assert invoices.headline == invoices.table.column("Number")[0]


def test_rows_are_copied_for_a_spreadsheet(desk: Desk) -> None:
    invoices = desk.records("invoices")
    invoices.table.pick(0)
    head, row = invoices.table.copy()
    assert head[:3] == ["Number", "Client", "Contract"]
    assert row[:4] == ["INV-2026-1239", "ТОВ «Північний вітер»", "2026/1", "18.11.2026"]
    invoices.table.view.copy_all()
    assert QApplication.clipboard().text().count("\n") == 241


def test_a_way_on_leads_to_the_rows_that_belong_to_it(desk: Desk) -> None:
    clients = desk.records("clients")
    clients.table.pick(1)
    clients.follow("Invoices of this client")
    assert desk.workspace.page_key == "invoices"
    assert set(desk.records("invoices").table.column("Client")) == {clients.headline}


def test_columns_leave_when_there_is_no_room(desk: Desk) -> None:
    desk.window.resize(1024, 700)
    QApplication.processEvents()
    invoices = desk.records("invoices")
    assert {"Number", "Client", "Amount", "Status"} <= set(invoices.table.heads)
    assert "Contract" not in invoices.table.heads
    assert not invoices.table.view.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("key", RECORDS)
def test_an_empty_page_says_what_it_is_for(open_desk: OpenDesk, key: str) -> None:
    desk = open_desk(lambda: StandInOffice(empty=True))
    desk.open_file(Path("/books/firm.premia"))
    screen = desk.records(key)
    assert screen.page.empty.isVisible()
    assert screen.page.empty.title
    assert not desk.line


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_page_is_told_in_every_language(desk: Desk, key: str, language: str) -> None:
    desk.speak(language)
    screen = desk.records(key)
    assert screen.headline
    assert screen.facts
    assert screen.figures
    assert screen.table.view.rows.total


EXPECTED = {
    "clients": ("Client", ["Orion"]),
    "contracts": ("Number", ["2", "1"]),
    "invoices": ("Number", ["A-2", "A-1"]),
    "payments": ("Number", ["P-2", "P-1"]),
    "staff": ("Name", ["Olena", "Petro"]),
}


@pytest.mark.parametrize("key", RECORDS)
def test_every_page_shows_a_real_file_on_the_real_lanes(open_company: Callable[..., Desk], key: str) -> None:
    desk = open_company(threads=True)
    screen = desk.records(key)
    wait_until(lambda: screen.page.model.total > 0)
    title, values = EXPECTED[key]
    assert screen.table.column(title) == values
    assert screen.headline == values[0]
