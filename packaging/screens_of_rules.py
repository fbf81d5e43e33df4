"""The steps of the wizard, and the rule editor: grabbed by ``screens.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.main_window import MainWindow

_ALL_IN_SIGHT = 2300


def open_rules(
    window: MainWindow, opened: Callable[[QWidget, str], Iterator[tuple[str, QWidget]]]
) -> Iterator[tuple[str, QWidget]]:
    """Steps of the wizard over a template with tables, a rule in the editor, and all of its rules in a list."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from app.kernel.actor import Permission
    from app.motivation.draft.records import Source
    from app.motivation.draft.steps import Step
    from ui.motivation.rules.scheme_editor import SchemeEditor
    from ui.motivation.wizard.page import WizardPage
    from ui.motivation.wizard.rules_step import RulesStep

    context = window.workspace.context if window.workspace else None
    if context is None or not context.actor.may(Permission.EDIT_SCHEMES):
        return
    begun: list[int] = []
    context.lanes.work.ask(
        window,
        lambda office, _: (
            office.scheme_drafts.start(context.actor, Source.TEMPLATE, "salary-and-accelerator", "Premia").value
        ),
        begun.append,
    )
    wizard, editor = WizardPage(context, begun[0]), SchemeEditor(context, begun[0])
    for page in (wizard, editor):
        page.setParent(window, Qt.WindowType.Window)
        page.resize(window.width(), _ALL_IN_SIGHT)
        page.show()
    for step in (one for one in Step if one is not Step.HISTORY):  # which the trial screens show
        wizard.desk.go(step) if wizard.desk is not None else None
        QApplication.processEvents()
        yield f"wizard-{step.number}", wizard
    if wizard.desk is not None:
        wizard.desk.go(Step.GROWING)
        QApplication.processEvents()
    if isinstance(wizard.view, RulesStep):
        wizard.view.rules.cards[0].edit.click()
        yield from opened(wizard, "wizard-rule")
    yield "scheme-rules", editor
    for page in (wizard, editor):
        page.close()
        page.deleteLater()
