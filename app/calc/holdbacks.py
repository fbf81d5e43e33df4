"""Hold-backs: a part of each line waits for the act, the settled invoice, or some months (SEMANTICS 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from app.calc.events import EVER
from app.calc.lines import LATE, Line
from app.calc.match_terms import Undone
from app.calc.results import AccrualKind
from app.calc.scheme import EventKind, HoldBack, Release
from app.calc.stream import World
from app.kernel.money import apply_rate
from app.kernel.period import Month, add_months

Slot = tuple[int, str, str, str]
"""Person, rule, event, and which part of it: what takes back asks for it."""


class HoldBacks:
    """What is held of lines, and when it is released."""

    def __init__(self, world: World) -> None:
        """Nothing is held."""
        self._world = world
        self._held: dict[Slot, int] = defaultdict(int)
        self._released_on: dict[Slot, date | None] = {}
        self._waiting: dict[Month, list[Line]] = defaultdict(list)

    def of(self, lines: Iterable[Line], month: Month) -> Iterator[Line]:
        """What ``month`` holds of its own lines, and what it releases."""
        for line in lines:
            rule = line.catch.terms.rule
            if rule.hold_back is not None and line.kind is not AccrualKind.MINIMUM:
                yield from self._hold(line, rule.hold_back)
        yield from sorted(self._waiting.pop(month, []), key=lambda line: line.on)

    def _hold(self, line: Line, hold_back: HoldBack) -> Iterator[Line]:
        of = line.catch.of
        if of is not None and line.kind is AccrualKind.REVERSAL:
            yield from self._cancel(line, of)
            return
        held, day = self._release(line, hold_back)
        held_minor = apply_rate(line.amount_minor, hold_back.share_ppm) if held else 0
        if held_minor:
            slot = _slot(line, line.catch.event.key)
            self._held[slot] += held_minor
            self._released_on.setdefault(slot, day)
            yield self._part(line, -held_minor, day)

    def _cancel(self, line: Line, of: Undone) -> Iterator[Line]:
        """A reversal before the release takes its part out of what is held, and of what will be released."""
        slot = _slot(line, of.original.event.key)
        if slot not in self._released_on:
            return
        day = self._released_on[slot]
        if day is not None and line.on >= day:
            return
        less_minor = -of.reversal.of(self._held[slot])
        if less_minor:
            yield self._part(line, less_minor, day)

    def _part(self, line: Line, amount_minor: int, day: date | None) -> Line:
        """The line that holds; the one that releases waits for its month."""
        held = line._replace(
            kind=AccrualKind.HOLD_BACK, part=f"hold:{line.part}", code="hold_back", base_minor=0, rate_ppm=None,
            amount_minor=amount_minor, numbers=(line.amount_minor,), source=line, uncapped_minor=None,
        )  # fmt: skip
        if day is not None:
            on = max(day, line.on)
            month = self._world.months.of(on)
            released = held._replace(
                kind=AccrualKind.RELEASE, part=f"release:{line.part}", code="release", amount_minor=-amount_minor,
                on=on, month=month,
            )  # fmt: skip
            self._waiting[month].append(released)
        return held

    def _release(self, line: Line, hold_back: HoldBack) -> tuple[bool, date | None]:
        """Whether anything is held of the line, and the day of its release, if it is known."""
        if hold_back.until is Release.MONTHS:
            return True, add_months(line.on, hold_back.months)
        contract_id = line.catch.event.order.id
        if not contract_id:
            return False, None
        known = self._accepted if hold_back.until is Release.ACCEPTED else self._settled
        days = known.get(contract_id, [])
        if not days:
            return True, None
        return days[0] > line.on, days[0]

    @cached_property
    def _accepted(self) -> dict[int, list[date]]:
        days: dict[int, list[date]] = defaultdict(list)
        for act in sorted(self._world.facts.acts, key=lambda act: act.accepted_on):
            if act.net_minor >= 0:
                days[act.contract_id].append(act.accepted_on)
        return days

    @cached_property
    def _settled(self) -> dict[int, list[date]]:
        days: dict[int, list[date]] = defaultdict(list)
        for event in self._world.events({EventKind.INVOICE_SETTLED}, EVER).events:
            if event.reversal is None:
                days[event.order.id].append(event.on)
        return days


def _slot(line: Line, event_key: str) -> Slot:
    part = "late" if line.part.startswith(LATE) else line.part.partition(":")[0].replace("catch_up", "main")
    if line.part.startswith("of:"):
        part = line.part
    return line.person_id, line.catch.terms.path, event_key, part
