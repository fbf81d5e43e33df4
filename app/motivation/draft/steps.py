"""The ten steps of the wizard, in their order (PRODUCT, "The wizard")."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """A step; its place is ``number``."""

    FUNCTIONS = "functions"
    """Who does what."""
    SERVICES = "services"
    """What is sold."""
    PAY = "pay"
    """How people are paid."""
    FIRST = "first"
    """The first order."""
    LATER = "later"
    """The orders after it."""
    COLLECTING = "collecting"
    """Collecting the money."""
    GROWING = "growing"
    """Growing the client."""
    HISTORY = "history"
    """Try it on history."""
    CHECK = "check"
    IN_FORCE = "in_force"
    """Put it in force."""

    @property
    def number(self) -> int:
        """1…10."""
        return list(Step).index(self) + 1
