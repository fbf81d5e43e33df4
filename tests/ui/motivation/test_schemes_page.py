"""The page of schemes over a real file: the list, a scheme in plain words, two versions side by side, drafts."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog

from app.bootstrap import Office
from app.calc.scheme import SchemeTerms
from app.kernel.actor import Role
from app.kernel.errors import NotFound
from app.motivation.draft.records import Source
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file
from tests.support.firm import Firm
from tests.support.form_pages import bring_to_front
from tests.support.months import FEBRUARY, JANUARY, close, pays, small_firm
from tests.support.pages import Desk, agree_to, click, unnamed, wait_until
from tests.support.scheme_pages import SchemesScreen, schemes
from tests.support.schemes import simple_file
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk
from ui.kit.entry_dialog import EntryDialog
from ui.motivation.wizard.start import StartDialog

TEN = "Whoever found the client earns 10 % of every payment received, without VAT."
SELLER = """
premia_scheme = 1
key = "seller"
name = "The seller"
[[version]]
valid_from = 2027-01-01
[[version.rule]]
key = "sold"
event = "payment_received"
pays = "selling"
rate = { percent = 4 }
"""
LATER = """
[[version]]
valid_from = 2025-01-01
terms = { floor_negative = true }
[[version.rule]]
key = "paid"
event = "payment_received"
pays = "finding"
rate = { percent = 12 }
when = { order_number = { to = 1 }, extensions = "none" }
[[version.rule]]
key = "won"
event = "client_won"
pays = "finding"
rate = { fixed = 2000 }
"""


@contextmanager
def firm_of(company: Path, clock: FrozenClock) -> Generator[Firm]:
    """The small firm with three versions in two schemes: its first two months are paid."""
    company.unlink()
    with Office.open(office_file(company), clock) as office:
        firm = small_firm(office)
        close(firm, JANUARY, FEBRUARY)
        office.motivation.add_scheme(firm.actor, simple_file() + LATER)
        pays(firm, "Petro", SELLER, since="2027-01-01")
        yield firm


@pytest.fixture
def books(company: Path, clock: FrozenClock) -> None:
    with firm_of(company, clock):
        pass


@pytest.fixture
def screen(request: pytest.FixtureRequest, open_company: Callable[..., Desk]) -> SchemesScreen:
    request.getfixturevalue("books")
    return schemes(open_company())


def test_the_list_says_how_each_scheme_stands_and_how_many_it_pays(screen: SchemesScreen) -> None:
    assert screen.rows == [
        ("Schemes", "", ""),
        ("The finder", "In force since 01.01.2025", "1 person"),
        ("The seller", "Begins on 01.01.2027", "1 person"),
    ]
    assert screen.desk.line == "2 schemes"
    assert screen.page.list.hasFocus()
    assert unnamed(screen.desk.window) == []


def test_a_scheme_is_read_in_plain_words_with_its_people_and_approval(screen: SchemesScreen) -> None:
    assert (screen.title, screen.state) == ("The finder", "In force since 01.01.2025")
    assert screen.versions == ["Version 2, in force since 01.01.2025", "Version 1, from 01.01.2024"]
    assert screen.rules[1] == "Whoever found the client earns 2,000.00 UAH for each new client."
    assert screen.card("Whom it pays") == ["Olena", "since 01.01.2024"]
    assert screen.card("Approval") == ["This version came from a scheme file: no approval is on record."]
    screen.read_version("Version 1")
    assert screen.rules == [TEN]
    assert (
        screen.card("What holds for all rules")[-1]
        == "A month whose sum is below zero is carried over to the next one."
    )


def test_the_keyboard_goes_through_the_list_and_into_the_text(screen: SchemesScreen) -> None:
    screen.press(Qt.Key.Key_Down)
    assert (screen.title, screen.state) == ("The seller", "Begins on 01.01.2027")
    assert screen.versions == ["Version 1, begins on 01.01.2027"]
    screen.press(Qt.Key.Key_Up)
    screen.press(Qt.Key.Key_Up)
    assert screen.title == "The finder", "a headline is passed over"
    screen.press(Qt.Key.Key_Return)
    assert screen.page.reading.body.hasFocus()


def test_two_versions_stand_side_by_side_with_their_differences_marked(screen: SchemesScreen) -> None:
    screen.compare()
    view = screen.comparison
    assert (view.before.version.number, view.after.version.number) == (1, 2)
    assert view.summary == "Rules: 1 changed, 1 added. What holds for all rules differs."
    marked = [(sign, text.replace("\u00a0", " ")) for sign, text in view.marked]
    assert marked[:2] == [("−", TEN), ("+", TEN.replace("10 %", "12 %"))]
    assert ("−", "A month whose sum is below zero is carried over to the next one.") in marked
    assert {"≠ Changed", "+ Added", "Version 1 has no such rule.", "Rule «won»"} <= set(screen.compared)
    assert screen.page.reading.head.others.hasFocus()
    click(screen.page.reading.head.close_comparison)
    assert len(screen.rules) == 2


def test_the_version_of_another_scheme_differs_and_does_not_come_or_go(screen: SchemesScreen) -> None:
    screen.compare()
    assert screen.others == ["Version 1, from 01.01.2024", "«The seller», version 1 from 01.01.2027"]
    screen.compare_with("«The seller»")
    assert screen.comparison.after.name == "The seller"
    assert {"− Only at the left", "+ Only at the right", "«The seller»: has no such rule."} & set(screen.compared)
    assert "≠ Changed" not in screen.compared
    screen.pick("The seller")
    assert screen.rules, "another scheme is read alone"


def test_ctrl_n_in_the_head_of_the_window_asks_for_one_scheme(screen: SchemesScreen) -> None:
    search = screen.desk.workspace.header.search
    bring_to_front(screen.desk.window)
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen.desk.dialog(StartDialog).reject()


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")])
def test_the_regulation_of_the_version_that_is_read_is_written(
    screen: SchemesScreen, tmp_path: Path, ending: str, begins: bytes
) -> None:
    shown: list[Path] = []
    screen.page.paper.open_file = shown.append
    screen.pick("The finder")
    click(screen.page.reading.head.paper)
    asked = screen.desk.dialog(EntryDialog)
    language = asked.inputs["language"]
    assert isinstance(language, QComboBox)
    language.setCurrentText("Українська")
    agree_to(asked)
    dialog = screen.desk.dialog(QFileDialog)
    assert "Положення про преміювання" in Path(dialog.selectedFiles()[0]).name
    path = tmp_path / f"regulation.{ending}"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    assert shown == [path]
    assert path.read_bytes()[:20].startswith(begins)
    assert screen.desk.message == f"The document is written: {path}"


def test_a_regulation_that_cannot_be_made_is_refused_before_a_place_is_asked(screen: SchemesScreen) -> None:
    director, refusals = screen.page.context.actor, list[object]()
    screen.page.paper.refused.connect(refusals.append)
    screen.page.paper.ask(lambda office, tongue: office.regulations.of_draft(director, 999, tongue))
    agree_to(screen.desk.dialog(EntryDialog))
    assert [type(one) for one in refusals] == [NotFound]
    assert not screen.page.findChildren(QFileDialog)


def test_a_search_finds_names_people_and_rules(screen: SchemesScreen) -> None:
    for asked, found in (("seller", ["The seller"]), ("olena", ["The finder"]), ("new client", ["The finder"])):
        screen.desk.search(asked)
        assert [title for title, _state, _note in screen.rows][1:] == found
    screen.desk.search("nobody")
    assert screen.rows == [("Nothing is found.", "", "")]
    screen.desk.search("")
    assert len(screen.rows) == 3


def test_another_version_begins_as_a_draft_of_the_one_in_force(screen: SchemesScreen) -> None:
    screen.begin_draft()
    assert screen.rows[-2:] == [("Drafts", "", ""), ("The finder", "Draft", "20.11.2026")]
    assert screen.state == "Draft"
    assert screen.page.reading.head.note.text().endswith(", olha · step 1: Who does what")
    assert len(screen.rules) == 2
    screen.compare()
    assert screen.others[0] == "Version 2, from 01.01.2025"
    assert screen.comparison.summary == "Both say the same."
    click(screen.page.reading.head.remove)
    screen.agree()
    assert screen.rows[-1][0] == "The seller"
    assert screen.title == "The finder"


def test_the_wizard_lies_over_the_page_until_it_is_left(screen: SchemesScreen) -> None:
    header = screen.desk.workspace.header
    click(screen.page.reading.head.change)
    assert screen.wizard.isVisible()
    assert not screen.page.list.isVisible()
    assert not header.search.isVisible()
    assert screen.page.primary is not None
    assert not screen.page.primary.isVisible()
    desk = screen.wizard.desk
    assert desk is not None
    desk.change(replace(desk.draft, name="The finder, from March on"))
    assert screen.page.unsaved
    screen.desk.workspace.open_page("clients")
    assert screen.desk.workspace.page_key == "clients", "it is saved first"
    wait_until(lambda: not screen.page.unsaved)
    screen.desk.workspace.open_page("schemes")
    screen.wizard.leave()
    assert header.search.isVisible()
    assert screen.page.primary.isVisible()
    assert screen.title == "The finder, from March on"
    assert screen.page.list.hasFocus()


def test_a_new_scheme_begins_with_a_question_and_goes_into_the_wizard(screen: SchemesScreen) -> None:
    screen.page.list.setFocus()
    QTest.keyClick(screen.page.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = screen.desk.dialog(StartDialog)
    dialog.name.setText("Quite new")
    click(dialog.begin)
    assert screen.wizard.desk is not None
    assert screen.wizard.desk.draft.name == "Quite new"
    screen.wizard.put_aside()
    screen.wizard.leave()
    assert screen.title == "Quite new"


def test_a_draft_goes_from_its_rules_into_the_wizard_and_into_force(screen: SchemesScreen) -> None:
    click(screen.page.reading.head.rules)
    editor = screen.editor
    assert editor.isVisible()
    click(editor.wizard_button)
    wizard = screen.wizard
    assert wizard.desk is not None
    assert wizard.desk.draft.name == "The finder"
    wizard.entered.emit(2)
    assert screen.page.over is None
    assert screen.title == "The seller"
    assert screen.desk.message == "The scheme is put in force."


def test_an_error_is_said_over_the_wizard_when_that_is_in_front(screen: SchemesScreen) -> None:
    click(screen.page.reading.head.change)
    screen.page.refused(NotFound(kind="scheme", key="x"))
    assert screen.wizard.banner.text
    assert not screen.page.banner.text


def test_an_approval_is_told_with_what_was_accepted(
    company: Path, clock: FrozenClock, open_company: Callable[..., Desk]
) -> None:
    with firm_of(company, clock) as firm:
        drafts, me = firm.office.scheme_drafts, firm.actor
        stored = drafts.get(me, drafts.start(me, Source.IN_FORCE, "finder", "The finder").value)
        paid = frozenset({firm.people["Olena"]})
        draft = replace(stored.draft, people=paid, valid_from=date(2026, 12, 1), terms=SchemeTerms())
        drafts.save(me, stored.row.id, 1, draft)
        for one in drafts.check(me, stored.row.id).remarks:
            if one.open:
                drafts.accept_finding(me, stored.row.id, one.remark, "is meant so")
        drafts.put_in_force(me, stored.row.id, 2)
    screen = schemes(open_company())
    assert screen.versions[0] == "Version 3, begins on 01.12.2026"
    screen.read_version("Version 3")
    approval = screen.card("Approval")
    assert approval[0].startswith("Approved by olha, 20.11.2026")
    assert approval[1] == "Limit at that time: bonuses may cost 30 % of the margin."
    assert approval[2:] == ["A finding of the check was accepted by olha: is meant so"] * len(approval[2:])


def test_a_firm_without_schemes_is_offered_the_first_actions(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.open_file(Path("/books/firm.premia"))
    screen = schemes(desk)
    assert screen.empty
    assert screen.page.empty.title == "No scheme yet"
    assert unnamed(desk.window) == []


@pytest.mark.usefixtures("books")
def test_it_reads_off_the_windows_thread(open_company: Callable[..., Desk]) -> None:
    screen = schemes(open_company(threads=True))
    wait_until(lambda: screen.title == "The finder")
    screen.begin_draft()
    wait_until(lambda: screen.state == "Draft")
    assert screen.page.list.hasFocus()


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.OFFICE_MANAGER, Role.STAFF])
def test_only_who_designs_schemes_sees_the_page(open_desk: OpenDesk, role: Role) -> None:
    desk = open_desk(lambda: StandInOffice(role))
    desk.open_file(Path("/books/firm.premia"))
    assert "schemes" not in desk.workspace.page_keys
    assert actor(role).role is role


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("language", "state", "version"),
    [
        ("uk", "Діє з 01.01.2025", "Редакція 2, діє з 01.01.2025"),
        ("ru", "Действует с 01.01.2025", "Редакция 2, действует с 01.01.2025"),
    ],
)
def test_it_is_told_in_another_language(
    open_company: Callable[..., Desk], language: str, state: str, version: str
) -> None:
    desk = open_company()
    desk.speak(language)
    screen = schemes(desk)
    assert (screen.state, screen.versions[0]) == (state, version)
