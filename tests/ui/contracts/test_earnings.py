"""Live in the form of a contract: what the order will bring whom, for those who see pay alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.access.grants import GRANTS
from app.bootstrap import Office
from app.i18n.words import LANGUAGES
from app.kernel.actor import Role
from app.kernel.money import CURRENCIES
from tests.support.clock import FrozenClock
from tests.support.firm import Firm
from tests.support.form_pages import FormScreen, OpenForm, orders, plain
from tests.support.looks import clipped, tab_faults, untranslated
from tests.support.months import JANUARY, close
from tests.support.pages import Desk, unnamed, wait_until
from ui.contracts.earnings import EarningsView
from ui.shell.main_window import MainWindow


@pytest.fixture(params=[False, True], ids=["at once", "on real lanes"])
def contracts(request: pytest.FixtureRequest, open_company: Callable[..., Desk]) -> FormScreen:
    desk = open_company(threads=request.param)
    wait_until(lambda: desk.workspace is not None)
    screen = orders(desk, "contracts")
    wait_until(lambda: screen.page.table.current() is not None or bool(screen.table.column("Number")))
    return screen


def outcome(form: OpenForm) -> EarningsView:
    """The figures once they are there."""
    view = form.sheet.form.input("brings")
    assert isinstance(view, EarningsView)
    wait_until(lambda: not view.waits)
    return view


def told(form: OpenForm) -> list[tuple[str, str, str]]:
    """Person, part and amount of every line."""
    openings = [line.opening for line in outcome(form).lines]
    return [(one.title, plain(one.note), plain(one.amount)) for one in openings]


def texts(form: OpenForm) -> str:
    """Everything that is said under the lines."""
    return plain("\n".join(label.text() for label in outcome(form).findChildren(QLabel)))


def test_it_follows_what_is_typed(contracts: FormScreen) -> None:
    form = contracts.new()
    assert told(form) == []
    assert "as soon as client" in texts(form)
    form.fill(number="N-1", client_id="Ori", amount="1 000,00", vat="Without", signed_on="20.11.2026")
    assert told(form) == [("Olena", "Finding the client · 10 %", "₴100.00")]
    said = texts(form)
    assert "10 % of the amount without VAT" in said
    assert "invoiced on 20.11.2026, paid in full by 04.12.2026 and accepted on 04.12.2026" in said
    assert "December 2026" in said
    form.fill(amount="2 000,00", direct_cost="1 000,00")
    assert told(form) == [("Olena", "Finding the client · 10 %", "₴200.00")]
    assert "20 % of the margin" in texts(form)
    form.fill(amount="")
    assert told(form) == [("Olena", "Finding the client · 10 %", "₴200.00")], "the last figures stand"
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


class LateLane:
    """Does what it was asked when it is told to."""

    def __init__(self, lane: Any) -> None:
        self.asked: list[Callable[[], object]] = []
        self._lane = lane

    def ask(self, *what: Any, **named: Any) -> None:
        """Keep it for later."""
        self.asked.append(lambda: self._lane.ask(*what, **named))


def test_a_late_answer_does_not_hide_what_was_typed_since(open_company: Callable[..., Desk]) -> None:
    contracts = orders(open_company(), "contracts")
    lanes = contracts.page.context.lanes
    with pytest.MonkeyPatch.context() as patched:
        late = LateLane(lanes.compute)
        patched.setattr(lanes, "compute", late)
        form = contracts.new().fill(number="N-1", client_id="Ori", amount="1 000", vat="Without")
        wait_until(lambda: len(late.asked) == 1)
        form.fill(amount="3 000")
        late.asked[0]()
        wait_until(lambda: len(late.asked) == 2)
        late.asked[1]()
    assert told(form) == [("Olena", "Finding the client · 10 %", "₴300.00")]
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_opens_the_sentence_and_saves_nothing(open_company: Callable[..., Desk], key: Qt.Key) -> None:
    contracts = orders(open_company(), "contracts")
    form = contracts.new().fill(number="N-1", client_id="Ori", amount="1 000,00", vat="Without")
    (line,) = outcome(form).lines
    assert not line.sentence.isVisibleTo(line)
    line.head.setFocus()
    QTest.keyClick(line.head, key)
    assert line.sentence.isVisibleTo(line)
    assert "you found the client" in line.sentence.text()
    assert "10 % = 100.00" in plain(line.head.accessibleDescription())
    QTest.keyClick(line.head, key)
    assert not line.sentence.isVisibleTo(line)
    assert form.sheet.isVisible()
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


def test_an_open_line_stays_open_and_keeps_the_focus(open_company: Callable[..., Desk]) -> None:
    form = orders(open_company(), "contracts").new()
    form.fill(number="N-1", client_id="Ori", amount="1 000", vat="Without")
    outcome(form).lines[0].head.click()
    form.fill(amount="3 000")
    view = form.sheet.form.input("brings")
    assert isinstance(view, EarningsView)
    view.lines[0].head.setFocus()
    assert told(form) == [("Olena", "Finding the client · 10 %", "₴300.00")]
    (line,) = view.lines
    assert line.head.hasFocus()
    assert "300.00" in line.sentence.text()
    assert line.sentence.isVisibleTo(line)
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


def test_what_saving_would_refuse_is_said_instead_of_figures(open_company: Callable[..., Desk]) -> None:
    contracts = orders(open_company(), "contracts")
    form = contracts.new().fill(number="1", client_id="Ori", amount="1 000,00", vat="Without")
    assert told(form) == []
    assert "«1»" in texts(form)
    form.fill(number="N-1", currency="USD")
    assert "USD" in texts(form)
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


def test_days_that_are_closed_or_before_the_books_are_said(open_company: Callable[..., Desk], company: Path) -> None:
    with Office.open(company, FrozenClock()) as office:
        close(Firm(office), JANUARY)
    form = orders(open_company(), "contracts").new()
    form.fill(number="N-1", client_id="Ori", amount="1 000", vat="Without", signed_on="12.01.2024")
    assert told(form) == [("Olena", "Finding the client · 10 %", "₴100.00")]
    assert "paid as a true-up with the month: February 2024" in texts(form)
    form.fill(signed_on="01.12.2023")
    assert told(form) == []
    assert "brings nobody anything" in texts(form)
    assert "before the beginning of the books" in texts(form)
    form.sheet.form.show_stand(form.sheet.stand)
    form.sheet.cancel()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contract_in_the_panel_looks_right_with_its_sentences_open(
    open_company: Callable[..., Desk], language: str
) -> None:
    desk = open_company()
    desk.window.speak(language)
    desk.window.resize(1024, 2400)  # everything at once: what is half scrolled away stands beside the foot
    contracts = orders(desk, "contracts")
    contracts.table.pick(0)
    form = contracts.edit().fill(amount="3 000")
    for line in outcome(form).lines:
        line.head.click()
    QApplication.processEvents()
    assert told(form)
    assert (clipped(form.sheet), unnamed(form.sheet), tab_faults(form.sheet)) == ([], [], [])
    if language != "en":
        data = ["Olena", "Orion", "1", "2"]
        assert untranslated(form.sheet, data, ["Alt", "Ctrl", "Esc", *CURRENCIES]) == []
    form.fill(amount="1 000")
    form.sheet.cancel()


def test_who_does_not_see_pay_finds_no_trace(open_company: Callable[..., Desk]) -> None:
    desk = open_company()
    see_as(desk.window, Role.OFFICE_MANAGER)
    contracts = orders(desk, "contracts")
    form = contracts.new()
    assert "brings" not in form.texts
    assert form.sheet.findChildren(EarningsView) == []
    assert not any("bring" in label.text() for label in form.sheet.findChildren(QLabel))
    form.fill(number="N-1", client_id="Ori", amount="1 000,00", vat="Without").save()
    assert contracts.headline == "N-1"


def see_as(window: MainWindow, role: Role) -> None:
    """The window as somebody of a role has it."""
    assert window.file is not None
    actor = replace(window.file.actor, role=role, permissions=GRANTS[role])
    window.file = window.file._replace(actor=actor)
    window.speak("uk")
    window.speak("en")
