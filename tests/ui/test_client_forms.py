"""The office manager's forms of clients, over a real file: new, changed, wrong, undone, met by another hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Office
from app.clients.service import as_new
from app.kernel.actor import Role
from tests.support.clock import FrozenClock
from tests.support.form_pages import ClientScreen, bring_to_front, clients
from tests.support.pages import Desk, wait_until
from tests.support.stand_in import StandInOffice
from tests.ui.conftest import OpenDesk


@pytest.fixture
def screen(open_company: Callable[..., Desk]) -> ClientScreen:
    return clients(open_company())


@pytest.fixture
def beside(company: Path, clock: FrozenClock) -> Callable[[], Office]:
    """The same file, open to somebody else."""
    return lambda: Office.open(company, clock)


def change_beside(beside: Callable[[], Office], **fields: Any) -> None:
    """Somebody else changes Orion."""
    with beside() as office:
        actor = office.access.sole_user()
        assert actor is not None
        client = office.clients.list(actor)[0]
        office.clients.change(actor, client.id, client.version, replace(as_new(client), **fields))


def test_a_new_client_is_added_and_selected(screen: ClientScreen) -> None:
    form = screen.new()
    assert form.texts["code"]
    form.fill(name="Vega", tax_no="12345678", tags="retail, import").save()
    assert screen.table.column("Client") == ["Orion", "Vega"]
    assert screen.headline == "Vega"
    assert screen.facts["Tags"] == "import, retail"
    assert "Ctrl+Z" in screen.desk.message
    wait_until(lambda: not screen.desk.is_asked)


def test_a_new_group_is_made_on_the_way_and_comes_back_chosen(screen: ClientScreen) -> None:
    form = screen.new().fill(name="Vega")
    form.fill(group_id="Stars")
    group = screen.dialog()
    assert group.texts["name"] == "Stars"
    group.save()
    assert form.texts["group_id"] == "1"
    form.fill(valid_from="01.02.2024").save()
    assert screen.facts["Group"] == "Stars since 01.02.2024"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": " "}, {"name": "Enter a name."}),
        ({"code": ""}, {"code": "Enter a code."}),
        ({"won_on": "31.02.2024"}, {"won_on": "There is no such day: «31.02.2024»."}),
        ({"won_on": "soon"}, {"won_on": "«soon» is no date. Write it like 31.01.2026."}),
        ({"orders_before": "-1"}, {"orders_before": "The number of earlier orders cannot be negative."}),
        ({"orders_before": "1,5"}, {"orders_before": "«1,5» is no whole number."}),
    ],
)
def test_what_is_wrong_is_said_as_it_is_typed_and_nothing_is_saved(
    screen: ClientScreen, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    form = screen.edit().fill(**typed)
    assert form.wrong == wrong
    form.save()
    assert form.focused == next(iter(wrong))
    assert screen.table.column("Client") == ["Orion"]
    assert screen.page.sheet is not None


def test_what_only_the_books_know_is_said_under_its_field(screen: ClientScreen) -> None:
    code = screen.table.column("Code")[0]
    form = screen.new().fill(name="Vega", code=code)
    form.save()
    assert form.wrong == {"code": f"The code «{code}» is taken. Enter another one."}
    assert form.focused == "code"
    form.fill(code="V-9").save()
    assert "V-9" in screen.table.column("Code")


def test_somebody_unknown_cannot_be_chosen(screen: ClientScreen) -> None:
    form = screen.edit()
    form.fill(found_by="Nobody")
    form.press(Qt.Key.Key_Tab)
    assert form.wrong["found_by"] == "There is no «Nobody» in the list. Choose one, or add a new one."


def test_a_change_is_saved_and_taken_back(screen: ClientScreen) -> None:
    screen.edit().fill(name="Orion Ltd").save()
    assert screen.table.column("Client") == ["Orion Ltd"]
    assert screen.page.sheet is None
    assert screen.desk.message.endswith(" Ctrl+Z takes it back.")
    screen.undo()
    assert screen.table.column("Client") == ["Orion"]
    assert screen.desk.message == "It is taken back: all stands as before."
    screen.undo()
    assert screen.desk.line == "There is nothing to take back."


def test_a_removed_client_comes_back(screen: ClientScreen) -> None:
    screen.new().fill(name="Vega").save()
    screen.choose("Vega")
    screen.do("Remove the client")
    screen.agree()
    assert screen.table.column("Client") == ["Orion"]
    screen.undo()
    assert screen.table.column("Client") == ["Orion", "Vega"]


def test_a_client_with_orders_stays(screen: ClientScreen) -> None:
    screen.do("Remove the client")
    screen.agree()
    assert screen.table.column("Client") == ["Orion"]
    assert "contract" in screen.desk.message


def test_the_keys_of_the_page_are_heard_in_the_head_of_the_window_too(screen: ClientScreen) -> None:
    window, theme = screen.desk.window, screen.desk.workspace.header.theme
    for key, ctrl in ((Qt.Key.Key_F2, False), (Qt.Key.Key_S, True)):
        bring_to_front(window)
        theme.setFocus()
        QTest.keyClick(theme, key, Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier)
        if not ctrl:
            screen.form.fill(note="Pays late")
    assert screen.facts["Note"] == "Pays late"


def test_two_hands_on_one_client_meet(screen: ClientScreen, beside: Callable[[], Office]) -> None:
    form = screen.edit().fill(note="Pays late", country="PL")
    change_beside(beside, note="Pays in time", legal_name="Orion AG")
    form.save()
    form.settle(note=True)
    assert screen.facts["Note"] == "Pays late"
    assert screen.facts["Country"] == "PL"
    assert screen.facts["Legal name"] == "Orion AG"


def test_theirs_may_hold(screen: ClientScreen, beside: Callable[[], Office]) -> None:
    form = screen.edit().fill(note="Pays late")
    change_beside(beside, note="Pays in time")
    form.save()
    form.settle(note=False)
    assert screen.facts["Note"] == "Pays in time"


def test_leaving_with_something_unsaved_asks(screen: ClientScreen) -> None:
    form = screen.edit().fill(note="Half a thought")
    form.press(Qt.Key.Key_Escape)
    form.answer("stay")
    assert screen.form.texts["note"] == "Half a thought"
    screen.desk.workspace.open_page("invoices")
    assert screen.desk.workspace.page_key == "clients"
    form.answer("save")
    assert screen.desk.workspace.page_key == "invoices"
    assert clients(screen.desk).facts["Note"] == "Half a thought"


def test_leaving_may_throw_away(screen: ClientScreen) -> None:
    screen.new().fill(name="Vega").save()
    screen.choose("Orion")
    form = screen.edit().fill(note="Half a thought")
    screen.choose("Vega")
    form.answer("discard")
    assert screen.headline == "Vega"
    assert screen.page.sheet is None
    screen.choose("Orion")
    assert "Note" not in screen.facts


def test_it_is_saved_from_the_table_too(screen: ClientScreen) -> None:
    screen.edit().fill(note="Pays late")
    screen.press_in_table(Qt.Key.Key_S)
    assert screen.facts["Note"] == "Pays late"


def test_enter_saves_a_dialog(screen: ClientScreen) -> None:
    screen.new().fill(name="Vega").press(Qt.Key.Key_Return)
    assert screen.table.column("Client") == ["Orion", "Vega"]


def test_nothing_typed_asks_nothing(screen: ClientScreen) -> None:
    screen.edit().press(Qt.Key.Key_Escape)
    assert screen.page.sheet is None
    assert not screen.desk.is_asked


def test_the_window_asks_before_it_closes(screen: ClientScreen) -> None:
    form = screen.edit().fill(note="Half a thought")
    screen.desk.window.close()
    assert screen.desk.window.isVisible()
    form.answer("discard")
    QApplication.processEvents()
    assert not screen.desk.window.isVisible()


def test_contacts_come_change_and_go(screen: ClientScreen) -> None:
    screen.do("Add a contact")
    form = screen.dialog().fill(name="Ivan", email="ivan")
    assert form.wrong == {"email": "«ivan» is no e-mail address. Write it like name@firm.com."}
    form.fill(email="ivan@orion.example", phone="+380 44 123").save()
    assert screen.related["Contacts"] == [("Ivan", "+380 44 123\nivan@orion.example")]
    screen.do("Change the contact: Ivan")
    screen.dialog().fill(position="Accountant").save()
    assert screen.related["Contacts"][0][1].startswith("Accountant")
    screen.do("Remove the contact: Ivan")
    screen.agree()
    assert screen.related["Contacts"] == []
    screen.undo()
    assert [name for name, _ in screen.related["Contacts"]] == ["Ivan"]


def test_a_function_is_handed_over_with_its_reason(screen: ClientScreen) -> None:
    screen.do("Hand over")
    form = screen.dialog()
    form.save()
    assert form.wrong == {"function": "Choose one.", "person_id": "Choose a person.", "reason": "Enter the reason."}
    form.fill(function="Collecting", person_id="Petro", on_date="01.02.2024", reason="Olena is away").save()
    holders = dict(screen.related["People by function"])
    assert holders["Collecting the money"] == "Petro, handed over 01.02.2024: Olena is away"
    screen.do("Hand over")
    form = screen.dialog()
    form.fill(function="Collecting", person_id="Olena", on_date="2024-02-01", reason="Back").save()
    assert form.wrong == {"on_date": "«Collecting the money» is handed over on 01.02.2024 already. Enter another day."}


def test_a_task_is_given_and_done(screen: ClientScreen) -> None:
    screen.do("Add a task")
    form = screen.dialog().fill(person_id="")
    form.save()
    assert form.wrong == {"person_id": "Choose a person."}
    form.fill(person_id="Petro", note="Call them").save()
    assert screen.related["Tasks"] == [("Other", "Petro\nCall them")]
    screen.do("Mark as done: Other")
    assert "Mark as done: Other" not in screen.deeds


def test_only_who_may_edit_sees_the_buttons(open_desk: OpenDesk) -> None:
    desk = open_desk(lambda: StandInOffice(Role.ACCOUNTANT))
    desk.open_file(Path("/books/firm.premia"))
    screen = clients(desk)
    assert screen.page.primary is None
    assert screen.deeds & {"Change the client", "Remove the client", "Add a contact", "Hand over"} == set()
    assert "Add a task" in screen.deeds


def test_the_work_is_done_beside_the_windows_thread(open_company: Callable[..., Desk]) -> None:
    screen = clients(open_company(threads=True))
    wait_until(lambda: screen.page.card is not None)
    form = screen.edit()
    form.fill(note="From a thread").save()
    wait_until(lambda: screen.facts.get("Note") == "From a thread")
