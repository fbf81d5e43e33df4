"""Every line that a firm's schemes earn: each rule by itself, pools, overrides, hold-backs (SEMANTICS 6 and 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.calc.facts import Facts
from app.calc.scheme import HoldBack, Pool, Release, Scheme
from app.calc.tables import PERSONAL, Measure, Tiers
from app.kernel.period import Month, add_months
from tests.calc.second.catching import World, catches, named, staff_order, stays
from tests.calc.second.entries import Out
from tests.calc.second.heads import Heads
from tests.calc.second.ledger import Ledger
from tests.calc.second.levels import measured_period
from tests.calc.second.receivers import assigned
from tests.calc.second.rounding import MILLION, nearest, shared


@dataclass(frozen=True)
class Key:
    """What names a line in both implementations."""

    person: int
    rule: str
    source: str
    part: str


@dataclass(frozen=True)
class Line:
    """A line's day, the month it is paid in, and its amount."""

    on: date
    pay_month: Month
    amount: int
    base: int = 0


def lines(facts: Facts, schemes: Sequence[Scheme], through: Month) -> dict[Key, Line]:
    """All lines from the beginning of the books through the month."""
    found = {}
    for out in all_lines(facts, schemes, through):
        key = Key(out.person, out.path, out.source, out.part)
        month = Month.of(out.on)
        if key in found:
            raise ValueError(f"two lines of one key: {key}")
        found[key] = Line(out.on, month.plus(out.pay_after), out.amount, out.base)
    return found


def all_lines(facts: Facts, schemes: Sequence[Scheme], through: Month) -> list[Out]:
    """The same, month after month."""
    world = World(facts, through)
    plain: list[Out] = []
    for scheme in schemes:
        caught = catches(world, scheme, _since(world.facts, scheme))
        for path in sorted({catch.name for catch in caught}):
            ledger = Ledger(world, path, [catch for catch in caught if catch.name == path])
            plain += ledger.work(through)
            plain += _pools(world, scheme, ledger)
    heads, holds = Heads(world, schemes), _Holds(world)
    done: list[Out] = []
    month = world.facts.books_from
    while month <= through:
        mine = sorted((out for out in plain if Month.of(out.on) == month), key=_turn)
        mine += heads.of(mine, month)
        done += mine + holds.of(mine, month)
        month = month.plus(1)
    return [out for out in done if out.amount or out.base]


def _turn(out: Out) -> tuple[bool, object, int, int, str]:
    """Events in their order, schemes, rules; then what the month's end brings, rule by rule."""
    closes = out.part == "minimum" or "catch_up" in out.part or out.source.startswith("pool:")
    assert out.catch is not None
    if closes:
        return True, (), 0, 0, out.path
    keys = [rule.key for rule in out.catch.scheme.version_on(out.catch.row.on).rules]
    place = keys.index(out.catch.rule.key) if out.catch.rule.key in keys else len(keys)
    return False, out.catch.row.turn, out.catch.scheme.id, place, ""


def _since(facts: Facts, scheme: Scheme) -> date:
    """History counts in periods that run when the books begin (SEMANTICS 1)."""
    begin = facts.books_from
    found = [begin.first]
    rules = [rule for version in scheme.versions for rule in version.rules]
    for rate in (rate for rule in rules for rate in (rule.rate, rule.extension_rate)):
        if isinstance(rate, Tiers) and rate.measure in PERSONAL:
            if rate.measure is Measure.QUOTA:
                found += [q.valid_from for q in facts.quotas if q.valid_from <= begin.first <= q.valid_to]
            else:
                found.append(measured_period(rate.measure, begin)[0])
    return min(found)


def _pools(world: World, scheme: Scheme, ledger: Ledger) -> list[Out]:
    """One sum for each version and month, rounded and split once."""
    found = []
    for (number, month), parts in sorted(ledger.pools.items()):
        version = next(v for v in scheme.versions if v.number == number)
        rule = parts[0][0].rule
        assert isinstance(rule.recipient, Pool)
        members = named(world.facts, rule.recipient)
        if not rule.recipient.members:
            here = {p.id for p in world.facts.people if assigned(world.facts, scheme.id, p.id, month.last)}
            members = tuple((person, 1) for person in staff_order(world.facts, here))
        if not members:
            continue
        weights = [weight for _, weight in members]
        amounts = shared(nearest(sum((exact for _, exact, _ in parts), Fraction(0))), weights)
        bases = shared(sum(base for _, _, base in parts), weights)
        for (person, _), amount, base in zip(members, amounts, bases, strict=True):
            here_still = person and assigned(world.facts, scheme.id, person, month.last)
            if here_still and stays(world, version.terms, person, month.last):
                source = f"pool:{month.text}:{number}"
                after = rule.pay_after_months
                found.append(Out(person, ledger.path, source, "main", month.last, after, amount, base, parts[0][0]))
    return found


class _Holds:
    """What is held of lines until its day."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.held: dict[tuple[int, str, str, str], int] = {}
        self.day: dict[tuple[int, str, str, str], date | None] = {}
        self.waiting: list[Out] = []

    def of(self, mine: list[Out], month: Month) -> list[Out]:
        """The month's hold-backs and releases."""
        found = []
        for out in mine:
            rule = out.catch.rule if out.catch is not None else None
            if rule is not None and rule.hold_back is not None and out.part != "minimum":
                found += self._hold(out, rule.hold_back)
        due = [out for out in self.waiting if Month.of(out.on) == month]
        return found + due

    def _hold(self, out: Out, hold: HoldBack) -> list[Out]:
        slot = (out.person, out.path, out.source, _slot(out.part))
        if out.reverses and out.catch is not None and out.catch.of is not None:
            slot = (out.person, out.path, out.catch.of.row.source, _slot(out.part))
            day = self.day.get(slot)
            if slot not in self.day or (day is not None and out.on >= day):
                return []
            row = out.catch.row
            amount = nearest(self.held[slot] * row.taken_before) - nearest(self.held[slot] * row.taken)
            return self._pair(out, amount, day)
        held, day = self._day(out, hold)
        amount = nearest(Fraction(out.amount * hold.share_ppm, MILLION)) if held else 0
        if not amount:
            return []
        self.held[slot] = self.held.get(slot, 0) + amount
        self.day.setdefault(slot, day)
        return self._pair(out, amount, day)

    def _pair(self, out: Out, amount: int, day: date | None) -> list[Out]:
        """The line that holds; the one that releases waits."""
        if not amount:
            return []
        if day is not None:
            self.waiting.append(replace(out, part=f"release:{out.part}", on=max(day, out.on), amount=amount, base=0))
        return [replace(out, part=f"hold:{out.part}", amount=-amount, base=0)]

    def _day(self, out: Out, hold: HoldBack) -> tuple[bool, date | None]:
        if hold.until is Release.MONTHS:
            return True, add_months(out.on, hold.months)
        contract = 0 if out.catch is None or out.source.startswith("pool:") else out.catch.row.contract.id
        if not contract:
            return False, None
        if hold.until is Release.ACCEPTED:
            days = [a.accepted_on for a in self.world.facts.acts if a.contract_id == contract and a.net_minor >= 0]
        else:
            days = [
                row.on
                for row in self.world.plain
                if row.source.startswith("settled:") and row.undoes is None and row.contract.id == contract
            ]
        if not days:
            return True, None
        return min(days) > out.on, min(days)


def _slot(part: str) -> str:
    """A catch-up belongs to its line."""
    if part.startswith("of:"):
        return part
    return "late" if part.startswith("late") else "main"
