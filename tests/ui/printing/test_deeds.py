"""PDF and letters from the panels of invoices, contracts and clients, as somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.bootstrap import Office
from app.clients.model import Contact, NewClient
from tests.support.clock import FrozenClock
from tests.support.firm import Firm
from tests.support.pages import Desk, RecordScreen, agree_to
from tests.support.papers import pages_of, squeezed
from ui.kit import save_dialog
from ui.kit.entry_dialog import EntryDialog
from ui.kit.save_dialog import ask_where
from ui.printing.deeds import PaperDeeds


@pytest.fixture
def firm(company: Path, clock: FrozenClock) -> Firm:
    """What the small firm has, and an act, a credit note, a person at the client."""
    with Office.open(company, clock) as office:
        firm = Firm(office)
        firm.clients["Orion"] = office.clients.ids(firm.actor)["Orion"]
        firm.contracts = dict(office.contracts.ids(firm.actor))
        firm.invoices = dict(office.invoices.ids(firm.actor))
        firm.act("1", "2024-01-20", "1 000.00").credited("A-2", "2024-02-20", "100.00", "120.00")
        office.clients.add_contact(firm.actor, Contact(firm.clients["Orion"], "Iryna", email="iryna@orion.example"))
    return firm


@pytest.fixture
def window(firm: Firm, open_company: Callable[..., Desk]) -> Desk:
    """A window over its file."""
    assert firm.contracts
    return open_company()


def printing(screen: RecordScreen) -> tuple[PaperDeeds[Any], list[Path]]:
    """The deeds of a page, and the files that it has shown."""
    deeds = screen.page.findChild(PaperDeeds)
    assert deeds is not None
    shown: list[Path] = []
    deeds.open_file = shown.append
    return deeds, shown


def pick(screen: RecordScreen, number: str) -> None:
    screen.table.pick(screen.table.column("Number").index(number))


def choose(window: Desk, **choices: str) -> None:
    """Choose in the question that is open, by what is read there, and go on."""
    dialog = window.dialog(EntryDialog)
    for key, text in choices.items():
        box: Any = dialog.inputs[key]
        at = next(at for at in range(box.count()) if box.itemText(at).startswith(text))
        box.setCurrentIndex(at)
    agree_to(dialog)


def save_as(window: Desk, path: Path) -> str:
    """Take the place that the file dialog is told; gives the name that it offers."""
    dialog = window.dialog(QFileDialog)
    offered = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(path))
    dialog.close()
    return offered


def text_of(path: Path) -> str:
    return squeezed("".join(pages_of(path.read_bytes())))


def test_an_invoice_as_pdf_in_the_clients_language(window: Desk, tmp_path: Path) -> None:
    invoices = window.records("invoices")
    _, shown = printing(invoices)
    pick(invoices, "A-1")
    invoices.follow("PDF…")
    choose(window, language="Українська")
    assert save_as(window, tmp_path / "a.pdf") == "Рахунок на оплату № A-1.pdf"
    assert shown == [tmp_path / "a.pdf"]
    assert window.message == f"The document is written: {tmp_path / 'a.pdf'}"
    assert squeezed("Одна тисяча двісті гривень 00 коп.") in text_of(tmp_path / "a.pdf")


def test_an_invoice_by_letter(window: Desk, tmp_path: Path) -> None:
    invoices = window.records("invoices")
    _, shown = printing(invoices)
    invoices.follow("E-mail…")
    choose(window, language="English")
    save_as(window, tmp_path / "a.eml")
    message = message_from_bytes((tmp_path / "a.eml").read_bytes(), policy=default)
    assert message["To"].addresses[0].addr_spec == "iryna@orion.example"
    assert shown == [tmp_path / "a.eml"]


def test_a_credit_note_is_offered_where_there_is_one(window: Desk, tmp_path: Path) -> None:
    invoices = window.records("invoices")
    printing(invoices)
    pick(invoices, "A-1")
    detail = invoices.page.detail.detail
    assert detail is not None
    assert [deed.title for deed in detail.deeds if "." in deed.key] == ["PDF…", "E-mail…"]
    pick(invoices, "A-2")
    invoices.follow("Credit note: PDF…")
    choose(window, which="C-A-2", language="Русский")
    save_as(window, tmp_path / "a.pdf")
    assert squeezed("Кредит-нота № C-A-2-2024-02-20") in text_of(tmp_path / "a.pdf")


def test_an_act_of_the_contract_and_a_contract_without_one(window: Desk, tmp_path: Path) -> None:
    contracts = window.records("contracts")
    printing(contracts)
    pick(contracts, "1")
    contracts.follow("Act: PDF…")
    choose(window, which="1/1", language="Українська")
    save_as(window, tmp_path / "a.pdf")
    assert squeezed("Акт приймання-передачі наданих послуг № 1/1") in text_of(tmp_path / "a.pdf")
    pick(contracts, "2")
    contracts.follow("Act: PDF…")
    assert window.message == "This contract has no acceptance act yet. Enter the act first."
    assert not any(dialog.isVisible() for dialog in window.window.findChildren(EntryDialog))
    pick(contracts, "1")
    contracts.follow("Act: PDF…")
    assert not contracts.page.banner.isVisible()


def test_the_statement_of_a_client_over_a_period(window: Desk, tmp_path: Path) -> None:
    clients = window.records("clients")
    printing(clients)
    clients.follow("Reconciliation: PDF…")
    choose(window, which="Since the books began", language="English")
    save_as(window, tmp_path / "a.pdf")
    text = text_of(tmp_path / "a.pdf")
    assert squeezed("for the period from 1 January 2024 to 20 November 2026") in text
    assert squeezed("Turnover of the period") in text


def test_what_cannot_be_printed_is_said_before_any_place_is_asked_for(
    firm: Firm, company: Path, clock: FrozenClock, open_company: Callable[..., Desk]
) -> None:
    with Office.open(company, clock) as office:
        office.clients.add(firm.actor, NewClient(code="B", name="Beijing 中文"))
    window = open_company()
    clients = window.records("clients")
    printing(clients)
    clients.table.pick(clients.table.column("Client").index("Beijing 中文"))
    clients.follow("Reconciliation: PDF…")
    choose(window, which="This year", language="English")
    assert "its font has no character «中»" in window.message
    assert not window.window.findChildren(QFileDialog)


def test_a_place_that_cannot_be_written_is_said(window: Desk, tmp_path: Path) -> None:
    invoices = window.records("invoices")
    _, shown = printing(invoices)
    invoices.follow("PDF…")
    choose(window, language="English")
    save_as(window, tmp_path / "nowhere" / "a.pdf")
    assert "cannot be written" in window.message
    assert shown == []


def test_ctrl_p_prints_the_chosen_row(window: Desk, tmp_path: Path) -> None:
    invoices = window.records("invoices")
    _, shown = printing(invoices)
    pick(invoices, "A-1")
    QTest.keyClick(invoices.table.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    choose(window, language="English")
    assert save_as(window, tmp_path / "a.pdf") == "Invoice No. A-1.pdf"
    assert shown == [tmp_path / "a.pdf"]


def test_the_first_document_goes_to_the_documents_and_the_next_beside_it(
    window: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers, other = tmp_path / "Papers", tmp_path / "Elsewhere"
    for folder in (papers, other):
        folder.mkdir()
    monkeypatch.setattr(save_dialog, "documents_folder", lambda: papers)
    asked = partial(ask_where, window.window, "Save", "a.pdf", {"pdf": "PDF (*.pdf)"}, lambda _path: None)
    first = asked()
    assert first.directory().absolutePath() == papers.as_posix()
    first.fileSelected.emit(str(other / "a.pdf"))
    first.reject()
    again = asked()
    assert again.directory().absolutePath() == other.as_posix()
    again.reject()
