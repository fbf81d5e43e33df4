"""Drivers of the wizard's steps 4 to 7, of the list of rules and of the editor's dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel

from app.motivation.draft.steps import Step
from tests.support.form_pages import plain, type_into
from tests.support.pages import Desk, click, wait_until
from tests.support.rule_desk import RuleScreen
from tests.support.wizard_pages import WizardScreen, open_dialog
from ui.kit.form_part import FormPart
from ui.motivation.rules.dialog import RuleDialog
from ui.motivation.rules.rules_list import RuleCard, RulesList
from ui.motivation.wizard.rules_step import RulesStep


class RulesScreen:
    """A list of rules, and the dialogs that open from it."""

    def __init__(self, desk: Desk, rules: RulesList) -> None:
        self.desk, self.rules = desk, rules

    @property
    def said(self) -> list[str]:
        """The rules in words."""
        return [plain(card.said.text()) for card in self.rules.cards]

    def card(self, key: str) -> RuleCard:
        """The card of a rule."""
        return next(card for card in self.rules.cards if card.key == key)

    def origin(self, key: str) -> str:
        """What a card says of where its rule comes from."""
        return next(one.text() for one in self.card(key).findChildren(QLabel) if one.text().startswith("«"))

    def edit(self, key: str) -> tuple[RuleDialog, RuleScreen]:
        """Open a rule in the editor."""
        click(self.card(key).edit)
        return self.opened()

    def write(self) -> tuple[RuleDialog, RuleScreen]:
        """Begin a rule of one's own."""
        click(self.rules.add)
        return self.opened()

    def opened(self) -> tuple[RuleDialog, RuleScreen]:
        """The editor that stands open."""
        dialog = open_dialog(self.desk, RuleDialog)
        return dialog, RuleScreen(dialog.editor)


class StepScreen:
    """One of the steps whose answers make rules."""

    def __init__(self, wizard: WizardScreen, step: Step) -> None:
        wizard.go(step)
        self.wizard = wizard
        self.view = wizard.view(RulesStep)
        wait_until(lambda: self.view.form is not None)
        self.list = RulesScreen(wizard.desk, self.view.rules)

    @property
    def form(self) -> FormPart:
        """The fields."""
        assert self.view.form is not None
        return self.view.form

    def choose(self, way: Any) -> None:
        """Click a card."""
        click(self.view.cards.cards[way])

    def type(self, key: str, text: str) -> None:
        """Type into a field, or choose what begins so."""
        type_into(self.form.input(key).inner, text)

    def rows(self, key: str) -> Any:
        """A table of the step."""
        made: Any = self.form.input(key)
        return made.rows

    def type_row(self, key: str, at: int, column: str, text: str) -> None:
        """Type into an input of a row."""
        type_into(self.rows(key).rows[at].cells[column].inner, text)
