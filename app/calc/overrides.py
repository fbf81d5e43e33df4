"""Overrides: heads are paid a percentage of other people's lines, line by line (SEMANTICS 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.calc.conditions import event_failure, order_failure
from app.calc.facts import Function
from app.calc.limits import PerPeriod
from app.calc.lines import LATE, MAIN, Line
from app.calc.match_terms import Catch, Terms, Undone
from app.calc.periods import Periods
from app.calc.plans import Plan
from app.calc.recipients import NOBODY, Holders
from app.calc.results import AccrualKind
from app.calc.scheme import Conditions, Leaving, Named, Override, Percent, Rule, SchemeVersion, Source
from app.calc.stream import World
from app.kernel.errors import Finding, Invalid
from app.kernel.money import apply_rate, split
from app.kernel.period import Month, add_months

ALL = "*"
Slot = tuple[str, int, str, str, str]
"""Override rule, and the line that it is paid on (person, rule, event, part): what mirrors asks for it."""


@dataclass(slots=True)
class _Paid:
    """What an override has given a head on a line: before and after the cap of its period."""

    line: Line
    raw_minor: int = 0
    final_minor: int = 0


class Overrides:
    """The overrides of all schemes, heads of heads after their heads."""

    def __init__(self, world: World, plans: Sequence[Plan]) -> None:
        """Put the overrides in order. Raises Invalid(override_circle)."""
        self._world = world
        self._per_period = PerPeriod(Periods(world.facts.quotas))
        self._clients = {client.id: client for client in world.facts.clients}
        self._paid: dict[Slot, dict[int, _Paid]] = defaultdict(dict)
        self._rules = _in_order(plans)
        self._names = frozenset(path for path, _ in self._rules)

    def of(self, lines: Sequence[Line], month: Month) -> list[Line]:
        """The overrides on the lines of a month, and on one another."""
        found: list[Line] = []
        for path, plan in self._rules:
            found.extend([made for line in (*lines, *found) for made in self._on(path, plan, line)])
        found.extend(self._per_period.lifted(month, self._world.months))
        return found

    def _on(self, path: str, plan: Plan, line: Line) -> Iterator[Line]:
        if line.catch.of is not None and _mirrors(line):
            yield from self._mirror(path, line, line.catch.of)
            return
        version = plan.scheme.version_on(line.on)
        rule = next((one for one in version.rules if f"{plan.scheme.key}.{one.key}" == path), None)
        if rule is None or rule.override is None or not isinstance(rule.rate, Percent):
            return
        if not self._is_source(rule.override, plan.scheme.key, line) or not self._meets(rule, version, line):
            return
        holders = self._heads(rule, line)
        terms = line.catch.terms._replace(
            scheme=plan.scheme,
            version=version.number,
            rule=rule,
            path=path,
            rate=rule.rate,
            holders=holders,
            alone=None,
        )
        for place, person_id in enumerate(holders.people):
            if person_id == line.person_id or not plan.assigned.holds(person_id, line.on):
                continue
            if self._stays(version, person_id, line):
                amount_minor = split(apply_rate(line.amount_minor, rule.rate.rate_ppm), holders.weights)[place]
                yield from self._pay(self._line(line, terms, place, amount_minor), _slot(path, line))

    def _pay(self, made: Line, slot: Slot) -> Iterator[Line]:
        capped = self._per_period.capped(made)
        paid = self._paid[slot].setdefault(made.person_id, _Paid(made))
        paid.raw_minor += made.amount_minor
        paid.final_minor += capped.amount_minor
        if capped.amount_minor or capped.base_minor:
            yield capped

    def _mirror(self, path: str, line: Line, of: Undone) -> Iterator[Line]:
        """What takes a line back takes back what was paid on it, from whoever was paid."""
        for paid in self._paid.get(_slot(path, line, of.original.event.key), {}).values():
            terms = paid.line.catch.terms
            limits = terms.rule.per_period
            inside = limits is None or self._per_period.same(limits, paid.line.month, line.month)
            given_minor = paid.raw_minor if inside else paid.final_minor
            made = self._line(line, terms, paid.line.place, of.reversal.of(given_minor))
            capped = self._per_period.capped(made) if inside else made
            if capped.amount_minor or capped.base_minor:
                yield capped

    def _line(self, source: Line, terms: Terms, place: int, amount_minor: int) -> Line:
        rate = terms.rate
        return Line(
            Catch(source.catch.event, terms, source.catch.of), terms.holders.people[place], place, _kind(source),
            f"of:{source.person_id}:{source.catch.terms.path}:{source.part}", "override", source.amount_minor,
            rate.rate_ppm if isinstance(rate, Percent) else None, amount_minor, (source.amount_minor,), source.on,
            source.month, source=source,
        )  # fmt: skip

    def _is_source(self, override: Override, scheme_key: str, line: Line) -> bool:
        if override.team and line.person_id not in {self._world.recipients.person(one) for one in override.team}:
            return False
        terms = line.catch.terms
        return any(
            _means(source, scheme_key, terms.scheme.key, terms.rule.key, is_override=terms.path in self._names)
            for source in override.sources
        )

    def _meets(self, rule: Rule, version: SchemeVersion, line: Line) -> bool:
        """Conditions are asked of the source's event: a minimum's is that of the last line that it lifts.

        What takes back is asked as what it takes back, as elsewhere (SEMANTICS 3): a head who was paid gives back too.
        """
        if rule.when == Conditions():
            return True
        while line.source is not None:
            line = line.source
        catch = line.catch if line.catch.of is None else line.catch.of.original
        event = catch.event
        places = self._world.places(version.terms.silence_months, rule.won_by)
        place = places.of(event.order)
        client = self._clients.get(event.order.client_id)
        if order_failure(rule, event.order, place, client) is not None:
            return False
        return event_failure(rule.when, rule.rate, event, place, self._world.bases) is None

    def _heads(self, rule: Rule, line: Line) -> Holders:
        recipient, order = rule.recipient, line.catch.event.order
        if isinstance(recipient, Named):
            return self._world.recipients.named(recipient.members)
        if isinstance(recipient, Function) and order.id:
            return self._world.recipients.of(order, recipient, line.on)
        return NOBODY

    def _stays(self, version: SchemeVersion, person_id: int, line: Line) -> bool:
        left_on = self._world.recipients.left_on(person_id)
        if left_on is None or version.terms.leaving is Leaving.KEEP:
            return True
        if version.terms.leaving is Leaving.KEEP_MONTHS:
            return line.on <= add_months(left_on, version.terms.leaving_months)
        return line.on <= left_on


def _mirrors(line: Line) -> bool:
    """Whether the line takes back what another gave, pro rata; an override on such a line does so too."""
    return line.code == "reversal" or (line.code == "override" and line.source is not None and _mirrors(line.source))


def _kind(source: Line) -> AccrualKind:
    later = {AccrualKind.MINIMUM, AccrualKind.CATCH_UP}
    return AccrualKind.ACCRUAL if source.kind in later else source.kind


def _slot(path: str, source: Line, original_key: str | None = None) -> Slot:
    """The line that gave: catch-ups belong to the line that they catch up on."""
    part = source.part
    if part.startswith(("catch_up:", "late_catch_up:")):
        part = LATE if part.startswith(LATE) else MAIN
    event_key = source.catch.event.key if original_key is None else original_key
    return path, source.person_id, source.catch.terms.path, event_key, part


def _means(source: Source, own_key: str, scheme_key: str, rule_key: str, *, is_override: bool) -> bool:
    if source.scheme_key != ALL and (source.scheme_key or own_key) != scheme_key:
        return False
    if source.rule_key == ALL:
        return not is_override
    return source.rule_key == rule_key


def _in_order(plans: Iterable[Plan]) -> list[tuple[str, Plan]]:
    """Overrides after those that they are paid on. Raises Invalid(override_circle)."""
    known: dict[str, Plan] = {}
    sources: dict[str, set[Source]] = defaultdict(set)
    for plan in plans:
        for version in plan.scheme.versions:
            for rule in version.rules:
                if rule.override is not None:
                    path = f"{plan.scheme.key}.{rule.key}"
                    known[path] = plan
                    sources[path].update(rule.override.sources)
    before = {
        path: {
            other
            for other, theirs in known.items()
            if other != path
            and any(
                _means(source, plan.scheme.key, theirs.scheme.key, other.partition(".")[2], is_override=True)
                for source in sources[path]
            )
        }
        for path, plan in known.items()
    }
    ordered: list[str] = []
    while len(ordered) < len(known):
        ready = sorted(path for path in known if path not in ordered and before[path] <= set(ordered))
        if not ready:
            circle = ", ".join(sorted(set(known) - set(ordered)))
            raise Invalid((Finding("override_circle", "override", {"rules": circle}),))
        ordered.append(ready[0])
    return [(path, known[path]) for path in ordered]
