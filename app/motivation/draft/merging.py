"""A rule that an answer makes anew, and a hand's changes to it: both stand where they are about different things."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar

from app.calc.scheme import Conditions, Rule

_KEY, _WHEN = "key", "when"
Part = TypeVar("Part", Rule, Conditions)


@dataclass(frozen=True, slots=True)
class Merge:
    """The two ways out of a disagreement; without ``clashes`` they are the same."""

    by_answer: Rule
    by_hand: Rule
    clashes: tuple[str, ...]
    """Parts of the rule that both have changed, and not to the same."""


def merged(made: Rule, own: Rule, anew: Rule) -> Merge:
    """``made`` was made once, ``own`` is what a hand has made of it, ``anew`` is made now. The key stays."""
    clashes: list[str] = []
    by_answer, by_hand = _both_ways(made, own, anew, clashes, skip=frozenset({_KEY, _WHEN}))
    when_answer, when_hand = _both_ways(made.when, own.when, anew.when, clashes, skip=frozenset())
    return Merge(
        replace(by_answer, when=when_answer, key=own.key), replace(by_hand, when=when_hand, key=own.key), tuple(clashes)
    )


def differing(one: Rule, other: Rule) -> tuple[str, ...]:
    """The parts of a rule in which two differ, conditions by their own names; the key is no part."""
    found = [name for name in _names(one) if name not in {_KEY, _WHEN} and getattr(one, name) != getattr(other, name)]
    found += [name for name in _names(one.when) if getattr(one.when, name) != getattr(other.when, name)]
    return tuple(found)


def _both_ways(made: Part, own: Part, anew: Part, clashes: list[str], skip: frozenset[str]) -> tuple[Part, Part]:
    by_answer, by_hand = {}, {}
    for name in _names(made):
        before, hand, now = (getattr(one, name) for one in (made, own, anew))
        if name in skip or hand in {before, now}:
            continue
        by_hand[name] = hand
        if now == before:
            by_answer[name] = hand
        else:
            clashes.append(name)
    return replace(anew, **by_answer), replace(anew, **by_hand)


def _names(part: Rule | Conditions) -> tuple[str, ...]:
    return tuple(field.name for field in fields(part))
