"""Somebody leaves: what they hold is shown and given to others, in one go that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.access.model import NewUser
from app.bootstrap import Office
from app.calc.facts import Function
from app.clients.model import NewClient
from app.contracts.model import NewContract, RolePart
from app.invoices.model import NewTask, TaskKind
from app.kernel.actor import Role
from tests.support.clock import FrozenClock
from tests.support.form_pages import StaffScreen, bring_to_front, clients, pick, staff, type_into
from tests.support.pages import Desk, click, find
from ui.staff.held_dialog import HeldDialog

OLENA, PETRO = 1, 2


@pytest.fixture
def held(company: Path, clock: FrozenClock) -> None:
    """Olena runs Vega's projects and collects there and at Orion; a task of hers is open."""
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        vega = office.clients.add(actor, NewClient("V", "Vega")).value
        both = (RolePart(Function.COLLECTING, OLENA), RolePart(Function.DELIVERING, OLENA))
        day = date(2024, 1, 10)
        office.contracts.add(actor, NewContract("V-1", vega, day, 100, "UAH", roles=both))
        office.contracts.add(actor, NewContract("O-1", 1, day, 100, "UAH", roles=both[:1]))
        office.tasks.add(actor, NewTask(vega, TaskKind.OTHER, OLENA, note="Call them"))


@pytest.fixture
def screen(held: None, open_company: Callable[..., Desk]) -> StaffScreen:
    assert held is None
    made = staff(open_company())
    made.choose("Olena")
    return made


def rows(screen: StaffScreen) -> list[tuple[str, str, str]]:
    """(client, what, who takes it) of everything in the dialog."""
    return [(row.client, row.what, row.taker) for row in screen.handing.model.all_rows]


def test_the_card_counts_clients_by_function_and_opens_them(screen: StaffScreen) -> None:
    assert screen.lists["Functions now"] == [
        ("Finding the client", "Orion", "1 client"),
        ("Running the project", "Vega\n1 running contract", "1 client"),
        ("Collecting the money", "Orion, Vega\n2 running contracts", "2 clients"),
    ]
    assert screen.lists["Open tasks"] == [("Other", "Vega\nCall them", "")]
    screen.do("Show the clients: Collecting the money")
    dialog = screen.desk.dialog(HeldDialog)
    QTest.keyClicks(dialog.table, "v")
    QTest.keyClicks(dialog.search, "ega")
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert screen.desk.workspace.page_key == "clients"
    assert clients(screen.desk).headline == "Vega"


def test_a_task_of_the_card_opens_its_client(screen: StaffScreen) -> None:
    screen.do("Open the client: Other")
    assert screen.desk.workspace.page_key == "clients"


def test_everything_is_handed_on_with_the_last_day_and_taken_back_at_once(screen: StaffScreen) -> None:
    screen.do("Leaves…")
    form = screen.dialog().fill(left_on="30.11.2026")
    assert [what for _, what, _ in rows(screen)] == [
        "Finding the client", "Running the project", "Collecting the money", "Collecting the money", "Task: Other",
    ]  # fmt: skip
    screen.give("Petro")
    assert {taker for _, _, taker in rows(screen)} == {"Petro"}
    form.save()
    assert screen.facts["Left on"] == "30.11.2026"
    screen.choose("Petro")
    assert screen.lists["Open tasks"] == [("Other", "Vega\nCall them", "")]
    screen.choose("Olena")
    assert screen.lists["Open tasks"] == []
    assert screen.lists["Functions now"][2][1] == "Orion, Vega\n2 running contracts\n2 are to go to somebody else"
    screen.do("Hand clients and tasks on…")
    notes = {(row.client, row.note) for row in screen.handing.model.all_rows}
    assert ("Vega", "Petro from 01.12.2026, 1 running contract") in notes
    screen.dialog().press(Qt.Key.Key_Escape)
    screen.undo()
    assert screen.facts["Left on"] == "—"
    assert screen.lists["Open tasks"] == [("Other", "Vega\nCall them", "")]


def test_one_function_or_one_client_can_be_given_by_itself(screen: StaffScreen) -> None:
    screen.do("Hand clients and tasks on…")
    screen.give("Petro", kind="Collecting", only="vega")
    assert [row for row in rows(screen) if row[2]] == [("Vega", "Collecting the money", "Petro")]
    handing = screen.handing
    type_into(handing.search, "")
    type_into(handing.filter, "Tasks")
    pick(handing.picker, "Petro")
    QTest.keyClick(handing.picker, Qt.Key.Key_Return)
    assert [row[1] for row in rows(screen) if row[2]] == ["Collecting the money", "Task: Other"]
    click(handing.back)
    assert [row for row in rows(screen) if row[2]] == []


def test_the_button_may_be_pressed_before_anybody_is_chosen(screen: StaffScreen) -> None:
    screen.do("Hand clients and tasks on…")
    handing = screen.handing
    type_into(handing.filter, "Tasks")
    click(handing.all)
    assert handing.picker.hasFocus()
    assert [row for row in rows(screen) if row[2]] == []
    pick(handing.picker, "Petro")
    assert [row[1:] for row in rows(screen) if row[2]] == [("Task: Other", "Petro")]


def test_after_a_deed_of_the_panel_the_keys_reach_the_table(screen: StaffScreen) -> None:
    button = find(screen.page.detail, QAbstractButton, "Leaves…")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    screen.dialog().fill(left_on="30.11.2026").save()
    bring_to_front(screen.desk.window)
    assert screen.page.table.hasFocus()


def test_what_is_wrong_is_said_under_its_field_and_nothing_is_written(screen: StaffScreen) -> None:
    screen.do("Hand clients and tasks on…")
    form = screen.dialog()
    form.save()
    assert form.wrong == {"takers": "Choose at least one client or task, and to whom it goes."}
    screen.give("Petro")
    form.fill(reason="", on_date="")
    form.save()
    assert form.wrong["on_date"]
    form.fill(on_date="01.06.2024").save()
    assert form.wrong == {"reason": "Enter the reason."}
    type_into(screen.handing.picker, "Nobody")
    form.fill(reason="Other work").save()
    assert form.wrong == {"takers": "There is no «Nobody» in the list. Choose one, or add a new one."}
    pick(screen.handing.picker, "Petro")
    form.save()
    assert "handed on" in screen.desk.message
    assert "Open tasks" in screen.lists


def test_the_last_day_must_fit_and_a_hand_over_stands_once_a_day(screen: StaffScreen) -> None:
    screen.do("Leaves…")
    form = screen.dialog().fill(left_on="")
    form.save()
    assert form.wrong == {"left_on": "Enter a date."}
    form.press(Qt.Key.Key_Escape)
    form.answer("discard")
    screen.do("Hand clients and tasks on…")
    screen.give("Petro", kind="Running")
    screen.dialog().fill(on_date="01.12.2026", reason="Other work").save()
    screen.do("Hand clients and tasks on…")
    screen.give("Petro", kind="Running")
    form = screen.dialog().fill(on_date="01.12.2026", reason="Other work")
    form.save()
    assert form.wrong == {"on_date": "«Running the project» is handed over on 01.12.2026 already. Enter another day."}


def test_who_leaves_cannot_take_over_after_the_own_last_day(screen: StaffScreen) -> None:
    screen.choose("Petro")
    screen.do("Leaves…")
    screen.dialog().fill(left_on="31.05.2024").save()
    screen.choose("Olena")
    screen.do("Hand clients and tasks on…")
    screen.give("Petro")
    form = screen.dialog().fill(on_date="01.06.2024", reason="Other work")
    form.save()
    assert form.wrong == {"takers": "Petro leaves on 31.05.2024 and cannot take over after that. Choose somebody else."}


def test_what_the_scheme_says_of_leavers_is_told_to_whoever_may_see_pay(screen: StaffScreen) -> None:
    screen.do("Leaves…")
    assert "goes on earning" in screen.dialog().sheet.plan.note


def test_the_office_manager_hands_on_and_reads_nothing_of_pay(
    held: None, company: Path, clock: FrozenClock, open_company: Callable[..., Desk]
) -> None:
    assert held is None
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        office.access.set_password(actor, actor.user_id, "correct horse battery")
        office.access.add_user(actor, NewUser("office", Role.OFFICE_MANAGER, "correct horse battery"))
    desk = open_company()
    desk.sign_in("office", "correct horse battery")
    screen = staff(desk)
    screen.choose("Olena")
    assert "Leaves…" not in screen.deeds
    assert screen.page.card is not None
    assert screen.page.card.pay is None
    screen.do("Hand clients and tasks on…")
    form = screen.dialog()
    assert "earning" not in form.sheet.plan.note
    assert "left_on" not in form.texts
    screen.give("Petro")
    form.fill(reason="Olena is away").save()
    assert "handed on" in desk.message
    assert screen.lists["Open tasks"] == []
    screen.undo()
    assert screen.lists["Open tasks"] != []


def test_what_was_typed_comes_back(screen: StaffScreen, open_company: Callable[..., Desk]) -> None:
    screen.do("Hand clients and tasks on…")
    screen.give("Petro", kind="Running")
    screen.dialog().sheet.drafts.keep()
    screen.desk.window.close_file()
    again = staff(open_company())
    again.choose("Olena")
    again.do("Hand clients and tasks on…")
    form = again.dialog()
    assert form.offers_draft()
    form.sheet.bring_back.click()
    assert [row for row in rows(again) if row[2]] == [("Vega", "Running the project", "Petro")]
