"""What schemes would have paid on a firm's history, ready for the next position of a slider (SEMANTICS 12).

``prepare`` goes through events and matching once. ``with_rate`` works out anew only what the changed rate touches: its
own rule, and overrides where there are any. Costs are by the month of the event; what overrides give counts there too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import cast

from app.calc.bundles import Bundle
from app.calc.conditions import percentage
from app.calc.events import Span
from app.calc.facts import Facts
from app.calc.holdbacks import HoldBacks
from app.calc.lines import Line
from app.calc.match_terms import Catch, Terms
from app.calc.rating import Rater
from app.calc.results import Accrual
from app.calc.rule_rating import Numbered, Placed
from app.calc.scheme import ByOrder, Fading, Percent, Rate, Rule, Scheme
from app.calc.worked import Worked
from app.kernel.money import PPM, apply_rate
from app.kernel.period import Month

_HALF = PPM // 2
Sums = Mapping[tuple[int, Month], int]
"""What a rule gives by person and month of the event."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a rule of percentages catches for one person at a time, where nothing but its rate and base decide."""

    keys: tuple[tuple[int, Month], ...]
    """Person and month of each cell."""
    cells: list[int]
    bases_minor: list[int]
    numbers: list[int]
    """Which order or month a list of rates is read by; 0 for one percentage."""

    def sums(self, rate: Rate) -> Sums:
        """What the rule gives at ``rate``."""
        totals = [0] * len(self.keys)
        if isinstance(rate, Percent):
            ppm = rate.rate_ppm
            for cell, base in zip(self.cells, self.bases_minor, strict=True):
                totals[cell] += (base * ppm + _HALF) // PPM if base >= 0 else -((_HALF - base * ppm) // PPM)
        else:
            counted = cast("ByOrder | Fading", rate)  # no other kind becomes a column
            for cell, base, number in zip(self.cells, self.bases_minor, self.numbers, strict=True):
                totals[cell] += apply_rate(base, counted.rate_at(number))
        return dict(zip(self.keys, totals, strict=True))


class Simulation:
    """One set of schemes on one history. Every change gives another simulation; the history is shared."""

    def __init__(self, worked: Worked, schemes: tuple[Scheme, ...], sums: Mapping[str, Sums]) -> None:
        """Made by ``prepare`` and ``with_rate``."""
        self._worked = worked
        self.schemes = schemes
        self.by_rule = sums
        """By ``scheme.rule``."""
        self._changed: dict[str, Rate] = {}
        self._columns: dict[str, Column | None] = {}

    def by_month(self) -> dict[Month, int]:
        """What each month would have cost."""
        totals: dict[Month, int] = defaultdict(int)
        for sums in self.by_rule.values():
            for (_, month), amount_minor in sums.items():
                totals[month] += amount_minor
        return dict(sorted(totals.items()))

    def by_person(self) -> dict[int, int]:
        """What each person would have earned."""
        totals: dict[int, int] = defaultdict(int)
        for sums in self.by_rule.values():
            for (person_id, _), amount_minor in sums.items():
                totals[person_id] += amount_minor
        return dict(totals)

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
        made.by_rule = made._anew(path)
        return made

    def accruals(self, person_id: int, month: Month) -> tuple[Accrual, ...]:
        """A person's lines of a month with their reasons."""
        rater, lines = self._rater(), []
        placed = [one for path in rater.paths for one in self._placed(rater, path)]
        found = [line for line in rater.assemble(placed) if line.person_id == person_id and line.month == month]
        for bundle in self._worked.bundles:
            bundled = self._of_bundle(bundle)
            lines += [line for _, line in bundled.lines(self._worked.world, Span(month.first, month.last))]
        own = [line for line in (*lines, *found) if line.person_id == person_id]
        return tuple(self._worked.explainer.accrual(line) for line in sorted(own, key=lambda line: line.on))

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
        if path not in self._columns:
            self._columns[path] = _column(self._worked, path, rater.catches(path))
        column = self._columns[path]
        if column is not None:
            return column.sums(self._changed[path])
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
    sums: dict[str, dict[tuple[int, Month], int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        sums[line.catch.terms.path][line.person_id, line.month] += line.amount_minor
    return dict(sums)


def _of_bundles(worked: Worked, changed: Mapping[str, Rate]) -> dict[str, Sums]:
    """By rule and person first: a million payments are added up month by month with one look-up each."""
    own: dict[tuple[str, int], dict[Month, int]] = defaultdict(lambda: defaultdict(int))
    bases, month_of, begin = worked.world.bases, worked.world.months.of, worked.world.facts.books_from.first
    for bundle in worked.bundles:
        first = bisect_left(bundle.days, begin)
        months = [month_of(day) for day in bundle.days[first:]]
        for terms in bundle.terms:
            now = _new_terms(terms, changed, bundle) if changed else terms
            sums = own[terms.path, terms.holders.people[0]]
            for month, amount_minor in zip(months, bundle.amounts(now, bases)[first:], strict=True):
                sums[month] += amount_minor
    found: dict[str, dict[tuple[int, Month], int]] = defaultdict(dict)
    for (path, person_id), sums in own.items():
        found[path].update(((person_id, month), amount_minor) for month, amount_minor in sums.items())
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


def _column(worked: Worked, path: str, catches: Sequence[Numbered]) -> Column | None:
    """Everything that a rule catches; None where anything but a rate and a base decides what it gives."""
    found = [catch for _, catch in catches]
    if any(catch.of is not None or worked.measures(catch) or not _simple(catch.terms) for catch in found):
        return None
    cells: dict[tuple[int, Month], int] = {}
    column = Column((), [], [], [])

    def add(terms: Terms, month: Month, base_minor: int, number: int) -> None:
        column.cells.append(cells.setdefault((terms.holders.people[0], month), len(cells)))
        column.bases_minor.append(base_minor)
        column.numbers.append(number)

    for catch in found:
        number = 0 if isinstance(catch.terms.rate, Percent) else catch.terms.number(catch.event)
        add(catch.terms, catch.event.month, worked.world.bases.of(catch.event, catch.terms.rule.base), number)
    begin, month_of = worked.world.facts.books_from.first, worked.world.months.of
    for bundle in worked.bundles:
        for terms in bundle.terms:
            if terms.path != path:
                continue
            if not _simple(terms):
                return None
            number = 0 if isinstance(terms.rate, Percent) else terms.places.of(bundle.order).number
            bases = bundle.bases(terms.rule.base, worked.world.bases)
            for on, base_minor in zip(bundle.days, bases, strict=True):
                if on >= begin:
                    add(terms, month_of(on), base_minor, number)
    return replace(column, keys=tuple(cells))


def _simple(terms: Terms) -> bool:
    """One percentage for one person, and the rule's own: not what it says of extensions."""
    return terms.alone is not None and terms.rate is terms.rule.rate


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
    return scheme.key == scheme_key and any(
        rule.key == rule_key for version in scheme.versions for rule in version.rules
    )


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
