"""Steps 4 to 7 as a director fills them in: a way is chosen, sums are typed, the rules follow in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QTest

from app.calc.facts import Function
from app.calc.scheme import ByOrder, EventKind, Fixed, HoldBack, Percent, Release
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.motivation.draft.answers import CollectingWay, ExtensionWay, FirstWay, LaterWay
from app.motivation.draft.records import Source
from app.motivation.draft.steps import Step
from tests.support.form_pages import plain
from tests.support.looks import tab_faults
from tests.support.pages import Desk, click, unnamed, wait_until
from tests.support.rule_pages import StepScreen
from tests.support.wizard_pages import WizardScreen, begin

Open = Callable[..., Desk]


@pytest.fixture
def wizard(open_company: Open) -> WizardScreen:
    """An empty draft."""
    return begin(open_company(), Source.EMPTY)


def rules_of(wizard: WizardScreen) -> Any:
    """The rules of the draft by now."""
    return wizard.draft.rules


def rule_of(wizard: WizardScreen, key: str) -> Any:
    """One of them."""
    return wizard.draft.rule(key)


def test_a_premium_becomes_a_rule_as_it_is_typed(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.FIRST)
    step.choose(FirstWay.PREMIUM)
    assert "premium" in step.view.faults.text()
    step.type("premium_minor", "500")
    step.type("held_until", "Until an invoice")
    step.type("held", "20")
    assert not step.view.faults.text()
    [own] = rules_of(wizard)
    assert (own.rule.event, own.rule.rate) == (EventKind.CLIENT_WON, Fixed(50_000))
    assert own.rule.hold_back == HoldBack(200_000, Release.SETTLED)
    assert step.list.said[0].startswith("Whoever found the client earns 500.00 UAH")
    assert wizard.saved().rules == rules_of(wizard)


def test_another_way_keeps_what_was_typed_for_the_first_one(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.FIRST)
    step.choose(FirstWay.PREMIUM)
    step.type("premium_minor", "500")
    step.choose(FirstWay.PERCENT)
    step.type_row("shares", 0, "rate", "12")
    assert rules_of(wizard)[0].rule.rate == Percent(120_000)
    step.choose(FirstWay.PREMIUM)
    assert rules_of(wizard)[0].rule.rate == Fixed(50_000)
    assert plain(step.form.input("premium_minor").text()) == "500.00"


def test_the_usual_first_order_is_told_with_what_it_would_give(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.FIRST)
    wait_until(lambda: bool(step.view.history.text()))
    step.choose(FirstWay.PERCENT)
    step.type_row("shares", 0, "rate", "10")
    assert "A usual first order" in step.view.history.text()
    assert "Finding the client ₴" in step.view.history.text()


def test_premiums_that_rise(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.FIRST)
    step.choose(FirstWay.PREMIUM)
    step.type("rises", "yes")
    step.type_row("rising", 0, "up_to", "1")
    step.type_row("rising", 0, "rate", "1000")
    click(step.rows("rising").add_button)
    step.type_row("rising", 1, "rate", "1500")
    assert wizard.draft.answers.first.rising == Tiers(
        Measure.QUARTER_COUNT, TierMode.MARGINAL, (Band(1, 0, None, 100_000), Band(None, 0, None, 150_000))
    )
    assert len(step.list.said) == 1


def test_every_way_of_later_orders_makes_its_rules(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.LATER)
    step.choose(LaterWay.NOBODY)
    assert rules_of(wizard) == ()
    step.choose(LaterWay.FINDER_LOWER)
    step.type("finder_rates", "5; 2")
    assert rules_of(wizard)[0].rule.rate == ByOrder((50_000, 50_000, 20_000))
    step.choose(LaterWay.FINDER_LIMITED)
    step.type("limited", "4")
    step.type("limited_months", "12")
    assert "12" in step.list.said[0]
    step.choose(LaterWay.BACK_TO_SALES)
    step.type("seller", "6")
    step.type("hand_back", "1")
    assert [own.rule.recipient for own in rules_of(wizard)] == [Function.SELLING, Function.DELIVERING]
    step.choose(LaterWay.SPLIT)
    click(step.rows("shares").add_button)
    step.type_row("shares", 0, "function", "Running")
    step.type_row("shares", 0, "rates", "2")
    step.type_row("shares", 0, "base", "The margin")
    assert [own.rule.recipient for own in rules_of(wizard)] == [Function.DELIVERING]


def test_collecting_has_its_own_pay_by_days_late_and_papers_earn_too(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.COLLECTING)
    step.choose(CollectingWay.ANOTHER_PERSON)
    step.type("staff_no", "Olena")
    step.type("rate", "1")
    for days, kept in (("29", "100"), ("", "50")):
        click(step.rows("late").add_button)
        at = len(step.rows("late").rows) - 1
        step.type_row("late", at, "up_to_days", days)
        step.type_row("late", at, "keep", kept)
    click(step.rows("papers").add_button)
    step.type_row("papers", 0, "function", "Invoice")
    step.type_row("papers", 0, "fixed", "100")
    collecting, paper = (own.rule for own in rules_of(wizard))
    assert collecting.late == (LateBand(29, 1_000_000), LateBand(None, 500_000))
    assert (paper.event, paper.rate) == (EventKind.INVOICE_ISSUED, Fixed(10_000))
    assert len(step.list.said) == 2


def test_growth_is_an_own_rule_for_extensions_and_a_table_over_receipts(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.GROWING)
    step.choose(ExtensionWay.OWN_RULE)
    step.type("extension", "10")
    step.type("has_ladder", "yes")
    step.type_row("ladder", 0, "up_to", "100000")
    step.type_row("ladder", 0, "rate", "1")
    click(step.rows("ladder").add_button)
    step.type_row("ladder", 1, "rate", "2")
    step.type("ladder_every", "Month")
    step.type("ladder_cap", "5000")
    rules = {own.rule.key: own.rule for own in rules_of(wizard)}
    assert set(rules) == {"extensions", "ladder"}
    assert rules["ladder"].rate == Tiers(
        Measure.MONTH_TOTAL, TierMode.MARGINAL, (Band(10_000_000, 10_000), Band(None, 20_000))
    )
    assert rules["ladder"].per_period is not None


def test_a_hand_s_edit_is_marked_restored_and_removed(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.FIRST)
    step.choose(FirstWay.PREMIUM)
    step.type("premium_minor", "500")
    dialog, editor = step.list.edit("premium")
    editor.type("tag", "vip")
    click(dialog.take_button)
    assert rule_of(wizard, "premium").rule.when.client_tag == "vip"
    assert "edited by hand" in step.list.origin("premium")
    click(step.list.card("premium").restore)
    assert rule_of(wizard, "premium").rule.when.client_tag is None
    assert "edited by hand" not in step.list.origin("premium")
    click(step.list.card("premium").remove)
    assert rules_of(wizard) == ()
    assert step.list.said == []


def test_a_rule_of_one_s_own_stands_among_those_of_the_step(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.GROWING)
    dialog, editor = step.list.write()
    editor.type("percent", "3")
    click(dialog.take_button)
    assert [own.rule.rate for own in rules_of(wizard)] == [Percent(30_000)]
    assert "a rule of your own" in step.list.origin("rule")


def test_a_rule_that_is_wrong_is_not_taken_over(wizard: WizardScreen) -> None:
    step = StepScreen(wizard, Step.GROWING)
    dialog, editor = step.list.write()
    editor.type("percent", "")
    click(dialog.take_button)
    assert dialog.isVisible()
    assert editor.editor.wrong["percent"] == "Fill this in."
    assert dialog.focusWidget() is editor.editor.form_of("percent").input("percent").inner
    editor.type("percent", "3")
    click(dialog.take_button)
    assert len(rules_of(wizard)) == 1


@pytest.mark.parametrize("step", [Step.FIRST, Step.LATER, Step.COLLECTING, Step.GROWING])
def test_everything_has_a_name_and_is_reached_by_tab(wizard: WizardScreen, step: Step) -> None:
    screen = StepScreen(wizard, step)
    wizard.page.resize(1024, 1600)  # all of it in sight
    for way in screen.view.cards.cards:
        screen.choose(way)
        QTest.qWait(20)
        assert (unnamed(wizard.page), tab_faults(wizard.page)) == ([], [])
