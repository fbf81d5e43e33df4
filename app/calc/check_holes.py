"""The scheme check: rules that part the same work among them and leave something out, or meet in a step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from app.calc.check_steps import step_of_spans
from app.calc.events import Event, Span
from app.calc.facts import Facts
from app.calc.remarks import Remark, Severity
from app.calc.scheme import Base, Percent, Rule, Scheme
from app.calc.scheme import Span as Range
from app.calc.stream import PLAIN, World
from app.kernel.errors import Plain
from app.kernel.period import Month

DIMENSIONS = ("order_number", "months_since_won", "amount_minor", "days_late")
Parting = tuple[str, Rule, Range]
"""A rule with its path, and the range that it takes."""


def hole_remarks(facts: Facts, schemes: Sequence[Scheme], through: Month) -> Iterator[Remark]:
    """Ranges between two rules of the same event and recipient that no rule of them takes; steps where they meet."""
    past: _Past | None = None
    for scheme in schemes:
        for dimension in DIMENSIONS:
            for one, two in (pair for rules in _parted(scheme, dimension) for pair in _neighbours(rules)):
                ends, begins = one[2].end, two[2].start
                if ends is None or begins is None:
                    continue
                if begins > ends + 1:
                    past = past or _Past(facts, through)
                    yield past.hole(scheme, one[:2], dimension, Range(ends + 1, begins - 1))
                elif begins == ends + 1 and dimension == "amount_minor":
                    yield from _step(one, two, ends)


def _step(one: Parting, two: Parting, bound_minor: int) -> Iterator[Remark]:
    below, above = one[1].rate, two[1].rate
    if isinstance(below, Percent) and isinstance(above, Percent):
        yield from step_of_spans(one[0], two[0], bound_minor, (below.rate_ppm, above.rate_ppm))


def _parted(scheme: Scheme, dimension: str) -> Iterator[list[Parting]]:
    """Rules that differ in one range alone (and in what they pay)."""
    groups: dict[tuple[Any, ...], list[Parting]] = defaultdict(list)
    whole: set[tuple[Any, ...]] = set()
    for rule in scheme.versions[-1].rules:
        if rule.override is not None:
            continue
        rest = replace(rule.when, **{dimension: None})
        key = (rule.event, rule.recipient, rest, rule.paid_and_accepted, rule.full_payment)
        taken = getattr(rule.when, dimension)
        if taken is None:
            whole.add(key)
        else:
            groups[key].append((f"{scheme.key}.{rule.key}", rule, taken))
    yield from (rules for key, rules in groups.items() if key not in whole and len(rules) > 1)


def _neighbours(rules: list[Parting]) -> Iterator[tuple[Parting, Parting]]:
    """Each range with the next that begins above it; a range inside another has no say."""
    ordered = sorted(rules, key=lambda one: (one[2].start is not None, one[2].start or 0))
    reaching = [ordered[0]]
    for one in ordered[1:]:
        end = reaching[-1][2].end
        if end is not None and (one[2].end is None or one[2].end > end):
            reaching.append(one)
    yield from pairwise(reaching)


class _Past:
    """Events of the history, with what ranges are asked of."""

    def __init__(self, facts: Facts, through: Month) -> None:
        self._world = World(facts)
        self._events = self._world.events(PLAIN, Span(facts.books_from.first, through.last)).events

    def hole(self, scheme: Scheme, at: tuple[str, Rule], dimension: str, missing: Range) -> Remark:
        """A hole with the largest event that fell into it."""
        path, rule = at
        values: dict[str, Plain] = {
            "dimension": dimension, "after": (missing.start or 0) - 1, "before": (missing.end or 0) + 1, "count": 0,
        }  # fmt: skip
        fallen = [
            event
            for event in self._events
            if event.kind is rule.event
            and event.reversal is None
            and self._asked(event, scheme, rule, dimension) in range(missing.start or 0, (missing.end or 0) + 1)
        ]
        if fallen:
            bases = self._world.bases
            largest = max(fallen, key=lambda event: (bases.of(event, Base.NET), event.key))
            values |= {
                "count": len(fallen), "contract_id": largest.order.id, "event_on": largest.on.isoformat(),
                "base_minor": bases.of(largest, Base.NET),
            }  # fmt: skip
        return Remark("hole", Severity.WARNING, path, tuple(values.items()), "join_ranges")

    def _asked(self, event: Event, scheme: Scheme, rule: Rule, dimension: str) -> int | None:
        if dimension == "amount_minor":
            return self._world.bases.asked_amount(event)
        if dimension == "days_late":
            return event.days_late
        place = self._world.places(scheme.versions[-1].terms.silence_months, rule.won_by).of(event.order)
        return place.number if dimension == "order_number" else place.months_on(event.on)
