"""The settings: the firm, its VAT, its number series and its currency rates, as the director changes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.settings.series import NumberedKind
from tests.support.clock import FrozenClock
from tests.support.database import actor
from tests.support.looks import clipped
from tests.support.pages import Desk, click, unnamed, wait_until
from tests.support.settings_pages import SettingsScreen, fill
from ui.kit.form_questions import UnsavedDialog
from ui.kit.form_sheet import FormSheet

DIRECTOR: Actor = actor(Role.DIRECTOR)
SECRET = "correct horse"


@pytest.fixture
def settings(open_company: Callable[..., Desk]) -> SettingsScreen:
    return SettingsScreen(open_company())


@pytest.fixture
def books(company: Path, clock: FrozenClock) -> Callable[[], Office]:
    """The file once more, to look what stands in it."""
    return lambda: Office.open(company, clock)


def test_the_parts(settings: SettingsScreen) -> None:
    assert settings.parts == ["Firm", "VAT", "Numbering", "Currency rates", "Calendar"]


def test_the_accountant_sees_rates_and_the_calendar(
    company: Path, clock: FrozenClock, open_company: Callable[..., Desk]
) -> None:
    with Office.open(company, clock) as office:
        office.access.set_password(DIRECTOR, 1, SECRET)
        office.access.add_user(DIRECTOR, NewUser("iryna", Role.ACCOUNTANT, SECRET))
    desk = open_company()
    desk.sign_in("iryna", SECRET)
    assert SettingsScreen(desk).parts == ["Currency rates", "Calendar"]


@pytest.mark.parametrize("part", ["Firm", "VAT", "Numbering", "Currency rates", "Calendar"])
@pytest.mark.parametrize("language", ["en", "uk"])
def test_everything_has_a_name_and_its_room(settings: SettingsScreen, part: str, language: str) -> None:
    at = settings.parts.index(part)
    settings.desk.window.resize(1280, 800)
    settings.desk.speak(language)
    again = SettingsScreen(settings.desk)
    again.open(again.parts[at])
    assert unnamed(again.page) == []
    assert clipped(again.page) == []


# the firm


def test_the_firms_details_are_changed(settings: SettingsScreen, books: Callable[[], Office]) -> None:
    sheet = settings.firm()
    fill(sheet.form, legal_name="TOV Kalyna", bank_details="IBAN UA00", signatory="Olena Shcherbak")
    click(sheet.save_button)
    assert settings.message == "The firm's details are changed."
    assert not sheet.form.changed
    with books() as office:
        firm = office.settings.firm(DIRECTOR)
        assert (firm.legal_name, firm.bank_details, firm.signatory) == ("TOV Kalyna", "IBAN UA00", "Olena Shcherbak")


def test_what_is_wrong_with_the_firm_is_said_as_one_types(
    settings: SettingsScreen, books: Callable[[], Office]
) -> None:
    sheet = settings.firm()
    fill(sheet.form, name="", email="office.example.com")
    assert set(sheet.form.wrong) == {"name", "email"}
    click(sheet.save_button)
    assert sheet.form.input("email").text() == "office.example.com"
    with books() as office:
        assert not office.settings.firm(DIRECTOR).email


def test_what_is_typed_is_asked_about_before_another_part_opens(settings: SettingsScreen) -> None:
    sheet = settings.firm()
    fill(sheet.form, phone="+380")
    settings.open("VAT")
    question = settings.desk.dialog(UnsavedDialog)
    assert settings.front == "Firm"
    question.reject()
    assert (settings.front, sheet.form.input("phone").text()) == ("Firm", "+380")


# VAT


def test_vat_is_said_corrected_and_removed(settings: SettingsScreen, books: Callable[[], Office]) -> None:
    vat = settings.records("VAT")
    settings.add(valid_from="01.07.2026", mode="VAT payer", rate_ppm="20")
    settings.add(valid_from="01.01.2026", mode="Without")
    assert vat.table.column("Valid from") == ["01.07.2026", "01.01.2026"]
    assert vat.table.column("VAT mode") == ["VAT payer", "Without VAT"]
    assert vat.table.column("VAT rate") == ["20\u00a0%", "—"]
    settings.change(0, rate_ppm="7")
    assert vat.table.column("VAT rate")[0] == "7\u00a0%"
    vat.table.pick(1)
    settings.do_with_row("Remove…")
    with books() as office:
        assert [each.terms.rate_ppm for each in office.settings.vat_modes(DIRECTOR)] == [70_000]


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_firm_that_becomes_a_payer_sees_the_rate_and_begins_with_the_usual_one(
    settings: SettingsScreen, language: str
) -> None:
    settings.records("VAT")
    settings.add(valid_from="01.01.2026", mode="Without")
    settings.desk.window.resize(1024, 700)
    settings.desk.speak(language)
    again = SettingsScreen(settings.desk)
    vat = again.records(again.parts[1])
    wait_until(lambda: vat.table.view.model().rowCount() == 1)
    vat.table.pick(0)
    vat.table.press(Qt.Key.Key_Return)
    sheet = vat.page.findChildren(FormSheet)[-1]
    wait_until(sheet.isEnabled)
    mode, rate = sheet.form.input("mode").inner, sheet.form.input("rate_ppm")
    assert isinstance(mode, QComboBox)
    mode.setCurrentIndex(0)
    QApplication.processEvents()
    assert rate.read() == 200_000
    for field in (mode, rate.inner):
        assert field.mapTo(sheet, field.rect().topRight()).x() < sheet.width(), "in sight, not beyond the panel"


def test_a_mode_without_a_day_is_not_saved(settings: SettingsScreen) -> None:
    vat = settings.records("VAT")
    dialog = settings.add(valid_from="31.02.2026", mode="Without")
    assert "31.02.2026" in dialog.sheet.form.sentence("valid_from")
    dialog.sheet.cancel()
    assert vat.table.view.rows.rowCount() == 0


# numbering


def test_a_pattern_is_changed(settings: SettingsScreen, books: Callable[[], Office]) -> None:
    series = settings.records("Numbering")
    assert series.table.column("Paper") == ["Contract", "Invoice", "Acceptance act", "Credit note"]
    settings.change(1, pattern="K-{year:2}/{n:3}")
    assert series.table.column("Next number")[1] == "K-26/001"
    with books() as office:
        assert office.numbering.series(DIRECTOR)[1].kind is NumberedKind.INVOICE
        assert office.numbering.series(DIRECTOR)[1].pattern == "K-{year:2}/{n:3}"


def test_a_pattern_that_cannot_be_read_is_told_and_kept(settings: SettingsScreen) -> None:
    settings.records("Numbering")
    sheet = settings.change(1, pattern="K-{x}")
    assert "K-{x}" in sheet.form.sentence("pattern")
    assert sheet.form.input("pattern").text() == "K-{x}"


# currency rates


def test_a_rate_is_added_and_corrected(settings: SettingsScreen, books: Callable[[], Office]) -> None:
    rates = settings.records("Currency rates")
    settings.add(currency="USD", on_date="18.11.2026", rate_micro="41.2345")
    assert rates.headline == "1 USD = 41.2345 UAH"
    settings.change(0, rate_micro="41.5")
    assert rates.table.column("Rate") == ["41.5000"]
    with books() as office:
        (rate,) = office.settings.rates(DIRECTOR)
        assert (rate.currency, rate.rate_micro, rate.units) == ("USD", 41_500_000, 1)


@pytest.mark.parametrize(
    ("typed", "under", "over"),
    [
        ("0", "", "The rate must be greater than zero."),
        ("-1", "", "The rate must be greater than zero."),
        ("forty", "«forty» is no amount. Write it like 1 234,56.", ""),
    ],
)
def test_a_rate_that_is_none_is_told(settings: SettingsScreen, typed: str, under: str, over: str) -> None:
    rates = settings.records("Currency rates")
    dialog = settings.add(currency="USD", on_date="18.11.2026", rate_micro=typed)
    assert dialog.sheet.form.sentence("rate_micro") == under
    assert dialog.sheet.banner.text.endswith(over) if over else not dialog.sheet.banner.text
    assert rates.table.view.rows.rowCount() == 0
    dialog.sheet.form.show_stand(dialog.sheet.stand)
    dialog.sheet.cancel()
