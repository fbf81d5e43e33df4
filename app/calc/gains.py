"""Who gains and who loses by another scheme, and by which rules of the one and the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from app.calc.outcome import Outcome
from app.calc.parts import Part

MOST_REASONS = 3


class ReasonCode(StrEnum):
    """How a rule makes the difference."""

    RULE_GIVES_MORE = "rule_gives_more"
    RULE_GIVES_LESS = "rule_gives_less"
    RULE_NEW = "rule_new"
    """The rule is only in the scheme that is tried."""
    RULE_GONE = "rule_gone"
    """The rule is only in the scheme that it is compared with."""


class GainReason(NamedTuple):
    """What one rule gave before and gives after. ``rule`` is ``scheme.rule`` of the tried scheme, if it has it."""

    code: ReasonCode
    rule: str
    part: Part
    """What most of the difference is for."""
    before_minor: int
    after_minor: int

    @property
    def difference_minor(self) -> int:
        """What it adds, or takes."""
        return self.after_minor - self.before_minor


class Gain(NamedTuple):
    """One person before and after, with the rules that make the most of the difference, the largest first."""

    person_id: int
    before_minor: int
    after_minor: int
    reasons: tuple[GainReason, ...]

    @property
    def difference_minor(self) -> int:
        """What the person gains, or loses."""
        return self.after_minor - self.before_minor


def gains(before: Outcome, after: Outcome) -> tuple[Gain, ...]:
    """Everybody whom either pays, the largest gain first; people who neither gain nor lose have no reasons.

    The same rule is told by its ``scheme.rule``; and where only its scheme has another key, by its own key, if that is
    found once on either side.
    """
    pairs = list(_pairs(before.by_rule, after.by_rule))
    reasons: dict[int, list[GainReason]] = defaultdict(list)
    for old, new in pairs:
        for person_id, reason in _differences(old, new, before, after):
            reasons[person_id].append(reason)
    found = []
    for person_id in sorted({*before.by_person, *after.by_person}):
        was, now = before.by_person.get(person_id, 0), after.by_person.get(person_id, 0)
        own = sorted(reasons[person_id], key=lambda one: (-abs(one.difference_minor), one.rule))
        found.append(Gain(person_id, was, now, tuple(own[:MOST_REASONS]) if was != now else ()))
    return tuple(sorted(found, key=lambda one: (-one.difference_minor, one.person_id)))


Pair = tuple[str | None, str | None]


def _pairs(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Pair]:
    """Each rule of the one with the same rule of the other, or with none."""
    yield from ((path, path) for path in before if path in after)
    old, new = _by_key(path for path in before if path not in after), _by_key(p for p in after if p not in before)
    for key in sorted({*old, *new}):
        theirs, ours = old.get(key, []), new.get(key, [])
        if len(theirs) == len(ours) == 1:
            yield theirs[0], ours[0]
        else:
            yield from ((path, None) for path in theirs)
            yield from ((None, path) for path in ours)


def _by_key(paths: Iterator[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.partition(".")[2]].append(path)
    return found


def _differences(old: str | None, new: str | None, before: Outcome, after: Outcome) -> Iterator[tuple[int, GainReason]]:
    """What a pair of rules makes of everybody whom it concerns."""
    was = before.by_rule[old] if old is not None else {}
    now = after.by_rule[new] if new is not None else {}
    if was is now:
        return
    people: dict[int, dict[Part, tuple[int, int]]] = defaultdict(dict)
    for person_id, part in {**was, **now}:
        key = (person_id, part)
        people[person_id][part] = was.get(key, 0), now.get(key, 0)
    for person_id, parts in people.items():
        before_minor, after_minor = (sum(both) for both in zip(*parts.values(), strict=True))
        if before_minor != after_minor:
            most = max(parts, key=lambda part: (abs(parts[part][1] - parts[part][0]), part))
            code = _code(old, new, after_minor - before_minor)
            yield person_id, GainReason(code, new or old or "", most, before_minor, after_minor)


def _code(old: str | None, new: str | None, difference_minor: int) -> ReasonCode:
    if old is None:
        return ReasonCode.RULE_NEW
    if new is None:
        return ReasonCode.RULE_GONE
    return ReasonCode.RULE_GIVES_MORE if difference_minor > 0 else ReasonCode.RULE_GIVES_LESS
