"""Steps 9 and 10 as a director ends the way: the check, the limit, for whom and from when, and into force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from app.calc.facts import Function
from app.calc.scheme import Percent
from app.motivation.draft.answers import FirstOrder, FirstShare, FirstWay, LaterOrders, LaterWay
from app.motivation.draft.changing import added, answered
from app.motivation.draft.records import Source
from app.motivation.draft.steps import Step
from tests.support.form_pages import type_into
from tests.support.looks import tab_faults
from tests.support.pages import Desk, agree_to, click, unnamed, wait_until
from tests.support.wizard_pages import WizardScreen, begin, button_of
from ui.motivation.wizard.step_check import CheckStep

Open = Callable[..., Desk]


@pytest.fixture
def wizard(open_company: Open) -> WizardScreen:
    """Finders are to earn 60 % of every order: more than the margin bears."""
    wizard = begin(open_company(), Source.EMPTY)
    answers = replace(
        wizard.draft.answers,
        first=FirstOrder(FirstWay.PERCENT, shares=(FirstShare(Function.FINDING, 600_000),)),
        later=LaterOrders(LaterWay.FINDER_LOWER, finder_rates_ppm=(600_000,)),
    )
    assert wizard.page.desk is not None
    wizard.page.desk.change(answered(wizard.draft, answers, Step.LATER).by_answer)
    return wizard


def faults(wizard: WizardScreen) -> tuple[list[str], list[str]]:
    """What has no name, and where Tab goes back: in a window so high that all of the step is in sight."""
    wizard.page.resize(1280, 2_400)
    wait_until(lambda: wizard.page.height() > 2_000)
    QApplication.processEvents()
    return unnamed(wizard.page), tab_faults(wizard.page)


def codes(wizard: WizardScreen) -> dict[str, bool]:
    """Every finding, and whether it keeps the scheme from force."""
    return {one.found.remark.code: one.found.open for one in wizard.remarks}


def test_the_check_says_what_it_found_with_an_example_and_what_mends_it(wizard: WizardScreen) -> None:
    wizard.go(Step.CHECK)
    assert codes(wizard)["cost_above_limit"]
    assert "Lower the rates." in wizard.texts
    assert any(
        text.startswith("All bonuses came to 1,200.00 UAH, which is 60 % of the margin") for text in wizard.texts
    )
    assert any(text.startswith("Looked at the history of the firm to the end of") for text in wizard.texts)
    assert "Choose the people whom the scheme is to pay." in wizard.texts
    assert faults(wizard) == ([], [])


def test_the_limit_is_the_directors(wizard: WizardScreen) -> None:
    wizard.go(Step.CHECK)
    limit = wizard.view(CheckStep).limit
    line = limit.form.input("limit_ppm").inner
    type_into(line, "150")
    wizard.go_on()
    assert (wizard.step, limit.form.sentence("limit_ppm")) == (
        Step.CHECK,
        "The limit must lie between 0 and 100 % of the margin.",
    )
    type_into(line, "70")
    wait_until(lambda: "cost_above_limit" not in codes(wizard))
    assert wizard.asked(lambda office, actor: office.scheme_drafts.limit(actor)) == 700_000
    type_into(line, "")
    assert limit.form.sentence("limit_ppm")
    type_into(line, "55")
    limit.keep()
    assert "cost_above_limit" in codes(wizard)


def test_a_finding_is_accepted_with_a_reason_and_that_is_withdrawn(wizard: WizardScreen) -> None:
    wizard.go(Step.CHECK)
    card = next(one for one in wizard.remarks if one.found.remark.code == "cost_above_limit")
    wizard.accept(card, "the first year")
    assert not codes(wizard)["cost_above_limit"]
    assert any(text.startswith("Accepted by olha, ") and text.endswith(": the first year") for text in wizard.texts)
    card = next(one for one in wizard.remarks if one.found.remark.code == "cost_above_limit")
    click(button_of(card, "Withdraw"))
    assert codes(wizard)["cost_above_limit"]


def test_a_finding_leads_to_its_step_and_a_rule_by_hand_to_the_rule_editor(wizard: WizardScreen) -> None:
    assert wizard.page.desk is not None
    edits: list[str] = []
    wizard.page.rule_wished.connect(edits.append)
    [own] = wizard.draft.rules
    wizard.page.desk.change(added(wizard.draft, replace(own.rule, key="mine", rate=Percent(10_000))))
    wizard.go(Step.CHECK)
    twice = next(one for one in wizard.remarks if one.found.remark.code == "paid_twice")
    links = [one for one in twice.findChildren(QPushButton) if one.property("link")]
    click(links[0])
    assert edits == ["mine"] or wizard.step in {Step.FIRST, Step.LATER}


def test_a_rule_too_much_is_removed_at_once_and_the_check_made_again(wizard: WizardScreen) -> None:
    assert wizard.page.desk is not None
    [own] = wizard.draft.rules
    wizard.page.desk.change(added(wizard.draft, replace(own.rule, key="mine", rate=Percent(10_000))))
    wizard.go(Step.CHECK)
    twice = next(one for one in wizard.remarks if one.found.remark.code == "paid_twice")
    click(button_of(twice, "Remove the rule"))
    wait_until(lambda: "paid_twice" not in codes(wizard))
    assert len(wizard.draft.rules) == 1


def test_a_day_in_a_closed_month_or_no_day_is_said_at_the_field(wizard: WizardScreen) -> None:
    wizard.go(Step.IN_FORCE)
    entry = wizard.entry
    day = entry.form.input("valid_from").inner
    type_into(day, "01.12.2023")
    assert "01.01.2024" in entry.form.sentence("valid_from")
    wizard.go_back()
    assert wizard.step is Step.IN_FORCE
    type_into(day, "soon")
    assert entry.form.sentence("valid_from")
    type_into(day, "01.02.2024")
    assert wizard.draft.valid_from.isoformat() == "2024-02-01"
    type_into(entry.form.input("name").inner, "")
    wizard.go_on()
    assert entry.form.sentence("name") == "Enter a name."
    assert [one for one in wizard.desk.window.findChildren(QDialog) if one.isVisible()] == []


def test_the_people_are_ticked_and_what_ends_for_them_is_said(wizard: WizardScreen) -> None:
    wizard.go(Step.IN_FORCE)
    entry = wizard.entry.list
    assert entry is not None
    olena = next(tick for tick in entry.ticks.values() if tick.text() == "Olena")
    click(olena)
    assert len(wizard.draft.people) == 1
    assert "begins" in wizard.texts
    entry = wizard.entry.list
    assert entry is not None
    [goes_on] = entry.going_on.values()
    assert goes_on.text() == "«The finder» goes on beside it"
    assert "does not begin" in wizard.texts, "both would begin on the same day"
    click(goes_on)
    assert len(wizard.draft.keeps) == 1
    assert "does not begin" not in wizard.texts
    assert unnamed(wizard.page) == []


def test_what_keeps_it_from_force_is_listed_and_leads_to_where_it_is_mended(wizard: WizardScreen) -> None:
    wizard.go(Step.IN_FORCE)
    wizard.pay_everybody()
    wizard.put_in_force()
    refusals = wizard.entry.refusals
    links = [one for one in refusals.findChildren(QPushButton) if one.text() == "9. Check"]
    assert links
    assert links[0].accessibleDescription().startswith("All bonuses came to")
    assert wizard.ended == []
    click(links[0])
    assert wizard.step is Step.CHECK
    wizard.accept_all("the first year")
    wizard.go_on()
    wizard.put_in_force()
    [scheme_id] = wizard.ended
    [approval] = wizard.asked(lambda office, actor: office.scheme_drafts.approvals(actor, "scheme"))
    assert (scheme_id, approval.login) == (2, "olha")
    assert {one.reason for one in approval.accepted} == {"the first year"}
    assert wizard.asked(lambda office, actor: office.scheme_drafts.list(actor)) == ()


def test_a_draft_without_people_leads_to_them(wizard: WizardScreen, qtbot: QtBot) -> None:
    wizard.go(Step.IN_FORCE)
    assert wizard.entry.list is not None
    area = next(one for one in wizard.page.findChildren(QScrollArea) if one.isAncestorOf(wizard.entry))
    wizard.entry.setMinimumHeight(3000)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 2000)
    area.verticalScrollBar().setValue(2000)
    wizard.put_in_force()
    title = next(one for one in wizard.entry.refusals.findChildren(QLabel) if one.text().startswith("It is not"))
    qtbot.waitUntil(lambda: title.visibleRegion().boundingRect() == title.rect())
    texts = wizard.texts
    assert "It is not in force: this keeps it from that" in texts
    assert "Choose the people whom the scheme is to pay." in texts
    wizard.pay_everybody()
    assert "It is not in force: this keeps it from that" not in wizard.texts


def test_the_scheme_stands_there_in_plain_words(wizard: WizardScreen) -> None:
    wizard.go(Step.IN_FORCE)
    assert wizard.entry.list is not None
    assert any("60 %" in text and "found the client" in text for text in wizard.texts)


def test_the_yes_may_be_taken_back(wizard: WizardScreen) -> None:
    wizard.go(Step.IN_FORCE)
    wizard.pay_everybody()
    wizard.go_on()
    dialog = next(one for one in wizard.desk.window.findChildren(QDialog) if one.isVisible())
    dialog.reject()
    assert wizard.ended == []
    wizard.go_on()
    agree_to(next(one for one in wizard.desk.window.findChildren(QDialog) if one.isVisible()))
    assert wizard.ended == []
