"""What a rule says of an event, and the event caught by it: what the passes after ``match`` work with."""

from __future__ import annotations

from typing import NamedTuple

from app.calc.conditions import Percentage, uses_months
from app.calc.events import Event, Reversal
from app.calc.places import Places
from app.calc.recipients import Holders
from app.calc.scheme import Rate, Rule, Scheme


class Terms(NamedTuple):
    """What a rule says of events that it catches for the same people at the same rate."""

    scheme: Scheme
    version: int
    rule: Rule
    path: str
    """``scheme.rule``, as in the keys of lines."""
    rate: Rate
    places: Places
    holders: Holders
    paid: tuple[int, ...]
    """Which of the holders are paid, as places in ``holders``; the shares of the others stay with the firm."""
    alone: Percentage | None
    """Set where one percentage goes to one person and nothing limits, reduces or holds it: most lines of a firm."""

    def number(self, event: Event) -> int:
        """Which order, or which month since won, a list of rates is read by."""
        place = self.places.of(event.order)
        return place.months_on(event.on) if uses_months(self.rate) else place.number


class Catch(NamedTuple):
    """An event caught by a rule. What takes back is caught as its original was."""

    event: Event
    terms: Terms
    of: Undone | None = None


class Undone(NamedTuple):
    """What a catch takes back: the original as it was caught, and how much of it."""

    original: Catch
    reversal: Reversal
