"""From what is caught to lines: each rule by itself, then overrides on the lines, then what is held of them.

Rules do not know one another's amounts, so a changed rate works its own rule out anew and nothing else, but for the
overrides and hold-backs above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import groupby

from app.calc.holdbacks import HoldBacks
from app.calc.lines import Line
from app.calc.match import NO_QUOTA, Matched
from app.calc.match_terms import Catch
from app.calc.overrides import Overrides
from app.calc.plans import Plan
from app.calc.rule_rating import Numbered, Placed, RuleRater
from app.calc.scheme import EventKind
from app.calc.stream import World
from app.kernel.period import Month


class Rater:
    """Rates everything that a matcher caught."""

    def __init__(self, world: World, plans: Sequence[Plan], matched: Matched, through: Month) -> None:
        """Put the catches by their rules, in the order of events."""
        self._world = world
        self.plans = plans
        self._matched = matched
        self._through = through
        self._catches: dict[str, list[Numbered]] = defaultdict(list)
        for number, catch in enumerate(_by_schemes(matched.catches)):
            self._catches[catch.terms.path].append((number, catch))
        self._history: dict[str, list[Catch]] = defaultdict(list)
        for catch in matched.history:
            self._history[catch.terms.path].append(catch)

    @property
    def paths(self) -> tuple[str, ...]:
        """The rules that caught anything, as ``scheme.rule``."""
        return tuple(self._catches)

    @property
    def has_overrides(self) -> bool:
        """Whether any rule is paid on lines of others."""
        schemes = [plan.scheme for plan in self.plans]
        return any(rule.override for one in schemes for version in one.versions for rule in version.rules)

    def catches(self, path: str) -> Sequence[Numbered]:
        """What one rule caught."""
        return self._catches.get(path, ())

    def history(self, path: str) -> Sequence[Catch]:
        """What one rule caught before the books, in periods that still ran then."""
        return self._history.get(path, ())

    def with_plans(self, plans: Sequence[Plan]) -> Rater:
        """The same catches under schemes whose rates may be others."""
        made = copy(self)
        made.plans = plans
        return made

    def rate(self) -> list[Line]:
        """All lines, month by month, in the order of events."""
        placed = [one for path, catches in self._catches.items() for one in self.rate_rule(path, catches)]
        return self.assemble(placed)

    def rate_rule(self, path: str, catches: Sequence[Numbered]) -> list[Placed]:
        """The lines of one rule by itself."""
        rater = RuleRater(self._world, self.plans)
        placed = list(rater.rate(catches, self._history.get(path, ()), self._through))
        for event, person_id in rater.without_plan:
            self._matched.note(NO_QUOTA, event, "", person_id)
        return placed

    def assemble(self, placed: Iterable[Placed]) -> list[Line]:
        """Lines in their order, with overrides on them and what is held of them."""
        by_month: dict[Month, list[Placed]] = defaultdict(list)
        for one in placed:
            by_month[one.month].append(one)
        overrides = Overrides(self._world, self.plans)
        holdbacks = HoldBacks(self._world)
        lines: list[Line] = []
        for month in _months(by_month, self._through):
            found = [one.line for one in sorted(by_month.get(month, ()), key=_place)]
            found += overrides.of(found, month)
            found += list(holdbacks.of(found, month))
            lines += found
        return lines


def _months(known: Iterable[Month], last: Month) -> Iterable[Month]:
    """Every month from the first known to the last, those without lines too: something may be released in them."""
    month = min(known, default=None)
    while month is not None and month <= last:
        yield month
        month = month.plus(1)


def _place(one: Placed) -> tuple[int, str, int]:
    """Events in their order; then what the month's end brings, rule by rule."""
    return one.closes, one.line.catch.terms.path if one.closes else "", one.number


def _by_schemes(catches: Iterable[Catch]) -> Iterator[Catch]:
    """A client won under two settings on one day is one event: its lines go by scheme like those of any other."""
    for won, run in groupby(catches, key=_won):
        same = list(run)
        if won:
            same.sort(key=lambda catch: catch.terms.scheme.id)
        yield from same


def _won(catch: Catch) -> str:
    return catch.event.key if catch.event.kind is EventKind.CLIENT_WON else ""
