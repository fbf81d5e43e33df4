"""First start: a firm is created by one form, which says what is wrong as one types and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from app.kernel.period import Month
from app.settings.vat import VatMode, VatTerms
from tests.support.clock import FrozenClock
from tests.support.database import actor
from tests.support.settings_pages import FirstStart
from tests.ui.conftest import OpenDesk
from ui.shell.create_firm import file_name

DIRECTOR: Actor = actor(Role.DIRECTOR)
SECRET = "correct horse"
SHORT = "short"


@pytest.fixture
def new_file(tmp_path: Path) -> Path:
    return tmp_path / "orion.premia"


@pytest.fixture
def start(open_desk: OpenDesk, new_file: Path, clock: FrozenClock) -> FirstStart:
    """The form, over a window that opens real files."""
    return FirstStart(open_desk(lambda: Office.open(new_file, clock)))


def test_a_firm_is_created_and_opened(start: FirstStart, new_file: Path, clock: FrozenClock) -> None:
    start.fill(name="Orion Consulting", legal_name="Orion LLC", tax_no="123", currency="EUR", mode="VAT payer")
    start.fill(rate_ppm="7", books_from="January 2026", language="Укр", login="olena", file=str(new_file))
    start.created()
    assert start.desk.message == "The books of Orion Consulting are open."
    with Office.open(new_file, clock) as office:
        sole = office.access.sole_user()
        assert sole is not None
        firm = office.settings.firm(sole)
        assert (firm.name, firm.legal_name, firm.tax_no, firm.currency) == (
            "Orion Consulting",
            "Orion LLC",
            "123",
            "EUR",
        )
        assert (firm.books_from, firm.language, firm.uses_acts, sole.login) == (Month(2026, 1), "uk", True, "olena")
        assert [each.terms for each in office.settings.vat_modes(sole)] == [VatTerms(VatMode.PAYER, 70_000)]


def test_who_chose_a_password_is_signed_in_and_told_to_encrypt(
    start: FirstStart, new_file: Path, clock: FrozenClock
) -> None:
    start.fill(name="Orion", mode="Without", password=SECRET, file=str(new_file))
    start.fill(again=SECRET)
    start.created()
    assert "Encrypt the file" in start.desk.message
    with Office.open(new_file, clock) as office:
        assert office.access.sole_user() is None
        assert office.access.sign_in("director", SECRET).role is Role.DIRECTOR


def test_what_is_wrong_is_said_under_its_field_and_nothing_is_made(start: FirstStart, new_file: Path) -> None:
    start.fill(login="", password=SHORT, file=str(new_file))
    start.fill(again="other")
    start.create()
    assert set(start.wrong) == {"name", "mode", "login", "password", "again"}
    assert not new_file.exists()
    assert (start.text("password"), start.text("again")) == (SHORT, "other")


def test_a_file_that_stands_is_never_written_over(start: FirstStart, new_file: Path) -> None:
    new_file.write_text("somebody's", encoding="utf-8")
    start.fill(name="Orion", mode="Without", file=str(new_file))
    assert "orion.premia" in start.wrong["file"]
    start.fill(file=str(new_file.parent / "no such folder" / "x.premia"))
    assert "no such folder" in start.wrong["file"]
    start.create()
    assert new_file.read_text(encoding="utf-8") == "somebody's"


def test_a_file_that_came_meanwhile_is_refused_and_the_form_stays(start: FirstStart, new_file: Path) -> None:
    start.fill(name="Orion", mode="Without", file=str(new_file.with_suffix("")))
    new_file.write_text("somebody's", encoding="utf-8")  # the form asks for "orion", the file gets its ending
    start.create()
    assert "orion.premia" in start.dialog.banner.text
    assert start.text("name") == "Orion"
    assert start.dialog.create_button.isEnabled()


def test_the_file_is_called_as_the_firm_until_it_is_called_otherwise(start: FirstStart, tmp_path: Path) -> None:
    start.fill(name="Orion: Tax / Audit")
    assert Path(start.text("file")).name == "Orion Tax Audit.premia"
    own = str(tmp_path / "own.premia")
    start.fill(file=own)
    start.fill(name="Vega")
    assert start.text("file") == own


@pytest.mark.parametrize(("firm", "name"), [("", "Premia"), ("???", "Premia"), (' "Orion" <1> ', "Orion 1")])
def test_a_firm_gives_its_file_a_name_that_every_system_takes(firm: str, name: str) -> None:
    assert file_name(firm) == name


def test_the_form_may_be_left_and_opened_again(start: FirstStart) -> None:
    start.dialog.reject()
    again = FirstStart(start.desk)
    assert not again.text("name")
