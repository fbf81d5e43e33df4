"""Which answers of steps 4 and 5 a rule may come from. A reading is a guess; ``reading`` proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.calc.facts import Function, ServiceKind
from app.calc.scheme import (
    ByOrder,
    Counter,
    EventKind,
    Fading,
    Fixed,
    Percent,
    Rule,
    WonBy,
)
from app.calc.tables import COUNTS, Tiers
from app.motivation.draft.answers import (
    Answers,
    ExtensionWay,
    FadingRate,
    FirstOrder,
    FirstShare,
    FirstWay,
    HandBack,
    LaterOrders,
    LaterShare,
    LaterWay,
    Moment,
)

_MOMENTS = {EventKind.CONTRACT_SIGNED: Moment.SIGNING, EventKind.INVOICE_ISSUED: Moment.INVOICE}
_EXTENSIONS = (ExtensionWay.AS_ORDER, ExtensionWay.NOTHING, ExtensionWay.OWN_RULE)
_OF_SELLER = (LaterWay.SELLER, LaterWay.BACK_TO_SALES)


def sales_readings(rule: Rule, answers: Answers) -> Iterator[Answers]:
    """Answers like ``answers`` of which the rule may be a consequence, the likeliest first."""
    yield from (replace(answers, first=first) for first in _premiums(rule, answers.first))
    yield from _handed_back(rule, answers)
    moment = _moment(rule)
    if moment is None or not isinstance(rule.recipient, Function):
        return
    late = replace(answers.collecting, sales_late=rule.late or answers.collecting.sales_late)
    growing = replace(answers.growing, sales_cap=rule.per_period or answers.growing.sales_cap)
    for way in sorted(_EXTENSIONS, key=lambda one: one is not answers.growing.extensions):
        given = replace(answers, collecting=late, growing=replace(growing, extensions=way))
        for first, later in _courses(rule, moment, answers):
            yield replace(given, first=first, later=later)


def _moment(rule: Rule) -> Moment | None:
    if rule.event is EventKind.PAYMENT_RECEIVED:
        if rule.full_payment:
            return Moment.PAID_IN_FULL
        return Moment.PAYMENT_AND_ACT if rule.paid_and_accepted else Moment.PAYMENT
    return _MOMENTS.get(rule.event)


def _premiums(rule: Rule, first: FirstOrder) -> Iterator[FirstOrder]:
    if not isinstance(rule.recipient, Function):
        return
    won = Moment.PAYMENT if rule.won_by is WonBy.MONEY else Moment.SIGNING
    moment = won if rule.event is EventKind.CLIENT_WON else _moment(rule)
    if moment is None:
        return
    given = replace(
        first, way=FirstWay.PREMIUM, moment=moment, premium_to=rule.recipient, hold_back=rule.hold_back
    )  # fmt: skip
    if isinstance(rule.rate, Tiers) and rule.rate.measure in COUNTS:
        yield replace(given, rising=rule.rate)
    if not isinstance(rule.rate, Fixed):
        return
    amount_minor, service = rule.rate.amount_minor, rule.when.service_kind
    if service is None:
        yield replace(given, premium_minor=amount_minor)
    elif service == ServiceKind.COMPLEX:
        yield replace(given, complex_premium_minor=amount_minor)
    else:
        yield replace(given, premium_minor=amount_minor, complex_premium_minor=first.complex_premium_minor or 0)


def _handed_back(rule: Rule, answers: Answers) -> Iterator[Answers]:
    if rule.recipient is Function.DELIVERING and isinstance(rule.rate, Percent):
        hand_back = HandBack(rule.rate.rate_ppm, rule.per_event)
        yield replace(answers, later=replace(answers.later, way=LaterWay.BACK_TO_SALES, hand_back=hand_back))


def _courses(rule: Rule, moment: Moment, answers: Answers) -> Iterator[tuple[FirstOrder, LaterOrders]]:
    """The rule as one of both orders, of the first only, of the later ones only."""
    function, rate = rule.recipient, rule.rate
    if not isinstance(function, Function):
        return
    alone: list[LaterOrders] = []
    if isinstance(rate, Percent):
        first = _first(answers.first, function, rate.rate_ppm, rule, moment)
        for later in _laters(answers.later, function, (rate.rate_ppm,), rule, moment):
            yield first, later
            alone.append(later)
        yield first, answers.later
        alone += _of_finder(answers.later, rate.rate_ppm, rule, moment)
    elif isinstance(rate, ByOrder) and rate.by is Counter.ORDER:
        first = _first(answers.first, function, rate.rates_ppm[0], rule, moment)
        rest = rate.rates_ppm[1:] or rate.rates_ppm
        for later in _laters(answers.later, function, rest, rule, moment):
            yield first, later
            alone.append(later)
    elif isinstance(rate, Fading) and rate.by is Counter.ORDER and function is Function.FINDING:
        fading = FadingRate(max(rate.start_ppm - rate.step_ppm, rate.floor_ppm), rate.step_ppm, rate.floor_ppm)
        later = replace(answers.later, way=LaterWay.FINDER_FADING, fading=fading, moment=moment, base=rule.base)
        yield _first(answers.first, function, rate.start_ppm, rule, moment), later
        yield from ((answers.first, one) for one in _apart(later, rule, answers.later))
    yield from ((answers.first, later) for later in alone)


def _first(first: FirstOrder, function: Function, rate_ppm: int, rule: Rule, moment: Moment) -> FirstOrder:
    others = tuple(one for one in first.shares if one.function is not function and one.rate_ppm)
    share = FirstShare(function, rate_ppm, rule.base)
    return replace(first, way=FirstWay.PERCENT, moment=moment, shares=(*others, share))


def _laters(
    later: LaterOrders, function: Function, rates_ppm: tuple[int, ...], rule: Rule, moment: Moment
) -> Iterator[LaterOrders]:
    given = replace(later, moment=moment, base=rule.base)
    if function is Function.FINDING:
        lower = replace(given, way=LaterWay.FINDER_LOWER, finder_rates_ppm=rates_ppm)
        yield from _apart(lower, rule, later)
    if function is Function.SELLING and not rates_ppm[1:]:
        ways = sorted(_OF_SELLER, key=lambda way: way is not later.way)
        yield from (replace(given, way=way, seller_ppm=rates_ppm[0]) for way in ways)
    others = tuple(one for one in _as_shares(later) if one.function is not function)
    shares = (*others, LaterShare(function, rates_ppm, rule.base))
    yield replace(later, way=LaterWay.SPLIT, moment=moment, shares=shares)


def _of_finder(later: LaterOrders, rate_ppm: int, rule: Rule, moment: Moment) -> Iterator[LaterOrders]:
    """Ways that say when the finder earns: for some months, or only if the finder has sold the order too."""
    if rule.recipient is not Function.FINDING:
        return
    given, months = replace(later, moment=moment, base=rule.base), rule.when.months_since_won
    if months is not None and months.end is not None:
        limited = replace(
            given, way=LaterWay.FINDER_LIMITED, limited_ppm=rate_ppm, limited_months=months.end
        )  # fmt: skip
        yield from _apart(limited, rule, later)
    if rule.when.recipient_sold:
        yield replace(given, way=later.way or LaterWay.NOBODY, finder_sold_ppm=rate_ppm)


def _apart(given: LaterOrders, rule: Rule, before: LaterOrders) -> Iterator[LaterOrders]:
    """A finder who has sold the order too may have a rate apart: nothing, until a rule gives one."""
    apart = (before.finder_sold_ppm or 0) if rule.when.recipient_sold is False else before.finder_sold_ppm
    yield replace(given, finder_sold_ppm=apart)


def _as_shares(later: LaterOrders) -> tuple[LaterShare, ...]:
    """A later way as shares of a split."""
    if later.way is LaterWay.SPLIT:
        return later.shares
    if later.way is LaterWay.FINDER_LOWER:
        return (LaterShare(Function.FINDING, later.finder_rates_ppm, later.base),)
    if later.way is LaterWay.SELLER:
        return (LaterShare(Function.SELLING, (later.seller_ppm,), later.base),)
    return ()
