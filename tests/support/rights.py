"""Questions that every feature's tests ask: who may, what was found wrong, what the journal says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.bootstrap import Office
from app.journal.model import Outcome
from app.kernel.actor import Actor, Role
from app.kernel.errors import Denied, Invalid, PremiaError
from tests.support.database import actor

DIRECTOR, OFFICE_MANAGER = Role.DIRECTOR, Role.OFFICE_MANAGER
ACCOUNTANT, STAFF = Role.ACCOUNTANT, Role.STAFF
EVERYBODY = {DIRECTOR, OFFICE_MANAGER, ACCOUNTANT, STAFF}


def who_may(call: Callable[[Actor], object]) -> set[Role]:
    """The roles whose call is not denied; that it fails for another reason does not matter."""
    allowed = set()
    for role in Role:
        try:
            call(actor(role))
        except Denied:
            continue
        except PremiaError:
            pass
        allowed.add(role)
    return allowed


def found(call: Callable[[], object]) -> set[tuple[str, str]]:
    """(place, code) of everything that was found wrong."""
    with pytest.raises(Invalid) as caught:
        call()
    return {(finding.place, finding.code) for finding in caught.value.findings}


def journaled(office: Office) -> list[str]:
    """The actions in the journal that were done, newest first."""
    director = office.access.sole_user()
    assert director is not None
    return [entry.action for entry in office.journal.entries(director) if entry.outcome is Outcome.DONE]
