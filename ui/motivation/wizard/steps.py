"""Which widget shows which step; a step's module is loaded when the step is first shown."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from app.motivation.draft.steps import Step
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.step_view import NotBuiltView, StepView

VIEWS: Mapping[Step, tuple[str, str]] = {
    Step.FUNCTIONS: ("ui.motivation.wizard.step_functions", "FunctionsStep"),
    Step.SERVICES: ("ui.motivation.wizard.step_services", "ServicesStep"),
    Step.PAY: ("ui.motivation.wizard.step_pay", "PayStep"),
    Step.FIRST: ("ui.motivation.wizard.step_sales_first", "FirstStep"),
    Step.LATER: ("ui.motivation.wizard.step_sales_later", "LaterStep"),
    Step.COLLECTING: ("ui.motivation.wizard.step_collecting", "CollectingStep"),
    Step.GROWING: ("ui.motivation.wizard.step_growing", "GrowingStep"),
    Step.HISTORY: ("ui.motivation.trial.step", "TrialStep"),
    Step.CHECK: ("ui.motivation.wizard.step_check", "CheckStep"),
    Step.IN_FORCE: ("ui.motivation.wizard.step_in_force", "InForceStep"),
}
"""Module and class, by step."""


def view_of(step: Step, desk: WizardDesk) -> StepView:
    """The inside of a step over ``desk``."""
    module, name = VIEWS[step]
    if not _built(module):
        return NotBuiltView(desk)
    made: StepView = getattr(import_module(module), name)(desk)
    return made


def _built(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even its room
        return False
