"""What schemes would have paid on a firm's history, ready for the next position of a slider (SEMANTICS 12).

``prepare`` goes through events and matching once. ``with_rate`` works out anew only what the changed rate touches: its
own rule, and overrides where there are any. Costs are by the month of the event; what overrides give counts there too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace

from app.calc.bundles import Bundle
from app.calc.columns import Columned, column_of
from app.calc.conditions import percentage
from app.calc.events import Span
from app.calc.facts import Facts
from app.calc.holdbacks import HoldBacks
from app.calc.ladders import Laddered, ladder_of
from app.calc.lines import Line
from app.calc.match_terms import Catch, Terms
from app.calc.parts import Cell, Part, part_of, part_of_line
from app.calc.rating import Rater
from app.calc.results import Accrual
from app.calc.rule_rating import Numbered, Placed
from app.calc.scheme import ByOrder, Fading, Percent, Rate, Rule, Scheme
from app.calc.tally import NOTHING, Sums, Tally, Window, tally
from app.calc.worked import Worked
from app.kernel.period import Month


class Simulation:
    """One set of schemes on one history. Every change gives another simulation; the history is shared."""

    def __init__(self, worked: Worked, schemes: tuple[Scheme, ...], sums: Mapping[str, Sums]) -> None:
        """Made by ``prepare`` and ``with_rate``."""
        self._worked = worked
        self.schemes = schemes
        self.by_rule = sums
        """By ``scheme.rule``."""
        self._changed: dict[str, Rate] = {}
        self._columns: dict[str, Columned | Laddered | None] = {}
        self._tallies: dict[str, tuple[Sums, Window, Tally]] = {}

    def by_month(self) -> dict[Month, int]:
        """What each month would have cost."""
        totals: dict[Month, int] = defaultdict(int)
        for sums in self.by_rule.values():
            for cell, amount_minor in sums.items():
                totals[cell.month] += amount_minor
        return dict(sorted(totals.items()))

    def by_person(self) -> dict[int, int]:
        """What each person would have earned."""
        totals: dict[int, int] = defaultdict(int)
        for sums in self.by_rule.values():
            for cell, amount_minor in sums.items():
                totals[cell.person_id] += amount_minor
        return dict(totals)

    def tallies(self, window: Window) -> dict[str, Tally]:
        """What each rule gives in the window, also where that is nothing; only what changed is added up anew."""
        found = {f"{one.key}.{rule.key}": NOTHING for one in self.schemes for rule in _rules(one)}
        for path, sums in self.by_rule.items():
            known = self._tallies.get(path)
            if known is None or known[0] is not sums or known[1] != window:
                known = self._tallies[path] = (sums, window, tally(sums, window))
            found[path] = known[2]
        return found

    def with_rate(self, scheme_key: str, rule_key: str, rate: Rate) -> Simulation:
        """The same history with another rate of the same sort in every version of one rule.

        Raises KeyError where there is no such rule, TypeError where its rate is of another sort.
        """
        path = f"{scheme_key}.{rule_key}"
        schemes = tuple(
            _changed(scheme, rule_key, rate) if scheme.key == scheme_key else scheme for scheme in self.schemes
        )
        if schemes == self.schemes and not any(_has(scheme, scheme_key, rule_key) for scheme in schemes):
            raise KeyError(path)
        made = Simulation(self._worked, schemes, self.by_rule)
        made._changed = {**self._changed, path: rate}
        made._columns = self._columns
        made._tallies = dict(self._tallies)
        made.by_rule = made._anew(path)
        return made

    def accruals(
        self, window: Window, *, person_id: int | None = None, part: Part | None = None, rule: str | None = None
    ) -> tuple[Accrual, ...]:
        """The lines of the window's events with their reasons, by day: of a person, of a part, of a ``scheme.rule``."""

        def asked(path: str, holder: int) -> bool:
            return (rule is None or path == rule) and (person_id is None or holder == person_id)

        worked, rater = self._worked, self._rater()
        found = rater.assemble(one for path in rater.paths for one in self._placed(rater, path))
        span = Span(max(window.first, worked.world.facts.books_from).first, window.last.last)
        for bundle in worked.bundles:
            terms = tuple(one for one in bundle.terms if asked(one.path, one.holders.people[0]))
            if terms:
                found += [line for _, line in self._of_bundle(bundle.with_terms(terms)).lines(worked.world, span)]
        lines = [
            line
            for line in found
            if window.first <= line.month <= window.last
            and asked(line.catch.terms.path, line.person_id)
            and (part is None or part_of_line(line) is part)
        ]
        return tuple(worked.explainer.accrual(line) for line in sorted(lines, key=lambda line: line.on))

    def _anew(self, path: str) -> dict[str, Sums]:
        """The sums after the rate of ``path`` has changed."""
        rater = self._rater()
        if rater.has_overrides:
            placed = [one for each in rater.paths for one in self._placed(rater, each)]
            return _all_sums(self._worked, rater.assemble(placed), self._changed)
        sums = dict(self.by_rule)
        sums[path] = self._sums(rater, path)
        return sums

    def _sums(self, rater: Rater, path: str) -> Sums:
        catches, rate = rater.catches(path), self._changed[path]
        if path not in self._columns:
            self._columns[path] = column_of(self._worked, path, catches) or ladder_of(
                self._worked, path, catches, rater.history(path)
            )
        ready = self._columns[path]
        if ready is not None and ready.column.takes(rate):
            rest = rater.rate_rule(path, _rerated(ready.rest, rate)) if ready.rest else []
            return _both(ready.column.sums(rate), _of_lines([one.line for one in rest]).get(path, {}))
        bundled = _of_bundles(self._worked, self._changed).get(path, {})
        held = _of_lines(_with_held(self._worked, self._placed(rater, path)))
        return _both(held.get(path, {}), bundled)

    def _placed(self, rater: Rater, path: str) -> list[Placed]:
        rate = self._changed.get(path)
        catches = rater.catches(path)
        return rater.rate_rule(path, catches if rate is None else _rerated(catches, rate))

    def _of_bundle(self, bundle: Bundle) -> Bundle:
        terms = tuple(_new_terms(one, self._changed, bundle) for one in bundle.terms)
        return bundle.with_terms(terms)

    def _rater(self) -> Rater:
        """The rater over the shared catches, its overrides with the rates of this simulation."""
        plans = []
        for plan in self._worked.plans:
            changed = copy(plan)
            changed.scheme = next(scheme for scheme in self.schemes if scheme.id == plan.scheme.id)
            plans.append(changed)
        return self._worked.rater.with_plans(plans)


def prepare(facts: Facts, schemes: Sequence[Scheme], through: Month) -> Simulation:
    """Everything to the end of ``through``. Raises ``exchange.RatesMissing`` with every missing rate."""
    worked = Worked(facts, schemes, through)
    return Simulation(worked, tuple(schemes), _all_sums(worked, worked.lines, {}))


def _all_sums(worked: Worked, lines: Sequence[Line], changed: Mapping[str, Rate]) -> dict[str, Sums]:
    """A rule may have paid some orders line by line and others bundled."""
    sums = _of_lines(lines)
    for path, bundled in _of_bundles(worked, changed).items():
        sums[path] = _both(sums.get(path, {}), bundled)
    return sums


def _both(one: Sums, other: Sums) -> Sums:
    totals = defaultdict(int, one)
    for key, amount_minor in other.items():
        totals[key] += amount_minor
    return totals


def _of_lines(lines: Sequence[Line]) -> dict[str, Sums]:
    sums: dict[str, dict[Cell, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        sums[line.catch.terms.path][Cell(line.person_id, line.month, part_of_line(line))] += line.amount_minor
    return dict(sums)


def _of_bundles(worked: Worked, changed: Mapping[str, Rate]) -> dict[str, Sums]:
    """By rule, person and part first: a million payments are added up month by month with one look-up each."""
    own: dict[tuple[str, int, Part], dict[Month, int]] = defaultdict(lambda: defaultdict(int))
    bases, month_of, begin = worked.world.bases, worked.world.months.of, worked.world.facts.books_from.first
    for bundle in worked.bundles:
        first = bisect_left(bundle.days, begin)
        months = [month_of(day) for day in bundle.days[first:]]
        for terms in bundle.terms:
            now = _new_terms(terms, changed, bundle) if changed else terms
            sums = own[terms.path, terms.holders.people[0], part_of(terms, bundle.order)]
            for month, amount_minor in zip(months, bundle.amounts(now, bases)[first:], strict=True):
                sums[month] += amount_minor
    found: dict[str, dict[Cell, int]] = defaultdict(dict)
    for (path, person_id, part), sums in own.items():
        found[path].update((Cell(person_id, month, part), amount_minor) for month, amount_minor in sums.items())
    return dict(found)


def _new_terms(terms: Terms, changed: Mapping[str, Rate], bundle: Bundle) -> Terms:
    rate = changed.get(terms.path)
    if rate is None or terms.rate is not terms.rule.rate:
        return terms
    number = 0 if isinstance(rate, Percent) else terms.places.of(bundle.order).number
    alone = percentage(rate, number) if isinstance(rate, (Percent, ByOrder, Fading)) else None
    return terms._replace(rule=replace(terms.rule, rate=rate), rate=rate, alone=alone)


def _rerated(catches: Sequence[Numbered], rate: Rate) -> list[Numbered]:
    """The same catches at another rate; what extensions have of their own stays."""
    known: dict[tuple[int, int], Terms] = {}

    def changed(catch: Catch) -> Catch:
        terms = catch.terms
        if terms.rate is not terms.rule.rate:
            return catch
        number = terms.number(catch.event) if terms.alone is not None else 0
        made = known.get((id(terms), number))
        if made is None:
            alone = None
            if terms.alone is not None and isinstance(rate, (Percent, ByOrder, Fading)):
                alone = percentage(rate, number)
            rule = replace(terms.rule, rate=rate)
            made = known[id(terms), number] = terms._replace(rule=rule, rate=rate, alone=alone)
        of = catch.of
        return catch._replace(terms=made, of=None if of is None else of._replace(original=changed(of.original)))

    return [(number, changed(catch)) for number, catch in catches]


def _with_held(worked: Worked, placed: Sequence[Placed]) -> list[Line]:
    """The lines of one rule and what is held of them."""
    holdbacks, by_month = HoldBacks(worked.world), defaultdict(list)
    for one in placed:
        by_month[one.month].append(one.line)
    lines: list[Line] = []
    for month in _months(by_month, worked.through):
        lines += by_month[month]
        lines += list(holdbacks.of(by_month[month], month))
    return lines


def _months(known: Mapping[Month, object], last: Month) -> Iterator[Month]:
    month = min(known, default=None)
    while month is not None and month <= last:
        yield month
        month = month.plus(1)


def _has(scheme: Scheme, scheme_key: str, rule_key: str) -> bool:
    return scheme.key == scheme_key and any(rule.key == rule_key for rule in _rules(scheme))


def _rules(scheme: Scheme) -> Iterator[Rule]:
    """The rules of all versions."""
    return (rule for version in scheme.versions for rule in version.rules)


def _sort(rate: Rate) -> tuple[object, ...]:
    """What decides what a rate is read by: by orders or months, over a total or a plan."""
    return type(rate), getattr(rate, "by", None), getattr(rate, "measure", None)


def _changed(scheme: Scheme, rule_key: str, rate: Rate) -> Scheme:
    def rule(one: Rule) -> Rule:
        if one.key != rule_key:
            return one
        if _sort(one.rate) != _sort(rate):
            raise TypeError(f"another sort of rate: {rule_key}")
        return replace(one, rate=rate)

    return replace(
        scheme,
        versions=tuple(replace(version, rules=tuple(map(rule, version.rules))) for version in scheme.versions),
    )
