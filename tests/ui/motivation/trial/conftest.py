"""Step 8 over a copy of the sample firm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.motivation.candidates import AsNow, Tried
from app.motivation.trial import Trial
from tests.support.clock import FrozenClock
from tests.support.sample import sample_path
from tests.support.trial_pages import TrialDriver, trial_context
from tests.ui.conftest import let_go
from ui.kit.theme import Theme
from ui.motivation.trial.lineup import Entrant, Offer, offers
from ui.motivation.trial.view import TrialView

EVERY_ORDER, BY_FUNCTION = "Every order of my client", "Pay by function"


@pytest.fixture(name="path", scope="session")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_path(tmp_path_factory.mktemp("tried"))


@pytest.fixture(name="sample", scope="session")
def _sample(path: Path) -> Iterator[Office]:
    with Office.open(path, FrozenClock()) as office:
        yield office


@pytest.fixture(name="director", scope="session")
def _director(sample: Office) -> Actor:
    director = sample.access.sole_user()
    assert director is not None
    return director


@pytest.fixture(name="found", scope="session")
def _found(sample: Office, director: Actor) -> dict[str, Offer]:
    """Everything that is offered, by its name in English."""
    return {one.name: one for one in offers(sample, director, Words.of("en"), FrozenClock().today())}


@pytest.fixture(name="entrants", scope="session")
def _entrants(found: dict[str, Offer]) -> tuple[Entrant, ...]:
    return (
        Entrant(1, "As now", AsNow()),
        Entrant(2, EVERY_ORDER, found[EVERY_ORDER].candidate),
        Entrant(5, BY_FUNCTION, found[BY_FUNCTION].candidate),
    )


@pytest.fixture(name="trial", scope="session")
def _trial(sample: Office, director: Actor, entrants: tuple[Entrant, ...]) -> Trial:
    assert isinstance(entrants[1].candidate, Tried)
    return sample.simulation.trial(director, [one.candidate for one in entrants], 12)


@pytest.fixture
def open_trial(path: Path, director: Actor, theme: Theme, qapp: QApplication) -> Iterator[Callable[..., TrialDriver]]:
    """Opens the view as the director."""
    opened: list[TrialView] = []

    def make(language: str = "en", *, threads: bool = False) -> TrialDriver:
        view = TrialView(trial_context(path, director, language, threads=threads))
        opened.append(view)
        return TrialDriver(view)

    assert theme is not None
    assert qapp is not None
    yield make
    for view in opened:
        view.close()
        view.context.lanes.close()
        view.deleteLater()
    opened.clear()
    let_go()


@pytest.fixture
def tried(open_trial: Callable[..., TrialDriver]) -> TrialDriver:
    """As now, every order and by function side by side; the last one is looked at."""
    driver = open_trial()
    driver.add(EVERY_ORDER)
    driver.add(BY_FUNCTION)
    return driver
