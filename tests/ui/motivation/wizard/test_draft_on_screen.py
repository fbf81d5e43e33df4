"""A draft in the wizard's window: it saves itself, is left and resumed, and two people may meet on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap import Office
from app.calc.facts import ServiceKind
from app.calc.scheme import Percent
from app.kernel.errors import Busy
from app.motivation.draft.changing import edited
from app.motivation.draft.records import Source
from app.motivation.draft.service import SchemeDraftService
from app.motivation.draft.steps import Step
from tests.support.clock import FrozenClock
from tests.support.form_pages import type_into
from tests.support.pages import Desk, click, wait_until
from tests.support.wizard_pages import WizardScreen, begin, open_dialog
from ui.kit.dialog import QuestionDialog
from ui.motivation.wizard.start import StartDialog, ask_start
from ui.motivation.wizard.step_services import ServicesStep

Open = Callable[..., Desk]


def other_window(company: Path, clock: FrozenClock, wizard: WizardScreen, name: str) -> None:
    """Somebody else saves the draft under another name."""
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        stored = office.scheme_drafts.get(actor, wizard.page.draft_id)
        changed = replace(stored.draft, name=name)
        office.scheme_drafts.save(actor, stored.row.id, stored.row.version, changed)


def test_the_name_follows_what_is_chosen_until_one_is_typed(open_company: Open) -> None:
    desk = open_company()
    assert desk.window.workspace is not None
    ask_start(desk.window.workspace.context, desk.window, lambda _id: None)
    dialog = open_dialog(desk, StartDialog)
    assert len(dialog.cards.cards) == 12
    assert dialog.name.text() == "Premium for a new client"
    click(dialog.cards.cards[Source.IN_FORCE, "finder"])
    assert dialog.name.text() == "The finder"
    type_into(dialog.name, "Mine")
    click(dialog.cards.cards[Source.EMPTY, ""])
    assert dialog.name.text() == "Mine"
    type_into(dialog.name, "")
    click(dialog.begin)
    assert dialog.isVisible()
    assert dialog.name.accessibleDescription() == "Enter a name."
    dialog.reject()


def test_arrows_choose_and_enter_begins(open_company: Open) -> None:
    desk = open_company()
    assert desk.window.workspace is not None
    begun: list[int] = []
    ask_start(desk.window.workspace.context, desk.window, begun.append)
    dialog = open_dialog(desk, StartDialog)
    card = dialog.cards.cards[Source.TEMPLATE, "every-order"]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert dialog.name.text() == "Every order of my client"
    assert begun == [], "the first Enter chooses"
    QTest.keyClick(card, Qt.Key.Key_Return)
    wait_until(lambda: bool(begun))


def test_a_draft_begins_empty_from_a_template_or_from_a_scheme_in_force(open_company: Open) -> None:
    desk = open_company()
    for source, key, rules in (
        (Source.EMPTY, "", 0),
        (Source.TEMPLATE, "by-function", 6),
        (Source.IN_FORCE, "finder", 1),
    ):
        wizard = begin(desk, source, key, "Plan 27")
        assert (wizard.draft.name, len(wizard.draft.rules), wizard.step) == ("Plan 27", rules, Step.FUNCTIONS)
        wizard.leave()


def test_what_is_chosen_saves_itself_and_is_there_when_the_draft_is_resumed(open_company: Open) -> None:
    desk = open_company(threads=True)
    wizard = begin(desk, Source.EMPTY)
    wait_until(lambda: wizard.functions.card is not None)
    wizard.go_on()
    click(wizard.view(ServicesStep).cards.cards[ServiceKind.COMPLEX])
    wait_until(lambda: not wizard.page.unsaved)
    assert wizard.stored().answers.services == {ServiceKind.COMPLEX}
    assert wizard.texts_of_head()[-1].startswith("Draft saved ")
    click(wizard.view(ServicesStep).cards.cards[ServiceKind.STANDARD])
    wizard.leave()
    again = WizardScreen(desk, wizard.page.draft_id)
    assert again.step is Step.SERVICES
    assert again.view(ServicesStep).cards.ids == set(ServiceKind)
    again.leave()


def test_closing_the_file_loses_nothing(open_company: Open, company: Path, clock: FrozenClock) -> None:
    desk = open_company(threads=True)
    wizard = begin(desk, Source.EMPTY)
    wait_until(lambda: wizard.functions.card is not None)
    wizard.go(Step.SERVICES)
    click(wizard.view(ServicesStep).cards.cards[ServiceKind.COMPLEX])
    wizard.page.put_aside()
    wizard.close()
    desk.window.close_file()
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        assert office.scheme_drafts.get(actor, wizard.page.draft_id).draft.answers.services == {ServiceKind.COMPLEX}


@pytest.mark.parametrize(("mine", "name"), [(True, "Здесь"), (False, "Там")])
def test_two_windows_on_one_draft_choose_whose_holds(
    open_company: Open, company: Path, clock: FrozenClock, mine: bool, name: str
) -> None:
    wizard = begin(open_company(), Source.EMPTY)
    other_window(company, clock, wizard, "Там")
    assert wizard.page.desk is not None
    wizard.page.desk.change(replace(wizard.draft, name="Здесь"))
    wizard.page.keep()
    wizard.settle(mine=mine)
    wait_until(lambda: not wizard.page.unsaved)
    assert (wizard.draft.name, wizard.stored().name) == (name, name)
    wizard.leave()


def test_a_draft_that_was_removed_elsewhere_is_said_to_be_gone(open_company: Open) -> None:
    wizard = begin(open_company(), Source.EMPTY)
    stored = wizard.asked(lambda office, actor: office.scheme_drafts.get(actor, wizard.page.draft_id))
    wizard.asked(lambda office, actor: office.scheme_drafts.remove(actor, stored.row.id, stored.row.version))
    wizard.go(Step.SERVICES)
    wizard.page.keep()
    assert wizard.warning == "Somebody has removed this draft. Leave it, and begin another one."
    wizard.leave()


def test_an_answer_asks_before_it_takes_the_work_of_a_hand(open_company: Open) -> None:
    wizard = begin(open_company(), Source.TEMPLATE, "every-order")
    assert wizard.page.desk is not None
    [own] = wizard.draft.rules
    by_hand = replace(own.rule, rate=Percent(70_000))
    for keeps in (True, False):
        wizard.page.desk.change(edited(wizard.draft, own.rule.key, by_hand))
        first = replace(
            wizard.draft.answers.first, shares=(replace(wizard.draft.answers.first.shares[0], rate_ppm=90_000 + keeps),)
        )
        wizard.page.desk.answer(replace(wizard.draft.answers, first=first), Step.FIRST)
        (wizard.keep_hand if keeps else wizard.let_answer_win)()
        kept = any(one.rule.rate == Percent(70_000) for one in wizard.draft.rules)
        assert kept is keeps
    wizard.leave()


def test_a_draft_that_cannot_be_saved_is_left_only_when_that_is_agreed_to(open_company: Open) -> None:
    wizard = begin(open_company(), Source.EMPTY)
    wizard.page.keep()
    with patch.object(SchemeDraftService, "save", side_effect=Busy()):
        wizard.go(Step.SERVICES)
        wizard.page.keep()
        assert wizard.warning == "Another program is writing to the file. Wait a moment and try again."
        click(wizard.page.wizard.leave)
        assert wizard.ended == []
        open_dialog(wizard.desk, QuestionDialog).reject()
    wizard.page.keep()
    assert wizard.stored().step is Step.SERVICES
    wizard.leave()


def test_one_walks_on_back_and_to_any_step(open_company: Open) -> None:
    wizard = begin(open_company(), Source.TEMPLATE, "by-function")
    wizard.go_on()
    wizard.go_on()
    wizard.go_back()
    assert wizard.step is Step.SERVICES
    assert wizard.rail["What is sold"] == "step 2, you are here"
    assert wizard.rail["The first order"] == "step 4, done"
    wizard.go(Step.IN_FORCE)
    assert wizard.rail["How people are paid"] == "step 3, not done yet"
    wizard.leave()
