"""The rules of steps 4 and 5: what the first order of a client earns, and what the later ones do.

Where a function earns a percentage of both on the same terms, one rule says both, as people would write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.calc.facts import Function, ServiceKind
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    OrderKind,
    Percent,
    Rate,
    Rule,
    Span,
    WonBy,
)
from app.motivation.draft.answers import (
    Answers,
    ExtensionWay,
    FadingRate,
    FirstOrder,
    FirstWay,
    LaterOrders,
    LaterWay,
    Moment,
)
from app.motivation.draft.made import MadeRule
from app.motivation.draft.steps import Step

_FIRST, _REPEAT = frozenset({OrderKind.FIRST}), frozenset({OrderKind.REPEAT})
_EVENTS = {Moment.SIGNING: EventKind.CONTRACT_SIGNED, Moment.INVOICE: EventKind.INVOICE_ISSUED}
_WON_BY = {Moment.SIGNING: WonBy.CONTRACT, Moment.PAYMENT: WonBy.MONEY}


@dataclass(frozen=True, slots=True)
class _Later:
    """What a function earns of later orders."""

    rate: tuple[int, ...] | FadingRate
    base: Base
    months: int | None = None
    sold: bool | None = None

    @property
    def second_ppm(self) -> int:
        """The rate of the second order."""
        return self.rate.second_ppm if isinstance(self.rate, FadingRate) else self.rate[0]


def sales_rules(answers: Answers) -> Iterator[MadeRule]:
    """Premiums, then the percentages by function, then what an order that is handed back to sales earns."""
    yield from _premiums(answers.first)
    firsts = {}
    if answers.first.way is FirstWay.PERCENT:
        firsts = {share.function: share for share in answers.first.shares if share.rate_ppm > 0}
    laters = dict(_laters(answers.later))
    together = answers.first.moment is answers.later.moment
    for function in Function:
        first, later = firsts.get(function), laters.get(function)
        if first and later and together and later.base is first.base and _one_course(first.rate_ppm, later):
            yield _both(answers, function, first.rate_ppm, later)
            continue
        if first:
            rule = _paid(answers, function, answers.first.moment, first.base, Percent(first.rate_ppm))
            yield MadeRule(f"first-{function}", Step.FIRST, replace(rule, when=_first_only(answers)))
        if later:
            yield MadeRule(f"later-{function}", Step.LATER, _later_only(answers, function, later))
    yield from _finder_who_sold(answers)
    yield from _handed_back(answers.later)


def _premiums(first: FirstOrder) -> Iterator[MadeRule]:
    if first.way is not FirstWay.PREMIUM:
        return
    if first.rising is not None:
        if first.moment in _WON_BY:
            yield _premium(first, "premium", first.rising, None)
        return
    sums: list[tuple[str, int, str | None]]
    if first.complex_premium_minor is None:
        sums = [("premium", first.premium_minor, None)]
    else:
        sums = [
            ("premium-standard", first.premium_minor, ServiceKind.STANDARD.value),
            ("premium-complex", first.complex_premium_minor, ServiceKind.COMPLEX.value),
        ]
    for slot, amount_minor, service in sums:
        if amount_minor > 0 and first.moment is not Moment.INVOICE:
            yield _premium(first, slot, Fixed(amount_minor), service)


def _premium(first: FirstOrder, slot: str, rate: Rate, service: str | None) -> MadeRule:
    """Whole when the client is won; or, on money that must be complete or accepted, by the parts of the first order."""
    won = first.moment in _WON_BY
    rule = Rule(
        key=slot,
        event=EventKind.CLIENT_WON if won else EventKind.PAYMENT_RECEIVED,
        recipient=first.premium_to,
        rate=rate,
        when=Conditions(service_kind=service, order_kinds=None if won else _FIRST),
        won_by=_WON_BY.get(first.moment, WonBy.CONTRACT),
        full_payment=first.moment is Moment.PAID_IN_FULL,
        paid_and_accepted=first.moment is Moment.PAYMENT_AND_ACT,
        hold_back=first.hold_back,
    )
    return MadeRule(slot, Step.FIRST, rule)


def _laters(later: LaterOrders) -> Iterator[tuple[Function, _Later]]:
    apart = None if later.finder_sold_ppm is None else False
    if later.way is LaterWay.FINDER_LOWER and any(later.finder_rates_ppm):
        yield Function.FINDING, _Later(later.finder_rates_ppm, later.base, sold=apart)
    elif later.way is LaterWay.FINDER_FADING and later.fading.second_ppm > 0:
        yield Function.FINDING, _Later(later.fading, later.base, sold=apart)
    elif later.way is LaterWay.FINDER_LIMITED and later.limited_ppm > 0 and later.limited_months > 0:
        yield Function.FINDING, _Later((later.limited_ppm,), later.base, later.limited_months, apart)
    elif later.way in {LaterWay.SELLER, LaterWay.BACK_TO_SALES} and later.seller_ppm > 0:
        yield Function.SELLING, _Later((later.seller_ppm,), later.base)
    elif later.way is LaterWay.SPLIT:
        for share in later.shares:
            if any(share.rates_ppm):
                yield share.function, _Later(share.rates_ppm, share.base)


def _one_course(first_ppm: int, later: _Later) -> bool:
    """Whether the first order is only the beginning of what holds for the later ones."""
    if later.months is not None or later.sold is not None:
        return False
    if isinstance(later.rate, FadingRate):
        return max(first_ppm - later.rate.step_ppm, later.rate.floor_ppm) == later.rate.second_ppm
    return True


def _both(answers: Answers, function: Function, first_ppm: int, later: _Later) -> MadeRule:
    ways = answers.growing.extensions
    when = Conditions(extensions=Extensions.AS_PARENT if ways is ExtensionWay.AS_ORDER else Extensions.NONE)
    rate: Rate
    if isinstance(later.rate, FadingRate):
        rate = Fading(first_ppm, later.rate.step_ppm, later.rate.floor_ppm)
    elif {first_ppm} == set(later.rate):
        rate = Percent(first_ppm)
        when = Conditions() if ways is ExtensionWay.AS_ORDER else Conditions(order_kinds=_FIRST | _REPEAT)
    else:
        rate = ByOrder((first_ppm, *later.rate))
    rule = replace(_paid(answers, function, answers.later.moment, later.base, rate), when=when)
    return MadeRule(f"orders-{function}", Step.LATER, rule)


def _first_only(answers: Answers) -> Conditions:
    if answers.growing.extensions is ExtensionWay.AS_ORDER:
        return Conditions(order_number=Span(1, 1), extensions=Extensions.AS_PARENT)
    return Conditions(order_kinds=_FIRST)


def _later_only(answers: Answers, function: Function, later: _Later) -> Rule:
    as_order = answers.growing.extensions is ExtensionWay.AS_ORDER
    months = None if later.months is None else Span(None, later.months)
    by_number = Conditions(
        order_number=Span(2),
        extensions=Extensions.AS_PARENT if as_order else Extensions.NONE,
        months_since_won=months,
        recipient_sold=later.sold,
    )
    rate: Rate
    if isinstance(later.rate, FadingRate):
        fading = later.rate
        rate, when = Fading(fading.second_ppm + fading.step_ppm, fading.step_ppm, fading.floor_ppm), by_number
    elif len(set(later.rate)) == 1:
        rate, when = Percent(later.rate[0]), by_number
        if not as_order:
            when = Conditions(order_kinds=_REPEAT, months_since_won=months, recipient_sold=later.sold)
    else:
        rate, when = ByOrder((later.rate[0], *later.rate)), by_number
    return replace(_paid(answers, function, answers.later.moment, later.base, rate), when=when)


def _paid(answers: Answers, function: Function, moment: Moment, base: Base, rate: Rate) -> Rule:
    """Somebody's part of an order at a moment; lateness only takes from what goes by payments."""
    event = _EVENTS.get(moment, EventKind.PAYMENT_RECEIVED)
    late = answers.collecting.sales_late if event is EventKind.PAYMENT_RECEIVED else ()
    return Rule(
        key=function.value,
        event=event,
        recipient=function,
        rate=rate,
        base=base,
        late=late,
        full_payment=moment is Moment.PAID_IN_FULL,
        paid_and_accepted=moment is Moment.PAYMENT_AND_ACT,
        per_period=answers.growing.sales_cap,
    )


def _finder_who_sold(answers: Answers) -> Iterator[MadeRule]:
    later = answers.later
    ways = {LaterWay.NOBODY, LaterWay.FINDER_LOWER, LaterWay.FINDER_FADING, LaterWay.FINDER_LIMITED}
    if later.way in ways and later.finder_sold_ppm:
        rule = _later_only(answers, Function.FINDING, _Later((later.finder_sold_ppm,), later.base, sold=True))
        yield MadeRule("later-own", Step.LATER, rule)


def _handed_back(later: LaterOrders) -> Iterator[MadeRule]:
    if later.way is LaterWay.BACK_TO_SALES and later.hand_back.rate_ppm > 0:
        rule = Rule(
            key="handed-back",
            event=EventKind.CONTRACT_SIGNED,
            recipient=Function.DELIVERING,
            rate=Percent(later.hand_back.rate_ppm),
            when=Conditions(order_kinds=_REPEAT | {OrderKind.EXTENSION}, recipient_sold=False),
            per_event=later.hand_back.limits,
        )
        yield MadeRule("handed-back", Step.LATER, rule)
