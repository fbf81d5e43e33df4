"""Which widget shows which step; a step's module is loaded when the step is first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.motivation.draft.steps import Step
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.step_view import StepView


def _functions(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_functions import FunctionsStep

    return FunctionsStep(desk)


def _services(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_services import ServicesStep

    return ServicesStep(desk)


def _pay(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_pay import PayStep

    return PayStep(desk)


def _first(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_sales_first import FirstStep

    return FirstStep(desk)


def _later(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_sales_later import LaterStep

    return LaterStep(desk)


def _collecting(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_collecting import CollectingStep

    return CollectingStep(desk)


def _growing(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_growing import GrowingStep

    return GrowingStep(desk)


def _history(desk: WizardDesk) -> StepView:
    from ui.motivation.trial.step import TrialStep

    return TrialStep(desk)


def _check(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_check import CheckStep

    return CheckStep(desk)


def _in_force(desk: WizardDesk) -> StepView:
    from ui.motivation.wizard.step_in_force import InForceStep

    return InForceStep(desk)


VIEWS: Mapping[Step, Callable[[WizardDesk], StepView]] = {
    Step.FUNCTIONS: _functions,
    Step.SERVICES: _services,
    Step.PAY: _pay,
    Step.FIRST: _first,
    Step.LATER: _later,
    Step.COLLECTING: _collecting,
    Step.GROWING: _growing,
    Step.HISTORY: _history,
    Step.CHECK: _check,
    Step.IN_FORCE: _in_force,
}


def view_of(step: Step, desk: WizardDesk) -> StepView:
    """The inside of a step over ``desk``."""
    return VIEWS[step](desk)
