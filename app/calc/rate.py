"""From what is caught to amounts: rate, late table, shares, reversals (SEMANTICS 2, 3, 4 and the head of 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.calc.conditions import Percentage, percentage
from app.calc.events import Event
from app.calc.exchange import Exchange
from app.calc.match import Catch, Undone
from app.calc.results import AccrualKind
from app.calc.scheme import (
    EventKind,
    Fixed,
    LateBand,
    Measure,
    Rate,
    Scheme,
    TierMode,
    Tiers,
)
from app.calc.tiers import Table
from app.kernel.money import PPM, pro_rata, round_half_up, split
from app.kernel.period import Month

MAIN = "main"
LATE = "late"
_ACCRUAL = AccrualKind.ACCRUAL

RuleId = tuple[int, str]
"""A rule through all versions of its scheme."""


class Worked(NamedTuple):
    """A whole amount: rounded, unrounded as a fraction (what a late table reduces), and its one rate, if it has one."""

    code: str
    amount_minor: int
    numerator: int
    denominator: int
    rate_ppm: int | None


class Line(NamedTuple):
    """One line, light: ``explain`` makes the accrual with its reason of it, for those that somebody will read."""

    catch: Catch
    person_id: int
    place: int
    """The person's place among the holders."""
    kind: AccrualKind
    part: str
    code: str
    base_minor: int
    rate_ppm: int | None
    amount_minor: int
    numbers: tuple[int, ...]
    """What only this computation knows; ``explain`` says what it is for each code."""


def line_key(line: Line) -> str:
    """Person | scheme.rule | event | part: the same in every computation."""
    catch = line.catch
    return f"{line.person_id}|{catch.terms.path}|{catch.event.key}|{line.part}"


def kept_ppm(late: Sequence[LateBand], days: int) -> int:
    """The share that a payment ``days`` late keeps; upper days are inclusive (SEMANTICS 4)."""
    bands = (band.kept_ppm for band in late if band.up_to_days is None or days <= band.up_to_days)
    return next(bands, PPM)


class Rater:
    """Rates catches in the order of events; the measures of tier tables run along."""

    def __init__(self, exchange: Exchange, schemes: Iterable[Scheme]) -> None:
        """Start with nothing measured."""
        self._exchange = exchange
        self._tables: dict[int, Table] = {}
        self._reached: dict[tuple[int, str, int, Month], int] = defaultdict(int)
        self._totals: dict[tuple[int, str, int, Month], int] = defaultdict(int)
        self._given: dict[tuple[str, int, str], list[Line]] = {}
        self._measured = _measured(schemes)

    def rate(self, catches: Sequence[Catch]) -> list[Line]:
        """All lines. Lines of nothing over a base of nothing are left out."""
        shares = self._measure(catches)
        wanted = {catch.of.original.event.key for catch in catches if catch.of is not None}
        lines: list[Line] = []
        for number, catch in enumerate(catches):
            found = self._rate(catch, shares.get(number))
            if wanted and catch.event.key in wanted:
                self._given[catch.event.key, catch.terms.scheme.id, catch.terms.rule.key] = found
            lines.extend(found)
        return lines

    def _measure(self, catches: Sequence[Catch]) -> dict[int, tuple[int, ...]]:
        """Every recipient's shares under rules with a month's table, and their totals at the month's end."""
        shares: dict[int, tuple[int, ...]] = {}
        if not self._measured:
            return shares
        for number, catch in enumerate(catches):
            if (catch.terms.scheme.id, catch.terms.rule.key) not in self._measured or not _in_period(catch):
                continue
            base_minor = self._exchange.base_of(catch.event, catch.terms.rule.base)
            shares[number] = _share(base_minor, catch.terms.holders.weights)
            for place in catch.terms.paid:
                self._totals[_person_month(catch, place)] += shares[number][place]
        return shares

    def _rate(self, catch: Catch, shares: tuple[int, ...] | None) -> list[Line]:
        if shares is not None:
            table = _month_table(catch.terms.rate)
            if table is not None:
                return self._rate_by_month(catch, table, shares)
            for place in catch.terms.paid:
                self._reached[_person_month(catch, place)] += shares[place]
        return self._rate_whole(catch) if catch.of is None else self._mirror(catch, catch.of)

    def _rate_whole(self, catch: Catch) -> list[Line]:
        """The whole amount first, then late, each then shared (SEMANTICS 9)."""
        terms = catch.terms
        base_minor = self._exchange.base_of(catch.event, terms.rule.base)
        if terms.alone is not None:
            return _alone(catch, base_minor, terms.alone)
        code, amount_minor, numerator, denominator, rate_ppm = self._work_out(catch, base_minor)
        weights, people = catch.terms.holders.weights, catch.terms.holders.people
        bases, amounts = _share(base_minor, weights), _share(amount_minor, weights)
        numbers = (amount_minor,)
        lines = [
            Line(catch, people[at], at, _ACCRUAL, MAIN, code, bases[at], rate_ppm, amounts[at], numbers)
            for at in catch.terms.paid
            if bases[at] or amounts[at]
        ]
        kept = _kept(catch)
        if kept == PPM:
            return lines
        reduced = _share(round_half_up(numerator * kept, denominator * PPM) - amount_minor, weights)
        lines.extend(
            _late(catch, at, (kept, amounts[at], reduced[at]), rate_ppm) for at in catch.terms.paid if reduced[at]
        )
        return lines

    def _work_out(self, catch: Catch, base_minor: int) -> Worked:
        rate, event = catch.terms.rate, catch.event
        if isinstance(rate, Fixed):
            return _fixed(rate.amount_minor, event)
        if isinstance(rate, Tiers):
            return self._over_this_amount(rate, event, base_minor)
        code, rate_ppm = percentage(rate, event.order)
        return _by_rate(code, base_minor, rate_ppm)

    def _over_this_amount(self, rate: Tiers, event: Event, base_minor: int) -> Worked:
        """Reads the contract's net, and rates the base by what the table gives for that (SEMANTICS 4).

        An amendment earns what the table gives more for the new net. A contract without a net is read by the base.
        """
        table = self._table(rate)
        before_minor, _, _, net_minor = (self._exchange.to_firm(event, part) for part in event.progress)
        if net_minor <= 0:
            net_minor = base_minor
        amends = event.adds and event.kind is not EventKind.INVOICE_SETTLED
        if rate.mode is TierMode.WHOLE and not amends:
            return _by_rate("tier_event", base_minor, table.rate_at(net_minor))
        rate_ppm = table.one_rate(0, net_minor)
        if amends:
            more = _given_by(table, rate.mode, net_minor) - _given_by(table, rate.mode, before_minor)
            return Worked("tier_event", round_half_up(more, PPM), more, PPM, rate_ppm)
        if net_minor <= 0:
            return _by_rate("tier_event", base_minor, table.rate_at(net_minor))
        numerator, denominator = base_minor * table.exact(net_minor), PPM * net_minor
        return Worked("tier_event", round_half_up(numerator, denominator), numerator, denominator, rate_ppm)

    def _rate_by_month(self, catch: Catch, rate: Tiers, shares: tuple[int, ...]) -> list[Line]:
        """The base is split first, then each recipient's own month is rated (SEMANTICS 4 and 9)."""
        table = self._table(rate)
        kept = _kept(catch) if catch.of is None else PPM
        lines: list[Line] = []
        for place in catch.terms.paid:
            key = _person_month(catch, place)
            before = self._reached[key]
            after = self._reached[key] = before + shares[place]
            if rate.mode is TierMode.MARGINAL:
                line, exact = _marginal(catch, place, table, (before, after))
            else:
                line, exact = _whole(catch, place, table, (shares[place], self._totals[key]))
            if line.base_minor or line.amount_minor:
                lines.append(line)
            reduced = round_half_up(exact * kept, PPM * PPM) - line.amount_minor if kept != PPM else 0
            if reduced:
                lines.append(_late(catch, place, (kept, line.amount_minor, reduced), line.rate_ppm))
        if catch.of is not None:
            lines.extend(self._mirror(catch, catch.of, only=LATE))
        return lines

    def _mirror(self, catch: Catch, of: Undone, only: str | None = None) -> list[Line]:
        """What the original's lines finally gave, pro rata, to whoever was paid (SEMANTICS 3)."""
        given = self._given[of.original.event.key, catch.terms.scheme.id, catch.terms.rule.key]
        reversal, whole = of.reversal, of.reversal.whole_minor
        lines: list[Line] = []
        for line in given:
            if only is not None and line.part != only:
                continue
            base_minor, amount_minor = (
                pro_rata(total, reversal.before_minor, whole) - pro_rata(total, reversal.after_minor, whole)
                for total in (line.base_minor, line.amount_minor)
            )
            if base_minor or amount_minor:
                lines.append(
                    line._replace(
                        catch=catch,
                        kind=AccrualKind.REVERSAL,
                        code="reversal",
                        base_minor=base_minor,
                        amount_minor=amount_minor,
                        numbers=(line.amount_minor,),
                    )
                )
        return lines

    def _table(self, rate: Tiers) -> Table:
        table = self._tables.get(id(rate))
        if table is None:
            table = self._tables[id(rate)] = Table(rate.bands)
        return table


def _alone(catch: Catch, base_minor: int, of_base: Percentage) -> list[Line]:
    """A percentage that goes to one person: most lines of a firm, hence the short way."""
    if not base_minor:
        return []
    code, rate_ppm = of_base
    amount_minor = round_half_up(base_minor * rate_ppm, PPM)
    person_id = catch.terms.holders.people[0]
    return [Line(catch, person_id, 0, _ACCRUAL, MAIN, code, base_minor, rate_ppm, amount_minor, ())]


def _late(catch: Catch, place: int, amounts: tuple[int, int, int], rate_ppm: int | None) -> Line:
    """The line that takes the late part back, without a base: share kept, the full line, this one."""
    kept, full_minor, late_minor = amounts
    person_id = catch.terms.holders.people[place]
    return Line(catch, person_id, place, AccrualKind.LATE, LATE, "late", 0, rate_ppm, late_minor, (kept, full_minor))


def _by_rate(code: str, base_minor: int, rate_ppm: int) -> Worked:
    numerator = base_minor * rate_ppm
    return Worked(code, round_half_up(numerator, PPM), numerator, PPM, rate_ppm)


def _given_by(table: Table, mode: TierMode, net_minor: int) -> int:
    """What a table over this amount gives for a contract's net, in millionths."""
    return table.exact(net_minor) if mode is TierMode.MARGINAL else net_minor * table.rate_at(net_minor)


def _marginal(catch: Catch, place: int, table: Table, reached: tuple[int, int]) -> tuple[Line, int]:
    """R(T(c₁)) − R(T(c₀)), and the same unrounded in millionths."""
    before, after = reached
    low, high = table.exact(before), table.exact(after)
    amount_minor = round_half_up(high, PPM) - round_half_up(low, PPM)
    rate_ppm = table.one_rate(before, after)
    person_id, numbers = catch.terms.holders.people[place], (before, after)
    line = Line(
        catch, person_id, place, _kind(catch), MAIN, "tier_marginal", after - before, rate_ppm, amount_minor, numbers
    )
    return line, high - low


def _whole(catch: Catch, place: int, table: Table, amounts: tuple[int, int]) -> tuple[Line, int]:
    """The rate reached at the month's end, on this line."""
    share_minor, total_minor = amounts
    rate_ppm = table.rate_at(total_minor)
    exact = share_minor * rate_ppm
    person_id, amount_minor = catch.terms.holders.people[place], round_half_up(exact, PPM)
    line = Line(
        catch, person_id, place, _kind(catch), MAIN, "tier_whole", share_minor, rate_ppm, amount_minor, (total_minor,)
    )
    return line, exact


def _kind(catch: Catch) -> AccrualKind:
    return AccrualKind.ACCRUAL if catch.of is None else AccrualKind.REVERSAL


def _fixed(amount_minor: int, event: Event) -> Worked:
    """Pro rata of the contract's net on payments (SEMANTICS 4), whole and once on everything else."""
    if event.kind is not EventKind.PAYMENT_RECEIVED:
        whole_minor = 0 if event.adds else amount_minor
        return Worked("fixed", whole_minor, whole_minor, 1, None)
    before, whole_before, after, whole_after = event.progress
    part_minor = pro_rata(amount_minor, after, whole_after) - pro_rata(amount_minor, before, whole_before)
    denominators = max(whole_before, 1), max(whole_after, 1)
    risen = _clamped(after, whole_after) * denominators[0] - _clamped(before, whole_before) * denominators[1]
    return Worked("fixed", part_minor, amount_minor * risen, denominators[0] * denominators[1], None)


def _clamped(reached_minor: int, whole_minor: int) -> int:
    return min(max(reached_minor, 0), max(whole_minor, 0))


def _kept(catch: Catch) -> int:
    late, days = catch.terms.rule.late, catch.event.days_late
    return PPM if not late or days is None else kept_ppm(late, days)


def _share(amount_minor: int, weights: tuple[int, ...]) -> tuple[int, ...]:
    return (amount_minor,) if len(weights) == 1 else split(amount_minor, weights)


def _month_table(rate: Rate | None) -> Tiers | None:
    return rate if isinstance(rate, Tiers) and rate.measure is Measure.MONTH_TOTAL else None


def _person_month(catch: Catch, place: int) -> tuple[int, str, int, Month]:
    return catch.terms.scheme.id, catch.terms.rule.key, catch.terms.holders.people[place], catch.event.month


def _in_period(catch: Catch) -> bool:
    """Whether what takes back lies in the tier month of its original, and so in the cumulative (SEMANTICS 3)."""
    return catch.of is None or catch.of.original.event.month == catch.event.month


def _measured(schemes: Iterable[Scheme]) -> frozenset[RuleId]:
    """Rules that have a month's table in any version of their scheme: a measure never restarts (SEMANTICS 4)."""
    return frozenset(
        (scheme.id, rule.key)
        for scheme in schemes
        for version in scheme.versions
        for rule in version.rules
        if any(_month_table(rate) is not None for rate in (rule.rate, rule.extension_rate))
    )
