"""Everything else that a rule or a version may say, drawn by dice; what makes no sense is drawn again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Counter,
    Days,
    Deciding,
    Each,
    EventKind,
    Every,
    Extensions,
    Fading,
    HoldBack,
    Leaving,
    Limits,
    Member,
    Named,
    OrderKind,
    Override,
    Percent,
    PeriodLimits,
    PeriodMeasure,
    PerUnit,
    Pool,
    Recipient,
    Release,
    Rule,
    Scheme,
    SchemeTerms,
    SchemeVersion,
    Source,
    Span,
    WonBy,
)
from app.calc.tables import COUNTS, Band, Measure, TierMode, Tiers
from app.calc.validate import problems

PERCENTS = (10_000, 20_000, 33_333, 50_000, 100_000, 175_001, 1_000_000)
AMOUNTS = (500_00, 1_000_00, 3_000_00, 10_000_00)
Dice: TypeAlias = random.Random
HARMLESS = {"never_fires", "late_keeps_more", "extension_rate_missing", "extension_rate_unused"}
"""Findings about sense, not about amounts: such rules are worked out all the same."""


def with_options(dice: Dice, rule: Rule, days: list[date]) -> Rule:
    """The rule with one to three more things said; the rule itself where none of the drawn ones makes sense."""
    for _ in range(12):
        made = rule
        for option in dice.sample(OPTIONS, dice.choice((1, 1, 2, 2, 3))):
            made = option(dice, made, days)
        if sensible(made):
            return made
    return rule


def sensible(rule: Rule) -> bool:
    """Whether the rule could stand in a scheme."""
    scheme = Scheme(1, "s1", "s1", (SchemeVersion(1, date(2025, 1, 1), (rule,)),))
    return {finding.code for finding in problems(scheme)} <= HARMLESS


def random_terms(dice: Dice) -> SchemeTerms:
    """What a version says as a whole."""
    if dice.random() < 0.5:
        return SchemeTerms()
    leaving = dice.choice(tuple(Leaving))
    return SchemeTerms(
        silence_months=dice.choice((None, None, 1, 2, 3)),
        leaving=leaving,
        leaving_months=dice.choice((0, 1, 2)) if leaving is Leaving.KEEP_MONTHS else 0,
        floor_negative=dice.random() < 0.3,
    )


OF_SOURCES = (
    Conditions(order_number=Span(1, 1), extensions=Extensions.AS_PARENT),
    Conditions(order_kinds=frozenset({OrderKind.REPEAT, OrderKind.EXTENSION})),
    Conditions(service_kind="complex"),
    Conditions(client_tag="key"),
    Conditions(months_since_won=Span(1, 3)),
    Conditions(amount_minor=Span(5_000_00, None)),
    Conditions(campaign=Days(date(2026, 1, 1), date(2026, 3, 31))),
)
"""What an override may ask of the events of its sources."""


def override_rule(dice: Dice, key: str, others: list[str]) -> Rule:
    """A head of some rules, or of all."""
    sources = dice.choice(((Source("", "*"),), (Source("*", "*"),), tuple(Source("", one) for one in others[:2])))
    team = dice.choice(((), (), ("S08", "S07")))
    limits = None
    if dice.random() < 0.25:
        limits = PeriodLimits(dice.choice(tuple(Every)), cap_minor=dice.choice((50_00, 300_00)))
    recipient: Recipient = dice.choice((_named(dice), Function.DELIVERING, Function.SELLING))
    hold = HoldBack(250_000, Release.MONTHS, 1) if dice.random() < 0.2 else None
    event = EventKind.PAYMENT_RECEIVED
    rate = Percent(dice.choice((100_000, 33_333, 50_000)))
    when = Conditions() if dice.random() < 0.6 else dice.choice(OF_SOURCES)
    return Rule(key, event, recipient, rate, when, per_period=limits, hold_back=hold, override=Override(sources, team))


def _members(dice: Dice) -> tuple[Member, ...]:
    numbers = dice.sample(("S08", "S07", "S06", "S05", "S99"), dice.randint(1, 3))
    return tuple(Member(number, dice.choice((1, 1, 2))) for number in numbers)


def _named(dice: Dice) -> Named:
    return Named(_members(dice))


def _people(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    return replace(rule, recipient=dice.choice((_named(dice), _named(dice), Pool(_members(dice)), Pool())))


def _increase(_dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    return replace(rule, base=Base.INCREASE)


def _unit(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    return replace(rule, rate=PerUnit(dice.choice((10_00, 33_33))), base=Base.NET)


def _by_month(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    rates = (
        ByOrder(tuple(dice.choice(PERCENTS) for _ in range(dice.randint(1, 4))), Counter.MONTH),
        Fading(500_000, 100_000, 10_000, Counter.MONTH),
    )
    return replace(rule, rate=dice.choice(rates), won_by=dice.choice(tuple(WonBy)))


def _table(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    measure = dice.choice((
        Measure.QUARTER_TOTAL,
        Measure.QUARTER_TOTAL,
        Measure.YEAR_TOTAL,
        Measure.MONTH_TOTAL,
        Measure.QUOTA,
        Measure.QUOTA,
        Measure.MONTH_COUNT,
        Measure.QUARTER_COUNT,
        Measure.YEAR_COUNT,
        Measure.DAYS_LATE,
        Measure.DAYS_LATE,
    ))
    if measure is Measure.DAYS_LATE:
        bounds: tuple[int, ...] = dice.choice(((0,), (14,), (0, 30)))
    elif measure in COUNTS:
        bounds = dice.choice(((1,), (2,), (1, 2), (1, 3)))
    elif measure is Measure.QUOTA:
        bounds = dice.choice(((500_000,), (1_000_000,), (500_000, 1_000_000), (333_333, 1_200_000)))
    else:
        bounds = tuple(sorted(dice.sample((100_00, 1_000_00, 5_000_00, 12_000_00, 20_000_00), dice.randint(1, 2))))
    premium = measure in COUNTS and dice.random() < 0.5
    bands = tuple(
        Band(bound, 0, None, dice.choice((100_00, 150_00, 200_01))) if premium else Band(bound, dice.choice(PERCENTS))
        for bound in (*bounds, None)
    )
    mode = TierMode.WHOLE if measure is Measure.DAYS_LATE else dice.choice((TierMode.MARGINAL, *[TierMode.WHOLE] * 2))
    made = replace(rule, rate=Tiers(measure, mode, bands), base=Base.NET if premium else rule.base)
    if measure is Measure.DAYS_LATE:
        return replace(made, event=dice.choice((EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED)))
    if dice.random() < 0.6:  # much must come together under one table for a bound to be crossed
        event = dice.choice((EventKind.PAYMENT_RECEIVED, EventKind.CONTRACT_SIGNED, EventKind.INVOICE_ISSUED))
        late = rule.late if event is EventKind.PAYMENT_RECEIVED else ()
        made = replace(made, event=event, recipient=Function.SELLING, when=Conditions(), extension_rate=None, late=late)
    return made


def _when(dice: Dice, rule: Rule, days: list[date]) -> Rule:
    asked = dice.randrange(6)
    when = rule.when
    if asked == 0:
        when = replace(when, months_since_won=Span(dice.choice((None, 1, 2)), dice.choice((None, 2, 3, 5))))
    elif asked == 1:
        when = replace(when, client_tag="key")
    elif asked == 2:
        when = replace(when, amount_minor=Span(dice.choice((None, 1_000_00, 5_000_00)), dice.choice((None, 12_000_00))))
    elif asked == 3:
        when = replace(when, days_late=Span(dice.choice((None, 0, 1)), dice.choice((None, 0, 30))))
    elif asked == 4:
        when = replace(when, campaign=Days(dice.choice((None, days[0])), dice.choice((None, days[-1]))))
    else:
        when = replace(when, recipient_reminded=dice.random() < 0.6)
    event = rule.event
    if asked in {3, 5} and dice.random() < 0.7:  # only money is late, or reminded of
        event = dice.choice((EventKind.PAYMENT_RECEIVED, EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED))
    return replace(rule, when=when, event=event, won_by=dice.choice(tuple(WonBy)))


def _limits(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    low, high = dice.choice(((None, 500_00), (200_00, None), (100_00, 500_00), (None, 100_01)))
    return replace(rule, per_event=Limits(low, high))


def _period(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    low, high = dice.choice(((None, 1_000_00), (None, 300_01), (500_00, None), (100_00, 1_000_00)))
    return replace(rule, per_period=PeriodLimits(dice.choice(tuple(Every)), low, high))


def _limited_table(dice: Dice, rule: Rule, days: list[date]) -> Rule:
    made = _limits(dice, _table(dice, rule, days), days)
    return replace(made, event=EventKind.PAYMENT_RECEIVED) if dice.random() < 0.7 else made


def _hold(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    until = dice.choice(tuple(Release))
    months = dice.choice((1, 2)) if until is Release.MONTHS else 0
    return replace(rule, hold_back=HoldBack(dice.choice((100_000, 333_333, 1_000_000)), until, months))


def _gate(_dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    return replace(rule, event=EventKind.PAYMENT_RECEIVED, paid_and_accepted=True, full_payment=False)


def _full(_dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    return replace(rule, event=EventKind.PAYMENT_RECEIVED, full_payment=True, paid_and_accepted=False)


def _won(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    return replace(
        rule, event=EventKind.CLIENT_WON, won_by=dice.choice((WonBy.MONEY, WonBy.MONEY, WonBy.CONTRACT)), late=()
    )


def _year(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    when = Conditions(client_tag=dice.choice((None, None, "key")))
    rate = dice.choice((Percent(10_000), Percent(33_333), rule.rate))
    base = dice.choice((Base.NET, Base.GROSS))
    return replace(
        rule, event=EventKind.CLIENT_ANNIVERSARY, when=when, late=(), rate=rate, base=base, extension_rate=None,
        won_by=dice.choice(tuple(WonBy)),
    )  # fmt: skip


def _month_end(dice: Dice, rule: Rule, _days: list[date]) -> Rule:
    measure = dice.choice(tuple(PeriodMeasure))
    own = measure is PeriodMeasure.OWN_RECEIPTS
    recipient: Recipient = Each() if own else dice.choice((Each(), _named(dice), Pool(_members(dice))))
    rate = dice.choice((Percent(10_000), Percent(33_333), rule.rate))
    return replace(
        rule, event=EventKind.PERIOD_END, when=Conditions(), late=(), base=Base.NET, extension_rate=None,
        measure=measure, measured_by=dice.choice((Function.SELLING, Function.COLLECTING)), recipient=recipient,
        rate=rate, deciding=Deciding.EVENT,
    )  # fmt: skip


Option = Callable[[Dice, Rule, list[date]], Rule]
OPTIONS: tuple[Option, ...] = (
    _people, _increase, _unit, _by_month, _table, _table, _table, _when, _when, _when, _limits, _limits,
    _limited_table, _period, _period, _hold, _hold, _gate, _gate, _full, _won, _year, _month_end,
)  # fmt: skip
