"""Two versions of a scheme line by line: which rules came, went or changed, and in which parts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.calc.scheme import Rule, SchemeVersion
from app.motivation.draft.merging import differing


class Kind(StrEnum):
    """What became of a rule."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Line:
    """A rule before and after, found by its key."""

    kind: Kind
    key: str
    before: Rule | None
    after: Rule | None
    parts: tuple[str, ...] = ()
    """In which they differ (``wording.draft_steps.PARTS``)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every rule of both versions, and whether what holds for the version as a whole changed."""

    lines: tuple[Line, ...]
    terms_differ: bool


def compared(before: SchemeVersion, after: SchemeVersion) -> Comparison:
    """The rules in the order of ``after``, each one that went behind the one that stood before it."""
    old, new = ({rule.key: rule for rule in version.rules} for version in (before, after))
    keys = list(new)
    for place, rule in enumerate(before.rules):
        if rule.key not in new:
            above = next((keys.index(one.key) for one in reversed(before.rules[:place]) if one.key in keys), -1)
            keys.insert(above + 1, rule.key)
    lines = tuple(_line(key, old.get(key), new.get(key)) for key in keys)
    return Comparison(lines, before.terms != after.terms)


def _line(key: str, before: Rule | None, after: Rule | None) -> Line:
    if before is None or after is None:
        return Line(Kind.ADDED if before is None else Kind.REMOVED, key, before, after)
    parts = differing(before, after)
    return Line(Kind.CHANGED if parts else Kind.SAME, key, before, after, parts)
