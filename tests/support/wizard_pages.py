"""Drivers of the wizard, by the user's verbs: begin, choose, go on, accept, put in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from app.bootstrap import Office
from app.motivation.draft.model import Draft
from app.motivation.draft.records import Source
from app.motivation.draft.steps import Step
from tests.support.form_pages import plain, type_into
from tests.support.pages import Desk, agree_to, click, wait_until
from ui.kit.dialog import ReasonDialog
from ui.motivation.wizard.desk import LossDialog, StaleDialog
from ui.motivation.wizard.page import WizardPage
from ui.motivation.wizard.remark_card import RemarkCard
from ui.motivation.wizard.start import StartDialog, ask_start
from ui.motivation.wizard.step_check import CheckStep
from ui.motivation.wizard.step_functions import FunctionsStep
from ui.motivation.wizard.step_in_force import InForceStep
from ui.motivation.wizard.step_view import StepView

View = TypeVar("View", bound=StepView)
AskedDialog = TypeVar("AskedDialog", bound=QDialog)


def begin(desk: Desk, source: Source, key: str = "", name: str = "") -> WizardScreen:
    """Ask for a new scheme, choose what it begins with, give it a name where there is one to give."""
    assert desk.window.workspace is not None
    opened: list[WizardScreen] = []
    context = desk.window.workspace.context
    ask_start(context, desk.window, lambda draft_id: opened.append(WizardScreen(desk, draft_id)))
    dialog = open_dialog(desk, StartDialog)
    click(dialog.cards.cards[source, key])
    if name:
        type_into(dialog.name, name)
    click(dialog.begin)
    wait_until(lambda: bool(opened))
    return opened[0]


def open_dialog(desk: Desk, kind: type[AskedDialog]) -> AskedDialog:
    """The dialog of a kind that stands open."""

    def found() -> list[AskedDialog]:
        return [one for one in desk.window.findChildren(kind) if one.isVisible()]

    wait_until(lambda: bool(found()))
    return found()[0]


class WizardScreen:
    """The wizard over a draft, within the window."""

    def __init__(self, desk: Desk, draft_id: int) -> None:
        assert desk.window.workspace is not None
        self.desk = desk
        self.ended: list[Any] = []
        self.page = WizardPage(desk.window.workspace.context, draft_id, desk.window)
        self.page.entered.connect(self.ended.append)
        self.page.left.connect(lambda: self.ended.append("left"))
        self.page.resize(1024, 660)
        self.page.show()
        self.page.raise_()
        wait_until(lambda: self.page.desk is not None)

    @property
    def draft(self) -> Draft:
        """As it stands on screen."""
        assert self.page.desk is not None
        return self.page.desk.draft

    @property
    def step(self) -> Step:
        """The step on screen."""
        return self.draft.step

    @property
    def rail(self) -> dict[str, str]:
        """Every step with how it stands."""
        return {one.accessibleName(): one.accessibleDescription() for one in self.page.wizard.rail.steps}

    @property
    def warning(self) -> str:
        """What the banner says."""
        return self.page.banner.text

    @property
    def texts(self) -> list[str]:
        """Every sentence of the step."""
        assert self.page.view is not None
        return [plain(one.text()) for one in self.page.view.findChildren(QLabel) if one.isVisible() and one.text()]

    def texts_of_head(self) -> list[str]:
        """The title, and how the saving stands."""
        head = self.page.wizard.title.parentWidget()
        return [one.text() for one in head.findChildren(QLabel)] if head else []

    def view(self, kind: type[View]) -> View:
        """The inside of the step, which is of this kind."""
        assert isinstance(self.page.view, kind), self.page.view
        return self.page.view

    def go(self, step: Step) -> None:
        """Click a step on the rail."""
        click(self.page.wizard.rail.steps[step.number - 1])

    def go_on(self) -> None:
        """Click Continue."""
        click(self.page.wizard.on)

    def go_back(self) -> None:
        """Click Back."""
        click(self.page.wizard.back)

    def leave(self) -> None:
        """Click Leave, and let it be saved."""
        click(self.page.wizard.leave)
        wait_until(lambda: bool(self.ended))
        self.close()

    def close(self) -> None:
        """Take it off the screen."""
        self.page.hide()
        self.page.deleteLater()

    def saved(self) -> Draft:
        """Ctrl+S, then what the file has."""
        self.page.keep()
        wait_until(lambda: not self.page.unsaved)
        return self.stored()

    def stored(self) -> Draft:
        """What the file has."""
        draft: Draft = self.asked(lambda office, actor: office.scheme_drafts.get(actor, self.page.draft_id)).draft
        return draft

    def asked(self, question: Callable[[Office, Any], Any]) -> Any:
        """Ask the books."""
        context = self.page.context
        found: list[Any] = []
        context.lanes.read.ask(self.page, lambda office, _: question(office, context.actor), found.append)
        wait_until(lambda: bool(found))
        return found[0]

    def keep_hand(self) -> None:
        """Answer the question: what was written by hand stays."""
        click(open_dialog(self.desk, LossDialog).keep)

    def let_answer_win(self) -> None:
        """Answer the question: the answer replaces what was written by hand."""
        click(open_dialog(self.desk, LossDialog).replace)

    def settle(self, *, mine: bool) -> None:
        """Two windows, one draft: whose holds."""
        dialog = open_dialog(self.desk, StaleDialog)
        click(dialog.keep_mine if mine else dialog.take_theirs)

    # step 1

    @property
    def functions(self) -> FunctionsStep:
        """Step 1, once history has been looked at."""
        view = self.view(FunctionsStep)
        wait_until(lambda: view.card is not None)
        return view

    # step 9

    @property
    def remarks(self) -> list[RemarkCard]:
        """The findings, once the check is made."""
        view = self.view(CheckStep)
        wait_until(lambda: bool(view.summary.text))
        return [one for one in view.remarks.findChildren(RemarkCard) if one.isVisibleTo(view)]

    def accept(self, remark: RemarkCard, reason: str) -> None:
        """Accept a finding with a reason."""
        click(button_of(remark, "Accept …"))
        dialog = open_dialog(self.desk, ReasonDialog)
        type_into(dialog.reason_edit, reason)
        agree_to(dialog)

    def accept_all(self, reason: str) -> None:
        """Accept whatever keeps the scheme from force."""
        for _ in range(len(self.remarks)):
            standing = next((one for one in self.remarks if one.found.open), None)
            if standing is None:
                return
            self.accept(standing, reason)

    # step 10

    @property
    def entry(self) -> InForceStep:
        """Step 10, once the people are known."""
        view = self.view(InForceStep)
        wait_until(lambda: view.list is not None)
        return view

    def pay_everybody(self) -> None:
        """Choose everybody."""
        entry = self.entry.list
        assert entry is not None
        click(next(one for one in entry.findChildren(QPushButton) if one.text() == "Everybody"))

    def put_in_force(self) -> None:
        """Click the last button and agree."""
        self.go_on()
        agree_to(next(one for one in self.desk.window.findChildren(QDialog) if one.isVisible()))


def button_of(card: RemarkCard, text: str) -> QPushButton:
    """A button of a card."""
    return next(one for one in card.findChildren(QPushButton) if one.text() == text)
