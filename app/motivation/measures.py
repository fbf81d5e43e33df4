"""Opening measures as importing hands them in: importing lies below and does not know motivation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.calc.facts import OpeningMeasureFact
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.motivation.model import OpeningMeasure

if TYPE_CHECKING:
    from app.motivation.service import MotivationService


class MeasureDesk:
    """The motivation service, made only when there is a measure at all."""

    def __init__(self, motivation: Callable[[], MotivationService]) -> None:
        """Ask ``motivation`` for the service when it is needed."""
        self._motivation = motivation

    def opening_measures(self, actor: Actor) -> tuple[OpeningMeasureFact, ...]:
        """What people had reached under rules before the books began."""
        return tuple(
            OpeningMeasureFact(one.scheme_key, one.rule_key, one.person_id, one.amount_minor, one.matched_count)
            for one in self._motivation().opening_measures(actor)
        )

    def set_opening_measure(self, actor: Actor, measure: OpeningMeasureFact) -> Done[int]:
        """Set such a measure, give its id. Raises Invalid."""
        return self._motivation().set_opening_measure(actor, OpeningMeasure(*measure))
