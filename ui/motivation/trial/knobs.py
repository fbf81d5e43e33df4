"""What of a rate can be moved by a slider: one number of it at a time, with how far and in which steps. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.calc.scheme import ByOrder, Counter, Fading, Fixed, Percent, PerUnit, Rate
from app.calc.tables import COUNTS, Band, Measure, Tiers
from app.i18n.words import Words, mark

_TENTH, _HUNDREDTH, _PERCENT = 1_000, 100, 10_000
_LEAST_SHARE, _SHARE_ROUND = 100_000, 50_000
_LEAST_MONEY, _STEPS = 1_000_00, 200
_BOUNDS_OF_AMOUNT = mark("up to {bound}"), mark("above {bound}")
_BOUNDS_OF_COUNT = mark("up to number {bound}"), mark("after number {bound}")
_BOUNDS = {
    Measure.DAYS_LATE: (mark("up to {bound} days late"), mark("later than {bound} days")),
    Measure.QUOTA: (mark("up to {bound} of the plan"), mark("above {bound} of the plan")),
}


@dataclass(frozen=True, slots=True)
class Knob:
    """One number of a rate: ``value`` is ppm, or minor units where it is ``money``."""

    title: str
    """Which number of the rate; nothing where it has only one."""
    value: int
    money: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From 0 to ``most`` in steps of ``step``."""

    most: int
    step: int


def knobs(rate: Rate, words: Words, currency: str) -> tuple[Knob, ...]:
    """The numbers of ``rate`` in their order; ``currency`` is that of bounds."""
    match rate:
        case Percent(rate_ppm):
            return (Knob("", rate_ppm),)
        case Fixed(amount_minor) | PerUnit(amount_minor):
            return (Knob("", amount_minor, money=True),)
        case ByOrder(rates_ppm, by):
            last = len(rates_ppm)
            return tuple(Knob(_place(words, by, at, last=at == last), ppm) for at, ppm in enumerate(rates_ppm, start=1))
        case Fading():
            return (
                Knob(words.text("At first"), rate.start_ppm),
                Knob(words.text("Less each time"), rate.step_ppm),
                Knob(words.text("At least"), rate.floor_ppm),
            )
        case Tiers():
            return _bands(rate, words, currency)


def turned(rate: Rate, at: int, value: int) -> Rate:
    """``rate`` with its number at ``at`` set to ``value``."""
    match rate:
        case Percent():
            return Percent(value)
        case Fixed():
            return Fixed(value)
        case PerUnit():
            return PerUnit(value)
        case ByOrder():
            return replace(rate, rates_ppm=(*rate.rates_ppm[:at], value, *rate.rates_ppm[at + 1 :]))
        case Fading():
            start, step, floor = (
                value if place == at else number
                for place, number in enumerate((rate.start_ppm, rate.step_ppm, rate.floor_ppm))
            )
            return Fading(start, step, floor, rate.by)
        case Tiers():
            band = rate.bands[at]
            own = replace(band, rate_ppm=value) if band.premium_minor is None else replace(band, premium_minor=value)
            return replace(rate, bands=(*rate.bands[:at], own, *rate.bands[at + 1 :]))


def span_of(knob: Knob) -> Span:
    """To twice the number and never too narrow; steps that a hand can find: tenths of a percent, round sums."""
    if not knob.money:
        step = _HUNDREDTH if 0 < knob.value < _PERCENT else _TENTH
        if step == _HUNDREDTH:
            return Span(2 * _PERCENT, step)
        return Span(_up(max(2 * knob.value, _LEAST_SHARE), _SHARE_ROUND), step)
    most = max(2 * knob.value, _LEAST_MONEY)
    step = _round_step(most // _STEPS)
    return Span(_up(most, step), step)


def _up(value: int, unit: int) -> int:
    return -(-value // unit) * unit


def _round_step(minor: int) -> int:
    """1, 2 or 5 with noughts, at least one whole unit."""
    unit = 100
    while True:
        for factor in (1, 2, 5):
            if unit * factor >= minor:
                return unit * factor
        unit *= 10


def _place(words: Words, by: Counter, at: int, *, last: bool) -> str:
    if by is Counter.ORDER:
        if last and at == 1:
            return words.text("for every order")
        nth = words.ordinal(at)
        if last:
            return words.text("from the {nth} order on").format(nth=nth)
        return words.text("for the {nth} order").format(nth=nth)
    if last and at == 1:
        return words.text("in every month")
    return words.text("from month {n} on").format(n=at) if last else words.text("in month {n}").format(n=at)


def _bands(rate: Tiers, words: Words, currency: str) -> tuple[Knob, ...]:
    made, below = [], None
    for band in rate.bands:
        value = band.rate_ppm if band.premium_minor is None else band.premium_minor
        made.append(Knob(_band(words, rate.measure, below, band, currency), value, band.premium_minor is not None))
        below = band.up_to_minor
    return tuple(made)


def _band(words: Words, measure: Measure, below: int | None, band: Band, currency: str) -> str:
    texts = _BOUNDS.get(measure, _BOUNDS_OF_AMOUNT)
    if measure in COUNTS:
        texts = _BOUNDS_OF_COUNT

    def bound(value: int) -> str:
        if measure in COUNTS or measure is Measure.DAYS_LATE:
            return words.number(value)
        return words.percent(value) if measure is Measure.QUOTA else words.money(value, currency)

    if band.up_to_minor is not None:
        return words.text(texts[0]).format(bound=bound(band.up_to_minor))
    return words.text(texts[1]).format(bound=bound(below)) if below is not None else ""
