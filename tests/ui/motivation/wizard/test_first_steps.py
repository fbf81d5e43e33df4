"""Steps 1 to 3 as a director fills them in: who does what, what is sold, how people are paid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.calc.facts import Function, ServiceKind
from app.motivation.draft.answers import CollectingWay, FirstWay, LaterWay, PayKind
from app.motivation.draft.records import Source
from app.motivation.draft.steps import Step
from tests.support.form_pages import plain, type_into
from tests.support.looks import tab_faults
from tests.support.pages import Desk, click, unnamed
from tests.support.wizard_pages import WizardScreen, begin
from ui.motivation.wizard.step_pay import PayStep
from ui.motivation.wizard.step_services import ServicesStep
from ui.motivation.wizard.work_matrix import WorkMatrix

Open = Callable[..., Desk]


@pytest.fixture
def wizard(open_company: Open) -> WizardScreen:
    """An empty draft over a firm where Olena has found a client and is paid for it."""
    return begin(open_company(), Source.EMPTY)


def cells(matrix: WorkMatrix, function: Function) -> list[tuple[str, bool]]:
    """What stands under each person, and whether it is ticked."""
    row, model = list(Function).index(function), matrix.work
    return [
        (
            plain(model.index(row, at).data() or ""),
            model.index(row, at).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked,
        )
        for at in range(model.columnCount())
    ]


def test_the_matrix_is_filled_from_what_people_really_did(wizard: WizardScreen) -> None:
    step = wizard.functions
    assert [step.matrix.work.headerData(0, Qt.Orientation.Horizontal)] == ["Olena"]
    [(figures, ticked)] = cells(step.matrix, Function.FINDING)
    assert (figures.splitlines()[0], ticked) == ("2 orders", True)
    assert step.matrix.work.headerData(0, Qt.Orientation.Vertical) == "Finding the client\nneeded"
    assert step.matrix.work.headerData(1, Qt.Orientation.Vertical) == "Selling\nto be decided"
    assert (unnamed(wizard.page), tab_faults(wizard.page)) == ([], [])


def test_what_history_offered_is_the_answer_once_the_step_is_left(wizard: WizardScreen) -> None:
    assert wizard.functions.card is not None
    wizard.go_on()
    told = {one.function: one for one in wizard.draft.answers.functions.functions}
    assert (told[Function.FINDING].needed, len(told[Function.FINDING].people)) == (True, 1)
    assert told[Function.SELLING].needed is None


def test_a_tick_by_space_names_somebody(wizard: WizardScreen) -> None:
    step = wizard.functions
    step.matrix.show_function(Function.SELLING)
    for ticked in (True, False):
        QTest.keyClick(step.matrix, Qt.Key.Key_Space)
        assert [one for _text, one in cells(step.matrix, Function.SELLING)] == [ticked]
    QTest.keyClick(step.matrix, Qt.Key.Key_Return)
    answer = next(one for one in wizard.draft.answers.functions.functions if one.function is Function.SELLING)
    assert (answer.needed, len(answer.people)) == (True, 1)


def test_somebody_who_did_nothing_yet_is_found_by_name_and_a_position_may_do_it(wizard: WizardScreen) -> None:
    step = wizard.functions
    step.matrix.show_function(Function.DELIVERING)
    assert step.card is not None
    type_into(step.card.somebody, "Petro")
    assert step.matrix.work.columnCount() == 2
    type_into(step.card.position, "Project manager")
    step.card.position.editingFinished.emit()
    answer = next(one for one in wizard.draft.answers.functions.functions if one.function is Function.DELIVERING)
    assert (answer.position, len(answer.people), answer.needed) == ("Project manager", 1, True)


def test_hours_are_a_cost_beside_the_pay(wizard: WizardScreen) -> None:
    step = wizard.functions
    assert step.card is not None
    [hours] = step.card.hours.values()
    type_into(hours.line, "10.5")
    hours.read()
    [typed] = wizard.draft.answers.functions.hours
    assert (typed.function, typed.minutes_per_month) == (Function.FINDING, 630)
    assert any(text.endswith("in 12 months") and " an hour, " in text for text in wizard.texts)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ten", "Enter the hours as a number: 12 or 12.5."),
        ("800", "A month has 744 hours at most: enter 0 to 744."),
        ("-1", "A month has 744 hours at most: enter 0 to 744."),
    ],
)
def test_hours_that_are_none_are_said_and_the_step_waits(wizard: WizardScreen, typed: str, said: str) -> None:
    step = wizard.functions
    assert step.card is not None
    [hours] = step.card.hours.values()
    type_into(hours.line, typed)
    wizard.go_on()
    assert hours.line.accessibleDescription() == said
    assert said in wizard.texts
    assert (wizard.step, wizard.draft.answers.functions.hours) == (Step.FUNCTIONS, ())
    assert hours.line.text() == typed


def test_a_function_that_a_machine_does_is_so_in_the_later_step(wizard: WizardScreen) -> None:
    step = wizard.functions
    step.matrix.show_function(Function.COLLECTING)
    assert step.card is not None
    click(step.card.machine)
    assert wizard.draft.answers.collecting.way is CollectingWay.AUTOMATED
    not_needed = step.card.needed.button(1)
    click(not_needed)
    answer = next(one for one in wizard.draft.answers.functions.functions if one.function is Function.COLLECTING)
    assert answer.needed is False


def test_what_is_odd_leads_to_its_function(wizard: WizardScreen) -> None:
    step = wizard.functions
    buttons = [one for one in step.found.findChildren(QPushButton) if one.text() == "Show «Running the project»"]
    assert any(text.startswith("Nobody held «Running the project»") for text in wizard.texts)
    click(buttons[0])
    assert step.matrix.function is Function.DELIVERING
    assert step.card is not None
    assert step.card.function is Function.DELIVERING


def test_services_are_chosen_one_or_both(wizard: WizardScreen) -> None:
    wizard.go(Step.SERVICES)
    cards = wizard.view(ServicesStep).cards.cards
    click(cards[ServiceKind.COMPLEX])
    assert wizard.draft.answers.services == {ServiceKind.COMPLEX}
    QTest.keyClick(cards[ServiceKind.STANDARD], Qt.Key.Key_Space)
    assert wizard.draft.answers.services == set(ServiceKind)
    QTest.keyClick(cards[ServiceKind.COMPLEX], Qt.Key.Key_Return)
    assert wizard.draft.answers.services == {ServiceKind.STANDARD}
    assert tab_faults(wizard.page) == []


def test_the_way_of_pay_preselects_the_orders_and_says_why(wizard: WizardScreen) -> None:
    wizard.go(Step.PAY)
    step = wizard.view(PayStep)
    click(step.cards.cards[PayKind.SALARY_AND_BONUS])
    first = wizard.draft.answers.first
    assert (first.way, wizard.draft.answers.later.way) == (FirstWay.PREMIUM, LaterWay.NOBODY)
    assert first.premium_minor > 0, "sized by the usual first order of the firm"
    assert any(text.startswith("People with a salary are paid for their time") for text in wizard.texts)
    click(step.cards.cards[PayKind.BONUS_ONLY])
    assert (wizard.draft.answers.first.way, wizard.draft.answers.later.way) == (
        FirstWay.PERCENT,
        LaterWay.FINDER_LOWER,
    )
    assert "preselected, yours to change" in wizard.texts
    click(next(one for one in step.why.findChildren(QPushButton) if one.text() == "4. The first order"))
    assert wizard.step is Step.FIRST


def test_what_the_director_has_answered_is_not_preselected_over(open_company: Open) -> None:
    wizard = begin(open_company(), Source.TEMPLATE, "every-order")
    rules = wizard.draft.rules
    wizard.go(Step.PAY)
    click(wizard.view(PayStep).cards.cards[PayKind.SALARY_AND_BONUS])
    assert wizard.draft.rules == rules
    assert wizard.texts.count("your own answer, which stays") == 2


def test_sums_that_are_none_are_said_at_the_field(wizard: WizardScreen) -> None:
    wizard.go(Step.PAY)
    step = wizard.view(PayStep)
    click(step.cards.cards[PayKind.BONUS_ONLY])
    guarantee = step.form.input("guarantee_minor").inner
    type_into(guarantee, "12 000,50")
    assert wizard.draft.answers.pay.guarantee_minor == 12_000_50
    type_into(guarantee, "much")
    wizard.go_on()
    assert wizard.step is Step.PAY
    assert "much" in step.form.sentence("guarantee_minor")
    type_into(guarantee, "-5")
    assert step.form.sentence("guarantee_minor")
    assert wizard.draft.answers.pay.guarantee_minor == 12_000_50
    type_into(guarantee, "")
    type_into(step.form.input("draw_minor").inner, "3000")
    step.form.input("draw_recoverable").inner.setFocus()
    assert (wizard.draft.answers.pay.guarantee_minor, wizard.draft.answers.pay.draw_minor) == (0, 3_000_00)
    assert wizard.draft.answers.pay.draw_recoverable
