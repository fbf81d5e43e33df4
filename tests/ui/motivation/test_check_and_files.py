"""The check of a scheme in its dialog; schemes saved as files, and read from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from app.bootstrap import Office
from app.motivation.scheme_file import read_scheme
from app.motivation.templates import TEMPLATES, Template, template_text
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.form_pages import plain
from tests.support.months import pays, small_firm
from tests.support.pages import Desk, click, wait_until
from tests.support.scheme_pages import SchemesScreen, schemes
from tests.support.schemes import simple_file
from ui.motivation.scheme_files import FindingsDialog

SELLER = """
premia_scheme = 1
key = "seller"
name = "The seller"
[[version]]
valid_from = 2024-01-01
[[version.rule]]
key = "sold"
event = "payment_received"
pays = "selling"
rate = { percent = 4 }
"""
MORE = simple_file("{ percent = 7 }", valid_from="2026-12-01")


@pytest.fixture
def screen(open_company: Callable[..., Desk]) -> SchemesScreen:
    return schemes(open_company())


def read(screen: SchemesScreen, path: Path, text: str) -> None:
    """Read a file that holds ``text``."""
    path.write_text(text, encoding="utf-8")
    click(screen.page.read_file)
    screen.choose_file(str(path))


def test_the_check_says_severity_place_example_and_what_mends_it(
    company: Path, clock: FrozenClock, open_company: Callable[..., Desk]
) -> None:
    company.unlink()
    with Office.open(office_file(company), clock) as office:
        pays(small_firm(office), "Petro", SELLER)
    screen = schemes(open_company(threads=True))
    wait_until(lambda: screen.title == "The finder")
    screen.pick("The seller")
    dialog = screen.check()
    looked = "Looked at the firm's history to the end of February 2024. Bonuses may cost 30 % of the margin."
    assert plain(dialog.state.text()) == looked
    card = dialog.cards[0]
    assert (card.severity, card.place) == ("Warning", "Rule «sold»")
    assert plain(card.said) == (
        "The rule pays for «Selling», which nobody held for receipts of 2,000.00 UAH (the largest: contract 1): "
        "the pay stays with the firm."
    )
    assert card.mend == "Enter on the contracts who does it, or remove the rule."
    click(next(button for button in dialog.findChildren(QPushButton) if button.text() == "Close"))
    screen.pick("The finder")
    texts = [label.text() for label in screen.check().findChildren(QLabel)]
    assert {"In other schemes", "Rule «sold» of «The seller»"} <= set(texts)


def test_a_draft_is_checked_with_what_its_steps_leave_open(screen: SchemesScreen) -> None:
    screen.begin_draft()
    dialog = screen.check()
    texts = [label.text() for label in dialog.findChildren(type(dialog.state))]
    assert "In the steps of the draft" in texts


def test_a_check_that_cannot_be_made_says_why(screen: SchemesScreen, company: Path, clock: FrozenClock) -> None:
    with Office.open(company, clock) as office:
        drafts, me = office.scheme_drafts, screen.page.context.actor
        screen.begin_draft()
        row = drafts.list(me)[0]
        drafts.remove(me, row.id, row.version)
    dialog = screen.check()
    assert dialog.state.text().startswith("The check could not be made. ")


def test_a_scheme_is_saved_as_the_file_that_is_read_back(screen: SchemesScreen, tmp_path: Path) -> None:
    click(screen.page.reading.head.save)
    screen.choose_file(str(tmp_path / "finder.toml"))
    assert screen.desk.message.startswith("The scheme file is written: ")
    file = read_scheme((tmp_path / "finder.toml").read_text(encoding="utf-8"))
    assert (file.key, file.name, len(file.versions)) == ("finder", "The finder", 1)


def test_a_place_that_takes_no_file_is_told(screen: SchemesScreen, tmp_path: Path) -> None:
    click(screen.page.reading.head.save)
    screen.choose_file(str(tmp_path / "no" / "folder" / "finder.toml"))
    assert screen.desk.message.startswith("The file cannot be written: ")


def test_a_new_scheme_is_read_and_put_in_force_after_a_question(screen: SchemesScreen, tmp_path: Path) -> None:
    text = simple_file(valid_from="2026-12-01").replace('"finder"', '"second"').replace("The finder", "The second")
    read(screen, tmp_path / "second.toml", text)
    assert len(screen.rows) == 2, "nothing happens before the answer"
    screen.agree()
    assert screen.rows[-1] == ("The second", "Begins on 01.12.2026", "0 people")
    assert screen.title == "The second"
    assert screen.desk.message == "In force as the file says: «The second»."


def test_another_version_of_a_scheme_in_force_is_read(screen: SchemesScreen, tmp_path: Path) -> None:
    read(screen, tmp_path / "more.toml", MORE)
    screen.agree()
    assert screen.versions == ["Version 2, begins on 01.12.2026", "Version 1, in force since 01.01.2024"]
    read(screen, tmp_path / "more.toml", MORE)
    assert not [dialog for dialog in screen.desk.window.findChildren(QDialog) if dialog.isVisible()]
    assert len(screen.versions) == 2, "what stands already is not entered twice"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("premia_scheme = ", "1"),
        (simple_file("{ percent = 700 }"), "rate"),
        (simple_file().replace("finding", "finder").replace("payment_received", "payday"), "rule[0].event"),
        (simple_file("{ percent = 11 }"), "version[0]"),
        (simple_file("{ percent = 5 }", valid_from="1999-01-01"), "version[0].valid_from"),
    ],
)
def test_a_wrong_file_changes_nothing_and_every_finding_is_listed(
    screen: SchemesScreen, company: Path, clock: FrozenClock, tmp_path: Path, text: str, found: str
) -> None:
    read(screen, tmp_path / "wrong.toml", text)
    while not screen.desk.window.findChildren(FindingsDialog):
        screen.agree()
    assert any(found in line for line in screen.findings)
    dialog = screen.desk.dialog(FindingsDialog)
    click(dialog.copy)
    assert plain(QGuiApplication.clipboard().text()).splitlines() == screen.findings
    with Office.open(company, clock) as office:
        [summary] = office.motivation.schemes(screen.page.context.actor)
        assert len(summary.scheme.versions) == 1


def test_a_file_that_is_no_text_or_is_gone_is_told(screen: SchemesScreen, tmp_path: Path) -> None:
    screen.page.files.read_from(tmp_path / "gone.toml")
    assert screen.desk.message.startswith("There is no such file: ")
    (tmp_path / "no.toml").write_bytes(b"\xff\xfe\x00")
    screen.page.files.read_from(tmp_path / "no.toml")
    assert screen.desk.message.startswith("This is no text file in UTF-8: ")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_every_template_is_taken_as_a_file(screen: SchemesScreen, tmp_path: Path, template: Template) -> None:
    read(screen, tmp_path / "template.toml", template_text(template, "A template", date(2026, 12, 1)))
    screen.agree()
    assert screen.title == "A template"
    assert screen.rules
