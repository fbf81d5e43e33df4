"""The answers behind rules that somebody else wrote, as far as there are any.

Whatever is read is proved: an answer is taken only where every rule that it makes stands among those that are read, and
more of them than before. What no answer makes is left to the rule editor, and nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.calc.scheme import Rule
from app.motivation.draft.answers import Answers, CollectingWay, FirstWay, LaterWay
from app.motivation.draft.made import keyless
from app.motivation.draft.making import made_rules
from app.motivation.draft.model import DraftRule
from app.motivation.draft.reading_sales import sales_readings
from app.motivation.draft.reading_work import work_readings
from app.motivation.draft.steps import Step


def read_rules(rules: Sequence[Rule]) -> tuple[Answers, tuple[DraftRule, ...]]:
    """The answers that make the most of the rules, and each rule with the one that makes it; in the same order."""
    best, matched = Answers(), tuple(map(DraftRule, rules))
    places: dict[Rule, list[int]] = defaultdict(list)
    for place, rule in enumerate(rules):
        places[keyless(rule)].append(place)
    improved = True
    while improved:
        improved = False
        for reading in _all_readings(matched, best):
            made = _matched(rules, places, reading)
            if made is not None and _understood(made) > _understood(matched):
                best, matched, improved = reading, made, True
                break
    return (_completed(best) if _understood(matched) == len(rules) else best), matched


def answered_steps(answers: Answers) -> frozenset[Step]:
    """The steps of which something was read."""
    blank = Answers()
    ways = {
        Step.FIRST: answers.first.way is not None,
        Step.LATER: answers.later.way is not None,
        Step.COLLECTING: answers.collecting != blank.collecting,
        Step.GROWING: answers.growing != blank.growing,
    }
    return frozenset(step for step, told in ways.items() if told)


def readings(rule: Rule, answers: Answers) -> Iterator[Answers]:
    """Answers like ``answers`` of which the rule may be a consequence; whether it is, ``made_rules`` tells."""
    yield from work_readings(rule, answers)
    yield from sales_readings(rule, answers)


def _all_readings(rules: Iterable[DraftRule], answers: Answers) -> Iterator[Answers]:
    """Of the rules that are not understood yet."""
    for one in rules:
        if not one.slot:
            yield from readings(one.rule, answers)


def _matched(
    rules: Sequence[Rule], places: Mapping[Rule, Sequence[int]], answers: Answers
) -> tuple[DraftRule, ...] | None:
    """Every rule with the answer that makes it; None where an answer makes a rule that is not there."""
    found = list(map(DraftRule, rules))
    for one in made_rules(answers):
        free = next((place for place in places.get(keyless(one.rule), ()) if not found[place].slot), None)
        if free is None:
            return None
        found[free] = DraftRule(rules[free], one.slot, one.step, rules[free])
    return tuple(found)


def _understood(rules: Iterable[DraftRule]) -> int:
    return sum(bool(one.slot) for one in rules)


def _completed(answers: Answers) -> Answers:
    """Where every rule is understood, what is not there was meant not to be."""
    first, later, collecting = answers.first, answers.later, answers.collecting
    return replace(
        answers,
        first=first if first.way else replace(first, way=FirstWay.NOTHING),
        later=later if later.way else replace(later, way=LaterWay.NOBODY),
        collecting=collecting if collecting.way else replace(collecting, way=CollectingWay.PART_OF_SALES),
    )
