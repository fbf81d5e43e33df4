"""What becomes of a draft when an answer changes, or a hand changes a rule. Pure: every change gives another draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.calc.scheme import Rule
from app.motivation.draft.answers import Answers
from app.motivation.draft.made import MadeRule
from app.motivation.draft.making import made_rules
from app.motivation.draft.merging import differing, merged
from app.motivation.draft.model import Draft, DraftRule
from app.motivation.draft.steps import Step

COMES_BACK = "comes_back"
"""What a ``Loss`` says of a rule that a hand has removed and that the answer would make again."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a new answer would take from the work of a hand: some parts of a rule, or with no ``parts`` all of it."""

    rule_key: str
    step: Step
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A new answer and what it does; where there are ``losses``, the director is asked which of the two to take."""

    by_answer: Draft
    """The answer wins wherever it and a hand are about the same."""
    by_hand: Draft
    """The hand wins; a rule that the answer no longer makes stays as one that somebody wrote."""
    losses: tuple[Loss, ...]


def answered(draft: Draft, answers: Answers, step: Step) -> Change:
    """The draft with ``answers``, of which those of ``step`` are new. Edits of rules that it does not touch stand."""
    found: list[Loss] = []
    base = replace(draft, answers=answers, answered=draft.answered | {step})
    made = {one.slot: one for one in made_rules(answers)}
    dropped, back = _dropped(draft, made, found)
    by_answer, by_hand = _kept(draft, made, found)
    gone = {one.slot for one in (*draft.rules, *dropped)}
    new = [one for slot, one in made.items() if slot not in gone and slot not in back]
    again = [one for slot, one in made.items() if slot not in gone and slot in back]
    return Change(
        _with(replace(base, dropped=dropped), by_answer, [*new, *again]),
        _with(replace(base, dropped=(*dropped, *(_dropped_rule(draft, one) for one in again))), by_hand, new),
        tuple(found),
    )


def added(draft: Draft, rule: Rule) -> Draft:
    """With a rule that somebody wrote; a key that is taken gets a number."""
    return replace(draft, rules=(*draft.rules, DraftRule(replace(rule, key=free_key(rule.key, _taken(draft))))))


def edited(draft: Draft, key: str, rule: Rule) -> Draft:
    """With ``rule`` in the place of the one of that key. Raises KeyError."""
    own = draft.rule(key)
    rules = tuple(replace(one, rule=rule) if one is own else one for one in draft.rules)
    keys = {**dict(draft.keys), own.slot: rule.key} if own.slot else dict(draft.keys)
    return replace(draft, rules=rules, keys=tuple(sorted(keys.items())))


def removed(draft: Draft, key: str) -> Draft:
    """Without the rule of that key; its answer does not make it again by itself. Raises KeyError."""
    own = draft.rule(key)
    dropped = (*draft.dropped, own) if own.slot else draft.dropped
    return replace(draft, rules=tuple(one for one in draft.rules if one is not own), dropped=dropped)


def restored(draft: Draft, key: str) -> Draft:
    """With the rule of that key as its answer made it. Raises KeyError: no such rule, or no answer made it."""
    own = draft.rule(key)
    if own.made is None:
        raise KeyError(key)
    return edited(draft, key, replace(own.made, key=key))


def moved(draft: Draft, key: str, place: int) -> Draft:
    """With the rule of that key at ``place`` from 0: the order in which people read them. Raises KeyError."""
    own = draft.rule(key)
    others = [one for one in draft.rules if one is not own]
    return replace(draft, rules=(*others[:place], own, *others[place:]))


def free_key(key: str, taken: Iterable[str]) -> str:
    """``key``, or with the lowest number from 2 that nobody has."""
    known = set(taken)
    number, found = 1, key
    while found in known:
        number += 1
        found = f"{key[:55]}-{number}"
    return found


def _kept(
    draft: Draft, made: dict[str, MadeRule], found: list[Loss]
) -> tuple[tuple[DraftRule, ...], tuple[DraftRule, ...]]:
    """The rules that stand, by answer and by hand."""
    by_answer, by_hand = [], []
    for own in draft.rules:
        if not own.slot or own.made is None or own.step is None:
            by_answer.append(own)
            by_hand.append(own)
        elif own.slot in made:
            anew = replace(made[own.slot].rule, key=own.rule.key)
            merge = merged(own.made, own.rule, anew)
            if merge.clashes:
                found.append(Loss(own.rule.key, own.step, merge.clashes))
            one = replace(own, made=anew, step=made[own.slot].step)
            by_answer.append(replace(one, rule=merge.by_answer))
            by_hand.append(replace(one, rule=merge.by_hand))
        elif own.edited_by_hand:
            found.append(Loss(own.rule.key, own.step))
            by_hand.append(DraftRule(own.rule))
    return tuple(by_answer), tuple(by_hand)


def _dropped(
    draft: Draft, made: dict[str, MadeRule], found: list[Loss]
) -> tuple[tuple[DraftRule, ...], frozenset[str]]:
    """What stays dropped because its answer stands, and the slots whose answer makes something else now."""
    stays, back = [], set()
    for own in draft.dropped:
        anew = made.get(own.slot)
        if anew is None or own.made is None or own.step is None:
            continue
        if differing(own.made, anew.rule):
            found.append(Loss(own.rule.key, own.step, (COMES_BACK,)))
            back.add(own.slot)
        else:
            stays.append(own)
    return tuple(stays), frozenset(back)


def _dropped_rule(draft: Draft, one: MadeRule) -> DraftRule:
    rule = replace(one.rule, key=dict(draft.keys).get(one.slot, one.slot))
    return DraftRule(rule, one.slot, one.step, rule)


def _with(draft: Draft, rules: tuple[DraftRule, ...], new: Iterable[MadeRule]) -> Draft:
    """With rules that answers make for the first time, or again: each behind what comes before it in the steps."""
    placed, keys = list(rules), dict(draft.keys)
    ranks = {one.slot: rank for rank, one in enumerate(made_rules(draft.answers))}
    for one in new:
        key = keys.get(one.slot, one.slot)
        keys[one.slot] = free_key(key, (other.rule.key for other in placed))
        rule = replace(one.rule, key=keys[one.slot])
        places = [place for place, other in enumerate(placed) if ranks.get(other.slot, len(ranks)) < ranks[one.slot]]
        placed.insert(places[-1] + 1 if places else 0, DraftRule(rule, one.slot, one.step, rule))
    return replace(draft, rules=tuple(placed), keys=tuple(sorted(keys.items())))


def _taken(draft: Draft) -> tuple[str, ...]:
    return tuple(one.rule.key for one in draft.rules)
