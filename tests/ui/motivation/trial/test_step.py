"""Step 8 in the wizard: the draft beside as now; its moved rates are taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Office
from app.calc.scheme import ByOrder, Percent
from app.kernel.actor import Actor
from app.motivation.candidates import AsNow, Tried
from app.motivation.draft.model import Draft
from app.motivation.draft.records import Source
from app.motivation.draft.steps import Step
from tests.support.clock import FrozenClock
from tests.support.pages import wait_until
from tests.support.sample import sample_path
from tests.support.trial_pages import TrialDriver, trial_context
from tests.ui.conftest import let_go
from ui.kit.theme import Theme
from ui.motivation.trial.step import TrialStep
from ui.motivation.wizard.page import WizardPage


class StepDriver:
    """The wizard at step 8 over a file of its own."""

    def __init__(self, path: Path, actor: Actor, draft_id: int) -> None:
        self.page = WizardPage(trial_context(path, actor), draft_id)
        self.page.resize(1024, 700)
        self.page.show()
        wait_until(lambda: self.page.view is not None)
        assert isinstance(self.page.view, TrialStep)
        self.step = self.page.view
        self.trial = TrialDriver(self.step.trial)

    @property
    def draft(self) -> Draft:
        """As it stands."""
        assert self.page.desk is not None
        return self.page.desk.draft

    def change(self, draft: Draft) -> None:
        """Another draft, as another step would leave it."""
        assert self.page.desk is not None
        self.page.desk.change(draft)
        if not self.step.trial.isHidden():
            self.trial.wait()


@pytest.fixture(name="step")
def _step(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[StepDriver]:
    path = sample_path(tmp_path)
    with Office.open(path, FrozenClock()) as office:
        director = office.access.sole_user()
        assert director is not None
        draft_id = office.scheme_drafts.start(director, Source.TEMPLATE, "by-function", "By function").value
        stored = office.scheme_drafts.get(director, draft_id)
        at_step = replace(stored.draft, step=Step.HISTORY)
        office.scheme_drafts.save(director, draft_id, stored.row.version, at_step)
    assert theme is not None
    assert qapp is not None
    driver = StepDriver(path, director, draft_id)
    yield driver
    driver.page.keep()
    driver.page.close()
    driver.page.context.lanes.close()
    driver.page.deleteLater()
    let_go()


def test_the_draft_stands_beside_as_now_and_is_looked_at(step: StepDriver) -> None:
    assert step.trial.names == ["As now", "By function"]
    assert [type(one) for one in (entrant.candidate for entrant in step.step.trial.entrants)] == [AsNow, Tried]
    assert step.step.trial.focus == 1
    assert not step.step.trial.panel.take.isHidden()
    assert not step.step.trial.panel.take.isEnabled(), "nothing was moved"
    assert step.step.unsound.isHidden()


def test_moved_rates_are_taken_over_into_the_draft_on_demand(step: StepDriver) -> None:
    step.trial.slide("selling", 4)
    step.trial.slide("finding", 5)
    selling, finding = step.trial.slider("selling").value, step.trial.slider("finding").value
    shown = step.trial.picture.scene.comparison.candidates[1].outcome
    assert step.draft.rule("selling").rule.rate != Percent(selling), "not before it is asked for"
    step.step.trial.panel.take.click()
    step.trial.wait()
    assert step.draft.rule("selling").rule.rate == Percent(selling)
    rate = step.draft.rule("finding").rule.rate
    assert isinstance(rate, ByOrder)
    assert rate.rates_ppm[0] == finding
    assert step.trial.picture.scene.comparison.candidates[1].outcome.cost_minor == shown.cost_minor
    assert step.trial.names == ["As now", "By function"]
    assert not step.step.trial.panel.take.isEnabled()


def test_a_draft_for_some_is_taken_over_too(step: StepDriver) -> None:
    people = frozenset(list(step.trial.picture.asked.ground.people)[:3])
    step.change(replace(step.draft, people=people))
    candidate = step.step.trial.entrants[1].candidate
    assert isinstance(candidate, Tried)
    assert candidate.people == people
    step.trial.slide("selling", 4)
    value = step.trial.slider("selling").value
    step.step.trial.panel.take.click()
    step.trial.wait()
    assert step.draft.rule("selling").rule.rate == Percent(value)


def test_another_scheme_in_the_line_up_has_nothing_to_take_over(step: StepDriver) -> None:
    step.trial.add("Every order of my client")
    assert step.step.trial.panel.take.isHidden()
    step.change(replace(step.draft, name="Another name"))
    assert step.trial.names == ["As now", "Another name", "Every order of my client"]


def test_a_draft_without_rules_is_not_tried_and_says_where_to_mend_it(step: StepDriver) -> None:
    step.change(replace(step.draft, rules=()))
    assert not step.step.unsound.isHidden()
    QTest.qWait(1)
    step.step.mend.click()
    assert step.draft.step is Step.CHECK
