"""What each code of a reason adds to the values of ``app.calc.explain``.

::

    percent           rate_ppm
    fixed             fixed_minor; where it runs with the contract also paid_minor (net until and with this event),
                      paid_before_minor (before it), contract_net_minor (all in ``currency``)
    per_unit          unit_minor, quantity, and the values of ``fixed`` with fixed_minor = unit × quantity
    order_list        rate_ppm, last (1: the last rate of the list, repeated)
    month_list        the same by months since the client was won, and month_number
    fading            rate_ppm, start_ppm, step_ppm, floor_ppm, at_floor (1: the floor holds)
    month_fading      the same by months since the client was won, and month_number
    tier_event        mode (marginal | whole), contract_base_minor (the contract's net in the firm's currency, by which
                      the table is read), rate_ppm where one rate gave it all
    tier_days_late    days_late, rate_ppm
    tier_marginal     the period; from_minor, to_minor (the recipient's total before and after), slices (count), and per
                      slice n = 1…: slice_n_minor (the part of the base in the band), slice_n_ppm
    tier_whole        the period; total_minor (the recipient's total at the month's end), rate_ppm
    quota_marginal    as tier_marginal, and plan_minor
    quota_whole       as tier_whole, and plan_minor, attained_ppm
    quota_missing     rate_ppm: there is no plan, so the first band's rate holds
    count_marginal    the period; count (which of the recipient's events it is), rate_ppm
    count_whole       the period; count (at the month's end), rate_ppm or premium_minor (the whole premium)
    premium           the period; count, premium_minor (the whole premium)
    catch_up          the period; total_minor or count (at the end of the line's month), given_minor (until now),
                      now_minor, rate_ppm where it has one, part (main | late), caught_on (the earlier line's day)
    late              kept_ppm, days_late, due_on, full_minor (the line that is reduced), rate_ppm where it has one
    minimum           the period; period_minimum_minor, given_minor
    pool              total_minor (of the whole team), events (count)
    override          source_person (id), source_minor, source_rule, rate_ppm; a mirrored one also as ``reversal``
    hold_back         line_minor (of which is held), share_ppm, until (accepted | settled | months), months, part
    release           the same, and held_on
    reversal          original_key (of the event), original_on, original_minor (the line that is taken back),
                      reversed_minor and of_minor (how much of the original is taken back until now), part (main | late)
    true_up           changed_month (YYYY-MM, the month of the event), before_minor, after_minor, gone (1: the line is
                      no longer earned), inner (the code of the changed line), then the values of that line's reason

The period: month (YYYY-MM, of the line), every (month | quarter | year | plan), period_first, period_last.

What each code promises of its line is taken for granted here (``cast``): a test says every line of every case.

A reversal inside the period of its original has the code of its table and, beside that code's values, ``original_key``
and ``original_on``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from app.calc.limits import NO_LIMITS
from app.calc.lines import LATE, Line
from app.calc.match_terms import Undone
from app.calc.periods import Periods
from app.calc.scheme import ByOrder, EventKind, Fading, Fixed, HoldBack, PerUnit
from app.calc.stream import World
from app.calc.tables import COUNTS, Measure, Tiers
from app.calc.tiers import Table, of_plan
from app.kernel.money import PPM, round_half_up

Values = tuple[tuple[str, int | str], ...]

SHARED_FIRST = frozenset({
    "reversal", "tier_marginal", "tier_whole", "quota_marginal", "quota_whole", "quota_missing", "count_marginal",
    "count_whole", "premium", "catch_up", "hold_back", "release", "override", "minimum",
})  # fmt: skip
"""Codes whose amount is the person's own from the beginning: nothing whole was shared afterwards."""


def shared(line: Line) -> Values:
    """The recipient's share, and the whole amount where that is what was shared."""
    weights = line.catch.terms.holders.weights
    if len(weights) == 1:
        return ()
    values: Values = (("share_weight", weights[line.place]), ("share_total", sum(weights)))
    if line.part == LATE or line.code in SHARED_FIRST:
        return values
    return (*values, ("whole_minor", line.numbers[0]))


def limited(line: Line) -> Values:
    """What limits changed."""
    rule = line.catch.terms.rule
    values: list[tuple[str, int | str]] = []
    if line.unlimited_minor is not None and rule.per_event != NO_LIMITS and line.code != "reversal":
        values.append(("unlimited_minor", line.unlimited_minor))
        if rule.per_event.minimum_minor is not None:
            values.append(("minimum_minor", rule.per_event.minimum_minor))
        if rule.per_event.cap_minor is not None:
            values.append(("cap_minor", rule.per_event.cap_minor))
    if line.uncapped_minor is not None and rule.per_period is not None:
        values += (
            ("uncapped_minor", line.uncapped_minor),
            ("period_cap_minor", rule.per_period.cap_minor or 0),
            ("cap_every", rule.per_period.every.value),
        )
    return tuple(values)


class Reasons:
    """The particular values of lines."""

    def __init__(self, world: World) -> None:
        """Keep what periods and plans are read from."""
        self._exchange = world.exchange
        self._periods = Periods(world.facts.quotas)
        self._made: Mapping[str, Callable[[Line], Values]] = {
            "fixed": _fixed,
            "per_unit": _per_unit,
            "order_list": _list,
            "month_list": _list,
            "fading": _fading,
            "month_fading": _fading,
            "tier_event": self._tier_event,
            "tier_days_late": _days_late,
            "tier_marginal": self._marginal,
            "quota_marginal": self._marginal,
            "tier_whole": self._whole,
            "quota_whole": self._whole,
            "count_marginal": self._count,
            "count_whole": self._count,
            "premium": self._count,
            "catch_up": self._catch_up,
            "late": _late,
            "minimum": self._minimum,
            "pool": _pool,
            "override": _override,
            "hold_back": _held,
            "release": _held,
            "reversal": _reversed,
        }

    def of(self, line: Line) -> Values:
        """The values that the line's code adds."""
        values = self._made.get(line.code, _rate)(line)
        if line.catch.of is None or line.code == "reversal":
            return values
        return (*values, *_original(line))

    def _tier_event(self, line: Line) -> Values:
        rate, event = line.catch.terms.rate, line.catch.event
        mode = rate.mode.value if isinstance(rate, Tiers) else ""
        net_minor = self._exchange.to_firm(event, event.progress[3])
        return (("mode", mode), ("contract_base_minor", net_minor), *_rate(line))

    def _period(self, line: Line) -> Values:
        rate, event = cast("Tiers", line.catch.terms.rate), line.catch.event
        period = self._periods.measured(rate.measure, line.person_id, event.on, event.month)
        every = "plan" if rate.measure is Measure.QUOTA else rate.measure.value.partition("_")[0]
        span = (event.month.first, event.month.last) if period is None else period
        return (
            ("month", line.month.text),
            ("every", every),
            ("period_first", span[0].isoformat()),
            ("period_last", span[1].isoformat()),
        )

    def _marginal(self, line: Line) -> Values:
        before, after, plan_minor = line.numbers
        rate = line.catch.terms.rate
        bands = () if not isinstance(rate, Tiers) else of_plan(rate.bands, plan_minor) if plan_minor else rate.bands
        slices = Table(bands).slices(before, after) if bands else ()
        values: list[tuple[str, int | str]] = [("from_minor", before), ("to_minor", after), ("slices", len(slices))]
        for number, part in enumerate(slices, start=1):
            values += [(f"slice_{number}_minor", part.amount_minor), (f"slice_{number}_ppm", part.rate_ppm)]
        plan: Values = (("plan_minor", plan_minor),) if plan_minor else ()
        return (*self._period(line), *values, *plan)

    def _whole(self, line: Line) -> Values:
        total_minor, plan_minor = line.numbers
        values = (*self._period(line), ("total_minor", total_minor), *_rate(line))
        if not plan_minor:
            return values
        return (*values, ("plan_minor", plan_minor), ("attained_ppm", round_half_up(total_minor * PPM, plan_minor)))

    def _count(self, line: Line) -> Values:
        values = (*self._period(line), ("count", line.numbers[0]))
        if line.rate_ppm is not None:
            return (*values, *_rate(line))
        return (*values, ("premium_minor", line.numbers[1]))

    def _catch_up(self, line: Line) -> Values:
        level, given_minor, now_minor = line.numbers
        rate = line.catch.terms.rate
        counts = isinstance(rate, Tiers) and rate.measure in COUNTS
        return (
            *self._period(line),
            ("count" if counts else "total_minor", level),
            ("given_minor", given_minor),
            ("now_minor", now_minor),
            *_rate(line),
            ("part", "late" if line.part.startswith(LATE) else "main"),
            ("caught_on", line.catch.event.on.isoformat()),
        )

    def _minimum(self, line: Line) -> Values:
        minimum_minor, given_minor = line.numbers
        limits = line.catch.terms.rule.per_period
        every = "" if limits is None else limits.every.value
        period = None if limits is None else self._periods.of(limits.every, line.month)
        first = line.month.first if period is None else period.first
        return (
            ("month", line.month.text),
            ("every", every),
            ("period_first", first.isoformat()),
            ("period_last", line.month.last.isoformat()),
            ("period_minimum_minor", minimum_minor),
            ("given_minor", given_minor),
        )


def _rate(line: Line) -> Values:
    return () if line.rate_ppm is None else (("rate_ppm", line.rate_ppm),)


def _list(line: Line) -> Values:
    rate, number = line.catch.terms.rate, line.catch.terms.number(line.catch.event)
    last = isinstance(rate, ByOrder) and number >= len(rate.rates_ppm)
    return (*_rate(line), ("last", int(last)), *_month_number(line))


def _fading(line: Line) -> Values:
    rate = cast("Fading", line.catch.terms.rate)
    floor = int(line.rate_ppm == rate.floor_ppm)
    shape = (("start_ppm", rate.start_ppm), ("step_ppm", rate.step_ppm), ("floor_ppm", rate.floor_ppm))
    return (*_rate(line), *shape, ("at_floor", floor), *_month_number(line))


def _month_number(line: Line) -> Values:
    return (("month_number", line.catch.terms.number(line.catch.event)),) if line.code.startswith("month_") else ()


def _fixed(line: Line) -> Values:
    rate, event, rule = line.catch.terms.rate, line.catch.event, line.catch.terms.rule
    fixed: Values = (("fixed_minor", rate.amount_minor if isinstance(rate, Fixed) else 0),)
    if event.kind is EventKind.PAYMENT_RECEIVED or rule.full_payment:
        return (*fixed, *_progress(line))
    return fixed


def _per_unit(line: Line) -> Values:
    rate, event = line.catch.terms.rate, line.catch.event
    unit_minor = rate.amount_minor if isinstance(rate, PerUnit) else 0
    quantity = event.order.quantity
    values: Values = (("fixed_minor", unit_minor * quantity), ("unit_minor", unit_minor), ("quantity", quantity))
    if event.kind in {EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON}:
        return values
    return (*values, *_progress(line))


def _progress(line: Line) -> Values:
    before, _, after, whole = line.catch.event.progress
    return (("paid_minor", after), ("paid_before_minor", before), ("contract_net_minor", whole))


def _days_late(line: Line) -> Values:
    return (("days_late", line.catch.event.days_late or 0), *_rate(line))


def _late(line: Line) -> Values:
    event = line.catch.event
    kept, full_minor = line.numbers
    return (
        ("kept_ppm", kept),
        ("days_late", event.days_late or 0),
        ("due_on", "" if event.invoice is None else event.invoice.due_on.isoformat()),
        ("full_minor", full_minor),
        *_rate(line),
    )


def _pool(line: Line) -> Values:
    total_minor, count = line.numbers
    return (("total_minor", total_minor), ("events", count))


def _override(line: Line) -> Values:
    source = cast("Line", line.source)
    return (
        ("source_person", source.person_id),
        ("source_minor", source.amount_minor),
        ("source_rule", source.catch.terms.path),
        *_rate(line),
    )


def _held(line: Line) -> Values:
    hold_back, source = cast("HoldBack", line.catch.terms.rule.hold_back), cast("Line", line.source)
    values: Values = (
        ("line_minor", line.numbers[0]),
        ("share_ppm", hold_back.share_ppm),
        ("until", hold_back.until.value),
        ("months", hold_back.months),
        ("part", source.part),
    )
    return values if line.code == "hold_back" else (*values, ("held_on", source.on.isoformat()))


def _original(line: Line) -> Values:
    original = cast("Undone", line.catch.of).original.event
    return (("original_key", original.key), ("original_on", original.on.isoformat()))


def _reversed(line: Line) -> Values:
    reversal = cast("Undone", line.catch.of).reversal
    return (
        *_original(line),
        ("original_minor", line.numbers[0]),
        ("reversed_minor", reversal.after_minor),
        ("of_minor", reversal.whole_minor),
        ("part", line.part),
    )
