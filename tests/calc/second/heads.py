"""Overrides: heads are paid a percentage of other people's lines, line by line (SEMANTICS 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.calc.facts import Function
from app.calc.scheme import Conditions, Every, Named, Percent, Rule, Scheme, SchemeVersion, Source
from app.kernel.ids import natural_key
from app.kernel.period import Month
from tests.calc.second.catching import World, named, place_of, rate_if_meant, stays
from tests.calc.second.entries import Out
from tests.calc.second.ledger import Ledger
from tests.calc.second.levels import calendar
from tests.calc.second.receivers import assigned, holders
from tests.calc.second.rounding import MILLION, nearest, shared


@dataclass
class Paid:
    """What a head was given on a line, catch-ups included."""

    out: Out
    raw: int = 0
    final: int = 0


@dataclass
class Heads:
    """All overrides, heads of heads after their heads."""

    world: World
    schemes: Sequence[Scheme]
    paid: dict[tuple[str, int, str, str, str], dict[int, Paid]] = field(default_factory=dict)
    ledgers: dict[str, Ledger] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = {
            f"{scheme.key}.{rule.key}": scheme
            for scheme in self.schemes
            for version in scheme.versions
            for rule in version.rules
            if rule.override is not None
        }
        self.ledgers = {path: Ledger(self.world, path, []) for path in self.rules}

    def of(self, mine: Sequence[Out], month: Month) -> list[Out]:
        """The overrides on a month's lines, and on one another."""
        found: list[Out] = []
        for path in self.in_order():
            found += [made for out in (*mine, *found) for made in self._on(path, self.rules[path], out)]
        return found + [line for ledger in self.ledgers.values() for line in ledger.minima(month)]

    def in_order(self) -> list[str]:
        """An override comes after those that it is paid on."""
        done: list[str] = []
        while len(done) < len(self.rules):
            ready = [p for p in sorted(self.rules) if p not in done and self._below(p) <= set(done)]
            done.append(ready[0])
        return done

    def _below(self, path: str) -> set[str]:
        sources = {
            source
            for version in self.rules[path].versions
            for rule in version.rules
            if f"{self.rules[path].key}.{rule.key}" == path and rule.override is not None
            for source in rule.override.sources
        }
        return {
            other
            for other in self.rules
            if other != path and any(self._means(s, self.rules[path].key, other) for s in sources)
        }

    def _means(self, source: Source, own: str, path: str) -> bool:
        scheme_key, _, rule_key = path.partition(".")
        if source.scheme_key != "*" and (source.scheme_key or own) != scheme_key:
            return False
        return path not in self.rules if source.rule_key == "*" else source.rule_key == rule_key

    def _on(self, path: str, scheme: Scheme, out: Out) -> Iterator[Out]:
        if out.path == path or out.catch is None:
            return
        if out.mirrors is not None:
            yield from self._mirror(path, out)
            return
        version = scheme.version_on(out.on)
        rule = next((r for r in version.rules if f"{scheme.key}.{r.key}" == path), None)
        if rule is None or rule.override is None or not isinstance(rule.rate, Percent):
            return
        if not any(self._means(source, scheme.key, out.path) for source in rule.override.sources):
            return
        team = {natural_key(number) for number in rule.override.team}
        staff = {person.id: person.staff_no_key for person in self.world.facts.people}
        if (team and staff[out.person] not in team) or not self._meant(version, rule, out):
            return
        parts = self._heads(rule, out)
        if not parts:
            return
        amounts = shared(nearest(Fraction(out.amount * rule.rate.rate_ppm, MILLION)), [weight for _, weight in parts])
        for (person, _), amount in zip(parts, amounts, strict=True):
            if not person or person == out.person or not assigned(self.world.facts, scheme.id, person, out.on):
                continue
            if stays(self.world, version.terms, person, out.on):
                catch = replace(out.catch, scheme=scheme, version=version, rule=rule)
                part = f"of:{out.person}:{out.path}:{out.part}"
                after = rule.pay_after_months
                made = Out(person, path, out.source, part, out.on, after, amount, out.amount, catch)
                yield from self._pay(replace(made, reverses=out.reverses), out)

    def _pay(self, made: Out, source: Out) -> Iterator[Out]:
        assert made.catch is not None
        capped = self.ledgers[made.path].cap(made, made.catch)
        slot = (made.path, source.person, source.path, source.source, _slot(source.part))
        paid = self.paid.setdefault(slot, {}).setdefault(made.person, Paid(made))
        paid.raw += made.amount
        paid.final += capped.amount
        if capped.amount or capped.base:
            yield capped

    def _mirror(self, path: str, out: Out) -> Iterator[Out]:
        assert out.catch is not None
        assert out.mirrors is not None
        slot = (path, out.person, out.path, out.mirrors, _slot(out.part))
        for person, paid in self.paid.get(slot, {}).items():
            first = paid.out
            assert first.catch is not None
            limits = first.catch.rule.per_period
            ledger = self.ledgers[path]
            inside = limits is None or _same(limits.every, first, out)
            given, row = (paid.raw if inside else paid.final), out.catch.row
            amount = nearest(given * row.taken_before) - nearest(given * row.taken)
            catch = replace(out.catch, scheme=first.catch.scheme, version=first.catch.version, rule=first.catch.rule)
            part = f"of:{out.person}:{out.path}:{out.part}"
            after = first.catch.rule.pay_after_months
            made = Out(
                person, path, out.source, part, out.on, after, amount, out.amount, catch,
                mirrors=out.mirrors, reverses=True,
            )  # fmt: skip
            capped = ledger.cap(made, catch) if inside else made
            if capped.amount or capped.base:
                yield capped

    def _meant(self, version: SchemeVersion, rule: Rule, out: Out) -> bool:
        if rule.when == Conditions():
            return True
        assert out.catch is not None
        row = (out.catch.of or out.catch).row  # what takes back is asked as what it takes back
        return rate_if_meant(self.world, rule, row, place_of(self.world, version.terms, rule, row)) is not None

    def _heads(self, rule: Rule, out: Out) -> list[tuple[int, int]]:
        if isinstance(rule.recipient, Named):
            return list(named(self.world.facts, rule.recipient))
        assert out.catch is not None
        contract = out.catch.row.contract
        if isinstance(rule.recipient, Function) and contract.id and not out.source.startswith("pool:"):
            return holders(self.world.facts, contract, rule.recipient, out.on)
        return []


def _same(every: Every, one: Out, other: Out) -> bool:
    return calendar(every, Month.of(one.on)) == calendar(every, Month.of(other.on))


def _slot(part: str) -> str:
    if part.startswith(("catch_up:", "late_catch_up:")):
        return "late" if part.startswith("late") else "main"
    return part
