"""Every template walked through the wizard's window into force: it pays its golden result, month and all."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from app.bootstrap import Office
from app.motivation.draft.records import Source
from app.motivation.draft.steps import Step
from app.motivation.templates import TEMPLATES, Template
from app.sample.story import BOOKS_FROM
from tests.app.motivation.draft.test_templates_in_force import plan, totals
from tests.app.motivation.golden_results import stored_results
from tests.support.clock import FrozenClock
from tests.support.sample import open_sample_file
from tests.support.wizard_pages import WizardScreen, begin
from tests.ui.conftest import OpenDesk
from ui.motivation.wizard.step_pay import PayStep
from ui.motivation.wizard.step_services import ServicesStep

BY_KEY = pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])


@pytest.fixture
def books(tmp_path: Path, clock: FrozenClock) -> Path:
    path = tmp_path / "open.premia"
    copyfile(open_sample_file(), path)
    with Office.open(path, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        plan(office, actor)
    return path


def walk(wizard: WizardScreen) -> None:
    """From step to step, saying what is sold and how people are paid; then whom it pays, and what is accepted."""
    assert wizard.step is Step.FUNCTIONS
    assert wizard.functions.card is not None
    wizard.go_on()
    for card in wizard.view(ServicesStep).cards.cards.values():
        card.click()
    wizard.go_on()
    next(iter(wizard.view(PayStep).cards.cards.values())).click()
    for step in (Step.FIRST, Step.LATER, Step.COLLECTING, Step.GROWING, Step.HISTORY, Step.CHECK, Step.IN_FORCE):
        wizard.go_on()
        assert wizard.step is step
    wizard.pay_everybody()
    wizard.go_back()
    wizard.accept_all("meant so")
    wizard.go_on()


@pytest.mark.slow
@BY_KEY
def test_a_template_is_walked_into_force_and_pays_its_golden_result(
    open_desk: OpenDesk, books: Path, clock: FrozenClock, template: Template
) -> None:
    desk = open_desk(lambda: Office.open(books, clock))
    desk.open_file(books)
    wizard = begin(desk, Source.TEMPLATE, template.key)
    walk(wizard)
    wizard.put_in_force()
    assert (wizard.warning, len(wizard.ended)) == ("", 1)
    wizard.close()
    with Office.open(books, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        assert totals(office) == stored_results(template)
        assert office.scheme_drafts.list(actor) == ()
        [approval] = office.scheme_drafts.approvals(actor, template.key)
        assert {one.reason for one in approval.accepted} <= {"meant so"}
        office.payroll.compute(actor, BOOKS_FROM)
        sheet = office.payroll.sheet(actor, BOOKS_FROM)
        assert [check for check in sheet.checks if not check.holds] == []
