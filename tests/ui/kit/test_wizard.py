"""The way of several steps, as somebody walks it by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.i18n.words import Words
from tests.support.looks import clipped
from tests.support.pages import click, unnamed
from ui.kit.wizard import Step, StepState, Wizard

STEPS = (
    Step("Who does what", "7 functions, 4 people", StepState.DONE),
    Step("What is sold", "", StepState.OPEN),
    Step("Check", "2 findings", StepState.WRONG),
    Step("Put it in force"),
)


@pytest.fixture
def wizard(qtbot: QtBot) -> Wizard:
    made = Wizard(Words.of("en"), "New scheme")
    qtbot.addWidget(made)
    made.show_steps(STEPS, 1, "Put it in force")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_each_step_says_what_was_chosen_and_how_it_stands(wizard: Wizard) -> None:
    assert [(one.accessibleName(), one.accessibleDescription()) for one in wizard.rail.steps] == [
        ("Who does what", "step 1, done"),
        ("What is sold", "step 2, you are here"),
        ("Check", "step 3, something is wrong here"),
        ("Put it in force", "step 4, not done yet"),
    ]
    assert unnamed(wizard) == []
    assert clipped(wizard) == []


def test_one_goes_on_back_and_straight_to_any_step(wizard: Wizard) -> None:
    wished: list[int] = []
    wizard.step_wished.connect(wished.append)
    click(wizard.on)
    click(wizard.back)
    click(wizard.rail.steps[3])
    assert wished == [2, 0, 3]


def test_the_first_step_has_no_way_back_and_the_last_does_the_deed(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.show_steps(STEPS, 0, "Put it in force")
    assert not wizard.back.isEnabled()
    wizard.show_steps(STEPS, 3, "Put it in force")
    assert wizard.on.text() == "Put it in force"
    with qtbot.waitSignal(wizard.finished):
        click(wizard.on)
    wizard.show_steps(STEPS, 2, "Put it in force")
    assert wizard.on.text() == "Continue"


def test_the_steps_are_walked_by_arrows_and_opened_by_enter(wizard: Wizard) -> None:
    wished: list[int] = []
    wizard.step_wished.connect(wished.append)
    steps = wizard.rail.steps
    steps[0].setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(wizard.focusWidget(), key)
    assert wished == [1]
    wizard.show_steps(STEPS, 2, "Put it in force")
    assert wizard.focusWidget() is wizard.rail.steps[1], "the focus stays where it was when the rail is made anew"


def test_a_step_replaces_the_one_before_it(wizard: Wizard, qtbot: QtBot) -> None:
    first, second = QLabel("Hours"), QLabel("Services")
    wizard.show_body(first, "Who really did what.")
    with qtbot.waitSignal(first.destroyed):
        wizard.show_body(second, "What the firm sells.")
    assert second.isVisible()
    wizard.say_saved("Draft saved 14:02")
    with qtbot.waitSignal(wizard.left):
        click(wizard.leave)
