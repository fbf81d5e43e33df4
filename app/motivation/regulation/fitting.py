"""Stories that a rule may catch, the one that shows most of it first. Pure; whether it is caught, the engine says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, islice

from app.calc.conditions import uses_months
from app.calc.scheme import (
    Base,
    ByOrder,
    Counter,
    EventKind,
    Extensions,
    Fading,
    OrderKind,
    PerUnit,
    Release,
    Rule,
    Span,
    WonBy,
)
from app.calc.tables import COUNTS, PERSONAL, TOTALS, Measure, Tiers
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month, add_months
from app.motivation.regulation.story import Story

MOST_ORDERS, MOST_CLIENTS, MOST_STORIES = 4, 5, 400
_MANY = frozenset({"UAH", "RUB", "KZT", "CZK"})
"""Currencies of small units: an order is worth ten times as many."""
_USUAL_MINOR = 10_000_00
_DAY = 10
"""Of the month: early enough for several clients to come one after another."""
_COST_PPM = 400_000
_UNITS = 5
_FIRST_PART_PPM = 400_000
_TEN = 10
_YEAR = 12
_SOME_DAYS = 4
_LATE = (0, 3, 10, 20, 45, 100)
_NUMBERS = (1, 2, 3, 5)
_PARTS_OF_BOUND = ((3, 2), (1, 2), (1, 10), (10, 1))


def stories(rule: Rule, valid_from: date, currency: str, vat_ppm: int) -> Iterator[Story]:
    """What may be caught, at most ``MOST_STORIES``; all of them around ``valid_from`` where the rule allows it."""
    return islice(_stories(rule, valid_from, currency, vat_ppm), MOST_STORIES)


def _stories(rule: Rule, valid_from: date, currency: str, vat_ppm: int) -> Iterator[Story]:
    usual_minor = _USUAL_MINOR * (_TEN if currency in _MANY else 1)
    simple = _simple(rule, currency, vat_ppm)
    for number, kind in _places(rule):
        for month in _months(rule, number):
            for net_minor in _amounts(rule, usual_minor):
                for days_late in _lateness(rule):
                    story = replace(
                        simple, number=number, kind=kind, month=month, net_minor=net_minor, days_late=days_late,
                        cost_minor=round_half_up(net_minor * _COST_PPM, PPM) if rule.base is Base.MARGIN else 0,
                        plan_minor=_plan(rule, net_minor, usual_minor),
                        earlier_minor=_earlier(rule, number, kind, net_minor),
                    )  # fmt: skip
                    story = _in_time(rule, _going_on(rule, story), valid_from)
                    yield story
                    if rule.late and days_late[1:]:
                        yield replace(story, days_late=days_late[1:])
                        yield replace(story, days_late=days_late[:1])


def _simple(rule: Rule, currency: str, vat_ppm: int) -> Story:
    """What the conditions say by themselves."""
    when, event = rule.when, rule.event
    if rule.full_payment:
        event = EventKind.INVOICE_SETTLED
    asks = when.months_since_won is not None or uses_months(rule.rate) or uses_months(rule.extension_rate)
    return Story(
        event=event,
        event_on=date.min,
        currency=currency,
        net_minor=0,
        vat_ppm=vat_ppm,
        gated=rule.paid_and_accepted,
        asks_month=asks or event is EventKind.CLIENT_ANNIVERSARY,
        money_wins=rule.won_by is WonBy.MONEY,
        tag=when.client_tag or "",
        service_kind=when.service_kind or "standard",
        quantity=_UNITS if isinstance(rule.rate, PerUnit) or isinstance(rule.extension_rate, PerUnit) else 1,
        reminded=when.recipient_reminded is True,
    )


def _in_time(rule: Rule, story: Story, valid_from: date) -> Story:
    """The story on a day after ``valid_from``, within the campaign where there is one."""
    month = Month.of(valid_from)
    ends = story.event is EventKind.PERIOD_END
    day = month.last if ends else month.first + timedelta(days=_DAY - 1)
    campaign = rule.when.campaign
    if campaign is None:
        return replace(story, event_on=day)
    if campaign.start is not None and campaign.start > day:
        day = campaign.start
    if campaign.end is not None and campaign.end < day:
        day = campaign.end
    if ends:
        day = Month.of(day).last
        if not campaign.holds(day):
            day = Month.of(day).plus(-1).last
    return replace(story, event_on=day, one_day=campaign.end is not None)


def _places(rule: Rule) -> Iterator[tuple[int, OrderKind]]:
    """Order numbers and kinds that the rule may ask for, those that fit first."""
    when, first = rule.when, OrderKind.FIRST
    if rule.event is EventKind.CLIENT_ANNIVERSARY:
        yield 2, OrderKind.REPEAT
        return
    numbers = list(_NUMBERS)
    if when.order_number is not None:
        low = when.order_number.start or 1
        numbers = [low, low + 1, when.order_number.end or low]
    if rule.base is Base.INCREASE and when.order_kinds is None:
        numbers = [number for number in numbers if number > 1] + [number for number in numbers if number == 1]
    kinds = when.order_kinds or frozenset(OrderKind)
    found = [(number, first if number == 1 else OrderKind.REPEAT) for number in numbers]
    places = [place for place in found if place[1] in kinds]
    if when.extensions is not Extensions.NONE and OrderKind.EXTENSION in kinds:
        places += [(number, OrderKind.EXTENSION) for number in numbers]
    yield from dict.fromkeys(places)


def _months(rule: Rule, number: int) -> Iterator[int]:
    """In which months since the client was won the event may fall."""
    span = rule.when.months_since_won
    if rule.event is EventKind.CLIENT_ANNIVERSARY:
        least = (span.start if span is not None else None) or 0
        yield _YEAR * max(1, -(-(least - 1) // _YEAR)) + 1
        return
    low = 1 if span is None or span.start is None else span.start
    yield low
    if number > 1 and (span is None or span.holds(low + 1)):
        yield low + 1


def _amounts(rule: Rule, usual_minor: int) -> Iterator[int]:
    """Net amounts of an order, one that shows the table of the rate first."""
    bounds = [] if rule.when.amount_minor is None else [_within(rule.when.amount_minor, usual_minor)]
    found = [*_of_table(rule, usual_minor), usual_minor]
    if bounds:
        span = rule.when.amount_minor
        found = [*(one for one in found if span is not None and span.holds(one)), *bounds]
    found += [base * up // down for base in (usual_minor, *found[:1]) for up, down in _PARTS_OF_BOUND]
    yield from dict.fromkeys(one for one in found if one > 0)


def _within(span: Span, usual_minor: int) -> int:
    low, high = span.start, span.end
    if high is None:
        return max(usual_minor, (low or 0) * 6 // 5)
    if low is None:
        return min(usual_minor, high)
    return usual_minor if span.holds(usual_minor) else (low + high) // 2


def _of_table(rule: Rule, usual_minor: int) -> Iterator[int]:
    """An amount in the second band of a table, so that two rates are seen; of a plan, the plan over-fulfilled."""
    for rate in (rule.rate, rule.extension_rate):
        if not isinstance(rate, Tiers) or rate.measure in COUNTS | {Measure.DAYS_LATE}:
            continue
        known = [band.up_to_minor for band in rate.bands if band.up_to_minor is not None]
        for reached in _in_bands(known):
            yield round_half_up(usual_minor * reached, PPM) if rate.measure is Measure.QUOTA else reached


def _in_bands(bounds: list[int]) -> Iterator[int]:
    if not bounds:
        return
    yield (bounds[0] + bounds[1]) // 2 if bounds[1:] else bounds[0] * 3 // 2
    yield bounds[-1] * 3 // 2
    yield bounds[0]


def _plan(rule: Rule, net_minor: int, usual_minor: int) -> int:
    """A plan, where a table goes by one."""
    for rate in (rule.rate, rule.extension_rate):
        if isinstance(rate, Tiers) and rate.measure is Measure.QUOTA:
            if rule.when.amount_minor is None:
                return usual_minor
            reached = next(_in_bands([band.up_to_minor for band in rate.bands if band.up_to_minor is not None]), PPM)
            return max(1, round_half_up(net_minor * PPM, max(reached, 1)))
    return 0


def _earlier(rule: Rule, number: int, kind: OrderKind, net_minor: int) -> int:
    """What the client's earlier project came to, where it matters."""
    if rule.base is not Base.INCREASE or (number == 1 and kind is not OrderKind.EXTENSION):
        return 0
    return round_half_up(net_minor * _FIRST_PART_PPM, PPM)


def _lateness(rule: Rule) -> Iterator[tuple[int, ...]]:
    """Days late of one client after another: in time first, and then as the tables go by them."""
    span, copies = rule.when.days_late, _copies(rule)
    asked = [bound for bound in (span.start, span.end) if bound is not None] if span is not None else []
    late = _later(rule)
    fit = [days for days in (*asked, 0, *late, *_LATE) if span is None or span.holds(days)]
    if copies > 1:
        yield from ((days,) * copies for days in dict.fromkeys(fit[:3]))
        return
    shown = [days for days in dict.fromkeys((*fit[:1], *late)) if span is None or span.holds(days)]
    if shown[1:]:
        yield tuple(shown[:2])
    yield from ((days,) for days in dict.fromkeys(fit))


def _later(rule: Rule) -> list[int]:
    """Days late that lie in the first row that gives less than the one before it."""
    rows = [(band.up_to_days, band.kept_ppm < PPM) for band in rule.late]
    for rate in (rule.rate, rule.extension_rate):
        if isinstance(rate, Tiers) and rate.measure is Measure.DAYS_LATE:
            rows += [(band.up_to_minor, place > 0) for place, band in enumerate(rate.bands)]
    first = 0
    for up_to, less in rows:
        if less:
            return [first + _SOME_DAYS if up_to is None or first + _SOME_DAYS <= up_to else first]
        first = (up_to or 0) + 1
    return []


def _copies(rule: Rule) -> int:
    """How many clients the story needs for a table over their number."""
    for rate in (rule.rate, rule.extension_rate):
        if isinstance(rate, Tiers) and rate.measure in COUNTS:
            bounds = [band.up_to_minor for band in rate.bands if band.up_to_minor is not None]
            needed = bounds[0] + 1 if bounds else 1
            if bounds[1:] and bounds[1] + 1 <= MOST_CLIENTS:
                needed = bounds[1] + 1
            return needed if needed <= MOST_CLIENTS else 1
    return 1


def _going_on(rule: Rule, story: Story) -> Story:
    """Later orders or payments, where the rate goes by their number or the month; two payments, where money waits."""
    rate, held = rule.rate, rule.hold_back
    if rule.extension_rate is not None and story.kind is not OrderKind.EXTENSION:
        story = replace(story, extended=True)
    if story.event is EventKind.CLIENT_ANNIVERSARY or story.event is EventKind.PERIOD_END:
        return story
    if isinstance(rate, (ByOrder, Fading)) and rate.by is Counter.ORDER:
        return replace(story, orders=_orders_shown(rate))
    if isinstance(rate, (ByOrder, Fading)) and story.event is EventKind.PAYMENT_RECEIVED and not story.gated:
        months = _months_shown(rate)
        return replace(story, payments=tuple((month, PPM // len(months)) for month in months))
    waits = held is not None and held.until is Release.SETTLED and story.event is EventKind.PAYMENT_RECEIVED
    if waits:
        return replace(story, payments=((0, _FIRST_PART_PPM), (1, PPM - _FIRST_PART_PPM)))
    if story.money_wins and story.month > 1 and story.number == 1 and story.event is EventKind.PAYMENT_RECEIVED:
        return replace(story, payments=((1 - story.month, _FIRST_PART_PPM), (0, PPM - _FIRST_PART_PPM)))
    return story


def _orders_shown(rate: ByOrder | Fading) -> int:
    if isinstance(rate, Fading):
        return MOST_ORDERS - 1
    runs = [len(list(group)) for _, group in groupby(rate.rates_ppm)]
    return min(MOST_ORDERS, runs[0] + 1) if runs[1:] else 1


def _months_shown(rate: ByOrder | Fading) -> tuple[int, ...]:
    """Months after the first in which the rate is another one."""
    if isinstance(rate, Fading):
        return 0, 1, 2
    changes = [month for month, ppm in enumerate(rate.rates_ppm) if month == 0 or ppm != rate.rates_ppm[month - 1]]
    return tuple(changes[:3])


def last_day(story: Story, rule: Rule) -> date:
    """The day through which the story has to be worked out: of its last event, and as long as anything is held."""
    months = max(months for months, _ in story.payments) + story.orders + 2
    if rule.hold_back is not None:
        months += rule.hold_back.months
    end = Month.of(add_months(story.event_on, months))
    limits = rule.per_period
    if limits is not None or _is_personal(rule):
        return date(end.year, _YEAR, 31)
    return end.last


def _is_personal(rule: Rule) -> bool:
    return isinstance(rule.rate, Tiers) and rule.rate.measure in PERSONAL & TOTALS
