"""Random schemes: every rate, table and condition that a scheme can express today."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Deciding,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    OrderKind,
    Percent,
    Rate,
    Rule,
    Scheme,
    SchemeVersion,
    Span,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from tests.calc.second.options import override_rule, random_terms, sensible, with_options

BOUNDS = (100_00, 1_000_00, 5_000_00, 10_000_00, 12_000_00, 20_000_00)
PERCENTS = (0, 10_000, 20_000, 33_333, 50_000, 100_000, 175_001, 1_000_000)
LATE_EVENTS = (EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED)
FIRST_VALID = date(2025, 1, 1)
OLD_EVENTS = tuple(kind for kind in EventKind if kind not in {EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END})
OLD_MEASURES = (Measure.EVENT_AMOUNT, Measure.MONTH_TOTAL)
SAME_KIND = (Percent, Fixed, ByOrder, Fading)


def random_schemes(dice: random.Random, days: list[date]) -> tuple[Scheme, ...]:
    """One or two schemes of one or two versions."""
    return tuple(_scheme(dice, days, number) for number in range(1, dice.choice((2, 2, 3))))


def _scheme(dice: random.Random, days: list[date], number: int) -> Scheme:
    rules = tuple(_any_rule(dice, f"r{n}", days) for n in range(dice.randint(2, 5)))
    if dice.random() < 0.25:
        rules = (*rules, override_rule(dice, "head", [rule.key for rule in rules]))
        if dice.random() < 0.3:
            rules = (*rules, override_rule(dice, "boss", ["head"]))
    versions = [SchemeVersion(1, FIRST_VALID, rules, random_terms(dice))]
    if dice.random() < 0.4:
        changed = tuple(_changed(dice, rule, days) for rule in rules if dice.random() < 0.93)
        if dice.random() < 0.1:
            changed = (*changed, _any_rule(dice, "new", days))
        day = dice.choice((*days, date(2026, 2, 1)))
        terms = versions[0].terms if dice.random() < 0.7 else random_terms(dice)
        versions.append(SchemeVersion(2, day, changed, terms))
    return Scheme(number, f"s{number}", f"Scheme {number}", tuple(versions))


def _any_rule(dice: random.Random, key: str, days: list[date]) -> Rule:
    rule = random_rule(dice, key)
    return with_options(dice, rule, days) if dice.random() < 0.6 else rule


def _changed(dice: random.Random, rule: Rule, days: list[date]) -> Rule:
    """The rule in the next version: another rate, sometimes another kind of rate, sometimes another rule."""
    if rule.override is not None:
        return replace(rule, rate=Percent(dice.choice((20_000, 200_000))))
    if dice.random() < 0.4 and isinstance(rule.rate, Tiers) and rule.rate.measure in OLD_MEASURES:
        return replace(rule, rate=random_tiers(dice, rule.rate.measure, rule.rate.mode))
    if dice.random() < 0.5 and type(rule.rate) in SAME_KIND:
        made = replace(rule, rate=_same_kind(dice, rule.rate))
        return made if sensible(made) else rule
    other = _any_rule(dice, rule.key, days)
    if dice.random() < 0.3:
        return other
    made = replace(other, event=rule.event, deciding=rule.deciding, late=rule.late)
    return made if sensible(made) else rule


def _same_kind(dice: random.Random, rate: Rate) -> Rate:
    while True:
        other = random_rate(dice)
        if type(other) is type(rate):
            return other


def random_rule(dice: random.Random, key: str) -> Rule:
    """Any rule; one that speaks of order numbers says what it does with extensions."""
    event = dice.choice((*OLD_EVENTS, EventKind.PAYMENT_RECEIVED, EventKind.PAYMENT_RECEIVED))
    rate = random_rate(dice)
    when = _conditions(dice, rate)
    return Rule(
        key=key,
        event=event,
        recipient=dice.choice(tuple(Function)),
        rate=rate,
        when=when,
        base=dice.choice((Base.NET, Base.NET, Base.GROSS, Base.MARGIN)),
        late=_late(dice) if event in LATE_EVENTS and dice.random() < 0.5 else (),
        deciding=dice.choice((Deciding.EVENT, Deciding.SIGNING)),
        pay_after_months=dice.choice((0, 0, 0, 1, 2)),
        extension_rate=_extension_rate(dice, when),
    )


def _extension_rate(dice: random.Random, when: Conditions) -> Rate | None:
    if when.extensions is Extensions.SEPARATE_RATE and dice.random() < 0.7:
        return dice.choice((Percent(dice.choice(PERCENTS)), Fixed(150_01), random_rate(dice)))
    return None


def _conditions(dice: random.Random, rate: Rate) -> Conditions:
    number = None
    if dice.random() < 0.3:
        start = dice.choice((None, 1, 2))
        end = dice.choice((None, 1, 2, 3))
        number = Span(start, end if start is None or end is None else max(start, end))
    numbered = number is not None or isinstance(rate, ByOrder | Fading)
    kinds = dice.choice((None, None, None, None, None, frozenset(dice.sample(tuple(OrderKind), dice.randint(1, 2)))))
    return Conditions(
        order_number=number,
        order_kinds=kinds,
        extensions=dice.choice(tuple(Extensions)) if numbered else dice.choice((None, *Extensions)),
        service_kind=dice.choice((None, None, None, None, None, None, "standard", "complex")),
        recipient_sold=dice.choice((None, None, None, None, None, None, True, False)),
    )


def _late(dice: random.Random) -> tuple[LateBand, ...]:
    kept = dice.choice((500_000, 333_333, 0, 800_000))
    if dice.random() < 0.5:
        return (LateBand(29, 1_000_000), LateBand(None, kept))
    return (LateBand(0, 1_000_000), LateBand(14, 750_000), LateBand(None, kept))


def random_rate(dice: random.Random) -> Rate:
    """Any rate."""
    choice = dice.randrange(6)
    if choice == 0:
        return Percent(dice.choice(PERCENTS))
    if choice == 1:
        return Fixed(dice.choice((100_00, 200_00, 1_000_00, 333_33)))
    if choice == 2:
        return ByOrder(tuple(dice.choice(PERCENTS) for _ in range(dice.randint(1, 3))))
    if choice == 3:
        return Fading(dice.choice((500_000, 100_000)), dice.choice((50_000, 33_333)), dice.choice((0, 10_000)))
    return random_tiers(dice, dice.choice(OLD_MEASURES), dice.choice(tuple(TierMode)))


def random_tiers(dice: random.Random, measure: Measure, mode: TierMode) -> Tiers:
    """A table without gaps whose last band is open."""
    bounds = sorted(dice.sample(BOUNDS, dice.randint(1, 3)))
    bands = [Band(bound, dice.choice(PERCENTS)) for bound in bounds]
    return Tiers(measure, mode, (*bands, Band(None, dice.choice(PERCENTS))))
