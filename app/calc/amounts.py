"""Whole amounts: what an event earns under a rule before it is limited, reduced and shared (SEMANTICS 2 and 4)."""

from __future__ import annotations

from typing import NamedTuple

from app.calc.bases import Bases
from app.calc.conditions import percentage
from app.calc.events import Event
from app.calc.match_terms import Catch
from app.calc.scheme import EventKind, Fixed, PerUnit
from app.calc.tables import Measure, TierMode, Tiers
from app.calc.tiers import Table
from app.kernel.money import PPM, pro_rata, round_half_up

_ONCE = frozenset({EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON})


class Worked(NamedTuple):
    """A whole amount: rounded, unrounded as a fraction (what a late table reduces), and its one rate, if it has one."""

    code: str
    amount_minor: int
    numerator: int
    denominator: int
    rate_ppm: int | None


class Amounts:
    """Works whole amounts out; tables are made once."""

    def __init__(self, bases: Bases) -> None:
        """Convert by ``bases``."""
        self._bases = bases
        self._tables: dict[int, Table] = {}

    def table(self, rate: Tiers) -> Table:
        """The table, ready to be read."""
        table = self._tables.get(id(rate))
        if table is None:
            table = self._tables[id(rate)] = Table(rate.bands)
        return table

    def work_out(self, catch: Catch, base_minor: int) -> Worked:
        """The whole amount of a catch whose rate is no table over a measure of the recipient."""
        terms, event = catch.terms, catch.event
        rate = terms.rate
        if isinstance(rate, Fixed):
            if event.kind is EventKind.PAYMENT_RECEIVED or terms.rule.full_payment:
                return _by_progress("fixed", rate.amount_minor, event)
            return _once("fixed", rate.amount_minor, event)
        if isinstance(rate, PerUnit):
            total_minor = rate.amount_minor * event.order.quantity
            by_progress = event.kind not in _ONCE
            return (_by_progress if by_progress else _once)("per_unit", total_minor, event)
        if isinstance(rate, Tiers):
            if rate.measure is Measure.DAYS_LATE:
                return by_rate("tier_days_late", base_minor, self.table(rate).rate_at(event.days_late or 0))
            return self._over_this_amount(rate, event, base_minor)
        code, rate_ppm = percentage(rate, terms.number(event))
        return by_rate(code, base_minor, rate_ppm)

    def _over_this_amount(self, rate: Tiers, event: Event, base_minor: int) -> Worked:
        """Reads the contract's net, and rates the base by what the table gives for that (SEMANTICS 4).

        An amendment earns what the table gives more for the new net. A contract without a net is read by the base.
        """
        table = self.table(rate)
        to_firm = self._bases.exchange.to_firm
        before_minor, _, _, net_minor = (to_firm(event, part) for part in event.progress)
        if net_minor <= 0:
            net_minor = base_minor
        amends = event.adds and event.kind is not EventKind.INVOICE_SETTLED
        if rate.mode is TierMode.WHOLE and not amends:
            return by_rate("tier_event", base_minor, table.rate_at(net_minor))
        rate_ppm = table.one_rate(0, net_minor)
        if amends:
            more = _given_by(table, rate.mode, net_minor) - _given_by(table, rate.mode, before_minor)
            return Worked("tier_event", round_half_up(more, PPM), more, PPM, rate_ppm)
        if net_minor <= 0:
            return by_rate("tier_event", base_minor, table.rate_at(net_minor))
        numerator, denominator = base_minor * table.exact(net_minor), PPM * net_minor
        return Worked("tier_event", round_half_up(numerator, denominator), numerator, denominator, rate_ppm)


def by_rate(code: str, base_minor: int, rate_ppm: int) -> Worked:
    """A rate on a base."""
    numerator = base_minor * rate_ppm
    return Worked(code, round_half_up(numerator, PPM), numerator, PPM, rate_ppm)


def _given_by(table: Table, mode: TierMode, net_minor: int) -> int:
    """What a table over this amount gives for a contract's net, in millionths."""
    return table.exact(net_minor) if mode is TierMode.MARGINAL else net_minor * table.rate_at(net_minor)


def _once(code: str, amount_minor: int, event: Event) -> Worked:
    """Whole and once; what only adds to an earlier event earns no sum of its own."""
    whole_minor = 0 if event.adds else amount_minor
    return Worked(code, whole_minor, whole_minor, 1, None)


def _by_progress(code: str, amount_minor: int, event: Event) -> Worked:
    """Pro rata of the contract's net (SEMANTICS 4)."""
    before, whole_before, after, whole_after = event.progress
    part_minor = pro_rata(amount_minor, after, whole_after) - pro_rata(amount_minor, before, whole_before)
    denominators = max(whole_before, 1), max(whole_after, 1)
    risen = _clamped(after, whole_after) * denominators[0] - _clamped(before, whole_before) * denominators[1]
    return Worked(code, part_minor, amount_minor * risen, denominators[0] * denominators[1], None)


def _clamped(reached_minor: int, whole_minor: int) -> int:
    return min(max(reached_minor, 0), max(whole_minor, 0))
