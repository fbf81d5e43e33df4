"""Pictures come from the compute lane while a hand moves; nothing that is asked for is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest

from app.calc.scheme import Percent
from app.kernel.errors import Finding, Invalid
from app.motivation.trial import Trial
from app.motivation.trial import tried as tried_on
from tests.support.pages import wait_until
from tests.support.trial_pages import TrialDriver
from tests.ui.motivation.trial.conftest import BY_FUNCTION, EVERY_ORDER
from tests.ui.motivation.trial.test_bench import at_rate


def test_a_hand_that_goes_on_moving_sees_pictures_and_ends_at_the_last_one(
    open_trial: Callable[..., TrialDriver], trial: Trial
) -> None:
    driver = open_trial(threads=True)
    driver.add(EVERY_ORDER)
    driver.add(BY_FUNCTION)
    wait_until(lambda: driver.view.runner.idle)
    shown: list[object] = []
    driver.view.pictured.connect(shown.append)
    slider = driver.slider("selling")
    for at in range(60):
        slider.slider.setValue(30 + at)
        QTest.qWait(4)
    driver.wait()
    assert len(shown) > 3, "on its way, not only where it rests"
    again = (*trial.candidates[:2], at_rate(trial.candidates[2], "selling", Percent(89_000)))
    assert driver.picture.scene.comparison == tried_on(trial.ground, again).comparison


def test_requests_of_others_on_the_lane_are_answered_too(open_trial: Callable[..., TrialDriver]) -> None:
    driver = open_trial(threads=True)
    lane = driver.view.context.lanes.compute
    told: list[object] = []
    driver.view.focus_on(driver.view.entrants[0].id)
    lane.ask(driver.view, lambda _office, _progress: 7, told.append)
    shown: list[object] = []
    driver.view.pictured.connect(shown.append)
    wait_until(lambda: bool(shown))
    driver.wait()
    assert told == [7]


def test_what_cannot_be_tried_is_said_and_the_rest_goes_on(open_trial: Callable[..., TrialDriver]) -> None:
    driver = open_trial()

    def refuse(_bench: object) -> object:
        raise Invalid((Finding("months_not_offered", "months", {"count": 13}),))

    told: list[object] = []
    driver.view.runner.ask("refused", refuse, told.append)
    driver.view.runner.ask("taken", lambda _bench: 7, told.append)
    assert told == [7]
    assert "13" in driver.view.banner.text
