"""The code that a new client is offered."""

from __future__ import annotations

import pytest

from app.bootstrap import Office
from app.clients.codes import next_code
from app.kernel.actor import Actor
from tests.support.firm import Firm


@pytest.mark.parametrize(
    ("taken", "offered"),
    [
        ((), "1"),
        (("Orion", "Vega"), "1"),
        (("К-009", "К-013", "Vega"), "К-014"),
        (("99",), "100"),
        (("C-9", "C-10"), "C-11"),
    ],
)
def test_it_follows_the_highest_that_stands(taken: tuple[str, ...], offered: str) -> None:
    assert next_code(taken) == offered


def test_it_is_free(office: Office, director: Actor) -> None:
    Firm(office).client("C-7").client("C-9")
    assert office.clients.next_code(director) == "C-10"
